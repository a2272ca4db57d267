"""The table of working methods."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.usecases.manage_methods import MethodRow
from ui.i18n import tr
from ui.style.tables import STATE_ROLE, Index
from ui.style.words import State

_ROOT: Final = QModelIndex()


def method_state(row: MethodRow) -> State:
    """Whether the screens offer the method, and why."""
    if row.own:
        return State("●", tr("本站载入"), "green")
    if row.usual:
        return State("●", tr("常用"), "green")
    return State("●", tr("已选用"), "green") if row.offered else State("○", tr("可以选用"), "grey")


class MethodModel(QAbstractTableModel):
    """Columns: title, place, source, cases, state."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[MethodRow, ...] = ()
        self._heads = (tr("办理规程"), tr("哪里的"), tr("来源"), tr("在用"), tr("状态"))

    def fill(self, rows: tuple[MethodRow, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.rows[index.row()]
        state = method_state(entry)
        if role == STATE_ROLE:
            return state
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cases = tr("{}件").format(entry.cases) if entry.cases else ""
            return (entry.title, entry.place, entry.source, cases, state.text)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.source
        return None
