"""Sets official letters (GB/T 9704-2012): red head, number, list of annexes, imprint, page numbers outside.

Only what differs from the other layout kinds stands here; must not know cases or draw into a file.
"""

from __future__ import annotations

from collections.abc import Sequence

from exports.documents import model as m
from exports.documents.setting import Setter
from exports.documents.style import (
    CELL,
    HEIGHT,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_NUMBER_Y,
    PAGE_WIDTH,
    QR_SIDE,
    RIGHT,
    TITLE,
    TOP,
    WIDTH,
    baseline,
)
from exports.documents.typeset.flow import Column, Strip
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.items import Rule, Text
from exports.documents.typeset.lines import break_lines, natural_width

CODE_X = LEFT + (WIDTH - QR_SIDE) / 2  # in the middle of the foot: the outer corners hold the page numbers
_MARK_TOP, _MARK_LARGEST = 35 * MM, 42.0  # 7.2.4: 35 mm below the top of the type area; 初号 at most
_NAME_TOP, _NAME_LARGEST = 30 * MM, 33.0  # 10.1: 30 mm below the paper's upper edge; smaller than 发文机关标志
_DOUBLE_LEFT, _DOUBLE_RIGHT = (PAGE_WIDTH - 170 * MM) / 2, (PAGE_WIDTH + 170 * MM) / 2
_DOUBLE_THICK, _DOUBLE_THIN, _DOUBLE_GAP = 1.8, 0.6, 2.4
_FOOT_LINE = PAGE_HEIGHT - 20 * MM
FIRST_LESS = 9 * MM  # the code of the first page of a letter stands over the line at its foot
FIRST_CODE_TOP = _FOOT_LINE - 2 * MM - QR_SIDE
_RED_LINE, _THICK, _THIN = 1.5, 0.35 * MM, 0.25 * MM  # 7.4.1: first and last line of the imprint are thicker
_IMPRINT_PITCH = 24.0


