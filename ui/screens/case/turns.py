"""The minutes as turns: a list of what was said, and one input whose speaker is chosen by one key.

Enter puts the turn down and gives the word to whoever spoke before; a digit in the empty input, or Alt and a digit at
any time, chooses the speaker; Ctrl and a digit writes the speaker's name; the up arrow in the empty input goes back to
the last turn. Nothing is reformatted while an input method is composing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from msgspec import to_builtins
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.fields.escape import claims_escape
from ui.fields.text import LONG_LIMIT, LongText, width_of_line
from ui.i18n import tr
from ui.screens.case.turn_list import LINE, Said, TurnModel, TurnTable
from ui.style.blocks import button, clear, column, label, rename, row, toggle
from ui.style.flow import Flow
from ui.style.look import look

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Composer(LongText):
    """The input. Signals: entered, speaker_wanted and name_wanted (number from 1), given_up, last_wanted, ended."""

    entered = Signal()
    speaker_wanted = Signal(int)
    name_wanted = Signal(int)
    given_up = Signal()
    last_wanted = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.composing = False
        self.setAccessibleName(tr("这一句的内容"))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        return (bool(self.toPlainText()) and claims_escape(event)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing or not self._is_taken(event):
            super().keyPressEvent(event)

    def _is_taken(self, event: QKeyEvent) -> bool:
        """Whether a key means something else here than writing."""
        digit = event.key() - int(Qt.Key.Key_0)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        blank = not self.toPlainText()
        if 0 < digit < 10 and (alt or (plain and blank)):
            self.speaker_wanted.emit(digit)
        elif 0 < digit < 10 and control:
            self.name_wanted.emit(digit)
        elif event.key() in _ENTER and (plain or control):
            (self.ended if control else self.entered).emit()
        elif event.key() == Qt.Key.Key_Escape and not blank:
            self.given_up.emit()
        elif event.key() == Qt.Key.Key_Up and blank and plain:
            self.last_wanted.emit()
        else:
            return False
        return True


class TurnEditor(QWidget):
    """List and input together. Signals: edited, settled (a turn was put down), said (its number from 1), ended."""

    edited = Signal()
    settled = Signal()
    said = Signal(int)
    ended = Signal()

    def __init__(self, now: Callable[[], str]) -> None:
        super().__init__()
        self._now = now
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
            tr("写这一句，回车记下。空白时按数字换说话人，Alt＋数字随时可换，Ctrl＋数字写名字，↑改上一句")
        )
        self.told = label("", tone="amber", wrap=True)
        self.told.hide()
        speakers = row(self._talkers, self.change, self.drop, gap=6)
        speakers.setStretch(0, 1)
        writing = row(self.composer, self.put, None)
        writing.setStretch(0, 100)
        layout = column(self.table, speakers, writing, self.told, gap=8)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._connect()

    def _connect(self) -> None:
        self.composer.entered.connect(self.put_down)
        self.composer.speaker_wanted.connect(lambda number: self.choose(number - 1))
        self.composer.name_wanted.connect(self._write_name)
        self.composer.last_wanted.connect(self._go_back)
        self.composer.ended.connect(self.ended)
        self.composer.given_up.connect(self._give_up)
        self.composer.textChanged.connect(self._on_typed)
        self.table.opened.connect(lambda _row: self._on_change())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._enable()

    def set_speakers(self, speakers: list[tuple[str, str]]) -> None:
        """Who may speak, as (speaker, name); the first nine have a key."""
        if speakers == self._speakers:
            return
        chosen = self.speaker()
        self._speakers = speakers
        for old in self._group.buttons():
            self._group.removeButton(old)  # it lives on for a moment, and would answer to the number of a new one
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
        if self._changing >= 0:
            before = self.model.turns[self._changing]
            self.model.change(self._changing, Said(speaker, name, text, before.at))
        else:
            self.model.append(Said(speaker, name, text, self._now()))
            self.table.scrollToBottom()
            self.said.emit(len(self.model.turns))
            self._pass_on(speaker)
        self._end_change()
        self.composer.clear()
        self.composer.setFocus()
        self.settled.emit()

    def write(self, text: str) -> None:
        """Words chosen elsewhere, at the place of the cursor."""
        self.composer.insertPlainText(text)
        self.composer.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.composer.setMaximumWidth(width_of_line(self.composer, LINE))

    def value(self) -> dict[str, Any]:
        """The turns and the sentence that is not put down yet."""
        return {"turns": [to_builtins(t) for t in self.model.turns], "open": self.composer.toPlainText()}

    def set_value(self, value: dict[str, Any]) -> None:
        self.model.fill([Said(**turn) for turn in value.get("turns", [])])
        self.composer.setPlainText(str(value.get("open", "")))
        self.table.scrollToBottom()
        self._end_change()

    def _on_typed(self) -> None:
        if self.composer.overflowed:
            self.composer.overflowed = False
            self.told.setText(tr("▲ 粘贴的内容太长，只留下前{}字；完整的文件请加入“附件”。").format(LONG_LIMIT))
            self.told.show()
        elif not self.composer.toPlainText():
            self.told.hide()
        self.edited.emit()

    def _write_name(self, number: int) -> None:
        if number <= len(self._speakers):
            self.write(self._speakers[number - 1][1])

    def _go_back(self) -> None:
        """Change the last turn."""
        if self.model.turns:
            self.table.selectRow(len(self.model.turns) - 1)
            self._on_change()

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
        self.composer.moveCursor(QTextCursor.MoveOperation.End)
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
