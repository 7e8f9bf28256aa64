# SPDX-License-Identifier: Apache-2.0
"""An import that is cut off at any call that changes the disk leaves the old state or the new one, never neither.

Usage: update_crash_test.py FAULTS.so
"""

import errno
import json
import re
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from support.tools import VERIFIER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402

AT = "2026-01-15T12:00:00+08:00"
FAULTS = sys.argv[1]


def faulted(store, bundle, fault, log=None):
    env = {"LD_PRELOAD": FAULTS, "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0", "FAULT": fault}
    if log:
        env["FAULT_LOG"] = str(log)
    return run(VERIFIER, "update", "--store", store, "--at", AT, bundle, expect=None, env=env)


def version(store):
    """The head version of what a verifier would use now, or what it says instead."""
    done = run(VERIFIER, "show", "--store", store, "--at", AT, "--json", expect=None)
    return json.loads(done.stdout)["bundle"]["head_version"] if done.returncode == 0 else done.stderr.decode()


def fresh(case, old):
    store = case.dir / "tried"
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree(old, store)
    return store


def order_of_durability(case, old, bundle, rows):
    """Every folder and file of the new generation is on the disk before `current` points to it."""
    log = case.dir / "log"
    store = fresh(case, old)
    faulted(store, bundle, "kill 1000000", log)
    lines = log.read_text().splitlines()
    switch = lines.index(f"rename {store}/current")
    before = lines[:switch]
    new = f"{store}/generations/000003"
    for path in (f"{store}/generations", new, f"{new}/members"):
        rows.check(f"fsync of {path.removeprefix(str(store))} before the switch", True, f"fsync {path}" in before)
    for name in ("root.cbor", "issuers.cbor", "head.cbor", "lists.bin"):
        synced = any(re.fullmatch(rf"fsync {re.escape(new)}/(\.{name}\.\w+\.tmp|{name})", line) for line in before)
        rows.check(f"fsync of {name} before the switch", True, synced)
    rows.check("fsync of the store after the switch", True, f"fsync {store}" in lines[switch:])


def killed(case, old, bundle, rows):
    """A power cut before each call in turn, until the import gets through."""
    point = 0
    while True:
        point += 1
        store = fresh(case, old)
        done = faulted(store, bundle, f"kill {point}")
        found = version(store)
        rows.check(f"killed at call {point}", True, found in (1, 2) and done.returncode in (0, -9))
        if done.returncode == 0:
            rows.check("uncut, the import is there", 2, found)
            return point
        if point % 5 == 0:
            run(VERIFIER, "update", "--store", store, "--at", AT, bundle)
            rows.check(f"imported after the cut at call {point}", 2, version(store))


def failing(case, old, bundle, points, rows):
    """A disk that is full, read-only or broken from a call on: exit 4, a word of what and where, nothing lost."""
    for number, word in ((errno.ENOSPC, "No space left"), (errno.EROFS, "Read-only"), (errno.EIO, "Input/output")):
        for point in range(1, points, 7):
            store = fresh(case, old)
            done = faulted(store, bundle, f"{number} {point}")
            said = done.stderr.decode()
            told = done.returncode == 4 and word in said and str(store) in said
            # The last calls only clear away the generation before the last: that may fail in silence.
            rows.check(f"{word} at call {point}", True, version(store) in (1, 2) if told else (done.returncode, version(store)) == (0, 2))
        run(VERIFIER, "update", "--store", store, "--at", AT, bundle)
        rows.check(f"imported after {word}", 2, version(store))


def main():
    rows = Rows("update crash")
    with Case() as case:
        issuer = Authority(case)
        issuer.mint([requests()["e-P01-1"]], case.dir / "permits", at="2025-06-01T12:00:00+08:00")
        first, root = issuer.publish(case.dir / "first", at="2026-01-14T09:00:00+08:00")
        second, _ = issuer.publish(case.dir / "second", at="2026-01-15T09:00:00+08:00")
        old = case.dir / "old"
        verifier = Verifier(case, "old", root, at=AT)
        verifier.update(first, at=AT)
        order_of_durability(case, old, second, rows)
        points = killed(case, old, second, rows)
        failing(case, old, second, points, rows)
        print(f"update crash: {points} calls that change the disk")
    rows.finish()


if __name__ == "__main__":
    main()
