"""All cases: filtered and sorted by the database, shown as a window over ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from desktop.domain.read_models import CaseFilter
from desktop.ops import Core, Op
from ui.fields.choice import Combo
from ui.i18n import tr
from ui.screens.cases.case_model import CaseModel
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, toggle
from ui.style.tables import Table

WAIT: Final = 180  # ms without a key before the list is filtered
_STATES: Final = (("", "全部"), ("open", "正在办理"), ("agreed", "履行中"), ("closed", "已办结"))


class CaseList(Screen):
    """调解."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._asked: Op[Sequence[str]] | None = None
        self.model = CaseModel(core, self.today)
        self.table = Table(self.model, tr("案件"))
        self.table.setProperty("inCard", True)
        self.table.columns(212, 0, 150, 100, 136, spare=3)
        self.table.pills(4)
        self.table.opened.connect(self._on_opened)
        self.count = label("", tone="soft")
        self.open = button(tr("打开"), lambda: self._on_opened(self.table.chosen()), drawing="folder")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.reload)
        body = column(card(column(self.table)), row(self.count, None, self.open))
        body.setStretch(0, 1)
        layout = column(self._head(), self._filters(), body, margins=(16, 12, 16, 12))
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _head(self) -> QWidget:
        self.states = QButtonGroup(self)
        made = []
        for number, (_key, words) in enumerate(_STATES):
            one = toggle(tr(words), on=number == 0)
            one.setProperty("narrow", True)
            self.states.addButton(one, number)
            made.append(one)
        self.states.idClicked.connect(lambda _id: self.reload())
        fresh = button(tr("新登记一件"), lambda: self.ways.to_place("intake"), primary=True, drawing="plus")
        quick = button(tr("快速调解"), lambda: self.ways.to_place("quick"), drawing="quick")
        holder = QWidget()
        holder.setLayout(row(label(tr("调解案件"), rank="title"), *made, None, quick, fresh))
        return holder

    def _filters(self) -> QWidget:
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("输入姓名、拼音首字母、编号"))
        self.text.setAccessibleName(tr("筛选"))
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        self.category = Combo()
        self.category.setAccessibleName(tr("纠纷类型"))
        self.category.addItem(tr("全部类型"), "")
        for code, words in self.core.reference.choices("dispute_types"):
            self.category.addItem(words, code)
        self.order = Combo()
        self.order.setAccessibleName(tr("排列"))
        self.order.addItem(tr("新的在前"), "received")
        self.order.addItem(tr("先到期的在前"), "due")
        for combo in (self.category, self.order):
            combo.activated.connect(lambda _index: self.reload())
        layout = row(self.text, self.category, self.order)
        layout.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def arrive(self, carried: Any) -> None:
        """Somebody wants the cases of one state, or those in which a name stands."""
        if isinstance(carried, CaseFilter):
            self.states.button(0).setChecked(True)
            self.category.setCurrentIndex(0)
            self.text.setText(carried.text)
            self.reload()
            return
        keys = [key for key, _words in _STATES]
        if carried in keys:
            self.states.button(keys.index(carried)).setChecked(True)
            self.reload()

    def which(self) -> CaseFilter:
        """What the inputs ask for."""
        return CaseFilter(
            state=_STATES[max(0, self.states.checkedId())][0],
            category=self.category.currentData(),
            text=self.text.text().strip(),
            order=self.order.currentData(),
        )

    def reload(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        which = self.which()
        op = self.core.query(lambda queries, viewer: queries.case_ids(viewer, which))
        self._asked = op.on_success(self._on_ids).run(self)

    def _on_ids(self, ids: Sequence[str]) -> None:
        chosen = self.table.chosen()
        self.model.fill(ids)
        self.count.setText(tr("共{}件").format(len(ids)) if ids else tr("没有这样的案件。"))
        self.open.setEnabled(bool(ids))
        if ids:
            self.table.selectRow(min(max(0, chosen), len(ids) - 1))

    def _on_opened(self, number: int) -> None:
        if 0 <= number < len(self.model.ids):
            self.ways.to_case(self.model.ids[number])
