#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every physical card of the samples, imported, published and asked for offline, gives its expected verdict; what the importer
says of the rows with a fault; importing again changes nothing."""

import collections
import csv
import json
import sys
from pathlib import Path

import jsonschema

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import SOURCE, VERIFIER, Authority, Case, Rows, Verifier, run  # noqa: E402

TODAY = "2026-01-15T12:00:00+08:00"
FILE = SOURCE / "examples" / "legacy_permits.csv"
# Rows that are right once normalised: the column that the report must name, and the word of a flag. The passport number
# of dq_lowercase_passport has no letter in the samples, so nothing is to be normalised there.
FAULTS = {"dq_fullwidth_passport": ("passport_no", None), "dq_lowercase_uscc": ("employer_uscc", None),
          "dq_spaces_in_name": ("given_names", None), "dq_slash_date": ("birth_date", None),
          "dq_mrz_nationality_D": ("nationality", None), "dq_quotes_and_comma": ("given_names", "name-characters"),
          "dq_lowercase_passport": (None, None)}


def sample_rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def imported(rows, case, authority):
    schema = json.loads((SOURCE / "schemas" / "legacy-import.schema.json").read_text())
    report = case.dir / "report.json"
    authority.call("legacy", "import", FILE, "--report", report, at=TODAY)
    said = json.loads(report.read_text())
    jsonschema.Draft202012Validator(schema).validate(said)
    summary = said["summary"]
    rows.check("every row accepted, none refused", (True, 200, 200, 0),
               (summary["recorded"], summary["rows"], summary["accepted"], summary["refused"]))
    rows.check("flags of the samples", {"uscc-check": 11, "name-characters": 1}, summary["flags"])
    for row, told in zip(sample_rows(), said["rows"]):
        if row["edge_case"] not in FAULTS:
            continue
        column, word = FAULTS[row["edge_case"]]
        found = [(f["column"], f.get("word")) for f in told["findings"]]
        rows.check(f"line {told['line']}, {row['edge_case']}", [(column, word)] if column else [], found)

    authority.call("legacy", "import", FILE, "--report", case.dir / "again.csv", at=TODAY)
    again = list(csv.DictReader((case.dir / "again.csv").open(encoding="utf-8-sig", newline="")))
    rows.check("imported again, every row is unchanged", {"unchanged"}, {row["outcome"] for row in again})


def asked(rows, case, authority):
    bundle, root = authority.publish(case.dir / "out", TODAY)
    verifier = Verifier(case, "verifier", root, TODAY)
    verifier.update(bundle, TODAY)
    cards = sample_rows()
    file = case.dir / "cards.csv"
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["number", "birth_date", "issued"])
        writer.writerows([row["permit_no"], row["birth_date"].replace("/", "-"), row["first_issue_date"]] for row in cards)
    done = run(VERIFIER, "legacy", "--store", verifier.store, "--at", TODAY, "--json", file, expect=1, timeout=300)
    verdicts = [json.loads(line)["verdict"] for line in done.stdout.decode().splitlines()]
    rows.check("one answer a row", len(cards), len(verdicts))
    for number, (row, verdict) in enumerate(zip(cards, verdicts), 2):
        rows.check(f"line {number}, {row['permit_no']} card {row['card_seq']} ({row['edge_case']})",
                   row["expected_verdict"], verdict)
    web = run(VERIFIER, "legacy", "--store", verifier.store, "--at", TODAY, "--json", "--number", "HTTPS://fwp.example/1", "--birth-date",
              "1984-07-19", expect=3)
    answer = json.loads(web.stdout)
    rows.check("the code of a card where its number belongs", ("UNREADABLE", "web-address"), (answer["verdict"], answer["reason"]))
    sums = collections.Counter(verdicts)
    print("legacy: " + ", ".join(f"{sums[verdict]} {verdict}" for verdict in sorted(sums)))


def main():
    rows = Rows("legacy samples")
    with Case() as case:
        authority = Authority(case)
        imported(rows, case, authority)
        asked(rows, case, authority)
    rows.finish()


if __name__ == "__main__":
    main()
