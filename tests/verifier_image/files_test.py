#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures, PDFs and folders on the command line: which codes are found, what they are called, and what is said when a
program that is needed is not there."""

import json
import shutil
import struct
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import VERIFIER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402

NOW = "2026-01-15T12:00:00+08:00"
IDS = ("e-P01-1", "e-P02-1")


def png_parts(path):
    """Width and the compressed rows of a 1-bit PNG, which a PDF takes as they are."""
    data, at, rows, width = path.read_bytes(), 8, b"", 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width = struct.unpack(">I", body[:4])[0]
        if kind == b"IDAT":
            rows += body
        at += 12 + size
    return width, rows


def pdf(path, pages):
    """A PDF of A4 pages; a page is a list of (picture, side in mm)."""
    objects, kids = [b"<</Type/Catalog/Pages 2 0 R>>", b""], []

    def add(content):
        objects.append(content)
        return len(objects)

    for pictures in pages:
        drawing, resources = b"", b""
        for number, (picture, side) in enumerate(pictures):
            width, rows = png_parts(picture)
            points = side * 72 / 25.4
            image = add(b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1"
                        b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 1/Columns %d>>"
                        b"/Length %d>>stream\n%s\nendstream" % (width, width, width, len(rows), rows))
            drawing += b"q %.2f 0 0 %.2f 60 %d cm /I%d Do Q\n" % (points, points, 560 - 260 * number, number)
            resources += b"/I%d %d 0 R" % (number, image)
        content = add(b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing))
        kids.append(add(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</XObject<<%s>>>>>>"
                        % (content, resources)))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += (b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
             % (len(objects) + 1, table, len(objects) + 1, len(data)))
    path.write_bytes(data)
    return path


def white_png(path, side):
    raw = b"".join(b"\0" + b"\xff" * side for _ in range(side))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
                     + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))
    return path


def main():
    rows = Rows("picture files")
    with Case() as case:
        authority = Authority(case)
        out = case.dir / "out"
        permits = requests()
        authority.mint([permits[name] for name in IDS], out, NOW)
        bundle, root = authority.publish(out, NOW)
        verifier = Verifier(case, "verifier", root, NOW)
        verifier.update(bundle, NOW)
        first, second = (out / f"{name}.png" for name in IDS)
        wanted = [verifier.verify(file, at=NOW)[0]["document"] for file in (first, second)]
        files = case.dir / "files"
        files.mkdir()

        def check(what, file, expected, **more):
            """Expected: (name behind the file's, document or reason) of each line."""
            got = [(line["input"].removeprefix(str(file)), line["document"] or line["reason"])
                   for line in verifier.verify(file, at=NOW, **more)]
            rows.check(what, expected, got)

        a, b = wanted
        check("a PDF with one code", pdf(files / "one.pdf", [[(first, 50)]]), [("", a)])
        check("codes are numbered over all pages",
              pdf(files / "three.pdf", [[], [(first, 50), (second, 50)], [(first, 45)]]), [("#1", a), ("#2", b), ("#3", a)])
        check("a small code is found at 300 dpi", pdf(files / "small.pdf", [[(first, 19)]]), [("", a)])
        check("a PDF without a code", pdf(files / "none.pdf", [[], []]), [("", "no-code")])
        check("of too many pages the first are read",
              pdf(files / "long.pdf", [[(first, 50)]] + [[]] * 21), [("", a), ("", "too-large")])
        broken = files / "broken.pdf"
        broken.write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
        check("a damaged PDF", broken, [("", "no-code")])
        check("a PDF from standard input", "-", [("", a)], stdin=(files / "one.pdf").read_bytes())
        check("a PDF without pdftoppm", files / "one.pdf", [("", "unsupported-format")], env={"PATH": "/nowhere"})
        blank = white_png(files / "blank.png", 300)
        check("a picture without a code", blank, [("", "no-code")])

        album = case.dir / "album"
        (album / "deeper").mkdir(parents=True)
        for name, source in (("b.png", second), ("a.pdf", files / "one.pdf"), ("c.png", blank), ("deeper/d.png", first)):
            shutil.copy(source, album / name)
        check("a folder is read by name, and not what lies deeper", album,
              [("/a.pdf", a), ("/b.png", b), ("/c.png", "no-code")])

        # The reader of pictures belongs to the installation: a text is checked without it, a picture is not.
        alone = case.dir / "bin" / "cred-verifier"
        alone.parent.mkdir()
        shutil.copy(VERIFIER, alone)
        ask = ("verify", "--store", verifier.store, "--at", NOW, "--json")
        done = run(alone, *ask, first.with_suffix(".txt"), expect=0)
        rows.check("a text without the picture reader", "VALID", json.loads(done.stdout)["verdict"])
        done = run(alone, *ask, first, expect=4)
        rows.check("a picture without the picture reader names it", True, b"cred-picture-reader" in done.stderr)
    rows.finish()


if __name__ == "__main__":
    main()
