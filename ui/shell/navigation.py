"""The dark column of places on the left. Must not build screens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from ui.i18n import tr
from ui.shell.places import Place
from ui.style.blocks import label
from ui.style.icons import icon
from ui.style.look import look


class Navigation(QFrame):
    """Signals: chosen (key of a place)."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], *, county: bool = False) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 10)
        layout.setSpacing(2)
        for place in places:
            made = self._button(place, tr((county and place.at_county) or place.title))
            group.addButton(made)
            layout.addWidget(made)
        layout.addStretch(1)
        self.foot = label("")
        self.foot.setWordWrap(True)
        layout.addWidget(self.foot)
        self.fit()

    def show_place(self, key: str) -> None:
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def fit(self) -> None:
        """Follow the text size."""
        side = round(look().pixels * 1.35)
        for made in self.buttons.values():
            made.setIconSize(QSize(side, side))
        self.setFixedWidth(round(look().pixels * 7.2) + 62)

    def _button(self, place: Place, words: str) -> QToolButton:
        made = QToolButton()
        made.setText("  " + words)
        made.setIcon(icon(place.drawing, "nav"))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setToolTip(tr("{}（{}）").format(words, place.shortcut))
        made.setAccessibleName(words)
        made.clicked.connect(lambda _on=False: self.chosen.emit(place.key))
        self.buttons[place.key] = made
        return made
