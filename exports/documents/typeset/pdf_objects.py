"""PDF objects written as bytes and the fonts of one document; must not know pages or text layout.

reportlab numbers, places and cross-references the objects; their text is made here, because its own classes format
every number and name of a font through several calls and write a wrong ToUnicode map above U+FFFF.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

from exports.documents.typeset.face import Face
from exports.documents.typeset.fontset import FontSet, Role
from exports.documents.typeset.subset import cut

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)"
    "/Supplement 0>> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> "
    "endcodespacerange"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


class Dictionary(pdfdoc.PDFObject):  # type: ignore[misc]
    """A dictionary given as text, `%s` standing for references to other objects."""

    def __init__(self, text: str, *others: pdfdoc.PDFObject) -> None:
        self.text = text
        self.others = others

    def format(self, document: Any) -> bytes:
        """Called by reportlab when the file is written."""
        names = tuple(document.Reference(other).format(document).decode() for other in self.others)
        return (f"<<{self.text}>>\n" % names).encode("latin-1")


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A stream whose bytes are ready; `entries` are further dictionary entries. Ends with an end-of-line marker,
    as ISO 19005-2, 6.1.7.1 wants it."""

    def __init__(self, data: bytes, entries: str = "", *, deflated: bool = True) -> None:
        filter_entry = "/Filter/FlateDecode" if deflated else ""
        self._bytes = f"<<{entries}{filter_entry}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream\n"

    def format(self, document: Any) -> bytes:
        """Called by reportlab when the file is written."""
        return self._bytes


class _Use:
    """What one document shows of one face: code points in the order of their first use."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.codes: list[int] = []
        self.cids: dict[str, str] = {}

    def cid(self, char: str) -> str:
        """The two-byte code of a character, in hex. Every code point has its own, so text copies out as written."""
        found = self.cids.get(char)
        if found is None:
            self.codes.append(ord(char))
            found = self.cids[char] = f"{len(self.codes):04X}"
        return found


class DocumentFonts:
    """The fonts of one PDF: hands out character codes while drawing, then makes the font objects."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._uses: dict[str, _Use] = {}
        self._codes: dict[Role, dict[str, tuple[str, str]]] = {}

    def show(self, role: Role, size: float, text: str) -> str:
        """Text operators that show `text` at the current point, switching faces where it must."""
        table = self._codes.get(role)
        if table is None:
            table = self._codes[role] = _Codes(self, role)
        parts: list[str] = []
        current = ""
        for char in text:
            name, code = table[char]
            if name != current:
                parts.append(f"{'> Tj ' if current else ''}/{name} {size:g} Tf <")
                current = name
            parts.append(code)
        if current:
            parts.append("> Tj")
        return "".join(parts)

    def code(self, role: Role, char: str) -> tuple[str, str]:
        """(resource name, character code) of a character."""
        face = self.fonts.find(role, char)
        use = self._uses.get(face.key)
        if use is None:
            use = self._uses[face.key] = _Use(face, f"F{len(self._uses) + 1}")
        return use.name, use.cid(char)

    def objects(self) -> dict[str, pdfdoc.PDFObject]:
        """Resource name -> Type0 font object, for every face that was used."""
        return {use.name: _type0(use) for use in self._uses.values()}


class _Codes(dict[str, tuple[str, str]]):
    """Codes of one role in one document, filled as characters are met."""

    def __init__(self, document: DocumentFonts, role: Role) -> None:
        super().__init__()
        self._document = document
        self._role = role

    def __missing__(self, char: str) -> tuple[str, str]:
        made = self[char] = self._document.code(self._role, char)
        return made


def _type0(use: _Use) -> Dictionary:
    face, codes = use.face, use.codes
    program = cut(face, codes)
    name = f"{_tag(codes)}+{face.postscript}"
    font_file = Stream(program.packed, f"/Length1 {program.length}")
    box = " ".join(map(str, face.bbox))
    descriptor = Dictionary(
        f"/Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0/Ascent {face.ascent}"
        f"/Descent {face.descent}/CapHeight {face.cap_height}/StemV 80/FontFile2 %s",
        font_file,
    )
    widths = ((i, face.scaled(face.glyph(code).advance)) for i, code in enumerate(codes, 1))
    odd = " ".join(f"{i}[{width}]" for i, width in widths if width != 1000)
    descendant = Dictionary(
        f"/Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/CIDToGIDMap/Identity/DW 1000/W[{odd}]/FontDescriptor %s",
        descriptor,
    )
    return Dictionary(
        f"/Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode %s",
        descendant,
        Stream(zlib.compress(to_unicode(codes), 6)),
    )


def _tag(codes: list[int]) -> str:
    """Six letters that name the subset (ISO 32000-1, 9.6.4), from what is in it."""
    digest = hashlib.sha256(repr(codes).encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def to_unicode(codes: list[int]) -> bytes:
    """The CMap that gives text back: code i -> `codes[i - 1]` in UTF-16, at most 100 entries in a block."""
    lines = [_CMAP_HEAD]
    for start in range(0, len(codes), 100):
        block = codes[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{start + i:04X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for i, code in enumerate(block, 1)
        ]
        lines.append("endbfchar")
    lines.append(_CMAP_TAIL)
    return "\n".join(lines).encode("ascii")
