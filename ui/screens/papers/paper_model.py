"""Papers as rows of a table, with how far each is in shape, words and tint."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.domain.read_models import DocumentRow
from ui.i18n import tr
from ui.style.blocks import Tint
from ui.style.tables import STATE_ROLE, Index
from ui.style.words import State, short_day

_ROOT: Final = QModelIndex()
STATES: Final[dict[str, tuple[str, str, Tint]]] = {
    "draft": ("…", "草稿", "grey"),
    "prepared": ("▲", "待签", "amber"),
    "issued": ("●", "已定稿", "green"),
    "signed": ("●", "已签", "green"),
    "served": ("✓", "已送达", "grey"),
    "void": ("■", "已作废", "red"),
}


def paper_state(row: DocumentRow) -> State:
    """How far a paper is; one that still lacks signatures says how many."""
    shape, words, tint = STATES[row.stage]
    if row.stage == "signed" and row.missing:
        return State("▲", tr("还差{}人签").format(len(row.missing)), "amber")
    return State(shape, tr(words), tint)


class PaperModel(QAbstractTableModel):
    """Columns: day, title, case, state."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[DocumentRow, ...] = ()
        self._heads = (tr("日期"), tr("文书"), tr("案件"), tr("状态"))

    def fill(self, rows: tuple[DocumentRow, ...]) -> None:
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
        state = paper_state(entry)
        if role == STATE_ROLE:
            return state
        cells = (short_day(entry.on), entry.type_title, entry.case_title, state.text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "　".join(part for part in (entry.type_title, entry.number, entry.case_title) if part)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cells[index.column()]
        return None
