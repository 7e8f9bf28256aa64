#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever is given to `verify`: how it is named, what becomes of it, the exit code, and that nothing of it costs more
than it should."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from setting import AT, VERIFIER, Case, Rows, Setting  # noqa: E402

VALID = "VALID"
MIB = 1 << 20
# Of a program with AddressSanitizer in it, which takes some 100 MiB by itself.
MOST_MEMORY = 400 * MIB


def summary(line):
    verdict = json.loads(line)
    reason = f" {verdict['reason']}" if verdict["reason"] else ""
    return f"{Path(verdict['input']).name if verdict['input'] != '-' else '-'} {verdict['verdict']}{reason}"


def answers(done):
    return [summary(line) for line in done.stdout.splitlines()]


def texts(rows, setting):
    good = setting.text
    table = [
        ("one.txt", good + "\n", [f"one.txt:1 {VALID}"]),
        ("no-line-end.txt", good, [f"no-line-end.txt:1 {VALID}"]),
        ("crlf.txt", f"\r\n{good}\r\n\r\n{good}  \r\n", [f"crlf.txt:2 {VALID}", f"crlf.txt:4 {VALID}"]),
        ("blanks.txt", f"\n \n\t\n{good}\n\n", [f"blanks.txt:4 {VALID}"]),
        ("many-blanks.txt", "\n" * 100_000 + good, [f"many-blanks.txt:100001 {VALID}"]),
        ("only-blanks.txt", "\n \n\t\r\n", ["only-blanks.txt UNREADABLE no-code"]),
        ("empty.txt", "", ["empty.txt UNREADABLE no-code"]),
        ("mixed.txt", f"hello\n{good}\nhttps://example.invalid\nFWS1:A\n",
         ["mixed.txt:1 UNREADABLE not-ours", f"mixed.txt:2 {VALID}", "mixed.txt:3 UNREADABLE web-address",
          "mixed.txt:4 MALFORMED base45"]),
        ("formats.txt", "\n".join(prefix + good[5:] for prefix in ("FWC1:", "FWE1:")),
         [f"formats.txt:{n} UNREADABLE unsupported-format" for n in (1, 2)]),
        ("long.txt", "A" * 4296 + "\n" + "A" * 4297 + "\n" + good,
         ["long.txt:1 UNREADABLE not-ours", "long.txt:2 UNREADABLE too-large", f"long.txt:3 {VALID}"]),
        ("spaces.txt", good + " " * 5000 + "\n", [f"spaces.txt:1 {VALID}"]),
        ("spaces-and-more.txt", good + " " * 5000 + "X\n", ["spaces-and-more.txt:1 UNREADABLE too-large"]),
        ("spaces-over-chunks.txt", good + " " * 200_000 + "X" + " " * 200_000,
         ["spaces-over-chunks.txt:1 UNREADABLE too-large"]),
        ("binary.txt", b"\0\1\2" + good.encode(), ["binary.txt UNREADABLE no-code"]),
        ("utf16.txt", good.encode("utf-16"), ["utf16.txt UNREADABLE no-code"]),
        ("utf8-bom.txt", b"\xef\xbb\xbf" + good.encode(), ["utf8-bom.txt:1 UNREADABLE not-ours"]),
        ("not-utf8.txt", b"\xff\xfe\xfd\n", ["not-utf8.txt:1 UNREADABLE not-ours"]),
    ]
    for name, content, expected in table:
        file = setting.file(f"texts/{name}", content)
        rows.check(name, expected, answers(setting.call(file)))
        # The same from standard input has another name and no other answer.
        given = content.encode() if isinstance(content, str) else content
        rows.check(f"{name} from -", [line.replace(name, "-") for line in expected],
                   answers(setting.call("-", stdin=given)))


