# SPDX-License-Identifier: Apache-2.0
"""A holder's phone for tests, and the counter that binds permits to it."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import BIN, run  # noqa: E402

HOLDER = BIN / "holder" / "cred-holder"
NOW = "2026-01-15T12:00:00+08:00"


def at(seconds=0, minutes=0, hours=0):
    """NOW, and so much later."""
    import datetime
    moment = datetime.datetime.fromisoformat(NOW) + datetime.timedelta(seconds=seconds, minutes=minutes, hours=hours)
    return moment.isoformat()


def lines(done):
    """What --json printed."""
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


class Phone:
    def __init__(self, case, name, root, algorithm="ES256"):
        self.case, self.store = case, case.dir / name
        self.made = self.call("init", "--root", root, "--alg", algorithm, "--json")

    def call(self, verb, *arguments, now=NOW, expect=0, passphrase=None):
        return run(HOLDER, verb, *arguments, "--store", self.store, "--at", now,
                   "--passphrase-file", passphrase or self.case.passphrase, expect=expect)

    def enrol(self, nonce, now=NOW, iss="CN-110000", name=None):
        file = self.case.dir / f"{name or self.store.name}.enrolment"
        self.call("enrol", "--iss", iss, "--nonce", nonce, "--card", "ESSC-0001", "-o", file, now=now)
        return file

    def receive(self, token, bundle, now=NOW, expect=0, options=()):
        return self.call("receive", token, "--bundle", bundle, *options, now=now, expect=expect)

    def present(self, *arguments, now=NOW, expect=0, name="code"):
        """A file with the code."""
        file = self.case.dir / f"{name}.txt"
        self.call("present", *arguments, "-o", file, now=now, expect=expect)
        return file

    def presented(self, *arguments, now=NOW):
        """What --json says of a code, its text among it."""
        said, = lines(self.call("present", *arguments, "--json", now=now))
        return said


def nonce_for(authority, permit, now=NOW, expect=0):
    return authority.call("bind", permit, "--nonce", at=now, expect=expect).stdout.decode().strip()


def bind(authority, phone, permit, now=NOW):
    """The wallet credential of `permit`, bound to `phone`."""
    enrolment = phone.enrol(nonce_for(authority, permit, now), now)
    out = phone.case.dir / "wallet"
    authority.call("bind", permit, "--enrolment", enrolment, "--out", out, at=now)
    return out / f"{permit}.wallet.cwt"
