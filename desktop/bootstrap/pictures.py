"""Plain pictures of files from outside, for printing: opened in the helper process, packed here from bare pixels.

Must not decode anything: what a stranger wrote ends at the helper, and only colours of points come back.
"""

from __future__ import annotations

from typing import Final

from desktop.services.helper import Helper
from desktop.usecases.protocols import PlainPicture
from exports.documents.dossier.plain_picture import packed

PAGE: Final = 1_754
"""Longer side of a scan in pixels: A4 at 150 dpi, as the archives ask for text."""
PHOTO: Final = 1_240
"""Of a photograph, which takes half a page."""


class HelperPictures:
    """See `desktop.usecases.protocols.PictureSource`."""

    def __init__(self, helper: Helper) -> None:
        self._helper = helper

    def pictures(self, data: bytes, *, photo: bool = False) -> tuple[PlainPicture, ...]:
        pages = self._helper.look(data).pages
        return tuple(packed(self._helper.page(data, number, PHOTO if photo else PAGE)) for number in range(pages))
