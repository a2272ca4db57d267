"""Reads what typesetting needs out of one TrueType file, without parsing it; must not draw or know a PDF.

The file stays memory-mapped: opening costs well under a millisecond however large it is, because character map, widths
and outlines are looked up in place when a character is first used. Only simple glyphs are taken (scripts/build_fonts.py
leaves no composites in), so an outline can be copied into a subset byte by byte.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from mmap import mmap
from struct import unpack_from
from typing import NamedTuple

SPACES = frozenset(map(ord, " \u00a0\u3000\u2002\u2003"))


class Glyph(NamedTuple):
    """One outline, ready to be put into subsets: raw and deflated, padded to 4 bytes.

    `advance`, `bearing` in font units; `packed` is a run of raw deflate blocks that ends on a byte boundary, so that
    the deflated outlines of a subset are these runs one after the other; `checksum` as TrueType tables have it.
    """

    advance: int
    bearing: int
    raw: bytes
    packed: bytes
    checksum: int


def big_endian(code: str, data: bytes) -> array[int]:
    """Numbers of a TrueType table."""
    values = array(code, data)
    if sys.byteorder == "little":
        values.byteswap()
    return values


def deflate_run(data: bytes) -> bytes:
    """Deflate blocks of `data`, closed at a byte boundary but not final: runs may be joined."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)


def checksum(data: bytes) -> int:
    """Sum of big-endian 32-bit words of data whose length is a multiple of 4 (TrueType `checkSum`)."""
    return sum(big_endian("I", data)) & 0xFFFFFFFF


class Face:
    """One font file.

    Attributes:
        key: short name of the file in the font set.
        postscript: its PostScript name, unique in the set.
        units: font units per em.
        ascent, descent, cap_height: in 1/1000 em.
        bbox: in 1/1000 em.
    """

    def __init__(self, key: str, postscript: str, data: mmap | bytes) -> None:
        self.key = key
        self.postscript = postscript
        self._data = data
        count = unpack_from(">H", data, 4)[0]
        self._tables: dict[str, tuple[int, int]] = {}
        for i in range(count):
            tag, _, offset, length = unpack_from(">4sIII", data, 12 + 16 * i)
            self._tables[tag.decode("ascii")] = (offset, length)
        head, hhea = self._at("head"), self._at("hhea")
        self.units: int = unpack_from(">H", data, head + 18)[0]
        self.bbox = tuple(self.scaled(v) for v in unpack_from(">4h", data, head + 36))
        self.ascent, self.descent = (self.scaled(v) for v in unpack_from(">2h", data, hhea + 4))
        self.cap_height = self.ascent
        self._long_loca = unpack_from(">h", data, head + 50)[0] == 1
        self._metrics: int = unpack_from(">H", data, hhea + 34)[0]
        self._map = self._character_map()
        self._glyphs: dict[int, Glyph] = {}

    def _at(self, tag: str) -> int:
        """Where a table begins in the file."""
        return self._tables[tag][0]

    def scaled(self, value: int) -> int:
        """Font units to 1/1000 em."""
        return round(value * 1000 / self.units)

    def table(self, tag: str) -> bytes:
        """The bytes of a whole (small) table."""
        offset, length = self._tables[tag]
        return bytes(self._data[offset : offset + length])

    def _character_map(self) -> tuple[Sequence[int], ...]:
        """(ends, starts, first glyphs, deltas, range offsets, base) of format 12 or 4, searched in place later."""
        data, base = self._data, self._at("cmap")
        best = (0, 0)
        for i in range(unpack_from(">H", data, base + 2)[0]):
            platform, encoding, offset = unpack_from(">HHI", data, base + 4 + 8 * i)
            rank = {(3, 10): 2, (0, 4): 2, (0, 6): 2, (3, 1): 1, (0, 3): 1}.get((platform, encoding), 0)
            best = max(best, (rank, base + offset))
        start = best[1]
        if unpack_from(">H", data, start)[0] == 12:
            groups = unpack_from(">I", data, start + 12)[0]
            values = big_endian("I", data[start + 16 : start + 16 + 12 * groups])
            return values[1::3], values[0::3], values[2::3]
        length, _, double = unpack_from(">HHH", data, start + 2)
        values, n = big_endian("H", data[start : start + (length & ~1)]), double // 2
        return values[7 : 7 + n], values[8 + n : 8 + 2 * n], values[8 + 2 * n : 8 + 3 * n], values[8 + 3 * n :]

    def glyph_id(self, code: int) -> int:
        """Glyph number of a character, 0 when the face has none."""
        ends, starts = self._map[0], self._map[1]
        i = bisect_left(ends, code)
        if i == len(ends) or starts[i] > code:
            return 0
        if len(self._map) == 3:
            return self._map[2][i] + code - starts[i]
        delta, tail = self._map[2][i], self._map[3]
        if not tail[i]:
            return (code + delta) & 0xFFFF
        found = tail[i + tail[i] // 2 + code - starts[i]]
        return (found + delta) & 0xFFFF if found else 0

    def has(self, code: int) -> bool:
        """Whether the face can show the character: a mapped but blank glyph counts only for spaces."""
        found = self.glyph_id(code)
        if not found:
            return False
        start, end = self._outline(found)
        return end > start or code in SPACES

    def _outline(self, glyph_id: int) -> tuple[int, int]:
        loca, glyf = self._at("loca"), self._at("glyf")
        if self._long_loca:
            start, end = unpack_from(">II", self._data, loca + 4 * glyph_id)
        else:
            start, end = (2 * v for v in unpack_from(">HH", self._data, loca + 2 * glyph_id))
        return glyf + start, glyf + end

    def advance(self, code: int) -> float:
        """Width of a character in em."""
        return float(self._metric(self.glyph_id(code))[0]) / self.units

    def _metric(self, glyph_id: int) -> tuple[int, int]:
        hmtx, n = self._at("hmtx"), self._metrics
        if glyph_id < n:
            advance, bearing = unpack_from(">Hh", self._data, hmtx + 4 * glyph_id)
            return advance, bearing
        advance = unpack_from(">H", self._data, hmtx + 4 * (n - 1))[0]
        return advance, unpack_from(">h", self._data, hmtx + 4 * n + 2 * (glyph_id - n))[0]

    def glyph(self, code: int) -> Glyph:
        """The outline of a character; made once per process. Code 0 stands for `.notdef`."""
        known = self._glyphs.get(code)
        if known is not None:
            return known
        glyph_id = self.glyph_id(code) if code else 0
        start, end = self._outline(glyph_id)
        raw = bytes(self._data[start:end])
        if raw and unpack_from(">h", raw)[0] < 0:
            raise ValueError(f"composite glyph for U+{code:04X} in {self.key}")
        raw += b"\0" * (-len(raw) % 4)
        advance, bearing = self._metric(glyph_id)
        made = Glyph(advance, bearing, raw, deflate_run(raw) if raw else b"", checksum(raw))
        self._glyphs[code] = made
        return made
