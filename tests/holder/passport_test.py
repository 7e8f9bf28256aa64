#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A new passport: new documents for print and phone, the old passport counts until its last day, old documents are superseded."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "issuer"))
from cases import schema  # noqa: E402
from phone import NOW, Phone, at, bind, lines  # noqa: E402
from tools import EXAMPLE, Authority, Case, Rows, Verifier, requests  # noqa: E402

PERMIT, NEW = "e-P01-1", "Z900202"
LAST, AFTER = "2026-04-15T12:00:00+08:00", "2026-04-16T12:00:00+08:00"  # 90 days, and one more


def refused(rows, authority, out, name, code, word, *options):
    done = authority.call("bind", PERMIT, "--out", out, *options, at=at(hours=1), expect=None)
    rows.check(name, (code, True), (done.returncode, word in done.stderr.decode()))


def refusals(rows, authority, out):
    until = ("--passport-until", "2036-01-14")
    for name, code, word, options in (
            ("the same passport", 1, "already", ("--passport", "z000-101", *until)),
            ("a number of punctuation", 1, "/passport/number", ("--passport", "---", *until)),
            ("a passport that has ended", 1, "ended on", ("--passport", NEW, "--passport-until", "2026-01-14")),
            ("no last day of the new passport", 2, "--passport-until", ("--passport", NEW)),
            ("a last day of the old one that is over", 2, "--old-until", ("--passport", NEW, *until, "--old-until", "2026-01-14")),
            ("two uses at once", 2, "one of", ("--passport", NEW, *until, "--nonce"))):
        refused(rows, authority, out, name, code, word, *options)


class Counter:
    """A verifier before which the holder shows a print and the phone, and the passport `number`."""

    def __init__(self, verifier, person, phone):
        self.verifier, self.person, self.phone = verifier, person, phone

    def says(self, printed, number, now):
        code = self.phone.present("--to", "employer", now=now)
        passport = ("--passport", number, "--birth-date", self.person["birth_date"])
        return [got["verdict"] for got in self.verifier.verify(printed, code, at=now, options=passport)]


def main():
    rows = Rows("a new passport")
    with Case() as case:
        person = requests()[PERMIT]
        old = person["passport"]["number"]
        authority = Authority.example(case)
        before, after = case.dir / "before", case.dir / "after"
        authority.mint([person], before, NOW)
        bundle, root = EXAMPLE / "public" / "bundle.cbor", EXAMPLE / "public" / "root.cbor"
        phone = Phone(case, "phone", root)
        phone.receive(bind(authority, phone, PERMIT), bundle)
        state = authority.call("show", PERMIT, "--json", at=NOW).stdout
        refusals(rows, authority, after)
        rows.check("a refusal leaves everything as it was", (state, False),
                   (authority.call("show", PERMIT, "--json", at=NOW).stdout, after.exists()))

        renew = ("bind", PERMIT, "--passport", NEW, "--passport-until", "2036-01-14", "--out", after, "--json")
        made, = lines(authority.call(*renew, at=at(hours=1)))
        rows.check("the answer fits the schema", [], [error.message for error in schema("issuer-output", "passport").iter_errors(made)])
        rows.check("the old passport counts as long as the authority says", "2026-04-15", made["old_passport_until"])
        shown, = lines(authority.call("show", PERMIT, "--json", at=at(hours=1)))
        rows.check("new documents for print and phone", (made["document"], made["wallet"]), (shown["document"], shown["wallet"]))
        rows.check("events in the one table", ["mint", "nonce", "bind", "passport", "bind"], [event["kind"] for event in shown["events"]])
        listed = lines(authority.call("list", "--json", at=at(hours=1)))
        rows.check("list has one row for it", [made["document"]], [row["document"] for row in listed if row["id"] == PERMIT])

        published, _ = authority.publish(case.dir / "second", at(hours=2))
        verifier = Verifier(case, "verifier", root, NOW)
        verifier.update(published, at(hours=2))
        counter = Counter(verifier, person, phone)
        rows.check("the old documents", ["SUPERSEDED"] * 2, counter.says(before / f"{PERMIT}.txt", old, at(hours=2)))
        phone.receive(after / f"{PERMIT}.wallet.cwt", published, at(hours=2))
        new = after / f"{PERMIT}.txt"
        for name, number, now, expected in (("new", NEW, at(hours=2), "VALID"), ("old", old, at(hours=3), "VALID"),
                                            ("another", "Z000999", at(hours=3), "HOLDER_MISMATCH"), ("old", old, LAST, "VALID_STALE"),
                                            ("old", old, AFTER, "HOLDER_MISMATCH"), ("new", NEW, AFTER, "VALID_STALE")):
            rows.check(f"print and phone with the {name} passport at {now}", [expected] * 2, counter.says(new, number, now))

        again = ("bind", PERMIT, "--passport", "Z900303", "--passport-until", "2036-02-14", "--old-until", "none", "--out", after, "--json")
        authority.call("lost", PERMIT, "--decided", NOW[:10], at=at(hours=3))
        made, = lines(authority.call(*again, at=at(hours=3)))
        rows.check("no document for a lost phone, none for the old passport", (None, None), (made["wallet"], made["old_passport_until"]))
        published, _ = authority.publish(case.dir / "third", at(hours=4))
        verifier.update(published, at(hours=4))
        # The lost phone still holds the document for the passport before.
        rows.check("the passport before, without grace", ["HOLDER_MISMATCH", "LOST"], counter.says(new, NEW, at(hours=4)))
        rows.check("the newest one", ["VALID", "LOST"], counter.says(new, "Z900303", at(hours=5)))
        again = authority.mint([person], case.dir / "again", at(hours=4))
        rows.check("minting the first request again gives the print that counts", new.read_text(),
                   (case.dir / "again" / f"{PERMIT}.txt").read_text())
    rows.finish()


if __name__ == "__main__":
    main()
