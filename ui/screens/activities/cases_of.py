"""The cases that came out of an activity, and one line to name another by its number."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.read_models import CaseRow
from desktop.ops import Core
from desktop.usecases.activities import link_case
from ui.fields.text import TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, label, link, row


class CasesOf(QWidget):
    """A card; empty until `show_cases`."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__()
        self._core = core
        self._ways = ways
        self._activity = ""
        self._known: tuple[str, ...] = ()
        self._list = column(gap=4)
        self.number = TextField(tr("编号"), placeholder=tr("案件编号"))
        self.add = button(tr("关联"), self._on_add, narrow=True)
        self.message = MessageLine()
        line = row(self.number.caption, self.number, self.add)
        line.setStretch(1, 1)
        heading = label(tr("由此引出的案件"), rank="heading")
        self.setLayout(column(card(column(heading, self._list, line, self.message, gap=6))))
        self.setEnabled(False)

    def show_cases(self, activity_id: str, rows: tuple[CaseRow, ...], *, writable: bool) -> None:
        """Show what is linked; what is being typed stays."""
        self._activity, self._known = activity_id, tuple(one.id for one in rows)
        clear(self._list)
        for one in rows:
            go = link(tr("{}　{}").format(one.number, one.title), partial(self._ways.to_case, one.id, ""))
            self._list.addLayout(row(go, None))
        self.setEnabled(True)
        self.number.setEnabled(writable)
        self.add.setEnabled(writable)

    def _on_add(self) -> None:
        typed = self.number.value()
        if not typed:
            self.number.editor.setFocus()
            return
        op = self._core.query(lambda queries, viewer: queries.case_by_number(viewer, typed))
        op.on_success(self._link).run(self)

    def _link(self, case_id: str) -> None:
        if not case_id or case_id in self._known:
            self.message.warn((tr("没有这个编号的另一件事，请核对编号。"),))
            return
        activity = self._activity
        op = ops.act(self._core, lambda uow: link_case(activity, case_id, "", uow))
        op.on_success(lambda _done: self._on_linked()).on_error(self.message.refused).run(self)

    def _on_linked(self) -> None:
        self.number.set_value("")
        self.message.quiet()
