#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every ```sh block of a page of docs/ in order, in an empty folder; a block's exit code is 0 or what it says.

Usage: tutorial_test.py PAGE"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get("CRED_BIN", SOURCE / "build" / "dev"))


def main():
    name = sys.argv[1]
    page = (SOURCE / "docs" / f"{name}.md").read_text()
    blocks = re.findall(r"^```sh(?: exit=(\d))?\n(.*?)^```", page, flags=re.S | re.M)
    shells = re.findall(r"^```(?:sh|bash|shell|console)\b.*$", page, flags=re.M)
    if len(blocks) != len(shells):
        print(f"{len(shells)} blocks of a shell, {len(blocks)} of them in the form that is run: {shells}")
        sys.exit(1)
    environment = {**os.environ, "CRED": str(SOURCE),
                   "PATH": f"{BIN / 'issuer'}:{BIN / 'holder'}:{BIN / 'verifier'}:{os.environ['PATH']}"}
    with tempfile.TemporaryDirectory(prefix=f"cred-{name}-") as folder:
        for expected, script in blocks:
            done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=environment,
                                  capture_output=True, text=True, timeout=120)
            if done.returncode != int(expected or 0):
                print(f"exit {done.returncode}, the page says {expected or 0}:\n{script}{done.stdout}{done.stderr}")
                sys.exit(1)
    print(f"{name}: {len(blocks)} blocks")
    sys.exit(0 if blocks else 1)


if __name__ == "__main__":
    main()
