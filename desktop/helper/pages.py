"""Pictures and foreign PDFs as pixels; only in the helper process. Must not write, fetch or run anything.

What a file is, is seen from its bytes. Only decoders of pictures that cameras and scanners make are tried.
"""

from __future__ import annotations

import io
import struct
import warnings
from importlib import import_module
from typing import Any, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.domain.foreign import Opened, Pixels, damaged, too_large, unknown_kind

FORMATS: Final = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
for _name in ("Jpeg", "Mpo", "Png", "Tiff", "Bmp", "WebP"):
    import_module(f"PIL.{_name}ImagePlugin")  # each adds itself to the decoders that are known
MOST_PIXELS: Final = 200_000_000
MOST_PAGES: Final = 500
LONGEST: Final = 8_000
_RATIO: Final = 100
"""A page longer than a hundred times its width is no page."""

Image.MAX_IMAGE_PIXELS = None  # the bound is looked at here, before anything is decoded


def look(data: bytes) -> Opened:
    """Kind, pages and size of the first page. Raises Situation S-511, S-512, S-513."""
    if _is_pdf(data):
        document = _Pdf(data)
        size = document.size(0)
        return Opened("pdf", document.pages, max(1, round(size[0])), max(1, round(size[1])))
    image = _picture(data)
    return Opened("picture", _frames(image), image.width, image.height)


def page(data: bytes, number: int, longest: int) -> Image.Image:
    """One page, upright, grey or in colours, its longer side at most `longest` pixels. Raises as `look`."""
    longest = min(longest, LONGEST)
    if _is_pdf(data):
        return _plain(_Pdf(data).draw(number, longest))
    image = _picture(data)
    if number:
        image.seek(number)
        _check_size(image)
    try:
        if image.format in ("JPEG", "MPO"):
            image.draft(None, (longest, longest))  # decoded at a fraction of its size: 100 megapixels in little memory
        image.thumbnail((longest, longest), Image.Resampling.BICUBIC, reducing_gap=2.0)
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        raise damaged() from error
    return _plain(_upright(image))


def pixels(image: Image.Image) -> Pixels:
    """The bare pixels of a page."""
    return Pixels(image.width, image.height, 1 if image.mode == "L" else 3, image.tobytes())


def printed(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The text that a PDF itself holds, page by page; a picture holds none. Raises as `look`."""
    if not _is_pdf(data):
        return ((),) * look(data).pages
    document = _Pdf(data)
    return tuple(document.lines(number) for number in range(document.pages))


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _picture(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise unknown_kind() from error
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        raise damaged() from error
    _check_size(image)
    return image


def _check_size(image: Image.Image) -> None:
    wide, high = image.size
    if wide * high > MOST_PIXELS:
        raise too_large(f"有{wide * high // 1_000_000 / 100:g}亿个像素，超过两亿")
    if min(wide, high) < 1 or max(wide, high) > _RATIO * min(wide, high):
        raise damaged()


def _frames(image: Image.Image) -> int:
    """Pages of a scanned TIFF; the second picture inside a phone's photograph is no page."""
    frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if frames > MOST_PAGES:
        raise too_large(f"有{frames}页，超过{MOST_PAGES}页")
    return int(frames)


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except (ValueError, TypeError, KeyError, SyntaxError, OSError, struct.error):
        return image  # the note how it was held is damaged; the picture is not


def _plain(image: Image.Image) -> Image.Image:
    """Grey or red, green, blue, on white paper."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I;16N", "I", "F"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        shown = image.convert("RGBA")
        paper = Image.new("RGBA", shown.size, "white")
        return Image.alpha_composite(paper, shown).convert("L" if image.mode in ("LA", "La") else "RGB")
    return image.convert("L") if image.mode in ("1", "L") else image.convert("RGB")


class _Pdf:
    """A foreign PDF. The library has no scripting built in, opens no link and reads from memory."""

    def __init__(self, data: bytes) -> None:
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice
        from PySide6.QtPdf import QPdfDocument

        self._bytes = QByteArray(data)
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)
        if self._document.status() != QPdfDocument.Status.Ready:
            raise damaged(password=self._document.error() == QPdfDocument.Error.IncorrectPassword)
        self.pages = self._document.pageCount()
        if self.pages < 1:
            raise damaged()
        if self.pages > MOST_PAGES:
            raise too_large(f"有{self.pages}页，超过{MOST_PAGES}页")

    def size(self, number: int) -> tuple[float, float]:
        """Points."""
        size = self._document.pagePointSize(number)
        wide, high = size.width(), size.height()
        if not (wide > 0 and high > 0 and max(wide, high) <= _RATIO * min(wide, high)):
            raise damaged()
        return wide, high

    def lines(self, number: int) -> tuple[str, ...]:
        """What is written on a page as text, in the order in which it was drawn."""
        return tuple(self._document.getAllText(number).text().splitlines())

    def draw(self, number: int, longest: int) -> Image.Image:
        from PySide6.QtCore import QSize
        from PySide6.QtGui import QImage

        if not 0 <= number < self.pages:
            raise damaged()
        wide, high = self.size(number)
        scale = longest / max(wide, high)
        drawn = self._document.render(number, QSize(max(1, round(wide * scale)), max(1, round(high * scale))))
        if drawn.isNull():
            raise damaged()
        drawn = drawn.convertToFormat(QImage.Format.Format_RGBA8888)
        raw: Any = drawn.constBits()
        return Image.frombytes("RGBA", (drawn.width(), drawn.height()), bytes(raw), "raw", "RGBA", drawn.bytesPerLine())
