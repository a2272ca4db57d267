"""What stands against a paper: what its method waits for, and each missing fact with the way to fill it in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.style.blocks import clear, column, label, link, row

# Where a missing fact is filled in, by the beginning of its name; what steps ask is asked in the step itself.
_WHERE: Final = (
    ("committee", "settings"),
    ("parties", "parties"),
    ("item.", "parties"),
    ("reg.", "facts"),
    ("agreement", "agreement"),
    ("duties", "agreement"),
    ("performance", "agreement"),
    ("open_parts", "agreement"),
    ("not open_parts", "agreement"),
    ("session", "session"),
    ("visit", "visits"),
    ("state.attachments", "attachments"),
)


def place_of(path: str) -> str:
    """The tab of the case page (or "settings") where the fact behind an expression is filled in."""
    plain = path.lstrip("( ")
    return next((place for begins, place in _WHERE if plain.startswith(begins)), "steps")


class Gaps(QWidget):
    """Hidden while nothing stands against the paper. Signals: fill_wanted (tab of the case page, or "settings")."""

    fill_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(gap=2)
        self.setLayout(self._lines)
        self.hide()

    def show_gaps(self, blocked: Sequence[str], missing: Sequence[tuple[str, str]]) -> None:
        """`blocked`: reasons of the method; `missing`: (path, name) of facts."""
        clear(self._lines)
        for words in blocked:
            self._lines.addWidget(label(f"■ {words}", tone="red", wrap=True))
        for path, name in missing:
            go = link(tr("去填"), partial(self.fill_wanted.emit, place_of(path)))
            go.setAccessibleName(tr("去填：{}").format(name))
            line = row(label(tr("□ {}").format(name), wrap=True), go, gap=8)
            line.setStretch(0, 1)
            self._lines.addLayout(line)
        self.setVisible(bool(blocked or missing))
