"""Damaged data, to be looked at and copied out; nothing can be written here, and no byte of them changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.domain.errors import AppError
from desktop.ops import Ops, Progress
from ui.desk import RescueView
from ui.i18n import told, tr
from ui.shell.running import Running
from ui.style.blocks import RowButton, button, card, clear, column, label, link, row, scrolled, set_tone


class Rescuing(QWidget):
    """Signals: left (back to the door), restore_wanted."""

    left = Signal()
    restore_wanted = Signal()

    def __init__(self, view: RescueView, ops: Ops) -> None:
        super().__init__()
        self.setObjectName("page")
        self._view = view
        self._ops = ops
        words = tr("只读抢救：数据文件有损坏，这里能看、能抄，不能改。原来的文件一个字节也不会动。")
        self.told = label(words, wrap=True)
        set_tone(self.told, "amber")
        self.damage = label("", wrap=True, tone="soft")
        self.running = Running(tr("核对进度"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("案件内容"))
        self._list = column(gap=2)
        inside = QWidget()
        inside.setLayout(self._list)
        left = column(label(tr("读得出来的案件"), rank="heading"), scrolled(inside))
        left.setStretch(1, 1)
        middle = row(card(left), self.text, gap=12)
        middle.setStretch(0, 4)
        middle.setStretch(1, 6)
        self.check = button(tr("看看坏了多少"), self._on_check, narrow=True)
        restore = button(tr("从备份恢复"), self.restore_wanted.emit, primary=True, drawing="undo")
        head = row(label(tr("只读抢救"), rank="title"), None, link(tr("返回"), self.left.emit), self.check, restore)
        layout = column(head, self.told, middle, self.running, self.damage, margins=(16, 12, 16, 12))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        ops.write(view.cases).on_success(self._on_cases).on_error(self._on_refused).run(self)

    def _on_cases(self, cases: tuple[tuple[str, str], ...]) -> None:
        clear(self._list)
        for case_id, words in cases:
            self._list.addWidget(RowButton(words, partial(self.show_case, case_id)))
        if not cases:
            self._list.addWidget(label(tr("没有读得出来的案件。"), tone="soft"))
        self._list.addStretch(1)

    def show_case(self, case_id: str) -> None:
        """Everything that reads of one case."""
        op = self._ops.write(lambda: self._view.lines(case_id))
        op.on_success(lambda lines: self.text.setPlainText("\n".join(lines))).on_error(self._on_refused).run(self)

    def _on_check(self) -> None:
        progress = Progress()
        self.check.setEnabled(False)
        op = self._ops.write(lambda: self._view.damage(progress.report), progress=progress)
        op.on_success(lambda lines: self.damage.setText("\n".join(lines))).on_error(self._on_refused)
        self.running.follow(op, {}, lambda: self.check.setEnabled(True)).run(self)

    def _on_refused(self, error: BaseException) -> bool:
        if isinstance(error, AppError):
            self.damage.setText(f"✗ {told(error)}")
            return True
        return False
