"""Binds finished PDFs into one file with page numbers and bookmarks (卷宗); must not decide what belongs into it.

The result is PDF/A-2b like its parts. Fonts are shared (`font_pool`). Pages of one arabic row are stamped: front right
top, back left top, cover and lists unnumbered; the outer 26 mm stay free for the seam (骑缝章).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pikepdf

from exports.documents.dossier.font_pool import FontPool, rewritten
from exports.documents.style import LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, RIGHT
from exports.documents.typeset.canvas import paint
from exports.documents.typeset.envelope import PRODUCER, Envelope
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.items import Page
from exports.documents.typeset.lines import natural_width

STAMP_SIZE, STAMP_Y = 12.0, 15 * MM  # from the upper edge; the type area begins at 37 mm


class Piece(NamedTuple):
    """A finished PDF to be bound. `first`: its first page's number in the file, 0 for covers and lists."""

    name: str
    pdf: bytes
    first: int = 0


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def bind(pieces: Sequence[Piece], fonts: FontSet, envelope: Envelope, *, two_sided: bool) -> bytes:
    """One PDF/A-2b of the pieces in their order, with a bookmark each.

    `two_sided`: every piece begins on a new sheet, blank backs are put in and bear no number, and the numbers of backs
    stand left; else every page is a front.
    """
    with pikepdf.open(io.BytesIO(paint([Page(PAGE_WIDTH, PAGE_HEIGHT, [])], fonts, envelope))) as file:
        del file.pages[0]
        pool = FontPool(file)
        starts: list[tuple[str, int]] = []
        for place, piece in enumerate(pieces):
            starts.append((piece.name, len(file.pages)))
            count = _add(file, piece, pool, fonts, two_sided=two_sided)
            if two_sided and count % 2 and place + 1 < len(pieces):
                _x, _y, wide, high = map(float, file.pages[-1].mediabox)
                file.add_blank_page(page_size=(wide, high))
        pool.finish()
        with file.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(name, page) for name, page in starts)
        file.Root.PageMode = pikepdf.Name.UseOutlines
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _add(file: pikepdf.Pdf, piece: Piece, pool: FontPool, fonts: FontSet, *, two_sided: bool) -> int:
    with pikepdf.open(io.BytesIO(piece.pdf)) as source:
        ours = str(source.docinfo.get("/Producer", "")) == PRODUCER
        taken = pool.take(source.pages[0].Resources.get("/Font", pikepdf.Dictionary())) if ours else None
        count = len(source.pages)
        for number, page in enumerate(source.pages):
            old = bytes(page.Contents.get_stream_buffer()) if taken is not None else b""
            new = rewritten(old, taken) if taken is not None else None
            file.pages.append(page)
            made = file.pages[-1]
            back = two_sided and number % 2 == 1
            stamp = _stamp(made, piece.first + number, pool, fonts, back=back) if piece.first else b""
            _put(file, made, new, stamp, pool)
        return count


def _put(file: pikepdf.Pdf, page: pikepdf.Page, content: bytes | None, stamp: bytes, pool: FontPool) -> None:
    """The page's operators, the stamp after them; a page that is not ours keeps its own fonts beside the stamp's."""
    stream = partial(pikepdf.Stream, file, Filter=pikepdf.Name.FlateDecode)
    if content is not None:
        resources = {key: value for key, value in page.Resources.items() if key != "/Font"}
        page.Resources = pikepdf.Dictionary({**resources, "/Font": pool.resources})
        page.Contents = stream(zlib.compress(content + b"\n" + stamp, 6))
    elif stamp:
        page.contents_add(stream(zlib.compress(b"q\n", 6)), prepend=True)
        page.contents_add(stream(zlib.compress(b"Q\n" + stamp, 6)))
        if "/Font" not in page.Resources:
            page.Resources.Font = pikepdf.Dictionary()
        pool.beside(page.Resources.Font)


def _stamp(page: pikepdf.Page, number: int, pool: FontPool, fonts: FontSet, *, back: bool) -> bytes:
    """Operators of a page number; on a scan it stands on white."""
    _x, _y, wide, high = map(float, page.mediabox)
    text = str(number)
    width = natural_width(text, fonts.widths["song"], STAMP_SIZE)
    x, y = (LEFT if back else wide - (PAGE_WIDTH - RIGHT) - width), high - STAMP_Y
    boxed = "/XObject" in page.Resources
    white = b"q 1 g %.2f %.2f %.2f %.2f re f Q " % (x - 3, y - 4, width + 6, STAMP_SIZE + 4) if boxed else b""
    shown = pool.show(fonts.face("song"), STAMP_SIZE, text)
    return white + b"q 0 g BT 0 Tc 1 0 0 1 %.2f %.2f Tm %s ET Q" % (x, y, shown)
