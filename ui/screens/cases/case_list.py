"""调解: the mediations, filtered and sorted by the database; a record that is being written is gone on with here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain.read_models import CaseFilter, DraftRow
from desktop.ops import Core
from desktop.usecases.hold_session import DRAFT as RECORD
from ui.i18n import tr
from ui.screens.cases.list_page import Layout, ListPage
from ui.shell.ways import Ways
from ui.style.blocks import button, clear, label, row
from ui.style.flow import Flow
from ui.style.words import moment, short_day

_STATES: Final = (("", "全部"), ("open", "正在办理"), ("agreed", "履行中"), ("closed", "已办结"))
_MOST_RUNNING: Final = 3


class CaseList(ListPage):
    """Disputes."""

    def __init__(self, core: Core, ways: Ways) -> None:
        columns = (
            (tr("编号"), lambda r: r.number),
            (tr("案件"), lambda r: r.title),
            (tr("下一步"), lambda r: r.next_title),
            (tr("受理日期"), lambda r: short_day(r.received)),
        )
        layout = Layout(tr("调解案件"), columns, (212, 0, 150, 100, 136), _STATES, spare=3)
        super().__init__(core, ways, layout)
        write = button(tr("写笔录"), self._on_write, drawing="pen")
        self.foot.insertWidget(2, write)
        core.drafted.connect(self._ask_running)

    def acts(self) -> Sequence[QPushButton]:
        fresh = button(tr("新登记一件"), lambda: self.ways.to_place("intake"), primary=True, drawing="plus")
        quick = button(tr("快速调解"), lambda: self.ways.to_place("quick"), drawing="quick")
        return quick, fresh

    def filters(self) -> Sequence[QWidget]:
        types = (("", tr("全部类型")), *self.core.reference.choices("dispute_types"))
        self.category = self.combo(tr("纠纷类型"), types)
        self.order = self.order_combo()
        return self.category, self.order

    def before_table(self) -> QWidget:
        self.running = QWidget()
        self._running = Flow()
        self.running.setLayout(row(label(tr("笔录正在写："), tone="amber"), self._running))
        self.running.hide()
        return self.running

    def which(self) -> CaseFilter:
        return CaseFilter(
            kinds=("dispute",),
            state=self.state(),
            category=self.category.currentData(),
            text=self.text.text().strip(),
            order=self.order.currentData(),
        )

    def reload(self) -> None:
        super().reload()
        self._ask_running()

    def _ask_running(self) -> None:
        self.core.query(lambda queries, viewer: queries.drafts(viewer)).on_success(self._show_running).run(self)

    def _show_running(self, drafts: tuple[DraftRow, ...]) -> None:
        clear(self._running)
        records = [draft for draft in drafts if draft.form == RECORD and draft.case_id]
        for draft in records[:_MOST_RUNNING]:
            words = tr("继续　{}　{}").format(draft.title, moment(draft.saved_at, self.core.clock.now()))
            go = partial(self.ways.to_case, draft.case_id, "session")
            self._running.addWidget(button(words, go, drawing="talk", narrow=True))
        self.running.setVisible(bool(records))

    def _on_write(self) -> None:
        if case_id := self.chosen_case():
            self.ways.to_case(case_id, "record")
