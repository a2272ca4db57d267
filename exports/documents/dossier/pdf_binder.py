"""Pages of pictures and bound files as use cases ask for them; see `desktop.usecases.bind_dossier.Binder`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from desktop.usecases.bind_dossier import Leaf
from desktop.usecases.protocols import PlainPicture
from exports.documents.dossier.binding import Piece, bind, page_count
from exports.documents.dossier.sheets import Shot, photo_pages, scan_pages
from exports.documents.typeset.canvas import paint
from exports.documents.typeset.envelope import PRODUCER, Envelope
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.items import Page


class PdfBinder:
    """Draws with the fonts of the papers."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts

    def page_count(self, pdf: bytes) -> int:
        return page_count(pdf)

    def scans(self, pictures: Sequence[PlainPicture], title: str, at: datetime) -> bytes:
        return self._painted(scan_pages([_shot(picture) for picture in pictures]), title, at)

    def photographs(self, shots: Sequence[tuple[PlainPicture, str]], title: str, at: datetime) -> bytes:
        return self._painted(photo_pages([_shot(p, words) for p, words in shots], title, self._fonts), title, at)

    def bind(self, leaves: Sequence[Leaf], title: str, organ: str, at: datetime, *, two_sided: bool) -> bytes:
        identity = hashlib.sha256(b"".join(hashlib.sha256(leaf.pdf).digest() for leaf in leaves)).digest()
        pieces = [Piece(leaf.name, leaf.pdf, leaf.first) for leaf in leaves]
        return bind(pieces, self._fonts, Envelope(title, organ, at, identity), two_sided=two_sided)

    def _painted(self, pages: Sequence[Page], title: str, at: datetime) -> bytes:
        return paint(pages, self._fonts, Envelope(title, PRODUCER, at, hashlib.sha256(title.encode()).digest()))


def _shot(picture: PlainPicture, caption: str = "") -> Shot:
    return Shot(picture.jpeg, (picture.width, picture.height), picture.grey, caption)
