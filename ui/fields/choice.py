"""Inputs for choosing: a list that opens, a row of buttons, a tick, several ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QPushButton, QWidget

from ui.fields.base import Field
from ui.style.blocks import toggle
from ui.style.flow import Flow

_LEAST = 90  # px
Option = tuple[str, str]  # (key that is kept, words that are shown)


class Combo(QComboBox):
    """A list that opens; the mouse wheel scrolls the page instead of changing what was chosen."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(Field):
    """One of many; kept as key, "" when nothing is chosen."""

    def __init__(self, title: str, options: Sequence[Option] = (), *, required: bool = False, hint: str = "") -> None:
        self.combo = Combo()
        super().__init__(title, self.combo, required=required, hint=hint)
        self.combo.setMaxVisibleItems(14)
        self.combo.setMinimumWidth(_LEAST)  # long choices must not push the form out of the window
        self.set_options(options)
        self.combo.activated.connect(self._on_chosen)

    def set_options(self, options: Sequence[Option]) -> None:
        """Other choices; what was chosen stays chosen when it is still among them."""
        before = self.value() if self.combo.count() else ""
        self.combo.clear()
        for key, words in options:
            self.combo.addItem(words, key)
        self.combo.setCurrentIndex(-1)
        self.set_value(before)

    def value(self) -> str:
        return str(self.combo.currentData() or "")

    def words(self) -> str:
        return self.combo.currentText()

    def set_value(self, value: object) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value) if value else -1)

    def _on_chosen(self) -> None:
        self.check()
        self.edited.emit()


class _ButtonRow(QWidget):
    """Buttons of which one stays down; arrow keys and digits choose, the row is one stop of the Tab key."""

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for key, words in options:
            made = toggle(words)
            made.setProperty("narrow", True)
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus if self.buttons else Qt.FocusPolicy.StrongFocus)
            made.setMinimumWidth(made.fontMetrics().horizontalAdvance(words) + 26)
            self.buttons[key] = made
            self.group.addButton(made)
        self.setLayout(Flow(*self.buttons.values()))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        buttons = list(self.buttons.values())
        digit = event.key() - int(Qt.Key.Key_1)
        if 0 <= digit < len(buttons):
            buttons[digit].setFocus()
            buttons[digit].click()
        else:
            super().keyPressEvent(event)


class PickField(Field):
    """One of few, all in sight; kept as key, "" when nothing is chosen."""

    def __init__(
        self, title: str, options: Sequence[Option], *, required: bool = False, hint: str = "", start: str = ""
    ) -> None:
        self.row = _ButtonRow(options)
        super().__init__(title, self.row, required=required, hint=hint)
        for made in self.row.buttons.values():
            made.setAccessibleDescription(title)
        self.set_value(start)
        self.row.group.buttonClicked.connect(self._on_clicked)

    def value(self) -> str:
        return next((key for key, made in self.row.buttons.items() if made.isChecked()), "")

    def set_value(self, value: object) -> None:
        self.row.group.setExclusive(False)
        for key, made in self.row.buttons.items():
            made.setChecked(key == value)
        self.row.group.setExclusive(True)

    def _on_clicked(self) -> None:
        self.check()
        self.edited.emit()
        self.settled.emit()


class TickField(Field):
    """Yes or no, as a tick with its words beside it."""

    def __init__(self, title: str, *, start: bool = False, caption: str = "", hint: str = "") -> None:
        self.tick = QCheckBox(title)
        super().__init__(title, self.tick, hint=hint)
        self.caption.setText(caption)
        self.tick.setChecked(start)
        self.tick.clicked.connect(self._on_ticked)

    def value(self) -> bool:
        return self.tick.isChecked()

    def _on_ticked(self) -> None:
        self.edited.emit()
        self.settled.emit()

    def is_empty(self) -> bool:
        return False

    def set_value(self, value: object) -> None:
        self.tick.setChecked(bool(value))


class TicksField(Field):
    """Several of few; kept as tuple of keys."""

    def __init__(self, title: str, options: Sequence[Option], *, required: bool = False, hint: str = "") -> None:
        self.box = QWidget()
        self.ticks = {key: QCheckBox(words) for key, words in options}
        self.box.setLayout(Flow(*self.ticks.values(), gap=4))
        super().__init__(title, self.box, required=required, hint=hint)
        for made in self.ticks.values():
            made.setAccessibleName(made.text())
            made.setAccessibleDescription(title)
            made.clicked.connect(self._on_ticked)
        if self.ticks:
            self.box.setFocusProxy(next(iter(self.ticks.values())))

    def value(self) -> tuple[str, ...]:
        return tuple(key for key, made in self.ticks.items() if made.isChecked())

    def set_value(self, value: object) -> None:
        chosen = set(value) if isinstance(value, tuple | list) else set()
        for key, made in self.ticks.items():
            made.setChecked(key in chosen)

    def _on_ticked(self) -> None:
        self.edited.emit()
        self.settled.emit()
