# SPDX-License-Identifier: Apache-2.0
"""PNG files made and taken apart octet by octet: for pictures that no encoder writes."""

import struct
import zlib


def png(width, rows, depth=8, colour=0, extra=b""):
    """A PNG of `rows` (packed octets each); `extra` chunks stand before the pixels."""
    header = struct.pack(">IIBBBBB", width, len(rows), depth, colour, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width, height, depth=8, colour=0):
    """The beginning of a PNG of any size, and hardly a pixel."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) +
            chunk(b"IEND", b""))


def rows_of(picture):
    """(width, packed rows) of a PNG of one bit a pixel, as ours are."""
    width, height, depth, colour = struct.unpack(">IIBB", picture[16:26])
    assert (depth, colour) == (1, 0), "ours are black and white, one bit a pixel"
    data, at = b"", 8
    while at < len(picture):
        size, kind = struct.unpack(">I4s", picture[at:at + 8])
        data += picture[at + 8:at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    data, stride = zlib.decompress(data), (width + 7) // 8
    rows, before = [], bytes(stride)
    for row in range(height):
        start = row * (stride + 1)
        before = unfiltered(data[start], data[start + 1:start + 1 + stride], before)
        rows.append(before)
    return width, rows


def unfiltered(kind, row, above):
    out = bytearray(row)
    for i, octet in enumerate(row):
        left, up = (out[i - 1] if i else 0), above[i]
        corner = above[i - 1] if i else 0
        if kind == 1:
            out[i] = (octet + left) & 0xff
        elif kind == 2:
            out[i] = (octet + up) & 0xff
        elif kind == 3:
            out[i] = (octet + (left + up) // 2) & 0xff
        elif kind == 4:
            guess = left + up - corner
            best = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
            out[i] = (octet + best) & 0xff
    return bytes(out)
