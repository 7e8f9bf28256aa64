# SPDX-License-Identifier: Apache-2.0
"""docs/fuzzing.md says of every target what must hold, every target what it is measured on; no other is run."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUZZ = ROOT / "tests" / "fuzz"


def faults_of(name):
    source = (FUZZ / f"{name}.cpp").read_text()
    parsers = [word for line in re.findall(r"^// Parser: (.*)$", source, flags=re.M) for word in line.split()]
    if not parsers:
        yield f"{name}.cpp names no parser"
    for file in parsers:
        if not (ROOT / file).is_file():
            yield f"{name}.cpp names {file}, which is no file"
    if "CRED_PLANT(" not in source:
        yield f"{name}.cpp plants no bug"
    if not any((FUZZ / "corpus" / name).glob("*")):
        yield f"{name} has no corpus"


def main():
    targets = re.findall(r"^ *cred_fuzz\((\w+)[ )]", (FUZZ / "CMakeLists.txt").read_text(), flags=re.M)
    section = (ROOT / "docs" / "fuzzing.md").read_text().split("## What must hold", 1)[-1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| .+ \| ([\w, ]+) \|$", section, flags=re.M)[1:]  # without the head
    named = {name for row in rows for name in row.split(", ")}
    faults = [f"docs/fuzzing.md does not say what must hold of {name}" for name in targets if name not in named]
    faults += [f"docs/fuzzing.md names {name}, which is no target" for name in sorted(named - set(targets))]
    faults += [fault for name in targets for fault in faults_of(name)]
    unknown = subprocess.run([ROOT / "tools" / "fuzz", "--selftest", "nothing"], capture_output=True, text=True)
    if unknown.returncode != 2 or "no target is called nothing" not in unknown.stderr:
        faults.append("tools/fuzz takes a target that does not exist")
    print("\n".join(faults + [f"fuzzing: {len(targets)} targets, {len(faults)} faults"]))
    sys.exit(1 if faults or not targets else 0)


if __name__ == "__main__":
    main()
