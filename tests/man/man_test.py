#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""--help, man page and completion of each tool name the same verbs and options."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import BIN, SOURCE, Rows, run

LATER = "not in this version"
TOOLS = [tool for tool in ("issuer", "holder", "verifier") if (BIN / tool / f"cred-{tool}").is_file()]


def help_of(program, *verbs):
    """(verbs, options) that this level of --help names."""
    text = run(program, *verbs, "--help").stdout.decode()
    options = re.findall(r"^  (?:-\w,)?(--[a-z-]+)\b(?!.*" + LATER + ")", text, re.M)
    listed = text.split("\nSubcommands:\n")[1] if "\nSubcommands:\n" in text else ""
    return re.findall(r"^  ([a-z-]+) (?!.*" + LATER + ")", listed, re.M), options


def whole_help(program, *verbs):
    """{"verify": its options, "key new": …, "": those before a verb}"""
    below, options = help_of(program, *verbs)
    found = {} if below and verbs else {" ".join(verbs): options}
    for verb in below:
        found.update(whole_help(program, *verbs, verb))
    return found


def page_of(tool):
    """(verbs, options) that the man page describes."""
    text = (SOURCE / "docs" / "man" / f"cred-{tool}.1").read_text()
    described = text[text.index(".Sh COMMON OPTIONS"):text.index(".Sh ENVIRONMENT")]
    verbs = [re.match(r"[a-z -]+", line)[0].strip() for line in re.findall(r"^\.It Cm (.*)$", described, re.M)]
    return set(verbs), {"-" + option for option in re.findall(r"\bFl (-[a-z-]+)", described)}


def lint(page):
    """What mandoc and groff complain about, as far as they are installed."""
    said = ""
    if shutil.which("mandoc"):
        said += subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, text=True).stdout
    if shutil.which("groff"):
        said += subprocess.run(["groff", "-ww", "-mdoc", "-T", "utf8", "-z", page], capture_output=True, text=True).stderr
    return said


def completed(tool, *words):
    """What bash offers after these words."""
    quoted = " ".join(f"'{word}'" for word in (BIN / tool / f"cred-{tool}", *words))
    script = (f"source '{SOURCE}/completions/cred.bash'; COMP_WORDS=({quoted}); COMP_CWORD={len(words)}; _cred; "
              'printf "%s\\n" "${COMPREPLY[@]}"')
    return set(run("bash", "-c", script).stdout.decode().split())


def main():
    rows = Rows("man pages and completions")
    rows.check("the tools that are there", ["issuer", "holder", "verifier"], TOOLS)
    for program in ("mandoc", "groff", "zsh"):
        if not shutil.which(program):
            print(f"SKIPPED: what {program} says, which is not installed")
    for tool in TOOLS:
        program = BIN / tool / f"cred-{tool}"
        helped = whole_help(program)
        verbs = {verb for verb in helped if verb}
        options = {option for named in helped.values() for option in named} - {"--help", "--version"}
        page = SOURCE / "docs" / "man" / f"cred-{tool}.1"
        if not page.is_file():
            rows.check(f"cred-{tool}: docs/man/{page.name}", "a man page", "none")
            continue
        page_verbs, page_options = page_of(tool)
        rows.check(f"cred-{tool}: verbs in --help and not in docs/man/{page.name}", set(), verbs - page_verbs)
        rows.check(f"cred-{tool}: verbs in docs/man/{page.name} and not in --help", set(), page_verbs - verbs)
        rows.check(f"cred-{tool}: options in --help and not in docs/man/{page.name}", set(), options - page_options)
        rows.check(f"cred-{tool}: options in docs/man/{page.name} and not in --help", set(), page_options - options)
        rows.check(f"cred-{tool}: what mandoc and groff say", "", lint(page))
        rows.check(f"cred-{tool}: verbs bash offers", {verb.split()[0] for verb in verbs}, completed(tool, ""))
        first = sorted(verb for verb in verbs if " " not in verb)[0]
        rows.check(f"cred-{tool}: options bash offers after {first}", set(helped[first]), completed(tool, first, "--"))
    if shutil.which("zsh"):
        said = subprocess.run(["zsh", "-n", SOURCE / "completions" / "_cred"], capture_output=True, text=True).stderr
        rows.check("zsh reads completions/_cred", "", said)
    rows.finish()


if __name__ == "__main__":
    main()
