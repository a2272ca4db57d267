"""调解笔录: sessions that were held, read in full, and the one being written."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.case_events import SessionHeld
from desktop.domain.read_models import DraftRow
from desktop.ops import Core
from desktop.usecases.hold_session import DRAFT, HoldSessionResult
from ui.i18n import tr
from ui.screens.case.loaded import Loaded
from ui.screens.case.session_editor import SessionEditor
from ui.screens.case.tab import CaseTab, names
from ui.screens.case.turn_list import Said, TurnModel, TurnTable
from ui.shell.draft_keeper import DraftKeeper, content_of
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, clear, column, label, row, scrolled, toggle
from ui.style.words import long_day, moment, short_day

_WRITING: Final = -1
RESULTS: Final = {"success": "达成协议", "continue": "继续调解", "failed": "调解不成"}


class SessionTab(CaseTab):
    """Read or write."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.editor = SessionEditor(core)
        self.message = MessageLine()
        self.keeper: DraftKeeper | None = None
        self._shown = 0
        self._case_id = ""
        self._list = QHBoxLayout()
        self._list.setSpacing(6)
        self.pages = QStackedWidget()
        self._reading = QVBoxLayout()
        self._reading.setContentsMargins(0, 0, 0, 0)
        reading = QWidget()
        reading.setLayout(self._reading)
        self.pages.addWidget(reading)
        self.pages.addWidget(self.editor)
        self.editor.talk.show_bar(on=False)
        head = row(self._list, self.editor.talk.bar, gap=8)
        head.setStretch(0, 1)
        layout = column(head, self.message, self.pages, gap=8, margins=(12, 10, 12, 10))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.editor.edited.connect(self._on_edited)
        self.editor.settled.connect(self.leave)
        self.editor.held.connect(self._on_held)
        self.editor.given_up.connect(self._on_given_up)

    def show_case(self, case: Loaded) -> None:
        fresh = self._case_id != case.id
        super().show_case(case)
        self._case_id = case.id
        if fresh:
            self._start_keeper(case)
        sessions = case.view.state.sessions
        if fresh or not self._is_writing():
            if DRAFT in case.drafts and case.writable:
                self._go_on(case.drafts[DRAFT])
            else:
                self._read(len(sessions) - 1)
        self._show_list()

    def _go_on(self, draft: DraftRow) -> None:
        """Go on with what was being written, however it ended, and say what is there again."""
        content = content_of(draft.content)
        self._write(content)
        kept = content.get("turns", {})
        count, last = len(kept.get("turns", [])), str(kept.get("open", "")).strip()
        half = tr("，还有没记下的半句“{}”").format(last[:20]) if last else ""
        saved = moment(draft.saved_at, self.core.clock.now())
        self.message.done(tr("接着上次写：已恢复{}句{}，最后保存于{}。").format(count, half, saved))

    def open_with(self, step: str) -> None:
        if self.case is not None and self.case.writable and not self._is_writing():
            self._write({})
            self._show_list()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.ways.in_session.emit(False)
        self.room_wanted.emit(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ways.in_session.emit(self._is_writing())
        self.room_wanted.emit(self._is_writing())

    def leave(self) -> None:
        if self.keeper is not None and self._is_writing():
            self.keeper.flush()

    def _start_keeper(self, case: Loaded) -> None:
        if self.keeper is not None:
            self.keeper.flush()
            self.keeper.deleteLater()
        self.keeper = DraftKeeper(self, self.core, self.ways, form=DRAFT, case_id=case.id)
        title = case.view.title
        self.keeper.keep(self.editor.content, lambda: title)
        self.pages.setCurrentIndex(0)

    def _is_writing(self) -> bool:
        return self.pages.currentIndex() == 1

    def _show_list(self) -> None:
        clear(self._list)
        if self.case is None:
            return
        for number, session in enumerate(self.case.view.state.sessions):
            words = tr("第{}次　{}").format(number + 1, short_day(session.started))
            made = toggle(words, on=not self._is_writing() and number == self._shown)
            made.setProperty("narrow", True)
            made.clicked.connect(partial(self._choose, number))
            self._list.addWidget(made)
        fresh = toggle(tr("正在写") if self._is_writing() else tr("＋ 写新的笔录"), on=self._is_writing())
        fresh.setProperty("narrow", True)
        fresh.setEnabled(self.case.writable)
        fresh.clicked.connect(partial(self._choose, _WRITING))
        self._list.addWidget(fresh)
        self._list.addStretch(1)

    def _choose(self, number: int, _on: bool = False) -> None:
        self.message.quiet()
        if number != _WRITING:
            self.leave()
            self._read(number)
        elif not self._is_writing():
            self._write(self.editor.content() if self._begun() else {})
        self._show_list()

    def _begun(self) -> bool:
        return self.editor.case is not None and self.editor.case.id == self._case_id

    def _write(self, content: dict[str, object]) -> None:
        if self.case is not None:
            self.pages.setCurrentIndex(1)
            self.editor.begin(self.case, content)
            self.message.quiet()
            self.ways.in_session.emit(self.isVisible())
            self.room_wanted.emit(True)

    def _read(self, number: int) -> None:
        self.pages.setCurrentIndex(0)
        self.editor.talk.show_bar(on=False)
        self.room_wanted.emit(False)
        self._shown = number
        clear(self._reading)
        sessions = self.case.view.state.sessions if self.case else ()
        if not 0 <= number < len(sessions):
            self._reading.addWidget(label(tr("还没有调解笔录。"), tone="soft"))
            self._reading.addStretch(1)
            return
        self._show_session(sessions[number])

    def _show_session(self, session: SessionHeld) -> None:
        facts = tr("{}　{}至{}　{}　调解员{}　记录人{}　结果：{}").format(
            long_day(session.started),
            session.started[11:16],
            session.ended[11:16],
            session.place,
            names(session.mediators),
            session.recorder.name,
            tr(RESULTS[session.result]),
        )
        to_paper = button(tr("印笔录"), lambda: self.went_on.emit("papers"), drawing="print", narrow=True)
        head = label(facts, wrap=True)
        line = row(head, to_paper)
        line.setStretch(0, 1)
        self._reading.addLayout(line)
        if session.mode == "narrative":
            told = session.narrative
            body = QWidget()
            texts = (told.applicant, told.respondent, told.found, told.issues, told.outcome)
            body.setLayout(column(*(label(text, wrap=True) for text in texts if text), None))
            self._reading.addWidget(scrolled(body), 1)
            return
        model = TurnModel()
        table = TurnTable(model)
        model.setParent(table)
        model.fill([Said(t.speaker, t.name, t.text, t.at) for t in session.turns])
        self._reading.addWidget(table, 1)

    def _on_edited(self) -> None:
        if self.keeper is not None and self._is_writing():
            self.keeper.note_change()

    def _on_held(self, done: HoldSessionResult, result: str) -> None:
        if self.keeper is not None:
            self.keeper.forget()
        self._end()
        if self.case is not None:
            self._read(len(self.case.view.state.sessions) - 1)
        self._show_list()
        self.message.done(tr("笔录已保存。"))
        self.message.warn(done.warnings)
        if result == "success":
            self.went_on.emit("agreement")

    def _end(self) -> None:
        self.editor.talk.end()
        self.editor.case = None
        self.pages.setCurrentIndex(0)
        self.room_wanted.emit(False)

    def _on_given_up(self) -> None:
        if self.keeper is not None:
            self.keeper.drop()
        self._end()
        self._read(len(self.case.view.state.sessions) - 1 if self.case else -1)
        self._show_list()
