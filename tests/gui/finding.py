"""Finds widgets as a user does: by the name that is read out. Types Chinese as an input method does."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


def shown(parent: QWidget, kind: type[W]) -> list[W]:
    """All visible widgets of a kind."""
    QApplication.processEvents()  # new children of a visible parent are shown by the next event
    found: list[W] = list(parent.findChildren(kind))
    return [widget for widget in found if widget.isVisible()]


def named(parent: QWidget, kind: type[W], name: str) -> W:
    """The visible widget with this accessible name; fails when there is none or several."""
    found = [widget for widget in shown(parent, kind) if widget.accessibleName() == name]
    assert len(found) == 1, f"{len(found)} widgets are called {name!r}; there are {names(parent, kind)}"
    return found[0]


def names(parent: QWidget, kind: type[W]) -> list[str]:
    return [widget.accessibleName() for widget in shown(parent, kind)]


def press(parent: QWidget, name: str) -> None:
    """Press the button with these words."""
    button = named(parent, QPushButton, name)
    assert button.isEnabled(), f"{name} is switched off"
    button.click()


def says(parent: QWidget, words: str) -> bool:
    """Whether these words stand somewhere in sight."""
    return any(words in label.text() for label in shown(parent, QLabel))


def commit(widget: QWidget, text: str) -> None:
    """Type text as an input method does; key events cannot carry Chinese."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def activate(qtbot: QtBot, widget: QWidget) -> None:
    """Show a widget as the window that has the keyboard."""
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def click_keys(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Type Latin text and digits by key events; Chinese would end the interpreter, so it is refused."""
    assert text.isascii(), "use commit() for Chinese"
    qtbot.keyClicks(widget, text)  # type: ignore[no-untyped-call]


def click_key(qtbot: QtBot, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_MODIFIER) -> None:
    """Press one key."""
    qtbot.keyClick(widget, key, modifier)  # type: ignore[no-untyped-call]


def burst(widget: QWidget, text: str, start: int, gap: int) -> None:
    """Key presses with Enter after them as a card reader or a hand makes them: `gap` ms apart, from `start` on."""
    for place, character in enumerate((*text, "\r")):
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character))
        event = QKeyEvent(QEvent.Type.KeyPress, key, NO_MODIFIER, character)
        event.setTimestamp(start + place * gap)
        QApplication.sendEvent(widget, event)
