"""Paints placed items into a PDF/A-2b file through reportlab's canvas; must not decide where anything stands.

The canvas keeps reportlab's pages, objects and cross-references. Left out of it: its start font (unembedded
Helvetica), its empty page transitions, its clock and its choice of filters, none of which an archive file may have.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from itertools import count

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from exports.documents.typeset.envelope import Envelope, seal
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.items import Item, Page, Path, Picture, Rule, Text
from exports.documents.typeset.pdf_objects import DocumentFonts, Stream

_RESOURCES = "BasicFonts"
_RED = "0.86 0.08 0.08"  # only the mark of the organ and its line (GB/T 9704-2012, 7.2.4)


class PaperCanvas(Canvas):  # type: ignore[misc]
    """A reportlab canvas that starts each page empty."""

    def _make_preamble(self) -> None:
        self._preamble = ""

    def add(self, page: Page, operators: Iterable[str]) -> None:
        """One page with its operators, deflated."""
        made = pdfdoc.PDFPage()
        made.pagewidth, made.pageheight = page.width, page.height
        made.ExtGState, made._shadingUsed = None, {}
        pictures = [item for item in page.items if isinstance(item, Picture)]
        if pictures:
            made.hasImages = 1
            made.XObjects = {f"P{n}": self._doc.Reference(_image(picture)) for n, picture in enumerate(pictures, 1)}
        made.Contents = Stream(zlib.compress("\n".join(operators).encode("ascii"), 6))
        self._doc.addPage(made)

    def finish(self, fonts: DocumentFonts, envelope: Envelope) -> bytes:
        """The whole file."""
        resources = self._doc.idToObject[_RESOURCES].dict
        for name, font in fonts.objects().items():
            resources[name] = self._doc.Reference(font)
        seal(self._doc, envelope)
        data: bytes = self._doc.GetPDFData(self)
        return data


def paint(pages: Iterable[Page], fonts: FontSet, envelope: Envelope) -> bytes:
    """The PDF of these pages; the same pages and envelope give the same bytes within one build."""
    canvas = PaperCanvas(io.BytesIO(), invariant=1, pageCompression=0, pdfVersion=(1, 7))
    document_fonts = DocumentFonts(fonts)
    for page in pages:
        places = count(1)
        canvas.add(page, [_operators(item, page, document_fonts, places) for item in page.items])
    return canvas.finish(document_fonts, envelope)


def _image(picture: Picture) -> Stream:
    """The image object of a picture; its bytes go into the file as they are."""
    space, (wide, high) = "/DeviceGray" if picture.grey else "/DeviceRGB", picture.pixels
    entries = f"/Type/XObject/Subtype/Image/Width {wide}/Height {high}/ColorSpace{space}/BitsPerComponent 8"
    return Stream(picture.jpeg, entries + "/Filter/DCTDecode", deflated=False)


def _operators(item: Item, page: Page, fonts: DocumentFonts, places: Iterator[int]) -> str:
    """Content stream text of one item; items count y downwards from the top edge, PDF upwards from the bottom.

    `places` counts the pictures of the page, which are named in their order.
    """
    if isinstance(item, Text):
        shown = fonts.show(item.role, item.size, item.text)
        if not shown:
            return ""
        # Tc outlives ET, so it is set for every run
        shown = f"BT {item.spread:.4g} Tc 1 0 0 1 {item.x:.2f} {page.height - item.y:.2f} Tm {shown} ET"
        return f"q {_RED} rg {shown} Q" if item.red else shown
    if isinstance(item, Rule):
        y, y2 = page.height - item.y, page.height - item.y2
        line = f"{item.weight:g} w {item.x:.2f} {y:.2f} m {item.x2:.2f} {y2:.2f} l S"
        return f"q {_RED} RG {line} Q" if item.red else line
    if isinstance(item, Path):
        return item.operators
    if isinstance(item, Picture):
        bottom = page.height - item.y - item.height
        return f"q {item.width:.2f} 0 0 {item.height:.2f} {item.x:.2f} {bottom:.2f} cm /P{next(places)} Do Q"
    raise TypeError(item)
