"""A user's hands on a real window: keys, mouse, an input method; counts what is pressed beyond the free text itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.finding import commit, named, shown

W = TypeVar("W", bound=QWidget)
PATIENCE = 20_000  # ms a worker may take on a busy machine


class Hands:
    """Attributes: presses (keys and clicks so far; typed characters of free text are not counted)."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot = qtbot
        self.window = window
        self.presses = 0

    def wait(self, what: Callable[[], object]) -> None:
        """Until it is so."""
        self._qtbot.waitUntil(lambda: bool(what()), timeout=PATIENCE)

    def find(self, kind: type[W], name: str) -> W:
        """The widget with this accessible name, once it is in sight."""
        self.wait(lambda: [w for w in shown(self.window, kind) if w.accessibleName() == name])
        return named(self.window, kind, name)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.presses += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()

    def click(self, name: str) -> None:
        """Click a button with the mouse."""
        button = self.find(QPushButton, name)
        self.wait(button.isEnabled)
        self.presses += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def into(self, name: str, text: str) -> None:
        """Go to an input and write: Chinese as an input method does, digits by keys."""
        kinds = (QLineEdit, QPlainTextEdit)
        self.wait(lambda: [w for kind in kinds for w in shown(self.window, kind) if w.accessibleName() == name])
        field = next(w for kind in kinds for w in shown(self.window, kind) if w.accessibleName() == name)
        self.write_into(field, text)

    def write_into(self, field: QWidget, text: str) -> None:
        self.presses += 1
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        self.wait(field.hasFocus)
        self.say(text)

    def say(self, text: str) -> None:
        """Write where the focus is."""
        field = QApplication.focusWidget()
        assert field is not None
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            commit(field, text)
        QApplication.processEvents()

    def choose(self, name: str, words: str) -> None:
        """Choose in a list that opens, with the arrow keys."""
        combo = self.find(QComboBox, name)
        place = combo.findText(words)
        assert place >= 0, f"{words} is not among {[combo.itemText(i) for i in range(combo.count())]}"
        combo.setFocus()
        self.presses += 2  # the first letters or a wheel of arrows, and Enter: what a hand needs at least
        combo.setCurrentIndex(place)
        combo.activated.emit(place)

    def reads(self, words: str) -> bool:
        """Whether these words are in sight."""
        return any(words in label.text() for label in shown(self.window, QLabel))
