"""日程: everything with a date in the coming weeks, the oldest first."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.domain.read_models import DueItem
from desktop.ops import Core
from ui.i18n import tr
from ui.screens.due_model import DueModel
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, toggle
from ui.style.tables import Table

_SPANS: Final = ((7, "七天内"), (30, "一个月内"), (92, "三个月内"), (366, "一年内"))


class Schedule(Screen):
    """One table."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.model = DueModel()
        self.table = Table(self.model, tr("日程"))
        self.table.setProperty("inCard", True)
        self.table.columns(110, 0, 320, 136, spare=0)
        self.table.pills(3)
        self.table.opened.connect(self._on_opened)
        self.count = label("", tone="soft")
        self.open = button(tr("打开案件"), lambda: self._on_opened(self.table.chosen()), drawing="folder")
        layout = column(
            self._head(), card(column(self.table)), row(self.count, None, self.open), margins=(16, 12, 16, 12)
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _head(self) -> QWidget:
        self.spans = QButtonGroup(self)
        made = []
        for number, (_days, words) in enumerate(_SPANS):
            one = toggle(tr(words), on=number == 1)
            one.setProperty("narrow", True)
            self.spans.addButton(one, number)
            made.append(one)
        self.spans.idClicked.connect(lambda _id: self.reload())
        holder = QWidget()
        holder.setLayout(row(label(tr("日程：期限和约定的履行日"), rank="title"), None, *made))
        return holder

    def reload(self) -> None:
        days = _SPANS[max(0, self.spans.checkedId())][0]
        until = (self.today() + timedelta(days=days)).isoformat()
        self.core.query(lambda queries, viewer: queries.due_items(viewer, until)).on_success(self.show_items).run(self)

    def show_items(self, items: tuple[DueItem, ...]) -> None:
        """Show what the reader answered."""
        self.model.fill(items)
        self.count.setText(tr("共{}项").format(len(items)) if items else tr("这段时间没有到期的事。"))
        self.open.setEnabled(bool(items))
        if items:
            self.table.selectRow(0)

    def _on_opened(self, number: int) -> None:
        if 0 <= number < len(self.model.items):
            self.ways.to_case(self.model.items[number].case_id)
