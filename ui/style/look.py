"""Gives the whole application one look, generated from one text size; the only module that sets style or fonts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from string import Template
from typing import Final

from msgspec import Struct, structs
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.style.palette import CALM, HIGH_CONTRAST, Colours

TEXT_SIZES: Final = (12, 14, 16, 20)
# Families are named one by one: the system would else choose Japanese shapes for Chinese characters.
FAMILIES: Final = [
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "FQRareOne",  # the papers' own fonts for rare characters, there once `take_fonts` was called
    "FQRareTwo",
    "sans-serif",
]


class Look(Struct, frozen=True):
    """Text size in points and whether contrast is raised."""

    size: int = 12
    high_contrast: bool = False

    @property
    def colours(self) -> Colours:
        return HIGH_CONTRAST if self.high_contrast else CALM

    @property
    def pixels(self) -> float:
        """Height of the base text in pixels at 96 dpi."""
        return self.size * 96 / 72

    @property
    def target(self) -> int:
        """Least height of what is clicked, in pixels: never under 40."""
        return max(40, round(self.pixels * 1.5) + 16)

    def scaled(self, pixels: float) -> int:
        """A length that was chosen at 12 pt, for this text size."""
        return round(pixels * self.size / 12)


_worn = Look()


def look() -> Look:
    """The look the application wears now."""
    return _worn


def wear(app: QApplication, wanted: Look) -> None:
    """Put on a look; every window follows at once."""
    global _worn  # noqa: PLW0603, one application has one look
    _worn = wanted
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(wanted.size)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if app.property("dressed") is None:
        app.setStyle("Fusion")
        app.setProperty("dressed", True)
    app.setStyleSheet("")  # a sheet put over another one is matched widget by widget: ten times slower
    app.setFont(font)
    app.setPalette(_palette(wanted.colours))
    app.setStyleSheet(sheet(wanted))


def take_fonts(paths: Iterable[Path]) -> None:
    """Let the window draw characters that no system font has; names are written with them."""
    for path in paths:
        QFontDatabase.addApplicationFont(str(path))


def sheet(wanted: Look) -> str:
    """The style sheet of a look."""
    sizes = {
        "small": max(11, wanted.size - 1),
        "heading": round(wanted.size * 1.15),
        "title": round(wanted.size * 1.25),
        "figure": round(wanted.size * 1.9),
        "inner": wanted.target - 10,
        "nav_pad": max(10, (wanted.target + 6 - round(wanted.pixels * 1.5)) // 2),
        "tab_pad": max(6, (wanted.target - round(wanted.pixels * 1.5)) // 2 - 1),
        "target": wanted.target,
        "icon": round(wanted.pixels * 1.2),
        "tick": round(wanted.pixels * 1.25),
    }
    values = {**structs.asdict(wanted.colours), **{k: str(v) for k, v in sizes.items()}, "arrow": _arrow()}
    return Template(_template()).substitute(values)


@cache
def _template() -> str:
    return resources.files(__package__).joinpath("calm.qss").read_text("utf-8")


@cache
def _arrow() -> str:
    return str(resources.files(__package__).joinpath("icons", "chevron-down.svg")).replace("\\", "/")


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, colours.ground),
        (role.Base, colours.field),
        (role.AlternateBase, colours.stripe),
        (role.Text, colours.ink),
        (role.WindowText, colours.ink),
        (role.Button, colours.card),
        (role.ButtonText, colours.ink),
        (role.Highlight, colours.blue),
        (role.HighlightedText, "#FFFFFF"),
        (role.PlaceholderText, colours.off),
        (role.Link, colours.blue),
    ):
        palette.setColor(which, QColor(colour))
    return palette
