#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What the tools publish is read by the second reader (reader.py): every sample permit, by both algorithms."""

import sys
import zlib
from pathlib import Path

import cbor2

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
import reader  # noqa: E402
from tools import Authority, Case, Rows, requests  # noqa: E402
from writer import base45  # noqa: E402

DAY = "2025-11-01T12:00:00+08:00"
CATEGORIES = {"A": 1, "B": 2, "C": 3}


def expected(request):
    """What the permit must say, from the request alone."""
    name = request["name"]
    full = ", ".join(part for part in (name["surname"], name["given"]) if part)
    day = lambda text: int(text.replace("-", ""))  # noqa: E731
    permit = request["permit"]
    return {1: CATEGORIES[permit["category"]], 2: int(permit["region"]), 3: day(permit["valid_from"]),
            4: day(permit["valid_until"]), 20: {1: full, 2: name["native"]},
            22: {4: request["employer"]["name_zh"], 5: request["employer"]["uscc"]}}


def is_refused(text, bundle):
    try:
        reader.read_permit(text, bundle)
    except (AssertionError, KeyError, ValueError, TypeError, cbor2.CBORDecodeError):
        return True
    return False


def refusals(rows, algorithm, text, bundle_file, bundle):
    """A reader that took anything would agree with everything."""
    token = reader.base45(text[5:])
    for place in (8, len(token) // 2, len(token) - 70, len(token) - 1):
        spoiled = bytearray(token)
        spoiled[place] ^= 1
        rows.check(f"{algorithm}: octet {place} changed", True, is_refused("FWS1:" + base45(bytes(spoiled)), bundle))
    rows.check(f"{algorithm}: another prefix", True, is_refused("FWP1:" + text[5:], bundle))
    octets = bundle_file.read_bytes()
    for place in (len(octets) // 5, len(octets) // 2, len(octets) - 10):
        spoiled = bytearray(octets)
        spoiled[place] ^= 1
        try:
            reader.Bundle(bytes(spoiled))
            rows.check(f"{algorithm}: a bundle changed at {place}", "refused", "taken")
        except (AssertionError, KeyError, ValueError, TypeError, cbor2.CBORDecodeError, zlib.error):
            rows.check(f"{algorithm}: a bundle changed at {place}", "refused", "refused")


def main():
    assert __debug__, "the second reader is made of assertions"
    rows = Rows("interop")
    with Case() as case:
        for algorithm in ("Ed25519", "ES256"):
            authority = Authority(case, f"issuer-{algorithm}", options=("--alg", algorithm))
            out = case.dir / f"out-{algorithm}"
            permits = requests()
            authority.mint(permits.values(), out, DAY)
            authority.call("revoke", "e-P10-1", "--decided", "2025-11-01", at=DAY)
            authority.call("cancel", "e-P11-1", "--decided", "2025-11-01", at=DAY)
            bundle_file, _ = authority.publish(out, DAY)
            bundle = reader.Bundle(bundle_file.read_bytes())
            for permit in permits.values():
                text = (out / f"{permit['id']}.txt").read_text()
                claims, status = reader.read_permit(text, bundle)
                check = claims[reader.PERMIT].pop(25)
                rows.check(f"{algorithm} {permit['id']}", expected(permit), claims[reader.PERMIT])
                rows.check(f"{algorithm} {permit['id']} token file", reader.base45(text[5:]), (out / f"{permit['id']}.cwt").read_bytes())
                rows.check(f"{algorithm} {permit['id']} status", {"e-P10-1": 1, "e-P11-1": 12}.get(permit["id"], 0), status)
                tag = reader.passport_tag(check[1], permit["passport"]["number"], permit["birth_date"])
                rows.check(f"{algorithm} {permit['id']} passport", tag, check[2])
            refusals(rows, algorithm, (out / "e-P01-1.txt").read_text().strip(), bundle_file, bundle)
            unreleased = {"uri": next(iter(bundle.lists)), "idx": 0}
            taken = {reader.read_permit((out / f"{p}.txt").read_text(), bundle)[0][reader.STATUS]["status_list"]["idx"] for p in permits}
            unreleased["idx"] = next(i for i in range(2 ** 20) if i not in taken)
            rows.check(f"{algorithm} an index never given out", 1, bundle.status(unreleased))
    rows.finish()


if __name__ == "__main__":
    main()
