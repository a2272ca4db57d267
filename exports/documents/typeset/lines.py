"""Breaks Chinese text into justified lines; must not know fonts beyond widths, nor pages.

The rules are those of GB/T 15834 and of every printing shop: no closing mark begins a line and no opening mark ends
one, words, numbers, ellipses and dashes stay whole, a mark that would begin a line is pushed in by squeezing the line
or else pulls its character down, and the rest of each line is spread evenly between its characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

NO_START = frozenset(
    "!),.:;?]}°·ˇˉ―‖’”…‰′″℃、。〃々〉》」』】〕〗〞︰︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠—%"
)
NO_END = frozenset("([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥")
SQUEEZABLE = frozenset("，。、；：？！”’）》〉】〕」』（《“‘〈【〔「『")
TWINS = frozenset("—…")
MAX_WORD = 24  # characters; a longer run without spaces (a web address) is cut
MAX_STRETCH = 0.22  # em per gap; a line that would need more stays ragged, it would look torn
MAX_PUSH = 2


class Line(NamedTuple):
    """One line: distance from the left edge in points, its characters, extra space after each one in points."""

    x: float
    text: str
    spread: float


def break_lines(
    text: str, widths: Mapping[str, float], size: float, measure: float, *, indent: float = 0.0, tracking: float = 0.0
) -> list[Line]:
    """Lines of one paragraph.

    `widths`: em per character; `size`, `measure` (line length), `indent` (of the first line), `tracking` (added after
    every character) in points. The last line is not spread. Text without characters gives one empty line.
    """
    advances = [widths[char] * size + tracking for char in text]
    lines: list[Line] = []
    start, x = 0, indent
    while start < len(text):
        room = measure - x + tracking + 0.01
        end = _fill(text, advances, start, room)
        piece = text[start:end].rstrip(" ") or text[start:end]
        used = sum(advances[start : start + len(piece)])
        slack = measure - x - (used - tracking)
        gap = slack / max(1, len(piece) - 1)
        if (end == len(text) and slack >= 0) or gap > MAX_STRETCH * size:
            gap = 0.0
        lines.append(Line(x, piece, tracking + gap))
        while end < len(text) and text[end] == " ":
            end += 1
        start, x = end, 0.0
    return lines or [Line(indent, "", tracking)]


def _fill(text: str, advances: list[float], start: int, room: float) -> int:
    """Index after the last character of the line that begins at `start`."""
    end, width, total = start, 0.0, len(text)
    while end < total and width + advances[end] <= room:
        width += advances[end]
        end += 1
    if end in (total, start):
        return max(end, start + 1)
    pushed = _push_in(text, advances, start, end, room - width)
    if pushed and (pushed == total or _may_break(text, start, pushed)):
        return pushed
    cut = end
    while cut > start + 1 and not _may_break(text, start, cut):
        cut -= 1
    return cut if cut > start + 1 or _may_break(text, start, cut) else end


def _push_in(text: str, advances: list[float], start: int, end: int, spare: float) -> int:
    """End of the line with up to two forbidden marks squeezed in, 0 when there is no room for that."""
    after = end
    while after < len(text) and text[after] in NO_START:
        after += 1
    if not 0 < after - end <= MAX_PUSH:
        return 0
    needed = sum(advances[end:after]) - spare
    soft = sum(advances[i] * 0.25 for i in range(start, after) if text[i] in SQUEEZABLE)
    return after if needed <= soft else 0


def _may_break(text: str, start: int, at: int) -> bool:
    """Whether a line may end before `text[at]`."""
    before, after = text[at - 1], text[at]
    if after in NO_START or before in NO_END:
        return False
    if before in TWINS and after == before:
        return False
    if before.isascii() and after.isascii() and " " not in (before, after):
        word = at - 1
        while word > start and text[word - 1].isascii() and text[word - 1] != " ":
            word -= 1
        return at - word >= MAX_WORD
    return True


def natural_width(text: str, widths: Mapping[str, float], size: float, tracking: float = 0.0) -> float:
    """Length of a text on one line, in points."""
    return sum(widths[char] for char in text) * size + tracking * max(0, len(text) - 1)