def endless(rows, setting):
    """A line without an end, a file that hardly exists: bounded memory, and an answer."""
    sparse = setting.file("sparse.txt", "A" * 100_000)
    os.truncate(sparse, 1024 * MIB)
    line = setting.file("line.txt", "")
    with open(line, "wb") as out:
        for _ in range(65):
            out.write(b"A" * MIB)
    for name, inputs, feed in (("a sparse file of 1 GiB", [sparse], None), ("a line of 65 MiB", [line], None),
                               ("a line of 1 GiB from -", ["-"], b"A" * MIB), ("1 GiB of zeros from -", ["-"], bytes(MIB)),
                               ("1 GiB that begins as a picture from -", ["-"], None)):
        first = b"\x89PNG\r\n\x1a\n" if "picture" in name else b""
        feed = bytes(MIB) if first else feed
        verdicts, memory = answered_with(setting, inputs, first, feed)
        rows.check(f"{name}: one answer", 1, len(verdicts))
        rows.check(f"{name}: UNREADABLE", True, bool(verdicts) and verdicts[0].split()[1] == "UNREADABLE")
        rows.check(f"{name}: less than {MOST_MEMORY // MIB} MiB", True, memory < MOST_MEMORY)


def answered_with(setting, inputs, first, feed):
    """The answers, and the most memory the process had, while a thread feeds it up to 1 GiB."""
    process = subprocess.Popen([VERIFIER, "verify", "--store", setting.verifier.store, "--at", AT, "--json", *inputs],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def write():
        try:
            process.stdin.write(first)
            for _ in range(1024 if feed else 0):
                process.stdin.write(feed)
            process.stdin.close()
        except (BrokenPipeError, OSError):
            pass

    writer = threading.Thread(target=write)
    writer.start()
    output = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    writer.join()
    process.stdout.close()
    return [summary(line) for line in output.splitlines()], usage.ru_maxrss * 1024


def folders(rows, setting):
    good = setting.text
    for name, content in (("b.txt", good), ("a.txt", good), ("c/inner.txt", good), (".hidden.txt", good)):
        setting.file(f"folder/{name}", content)
    folder = setting.inputs / "folder"
    (folder / "d.txt").symlink_to("a.txt")
    os.mkfifo(folder / "e.txt")
    rows.check("a folder: sorted, not recursive, and no pipe is waited for",
               [f".hidden.txt:1 {VALID}", f"a.txt:1 {VALID}", f"b.txt:1 {VALID}", f"d.txt:1 {VALID}"],
               answers(setting.call(folder)))
    empty = setting.inputs / "empty-folder"
    empty.mkdir()
    rows.check("a folder without files", ["empty-folder UNREADABLE no-code"], answers(setting.call(empty)))
    (folder / "aa.txt").symlink_to("nowhere")
    done = setting.call(folder)
    rows.check("a link that leads nowhere does not keep the rest of its folder from being checked", (4, 4),
               (done.returncode, len(answers(done))))
    rows.check("and it is named", True, b"aa.txt" in done.stderr)


def exits(rows, setting):
    good = setting.file("exits/good.txt", setting.text)
    refused = setting.file("exits/refused.txt", setting.text[:-3] + "000")
    unreadable = setting.file("exits/unreadable.txt", "hello")
    missing = setting.inputs / "exits" / "missing.txt"
    table = [
        ((good,), 0), ((unreadable,), 3), ((refused,), 1), ((missing,), 4), ((good, good), 0), ((good, unreadable), 3),
        ((unreadable, refused), 1), ((refused, unreadable), 1), ((good, refused, unreadable), 1), ((missing, good), 4),
        ((refused, missing, good), 4), ((unreadable, missing), 4),
    ]
    for inputs, expected in table:
        done = setting.call(*inputs)
        names = " ".join(file.stem for file in inputs)
        rows.check(f"exit of {names}", expected, done.returncode)
        there = [file for file in inputs if file != missing]
        rows.check(f"{names}: every file that is there is checked", len(there), len(answers(done)))
        if missing in inputs:
            rows.check(f"{names}: the missing one is named", True, b"missing.txt" in done.stderr)
    rows.check("usage comes before everything", 2,
               setting.call(missing, refused, options=("--json", "--role", "king")).returncode)


def main():
    rows = Rows("inputs of cred-verifier")
    with Case() as case:
        setting = Setting(case)
        for part in (texts, endless, folders, exits):
            part(rows, setting)
    rows.finish()


if __name__ == "__main__":
    main()
