"""信访办理: petitions, suggestions and enquiries, each with its class, way, next step and last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain.read_models import CaseFilter, CaseRow
from desktop.ops import Core
from ui.i18n import tr
from ui.screens.cases.list_page import Layout, ListPage
from ui.shell.ways import Ways
from ui.style.blocks import button
from ui.style.words import SOON, short_day

KINDS: Final = ("petition", "suggestion", "enquiry")
_STATES: Final = (("open", "正在办理"), ("late", "已超期"), ("soon", "三天内到期"), ("closed", "已办结"), ("", "全部"))
# The stages most petitions pass, each by the step that is next then.
_STAGES: Final = (
    ("", "全部阶段"),
    ("sort", "待分类定途径"),
    ("accept", "待受理告知"),
    ("investigate", "调查核实"),
    ("decide", "形成意见"),
    ("serve", "待送达意见书"),
    ("review_window", "复查期内"),
)


class PetitionList(ListPage):
    """Petitions."""

    def __init__(self, core: Core, ways: Ways) -> None:
        columns = (
            (tr("编号"), lambda r: r.number),
            (tr("信访事项"), lambda r: r.title),
            (tr("类别和途径"), _sorted_as),
            (tr("下一步"), lambda r: r.next_title),
            (tr("收到"), lambda r: short_day(r.received)),
        )
        layout = Layout(tr("信访办理"), columns, (196, 0, 172, 150, 84, 128), _STATES, spare=4)
        super().__init__(core, ways, layout)

    def acts(self) -> Sequence[QPushButton]:
        go = lambda: self.ways.to_place("intake", "petition")  # noqa: E731
        return (button(tr("登记信访事项"), go, primary=True, drawing="plus"),)

    def filters(self) -> Sequence[QWidget]:
        self.stage = self.combo(tr("办到哪一步"), [(key, tr(words)) for key, words in _STAGES])
        self.method = self.combo(tr("办理规程"), (("", tr("全部办法")),))
        reference = self.core.reference  # reading all methods for the first time takes half a second
        self.core.work(lambda: reference.procedures("petition")).on_success(self._offer).run(self)
        self.order = self.order_combo()
        self.order.setCurrentIndex(1)
        return self.stage, self.method, self.order

    def _offer(self, methods: Sequence[tuple[str, str]]) -> None:
        for key, title in methods:
            self.method.addItem(title, key)

    def which(self) -> CaseFilter:
        state = self.state()
        until = {"late": -1, "soon": SOON}.get(state)
        return CaseFilter(
            kinds=KINDS,
            state="open" if until is not None else state,
            next_step=self.stage.currentData(),
            procedure=self.method.currentData(),
            text=self.text.text().strip(),
            due_until="" if until is None else (self.today() + timedelta(days=until)).isoformat(),
            order=self.order.currentData(),
        )

    def open_case(self, case_id: str) -> None:
        self.ways.to_case(case_id, "handling")


def _sorted_as(row: CaseRow) -> str:
    if not row.petition_class:
        return tr("还没有分类")
    return "　".join(word for word in (row.petition_class, row.petition_way) if word)
