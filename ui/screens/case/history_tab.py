"""经过: the full history in plain words; the last act may be taken back while nothing rests on it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.read_models import HistoryRow
from desktop.ops import Core
from desktop.usecases.correct_case import undo_last
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.screens.case.tab import CaseTab
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, clear, column, label, row, scrolled
from ui.style.words import moment


class HistoryTab(CaseTab):
    """Newest first."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.progress = label("", tone="soft", wrap=True)
        self._list = column(gap=8)
        inside = QWidget()
        inside.setLayout(self._list)
        self.message = MessageLine()
        layout = column(self.progress, scrolled(inside), self.message, margins=(12, 10, 12, 10))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_case(self, case: Loaded) -> None:
        super().show_case(case)
        known = case.progress
        self.progress.setText(
            tr("这件事共{}条记录：已写入{}，已导出{}，县里已收到{}，已稳妥保存{}。").format(
                known.written, known.written, known.exported, known.received, known.durable
            )
        )
        clear(self._list)
        for entry in case.history:
            self._list.addLayout(self._line(entry))
        self._list.addStretch(1)

    def _line(self, entry: HistoryRow) -> QHBoxLayout:
        now = self.core.clock.now()
        when = label(moment(entry.at, now), tone="soft")
        when.setAlignment(Qt.AlignmentFlag.AlignTop)
        users = self.case.users if self.case else {}
        words = label(f"{entry.text}　{users.get(entry.actor, '')}".strip(), wrap=True)
        line = row(when, words, gap=14)
        line.setStretch(1, 1)
        if entry.undoable:
            undo = button(tr("撤销这一步"), partial(self._undo, entry.hash), drawing="undo", narrow=True)
            line.addWidget(undo)
        return line

    def _undo(self, event: str) -> None:
        if self.case is None:
            return
        case_id = self.case.id
        op = ops.act(self.core, lambda uow: undo_last(case_id, event, uow))
        op.on_success(lambda _done: self.message.done(tr("已撤销。"))).on_error(self.message.refused).run(self)
