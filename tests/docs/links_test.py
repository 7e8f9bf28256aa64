#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every relative link of every page leads to a file, and every #part of it to a heading."""

import re
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
# Code is no prose: [* root] in a CDDL block is no link.
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.S | re.M)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def parts(page):
    """The anchors of a page's headings, as GitHub and GitLab make them."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", page.read_text(), flags=re.S | re.M), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page):
    for target in LINK.findall(CODE.sub("", page.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, part = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists():
            yield f"{page.relative_to(SOURCE)}: {target} is not there"
        elif part and file.suffix == ".md" and part not in parts(file):
            yield f"{page.relative_to(SOURCE)}: {target}: no such heading"


def main():
    listed = subprocess.run(["git", "-C", SOURCE, "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
                            capture_output=True, text=True)
    names = listed.stdout.split() if listed.returncode == 0 else [p.relative_to(SOURCE) for p in SOURCE.rglob("*.md") if "build" not in p.parts]
    pages = [SOURCE / name for name in names]
    faults = [fault for page in pages for fault in broken(page)]
    # A test that finds no link finds no fault.
    links = sum(len(LINK.findall(CODE.sub("", page.read_text()))) for page in pages)
    print("\n".join(faults) + f"\nlinks: {links - len(faults)}/{links} on {len(pages)} pages")
    sys.exit(1 if faults or links < 50 else 0)


if __name__ == "__main__":
    main()
