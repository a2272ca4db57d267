"""Packs bare pixels for printing; must not open a file: what a stranger wrote was opened in the helper process."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageChops

from desktop.domain.foreign import Pixels
from desktop.usecases.protocols import PlainPicture

_QUALITY: Final = 72


def packed(page: Pixels) -> PlainPicture:
    """A page as JPEG; one without any colour is kept grey, which takes a third."""
    size = (page.width, page.height)
    image = Image.frombytes("L" if page.colours == 1 else "RGB", size, page.data)
    if page.colours > 1:
        red, green, blue = image.split()
        if not ImageChops.difference(red, green).getbbox() and not ImageChops.difference(green, blue).getbbox():
            image = red
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return PlainPicture(out.getvalue(), page.width, page.height, image.mode == "L")
