"""A4 sheets of labels: for files (two by seven, 99 x 38 mm), for a box, and of codes (four by seven); draws only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from desktop.usecases.print_labels import BoxLabel, FileLabel, PaperMark
from exports.documents.sandbox import day_words
from exports.documents.style import MM, PAGE_HEIGHT, PAGE_WIDTH, SMALL
from exports.documents.typeset import qr
from exports.documents.typeset.canvas import paint
from exports.documents.typeset.envelope import PRODUCER, Envelope
from exports.documents.typeset.fontset import FontSet, Role
from exports.documents.typeset.items import Item, Page, Path, Rule, Text
from exports.documents.typeset.lines import break_lines, natural_width

# sheets as they are sold: 14 labels of 99.1 x 38.1 mm, margins 15.1 and 4.7 mm, 2.5 mm between the columns
_WIDE, _HIGH = 99.1 * MM, 38.1 * MM
_LEFT, _TOP, _BETWEEN = 4.7 * MM, 15.1 * MM, 2.5 * MM
FILES: Final = 14
_PAD: Final = 4 * MM
_CODE: Final = 22 * MM
_CELL_WIDE, _CELL_HIGH = 47.5 * MM, 38.1 * MM
MARKS: Final = 28


def file_sheet(labels: Sequence[FileLabel], box: BoxLabel | None, fonts: FontSet, at: datetime) -> bytes:
    """Labels of files, fourteen to a sheet; the box's label on a sheet of its own before them."""
    pages = [_box_page(box, fonts)] if box is not None else []
    for start in range(0, len(labels), FILES):
        items: list[Item] = []
        for place, label in enumerate(labels[start : start + FILES]):
            x = _LEFT + place % 2 * (_WIDE + _BETWEEN)
            items += _file(label, x, _TOP + place // 2 * _HIGH, fonts)
        pages.append(Page(PAGE_WIDTH, PAGE_HEIGHT, items))
    return painted(pages, fonts, "卷宗标签", at)


def mark_sheet(marks: Sequence[PaperMark], title: str, fonts: FontSet, at: datetime) -> bytes:
    """Codes with their words, twenty-eight to a sheet."""
    pages = []
    for start in range(0, len(marks), MARKS):
        items: list[Item] = []
        for place, mark in enumerate(marks[start : start + MARKS]):
            x = 10 * MM + place % 4 * _CELL_WIDE
            items += _mark(mark, x, _TOP + place // 4 * _CELL_HIGH, fonts)
        pages.append(Page(PAGE_WIDTH, PAGE_HEIGHT, items))
    return painted(pages, fonts, title, at)


def painted(pages: Sequence[Page], fonts: FontSet, title: str, at: datetime) -> bytes:
    """PDF/A-2b of drawn pages; the same pages and moment give the same bytes."""
    identity = hashlib.sha256(repr(pages).encode()).digest()
    return paint(pages, fonts, Envelope(title, PRODUCER, at, identity))


def _file(label: FileLabel, x: float, y: float, fonts: FontSet) -> Iterator[Item]:
    """Number and name large, days and keeping small, the code at the right."""
    room = _WIDE - 2 * _PAD - (_CODE + 2 * MM if label.code else 0)
    left, top = x + _PAD, y + _PAD
    yield from fitted(label.number, "hei", 12.0, (left, top, room), fonts, most=1)
    yield from fitted(label.title, "fang", 12.0, (left, top + 16, room), fonts, most=3)
    span = f"{day_words(label.first_day)}—{day_words(label.last_day) if label.last_day else ''}"
    foot = y + _HIGH - _PAD
    for number, text in enumerate((f"保管期限：{label.retention}", span, label.organ)):
        yield from fitted(text, "fang", 9.0, (left, foot - 11.0 * (number + 1), room), fonts, most=1)
    if label.code:
        yield _code(label.code, x + _WIDE - _PAD - _CODE, y + (_HIGH - _CODE) / 2)


def _mark(mark: PaperMark, x: float, y: float, fonts: FontSet) -> Iterator[Item]:
    yield _code(mark.code, x + (_CELL_WIDE - _CODE) / 2, y)
    for number, text in enumerate((mark.title, mark.number)):
        width = natural_width(text, fonts.widths["fang"], 9.0)
        size = 9.0 * min(1.0, (_CELL_WIDE - 2 * MM) / width) if width else 9.0
        start = x + (_CELL_WIDE - width * size / 9.0) / 2
        yield Text(start, y + _CODE + 12.0 + number * 11.0, "fang", size, text)


def _code(text: str, x: float, y: float) -> Path:
    return Path(qr.path(text, x, PAGE_HEIGHT - y - _CODE, _CODE), x, y, _CODE)


def _box_page(box: BoxLabel, fonts: FontSet) -> Page:
    """The label of a box, 100 x 150 mm with a frame to cut along."""
    x, y, wide, high = 55 * MM, 60 * MM, 100 * MM, 150 * MM
    items: list[Item] = [
        Rule(x, y, x + wide, y), Rule(x, y + high, x + wide, y + high), Rule(x, y, x, y + high),
        Rule(x + wide, y, x + wide, y + high),
    ]  # fmt: skip
    middle = ((box.organ, "title", 18.0), (box.kind, "title", 26.0), (f"{box.year}年度", "hei", 20.0))
    top = y + 14 * MM
    for text, role, size in middle:
        made = list(fitted(text, role, size, (x + _PAD, top, wide - 2 * _PAD), fonts, most=2, centred=True))
        items += made
        top += (len(made) + 0.6) * 1.25 * size
    for name, value in (
        ("起始卷号", box.first), ("终止卷号", box.last), ("卷　　数", f"{box.count}卷"), ("保管期限", box.retention),
    ):  # fmt: skip
        top += 8
        items += fitted(f"{name}：{value}", "fang", 14.0, (x + 2 * _PAD, top, wide - 3 * _PAD), fonts, most=2)
        top += 26
    note = "沿线剪下，贴在卷盒正面。"
    items.append(Text(x, y + high + 14, "kai", SMALL, note))
    return Page(PAGE_WIDTH, PAGE_HEIGHT, items)


def fitted(
    text: str,
    role: Role | str,
    size: float,
    place: tuple[float, float, float],
    fonts: FontSet,
    *,
    most: int,
    centred: bool = False,
) -> Iterator[Text]:
    """At most so many lines from `place` (left, top, room); what would be longer is set smaller until it fits."""
    left, top, room = place
    face: Role = role  # type: ignore[assignment]
    widths, chosen = fonts.widths[face], size
    while chosen > size / 2 and len(break_lines(text, widths, chosen, room)) > most:
        chosen -= 0.5
    for number, line in enumerate(break_lines(text, widths, chosen, room)[:most]):
        shift = (room - natural_width(line.text, widths, chosen)) / 2 if centred else 0.0
        yield Text(left + shift, top + chosen + number * 1.2 * chosen, face, chosen, line.text)
