"""The people of a crowd as a table: name, card, telephone, delegate. Must not know how they are registered."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.domain.identity import mask_id
from desktop.usecases.register_crowd import Visitor
from ui.i18n import tr
from ui.style.tables import STATE_ROLE, Index
from ui.style.words import State

_ROOT: Final = QModelIndex()


class PeopleModel(QAbstractTableModel):
    """Columns: number, name, card, telephone, delegate."""

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Visitor] = []
        self._heads = (tr("序号"), tr("姓名"), tr("证件"), tr("电话"), tr("代表"))

    def fill(self, people: list[Visitor]) -> None:
        self.beginResetModel()
        self.people = people
        self.endResetModel()

    def put(self, number: int, visitor: Visitor) -> None:
        """Change one row."""
        self.people[number] = visitor
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._heads) - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.people[index.row()]
        state = self._state(entry)
        if role == STATE_ROLE:
            return state
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            card = mask_id(entry.id_number) if entry.id_number else tr("证件后补")
            return (str(index.row() + 1), entry.name, card, entry.phone, state.text)[index.column()]
        return None

    def _state(self, entry: Visitor) -> State:
        if not entry.delegate:
            return State("○", tr("不是代表"), "grey")
        return State("●", tr("代表，可代收") if entry.may_receive else tr("代表"), "green")
