# SPDX-License-Identifier: Apache-2.0
"""An import of cards that is cut off anywhere leaves all of it in the registry or nothing; a publish that is cut off leaves the
bundle of before or the new one, and done again it publishes what it would have. Derived keys are never lost.

Usage: cards_crash_test.py FAULTS.so
"""

import contextlib
import csv
import json
import random
import shutil
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.tools import ISSUER, SOURCE, VERIFIER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402

DAY, AT = "2026-01-14T12:00:00+08:00", "2026-01-15T12:00:00+08:00"
FAULTS = sys.argv[1]
with (SOURCE / "examples" / "legacy_permits.csv").open(encoding="utf-8", newline="") as samples:
    CARDS = list(csv.DictReader(samples))


def write_csv(path, rows):
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def cut(authority, point, *command, at=AT):
    """The command, its power cut before the call `point` of those that change the disk. Whether it came through."""
    env = {"LD_PRELOAD": FAULTS, "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0", "FAULT": f"kill {point}"}
    done = run(ISSUER, *command, "--store", authority.store, "--passphrase-file", authority.case.passphrase, "--at", at,
               expect=None, env=env)
    if done.returncode not in (0, -9):
        raise AssertionError(f"cut at {point}: exit {done.returncode}\n{done.stderr.decode()}")
    return done.returncode == 0


def points(seed, step):
    """At random, the same in every run; at last beyond the end of any command."""
    drawn, point = random.Random(seed), 0
    while True:
        point += drawn.randint(1, 2 * step - 1)
        yield point


def cards_of(authority):
    """Every state of every card, and whether the file is a sound database."""
    with contextlib.closing(sqlite3.connect(authority.store / "registry.sqlite")) as database:
        sound = database.execute("PRAGMA integrity_check").fetchone()
        return sound, database.execute("SELECT number, card, decided, content FROM card_events ORDER BY seq").fetchall()


def keys_of(authority):
    with contextlib.closing(sqlite3.connect(authority.store / "registry.sqlite")) as database:
        return database.execute("SELECT count(*) FROM card_keys").fetchone()[0]


def names_in(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def imports(rows, case, old):
    """20 cards are known; a file changes ten of them and brings 40 more."""
    file = write_csv(case.dir / "more.csv", [{**card, "position_en": "Another Position"} for card in CARDS[:10]] + CARDS[20:60])
    whole = old.copy("imported")
    whole.call("legacy", "import", file, at=AT)
    before, after = cards_of(old), cards_of(whole)
    rows.check("the file says 50 states", 50, len(after[1]) - len(before[1]))
    report = case.dir / "report.csv"
    for point in points("import", 8):
        authority = old.copy(f"import-{point}")
        through = cut(authority, point, "legacy", "import", file, "--report", report)
        found = cards_of(authority)
        rows.check(f"import cut at {point}: all or nothing", True, found == after or (found == before and not through))
        rows.check(f"import cut at {point}: no half report", True, not report.exists() or report.read_bytes().count(b"\n") > 50)
        report.unlink(missing_ok=True)
        if point % 3 == 0 or through:
            authority.call("legacy", "import", file, "--report", report, at=AT)
            rows.check(f"imported again after {point}", after, cards_of(authority))
            rows.check(f"nothing stays of {point}", (names_in(old.store), ["report.csv"]),
                       (names_in(authority.store), [path.name for path in case.dir.glob("report*")]))
        shutil.rmtree(authority.store)
        if through:
            print(f"cards crash: an import has some {point} calls that change the disk")
            return


def answers(case, authority, bundle, root, name):
    """What a verifier says of every card, with the new bundle."""
    verifier = Verifier(case, name, root, AT)
    verifier.update(bundle, AT)
    file = case.dir / "questions.csv"
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["number", "birth_date", "issued"])
        writer.writerows([row["permit_no"], row["birth_date"].replace("/", "-"), row["first_issue_date"]] for row in CARDS[:20])
    done = run(VERIFIER, "legacy", "--store", verifier.store, "--at", AT, "--json", file, expect=None)
    return [json.loads(line)["verdict"] for line in done.stdout.decode().splitlines()]


def publishing(rows, case, old, out, step, same_octets):
    """`old` published `out` the day before. Where the register draws an edition no two bundles are alike octet for octet."""
    before = (out / "bundle.cbor").read_bytes()
    whole = old.copy("published")
    bundle, root = whole.publish(case.dir / "whole", AT)
    expected = bundle.read_bytes()
    verifier = Verifier(case, "taker", root, AT)
    named = "register" if not same_octets else "no register"
    for point in points(f"publish {named}", step):
        authority, folder = old.copy("cut"), case.dir / "cut-out"
        shutil.copytree(out, folder)
        through = cut(authority, point, "publish", "--out", folder)
        found = (folder / "bundle.cbor").read_bytes()
        if found != before:
            taken = case.dir / "taken"
            shutil.copytree(verifier.store, taken)
            run(VERIFIER, "update", "--store", taken, "--at", AT, folder / "bundle.cbor")
            shutil.rmtree(taken)
        rows.check(f"{named}: cut at {point}, the old bundle or the new", True, len(found) in (len(before), len(expected)))
        version = json.loads(authority.call("publish", "--out", folder, "--json", at=AT).stdout)["version"]
        rows.check(f"{named}: published after {point}, version", True, version in ((3,) if through else (2, 3)))
        if same_octets and version == 2:
            rows.check(f"{named}: published after {point}, octets", expected, (folder / "bundle.cbor").read_bytes())
        rows.check(f"{named}: nothing stays of {point}", ["bundle.cbor", "root.cbor"], names_in(folder))
        rows.check(f"{named}: nor in the store", names_in(whole.store), names_in(authority.store))
        if through and not same_octets:
            rows.check("the same answers", [row["expected_verdict"] for row in CARDS[:20]],
                       answers(case, authority, folder / "bundle.cbor", root, "asker"))
        shutil.rmtree(authority.store)
        shutil.rmtree(folder)
        if through:
            print(f"cards crash: a publish, {named}, has some {point} calls that change the disk")
            break
    shutil.rmtree(whole.store)
    shutil.rmtree(case.dir / "whole")
    shutil.rmtree(verifier.store)


def deriving(rows, case, old):
    """Keys are kept 64 at a time: each publish goes on where the one before was cut."""
    authority = old.copy("deriving")
    authority.call("legacy", "import", write_csv(case.dir / "many.csv", CARDS[:100]), at=AT)
    kept = [keys_of(authority)]
    for point in (6, 20, 35, 10_000):
        through = cut(authority, point, "publish", "--out", case.dir / "derived")
        kept.append(keys_of(authority))
    rows.check("keys are never lost", sorted(kept), kept)
    rows.check("some were kept before the end", True, any(kept[0] < count < kept[-1] for count in kept))
    rows.check("at last all are there", True, through)
    print(f"cards crash: derived keys after each cut: {kept}")


def main():
    rows = Rows("cards crash")
    with Case() as case:
        plain = Authority(case)
        plain.mint([requests()["e-P01-1"]], case.dir / "permits", at="2025-06-01T12:00:00+08:00")
        held = plain.copy("with cards")
        held.call("legacy", "import", write_csv(case.dir / "cards.csv", CARDS[:20]), at=DAY)
        imports(rows, case, held)
        for authority, same_octets in ((plain, True), (held, False)):
            out = case.dir / ("cards-out" if same_octets else "out")
            authority.publish(out, DAY)
            publishing(rows, case, authority, out, 8, same_octets)
        deriving(rows, case, held)
    rows.finish()


if __name__ == "__main__":
    main()
