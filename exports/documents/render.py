"""Document model -> PDF/A-2b bytes: composes pages, adds number, QR code and foot; must not read a clock or a case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

import msgspec

from desktop.domain.errors import RuleViolation
from exports.documents import letter
from exports.documents.model import DocumentModel, Imprint, LetterHead, facts_hash, qr_text
from exports.documents.setting import Setter, strips_of
from exports.documents.style import (
    BOTTOM,
    CELL,
    LEFT,
    QR_SIDE,
    SMALL,
    STYLES,
    WIDTH,
    Sheet,
    tightened,
)
from exports.documents.typeset import qr
from exports.documents.typeset.canvas import paint
from exports.documents.typeset.envelope import Envelope
from exports.documents.typeset.flow import Column, paginate
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.items import Item, Page, Path, Rule, Text
from exports.documents.typeset.lines import natural_width

_BLANK = re.compile("(__+)")
FOOT_PITCH = 30.0  # of the lines to sign on at the foot of records
_FILLED = 0.4  # a last page with less on it is avoided by closing up the lines, if that saves it


def render_pdf(model: DocumentModel, fonts: FontSet, *, issued_at: datetime, mark: str = "", code: str = "") -> bytes:
    """The paper as PDF/A-2b. The same model and `issued_at` (with zone) give the same bytes within one build.

    `mark`: words beside the code of every page, such as that this is a further print. `code`: what the QR code says
    in place of the paper's own code (forms to fill in by hand).

    Raises:
        RuleViolation: R-501, R-502: a character that cannot be printed, with its surroundings.
    """
    identity = bytes.fromhex(facts_hash(model))
    envelope = Envelope(f"{model.title} {model.number}".strip(), model.organ, issued_at, identity)
    return paint(compose_pages(model, fonts, mark, code), fonts, envelope)


def compose_pages(model: DocumentModel, fonts: FontSet, mark: str = "", own_code: str = "") -> list[Page]:
    """Where everything stands, before it is painted; tests measure this."""
    check_characters(model, fonts)
    free = (len(model.page_foot) + 0.5) * FOOT_PITCH if model.page_foot else 0.0
    sheet = STYLES[model.layout].sheet
    columns = letter.settle(_columns(model, fonts, sheet.height - free), isinstance(model.blocks[-1], Imprint))
    x = letter.CODE_X if model.layout == "letter" else LEFT + sheet.shift
    text = own_code or qr_text(model)

    @cache
    def code(top: float) -> Path:
        return Path(qr.path(text, x, sheet.page_height - top - QR_SIDE, QR_SIDE), x, top, QR_SIDE)

    pages = []
    for number, column in enumerate(columns, 1):
        items = list(_place(column, sheet, fonts))
        heads = number == 1 and _is_letter(model)
        top = letter.FIRST_CODE_TOP if heads else sheet.code_top
        items += letter.foot_line() if heads else []
        if model.page_foot and number < len(columns):
            items += _page_foot(model.page_foot, fonts)
        items += _furniture(model, number, len(columns), fonts)
        if words := mark or (f"第{model.draft}稿" if model.draft else ""):
            items.append(Text(x + QR_SIDE + 8, top + QR_SIDE - 2, "kai", SMALL, words))
        items.append(code(top))
        pages.append(Page(sheet.page_width, sheet.page_height, items))
    return pages


def _is_letter(model: DocumentModel) -> bool:
    """Whether the paper is in the form of letters (信函格式), whose first page is its own."""
    return any(isinstance(block, LetterHead) for block in model.blocks[:1])


def _columns(model: DocumentModel, fonts: FontSet, height: float) -> list[Column]:
    """The pages in the measures of the layout kind, or a little closer where that saves a page with little on it."""
    style = STYLES[model.layout]
    setter = letter.LetterSetter if model.layout == "letter" else Setter
    less = letter.FIRST_LESS if _is_letter(model) else 0.0
    columns = paginate(strips_of(model, setter(fonts, style)), height, style.sheet.height, less)
    top, last = columns[-1][-1]
    if len(columns) > 1 and top + last.height < _FILLED * height + last.height:
        closer = paginate(strips_of(model, setter(fonts, tightened(style))), height, style.sheet.height, less)
        if len(closer) < len(columns):
            return closer
    return columns


def _place(column: Column, sheet: Sheet, fonts: FontSet) -> Iterator[Item]:
    dx = sheet.shift
    for top, strip in column:
        y = sheet.top + top
        for item in strip.items:
            if isinstance(item, Rule):
                yield Rule(item.x + dx, item.y + y, item.x2 + dx, item.y2 + y, item.weight, item.red)
            elif isinstance(item, Text):
                moved = Text(item.x + dx, item.y + y, *item[2:])
                yield from _blanks(moved, fonts) if "__" in item.text else (moved,)
            else:
                yield item._replace(x=item.x + dx, y=item.y + y)


def _blanks(item: Text, fonts: FontSet) -> Iterator[Item]:
    """A run with places to write on (____): its words, and an unbroken line for every place."""
    widths, x = fonts.widths[item.role], item.x
    for piece in _BLANK.split(item.text):
        width = sum(widths[char] * item.size + item.spread for char in piece)
        if piece.startswith("__"):
            yield Rule(x + 1, item.y + 2, x + width - 1, item.y + 2, 0.6)
        elif piece:
            yield item._replace(x=x, text=piece)
        x += width


def _furniture(model: DocumentModel, number: int, total: int, fonts: FontSet) -> Iterator[Item]:
    """Page number (第×页 共×页); the outer edge stays free."""
    if model.layout == "letter":
        if number > 1 or not _is_letter(model):  # the first page of a letter bears no number (10.1)
            yield letter.page_number(number, fonts)
    elif model.layout != "cover":  # covers and lists of a file are not counted with its pages
        text = f"第{number}页　共{total}页"
        width = natural_width(text, fonts.widths["song"], 12.0)
        sheet = STYLES[model.layout].sheet
        yield Text(LEFT + sheet.shift + (sheet.width - width) / 2, sheet.number_y, "song", 12.0, text)


def _page_foot(rows: tuple[tuple[str, ...], ...], fonts: FontSet) -> list[Item]:
    """Places to sign at the foot of a record's page; those of one line share its length evenly."""
    items: list[Item] = []
    y = BOTTOM - 6.0 - (len(rows) - 1) * FOOT_PITCH
    for labels in rows:
        share = WIDTH / len(labels)
        for i, label in enumerate(labels):
            x = LEFT + i * share
            start = x + natural_width(label, fonts.widths["fang"], CELL)
            items.append(Text(x, y, "fang", CELL, label))
            items.append(Rule(start, y + 3, x + share - (8.0 if i + 1 < len(labels) else 0.0), y + 3, 0.6))
        y += FOOT_PITCH
    return items


def check_characters(model: DocumentModel, fonts: FontSet) -> None:
    """Refuses characters that no face has or nobody would see, and says where they stand."""
    widths = fonts.widths["fang"]
    for text in _texts(msgspec.to_builtins(model)):
        for at, char in enumerate(text):
            if char == "\n":
                continue
            try:
                widths[char]
            except RuleViolation as fault:
                near = "".join(c for c in text[max(0, at - 8) : at + 9] if c.isprintable())
                raise RuleViolation(fault.code, f"“{near}”中：{fault.message}", way_out=fault.way_out) from fault


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
