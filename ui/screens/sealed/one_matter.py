"""One sealed matter: what was registered and done, and what may be done next. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.domain.sealed import SealedAttached, SealedState
from desktop.ops import Core, Op
from desktop.usecases import sealed_matters as use
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.fields.text import LongTextField, TextField
from ui.i18n import tr
from ui.screens.sealed import ops
from ui.screens.sealed.words import act_line, opened_lines, paper_lines
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, card, clear, column, label, row


class OneMatter(QWidget):
    """Signals: changed (words)."""

    changed = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self.state: SealedState | None = None
        self.message = MessageLine()
        self._lines = column(gap=4)
        self.paper = button(tr("打印登记表"), self._print, drawing="print", narrow=True)
        self.add_file = button(tr("加入附件"), self._on_attach, drawing="clip", narrow=True)
        shown = QWidget()
        shown.setLayout(self._lines)
        self._acts = QWidget()
        self._acts.setLayout(column(self._note(), self._refer(), self._close(), gap=12))
        head = row(self.add_file, self.paper, None)
        self.setLayout(column(card(column(shown, head, gap=8)), self._acts, self.message, None, gap=12))

    def _note(self) -> QWidget:
        self.noting = Form()
        self.noting.add("on", DateField(tr("日期"), self._today, required=True))
        self.noting.add("text", LongTextField(tr("做了什么"), lines=2, required=True))
        save = button(tr("记下"), self._on_note, narrow=True)
        return card(column(label(tr("记录"), rank="heading"), self.noting, row(save, None), gap=8))

    def _refer(self) -> QWidget:
        self.referring = Form()
        self.referring.add("on", DateField(tr("日期"), self._today, required=True))
        self.referring.add("to", TextField(tr("移送给"), required=True, hint=tr("有权处理的机关，不能是被检举控告的")))
        self.referring.add("way", TextField(tr("怎样送达"), placeholder=tr("如：专人送达")))
        self.referring.add("receipt", TextField(tr("谁签收")))
        save = button(tr("移送"), self._on_refer, narrow=True)
        return card(column(label(tr("移送"), rank="heading"), self.referring, row(save, None), gap=8))

    def _close(self) -> QWidget:
        self.closing = Form()
        self.closing.add("on", DateField(tr("日期"), self._today, required=True))
        self.closing.add("outcome", TextField(tr("结果"), required=True))
        self.closing.add("told", TextField(tr("告知检举控告人的话")))
        save = button(tr("办结"), self._on_close, narrow=True)
        return card(column(label(tr("办结"), rank="heading"), self.closing, row(save, None), gap=8), tint="amber")

    def show_matter(self, state: SealedState) -> None:
        """Show one matter; a closed one can only be looked at and printed."""
        if self.state is None or self.state.id != state.id:
            self.message.quiet()
            today = self._today().isoformat()
            self.noting.fill({"on": today, "text": ""})
            self.referring.fill({"on": today, "to": "", "way": "", "receipt": ""})
            self.closing.fill({"on": today, "outcome": "", "told": ""})
        self.state = state
        clear(self._lines)
        for line in opened_lines(state.opened):
            self._lines.addWidget(label(line, wrap=True))
        for entry in state.acts:
            line = act_line(entry)
            if isinstance(entry.act, SealedAttached):
                save = button(tr("另存一份 {}").format(entry.act.name), partial(self._on_save, entry.act), narrow=True)
                self._lines.addLayout(row(label(line, wrap=True), save, None))
            elif line:
                self._lines.addWidget(label(line, wrap=True))
        self._acts.setVisible(not state.closed)
        self.add_file.setVisible(not state.closed)

    def _on_note(self) -> None:
        if self.state is not None and self.noting.check():
            matter, said = self.state.id, self.noting.values()
            op = ops.act(self._core, lambda uow: use.note_sealed(matter, said["on"], said["text"], uow))
            self._run(op, tr("已记下。"), self.noting)

    def _on_refer(self) -> None:
        if self.state is not None and self.referring.check():
            cmd = use.ReferSealed(self.state.id, **self.referring.values())
            self._run(ops.act(self._core, lambda uow: use.refer_sealed(cmd, uow)), tr("已记下移送。"), self.referring)

    def _on_close(self) -> None:
        if self.state is not None and self.closing.check():
            matter, said = self.state.id, self.closing.values()
            op = ops.act(
                self._core, lambda uow: use.close_sealed(matter, said["on"], said["outcome"], said["told"], uow)
            )
            self._run(op, tr("已办结。"), self.closing)

    def attach(self, path: Path) -> None:
        """Take a file into the matter."""
        if self.state is not None:
            self._run(ops.attach(self._core, self.state.id, path), tr("已加入：{}").format(path.name))

    def save_file(self, act: SealedAttached, path: Path) -> None:
        """Write a file of the matter where the user wants it."""
        if self.state is not None:
            told = tr("已存到 {}").format(path.name)
            self._run(ops.save_file(self._core, self.state.id, act.content_hash, path), told)

    def _run(self, op: Op[None], told: str, *forms: Form) -> None:
        self.message.quiet()
        op.on_success(lambda _done: self.changed.emit(told))
        op.on_error(lambda error: self._refused(error, *forms)).run(self)

    def _refused(self, error: BaseException, *forms: Form) -> bool:
        if isinstance(error, AppError) and not isinstance(error, RuleViolation):
            self.message.show_error(RuleViolation(error.code, error.message, way_out=error.way_out))
            return True
        return self.message.refused(error, *forms)

    def _on_attach(self) -> None:
        self._ask(QFileDialog.AcceptMode.AcceptOpen, "", self.attach)

    def _on_save(self, act: SealedAttached) -> None:
        self._ask(QFileDialog.AcceptMode.AcceptSave, act.name, partial(self.save_file, act))

    def _ask(self, mode: QFileDialog.AcceptMode, name: str, go: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self, tr("选择文件"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setAcceptMode(mode)
        if name:
            dialog.selectFile(name)
        dialog.fileSelected.connect(lambda chosen: go(Path(chosen)))
        dialog.open()

    def _print(self) -> None:
        from ui.shell.paper_printing import print_words

        if self.state is not None:
            print_words(self, tr("检举控告登记表（密）"), paper_lines(self.state))

    def _today(self) -> date:
        return self._core.clock.now().date()
