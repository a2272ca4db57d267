"""What can stand on a page, in points from the top left corner; plain values that tests can measure."""

from __future__ import annotations

from typing import NamedTuple

from exports.documents.typeset.fontset import Role


class Text(NamedTuple):
    """One run on one baseline. `y` is the baseline; `spread` extra space after each character; `red`: of a red head."""

    x: float
    y: float
    role: Role
    size: float
    text: str
    spread: float = 0.0
    red: bool = False


class Rule(NamedTuple):
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    weight: float = 0.5
    red: bool = False


class Path(NamedTuple):
    """Ready path operators in PDF coordinates (QR codes), with the box they fill: x, y of its top left, side."""

    operators: str
    x: float
    y: float
    side: float


class Picture(NamedTuple):
    """A photograph or scan in the box x, y (top left), width, height. `jpeg`: baseline, RGB or grey, of `pixels`."""

    x: float
    y: float
    width: float
    height: float
    jpeg: bytes
    pixels: tuple[int, int]
    grey: bool = False


Item = Text | Rule | Path | Picture


class Page(NamedTuple):
    """A page and what stands on it, in reading order."""

    width: float
    height: float
    items: list[Item]
