"""Grids of a paper as Word tables: the same cells that the printed grid has; must not know what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL as Upright
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import _Cell

from exports.documents.typeset.grid import Cell
from exports.documents.word.runs import write


def add_grid(document: Document, rows: Sequence[Sequence[Cell]], least: float, *, heads: int = 0) -> None:
    """A table whose rows may be divided differently; the first `heads` rows are repeated on every page."""
    edges = sorted({round(x) for row in rows for x in accumulate((cell.width for cell in row), initial=0.0)})
    table = document.add_table(rows=len(rows), cols=len(edges) - 1)
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    for column, (left, right) in zip(table.columns, pairwise(edges), strict=True):
        column.width = Pt(right - left)
        for made in column.cells:
            made.width = Pt(right - left)
    _narrow_margins(table)
    places: dict[int, tuple[_Cell, int]] = {}
    for number, row in enumerate(rows):
        line, x = table.rows[number], 0.0
        line.height = Pt(least)
        _whole(line, head=number < heads)
        for cell in row:
            first, last = edges.index(round(x)), edges.index(round(x + cell.width)) - 1
            merged = line.cells[first].merge(line.cells[last])
            if cell.covered and first in places:
                merged = places[first][0].merge(merged)
            else:
                places[first] = (merged, last)
                _fill(merged, cell)
            x += cell.width


def _narrow_margins(table: Any) -> None:
    """Room between text and cell edge: a label of five characters must fit as it does in the print."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "60")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)


def _whole(line: Any, *, head: bool) -> None:
    """A row is not cut by a page end; heads are repeated."""
    properties = line._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader") if head else ("w:cantSplit",):
        properties.append(OxmlElement(name))


def _fill(made: _Cell, cell: Cell) -> None:
    made.vertical_alignment = Upright.TOP if cell.top else Upright.CENTER
    lines = [*cell.text.split("\n"), *cell.foot]
    for number, text in enumerate(lines):
        paragraph = made.paragraphs[0] if number == 0 else made.add_paragraph()
        foot = number >= len(lines) - len(cell.foot)
        if foot:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif cell.align == "center":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif cell.indent and text:
            paragraph.paragraph_format.first_line_indent = Pt(2 * cell.size)
        write(paragraph, text.strip("　") if cell.indent else text, cell.role, cell.size)


def border(paragraph: Any, side: str, size: int, colour: str = "000000") -> None:
    """A line over ("top") or under ("bottom") a paragraph, `size` in eighths of a point."""
    edges = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(size)), ("space", "4"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    edges.append(line)
    paragraph._p.get_or_add_pPr().append(edges)
