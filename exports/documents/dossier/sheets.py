"""Pages of a file that hold pictures: scans as whole pages, photographs two to a page with their captions.

The pictures come ready from the helper process as plain JPEG; must not open anything from outside itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exports.documents.style import CELL, HEIGHT, LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, SMALL, TITLE, TOP, WIDTH
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.items import Item, Page, Picture, Text
from exports.documents.typeset.lines import break_lines, natural_width

_SAME_SHAPE = 0.06  # of the ratio of an A4 page; such a scan fills the page
_EDGE = 20 * MM
_HEAD, _CAPTION_PITCH, _CAPTION_LINES = 12 * MM, 16.0, 3


class Shot(NamedTuple):
    """A photograph with what is written under it."""

    jpeg: bytes
    pixels: tuple[int, int]
    grey: bool
    caption: str = ""


def scan_pages(scans: Sequence[Shot]) -> list[Page]:
    """Every scan as a page: to the edges when it has the shape of one, else as large as the margins let it."""
    return [Page(PAGE_WIDTH, PAGE_HEIGHT, [_placed(scan)]) for scan in scans]


def _placed(scan: Shot) -> Picture:
    wide, high = scan.pixels
    if abs(wide / high - PAGE_WIDTH / PAGE_HEIGHT) < _SAME_SHAPE:
        return Picture(0.0, 0.0, PAGE_WIDTH, PAGE_HEIGHT, scan.jpeg, scan.pixels, scan.grey)
    return _fitted(scan, (_EDGE, _EDGE, PAGE_WIDTH - 2 * _EDGE, PAGE_HEIGHT - 2 * _EDGE))


def _fitted(shot: Shot, box: tuple[float, float, float, float]) -> Picture:
    """The picture as large as the box lets it, in its middle."""
    x, y, width, height = box
    scale = min(width / shot.pixels[0], height / shot.pixels[1])
    own = shot.pixels[0] * scale, shot.pixels[1] * scale
    return Picture(
        x + (width - own[0]) / 2, y + (height - own[1]) / 2, *own, shot.jpeg, shot.pixels, shot.grey
    )  # fmt: skip


def photo_pages(shots: Sequence[Shot], title: str, fonts: FontSet) -> list[Page]:
    """Photographs, two to a page, each over its caption."""
    height = (HEIGHT - _HEAD) / 2
    pages: list[Page] = []
    for start in range(0, len(shots), 2):
        items: list[Item] = [_title(title, fonts)]
        for number, shot in enumerate(shots[start : start + 2]):
            top = TOP + _HEAD + number * height
            room = height - _CAPTION_LINES * _CAPTION_PITCH - 10
            items.append(_fitted(shot, (LEFT, top, WIDTH, room)))
            items += _caption(f"照片{start + number + 1}　{shot.caption}", top + room + 4, fonts)
        pages.append(Page(PAGE_WIDTH, PAGE_HEIGHT, items))
    return pages


def _title(title: str, fonts: FontSet) -> Text:
    width = natural_width(title, fonts.widths["title"], TITLE)
    return Text(LEFT + (WIDTH - width) / 2, TOP + 0.8 * TITLE, "title", TITLE, title)


def _caption(words: str, top: float, fonts: FontSet) -> list[Item]:
    """A caption in the middle under its picture, at most three lines; one that would be longer is set smaller."""
    size = CELL if len(break_lines(words, fonts.widths["kai"], CELL, WIDTH)) <= _CAPTION_LINES else SMALL
    lines = break_lines(words, fonts.widths["kai"], size, WIDTH)[:_CAPTION_LINES]
    return [
        Text(
            LEFT + (WIDTH - natural_width(line.text, fonts.widths["kai"], size)) / 2,
            top + number * _CAPTION_PITCH + 0.88 * size,
            "kai",
            size,
            line.text,
        )
        for number, line in enumerate(lines)
    ]
