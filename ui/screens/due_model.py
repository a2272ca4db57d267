"""Things with a date as rows of a table; used wherever due things are listed. Holds frozen values only."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.domain.read_models import DueItem
from ui.i18n import tr
from ui.style.tables import STATE_ROLE, Index
from ui.style.words import due_state, short_day

_ROOT: Final = QModelIndex()


class DueModel(QAbstractTableModel):
    """Columns: when, case, what, state."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[DueItem, ...] = ()
        self._heads = (tr("日期"), tr("案件"), tr("要办的事"), tr("期限"))

    def fill(self, items: tuple[DueItem, ...]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        if role == STATE_ROLE:
            return due_state(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.basis or None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (short_day(item.due), item.case_title, item.what, due_state(item).text)[index.column()]
        return None
