"""Cuts a TrueType font program for one document out of a face, already deflated; must not know PDF objects.

Cutting and deflating outlines is half the work of a short paper. Each outline is deflated once per process (see
`Face.glyph`) and the runs are joined here, so a second paper pays only for glyphs nobody used before it.
"""

from __future__ import annotations

import zlib
from struct import pack, pack_into
from typing import NamedTuple

from exports.documents.typeset.face import Face, Glyph, checksum, deflate_run

_ZLIB_HEADER = b"\x78\xda"
_FINAL_BLOCK = b"\x03\x00"
_WHOLE_FILE = 0xB1B0AFBA  # TrueType: checkSumAdjustment = this minus the sum of the file


class Program(NamedTuple):
    """A font program as a zlib stream and its length before deflating (`Length1` of a FontFile2)."""

    packed: bytes
    length: int


class Metrics(NamedTuple):
    """The small tables of a face that every program cut out of it keeps: head, hhea, maxp."""

    head: bytes
    hhea: bytes
    maxp: bytes


def cut(face: Face, codes: list[int]) -> Program:
    """The program whose glyph 0 is `.notdef` and glyph i shows `codes[i - 1]`; same input, same bytes."""
    metrics = Metrics(face.table("head"), face.table("hhea"), face.table("maxp"))
    return program(metrics, [face.glyph(0), *map(face.glyph, codes)])


def program(metrics: Metrics, glyphs: list[Glyph]) -> Program:
    """The program of these glyphs in their order."""
    offsets, position = [0], 0
    for glyph in glyphs:
        position += len(glyph.raw)
        offsets.append(position)
    count = len(glyphs)
    head, hhea, maxp = map(bytearray, metrics)
    pack_into(">I", head, 8, 0)
    pack_into(">h", head, 50, 1)
    pack_into(">H", hhea, 34, count)
    pack_into(">H", maxp, 4, count)
    tables = {
        b"head": bytes(head),
        b"hhea": bytes(hhea),
        b"hmtx": b"".join(pack(">Hh", g.advance, g.bearing) for g in glyphs),
        b"loca": pack(f">{len(offsets)}I", *offsets),
        b"maxp": bytes(maxp),
    }
    front = _front(tables, position, sum(g.checksum for g in glyphs))
    outlines = b"".join([g.raw for g in glyphs])
    adler = zlib.adler32(outlines, zlib.adler32(front))
    packed = [_ZLIB_HEADER, deflate_run(front), *(g.packed for g in glyphs), _FINAL_BLOCK, pack(">I", adler)]
    return Program(b"".join(packed), len(front) + position)


def _front(tables: dict[bytes, bytes], glyf_length: int, glyf_sum: int) -> bytes:
    """Everything before the outlines: table directory and the small tables, checksums set."""
    padded = {tag: data + b"\0" * (-len(data) % 4) for tag, data in tables.items()}
    offset = 12 + 16 * (len(tables) + 1)
    rows, total = {}, 0
    for tag, data in padded.items():
        table_sum = checksum(data)
        rows[tag] = (table_sum, offset, len(tables[tag]))
        total += table_sum
        offset += len(data)
    rows[b"glyf"] = (glyf_sum & 0xFFFFFFFF, offset, glyf_length)
    directory = pack(">IHHHH", 0x00010000, len(rows), 64, 2, 16 * len(rows) - 64)
    directory += b"".join(pack(">4sIII", tag, *rows[tag]) for tag in sorted(rows))
    total += glyf_sum + checksum(directory)
    front = bytearray(directory + b"".join(padded.values()))
    pack_into(">I", front, rows[b"head"][1] + 8, (_WHOLE_FILE - total) & 0xFFFFFFFF)
    return bytes(front)
