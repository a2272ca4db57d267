"""The page on which a talk is written: turns or the five headings, with phrases, law, timer, sound and reading back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.ops import Core
from ui.fields.form import Form
from ui.fields.text import LongText
from ui.i18n import tr
from ui.screens.case.law_finder import LawFinder
from ui.screens.case.loaded import Loaded
from ui.screens.case.phrase_list import PhraseList
from ui.screens.case.read_back import ReadBack
from ui.screens.case.recording import Recording
from ui.screens.case.turns import TurnEditor
from ui.style.blocks import button, card, column, label, rename, row, scrolled, set_tone
from ui.style.look import look

_SIDE = 316  # px at 12 pt


class TalkPage(QWidget):
    """Attributes: bar (its buttons, placed by whoever has room). Signals: edited, settled, ended (Ctrl+Enter)."""

    edited = Signal()
    settled = Signal()
    ended = Signal()

    def __init__(self, core: Core, narrative: Form) -> None:
        super().__init__()
        self._core = core
        self._case: Loaded | None = None
        self._last: LongText | None = None
        self._since: datetime | None = None
        self.turns = TurnEditor(lambda: core.clock.now().isoformat(timespec="seconds"))
        self.narrative = narrative
        self.recording = Recording(self, core)
        self.reading = ReadBack()
        self.told = label("", tone="soft", wrap=True)
        self.told.hide()
        self.writing = QStackedWidget()
        self.writing.addWidget(self.turns)
        self.writing.addWidget(scrolled(narrative))
        self.pages = QStackedWidget()
        self.pages.addWidget(self._desk())
        self.pages.addWidget(self.reading)
        self.bar = self._bar()
        layout = column(self.pages, self.told, gap=6)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._show_time)
        self._connect()

    def _bar(self) -> QWidget:
        self.time = label("", tone="soft")
        self.record = button(tr("录音"), self._on_record, narrow=True)
        self.to_phrases = button(tr("常用语 Ctrl+K"), self.show_phrases, narrow=True)
        self.to_laws = button(tr("法条 Ctrl+G"), self.show_laws, narrow=True)
        self.to_reading = button(tr("读给双方听 Ctrl+R"), self.read_back, narrow=True)
        bar = QWidget()
        bar.setLayout(row(self.time, self.record, self.to_phrases, self.to_laws, self.to_reading, gap=8))
        return bar

    def _desk(self) -> QWidget:
        self.phrases, self.laws = PhraseList(self._core), LawFinder(self._core)
        self.side = QStackedWidget()
        self.side.addWidget(self.phrases)
        self.side.addWidget(self.laws)
        self.sheet = card(column(self.side))
        self.sheet.setFixedWidth(look().scaled(_SIDE))
        self.sheet.hide()
        beside = row(self.writing, self.sheet, gap=10)
        beside.setStretch(0, 1)
        desk = QWidget()
        desk.setLayout(beside)
        return desk

    def _connect(self) -> None:
        for keys, go in (("Ctrl+K", self.show_phrases), ("Ctrl+G", self.show_laws), ("Ctrl+R", self.read_back)):
            self._key(keys, go)
        for part in (self.phrases, self.laws):
            part.chosen.connect(self.write)
            part.left.connect(self.close_side)
        self.phrases.adding.connect(lambda: self.phrases.keep(self._target().toPlainText()))
        self.turns.edited.connect(self.edited)
        self.turns.settled.connect(self.settled)
        self.turns.ended.connect(self.ended)
        self.turns.said.connect(self._on_said)
        self.reading.left.connect(self.stop_reading)
        self.reading.read.connect(self._on_read)
        self.recording.told.connect(self._tell)
        self.recording.changed.connect(self._on_recording)

    def _key(self, keys: str, go: Callable[[], object]) -> None:
        made = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(go)

    def begin(self, case: Loaded, names: dict[str, str], since: datetime | None) -> None:
        """Start a talk of this case. `names`: what stands for {申请人} …; `since`: when it began, for the timer."""
        self._case, self._since = case, since
        self.phrases.begin(names)
        self.laws.begin(case.view.state.reg.category)
        self.close_side()
        self._show_time()
        self._tick.start()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need a wider sheet."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "sheet"):
            self.sheet.setFixedWidth(look().scaled(_SIDE))

    def show_bar(self, *, on: bool) -> None:
        """The buttons are there while a talk is written."""
        self.bar.setVisible(on)

    def end(self) -> None:
        """The talk is not written any more: the sound ends with it."""
        self.recording.stop()
        self._tick.stop()

    def show_mode(self, mode: str) -> None:
        narrative = mode == "narrative"
        self.writing.setCurrentIndex(1 if narrative else 0)
        self.to_reading.setEnabled(not narrative)

    def focus(self) -> None:
        self.pages.setCurrentIndex(0)
        self._target().setFocus()

    def write(self, words: str) -> None:
        """Put words into what is being written, and go on writing there."""
        target = self._target()
        target.insertPlainText(words)
        target.setFocus()
        self.edited.emit()

    def show_phrases(self) -> None:
        self._open_side(self.phrases)

    def show_laws(self) -> None:
        self._open_side(self.laws)

    def close_side(self) -> None:
        self.sheet.hide()
        if self.isVisible():
            self._target().setFocus()

    def read_back(self) -> None:
        """Large letters, from the first turn."""
        self.turns.put_down()
        if self.turns.model.turns:
            self.pages.setCurrentIndex(1)
            self.reading.begin(self.turns.model.turns)

    def stop_reading(self) -> None:
        self.focus()

    def _on_read(self) -> None:
        self._tell(tr("✓ 已经从头读到尾。双方没有意见的，按“③ 结果”。"))
        self.focus()

    def _open_side(self, part: PhraseList | LawFinder) -> None:
        if self.sheet.isVisible() and self.side.currentWidget() is part:
            self.close_side()
            return
        self._target()
        self.side.setCurrentWidget(part)
        self.sheet.show()
        part.focus()

    def _target(self) -> LongText:
        """Where words go: the turn being written, or the heading that was written in last."""
        if self.writing.currentIndex() == 0:
            return self.turns.composer
        texts = [field.editor for field in self.narrative.fields.values() if isinstance(field.editor, LongText)]
        focused = QApplication.focusWidget()
        if isinstance(focused, LongText) and focused in texts:
            self._last = focused
        return self._last or texts[0]

    def _on_record(self) -> None:
        if self.recording.running:
            self.recording.stop()
        elif self._case is not None:
            self.recording.start(self._case.id)

    def _on_said(self, number: int) -> None:
        self.recording.mark(number, self.turns.model.turns[number - 1].name)

    def _on_recording(self, running: bool) -> None:
        rename(self.record, tr("■ 停止录音") if running else tr("录音"))
        self._show_time()

    def _show_time(self) -> None:
        words = ""
        if self._since is not None:
            past = max(0, int((self._core.clock.now() - self._since).total_seconds()))
            words = tr("已谈{}小时{}分").format(past // 3600, past // 60 % 60) if past >= 60 else tr("刚开始")
        if self.recording.running:
            words = tr("● 正在录音　{}").format(words)
        self.time.setText(words)
        set_tone(self.time, "red" if self.recording.running else "soft")

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))
