"""The few building blocks every screen is put together from; must not know any record or rule."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Literal, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.style.icons import icon

Tint = Literal["red", "amber", "green", "grey", "blue"]
Tone = Literal["", "red", "amber", "green", "grey", "blue", "soft"]
Rank = Literal["", "title", "heading", "strong", "figure", "small", "words"]
Item = QWidget | QLayout | int | None
L = TypeVar("L", QHBoxLayout, QVBoxLayout)


def label(text: str = "", *, rank: Rank = "", tone: Tone = "", wrap: bool = False) -> QLabel:
    """Words on the screen. `wrap`: may take several lines."""
    made = QLabel(text)
    if rank:
        made.setProperty("rank", rank)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def tip(what: QWidget | QAction, words: str) -> None:
    """What the pointer tells, word for word: a tooltip takes by itself for mark-up what looks like it."""
    plain = "<" not in words and "&" not in words
    what.setToolTip(words if plain else "<p>" + escape(words).replace("\n", "<br>") + "</p>")


def hide_unless(wanted: bool, what: QWidget) -> None:
    """Leave out a widget that has no place yet; shown there it would be a window and take the keyboard."""
    if not wanted:
        what.hide()


def set_tone(what: QLabel, tone: Tone) -> None:
    """Change the colour of words that are already on the screen."""
    if what.property("tone") != tone:
        what.setProperty("tone", tone)
        restyle(what)


def restyle(what: QWidget) -> None:
    """Let the style sheet look again at a widget whose properties have changed."""
    what.style().unpolish(what)
    what.style().polish(what)


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    primary: bool = False,
    drawing: str = "",
    narrow: bool = False,
) -> QPushButton:
    """A button with words; `primary`: the one filled button of the screen."""
    made = QPushButton((" " if drawing else "") + text)
    made.setAccessibleName(text)
    if primary:
        made.setProperty("primary", True)
    if narrow:
        made.setProperty("narrow", True)
    if drawing:
        made.setIcon(icon(drawing, "light" if primary else "accent"))
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


class RowButton(QPushButton):
    """A whole line that can be pressed; words that do not fit are cut with dots."""

    def __init__(self, text: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.words = text
        self.setProperty("row", True)
        self.setAccessibleName(text)
        tip(self, text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: clicked())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width() - 30))


def link(text: str, clicked: Callable[[], object]) -> QPushButton:
    """A button that looks like a line of text."""
    made = button(text, clicked)
    made.setProperty("link", True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def toggle(text: str, *, on: bool = False) -> QPushButton:
    """A button that stays down."""
    made = button(text)
    made.setCheckable(True)
    made.setChecked(on)
    return made


def rename(what: QPushButton, text: str) -> None:
    """New words on a button, for eyes and for screen readers."""
    what.setText((" " if not what.icon().isNull() else "") + text)
    what.setAccessibleName(text)


def row(*items: Item, gap: int = 10, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Side by side; a number is a stretch, None a stretch of 1."""
    return _filled(QHBoxLayout(), items, gap, margins)


def column(*items: Item, gap: int = 10, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """One under the other; a number is a stretch, None a stretch of 1."""
    return _filled(QVBoxLayout(), items, gap, margins)


def _filled(layout: L, items: tuple[Item, ...], gap: int, margins: tuple[int, int, int, int]) -> L:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def card(inside: QLayout | None = None, *, tint: Tint | None = None) -> QFrame:
    """A white sheet with a thin border, or a tinted one."""
    made = QFrame()
    if tint:
        made.setProperty("tint", tint)
    else:
        made.setProperty("card", True)
    if inside is not None:
        inside.setContentsMargins(14, 10, 14, 10)
        made.setLayout(inside)
    return made


def scrolled(inside: QWidget, *, sideways: bool = False) -> QScrollArea:
    """Lets what is larger than the window be reached; `sideways` too only for tables that cannot be narrower."""
    inside.setObjectName("scrollBody")
    area = QScrollArea()
    area.setWidgetResizable(True)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and throw it away."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()  # and stays a child until it goes: without a parent it would be a window for a moment
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()
