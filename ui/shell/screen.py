"""What every place of the window is: it reloads when it is seen and something was written. Must not ask a database."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.ops import Core
from ui.shell.ways import Ways


class Screen(QWidget):
    """One place. Attributes: core, ways."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__()
        self.setObjectName("page")
        self.core = core
        self.ways = ways
        self._stale = True
        core.changed.connect(self._on_changed)

    def today(self) -> date:
        return self.core.clock.now().date()

    def reload(self) -> None:
        """Ask for what is shown; called when the screen is seen and something may have changed."""

    def arrive(self, carried: Any) -> None:
        """Somebody sent the user here with something in hand (a draft, a filter)."""

    def leave(self) -> None:
        """The user goes elsewhere: save what is not saved."""

    def take_card(self, number: str) -> bool:
        """A card reader read an identity number while this screen was in front; answers whether it was of use."""
        return False

    def take_keyboard(self) -> None:
        """The user came here with no input in hand: put the keyboard where writing begins."""

    def back(self) -> bool:
        """Esc: answers whether the screen itself had a step to go back."""
        return False

    def help_key(self, place: str) -> str:
        """Under which key help for what is in front is found; `place`: the key of this place."""
        return place

    def fit(self) -> None:
        """Follow the text size, where the style sheet alone cannot."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.reload()

    def _on_changed(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True
