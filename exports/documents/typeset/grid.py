"""Tables whose cells grow with their text and break over pages; must not know what the cells mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exports.documents.typeset.flow import Strip
from exports.documents.typeset.fontset import FontSet, Role
from exports.documents.typeset.items import Item, Rule, Text
from exports.documents.typeset.lines import Line, break_lines, natural_width

PAD = 4.5  # points between text and cell edge
WEIGHT = 0.5
TALL = 12  # lines; a higher row may break over pages


@dataclass(slots=True)
class Cell:
    """One cell.

    Attributes:
        text: paragraphs parted by line ends.
        width: in points.
        role, size: face and type size.
        align: of single lines; text of more lines is justified when `left`.
        foot: lines at the lower right, under the text.
        top: text begins at the top instead of being centred vertically.
        indent: first lines begin two characters in.
        spans: how many rows the cell goes down (it is drawn in the first, its text must fit).
        covered: the cell is covered by one that spans from above: only its width counts.
    """

    text: str
    width: float
    role: Role = "fang"
    size: float = 14.0
    align: Literal["left", "center"] = "left"
    foot: tuple[str, ...] = ()
    top: bool = False
    indent: bool = False
    spans: int = 1
    covered: bool = False


class GridSetter:
    """Makes strips of rows that share one left edge and total width."""

    def __init__(self, fonts: FontSet, left: float, width: float, pitch: float) -> None:
        self._fonts = fonts
        self._left = left
        self._right = left + width
        self._pitch = pitch

    def rows(
        self, rows: Sequence[Sequence[Cell]], least: Sequence[float], *, head: Sequence[Strip] = ()
    ) -> list[Strip]:
        """Strips of the rows; `least` heights in points. A row of more than 12 lines may break."""
        strips: list[Strip] = []
        heights = self._heights(rows, least)
        for number, row in enumerate(rows):
            height = heights[number]
            if height > TALL * self._pitch:
                made = self._tall(row, height)
            else:
                items = self._edges(row, height)
                for x, cell in self._positions(row):
                    if not cell.covered:
                        items += self._set(cell, x, sum(heights[number : number + cell.spans]))
                made = [Strip(height, items)]
            made[-1].glued = number + 1 < len(rows) and any(cell.covered for cell in rows[number + 1])
            strips += made
        for strip in strips:
            strip.frame, strip.head = (self._left, self._right), head
        return strips

    def _heights(self, rows: Sequence[Sequence[Cell]], least: Sequence[float]) -> list[float]:
        """Row heights; a spanning cell that needs more makes its last row higher."""
        heights = [
            max(minimum, *(self._needs(cell) for cell in row if cell.spans == 1))
            for row, minimum in zip(rows, least, strict=True)
        ]
        for number, row in enumerate(rows):
            for cell in row:
                if cell.spans > 1:
                    last = number + cell.spans
                    heights[last - 1] += max(0.0, self._needs(cell) - sum(heights[number:last]))
        return heights

    def close(self) -> Strip:
        """The line under the last row."""
        return Strip(0.0, [Rule(self._left, 0, self._right, 0, WEIGHT)])

    def _positions(self, row: Sequence[Cell]) -> list[tuple[float, Cell]]:
        x, found = self._left, []
        for cell in row:
            found.append((x, cell))
            x += cell.width
        return found

    def _lines(self, cell: Cell) -> list[Line]:
        widths, measure = self._fonts.widths[cell.role], cell.width - 2 * PAD
        indent = 2 * cell.size if cell.indent else 0.0
        lines: list[Line] = []
        for paragraph in cell.text.split("\n"):
            lines += break_lines(paragraph, widths, cell.size, measure, indent=indent)
        return lines

    def _needs(self, cell: Cell) -> float:
        if cell.covered:
            return 0.0
        return (len(self._lines(cell)) + len(cell.foot)) * self._pitch + PAD

    def _edges(self, row: Sequence[Cell], height: float, *, top: bool = True) -> list[Item]:
        items: list[Item] = []
        for x, cell in self._positions(row):
            if top and not cell.covered:
                items.append(Rule(x, 0, x + cell.width, 0, WEIGHT))
            items.append(Rule(x, 0, x, height, WEIGHT))
        items.append(Rule(self._right, 0, self._right, height, WEIGHT))
        return items

    def _set(self, cell: Cell, x: float, height: float) -> list[Item]:
        lines = self._lines(cell)
        free = height - (len(lines) + len(cell.foot)) * self._pitch
        y = PAD / 2 if cell.top or cell.foot else free / 2
        items: list[Item] = [self._text(cell, x, y + i * self._pitch, line) for i, line in enumerate(lines)]
        return items + self._foot(cell, x, height)

    def _foot(self, cell: Cell, x: float, height: float) -> list[Item]:
        widths = self._fonts.widths[cell.role]
        lengths = [natural_width(text, widths, cell.size) for text in cell.foot]
        middle = x + cell.width - PAD - 2 * cell.size - max(lengths, default=0.0) / 2
        first = height - PAD - len(cell.foot) * self._pitch
        return [
            Text(
                max(x + PAD, middle - length / 2),
                first + self._baseline(cell.size) + i * self._pitch,
                cell.role,
                cell.size,
                text,
            )
            for i, (text, length) in enumerate(zip(cell.foot, lengths, strict=True))
        ]

    def _baseline(self, size: float) -> float:
        return (self._pitch - size) / 2 + 0.88 * size

    def _text(self, cell: Cell, x: float, y: float, line: Line) -> Text:
        left = x + PAD + line.x
        if cell.align == "center":
            length = natural_width(line.text, self._fonts.widths[cell.role], cell.size)
            left = x + (cell.width - length) / 2
        spread = 0.0 if cell.align == "center" else line.spread
        return Text(left, y + self._baseline(cell.size), cell.role, cell.size, line.text, spread)

    def _tall(self, row: Sequence[Cell], height: float) -> list[Strip]:
        """A row that may break between its lines: one strip for each line, label repeated nowhere."""
        columns = [self._lines(cell) for cell in row]
        count = max(map(len, columns))
        strips = []
        for i in range(count):
            strip = Strip(self._pitch, self._edges(row, self._pitch, top=i == 0), glued=i == 0 or i == count - 2)
            for (x, cell), lines in zip(self._positions(row), columns, strict=True):
                if i < len(lines):
                    strip.items.append(self._text(cell, x, 0.0, lines[i]))
            strips.append(strip)
        rest = max(PAD, height - count * self._pitch)
        last = Strip(rest, self._edges(row, rest, top=False))
        for x, cell in self._positions(row):
            last.items += self._foot(cell, x, rest)
        strips[-1].glued = True
        return [*strips, last]
