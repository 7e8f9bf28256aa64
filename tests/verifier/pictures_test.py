#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures that are cut, torn, lie about their size or swell when they are unpacked: one folder of them, one command, one
answer each, and a ceiling of memory for all."""

import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from png_octets import chunk, png, png_header, rows_of  # noqa: E402
from setting import AT, VERIFIER, Case, Rows, Setting  # noqa: E402

MIB = 1 << 20
# Of a program with AddressSanitizer in it, which takes some 100 MiB by itself.
MOST_MEMORY = 400 * MIB
VALID = "VALID"
NO_CODE = "UNREADABLE no-code"
TOO_LARGE = "UNREADABLE too-large"


def noise(width, height):
    """Grey values that are the same in every run and no code."""
    state, rows = 1, []
    for _ in range(height):
        row = bytearray()
        for _ in range(width):
            state = (state * 1103515245 + 12345) & 0x7fffffff
            row.append(state >> 16 & 0xff)
        rows.append(bytes(row))
    return rows


def two_beside_each_other(setting):
    width, lines = rows_of(setting.picture)
    # A row of ours may end within an octet: what is behind it is made white.
    spare = -width % 8
    joined = [(int.from_bytes(row, "big") | ((1 << spare) - 1)).to_bytes(len(row), "big") for row in lines]
    return png(width + spare + width, [row + row for row in joined], depth=1)


def torn(setting):
    """The middle third of the code is white."""
    width, lines = rows_of(setting.picture)
    third = len(lines) // 3
    return png(width, lines[:third] + [b"\xff" * len(lines[0])] * third + lines[2 * third:], depth=1)


def swelling_pixels():
    """64 x 64 pixels by its header, 64 MiB of them by its content."""
    rows = [b"\xff" * 64] * 64
    honest = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9))
    return png(64, rows).replace(honest, chunk(b"IDAT", zlib.compress(bytes(64 * MIB), 9)))


def table(setting):
    """(name, octets, the answers)."""
    white = [b"\xff" * 64] * 64
    width, lines = rows_of(setting.picture)
    swelling_text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(64 * MIB), 9))
    jpeg = (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" +
            b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", 65535, 65535) + b"\1\1\x11\0" + b"\xff\xd9")
    body = b"WEBPVP8X\x0a\0\0\0\0\0\0\0" + struct.pack("<I", 16383)[:3] + struct.pack("<I", 16383)[:3]
    webp = b"RIFF" + struct.pack("<I", len(body)) + body
    rows = [
        ("good.png", setting.picture, [VALID]),
        ("two.png", two_beside_each_other(setting), [f"#1 {VALID}", f"#2 {VALID}"]),
        ("packed-anew.png", png(width, lines, depth=1), [VALID]),
        ("picture.txt", setting.picture, [VALID]),  # told by its octets, not by its name
        ("torn.png", torn(setting), [NO_CODE]),
        ("white.png", png(64, white), [NO_CODE]),
        ("noise.png", png(120, noise(120, 120)), [NO_CODE]),
        ("one-pixel.png", png(1, [b"\0"]), [NO_CODE]),
        ("100-megapixel.png", png_header(10_000, 10_000), [TOO_LARGE]),
        ("4-gigapixel.png", png_header(65_535, 65_535), [TOO_LARGE]),
        ("2-to-the-31.png", png_header(0x7fffffff, 0x7fffffff), ["UNREADABLE"]),
        ("no-width.png", png_header(0, 100), [NO_CODE]),
        ("swelling-text.png", png(64, white, extra=swelling_text), [NO_CODE]),
        ("swelling-pixels.png", swelling_pixels(), [NO_CODE]),
        ("only-magic.png", setting.picture[:8], [NO_CODE]),
        ("65535.jpg", jpeg, ["UNREADABLE"]),
        ("only-magic.jpg", b"\xff\xd8\xff", [NO_CODE]),
        ("16384.webp", webp, ["UNREADABLE"]),
        ("only-magic.webp", webp[:12], [NO_CODE]),
    ]
    for eighth in range(1, 8):
        rows.append((f"cut-{eighth}.png", setting.picture[:len(setting.picture) * eighth // 8], ["UNREADABLE"]))
    return rows


def verified(setting, folder):
    """All answers as (file, number and verdict and reason), and the most memory taken."""
    process = subprocess.Popen([VERIFIER, "verify", "--json", "--store", setting.verifier.store, "--at", AT, folder],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    lines = process.stdout.read().splitlines()
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    process.stdout.close()
    found = {}
    for line in lines:
        verdict = json.loads(line)
        name, _, number = Path(verdict["input"]).name.partition("#")
        words = [f"#{number}" if number else "", verdict["verdict"], verdict["reason"] or ""]
        found.setdefault(name, []).append(" ".join(word for word in words if word))
    return found, usage.ru_maxrss * 1024


def main():
    rows = Rows("pictures no encoder writes")
    with Case() as case:
        setting = Setting(case)
        pictures = table(setting)
        for name, content, _ in pictures:
            setting.file(f"pictures/{name}", content)
        found, memory = verified(setting, setting.inputs / "pictures")
        for name, _, expected in pictures:
            got = found.get(name, [])
            # Which reason a picture has that cannot be decoded is its decoder's choice.
            rows.check(name, expected, [answer.split()[0] for answer in got] if expected == ["UNREADABLE"] else got)
        rows.check("memory for all of them", True, memory < MOST_MEMORY)
    rows.finish()


if __name__ == "__main__":
    main()
