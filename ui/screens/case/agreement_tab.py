"""协议: the agreement in force with its performance, and the one being written."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ops import Core
from desktop.usecases.conclude_agreement import DRAFT, ConcludeAgreementResult
from ui.i18n import tr
from ui.screens.case.agreement_editor import AgreementEditor
from ui.screens.case.loaded import Loaded
from ui.screens.case.performance import Performance
from ui.screens.case.tab import CaseTab, names
from ui.shell.draft_keeper import DraftKeeper, content_of
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, clear, column, label, rename, row, scrolled
from ui.style.words import long_day


class AgreementTab(CaseTab):
    """Read or write."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.editor = AgreementEditor(core)
        self.performance = Performance(core)
        self.message = MessageLine()
        self.keeper: DraftKeeper | None = None
        self._case_id = ""
        self.pages = QStackedWidget()
        self.pages.addWidget(self._reading())
        self.pages.addWidget(self.editor)
        layout = column(self.message, self.pages, gap=8, margins=(12, 10, 12, 10))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.editor.edited.connect(self._on_edited)
        self.editor.settled.connect(self.leave)
        self.editor.concluded.connect(self._on_concluded)
        self.editor.given_up.connect(self._on_given_up)

    def _reading(self) -> QWidget:
        self._facts = column(gap=6)
        self.write = button(tr("写协议"), lambda: self._write({}), drawing="pen")
        self.to_paper = button(tr("印协议"), lambda: self.went_on.emit("papers"), drawing="print")
        body = QWidget()
        body.setLayout(column(self._facts, self.performance, None))
        page = QWidget()
        layout = column(scrolled(body), row(self.write, None, self.to_paper))
        layout.setStretch(0, 1)
        page.setLayout(layout)
        return page

    def show_case(self, case: Loaded) -> None:
        fresh = self._case_id != case.id
        super().show_case(case)
        self._case_id = case.id
        if fresh:
            self._start_keeper(case)
            if DRAFT in case.drafts and case.writable:
                self._write(content_of(case.drafts[DRAFT].content))
        self._show_agreement(case)
        self.performance.show_case(case)

    def open_with(self, step: str) -> None:
        state = self.case.view.state if self.case else None
        if state is None or not self.case or not self.case.writable:
            return
        if step == "perform" or (state.agreement is not None and state.open_parts()):
            self.performance.first_open()
        elif not self._is_writing():
            self._write({})

    def leave(self) -> None:
        if self.keeper is not None and self._is_writing():
            self.keeper.flush()

    def _show_agreement(self, case: Loaded) -> None:
        clear(self._facts)
        agreement = case.view.state.agreement
        self.write.setEnabled(case.writable)
        rename(self.write, tr("重新订立协议") if agreement else tr("写协议"))
        self.to_paper.setVisible(agreement is not None)
        if agreement is None:
            self._facts.addWidget(label(tr("还没有达成协议。"), tone="soft"))
            return
        form = tr("口头协议") if agreement.form == "oral" else tr("书面协议")
        head = tr("{}　{}　{}　调解员{}").format(
            form, long_day(agreement.on), agreement.place, names(agreement.mediators)
        )
        self._facts.addWidget(label(head, rank="strong", wrap=True))
        self._facts.addWidget(label(agreement.dispute, wrap=True))
        for number, clause in enumerate(agreement.clauses, start=1):
            self._facts.addWidget(label(f"{number}. {clause}", wrap=True))
        if agreement.breach:
            self._facts.addWidget(label(tr("违约处理：{}").format(agreement.breach), wrap=True))
        if agreement.performed_on_spot:
            self._facts.addWidget(label(tr("✓ 已当场履行完"), tone="green"))

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

    def _write(self, content: dict[str, object]) -> None:
        if self.case is not None:
            self.message.quiet()
            self.pages.setCurrentIndex(1)
            self.editor.begin(self.case, content)

    def _on_edited(self) -> None:
        if self.keeper is not None and self._is_writing():
            self.keeper.note_change()

    def _on_concluded(self, done: ConcludeAgreementResult) -> None:
        if self.keeper is not None:
            self.keeper.forget()
        self.pages.setCurrentIndex(0)
        self.message.done(tr("协议已记下。接着印协议书，请双方签名。"))
        self.message.warn(done.warnings)

    def _on_given_up(self) -> None:
        if self.keeper is not None:
            self.keeper.drop()
        self.pages.setCurrentIndex(0)
