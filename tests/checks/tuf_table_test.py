# SPDX-License-Identifier: Apache-2.0
"""Every test that docs/tuf-conformance.md names stands in the file it names, and every case of the suite is answered."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = 110  # of the suite at the commit the page names


def main():
    page = (ROOT / "docs" / "tuf-conformance.md").read_text()
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+) \|$", page, flags=re.M)
    faults, applied = [], 0
    for case, test, where in rows:
        if test == "not applicable":
            continue
        applied += 1
        file = re.fullmatch(r"\[.+\]\(\.\./(.+)\)", where)
        # A long name may be broken into two literals by the formatter.
        source = re.sub(r'"\s*\n\s*"', "", (ROOT / file[1]).read_text()) if file else ""
        if f'"{test.strip("`")}"' not in source:
            faults.append(f"{case}: {where} has no test {test}")
    if len({case for case, _, _ in rows}) != CASES or len(rows) != CASES:
        faults.append(f"{len(rows)} rows, the suite has {CASES} cases")
    said = f"{applied} cases apply, {len(rows) - applied} do not."
    if said not in " ".join(page.split()):
        faults.append(f"the page does not say: {said}")
    print("\n".join(faults + [f"tuf-conformance: {applied - len(faults)}/{applied} applicable cases have a test, "
                              f"{len(rows) - applied} do not apply"]))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
