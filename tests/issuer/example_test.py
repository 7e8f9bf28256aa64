#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""keys-example/, made once and never again: today's tools read the permits, the bundle, the keys and the registry in it."""

import json
import re
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import ISSUER, SOURCE, VERIFIER, Case, Rows, Verifier, requests, run  # noqa: E402

EXAMPLE = SOURCE / "keys-example"
NOON = "2026-01-15T12:00:00+08:00"


def check_verifier(rows, case):
    printed = re.search(r"`((?:[0-9a-f]{4} ){15}[0-9a-f]{4})`", (EXAMPLE / "README.md").read_text()).group(1)
    root = EXAMPLE / "public" / "root.cbor"
    run(VERIFIER, "init", "--store", case.dir / "other", "--root", root, "--at", NOON, "--fingerprint", printed)
    run(VERIFIER, "init", "--store", case.dir / "none", "--root", root, "--at", NOON, "--fingerprint", printed.replace("67fa", "67fb"), expect=1)
    verifier = Verifier(case, "verifier", root, NOON)
    verifier.update(EXAMPLE / "public" / "bundle.cbor", NOON)
    for name, verdict, permission in (("e-P01-1", "VALID", "in-force"), ("e-P10-1", "REVOKED", "revoked")):
        for ending in ("png", "txt"):
            got, = verifier.verify(EXAMPLE / "permits" / f"{name}.{ending}", at=NOON)
            rows.check(f"{name}.{ending}", (verdict, permission, "test"), (got["verdict"], got["permission"], got["environment"]))
            rows.check(f"{name}.{ending}: the name", requests()[name]["name"]["native"], got["holder"]["name_native"])
    passport = requests()["e-P01-1"]["passport"]["number"]
    for number, binding in ((passport, "card-matched"), (passport + "1", "bearer")):
        got, = verifier.verify(EXAMPLE / "permits" / "e-P01-1.png", at=NOON,
                               options=("--passport", number, "--birth-date", requests()["e-P01-1"]["birth_date"]))
        rows.check(f"passport {number}", binding, got["binding"])


def check_issuer(rows, case):
    store = case.dir / "issuer"
    shutil.copytree(EXAMPLE / "issuer", store)

    def of(*verb, at=NOON):
        done = run(ISSUER, *verb, "--store", store, "--passphrase-file", case.passphrase, "--at", at, "--json")
        return [json.loads(line) for line in done.stdout.decode().splitlines()]

    rows.check("the registry is read", [("e-P01-1", "valid"), ("e-P10-1", "revoked")], [(row["id"], row["state"]) for row in of("list")])
    rows.check("the keys are read", ["head", "log", "permits", "register", "status"], [row["name"] for row in of("key", "list")])
    file, out = case.dir / "request.json", case.dir / "out"
    file.write_text(json.dumps(requests()["e-P01-1"]))
    of("mint", file, "--out", out, at="2025-02-10T12:00:00+08:00")
    for ending in ("cwt", "txt", "png"):
        name = f"e-P01-1.{ending}"
        rows.check(f"the same request gives the same {name}", (EXAMPLE / "permits" / name).read_bytes(), (out / name).read_bytes())
    file.write_text(json.dumps(requests()["e-P11-1"]))
    of("mint", file, "--out", out)
    published, = of("publish", "--out", out, at="2026-01-16T09:00:00+08:00")
    rows.check("the next publication is the third", 3, published["version"])
    verifier = Verifier(case, "later", out / "root.cbor", "2026-01-16T10:00:00+08:00")
    verifier.update(out / "bundle.cbor", "2026-01-16T10:00:00+08:00")
    verdicts = verifier.verify(EXAMPLE / "permits" / "e-P01-1.png", EXAMPLE / "permits" / "e-P10-1.png", out / "e-P11-1.png",
                               at="2026-01-16T12:00:00+08:00")
    rows.check("old permits and a new one under a new bundle", ["VALID", "REVOKED", "VALID"], [row["verdict"] for row in verdicts])


def main():
    rows = Rows("the example authority")
    with Case() as case:
        check_verifier(rows, case)
        check_issuer(rows, case)
    rows.finish()


if __name__ == "__main__":
    main()
