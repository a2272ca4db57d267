"""Fields side by side and under each other, found by key; knows where they stand, not what they mean."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.errors import RuleViolation
from ui.fields.base import Field
from ui.style.look import look

_LONGEST: Final = 11  # characters of a caption that stand on one line


class Form(QWidget):
    """Fields in a grid, found by key. Signals: edited, settled (of any field)."""

    edited = Signal()
    settled = Signal()

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._columns = columns
        self._row = 0
        self._column = 0
        for column in range(columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)

    def add(self, key: str, field: Field, *, span: int = 1, weight: int = 0) -> Field:
        """Put a field at the next free place; `span` in columns of the form."""
        span = min(span, self._columns)
        if self._column + span > self._columns:
            self._next_row()
        left = self._column * 2
        self._grid.addWidget(self._aligned(field), self._row, left)
        self._grid.addWidget(field, self._row, left + 1, 1, span * 2 - 1)
        if weight:
            self._grid.setRowStretch(self._row, weight)
        self._column += span
        if self._column >= self._columns:
            self._next_row()
        self.fields[key] = field
        field.edited.connect(self.edited)
        field.settled.connect(self.settled)
        return field

    def stretch(self) -> None:
        """Leave the rest of the height free."""
        self._grid.setRowStretch(self._row + 1, 1)

    def __getitem__(self, key: str) -> Field:
        return self.fields[key]

    def show_field(self, key: str, visible: bool) -> None:
        """A field that does not matter now is not there."""
        field = self.fields[key]
        field.setVisible(visible)
        caption = field.caption.parentWidget()
        (caption if caption is not None and caption is not self else field.caption).setVisible(visible)

    def values(self) -> dict[str, Any]:
        return {key: field.value() for key, field in self.fields.items()}

    def fill(self, values: dict[str, Any]) -> None:
        """Set the fields that are named; the others stay."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].set_value(value)

    def check(self) -> bool:
        """Check every visible field and put the focus on the first that is wrong."""
        wrong = [field for field in self.fields.values() if field.isVisibleTo(self) and not field.check()]
        if wrong:
            wrong[0].editor.setFocus()
        return not wrong

    def show_error(self, error: BaseException) -> bool:
        """Say an error at its field; False when it belongs to none of these."""
        if not isinstance(error, RuleViolation) or error.field not in self.fields:
            return False
        field = self.fields[error.field]
        field.show_error(error)
        field.editor.setFocus()
        return True

    def _aligned(self, field: Field) -> QWidget:
        if len(field.caption.text()) > _LONGEST:
            field.caption.setWordWrap(True)
            field.caption.setFixedWidth(round(look().pixels * (_LONGEST + 0.5)))
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(field.caption)
        layout.addStretch(1)
        return holder

    def _next_row(self) -> None:
        self._row += 1
        self._column = 0
