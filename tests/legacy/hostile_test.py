#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Files that no old system should write: what is refused, what is said, and that nothing half-read is recorded. GB 18030, and
files that are neither this nor UTF-8."""

import csv
import io
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import SOURCE, Authority, Case, Rows  # noqa: E402

TODAY = "2026-01-15T12:00:00+08:00"
SAMPLES = (SOURCE / "examples" / "legacy_permits.csv").read_text(encoding="utf-8")
HEADER, *LINES = SAMPLES.splitlines()
ROW, SECOND = LINES[0], LINES[1]
NUMBER = "110000202400216339"


def table(rows, columns=None):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns or list(rows[0]), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def samples():
    return list(csv.DictReader(io.StringIO(SAMPLES)))


def with_field(**fields):
    return table([{**samples()[0], **fields}])


def lines(*rows):
    return "\n".join((HEADER, *rows, "")).encode()


# Chinese characters whose octets in GB 18030 are UTF-8 as well, of accented letters.
BOTH = with_field(name_native="魔希", employer_name_zh="希魔", position_zh="希", issuing_authority_zh="魔").decode().encode("gb18030")
MACINTOSH = b"a carriage return without a line feed: lines end in CRLF or LF"

# name: (octets, exit, recorded, {outcome: rows}, what is said, options). None: no report, the file itself is refused.
FILES = {
    "no row": (lines(), 0, True, {"rows": 0}, b"rows        0"),
    "empty": (b"", 1, None, None, b"is empty"),
    "another table": (b"a,b\n1,2\n", 1, None, None, b"the first row names no column"),
    "a column twice": (lines().replace(b"edge_case", b"status"), 1, None, None, b"status stands twice"),
    "a column misspelt": (lines(ROW).replace(b"status_date", b"status_day"), 1, None, None, b"no column is called status_date"),
    "a header in capitals and full width": (lines(ROW).replace(b"permit_no,card_seq", "PERMIT_NO, Ｃａｒｄ_Seq ".encode()), 0, True, {"accepted": 1}, b"accepted    1"),
    "a header of 10,000 columns": (HEADER.encode() + b",x" * 10_000 + b"\n", 1, None, None, b":1: more than 256 fields"),
    "a row of 10,000 fields": (lines(ROW + ",x" * 10_000, SECOND), 1, False, {"refused": 1, "accepted": 1}, b"more than 256 fields"),
    "UTF-16": (SAMPLES.encode("utf-16"), 1, None, None, b"is UTF-16"),
    "UTF-16, the other order": (b"\xfe\xff" + SAMPLES.encode("utf-16-be"), 1, None, None, b"save it as CSV in UTF-8"),
    "UTF-16 without a mark": (SAMPLES.encode("utf-16-le"), 1, None, None, b"is UTF-16"),
    "UTF-16, said to be UTF-8": (SAMPLES.encode("utf-16"), 1, None, None, b"is UTF-16", "--encoding", "utf-8"),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + lines(ROW), 0, True, {"accepted": 1}, b"accepted    1"),
    "GB 18030 with a mark": (("\ufeff" + lines(ROW).decode()).encode("gb18030"), 0, True, {"accepted": 1}, b"is read as GB 18030"),
    "UTF-8 and GB 18030 alike": (BOTH, 1, None, None, b"could be UTF-8 without Chinese characters, or GB 18030"),
    "the same, said to be GB 18030": (BOTH, 0, True, {"accepted": 1}, b"is read as GB 18030", "--encoding", "gb18030"),
    "the same, said to be UTF-8": (BOTH, 0, True, {"accepted": 1}, b"accepted    1", "--encoding", "utf-8"),
    "GB 18030, said to be UTF-8": (lines(ROW).decode().encode("gb18030"), 1, None, None, b"is not UTF-8: octet", "--encoding", "utf-8"),
    "an encoding nobody knows": (lines(ROW), 2, None, None, b"--encoding is utf-8 or gb18030, not latin-1", "--encoding", "latin-1"),
    "lines that end in CR": (lines(ROW, SECOND).replace(b"\n", b"\r"), 1, None, None, MACINTOSH),
    "one line that ends in CR": (lines(ROW + "\r" + SECOND, SECOND), 1, False, {"refused": 1, "accepted": 1}, MACINTOSH),
    "lines that end in CR CR LF": (lines(ROW, SECOND).replace(b"\n", b"\r\r\n"), 0, True, {"accepted": 2}, b"accepted    2"),
    "a cell across lines": (with_field(position_en="Foreign Language\r\nTeacher"), 0, True, {"accepted": 1, "normalised": 1}, b"normalised"),
    "UTF-8 with one octet broken": (SAMPLES.encode().replace("学".encode(), b"\xe5\xff\xa6", 1), 1, None, None, b"is no UTF-8"),
    "neither encoding": (lines(ROW).replace("学".encode(), b"\xff\xff"), 1, None, None, b"octet"),
    "a zero octet": (lines(ROW.replace("ONO", "O\0NO"), SECOND), 1, False, {"refused": 1, "accepted": 1}, b"a zero octet"),
    "a quote never closed": (lines(ROW.replace("ONO", '"ONO'), SECOND), 1, False, {"refused": 1, "accepted": 0}, b"never closed"),
    "a field of 10 MB": (lines(ROW.replace("ONO", "O" * 10_000_000), SECOND), 1, False, {"refused": 1, "accepted": 1}, b"65536"),
    "a field of 300 octets": (with_field(position_en="P" * 300), 1, True, {"refused": 1, "accepted": 0}, b"300 octets"),
    "too few fields": (lines(ROW.rsplit(",", 3)[0], SECOND), 1, True, {"refused": 1, "accepted": 1}, b"24 fields, the first row has 27"),
    "a row twice": (lines(ROW, ROW), 0, True, {"duplicate": 1, "accepted": 1}, b"duplicate"),
    "two states of a card": (lines(ROW, ROW.replace("revoked", "active")), 1, False, {"refused": 1, "accepted": 1}, b"line 2 says otherwise"),
    "a day that does not exist": (with_field(birth_date="1998-02-30"), 1, True, {"refused": 1}, b"birth_date"),
    "a day whose year comes last": (with_field(valid_until="08/04/2026"), 1, True, {"refused": 1}, b"valid_until"),
    "another authority's region": (with_field(region_code="310101"), 1, True, {"refused": 1}, b"not a region of this authority"),
    "a number that a spreadsheet rounded": (with_field(permit_no="1.30000202400201E+017"), 1, True, {"refused": 1}, b"a spreadsheet has rounded it"),
    "a workbook": (b"PK\x03\x04" + bytes(range(256)), 1, None, None, b"is a workbook"),
    "semicolons": (lines(ROW).replace(b",", b";"), 1, None, None, b"save it as CSV with commas"),
    "a character where the excerpt ends": (b"x" + "号".encode() * 40 + b"\n", 1, None, None, "号… (121 octets)".encode()),
    "no header": (ROW.encode() + b"\n", 1, None, None, b"the first row names no column; it begins with 110000202400216339"),
    "a number of nothing": (with_field(permit_no="——"), 1, True, {"refused": 1}, b"no letter A-Z and no digit"),
    "card 256": (with_field(card_seq="256"), 1, True, {"refused": 1}, b"1 to 255"),
    "a status nobody knows": (with_field(status="fine"), 1, True, {"refused": 1}, b"none of active"),
    "a C card still in force": (with_field(category="C", status="active", status_reason="issued", status_date="2024-08-24"), 0, True,
                                {"flagged": 1, "accepted": 1}, b"end-too-late"),
    "full-width, spaced, Chinese": (with_field(permit_no=" １１００００ 202400216339", birth_date="１９９８年９月４日", sex="男",
                                               card_seq="１", category="ｂ", status="ＲＥＶＯＫＥＤ"), 0, True,
                                    {"normalised": 1, "accepted": 1}, b"normalised"),
}


def imported(case, octets, options=()):
    case.number = getattr(case, "number", 0) + 1
    authority = case.plain.copy(f"store-{case.number}")
    file, report = case.dir / "file.csv", case.dir / "report.json"
    file.write_bytes(octets)
    report.unlink(missing_ok=True)
    done = authority.call("legacy", "import", file, "--report", report, *options, at=TODAY, expect=None)
    said = json.loads(report.read_text()) if report.exists() else None
    return authority, done, said


def files(rows, case):
    for name, (octets, code, recorded, counts, message, *options) in FILES.items():
        authority, done, said = imported(case, octets, options)
        rows.check(f"{name}: exit", code, done.returncode)
        rows.check(f"{name}: says so", True, message in done.stderr + done.stdout)
        summary = said and said["summary"]
        rows.check(f"{name}: recorded", recorded, summary and summary["recorded"])
        for outcome, count in (counts or {}).items():
            rows.check(f"{name}: {outcome}", count, summary and summary[outcome])
        left = list(case.dir.glob("report*.new"))
        rows.check(f"{name}: nothing half-written", [], left)
        if name.startswith("the same, said to be"):
            expected = "魔希" if "gb18030" in options else "ħϣ"
            told = json.loads(authority.call("legacy", "show", NUMBER, "--json", at=TODAY).stdout)
            rows.check(f"{name}: the name", expected, told["cards"][0]["name_native"])


def contents(authority):
    """What the registry holds of the cards, as `legacy show` tells it."""
    told = json.loads(authority.call("legacy", "show", NUMBER, "--json", at=TODAY).stdout)
    report = json.loads(authority.call("legacy", "sunset", "--json", at=TODAY).stdout)
    return told["cards"], report["verdicts"], report["months"]


def same_cards(rows, case):
    """Another encoding: the same cards. (Other columns and another order: register_test.cpp.)"""
    plain, _, _ = imported(case, SAMPLES.encode())
    expected = contents(plain)
    for name, octets in (("GB 18030", SAMPLES.encode("gb18030")),
                         ("a byte order mark and CRLF", b"\xef\xbb\xbf" + SAMPLES.replace("\n", "\r\n").encode())):
        other, done, said = imported(case, octets)
        rows.check(f"{name}: all accepted", (0, 200), (done.returncode, said["summary"]["accepted"]))
        rows.check(f"{name}: the same cards", expected, contents(other))
        if name == "GB 18030":
            rows.check("GB 18030 is said", "GB 18030", said["encoding"])


def formulas(rows, case):
    octets = with_field(surname="=HYPERLINK(1)", given_names="@SUM(A1)", passport_no="+1", employer_uscc="-1")
    file, report = case.dir / "formulas.csv", case.dir / "formulas-report.csv"
    file.write_bytes(octets)
    case.plain.copy("formulas").call("legacy", "import", file, "--report", report, at=TODAY)
    cells = [cell for row in csv.reader(io.StringIO(report.read_bytes().decode("utf-8-sig"))) for cell in row]
    rows.check("the report has findings", True, len(cells) > 20)
    rows.check("no cell of the report is a formula", [], [cell for cell in cells if cell[:1] in tuple("=+-@|%") and cell])


def main():
    rows = Rows("hostile card files")
    with Case() as case:
        case.plain = Authority(case)
        files(rows, case)
        same_cards(rows, case)
        formulas(rows, case)
    rows.finish()


if __name__ == "__main__":
    main()
