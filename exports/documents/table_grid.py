"""Tables of lists and the label cells of forms; must not decide what is listed."""

from __future__ import annotations

from exports.documents import model as m
from exports.documents.style import CELL, LEFT, Style
from exports.documents.typeset.flow import Strip
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.grid import PAD, Cell, GridSetter

LABEL_CELL = 108.0  # seven characters: 人民调解委员会
_NEXT_LABEL = {2: 80.0, 3: 54.0}  # width of the further labels of a row, by the number of its pairs
_SHORT = 6  # characters; a column of such cells is centred


def label_cell(text: str, width: float = LABEL_CELL) -> Cell:
    """A label cell breaks before a bracket: 当事人 / （签名）."""
    fits = len(text) * CELL <= width - 2 * PAD
    return Cell(text if fits else text.replace("（", "\n（"), width, align="center")


def row_cells(row: m.Row, text: str, width: float) -> list[Cell]:
    """The cells of a row of a form, `width` points in all; `text` is what stands in it, boxes included."""
    tall = row.lines > 2
    if not row.label:
        return [Cell(text, width, foot=row.foot, top=tall, indent=True)]
    return [label_cell(row.label), Cell(text, width - LABEL_CELL, foot=row.foot, top=tall, indent=tall)]


def pair_cells(row: m.PairRow, width: float) -> list[Cell]:
    """The cells of a row of pairs, `width` points in all; its first label stands under the labels of the other rows."""
    count = len(row.items)
    further = _NEXT_LABEL.get(count, 40.0)
    body = (width - LABEL_CELL - (count - 1) * further) / count
    cells: list[Cell] = []
    for number, pair in enumerate(row.items):
        cells += [label_cell(pair.label, further if number else LABEL_CELL), Cell(pair.text, body)]
    return cells


def table_cells(block: m.Table, style: Style) -> list[list[Cell]]:
    """The rows of a list, its head first; columns of short texts are centred."""
    total = sum(column.share for column in block.columns)
    widths = [style.width * column.share / total for column in block.columns]
    heads = [Cell(c.title, w, "hei", style.cell, "center") for c, w in zip(block.columns, widths, strict=True)]
    centred = [all(len(row[i]) <= _SHORT or _is_sum(row[i]) for row in block.rows) for i in range(len(widths))]
    rows = [
        [
            Cell(text, w, size=style.cell, align="center" if c else "left")
            for text, w, c in zip(row, widths, centred, strict=True)
        ]
        for row in block.rows
    ]
    return [heads, *rows]


def table_strips(block: m.Table, fonts: FontSet, style: Style) -> list[Strip]:
    """The table, closed below, its head repeated on every page."""
    setter = GridSetter(fonts, LEFT, style.width, style.cell_pitch)
    least = style.cell_pitch + 8.0
    heads, *rows = table_cells(block, style)
    head = setter.rows([heads], [least])
    head[-1].glued = True
    body = setter.rows(rows, [least] * len(rows), head=head) if rows else []
    [*head, *body][-1].glued = True  # the line that closes the table does not go to the next page alone
    return [*head, *body, setter.close()]


def _is_sum(text: str) -> bool:
    """Digits with their marks: 10,111.00."""
    return text.replace(",", "").replace(".", "").isdigit()
