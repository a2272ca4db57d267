"""The fonts of many papers of ours as one set, so that a file of twenty papers is not twenty font sets long.

Outlines are taken out of the stored font programs themselves, never out of today's fonts: a paper of an older build
looks in the file as it was issued. Must not touch papers that this program did not write.
"""

from __future__ import annotations

import re
import zlib
from struct import unpack_from
from typing import NamedTuple

import pikepdf

from exports.documents.typeset.face import Face, Glyph, big_endian, checksum, deflate_run
from exports.documents.typeset.pdf_objects import to_unicode
from exports.documents.typeset.subset import Metrics, program

_SHOWN = re.compile(rb"/(F\d+) (\S+) Tf <([0-9A-F]+)>")
_MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_TABLES = {b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"glyf"}


Look = dict[str, int | list[int]]
"""Entries of a font descriptor that say how a face looks."""


class _Source(NamedTuple):
    """A font of one paper: the shared font its characters go to, and for each of its codes the shared code, in hex."""

    name: bytes
    codes: dict[bytes, bytes]


class _Shared:
    """One face of the pool: glyphs in the order of first use."""

    def __init__(self, name: str, postscript: str, metrics: Metrics, look: Look, blank: Glyph) -> None:
        self.name, self.postscript, self.metrics, self.look = name, postscript, metrics, look
        self.codes: list[int] = []
        self.glyphs: list[Glyph] = []
        self.widths: list[int] = []
        self._places: dict[tuple[int, int, int, bytes], int] = {}
        self.blank = blank

    def place(self, code: int, glyph: Glyph, width: int) -> bytes:
        """The code of a character in the shared font, in hex; the same outline is kept once."""
        key = (code, glyph.advance, glyph.bearing, glyph.raw)
        found = self._places.get(key)
        if found is None:
            self.codes.append(code)
            self.glyphs.append(glyph)
            self.widths.append(width)
            found = self._places[key] = len(self.codes)
        return b"%04X" % found


