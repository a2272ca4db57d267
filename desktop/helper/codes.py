"""Finds QR codes on photographed and scanned pages; only in the helper process. Must not know what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from desktop.domain.foreign import Code
from desktop.helper.pages import look, page

_WANTED: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
SIDE: Final = 3_500
"""Pixels of the longer side: A4 at 300 dpi."""
MOST_CODES: Final = 2_000
LONGEST_TEXT: Final = 4_000


def codes(data: bytes) -> tuple[Code, ...]:
    """All codes, page by page. Raises as `desktop.helper.pages.look`."""
    found: list[Code] = []
    for number in range(look(data).pages):
        texts = _read(page(data, number, SIDE))
        found += [Code(number, text) for text in texts if len(text) <= LONGEST_TEXT]
        if len(found) > MOST_CODES:
            break
    return tuple(found[:MOST_CODES])


def _read(image: Image.Image) -> list[str]:
    """Texts of one page; a page that says nothing is looked at again in other lights."""
    for picture, binarizer in _lights(image.convert("L")):
        found = zxingcpp.read_barcodes(picture, formats=_WANTED, binarizer=binarizer)
        if texts := list(dict.fromkeys(code.text for code in found)):
            return texts
    return []


def _lights(grey: Image.Image) -> Iterator[tuple[Image.Image, zxingcpp.Binarizer]]:
    local, whole = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram
    yield grey, local
    yield grey, whole
    if max(grey.size) <= SIDE // 2 + 400:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
        yield grey, local
    calm = grey.filter(ImageFilter.MedianFilter(3))
    yield calm, local
    yield ImageOps.autocontrast(calm, cutoff=2), whole
