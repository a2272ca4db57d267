"""Input of a small table: rows of the same columns, one more with a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.fields.base import Field
from ui.i18n import tr
from ui.style.blocks import button, clear, column, row

Column = tuple[str, Callable[[], Field]]  # (key, how to make its input)


class RowsField(Field):
    """Kept as list of dicts; rows without any content are left out."""

    def __init__(self, title: str, columns: Sequence[Column], *, required: bool = False, hint: str = "") -> None:
        self.box = QWidget()
        self._columns = columns
        self._rows: list[dict[str, Field]] = []
        self._layout = column(gap=4)
        add = button(tr("加一行"), self._on_add, drawing="plus", narrow=True)
        self.box.setLayout(column(self._layout, row(add, None), gap=4))
        super().__init__(title, self.box, required=required, hint=hint)
        self._add({})

    def value(self) -> list[dict[str, Any]]:
        rows = [{key: field.value() for key, field in entry.items()} for entry in self._rows]
        return [entry for entry in rows if any(value not in ("", None, ()) for value in entry.values())]

    def set_value(self, value: object) -> None:
        self._rows.clear()
        clear(self._layout)
        for entry in value if isinstance(value, list) and value else [{}]:
            self._add(entry)

    def _on_add(self) -> None:
        made = self._add({})
        next(iter(made.values())).editor.setFocus()
        self.edited.emit()

    def _add(self, values: dict[str, Any]) -> dict[str, Field]:
        line = QHBoxLayout()
        line.setSpacing(6)
        made: dict[str, Field] = {}
        for key, make in self._columns:
            field = make()
            field.set_value(values.get(key, ""))
            field.edited.connect(self.edited)
            field.settled.connect(self.settled)
            line.addWidget(field.caption)
            line.addWidget(field, 1)
            made[key] = field
        self._rows.append(made)
        self._layout.addLayout(line)
        return made
