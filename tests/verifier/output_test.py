#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What cred-verifier prints steers no terminal, whatever it was given: no control character but the line feed, nothing
that turns the reading direction. And its JSON has every member that other programs read."""

import json
import os
import sys
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from setting import AT, PERMIT, VERIFIER, Case, Rows, Setting, run  # noqa: E402

# File names: everything but a slash and a NUL can stand in one.
NAMES = [
    b"escape-\x1b[31mVALID.txt", b"title-\x1b]0;VALID\x07.txt", b"line\nVALID (accepted).txt", b"return-\rVALID.txt",
    b"bell-\x07.txt", b"delete-\x7f.txt", "c1-\u009b31m.txt".encode(), "next-line-\u0085VALID.txt".encode(),
    "override-\u202etxt.DILAV".encode(), "isolate-\u2066\u2069.txt".encode(), "mark-\u200e\u200f\u061c.txt".encode(),
    "separator-\u2028\u2029.txt".encode(), "zero-width-\u200b\ufeff.txt".encode(), "tag-\U000e0041.txt".encode(),
    "private-\ue000.txt".encode(), b"not-utf8-\xff\xc3\x28.txt", b"quote-\"'\\`$(x).txt", b"-dash.txt",
    "名字.txt".encode(), b" spaces .txt", b"percent-%s%n{}.txt",
]
# What a code or a token may hold where nobody vouched for it.
CONTENTS = [
    b"\x1b[2J\x1b[1;32mVALID\x1b[0m", "\u202eDILAV".encode(), b"\xff\xfe\x80", "\u009b31m".encode(), b"VALID\x07\x08",
    b"https://example.invalid/\x1b[31m", b"FWS1:\x1b[31m", "FWS1:\u202e".encode(), b"fws1:VALID",
]
# Tokens in CBOR that say terrible things, for inspect.
TOKENS = [
    b"\x78\x1e\x1b[31m" + b"A" * 25, b"\x63\xe2\x80\xae", b"\xa1\x63a\x1bb\x63\xc2\x9b1", b"\x64\xff\xfe\xfd\xfc", b"\x42\x1b[",
    b"\xd2\x84\x43\xa1\x01\x26\xa0\x46\xa1\x01\x63\x1b[0\x40", b"\x9f\xff", b"\x81" * 2000 + b"\x00", b"\xfb" + b"\xff" * 8,
    b"\xbf\x61a\x01\x61a\x02\xff", b"\x5f\x41a\x41b\xff", b"\xc2\x49" + b"\xff" * 9, b"\x1b" + b"\xff" * 8, b"\xf8\x18",
    b"\x9b" + b"\xff" * 8, b"\x01\x02", b"\x7f\x61a\xff", b"",
]
MINIMUM = ["input", "verdict", "outcome", "reason", "environment", "clock", "at", "binding", "mode", "freshness",
           "permission", "document", "holder", "permit", "checks", "as_of", "message"]
CHECKS = ["text", "form", "issuer", "signature", "claims", "holder", "disclosure", "status", "validity", "clock", "passport",
          "employer", "freshness"]


def steering(output):
    """The first thing in the output that has no business there, or None."""
    try:
        text = output.decode()
    except UnicodeDecodeError as error:
        return f"not UTF-8: {error}"
    for character in text:
        # ZWNJ and ZWJ belong to how some languages are written.
        if character not in "\n\u200c\u200d" and unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"):
            return f"U+{ord(character):04X}"
    return None


def check(rows, what, done):
    rows.check(f"{what}, stdout", None, steering(done.stdout))
    rows.check(f"{what}, stderr", None, steering(done.stderr))


def names(rows, setting):
    folder = os.fsencode(setting.inputs / "names")
    os.mkdir(folder)
    for n, name in enumerate(NAMES):
        with open(os.path.join(folder, name), "w") as out:
            out.write(setting.text if n % 2 else "hello")
    for options in (("--json",), (), ("--lang", "zh"), ("--role", "guard")):
        done = setting.call(os.fsdecode(folder), options=options)
        check(rows, f"file names {options}", done)
        if options == ("--json",):
            inputs = [json.loads(line)["input"] for line in done.stdout.splitlines()]
            expected = sorted(os.fsencode(name) for name in os.listdir(folder))
            # The JSON says what the file is called, whatever it looks like.
            readable = [name.decode(errors="replace") for name in expected]
            rows.check("names in JSON", True, all(any(name in given for given in inputs) for name in readable
                                                  if "\ufffd" not in name))
            rows.check("one object a line", len(NAMES), len(inputs))
    missing = os.fsdecode(os.path.join(folder, b"missing-\x1b[31m\xe2\x80\xae"))
    check(rows, "a missing file", setting.call(missing))
    for verb in (("inspect", missing), ("verify", "--store", missing, "x"), ("update", "--store", missing, "x"),
                 ("show", "--store", missing), ("show", missing), (missing,), ("verify", f"--{missing}", "x"),
                 ("verify", "--role", missing, "x"), ("verify", "--lang", missing, "x"), ("init", "--root", missing),
                 ("verify", "--at", missing, "--store", setting.verifier.store, "x")):
        check(rows, f"named on the command line: {verb[0]}", run(VERIFIER, *verb, expect=None))
    store = setting.case.dir / "store-\x1b[31m\u202e"
    check(rows, "init in a folder of such a name", run(VERIFIER, "init", "--store", store, "--root", setting.root, "--at", AT))
    check(rows, "update there", run(VERIFIER, "update", "--store", store, "--at", AT, setting.bundle))
    check(rows, "show there", run(VERIFIER, "show", "--store", store, "--at", AT))
    check(rows, "show there in JSON", run(VERIFIER, "show", "--json", "--store", store, "--at", AT))


def contents(rows, setting):
    for n, content in enumerate(CONTENTS):
        file = setting.file(f"contents/{n}.txt", content)
        for options in (("--json",), ()):
            done = setting.call(file, options=options)
            check(rows, f"content {content!r} {options}", done)
            rows.check(f"content {content!r}: not accepted", True, done.returncode in (1, 3))
    for n, token in enumerate(TOKENS + CONTENTS + [setting.text.encode(), setting.picture, setting.bundle.read_bytes(),
                                                   setting.root.read_bytes(), setting.text[:-3].encode()]):
        done = run(VERIFIER, "inspect", setting.file(f"tokens/{n}", token), expect=None)
        check(rows, f"inspect {token[:40]!r}", done)
        rows.check(f"inspect {token[:40]!r}: an answer", True, done.returncode in (0, 1))
        lines = done.stdout.decode(errors="replace").splitlines()
        rows.check(f"inspect {token[:40]!r}: every line is marked", True,
                   all(line.startswith("unverified | ") for line in lines))
        rows.check(f"inspect {token[:40]!r}: shown or refused", True,
                   bool(lines) if done.returncode == 0 else bool(done.stderr))


def json_members(rows, setting):
    """Good, refused, unreadable: the same members everywhere, and nothing of a code that nobody vouched for."""
    broken = setting.text[:60] + ("A" if setting.text[60] != "A" else "B") + setting.text[61:]
    file = setting.file("members.txt", "\n".join((setting.text, broken, "hello")))
    good, refused, unreadable = (json.loads(line) for line in setting.call(file).stdout.splitlines())
    for name, verdict in (("good", good), ("refused", refused), ("unreadable", unreadable)):
        rows.check(f"{name}: the minimum, in its order", MINIMUM, [key for key in verdict if key in MINIMUM])
        rows.check(f"{name}: the checks, in their order", CHECKS, [entry["check"] for entry in verdict["checks"]])
        rows.check(f"{name}: the clock is given", ("given", "2026-01-15T04:00:00Z"), (verdict["clock"], verdict["at"]))
        rows.check(f"{name}: the environment", "test", verdict["environment"])
        rows.check(f"{name}: both languages", True, all(verdict["message"][language] for language in ("zh", "en")))
        rows.check(f"{name}: ages", ["bundle", "status"], list(verdict["as_of"]))
    rows.check("good", ("VALID", "accepted", None, "static", "bearer", "fresh", "in-force"),
               tuple(good[key] for key in ("verdict", "outcome", "reason", "mode", "binding", "freshness", "permission")))
    rows.check("good: holder", ["name", "name_native"], list(good["holder"]))
    rows.check("good: permit", {"category": "A", "region": "110108", "valid_from": "2025-02-10", "valid_until": "2030-02-09"},
               good["permit"])
    for name, verdict in (("refused", refused), ("unreadable", unreadable)):
        rows.check(f"{name}: nothing of the code", [None] * 4,
                   [verdict[key] for key in ("document", "holder", "permit", "mode")])
        shown = json.dumps(verdict, ensure_ascii=False)
        rows.check(f"{name}: no name in any member", False, "AL-RASHED" in shown or "نورة" in shown)


def languages_and_roles(rows, setting):
    """Every combination prints the verdict in the language asked for, last and in ASCII, and the clock that was given."""
    file = setting.file("combined.txt", setting.text)
    for role in (None, "guard", "employer", "checkpoint", "department"):
        for language in (None, "zh", "en"):
            options = (("--role", role) if role else ()) + (("--lang", language) if language else ())
            done = setting.call(file, options=options)
            text = done.stdout.decode()
            what = f"role {role}, language {language}"
            rows.check(f"{what}: exit", 0, done.returncode)
            check(rows, what, done)
            rows.check(f"{what}: the verdict is the last line", "VALID", text.splitlines()[-1])
            rows.check(f"{what}: TEST", True, "[TEST 测试]" in text)
            rows.check(f"{what}: the clock was given", True, "(clock: given)" in text)
            rows.check(f"{what}: Chinese", language != "en", "姓名" in text)
            rows.check(f"{what}: English", language != "zh", "Name" in text)
            rows.check(f"{what}: a guard sees no employer", role != "guard", "91110108XXDEM00154" in text)
            # --json is for programs: the same whatever the language.
            verdict = json.loads(setting.call(file, options=options + ("--json",)).stdout)
            rows.check(f"{what}: JSON", "VALID", verdict["verdict"])


def main():
    rows = Rows("output of cred-verifier")
    with Case() as case:
        setting = Setting(case)
        for part in (names, contents, json_members, languages_and_roles):
            part(rows, setting)
    rows.finish()


if __name__ == "__main__":
    main()
