#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every electronic permit of the samples gives its expected verdict on every day the samples name, and on the first and last
second of its first and last valid day, and a second before and after them, whatever the time zone."""

import collections
import datetime
import itertools
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))
from tools import Authority, Case, Rows, Verifier, people, requests  # noqa: E402
from writer import Issuer, base45, cbor, sign1  # noqa: E402

ZONES = itertools.cycle(("UTC", "Asia/Shanghai", "America/Los_Angeles"))


def noon(day):
    return f"{day}T12:00:00+08:00"


def days_after(day, count):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=count)).isoformat()


class History:
    """What an authority did, day by day, and one verifier that takes each publication over; it is shown permits as pictures or
    as texts (`shown`)."""

    def __init__(self, case, authority, name, shown):
        self.out, self.authority = case.dir / f"out-{name}", authority.copy(f"issuer-{name}")
        self.out.mkdir()
        self.case, self.name, self.shown, self.verifier = case, name, shown, None
        self.done, self.asked = collections.defaultdict(list), collections.defaultdict(list)

    def does(self, day, what):
        """`what(authority, out, day)` happens at noon of the day, before anything is published."""
        self.done[day].append(what)

    def mints(self, day, permit):
        self.does(day, lambda authority, out, day: authority.mint([permit], out, noon(day)))

    def asks(self, published, at, permit, expected, options=()):
        """What a verifier with the data of the day `published` says at `at`."""
        self.asked[published].append(((at, tuple(options)), permit, expected))

    def run(self, rows):
        for day in sorted({*self.done, *self.asked}):
            for what in self.done[day]:
                what(self.authority, self.out, day)
            if day not in self.asked:
                continue
            bundle, root = self.authority.publish(self.out, noon(day))
            self.verifier = self.verifier or Verifier(self.case, f"verifier-{self.name}", root, noon(day))
            self.verifier.update(bundle, noon(day))
            questions = sorted(self.asked[day], key=lambda question: question[0])
            for (at, options), group in itertools.groupby(questions, key=lambda question: question[0]):
                self.ask(rows, day, at, options, list(group))

    def ask(self, rows, published, at, options, questions):
        zone = next(ZONES)
        codes = [self.out / f"{permit}.{self.shown}" for _, permit, _ in questions]
        verdicts = self.verifier.verify(*codes, at=at, options=options, env={"TZ": zone})
        for (_, permit, expected), verdict in zip(questions, verdicts, strict=True):
            rows.check(f"{permit} at {at} with data of {published}, {' '.join(options)} TZ={zone}", expected, verdict["verdict"])


def transfer(permit, successor):
    def what(authority, out, day):
        request = out / "successor.json"
        request.write_text(json.dumps(successor, ensure_ascii=False))
        authority.call("transfer", permit, request, "--out", out, at=noon(day))
    return what


def cancel(permit):
    return lambda authority, out, day: authority.call("cancel", permit, "--decided", day, at=noon(day))


def expected_days(history, permits):
    """What the samples say, in one history: minted when issued, transferred and cancelled when that was decided."""
    for person in people()["people"]:
        decision = (person["permit"] or {}).get("last_decision") or {}
        carriers = [carrier for carrier in person["carriers"] if carrier["kind"] == "electronic"]
        for carrier, before in zip(carriers, [None, *carriers]):
            if before:
                history.does(carrier["issued"], transfer(before["ref"], permits[carrier["ref"]]))
            else:
                history.mints(min(carrier["issued"], *(row["as_of"] for row in carrier["expected"])), permits[carrier["ref"]])
            for row in carrier["expected"]:
                options = []
                if "employer_uscc" in row:
                    options += ["--employer", row["employer_uscc"]]
                if "presented_passport" in row:
                    options += ["--passport", row["presented_passport"], "--birth-date", person["birth_date"]]
                history.asks(row.get("status_list_as_of", row["as_of"]), noon(row["as_of"]), carrier["ref"], row["verdict"], options)
        if decision.get("type") == "cancellation":
            history.does(decision["date"], cancel(carriers[-1]["ref"]))


def boundaries(history, permits):
    """Nothing is decided here: every permit lives to its end. Days begin and end in China."""
    for name, permit in permits.items():
        first, last = permit["permit"]["valid_from"], permit["permit"]["valid_until"]
        history.mints(days_after(first, -1), permit)
        for day in (first, last):
            for second in ("00:00:00", "23:59:59"):
                history.asks(days_after(day, -1), f"{day}T{second}+08:00", name, "VALID")
        history.asks(days_after(first, -1), f"{days_after(first, -1)}T23:59:59+08:00", name, "NOT_YET_VALID")
        history.asks(days_after(last, -1), f"{days_after(last, 1)}T00:00:00+08:00", name, "EXPIRED")


def forgeries(rows, case, history):
    """P12: the genuine kid with another key's signature is BAD_SIGNATURE, with its own kid UNTRUSTED_ISSUER."""
    person = next(p for p in people()["people"] if p["id"] == "P12")
    forger = Issuer("CN-110000", 110000, -19)
    payload = cbor(forger.claims(7, permit={20: {1: "TESFAYE, SELAM", 2: person["name_native"]}}))
    genuine = (history.out / "e-P01-1.cwt").read_bytes()
    kid = genuine[genuine.index(b"\x04\x48") + 2:][:8]  # protected header a3 01 32 04 48 kid 10 18 3d
    text = case.dir / "forgery.txt"
    for name, said, expected in (("own kid", forger.permits.kid, ("UNTRUSTED_ISSUER", "unknown-key")),
                                 ("genuine kid", kid, ("BAD_SIGNATURE", "issuer-signature"))):
        forged = sign1(61, payload, forger.permits, header={1: -19, 4: said, 16: 61})
        text.write_text(f"FWS1:{base45(forged)}\n")
        verdict, = history.verifier.verify(text, at=noon(max(history.asked)))
        rows.check(f"P12 forged, {name}", expected, (verdict["verdict"], verdict["reason"]))
        rows.check(f"P12 forged, {name}: nothing shown", None, verdict["holder"])


def main():
    rows = Rows("samples")
    with Case() as case:
        # Some sample permits began before the toolkit's authority would exist: this one is made in time for all.
        authority = Authority(case, at="2020-01-01T12:00:00+08:00")
        permits = requests()
        as_expected, to_the_end = History(case, authority, "expected", "png"), History(case, authority, "boundaries", "txt")
        expected_days(as_expected, permits)
        boundaries(to_the_end, permits)
        as_expected.run(rows)
        to_the_end.run(rows)
        forgeries(rows, case, as_expected)
    rows.finish()


if __name__ == "__main__":
    main()
