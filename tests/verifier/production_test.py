#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A real authority beside one for tests: each says what it is wherever it speaks, and neither is believed by the other's
verifiers, whatever they are given."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import ISSUER, VERIFIER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402

NOON = "2026-01-15T12:00:00+08:00"
PERMIT = "e-P01-1"


class Side:
    """An authority of one environment, a permit of it, and a verifier that holds what it published."""

    def __init__(self, case, environment):
        self.environment, self.out = environment, case.dir / f"{environment}-out"
        self.authority = Authority(case, environment, options=("--environment", environment))
        self.minted = self.authority.mint([requests()[PERMIT]], self.out, NOON)
        self.bundle, root = self.authority.publish(self.out, NOON)
        self.verifier = Verifier(case, f"{environment}-verifier", root, NOON)
        self.verifier.update(self.bundle, NOON)
        self.text = self.out / f"{PERMIT}.txt"

    def screen(self):
        return run(VERIFIER, "verify", "--store", self.verifier.store, "--at", NOON, self.text).stdout.decode()


def says_what_it_is(rows, side):
    test, what = side.environment == "test", side.environment
    verdict, = side.verifier.verify(side.text, at=NOON)
    rows.check(f"{what}: verdict and environment", ("VALID", what), (verdict["verdict"], verdict["environment"]))
    rows.check(f"{what}: TEST on the screen", test, "TEST" in side.screen())
    rows.check(f"{what}: TEST on the page to print", test, "TEST" in side.text.with_suffix(".html").read_text())
    rows.check(f"{what}: TEST when it is minted", test, b"TEST" in side.minted.stderr)
    shown = json.loads(run(VERIFIER, "show", "--store", side.verifier.store, "--at", NOON, "--json").stdout)
    rows.check(f"{what}: show", what, shown["environment"])
    shown = json.loads(run(ISSUER, "root", "show", "--store", side.authority.store, "--at", NOON, "--json").stdout)
    rows.check(f"{what}: root show", what, shown["environment"])


def is_not_believed(rows, side, other):
    what = f"{other.environment} for {side.environment}"
    verdict, = side.verifier.verify(other.text, at=NOON)
    rows.check(f"a permit of {what}", ("UNTRUSTED_ISSUER", "unknown-key", side.environment, None),
               (verdict["verdict"], verdict["reason"], verdict["environment"], verdict["holder"]))
    done = side.verifier.update(other.bundle, NOON, expect=None)
    rows.check(f"a bundle of {what}", (1, True), (done.returncode, b"(wrong-environment)" in done.stderr))
    verdict, = side.verifier.verify(side.text, at=NOON)
    rows.check(f"after {what}", "VALID", verdict["verdict"])


def main():
    rows = Rows("test and production")
    with Case() as case:
        test, production = Side(case, "test"), Side(case, "production")
        for side, other in ((test, production), (production, test)):
            says_what_it_is(rows, side)
            is_not_believed(rows, side, other)
    rows.finish()


if __name__ == "__main__":
    main()
