"""Draws the comparison documents of a side-by-side bench with our own engine; must not be used for papers.

The bench hands over plain blocks (title, number, table, h1, p, sign, right, qr); nothing of it is faster or simpler
than what papers go through: same composer, pagination, fonts and PDF/A envelope.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from desktop.services.seams import SystemFs
from exports.documents import model as m
from exports.documents.setting import Setter
from exports.documents.style import (
    BODY,
    CELL_PITCH,
    HEIGHT,
    LEFT,
    PAGE_HEIGHT,
    PAGE_NUMBER_Y,
    PAGE_WIDTH,
    PITCH,
    QR_SIDE,
    QR_TOP,
    RIGHT,
    STYLES,
    TOP,
    WIDTH,
    baseline,
)
from exports.documents.typeset import qr
from exports.documents.typeset.canvas import paint
from exports.documents.typeset.envelope import Envelope
from exports.documents.typeset.flow import Strip, paginate
from exports.documents.typeset.fontset import FontSet, default_cache_folder
from exports.documents.typeset.grid import Cell, GridSetter
from exports.documents.typeset.items import Item, Page, Rule, Text
from exports.documents.typeset.items import Path as PathItem
from exports.documents.typeset.lines import natural_width

_SHARES = (0.8, 0.8, 0.5, 0.5, 2.0, 1.4)  # of the six columns of the comparison table
_ISSUED = datetime(2026, 4, 9, tzinfo=UTC)


@cache
def _fonts() -> FontSet:
    return FontSet(SystemFs(), default_cache_folder())


def render_peer(doc: dict[str, Any], out_path: str) -> None:
    """Writes the PDF/A-2b of one comparison document to `out_path`."""
    fonts = _fonts()
    setter = Setter(fonts, STYLES["agreement"])
    strips = [strip for kind, value in doc["blocks"] for strip in _strips(kind, value, setter, fonts)]
    columns = paginate(strips, HEIGHT)
    pages = []
    for number, column in enumerate(columns, 1):
        items: list[Item] = []
        for top, strip in column:
            for item in strip.items:
                shifted = item._replace(y=item.y + TOP + top)
                items.append(shifted._replace(y2=shifted.y2 + TOP + top) if isinstance(shifted, Rule) else shifted)
        text = f"— {number} —"
        x = LEFT + (WIDTH - natural_width(text, fonts.widths["song"], 14.0)) / 2
        items.append(Text(x, PAGE_NUMBER_Y, "song", 14.0, text))
        if number == len(columns):
            operators = qr.path(doc["qr"], LEFT, PAGE_HEIGHT - QR_TOP - QR_SIDE, QR_SIDE)
            items.append(PathItem(operators, LEFT, QR_TOP, QR_SIDE))
        pages.append(Page(PAGE_WIDTH, PAGE_HEIGHT, items))
    identity = hashlib.sha256(repr(doc).encode()).digest()
    data = paint(pages, fonts, Envelope(doc["title"], "bench", _ISSUED, identity))
    with SystemFs().open_write(Path(out_path)) as file:
        file.write(data)


def _strips(kind: str, value: Any, setter: Setter, fonts: FontSet) -> list[Strip]:
    blocks: dict[str, Any] = {"title": m.Title, "number": m.NumberLine, "h1": m.Heading, "p": m.Paragraph}
    if kind in blocks:
        return setter.set(blocks[kind](value))
    if kind == "right":
        x = RIGHT - 2 * BODY - natural_width(value, fonts.widths["fang"], BODY)
        return [Strip(PITCH, [Text(x, baseline(BODY, PITCH), "fang", BODY, value)])]
    if kind == "sign":
        return [_signature(label, name) for label, name in value]
    if kind == "table":
        widths = [WIDTH * share / sum(_SHARES) for share in _SHARES]
        grid = GridSetter(fonts, LEFT, WIDTH, CELL_PITCH)
        rows = [[Cell(text, width, size=12.0) for text, width in zip(row, widths, strict=True)] for row in value]
        return [*grid.rows(rows, [CELL_PITCH] * len(rows)), grid.close()]
    return []


def _signature(label: str, name: str) -> Strip:
    y = baseline(BODY, PITCH)
    texts = [Text(LEFT, y, "fang", BODY, label), Text(LEFT + WIDTH * 0.55, y, "kai", BODY, name)]
    box = [Rule(RIGHT - 56, 4, RIGHT, 4), Rule(RIGHT - 56, PITCH - 1, RIGHT, PITCH - 1)]
    sides = [Rule(RIGHT - 56, 4, RIGHT - 56, PITCH - 1), Rule(RIGHT, 4, RIGHT, PITCH - 1)]
    return Strip(PITCH, [*texts, *box, *sides])
