"""Stacks strips of fixed height into pages and decides where pages break; must not know what a strip says.

A strip is the smallest thing that is never cut: a line of text, a row of a table or a line of a tall row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from exports.documents.typeset.items import Item, Rule


@dataclass(slots=True)
class Strip:
    """A horizontal band.

    Attributes:
        height: in points.
        items: what stands in it; x from the left paper edge, y from the strip's top.
        glued: no page break between this strip and the next.
        spacer: white space that is dropped at the top of a page.
        breaks: begins a new page.
        frame: (left, right) edges of the table it belongs to; a table cut by a page end is closed and opened there.
        head: strips repeated above it when it begins a page.
        needs_before: how many strips before it must stay on its page (signatures do not stand alone).
    """

    height: float
    items: list[Item] = field(default_factory=list)
    glued: bool = False
    spacer: bool = False
    breaks: bool = False
    frame: tuple[float, float] | None = None
    head: Sequence[Strip] = ()
    needs_before: int = 0


Column = list[tuple[float, Strip]]  # a page's strips with the y of their top, from the top of the type area


def paginate(strips: Sequence[Strip], height: float, last_height: float = 0.0, first_less: float = 0.0) -> list[Column]:
    """Distributes strips over pages of `height` points. Glued groups stay together unless they exceed a page.

    `last_height`: what the last page holds when it holds more (it bears no foot); 0 for the same.
    `first_less`: by how much the first page holds less (the foot of a letter).
    """
    filler = _Filler(height, first_less)
    groups = _groups(strips)
    for group in groups[:-1]:
        filler.add(group)
    if groups:
        filler.add(groups[-1], max(height, last_height))
    return filler.pages


def _groups(strips: Sequence[Strip]) -> list[list[Strip]]:
    groups: list[list[Strip]] = [[]]
    for strip in strips:
        groups[-1].append(strip)
        if not strip.glued:
            groups.append([])
    return [group for group in groups if group]


class _Filler:
    """Fills page after page."""

    def __init__(self, height: float, first_less: float) -> None:
        self._height = height + 0.01
        self._first_less = first_less
        self.pages: list[Column] = [[]]
        self._y = 0.0

    def add(self, group: list[Strip], height: float = 0.0) -> None:
        """Places a group on this page or, if it does not fit here, on the next; `height` of a page that holds more."""
        self._height = max(self._height, height + 0.01)
        tall = sum(strip.height for strip in group)
        begun = bool(self.pages[-1])
        if begun and (group[0].breaks or (self._y + tall > self._room() and tall <= self._height)):
            self._turn(group[0])
        for strip in group:
            if self.pages[-1] and self._y + strip.height > self._room():
                self._turn(strip)
            self._place(strip)

    def _room(self) -> float:
        return self._height - (self._first_less if len(self.pages) == 1 else 0.0)

    def _place(self, strip: Strip) -> None:
        if strip.spacer and not self.pages[-1]:
            return
        self.pages[-1].append((self._y, strip))
        self._y += strip.height

    def _turn(self, coming: Strip) -> None:
        """Closes the page; a table that goes on is closed with a line and opened with its head."""
        page = self.pages[-1]
        last = page[-1][1]
        self.pages.append([])
        if last.frame is not None:
            left, right = last.frame
            page.append((self._y, Strip(0.0, [Rule(left, 0, right, 0)])))
        self._y = 0.0
        if coming.frame is None or last.frame is None:
            return
        for strip in coming.head:
            self._place(strip)
        left, right = coming.frame
        self.pages[-1].append((self._y, Strip(0.0, [Rule(left, 0, right, 0)])))
