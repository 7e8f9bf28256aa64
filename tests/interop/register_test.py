#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A register that the second writer made of the 200 sample cards, read by `cred-verifier legacy`: every card gives its
expected verdict, no wrong birth date reads anything, nothing personal stands in the file, and spoiled files are refused."""

import collections
import csv
import datetime
import io
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from register_writer import CardIssuer, pages_of, record  # noqa: E402
from tools import SOURCE, VERIFIER, Case, Rows, Verifier, run  # noqa: E402
from writer import World, unix  # noqa: E402

NOON = "2026-01-15T12:00:00+08:00"
ISSUED = "2026-01-15T09:00:00+08:00"
KINDS = {"work_permit_card": 0, "alien_employment_permit": 1, "foreign_expert_certificate": 2}
# status -> state, permission, event
STATES = {"active": (0, 0, 0), "expired": (0, 0, 0), "dual_electronic": (1, 0, 4), "superseded_electronic": (2, 0, 1),
          "cancelled": (4, 1, 6), "lost": (3, 0, 8), "revoked": (5, 2, 7)}


def day(text):
    return int(text.replace("-", "").replace("/", ""))


def iso(text):
    return text.replace("/", "-")


def samples():
    with open(SOURCE / "examples" / "legacy_permits.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def record_of(row):
    state, permission, event = STATES[row["status"]]
    # Of a replaced card the list knows the old end only: the electronic permit knows the new one.
    end = 0 if state == 2 else day(row["valid_until"])
    return record(int(row["card_seq"]), "ABC".index(row["category"]) + 1, KINDS[row["doc_type"]], state, permission, event,
                  day(row["first_issue_date"]), day(row["status_date"]), end, uscc=row["employer_uscc"])


class Place:
    """A world with one or more registers, and a verifier that holds it."""

    def __init__(self, case):
        self.case, self.world, self.count = case, World(ISSUED), 0
        self.issuer = CardIssuer("CN-110000", 110000)
        self.issuer.scope = [110000, 120000, 130000]
        self.world.issuers = [self.issuer]
        root = case.dir / "root.cbor"
        root.write_bytes(self.world.root())
        self.empty = Verifier(case, "empty", root, ISSUED)

    def verifier(self, members, omit=()):
        self.count += 1
        self.world.extra_members = members
        bundle = self.case.dir / f"bundle-{self.count}.cbor"
        bundle.write_bytes(self.world.bundle(omit=omit))
        verifier = self.empty.copy(f"verifier-{self.count}")
        return verifier, verifier.update(bundle, ISSUED, expect=None)

    def holding(self, members, **how):
        verifier, update = self.verifier(members, **how)
        assert update.returncode == 0, update.stderr.decode()
        return verifier


def legacy(verifier, *arguments, at=NOON, stdin=None, expect=None):
    done = run(VERIFIER, "legacy", "--store", verifier.store, "--at", at, "--json", *arguments, stdin=stdin, expect=expect,
               timeout=900)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def one(verifier, number, birth_date, *options, at=NOON):
    verdict, = legacy(verifier, "--number", number, "--birth-date", birth_date, *options, at=at)
    return verdict


def table(rows, columns=("number", "birth_date", "issued")):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def every_sample(rows, verifier, cards):
    asked = table((row["permit_no"], iso(row["birth_date"]), iso(row["first_issue_date"])) for row in cards)
    verdicts = legacy(verifier, "-", stdin=asked)
    for row, verdict in zip(cards, verdicts, strict=True):
        rows.check(f"{row['permit_no']}/{row['card_seq']} {row['edge_case']}", row["expected_verdict"], verdict["verdict"])
        rows.check(f"{row['permit_no']} lists", [["110000", "120000", "130000"]], [each["regions"] for each in verdict["lists"]])
    sums = collections.Counter(verdict["verdict"] for verdict in verdicts)
    print("legacy cards:", ", ".join(f"{count} {verdict}" for verdict, count in sorted(sums.items())))
    latest = {row["permit_no"]: row for row in sorted(cards, key=lambda row: int(row["card_seq"]))}
    again = [row for row in cards if latest[row["permit_no"]] is not row]
    verdicts = legacy(verifier, "-", stdin=table(((row["permit_no"], iso(row["birth_date"])) for row in again),
                                                 ("number", "birth_date")))
    for row, verdict in zip(again, verdicts, strict=True):
        rows.check(f"{row['permit_no']} without a date", latest[row["permit_no"]]["expected_verdict"], verdict["verdict"])


def answers(rows, verifier, cards):
    active = next(row for row in cards if row["status"] == "active")
    number, born = active["permit_no"], iso(active["birth_date"])
    verdict = one(verifier, f" {number[:6]}-{number[6:]} ", born)
    rows.check("a number typed with spaces and hyphens", "VALID_LEGACY", verdict["verdict"])
    rows.check("the mode", "legacy", verdict["mode"])
    rows.check("the permission", "in-force", verdict["permission"])
    rows.check("no holder is shown", None, verdict["holder"])
    rows.check("the permit", [active["category"], iso(active["valid_until"])],
               [verdict["permit"]["category"], verdict["permit"]["valid_until"]])
    rows.check("the card", [iso(active["first_issue_date"]), "current"], [verdict["card"]["issued"], verdict["card"]["state"]])
    rows.check("the as-of", "2026-01-15T01:00:00Z", verdict["as_of"]["status"])
    rows.check("its employer", "VALID_LEGACY", one(verifier, number, born, "--employer", active["employer_uscc"])["verdict"])
    rows.check("another employer", "EMPLOYER_MISMATCH", one(verifier, number, born, "--employer", "91110105XXDEM00999")["verdict"])
    asked = table((("110000202300999997", born), ("911231198705240010", "1987-05-24")), ("number", "birth_date"))
    rows.check("nobody's number, and a permanent resident's", ["UNKNOWN not-in-list", "EXEMPT_PERMANENT_RESIDENT exempt-permanent-resident"],
               [f"{verdict['verdict']} {verdict['reason']}" for verdict in legacy(verifier, "-", stdin=asked)])
    rows.check("another region's", "no-list-for-region", one(verifier, "310000202300999997", born, "--region", "310000")["reason"])
    # Each role's limits, to the second: tests/unit/verify_legacy.
    for role, days, verdict in (("checkpoint", 1, "VALID_LEGACY"), ("checkpoint", 5, "VALID_LEGACY"), ("checkpoint", 30, "VALID_STALE"),
                                ("employer", 5, "VALID_LEGACY"), ("employer", 29, "VALID_LEGACY"), ("employer", 31, "VALID_STALE")):
        at = (datetime.datetime.fromisoformat(ISSUED) + datetime.timedelta(days=days)).isoformat()
        rows.check(f"{role}, {days} days", verdict, one(verifier, number, born, "--role", role, at=at)["verdict"])
    rows.check("a clock before the list", "CLOCK_SUSPECT", one(verifier, number, born, at="2026-01-10T12:00:00+08:00")["verdict"])
    address = verifier.verify("-", at=NOON, stdin=b"http://example.invalid/q?id=1\n")[0]
    rows.check("the web address of an old card", ["UNREADABLE", "web-address"], [address["verdict"], address["reason"]])
    rows.check("and what to do", True, all("legacy --number" in text for text in address["message"].values()))


def shown(rows, verifier):
    held = json.loads(run(VERIFIER, "show", "--store", verifier.store, "--at", NOON, "--json").stdout)["bundle"]["registers"]
    rows.check("show names the register", [{"iss": "CN-110000", "held": True, "regions": ["110000", "120000", "130000"],
                                            "as_of": "2026-01-15T01:00:00Z", "cards": 200}], held)
    text = run(VERIFIER, "show", "--store", verifier.store, "--at", NOON).stdout.decode()
    rows.check("show names it to people", True, "110000 120000 130000" in text and "200" in text)


def command_line(rows, verifier):
    base = (VERIFIER, "legacy", "--store", verifier.store, "--at", NOON)
    for what, arguments in (("nothing", ()), ("no birth date", ("--number", "1")), ("no number", ("--birth-date", "1984-07-19")),
                            ("an empty number", ("--number", "", "--birth-date", "1984-07-19")),
                            ("a number of nothing", ("--number", "--", "--birth-date", "1984-07-19")),
                            ("no such day", ("--number", "1", "--birth-date", "1984-02-30")),
                            ("no such role", ("--number", "1", "--birth-date", "1984-07-19", "--role", "spy")),
                            ("a number and a file", ("--number", "1", "--birth-date", "1984-07-19", "-"))):
        rows.check(f"usage: {what}", 2, run(*base, *arguments, expect=None, stdin=b"").returncode)
    rows.check("a file that is not there", 4, run(*base, verifier.store / "nothing.csv", expect=None).returncode)
    for what, text in (("empty", b""), ("no header", b"110000,1984-07-19\n"), ("a misspelt column", b"number,birth_date,isued\n"),
                       ("a column twice", b"number,birth_date,number\n"), ("no birth date", b"number\n")):
        rows.check(f"CSV refused: {what}", 1, run(*base, "-", expect=None, stdin=text).returncode)
    text = (b"\xef\xbb\xbfbirth_date,number\r\n1984-07-19,1\r\n1984-02-30,2\r\n\r\n1984-07-19\r\n1984-07-19,\"3\"x\r\n1984-07-19,\"4\"\r\n"
            b"1984-07-19,\0\r\n1984-07-19,\xff\xfe\r\n1984-07-19," + b"9" * 100_000 + b"\r\n1984-07-19,\"5")
    lines = [(verdict["input"], verdict["verdict"]) for verdict in legacy(verifier, "-", stdin=text, expect=3)]
    rows.check("each row has its answer", [("-:2", "UNKNOWN"), ("-:3", "UNREADABLE"), ("-:5", "UNREADABLE"), ("-:6", "UNREADABLE"),
                                           ("-:7", "UNKNOWN"), ("-:8", "UNREADABLE"), ("-:9", "UNREADABLE"),
                                           ("-:10", "UNREADABLE"), ("-:11", "UNREADABLE")], lines)
    shown = run(*base, "--number", "911231198705240010", "--birth-date", "1987-05-24", expect=3).stdout.decode()
    rows.check("a report ends with the verdict", "EXEMPT_PERMANENT_RESIDENT (exempt-permanent-resident)", shown.splitlines()[-1])


def secrecy(rows, verifier, cards, file):
    for row in cards:
        for column in ("permit_no", "surname", "given_names", "name_native", "passport_no", "employer_name_zh", "employer_uscc"):
            text = row[column].strip()
            if len(text) >= 4 and (text.encode() in file or text.encode("utf-16-le") in file):
                rows.bad.append(f"{column} {text} stands in the register")
    victim = next(row for row in cards if row["status"] == "active")
    born = datetime.date.fromisoformat(iso(victim["birth_date"]))
    wrong = [(born + datetime.timedelta(days=delta)).isoformat() for delta in range(-5, 6) if delta]
    verdicts = legacy(verifier, "-", stdin=table(((victim["permit_no"], date) for date in wrong), ("number", "birth_date")))
    found = [verdict for verdict in verdicts if verdict["card"] or verdict["reason"] != "not-in-list"]
    rows.check("10 wrong birth dates read nothing", (10, []), (len(verdicts), found))


def hostile(rows, place, cards, pages):
    """Each file refused, or not, at import; two issuers, so that pages can be exchanged between registers."""
    issuer, as_of = place.issuer, unix(ISSUED)

    def changed(as_of=as_of, **header):
        return issuer.register_file(cards, as_of, pages=pages, **header)

    good = changed()
    other = CardIssuer("CN-310000", 310000)
    theirs = other.register_file([other.card("1", 19840719, record())], as_of)
    with_page = bytearray(good)
    with_page[8192:12288] = theirs[4096:8192]
    cut_tag = bytearray(good)
    cut_tag[4096 + 64] ^= 1
    for what, file, reason in (
            ("as it should be", good, None), ("without a card", issuer.register_file([], as_of), None),
            ("cut short", good[:-1], "claims"), ("a page short", good[:-4096], "claims"), ("header alone", good[:4096], "claims"),
            ("an octet more", good + b"\0", "claims"), ("a page more", good + bytes(4096), "claims"),
            ("another magic", b"FWPREG2\0" + good[8:], "claims"), ("a bit of the header", good[:150] + bytes([good[150] ^ 1]) + good[151:], "issuer-signature"),
            ("a bit of a tag", bytes(cut_tag), "claims"), ("a page of another register", bytes(with_page), "claims"),
            ("another authority's register", theirs, "unknown-key"), ("an older version", changed(version=0), "claims"),
            ("a scope beyond the key", changed(_3=[110000, 310000]), "wrong-region"),
            ("no scope", changed(_3=[]), "claims"),
            ("a salt of 15", changed(_4=bytes(15)), "claims"),
            ("another key in the header", changed(_8=0), "claims"),
            ("one card too many", changed(_6=[len(pages), len(cards) + 1]), "claims"),
            ("another root", changed(_7=bytes(32)), "claims"),
            ("signed by the status key", changed(key=issuer.status), "wrong-purpose"),
            ("from the day after tomorrow", changed(as_of + 172_800), "issued-in-future")):
        verifier, update = place.verifier([(2, issuer.iss, 1, file)])
        said = update.stderr.decode()
        rows.check(f"register {what}", (1, reason) if reason else (0, None),
                   (update.returncode, reason if not reason or f"({reason})" in said else said))
        if what == "cut short":
            rows.check("after a refusal nothing is held", "no-bundle", one(verifier, "1", "1984-07-19")["reason"])
    named, update = place.verifier([(2, "CN-110000-b", 1, good)])
    rows.check("another name", (1, True), (update.returncode, b"(wrong-issuer-name)" in update.stderr))
    missing = place.holding([(2, issuer.iss, 1, good)], omit=(issuer.iss,))
    rows.check("a register that was not brought", "no-list-for-region", one(missing, "1", "1984-07-19")["reason"])
    whole = place.case.dir / "whole.cbor"
    whole.write_bytes(place.world.bundle())
    said = missing.update(whole, ISSUED).stdout.decode()
    rows.check("update says what came", True, f"+ legacy register {issuer.iss} version 1, missing until now" in said)
    rows.check("the same head, with the register", "not-in-list", one(missing, "1", "1984-07-19")["reason"])
    rows.check("and once more nothing new", True, b"nothing new" in missing.update(whole, ISSUED).stdout)


def damaged_store(rows, place, file, sample):
    """The disk changes the store's copy: every page in turn."""
    verifier = place.holding([(2, place.issuer.iss, 1, file)])
    held = next(path for path in verifier.store.glob("generations/*/members/*") if path.with_suffix(".tree").exists())
    good = held.read_bytes()
    asked = table(((row["permit_no"], iso(row["birth_date"])) for row in sample), ("number", "birth_date"))
    hurt = set()
    for page in range(1, len(good) // 4096):
        spoiled = bytearray(good)
        spoiled[page * 4096 + 2000] ^= 4
        held.write_bytes(spoiled)
        reasons = {verdict["reason"] for verdict in legacy(verifier, "-", stdin=asked)}
        hurt |= reasons & {"status-list-missing"}
        rows.check(f"page {page} damaged: no wrong answer", True, reasons <= {None, "status-list-missing"})
    rows.check("damage was seen", {"status-list-missing"}, hurt)


def main():
    rows = Rows("register")
    sample = samples()
    with Case() as case:
        place = Place(case)
        cards = [place.issuer.card(row["permit_no"], day(row["birth_date"]), record_of(row)) for row in sample]
        pages = pages_of(cards, place.issuer.edition)
        file = place.issuer.register_file(cards, unix(ISSUED), pages=pages)
        verifier = place.holding([(2, place.issuer.iss, 1, file)])
        every_sample(rows, verifier, sample)
        answers(rows, verifier, sample)
        shown(rows, verifier)
        command_line(rows, verifier)
        secrecy(rows, verifier, sample, file)
        hostile(rows, place, cards, pages)
        damaged_store(rows, place, file, [row for row in sample if row["expected_verdict"] == "VALID_LEGACY"][:2])
    rows.finish()


if __name__ == "__main__":
    main()
