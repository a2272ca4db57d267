"""The line that text is typed on; knows whether an input method may take its keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit


class Line(QLineEdit):
    """One line; `plain`: no input method may take its keys. The attribute of the widget alone does not tell it so."""

    plain = False

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled and self.plain:
            return False
        return super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)
