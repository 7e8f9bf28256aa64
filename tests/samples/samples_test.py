#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every electronic permit of the samples gives its expected verdict, each (permit, day) in a store of its own; and on the first
and last second of its first and last valid day, and a second before and after them, in each of three time zones."""

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

ZONES = ("UTC", "Asia/Shanghai", "America/Los_Angeles")


def noon(day):
    return f"{day}T12:00:00+08:00"


def days_after(day, count):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=count)).isoformat()


class History:
    """One authority and one verifier through the years: permits minted, published and asked for, day by day."""

    def __init__(self, case, authority):
        self.case, self.authority, self.out, self.verifier = case, authority.copy("issuer-history"), case.dir / "out-history", None
        self.out.mkdir()
        self.minted, self.asked = collections.defaultdict(list), collections.defaultdict(list)

    def asks(self, published, at, permit, expected):
        """What a verifier with the data of the day `published` says at `at`."""
        self.asked[published].append((at, permit, expected))

    def run(self, rows):
        for day in sorted({*self.minted, *self.asked}):
            if self.minted[day]:
                self.authority.mint(self.minted[day], self.out, noon(day))
            if not self.asked[day]:
                continue
            bundle, root = self.authority.publish(self.out, noon(day))
            self.verifier = self.verifier or Verifier(self.case, "verifier-history", root, noon(day))
            self.verifier.update(bundle, noon(day))
            for at, group in itertools.groupby(sorted(self.asked[day]), key=lambda question: question[0]):
                self.ask(rows, day, at, list(group))

    def ask(self, rows, published, at, questions):
        codes = [self.out / f"{permit}.txt" for _, permit, _ in questions]
        for zone in ZONES:
            verdicts = self.verifier.verify(*codes, at=at, env={"TZ": zone})
            for (_, permit, expected), verdict in zip(questions, verdicts, strict=True):
                rows.check(f"{permit} at {at} with data of {published}, TZ={zone}", expected, verdict["verdict"])


def store_with(case, authority, permit, minted, published, cancelled=None):
    """A verifier that holds what was published on `published`, and the permit's picture."""
    case.number = getattr(case, "number", 0) + 1
    twin = authority.copy(f"issuer-{case.number}")
    out = case.dir / f"out-{case.number}"
    twin.mint([permit], out, noon(minted))
    if cancelled and cancelled <= published:
        twin.call("cancel", permit["id"], "--decided", cancelled, at=noon(published))
    bundle, root = twin.publish(out, noon(published))
    verifier = Verifier(case, f"verifier-{case.number}", root, noon(published))
    verifier.update(bundle, noon(published))
    return verifier, out / f"{permit['id']}.png"


def superseded(case, authority, permits, carrier, successor, day):
    """The verdict on a permit whose place another one took on the day that one was issued."""
    twin = authority.copy("issuer-superseded")
    out = case.dir / "out-superseded"
    twin.mint([permits[carrier["ref"]]], out, noon(carrier["issued"]))
    request = out / "successor.json"
    request.write_text(json.dumps(permits[successor["ref"]], ensure_ascii=False))
    twin.call("transfer", carrier["ref"], request, "--out", out, at=noon(successor["issued"]))
    bundle, root = twin.publish(out, noon(day))
    verifier = Verifier(case, "verifier-superseded", root, noon(day))
    verifier.update(bundle, noon(day))
    verdict, = verifier.verify(out / f"{carrier['ref']}.txt", at=noon(day))
    return verdict["verdict"]


def expected_days(rows, case, authority, permits):
    for person in people()["people"]:
        decision = (person["permit"] or {}).get("last_decision", {})
        cancelled = decision.get("date") if decision.get("type") == "cancellation" else None
        for carrier in person["carriers"]:
            if carrier["kind"] != "electronic":
                continue
            for row in carrier["expected"]:
                if row["verdict"] == "SUPERSEDED":
                    successor = person["carriers"][person["carriers"].index(carrier) + 1]
                    got = superseded(case, authority, permits, carrier, successor, row["as_of"])
                    rows.check(f"{carrier['ref']} on {row['as_of']}", row["verdict"], got)
                    continue
                minted = min(carrier["issued"], row["as_of"])
                published = row.get("status_list_as_of", row["as_of"])
                verifier, picture = store_with(case, authority, permits[carrier["ref"]], minted, published, cancelled)
                options = []
                if "employer_uscc" in row:
                    options += ["--employer", row["employer_uscc"]]
                if "presented_passport" in row:
                    options += ["--passport", row["presented_passport"], "--birth-date", person["birth_date"]]
                verdict, = verifier.verify(picture, at=noon(row["as_of"]), options=options)
                rows.check(f"{carrier['ref']} on {row['as_of']}", row["verdict"], verdict["verdict"])


def boundaries(history, permits):
    """Nothing is decided here: every permit lives to its end. Days begin and end in China."""
    for name, permit in permits.items():
        first, last = permit["permit"]["valid_from"], permit["permit"]["valid_until"]
        history.minted[days_after(first, -1)].append(permit)
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
        verdict, = history.verifier.verify(text, at=noon(max(day for day in history.asked if history.asked[day])))
        rows.check(f"P12 forged, {name}", expected, (verdict["verdict"], verdict["reason"]))
        rows.check(f"P12 forged, {name}: nothing shown", None, verdict["holder"])


def main():
    rows = Rows("samples")
    with Case() as case:
        # Some sample permits began before the toolkit's authority would exist: this one is made in time for all.
        authority = Authority(case, at="2020-01-01T12:00:00+08:00")
        permits = requests()
        expected_days(rows, case, authority, permits)
        history = History(case, authority)
        boundaries(history, permits)
        history.run(rows)
        forgeries(rows, case, history)
    rows.finish()


if __name__ == "__main__":
    main()
