"""Measures of the page and of each layout kind, in points (GB/T 9704-2012, 5.2); must not draw."""

from __future__ import annotations

from typing import NamedTuple

from exports.documents.model import Layout

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, 37 * MM
WIDTH, HEIGHT = 156 * MM, 225 * MM
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
LINES, CHARACTERS = 22, 28
PITCH = HEIGHT / LINES
BODY = 16.0  # 3号
TRACKING = (WIDTH - CHARACTERS * BODY) / (CHARACTERS - 1)  # 28 characters of 3号 are 2 mm too wide: -0.21 pt each
TITLE = 22.0  # 2号
CELL, CELL_PITCH = 14.0, 22.0  # 4号
NOTICE_PITCH = 26.0  # a notice should be one page; 26 to 29 pt are in use
FORM_PITCH = 25.0  # of text and places to sign on a form, outside its grid
SMALL, SMALL_PITCH = 10.5, 16.0  # 5号
QR_SIDE = 20 * MM
QR_TOP = PAGE_HEIGHT - 29 * MM  # 6 mm below the type area, 9 mm above the paper edge
PAGE_NUMBER_Y = BOTTOM + 7 * MM + 12
SEAL_LINES = 4  # a seal of 42 mm needs 4.1 lines


class Sheet(NamedTuple):
    """A sheet of paper and its type area. Blocks are set from `LEFT`; `shift` moves them where the area begins.

    `code_top`, `number_y`: where the QR code and the page number stand.
    """

    page_width: float
    page_height: float
    shift: float
    top: float
    width: float
    height: float
    code_top: float
    number_y: float


UPRIGHT = Sheet(PAGE_WIDTH, PAGE_HEIGHT, 0.0, TOP, WIDTH, HEIGHT, QR_TOP, PAGE_NUMBER_Y)
# A register lies across: its head at the binding side, which is the upper edge (28 mm), so that it opens like a book.
ACROSS = Sheet(
    PAGE_HEIGHT, PAGE_WIDTH, 8 * MM, 28 * MM, HEIGHT, 148 * MM, PAGE_WIDTH - 29 * MM, PAGE_WIDTH - 34 * MM + 7 * MM + 12
)


class Style(NamedTuple):
    """One layout kind: size, pitch and tracking of text, pitch of a line to sign on, space after a grid; pitch and size
    in cells; the sheet it is printed on."""

    size: float
    pitch: float
    tracking: float
    sign_pitch: float
    after_grid: float
    cell_pitch: float = CELL_PITCH
    cell: float = CELL
    sheet: Sheet = UPRIGHT

    @property
    def width(self) -> float:
        return self.sheet.width

    @property
    def right(self) -> float:
        return LEFT + self.sheet.width


STYLES: dict[Layout, Style] = {
    "agreement": Style(BODY, PITCH, TRACKING, 1.5 * PITCH, 0.4 * PITCH),
    "record": Style(BODY, PITCH, TRACKING, 1.5 * PITCH, 0.4 * PITCH),
    "letter": Style(BODY, PITCH, TRACKING, 1.5 * PITCH, 0.4 * PITCH),
    "report": Style(BODY, PITCH, TRACKING, 1.5 * PITCH, 0.4 * PITCH),
    "notice": Style(BODY, NOTICE_PITCH, TRACKING, 1.5 * NOTICE_PITCH, 0.4 * PITCH),
    "form": Style(CELL, FORM_PITCH, 0.0, 1.5 * FORM_PITCH, 0.0),
    "roster": Style(CELL, FORM_PITCH, 0.0, 1.2 * FORM_PITCH, 0.4 * FORM_PITCH, SMALL_PITCH, SMALL, ACROSS),
    "cover": Style(BODY, PITCH, 0.0, 1.5 * PITCH, 0.0, PITCH),
}


def baseline(size: float, pitch: float) -> float:
    """Distance from the top of a line to its baseline, the characters standing in the middle of the pitch."""
    return (pitch - size) / 2 + 0.88 * size


def tightened(style: Style) -> Style:
    """The same kind with lines a tenth closer (24 to a page): spacing is adjusted before a page with little on it,
    since 此页无正文 is not used."""
    return style._replace(
        pitch=0.915 * style.pitch, sign_pitch=0.92 * style.sign_pitch, cell_pitch=0.9 * style.cell_pitch
    )
