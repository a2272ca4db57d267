"""Lines of the journal as rows of a table. Holds frozen values only."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.domain.journal import JournalRow
from ui.i18n import tr
from ui.style.tables import Index

_ROOT: Final = QModelIndex()


class JournalModel(QAbstractTableModel):
    """Columns: when, who, what, about what and why."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[JournalRow, ...] = ()
        self._heads = (tr("时间"), tr("用户"), tr("操作"), tr("对象和原因"))

    def fill(self, rows: tuple[JournalRow, ...]) -> None:
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
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        entry = self.rows[index.row()]
        when = entry.line.at[:16].replace("T", " ")
        plain = "" if entry.line.note.isascii() else entry.line.note  # counts and marks are for the export
        about = "　".join(part for part in (entry.about, plain) if part)
        return (when, entry.user_name, tr(entry.words), about)[index.column()]
