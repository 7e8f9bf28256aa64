#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What `mint` and `init` refuse, how they say it, and that the JSON schemas agree: one case a file in mint/ and authority/.

The rows go to one `mint`, each in a line of its own between good ones: every fault is named with line and path, no good
line is blamed, nothing is minted and nothing written.
"""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from cases import cases, changed, said, schema, text_paths  # noqa: E402
from tools import ISSUER, SOURCE, Authority, Case, Rows, requests, run  # noqa: E402

NOON = "2025-02-10T12:00:00+08:00"
# In any text of a request these are a fault, and no fault may reach a terminal as it is.
HOSTILE = ("\x1b[31m", "\x9b2J", "\u202e", "a\nb", "\x7f")
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Store:
    """An authority for Beijing and the categories A and B."""

    def __init__(self, case, base):
        file = case.dir / "authority.json"
        file.write_text(json.dumps({**base, "regions": ["110000"], "categories": ["A", "B"]}))
        self.case, self.authority, self.out = case, Authority(case, authority=file), case.dir / "out"
        self.untouched = self.state()

    def state(self):
        """How many indices were ever given out, and what was minted."""
        import sqlite3
        with sqlite3.connect(self.authority.store / "registry.sqlite") as registry:
            return [registry.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("status_indices", "events")]

    def refuse(self, octets):
        """stderr of a `mint` that must leave everything as it was."""
        file = self.case.dir / "requests"
        file.write_bytes(octets)
        done = self.authority.call("mint", file, "--out", self.out, at=NOON, expect=1)
        if self.out.exists() or self.state() != self.untouched or done.stdout:
            raise AssertionError(f"something was minted, written or printed: {octets[:200]!r}")
        return done.stderr.decode()


def check_rows(rows, store, base, all_cases):
    """Every odd line is good, every even one a case."""
    lines, of_case = [], {}
    for case in all_cases:
        lines.append(json.dumps({**base, "id": f"good-{len(lines)}"}))
        lines.append(case.row)
        of_case[len(lines)] = case
    stderr = store.refuse("\n".join(lines).encode())
    for number in range(1, len(lines) + 1):
        about = said(stderr, number)
        if number in of_case:
            missing = [part for part in of_case[number].refused if part not in about]
            rows.check(of_case[number].name, (True, []), (bool(about), missing))
        elif about:
            rows.check(f"the good line {number}", "", about)


def check_escapes(rows, store, base):
    """Every text of a request, with every hostile text in it, and as the name of a member."""
    spoiled = [(path, changed(base, {"set": {path: text}})) for path in text_paths(base) for text in HOSTILE]
    spoiled += [("unknown member", {**base, text: 1}) for text in HOSTILE]
    stderr = store.refuse("\n".join(json.dumps(row) for _, row in spoiled).encode())
    rows.check("no hostile text is shown as it is", [], STEERING.findall(stderr))
    for number, (path, _) in enumerate(spoiled, 1):
        rows.check(f"{path}, line {number}", True, path in said(stderr, number))


def check_minted(rows, store, base, good):
    """All good cases in one `mint`; then the same again, and one of them with other content."""
    file = store.case.dir / "good"
    file.write_text("\n".join(case.row for case in good))
    done = store.authority.call("mint", file, "--out", store.out, "--json", at=NOON)
    minted = [json.loads(line) for line in done.stdout.decode().splitlines()]
    rows.check("every good row is minted", [case.spoiled["id"] for case in good], [row["id"] for row in minted])
    for number, case in enumerate(good, 1):
        warned = case.case.get("warned", [])
        about = said(done.stderr.decode(), number)
        rows.check(f"{case.name}: warnings", (bool(warned), []), (bool(about), [part for part in warned if part not in about]))
    files = {path.name: path.read_bytes() for path in store.out.iterdir()}
    state = store.state()
    again = store.authority.call("mint", file, "--out", store.out, "--json", at="2025-03-01T12:00:00+08:00")
    rows.check("the same again gives the same permits", [row["document"] for row in minted],
               [json.loads(line)["document"] for line in again.stdout.decode().splitlines()])
    rows.check("and the same files", files, {path.name: path.read_bytes() for path in store.out.iterdir()})
    other = store.case.dir / "other"
    other.write_text(json.dumps({**good[0].spoiled, "sex": "M"}))
    done = store.authority.call("mint", other, "--out", store.out, at=NOON, expect=1)
    rows.check("the same id with other content is refused", True, "/id" in done.stderr.decode() and "other content" in done.stderr.decode())
    rows.check("and nothing was given out", state, store.state())


def check_files(rows, store, base):
    """Whole files that are wrong, the largest of them made here."""
    for case in (case for case in cases("mint", base) if case.is_file):
        stderr = store.refuse(case.octets)
        rows.check(case.name, [], [part for part in case.refused if part not in stderr] + STEERING.findall(stderr))
    huge = [("a file above the ceiling", b" " * (64 << 20) + b"{}", ["larger than the 67108864 octets"]),
            ("a million values", b"[" + b"0," * 1_100_000 + b"0]", ["more than 1048576 values"]),
            ("a hundred thousand faults", b"{}\n" * 100_000, ["the rest of the file was not read"]),
            ("a faulty line after two hundred good ones", b"".join(
                json.dumps({**base, "id": f"n{i}"}).encode() + b"\n" for i in range(200)) + b"{}", ["line 201: /id: missing"])]
    for name, octets, parts in huge:
        stderr = store.refuse(octets)
        rows.check(name, [], [part for part in parts if part not in stderr])


def check_schema(rows, what, all_cases, validator):
    agreed = beyond = 0
    for case in all_cases:
        agrees = case.schema_agrees(validator)
        if agrees is None:
            continue
        rows.check(f"the schema of {what} on {case.name}", True, agrees)
        beyond += case.differs
        agreed += agrees and not case.differs
    print(f"{what}: reader and schema agree on {agreed} cases, {beyond} are beyond a schema")
    return agreed


def check_authority(rows, case, base):
    """`init` says what is wrong with the authority before it asks for a passphrase, and makes nothing."""
    for one in cases("authority", base):
        if not one.refused:
            continue
        file, store = case.dir / "spoiled.json", case.dir / "never"
        file.write_text(one.row)
        done = run(ISSUER, "init", "--store", store, "--authority", file, expect=1)
        stderr = done.stderr.decode()
        missing = [part for part in ("spoiled.json: line 1", *one.refused) if part not in stderr]
        rows.check(f"authority {one.name}", ([], [], False), (missing, STEERING.findall(stderr), store.exists()))


def main():
    rows = Rows("mint refusals")
    base = requests()["e-P01-1"]
    authority = json.loads((SOURCE / "examples" / "authority.json").read_text())
    of_mint = [case for case in cases("mint", base) if not case.is_file]
    agreed = check_schema(rows, "permit-request", of_mint, schema("permit-request"))
    agreed += check_schema(rows, "authority", cases("authority", authority), schema("authority"))
    rows.check("enough cases to call it agreement", True, agreed >= 40)
    for row in requests().values():
        rows.check(f"the schema accepts {row['id']}", True, schema("permit-request").is_valid(row))
    with Case() as case:
        store = Store(case, authority)
        check_rows(rows, store, base, [case for case in of_mint if case.refused])
        check_escapes(rows, store, base)
        check_files(rows, store, base)
        check_authority(rows, case, authority)
        check_minted(rows, store, base, [case for case in of_mint if not case.refused])
    rows.finish()


if __name__ == "__main__":
    main()
