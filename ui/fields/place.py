"""Where somebody lives or something happened: free text, with the places of the station's area offered while typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from ui.fields.text import TextField


class PlaceField(TextField):
    """Any part of a name finds its place; what is written on goes behind it."""

    def offer(self, places: Sequence[tuple[str, str]]) -> None:
        """Offer (code, name) while typing."""
        completer = QCompleter([name for _code, name in places], self.line)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(8)
        completer.popup().setAccessibleName(self.title)
        completer.activated.connect(lambda _text: self.edited.emit())
        self.line.setCompleter(completer)