class LetterSetter(Setter):
    """Sets the blocks of a letter; all that is not peculiar to letters is set as everywhere."""

    def set(self, block: m.Block) -> list[Strip]:
        """The strips of one block; none for a page break."""
        if isinstance(block, m.RedHead | m.LetterHead):
            return self._red_head(block) if isinstance(block, m.RedHead) else self._letter_head(block)
        if isinstance(block, m.NumberLine):
            return self._glued([*self._centred(block.text, "fang", self._style.size, self._style.pitch), self._blank()])
        if isinstance(block, m.Title):
            return self._glued([*self._title(block.text), Strip(0.75 * self._style.pitch)])
        if isinstance(block, m.Annexes):
            return self._annexes(block.items)
        if isinstance(block, m.Imprint):
            return [self._imprint(block)]
        return super().set(block)

    def _blank(self) -> Strip:
        return Strip(0.75 * self._style.pitch)

    def _title(self, text: str) -> list[Strip]:
        """A long title in lines of like length, so that no word stands alone (7.3.1: 梯形 or 菱形)."""
        widths = self._fonts.widths["title"]
        count = len(break_lines(text, widths, TITLE, WIDTH))
        measure = max(WIDTH * 0.5, natural_width(text, widths, TITLE) / count + 2 * TITLE) if count > 1 else WIDTH
        strips = []
        for line in break_lines(text, widths, TITLE, min(WIDTH, measure)):
            x = LEFT + (WIDTH - natural_width(line.text, widths, TITLE)) / 2
            pitch = 1.25 * self._style.pitch
            strips.append(Strip(pitch, [Text(x, baseline(TITLE, pitch), "title", TITLE, line.text)]))
        return strips

    def _red_head(self, block: m.RedHead) -> list[Strip]:
        """发文机关标志, number and red line of the general format; all on the first page, kept with the title."""
        widths, pitch = self._fonts.widths["title"], self._style.pitch
        size = min(_MARK_LARGEST, WIDTH / max(1e-6, natural_width(block.organ, widths, 1.0)))
        mark_x = LEFT + (WIDTH - natural_width(block.organ, widths, size)) / 2
        mark = Strip(
            _MARK_TOP + 1.1 * size, [Text(mark_x, _MARK_TOP + 0.88 * size, "title", size, block.organ, red=True)]
        )
        number = self._centred(block.number, "fang", self._style.size, pitch)
        line_y = 4 * MM - (pitch - self._style.size) / 2
        line = Strip(line_y + 2, [Rule(LEFT, line_y, RIGHT, line_y, _RED_LINE, red=True)])
        return self._glued([mark, Strip(2 * pitch), *number, line, Strip(1.5 * pitch)])

    def _letter_head(self, block: m.LetterHead) -> list[Strip]:
        """信函格式: name of the organ and double line above the type area, the number at the right under them."""
        widths, size = self._fonts.widths["title"], self._style.size
        name = min(_NAME_LARGEST, WIDTH / max(1e-6, natural_width(block.organ, widths, 1.0)))
        x = LEFT + (WIDTH - natural_width(block.organ, widths, name)) / 2
        top = _NAME_TOP - TOP
        line_y = top + name + 4 * MM
        number_y = line_y + _DOUBLE_GAP + 0.875 * size + 0.88 * size
        number_x = RIGHT - natural_width(block.number, self._fonts.widths["fang"], size)
        items: list[Text | Rule] = [Text(x, top + 0.88 * name, "title", name, block.organ, red=True)]
        items += _double_line(line_y, thick_above=True)
        items.append(Text(number_x, number_y, "fang", size, block.number))
        return self._glued([Strip(number_y + 0.3 * size, list(items)), Strip(1.5 * self._style.pitch)])

    def _annexes(self, names: Sequence[str]) -> list[Strip]:
        """附件说明: a blank line below the text, wrapped lines under the name, no marks at the end (7.3.4)."""
        style, widths = self._style, self._fonts.widths["fang"]
        y, strips = baseline(style.size, style.pitch), [Strip(style.pitch, spacer=True)]
        left = LEFT + 2 * style.size
        for number, name in enumerate(names, 1):
            label = "附件：" if number == 1 else "　　　"
            mark = f"{label}{number}." if len(names) > 1 else label
            name_x = left + natural_width(f"附件：{number}." if len(names) > 1 else "附件：", widths, style.size)
            lines = self._lines(name, "fang", style.size, style.pitch, left=name_x)
            lines[0].items.insert(0, Text(left, y, "fang", style.size, mark))
            strips += lines
        strips[0].needs_before = 2
        return self._glued(strips)

    def _imprint(self, block: m.Imprint) -> Strip:
        """版记: copies to whom, who printed it and when, between lines; `settle` moves it to the foot of the page."""
        widths, inner = self._fonts.widths["fang"], LEFT + CELL
        items: list[Text | Rule] = [Rule(LEFT, _THICK, RIGHT, _THICK, _THICK)]
        top, label = 4.0, "抄送："
        if block.copies_to:
            x = inner + natural_width(label, widths, CELL)
            items.append(Text(inner, top + baseline(CELL, _IMPRINT_PITCH), "fang", CELL, label))
            for line in break_lines(block.copies_to, widths, CELL, RIGHT - CELL - x):
                y = top + baseline(CELL, _IMPRINT_PITCH)
                items.append(Text(x + line.x, y, "fang", CELL, line.text, line.spread))
                top += _IMPRINT_PITCH
            items.append(Rule(LEFT, top + 2, RIGHT, top + 2, _THIN))
            top += 4.0
        y, printed = top + baseline(CELL, _IMPRINT_PITCH), f"{block.date}印发"
        date_x = RIGHT - CELL - natural_width(printed, widths, CELL)
        organ = break_lines(block.organ, widths, CELL, date_x - inner - CELL)
        for line in organ:
            items.append(Text(inner, y, "fang", CELL, line.text))
            y, top = y + _IMPRINT_PITCH, top + _IMPRINT_PITCH
        items.append(Text(date_x, y - _IMPRINT_PITCH, "fang", CELL, printed))
        items.append(Rule(LEFT, top + 3, RIGHT, top + 3, _THICK))
        return Strip(top + 4, list(items), needs_before=1)


def _double_line(y: float, *, thick_above: bool) -> list[Rule]:
    """Two red lines of 170 mm, a thick and a thin one."""
    upper, lower = (_DOUBLE_THICK, _DOUBLE_THIN) if thick_above else (_DOUBLE_THIN, _DOUBLE_THICK)
    return [
        Rule(_DOUBLE_LEFT, y, _DOUBLE_RIGHT, y, upper, red=True),
        Rule(_DOUBLE_LEFT, y + _DOUBLE_GAP, _DOUBLE_RIGHT, y + _DOUBLE_GAP, lower, red=True),
    ]


def foot_line() -> list[Rule]:
    """The double line at the foot of the first page of a letter."""
    return _double_line(_FOOT_LINE, thick_above=False)


def settle(columns: list[Column], has_imprint: bool) -> list[Column]:
    """The pages with the imprint moved down to the last line of the last page (7.4)."""
    if has_imprint:
        _, strip = columns[-1][-1]
        columns[-1][-1] = (HEIGHT - strip.height, strip)
    return columns


def page_number(number: int, fonts: FontSet) -> Text:
    """`— 1 —` in 4号 below the type area, odd pages right, even pages left, one character in (7.5)."""
    text = f"— {number} —"
    width = natural_width(text, fonts.widths["song"], CELL)
    return Text(RIGHT - CELL - width if number % 2 else LEFT + CELL, PAGE_NUMBER_Y, "song", CELL, text)
