"""Our own small drawings as icons, coloured when asked for; words always stand beside them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final, Literal

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.style.look import look

Tone = Literal["accent", "light", "nav", "ink", "soft"]
_SIDE: Final = 64  # drawn once this large, Qt scales it down


def icon(name: str, tone: Tone = "accent") -> QIcon:
    """The drawing `icons/<name>.svg` in a colour of the present look."""
    made = QIcon(_drawn(name, _colour(tone)))
    made.addPixmap(_drawn(name, look().colours.off), QIcon.Mode.Disabled)
    return made


def _colour(tone: Tone) -> str:
    colours = look().colours
    return {
        "accent": colours.blue,
        "light": "#FFFFFF",
        "nav": colours.nav_ink,
        "ink": colours.ink,
        "soft": colours.soft,
    }[tone]


@cache
def _drawn(name: str, colour: str) -> QPixmap:
    svg = resources.files(__package__).joinpath("icons", f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(svg.replace("#000000", colour).encode()))
    pixmap = QPixmap(_SIDE, _SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
