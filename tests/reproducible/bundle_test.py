#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The same keys, registry and --at give the same bundle, octet for octet, whichever folder it is made in. So anybody who
holds the authority's state can make a published bundle again and compare. (ES256 signs with fresh randomness: objects that
such a key signs differ each time; what `publish` signs is signed with Ed25519.)"""

import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import Authority, Case, Rows, requests

PUBLISHED = "2026-01-15T12:00:00+08:00"


def digests(authority, out, at):
    return [hashlib.sha256(file.read_bytes()).hexdigest() for file in authority.publish(out, at)]


def main():
    rows = Rows("reproducible bundles")
    with Case() as case:
        first = Authority(case)
        first.mint([requests()["e-P01-1"], requests()["e-P02-1"]], case.dir / "permits", "2026-01-10T12:00:00+08:00")
        first.call("cancel", "e-P02-1", "--decided", "2026-01-12", at="2026-01-12T12:00:00+08:00")
        second = first.copy("a folder of another name")
        bundle, root = digests(first, case.dir / "one", PUBLISHED)
        rows.check("bundle.cbor and root.cbor made in two folders", [bundle, root],
                   digests(second, case.dir / "two", PUBLISHED))
        # The comparison can fail: a second later it is another bundle under the same root.
        later_bundle, later_root = digests(first, case.dir / "three", "2026-01-15T12:00:01+08:00")
        rows.check("a second later another bundle", True, later_bundle != bundle)
        rows.check("a second later the same root", root, later_root)
    rows.finish()


if __name__ == "__main__":
    main()