class FontPool:
    """Collects the fonts of papers into shared ones of one PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._shared: dict[tuple[str, bytes], _Shared] = {}
        self.resources = pdf.make_indirect(pikepdf.Dictionary())
        self._filled: list[pikepdf.Object] = [self.resources]

    def beside(self, fonts: pikepdf.Object) -> None:
        """Offer the shared fonts also on a page that keeps its own ones."""
        self._filled.append(fonts)

    def take(self, fonts: pikepdf.Object) -> dict[bytes, _Source] | None:
        """The fonts of a paper by their resource name; None when one of them is not of our making."""
        taken: dict[bytes, _Source] = {}
        for key, font in fonts.items():
            source = self._take_one(font)
            if source is None:
                return None
            taken[key[1:].encode()] = source
        return taken

    def _take_one(self, font: pikepdf.Object) -> _Source | None:
        try:
            descendant = font.DescendantFonts[0]
            descriptor = descendant.FontDescriptor
            tables = _tables(bytes(descriptor.FontFile2.get_stream_buffer()))
            pairs = _MAPPED.findall(bytes(font.ToUnicode.get_stream_buffer()))
        except (AttributeError, KeyError, IndexError, ValueError):
            return None
        if set(tables) != _TABLES:
            return None
        glyphs = _glyphs(tables)
        shared = self._face(str(font.BaseFont)[1:].partition("+")[2], tables, descriptor, glyphs[0])
        units = unpack_from(">H", tables[b"head"], 18)[0]
        codes = {}
        for place, written in pairs:
            code, glyph = ord(bytes.fromhex(written.decode()).decode("utf-16-be")), glyphs[int(place, 16)]
            codes[place] = shared.place(code, glyph, round(glyph.advance * 1000 / units))
        return _Source(shared.name.encode(), codes)

    def _face(self, postscript: str, tables: dict[bytes, bytes], descriptor: pikepdf.Object, blank: Glyph) -> _Shared:
        head, hhea, maxp = (bytearray(tables[tag]) for tag in (b"head", b"hhea", b"maxp"))
        head[8:12], head[50:52], hhea[34:36], maxp[4:6] = bytes(4), b"\0\1", b"\0\0", b"\0\0"
        metrics = Metrics(bytes(head), bytes(hhea), bytes(maxp))
        key = (postscript, b"".join(metrics))
        if key not in self._shared:
            names = ("Flags", "Ascent", "Descent", "CapHeight", "ItalicAngle", "StemV")
            look: Look = {name: int(descriptor["/" + name]) for name in names}
            look["FontBBox"] = [int(v) for v in descriptor.FontBBox]
            self._shared[key] = _Shared(f"M{len(self._shared) + 1}", postscript, metrics, look, blank)
        return self._shared[key]

    def show(self, face: Face, size: float, text: str) -> bytes:
        """Text operators for a stamp in a face that some paper has brought already or that is opened now."""
        shared = next((s for s in self._shared.values() if s.postscript == face.postscript), None)
        if shared is None:
            metrics = Metrics(face.table("head"), face.table("hhea"), face.table("maxp"))
            look: Look = {
                "Flags": 4, "Ascent": face.ascent, "Descent": face.descent, "CapHeight": face.cap_height,
                "ItalicAngle": 0, "StemV": 80, "FontBBox": list(face.bbox),
            }  # fmt: skip
            shared = _Shared(f"M{len(self._shared) + 1}", face.postscript, metrics, look, face.glyph(0))
            self._shared[face.postscript, b""] = shared
        codes = b"".join(
            shared.place(ord(char), face.glyph(ord(char)), face.scaled(face.glyph(ord(char)).advance)) for char in text
        )
        return b"/%s %g Tf <%s> Tj" % (shared.name.encode(), size, codes)

    def finish(self) -> None:
        """Make the font objects; nothing may be taken or shown afterwards."""
        for shared in self._shared.values():
            made = self._pdf.make_indirect(self._type0(shared))
            for fonts in self._filled:
                fonts["/" + shared.name] = made

    def _type0(self, shared: _Shared) -> pikepdf.Dictionary:
        made = program(shared.metrics, [shared.blank, *shared.glyphs])
        name = pikepdf.Name(f"/{_tag(shared)}+{shared.postscript}")
        font_file = self._stream(made.packed, Length1=made.length)
        look = {"/" + key: pikepdf.Array(v) if isinstance(v, list) else v for key, v in shared.look.items()}
        descriptor = pikepdf.Dictionary({"/Type": pikepdf.Name.FontDescriptor, "/FontName": name, **look})
        descriptor.FontFile2 = font_file
        odd: list[int | pikepdf.Array] = []
        for place, width in enumerate(shared.widths, 1):
            if width != 1000:
                odd.extend([place, pikepdf.Array([width])])
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            CIDToGIDMap=pikepdf.Name.Identity,
            DW=1000,
            W=pikepdf.Array(odd),
            FontDescriptor=self._pdf.make_indirect(descriptor),
        )
        return pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=name,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=pikepdf.Array([self._pdf.make_indirect(descendant)]),
            ToUnicode=self._stream(zlib.compress(to_unicode(shared.codes), 6)),
        )

    def _stream(self, packed: bytes, **entries: int) -> pikepdf.Stream:
        return pikepdf.Stream(self._pdf, packed, Filter=pikepdf.Name.FlateDecode, **entries)


def rewritten(content: bytes, fonts: dict[bytes, _Source]) -> bytes | None:
    """Page operators of ours with the shared fonts in them; None when they are not written as ours are."""
    if content.count(b" Tf ") != len(_SHOWN.findall(content)):
        return None

    def shared(found: re.Match[bytes]) -> bytes:
        source = fonts[found[1]]
        codes = found[3]
        new = b"".join(source.codes[codes[i : i + 4]] for i in range(0, len(codes), 4))
        return b"/%s %s Tf <%s>" % (source.name, found[2], new)

    try:
        return _SHOWN.sub(shared, content)
    except KeyError:
        return None


def _tables(data: bytes) -> dict[bytes, bytes]:
    count = unpack_from(">H", data, 4)[0]
    rows = (unpack_from(">4sIII", data, 12 + 16 * i) for i in range(count))
    return {tag: data[offset : offset + length] for tag, _sum, offset, length in rows}


def _glyphs(tables: dict[bytes, bytes]) -> list[Glyph]:
    """All outlines of a font program of ours (long offsets, one metric for every glyph)."""
    offsets, outlines, metrics = big_endian("I", tables[b"loca"]), tables[b"glyf"], tables[b"hmtx"]
    found = []
    for place in range(len(offsets) - 1):
        raw = outlines[offsets[place] : offsets[place + 1]]
        advance, bearing = unpack_from(">Hh", metrics, 4 * place)
        found.append(_packed(advance, bearing, raw))
    return found


_PACKED: dict[bytes, tuple[bytes, int]] = {}


def _packed(advance: int, bearing: int, raw: bytes) -> Glyph:
    """A glyph with its deflated outline, which is made once per process: the next file has mostly the same ones."""
    known = _PACKED.get(raw)
    if known is None:
        known = _PACKED[raw] = (deflate_run(raw) if raw else b"", checksum(raw))
    return Glyph(advance, bearing, raw, *known)


def _tag(shared: _Shared) -> str:
    number = zlib.crc32(repr(shared.codes).encode())
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))
