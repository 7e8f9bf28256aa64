#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""No test lies in the tree unheard: every file that is one is named by the CMakeLists.txt of its folder."""

import re
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def is_test(file):
    """A program of tests, and what must not compile; the rest of the tree helps them."""
    return file.stem.endswith("_test") or file.parent.name == "compile_fail"


def is_named(file, listed):
    """By its file name, or by the word that a foreach or a function of CMake makes the name of: ${test}_test.py."""
    words = set(re.findall(r"[\w.]+", listed))
    endings = set(re.findall(r"\$\{\w+\}(_\w+\.py)", listed))
    return file.name in words or any(file.name.removesuffix(ending) in words for ending in endings) \
        or file.parent.name == "compile_fail" and f"cred_compile_fail({file.stem} " in listed


def main():
    files = sorted(file for kind in ("*.cpp", "*.py") for file in TESTS.rglob(kind) if is_test(file))
    unheard = [file for file in files if not is_named(file, (file.parent / "CMakeLists.txt").read_text())]
    folders = sorted({file.parent for file in files if file.parent.parent == TESTS})
    top = set(re.findall(r"\w+", (TESTS / "CMakeLists.txt").read_text()))
    unheard += [folder for folder in folders if folder.name not in top]
    for file in unheard:
        print(f"{file.relative_to(TESTS.parent)} is in no CMakeLists.txt: it never runs")
    print(f"registered: {len(files)} files of tests, {len(unheard)} unheard")
    sys.exit(1 if unheard or len(files) < 100 else 0)


if __name__ == "__main__":
    main()
