"""The minutes as turns: a list of what was said, and one input whose speaker is chosen by one key.

Enter puts the turn down and gives the word to whoever spoke before; a digit in the empty input, or Alt and a digit at
any time, chooses the speaker. Nothing is reformatted while an input method is composing.
"""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct, to_builtins
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QPushButton, QWidget

from ui.fields.text import LongText
from ui.i18n import tr
from ui.style.blocks import button, clear, column, rename, row, toggle
from ui.style.flow import Flow
from ui.style.look import look
from ui.style.tables import Index, Table

_ROOT: Final = QModelIndex()
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
    """Turns with wrapped text, at most some 45 characters a line."""

    def __init__(self, model: TurnModel) -> None:
        super().__init__(model, tr("笔录内容"))
        self.setWordWrap(True)
        self.setProperty("inCard", True)
        self.columns(96, 0)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(round(look().pixels * 1.9))
        self.horizontalHeader().hide()


class Composer(LongText):
    """The input. Signals: entered, speaker_wanted (number from 1), given_up."""

    entered = Signal()
    speaker_wanted = Signal(int)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.composing = False
        self.setAccessibleName(tr("这一句的内容"))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - int(Qt.Key.Key_0)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.composing:
            super().keyPressEvent(event)
        elif 0 < digit < 10 and (alt or (plain and not self.toPlainText())):
            self.speaker_wanted.emit(digit)
        elif event.key() in _ENTER and plain:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class TurnEditor(QWidget):
    """List and input together. Signals: edited, settled (a turn was put down)."""

    edited = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = TurnModel()
        self.table = TurnTable(self.model)
        self.composer = Composer()
        self.composer.wanted = look().scaled(64)
        self.composer.setMaximumHeight(look().scaled(96))
        self._speakers: list[tuple[str, str]] = []
        self._buttons = Flow()
        self._talkers = QWidget()
        self._talkers.setLayout(self._buttons)
        self._group = QButtonGroup(self)
        self._changing = -1
        self.put = button(tr("记下（Enter）"), self.put_down, drawing="check")
        self.change = button(tr("改这句"), self._on_change, drawing="pen", narrow=True)
        self.drop = button(tr("删这句"), self._on_drop, drawing="trash", narrow=True)
        self.composer.setPlaceholderText(
            tr("写这一句，回车记下。空白时按数字换说话人，Alt＋数字随时可换，Shift＋回车换行")
        )
        speakers = row(self._talkers, self.change, self.drop, gap=6)
        speakers.setStretch(0, 1)
        writing = row(self.composer, self.put)
        layout = column(self.table, speakers, writing, gap=8)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._connect()

    def _connect(self) -> None:
        self.composer.entered.connect(self.put_down)
        self.composer.speaker_wanted.connect(lambda number: self.choose(number - 1))
        self.composer.given_up.connect(self._give_up)
        self.composer.textChanged.connect(self.edited)
        self.table.opened.connect(lambda _row: self._on_change())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._enable()

    def set_speakers(self, speakers: list[tuple[str, str]]) -> None:
        """Who may speak, as (speaker, name); the first nine have a key."""
        if speakers == self._speakers:
            return
        chosen = self.speaker()
        self._speakers = speakers
        clear(self._buttons)
        for place, (_key, name) in enumerate(speakers[:9]):
            self._buttons.addWidget(self._speaker_button(place, name))
        keys = [key for key, _name in speakers]
        self.choose(keys.index(chosen) if chosen in keys else 0)

    def _speaker_button(self, place: int, name: str) -> QPushButton:
        made = toggle(f"{place + 1} {name}")
        made.setProperty("speaker", True)
        made.setAccessibleName(tr("说话人 {}").format(name))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _on=False: self.choose(place))
        self._group.addButton(made, place)
        return made

    def speaker(self) -> str:
        place = self._group.checkedId()
        return self._speakers[place][0] if 0 <= place < len(self._speakers) else ""

    def choose(self, place: int) -> None:
        """Give the word to the speaker at this place."""
        made = self._group.button(place)
        if made is not None:
            made.setChecked(True)
            self.composer.setFocus()

    def put_down(self) -> None:
        """The turn in the input is said: into the list, the word goes to whoever spoke before."""
        text = self.composer.toPlainText().strip()
        place = self._group.checkedId()
        if not text or not 0 <= place < len(self._speakers):
            return
        speaker, name = self._speakers[place]
        turn = Said(speaker, name, text)
        if self._changing >= 0:
            self.model.change(self._changing, turn)
        else:
            self.model.append(turn)
            self.table.scrollToBottom()
            self._pass_on(speaker)
        self._end_change()
        self.composer.clear()
        self.composer.setFocus()
        self.settled.emit()

    def value(self) -> dict[str, Any]:
        """The turns and the sentence that is not put down yet."""
        return {"turns": [to_builtins(t) for t in self.model.turns], "open": self.composer.toPlainText()}

    def set_value(self, value: dict[str, Any]) -> None:
        self.model.fill([Said(**turn) for turn in value.get("turns", [])])
        self.composer.setPlainText(str(value.get("open", "")))
        self.table.scrollToBottom()
        self._end_change()

    def _pass_on(self, speaker: str) -> None:
        before = next((t.speaker for t in reversed(self.model.turns) if t.speaker != speaker), "")
        keys = [key for key, _name in self._speakers]
        if before in keys:
            self.choose(keys.index(before))

    def _on_change(self) -> None:
        place = self.table.chosen()
        if place < 0:
            return
        turn = self.model.turns[place]
        keys = [key for key, _name in self._speakers]
        if turn.speaker in keys:
            self.choose(keys.index(turn.speaker))
        self.composer.setPlainText(turn.text)
        self._changing = place
        rename(self.put, tr("改好第{}句").format(place + 1))
        self.composer.setFocus()

    def _on_drop(self) -> None:
        place = self.table.chosen()
        if place >= 0:
            self.model.remove(place)
            self._end_change()
            self.settled.emit()

    def _give_up(self) -> None:
        self.composer.clear()
        self._end_change()

    def _end_change(self) -> None:
        self._changing = -1
        rename(self.put, tr("记下（Enter）"))
        self._enable()

    def _enable(self) -> None:
        chosen = self.table.chosen() >= 0
        self.change.setEnabled(chosen)
        self.drop.setEnabled(chosen)
