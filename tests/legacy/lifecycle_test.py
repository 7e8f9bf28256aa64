#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What decisions make of physical cards and of the electronic permits that follow them: the persons of the samples, the
cut-over to the day, the DUAL switch, questions by number, the sunset report. Asked through `legacy show`, which computes the
same record that `publish` writes."""

import contextlib
import copy
import csv
import json
import sqlite3
import sys
from pathlib import Path

import jsonschema

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import SOURCE, Authority, Case, Rows, people, requests  # noqa: E402

TODAY = "2026-01-15T12:00:00+08:00"
SAMPLES = SOURCE / "examples" / "legacy_permits.csv"
# The physical cards of people.json; the end of P02's is that before its extension.
ENDS_BEFORE = {"P02": "2025-09-30"}


def noon(day):
    return f"{day}T12:00:00+08:00"


def card_row(person, template):
    """The row of the CSV that the old system would have had before anything was decided on the card."""
    permit, name = person["permit"], person["passport_name"]
    carrier = next(c for c in person["carriers"] if c["kind"] == "physical")
    employer = {e["id"]: e for e in people()["employers"]}[permit["employer"]]
    return {**template, "permit_no": permit["number"], "card_seq": "1", "doc_type": "work_permit_card",
            "category": permit["category"], "surname": name["surname"], "given_names": name["given_names"],
            "name_native": person["name_native"], "birth_date": person["birth_date"], "passport_no": person["passport"]["number"],
            "employer_name_zh": employer["name_zh"], "employer_uscc": employer["uscc"], "region_code": permit["region_code"],
            "first_issue_date": carrier["issued"], "valid_from": permit["valid_from"],
            "valid_until": ENDS_BEFORE.get(person["id"], permit["valid_until"]), "status": "active",
            "status_date": carrier["issued"], "status_reason": "issued", "electronic_ref": ""}


class Desk:
    """An authority with all cards of the samples and of people.json."""

    def __init__(self, case):
        self.case, self.authority, self.out = case, Authority(case), case.dir / "permits"
        with SAMPLES.open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.schema = jsonschema.Draft202012Validator(json.loads((SOURCE / "schemas" / "legacy-show.schema.json").read_text()))
        output = json.loads((SOURCE / "schemas" / "issuer-output.schema.json").read_text())
        self.output = {"$defs": output["$defs"]}
        self.persons = {p["id"]: p for p in people()["people"]}
        cards = [card_row(self.persons[p], self.rows[0]) for p in ("P02", "P04", "P06", "P09")]
        self.import_rows(self.rows + cards, noon("2024-12-02"))
        self.out.mkdir()

    def import_rows(self, rows, at, expect=0):
        file = self.case.dir / "cards.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        self.authority.call("legacy", "import", file, at=at, expect=expect)

    def show(self, number, at=TODAY, authority=None):
        shown = json.loads((authority or self.authority).call("legacy", "show", number, "--json", at=at).stdout)
        self.schema.validate(shown)
        return shown

    def replace(self, verb, identity, request, at, expect=0, authority=None):
        file = self.case.dir / "request.json"
        file.write_text(json.dumps(request, ensure_ascii=False))
        return (authority or self.authority).call(verb, identity, file, "--out", self.out, at=at, expect=expect)


def request_for(row, identity, decided, valid_until):
    """A request for the holder of a sample row."""
    base = copy.deepcopy(requests()["e-P01-1"])
    base.update(id=identity, name={"surname": row["surname"], "given": row["given_names"]}, birth_date=row["birth_date"])
    base["employer"]["uscc"] = row["employer_uscc"]
    base["permit"].update(number=row["permit_no"], category=row["category"], region=row["region_code"], valid_from=decided,
                          valid_until=valid_until, decided=decided)
    return base


def persons(rows, desk):
    number = {identity: person["permit"]["number"] for identity, person in desk.persons.items() if person["permit"]}
    permits = requests()
    desk.replace("extend", number["P02"], permits["e-P02-1"], noon("2025-08-11"))
    desk.replace("reissue", number["P06"], permits["e-P06-1"], noon("2025-03-18"))
    desk.authority.call("lost", number["P09"], "--decided", "2025-05-26", at=noon("2025-05-26"))
    desk.replace("reissue", number["P09"], permits["e-P09-1"], noon("2025-06-02"))
    for identity in ("P02", "P04", "P06", "P09"):
        for carrier in desk.persons[identity]["carriers"]:
            for expected in carrier["expected"] if carrier["kind"] == "physical" else ():
                got = desk.show(number[identity], noon(expected["as_of"]))
                rows.check(f"{identity}'s card on {expected['as_of']}", expected["verdict"], got["verdict"])
    superseded = desk.show(number["P02"])
    rows.check("P02's card names its successor and the permission's end", ("e-P02-1", "2027-08-31", "in-force"),
               (superseded["cards"][0]["electronic"], superseded["cards"][0]["permission_end"], superseded["permission"]))
    rows.check("P09's permission stands after the loss", "in-force", desk.show(number["P09"])["permission"])
    desk.authority.call("cancel", "e-P06-1", "--decided", "2026-01-10", at=noon("2026-01-10"))
    rows.check("P06's card when the electronic permit is cancelled", "CANCELLED", desk.show(number["P06"])["verdict"])


def by_number(rows, desk):
    for query in people()["number_only_queries"]["queries"]:
        if query["permit_no"]:
            rows.check(query["why"], query["expected"], desk.show(query["permit_no"])["verdict"])
        else:
            desk.authority.call("legacy", "show", "", at=TODAY, expect=2)
            rows.check("an empty number is a usage error", True, True)


def cut_over(rows, desk):
    """The decision date decides, to the day."""
    active = [r for r in desk.rows if r["status"] == "active" and r["status_reason"] == "issued" and r["category"] == "A"
              and r["status_date"] < "2024-06-01"]
    for row, decided, expected in ((active[0], "2024-11-30", "VALID_LEGACY"), (active[1], "2024-12-01", "SUPERSEDED")):
        desk.replace("extend", row["permit_no"], request_for(row, f"x-{decided}", decided, "2029-06-01"), noon("2024-12-03"))
        shown = desk.show(row["permit_no"])
        rows.check(f"an extension decided on {decided}", (expected, "2029-06-01"),
                   (shown["verdict"], shown["cards"][0]["permission_end"]))
    done = desk.replace("transfer", active[2]["permit_no"], request_for(active[2], "x-end", "2025-01-02", "2029-12-31"),
                        TODAY, expect=1)
    rows.check("a transfer with another end says so", True, b"keeps the end" in done.stderr)
    other = {**request_for(active[2], "x-other", "2025-01-02", active[2]["valid_until"]), "birth_date": "1960-01-01"}
    done = desk.replace("reissue", active[2]["permit_no"], other, TODAY, expect=1)
    rows.check("another birth date is refused", True, b"another birth date" in done.stderr)
    permit = request_for(active[1], "x-2024-12-01", "2024-12-01", "2029-06-01")
    done = desk.replace("extend", active[1]["permit_no"], permit, TODAY)
    rows.check("the same extension again changes nothing", True, b"unchanged" in done.stderr)
    for why, verb, identity in (("of nobody", "extend", "NOBODY1"), ("of itself", "extend", "x-2024-12-01"),
                                ("of another card", "extend", active[0]["permit_no"])):
        done = desk.replace(verb, identity, permit, TODAY, expect=1)
        rows.check(f"the same extension again, {why}", True,
                   b"no permit and no physical card" in done.stderr or b"minted before, and not as" in done.stderr)
    for what, day in ((active[2]["permit_no"], "2026-01-10"), ("x-2024-12-01", "2026-01-10")):
        desk.authority.call("suspend", what, "--decided", "2026-01-11", at=TODAY)
        done = desk.authority.call("restore", what, "--decided", day, at=TODAY, expect=1)
        rows.check(f"{what}: restored before it was suspended", True, b"before that" in done.stderr)
        desk.authority.call("restore", what, "--decided", "2026-01-11", at=TODAY)
    for verb, expected in (("suspend", "SUSPENDED"), ("restore", "VALID_LEGACY"), ("revoke", "REVOKED")):
        done = desk.authority.call(verb, active[2]["permit_no"], "--decided", "2026-01-12", "--json", at=TODAY)
        printed = json.loads(done.stdout)
        jsonschema.validate(printed, {**desk.output, "$ref": "#/$defs/card"})
        rows.check(f"what {verb} prints", expected, printed["verdict"])
        rows.check(f"a card after {verb}", expected, desk.show(active[2]["permit_no"])["verdict"])
    again = {**active[2], "position_en": "Another"}
    desk.import_rows([again], TODAY)
    rows.check("an import of the old state does not undo a revocation", "REVOKED", desk.show(again["permit_no"])["verdict"])
    desk.import_rows([{**again, "status_date": "2023-01-01"}], TODAY, expect=1)


def before_it_begins(rows, desk):
    """A permit extended early: what is decided on the permission holds for both, and through the change of documents."""
    base = copy.deepcopy(requests()["e-P01-1"])
    for verb, state in (("cancel", "cancelled"), ("revoke", "revoked"), ("suspend", "suspended")):
        number = f"1100002025009{len(verb)}{ord(verb[0]):03d}0"
        first = {**base, "id": f"{verb}-1", "permit": {**base["permit"], "number": number, "valid_until": "2026-03-31"}}
        later = {**base, "id": f"{verb}-2", "permit": {**base["permit"], "number": number, "valid_from": "2026-04-01",
                                                       "valid_until": "2027-03-31", "decided": "2026-01-10"}}
        desk.authority.mint([first], desk.out, noon("2025-02-10"))
        desk.replace("extend", f"{verb}-1", later, noon("2026-01-10"))
        desk.authority.call(verb, f"{verb}-1", "--decided", "2026-02-01", at=noon("2026-02-01"))
        for name in (f"{verb}-1", f"{verb}-2"):
            for day in ("2026-02-02", "2026-04-02"):
                shown = desk.authority.call("show", name, at=noon(day)).stdout.decode()
                told = "superseded" if (name, state, day) == (f"{verb}-1", "suspended", "2026-04-02") else state
                rows.check(f"{name} on {day} after {verb}", True, told in shown)
    done = desk.authority.call("restore", "suspend-2", "--decided", "2026-02-02", at=noon("2026-02-02"))
    rows.check("a decision on the later one alone says what it leaves", True, b"suspend-1 still counts until 2026-04-01" in done.stderr)
    done = desk.authority.call("cancel", "suspend-1", "--decided", "2026-04-02", at=noon("2026-04-02"), expect=1)
    rows.check("a permit that was replaced is not what is cancelled", True, b"was replaced by suspend-2" in done.stderr)


def policy(rows, desk):
    """Cut-over and DUAL are policy data: the same registry, published under another policy."""
    twin = desk.authority.copy("other-policy")
    twin.call("issuers", "policy", "--cut-over", "2025-01-01", "--dual", "no", at=noon("2026-01-14"))
    for key in ("issuers-1", "issuers-2"):
        twin.call("issuers", "sign", "--key", key, at=noon("2026-01-14"))
    case_of = {row["edge_case"]: row for row in desk.rows}
    for case, expected in (("decision_on_2024-12-01", "SUPERSEDED"), ("dual", "SUPERSEDED"), ("decision_on_2024-11-30", "VALID_LEGACY")):
        rows.check(f"cut-over 2025-01-01 without DUAL: {case}", expected,
                   desk.show(case_of[case]["permit_no"], authority=twin)["verdict"])
    twin.call("issuers", "policy", "--cut-over", "2024-11-30", "--dual", "yes", at=noon("2026-01-14"))
    for key in ("issuers-1", "issuers-2"):
        twin.call("issuers", "sign", "--key", key, at=noon("2026-01-14"))
    for case, expected in (("decision_on_2024-11-30", "SUPERSEDED"), ("dual", "VALID_DUAL")):
        rows.check(f"cut-over 2024-11-30 with DUAL: {case}", expected,
                   desk.show(case_of[case]["permit_no"], authority=twin)["verdict"])


def sunset(rows, desk):
    report = json.loads(desk.authority.call("legacy", "sunset", "--json", at=TODAY).stdout)
    jsonschema.Draft202012Validator(json.loads((SOURCE / "schemas" / "legacy-sunset.schema.json").read_text())).validate(report)
    rows.check("every card is counted once", (204, 204), (report["cards"], sum(report["verdicts"].values())))
    rows.check("the months end with no card", 0, report["months"][-1]["left"])
    rows.check("every card in force ends in some month", report["in_force"], sum(m["ending"] for m in report["months"]))


def taken_up(rows, desk):
    """A registry that an older version left finds the permits of a number as the one that added them itself."""
    def numbers(store):
        with contextlib.closing(sqlite3.connect(store / "registry.sqlite")) as database:
            return database.execute("SELECT number, document FROM permit_numbers ORDER BY 1, 2").fetchall()

    older = desk.authority.copy("schema-4")
    with contextlib.closing(sqlite3.connect(older.store / "registry.sqlite")) as database:
        database.executescript("DROP TABLE permit_numbers; UPDATE meta SET value = 4 WHERE name = 'schema';")
    report = [authority.call("legacy", "sunset", "--json", at=TODAY).stdout for authority in (desk.authority, older)]
    rows.check("schema 4: the same report", report[0], report[1])
    rows.check("schema 4: the same numbers", numbers(desk.authority.store), numbers(older.store))
    rows.check("there are some", True, len(numbers(older.store)) > 8)
    for identity in ("P02", "P06", "P09"):
        number = desk.persons[identity]["permit"]["number"]
        rows.check(f"schema 4: {identity}'s card", desk.show(number), desk.show(number, authority=older))


def main():
    rows = Rows("cards and decisions")
    with Case() as case:
        desk = Desk(case)
        persons(rows, desk)
        by_number(rows, desk)
        cut_over(rows, desk)
        before_it_begins(rows, desk)
        policy(rows, desk)
        sunset(rows, desk)
        taken_up(rows, desk)
    rows.finish()


if __name__ == "__main__":
    main()
