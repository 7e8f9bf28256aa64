#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every electronic permit of the samples gives its expected verdict, each (permit, day) in a store of its own, and on the
first and last second of the first and the last valid day, whatever the time zone."""

import datetime
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import Authority, Case, Rows, Verifier, people, requests  # noqa: E402

ZONES = ("UTC", "Asia/Shanghai", "America/Los_Angeles")


def noon(day):
    return f"{day}T12:00:00+08:00"


def day_before(day):
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


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


def boundaries(rows, case, authority, permits):
    for permit in permits.values():
        for day in (permit["permit"]["valid_from"], permit["permit"]["valid_until"]):
            published = day_before(day)
            minted = min(published, day_before(permit["permit"]["valid_from"]))
            verifier, picture = store_with(case, authority, permit, minted, published)
            text = picture.with_suffix(".txt")
            for second in ("00:00:00", "23:59:59"):
                for zone in ZONES:
                    verdict, = verifier.verify(text, at=f"{day}T{second}+08:00", env={"TZ": zone})
                    rows.check(f"{permit['id']} at {day}T{second} TZ={zone}", "VALID", verdict["verdict"])


def forgeries(rows, case, authority, permits):
    """P12: the genuine kid with another key's signature is BAD_SIGNATURE, with its own kid UNTRUSTED_ISSUER."""
    day = "2026-01-15"
    verifier, picture = store_with(case, authority, permits["e-P01-1"], "2025-02-10", day)
    forger = Authority(case, "forger")
    person = next(p for p in people()["people"] if p["id"] == "P12")
    forged = {**permits["e-P01-1"], "id": "e-P12-forged", "birth_date": person["birth_date"],
              "name": {"surname": "TESFAYE", "given": "SELAM", "native": person["name_native"]}}
    out = case.dir / "forged"
    forger.mint([forged], out, noon(day))
    token = (out / "e-P12-forged.cwt").read_bytes()
    genuine = picture.with_suffix(".cwt").read_bytes()
    # Protected header a3 01 32 04 48 kid(8) 10 18 3d: the kid stands in the same place of both tokens.
    at = genuine.index(bytes.fromhex("0448")) + 2
    with_genuine_kid = token[:at] + genuine[at:at + 8] + token[at + 8:]
    for name, forgery, expected in (("own kid", token, ("UNTRUSTED_ISSUER", "unknown-key")),
                                    ("genuine kid", with_genuine_kid, ("BAD_SIGNATURE", "issuer-signature"))):
        text = case.dir / "forgery.txt"
        text.write_text("FWS1:" + base45(forgery))
        verdict, = verifier.verify(text, at=noon(day))
        rows.check(f"P12 forged, {name}", expected, (verdict["verdict"], verdict["reason"]))
        rows.check(f"P12 forged, {name}: nothing shown", None, verdict["holder"])


def base45(data):
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    text = ""
    for i in range(0, len(data) - 1, 2):
        value = data[i] * 256 + data[i + 1]
        text += alphabet[value % 45] + alphabet[value // 45 % 45] + alphabet[value // 2025]
    if len(data) % 2:
        text += alphabet[data[-1] % 45] + alphabet[data[-1] // 45]
    return text


def main():
    rows = Rows("samples")
    with Case() as case:
        # Some sample permits began before the toolkit's authority would exist: this one is made in time for all.
        authority = Authority(case, at="2020-01-01T12:00:00+08:00")
        permits = requests()
        expected_days(rows, case, authority, permits)
        boundaries(rows, case, authority, permits)
        forgeries(rows, case, authority, permits)
    rows.finish()


if __name__ == "__main__":
    main()
