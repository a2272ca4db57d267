"""The turns of the minutes as a list: who spoke and what was said, in lines that can be read out."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHeaderView

from ui.i18n import tr
from ui.style.look import look
from ui.style.tables import Index, Table

LINE: Final = 45  # characters of a line at most
INSET: Final = 20  # px a cell keeps free at its sides
_ROOT: Final = QModelIndex()


class Said(Struct):
    """One turn as typed. `speaker`: a party id, or mediator, recorder, attendee."""

    speaker: str
    name: str
    text: str
    at: str = ""


class TurnModel(QAbstractTableModel):
    """Columns: speaker, text."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[Said] = []

    def fill(self, turns: list[Said]) -> None:
        self.beginResetModel()
        self.turns = turns
        self.endResetModel()

    def append(self, turn: Said) -> None:
        place = len(self.turns)
        self.beginInsertRows(QModelIndex(), place, place)
        self.turns.append(turn)
        self.endInsertRows()

    def change(self, place: int, turn: Said) -> None:
        self.turns[place] = turn
        self.dataChanged.emit(self.index(place, 0), self.index(place, 1))

    def remove(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self.turns[place]
        self.endRemoveRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.turns)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("说话人"), tr("内容"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        turn = self.turns[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (turn.name, turn.text)[index.column()]
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return None


class TurnTable(Table):
    """Turns with wrapped text, at most 45 characters a line."""

    def __init__(self, model: TurnModel) -> None:
        super().__init__(model, tr("笔录内容"))
        self.setWordWrap(True)
        self.setProperty("inCard", True)
        self.columns(96, 0)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(round(look().pixels * 1.9))
        self.horizontalHeader().hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A long line is hard to follow when it is read out: what is left over stays empty at the right."""
        super().resizeEvent(event)
        room = self.viewport().width() - self.columnWidth(0)
        line = round(look().pixels * LINE) + INSET
        header = self.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, max(80, min(room, line)))
