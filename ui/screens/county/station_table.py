"""The stations of a county as a table: what is to be asked comes first. Must not ask for data."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.domain.station_board import StationLine
from ui.i18n import tr
from ui.screens.county.station_words import line_state
from ui.style.tables import STATE_ROLE, Index
from ui.style.words import moment

_ROOT: Final = QModelIndex()
_GRAVITY: Final = {"red": 0, "amber": 1, "blue": 2, "grey": 3, "green": 4}


class StationModel(QAbstractTableModel):
    """Columns: station, how it is, records, safe ones, last file."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[StationLine, ...] = ()
        self._now = datetime.min
        self._heads = (tr("站点"), tr("情况"), tr("记录"), tr("稳妥保存"), tr("最近一次"))

    def fill(self, lines: tuple[StationLine, ...], now: datetime) -> None:
        self.beginResetModel()
        self._now = now
        self.lines = tuple(sorted(lines, key=lambda line: (_GRAVITY[line_state(line, now).tint], line.code)))
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == STATE_ROLE:
            return line_state(line, self._now)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (
                line.name,
                line_state(line, self._now).text,
                str(line.records),
                str(line.durable),
                moment(line.last_at, self._now) if line.last_at else "",
            )[index.column()]
        return None
