"""日程: everything with a date in the coming weeks, and whom to reach about promises and visits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from desktop.domain.clock_doubt import Doubt
from desktop.domain.read_models import DueItem
from desktop.ops import Core
from ui.i18n import tr
from ui.screens.due_model import DueModel
from ui.screens.schedule.rounds import Rounds
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, set_tone, toggle
from ui.style.tables import Table
from ui.style.words import doubt_words, long_day

_SPANS: Final = ((7, "七天内"), (30, "一个月内"), (92, "三个月内"), (366, "一年内"))
MOST: Final = 1000  # rows; what is beyond them waits until these are done
_PAGES: Final = ("期限和履行日", "回访和履行")


class Schedule(Screen):
    """Two pages: what is due, and follow-up; Ctrl+1 and Ctrl+2 change between them."""

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
        due = QWidget()
        life = button(tr("公共事务"), lambda: self.ways.to_place("activities"), drawing="list")
        first = column(card(column(self.table)), row(self.count, None, life, self.open))
        first.setStretch(0, 1)
        due.setLayout(first)
        self.rounds = Rounds(core, ways)
        self.pages = QStackedWidget()
        self.pages.addWidget(due)
        self.pages.addWidget(self.rounds)
        self.clock = label("", wrap=True)
        self.clock.hide()
        layout = column(self._head(), self.clock, self.pages, margins=(16, 12, 16, 12))
        layout.setStretch(2, 1)
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
        self.sides = QButtonGroup(self)
        parts = []
        for number, words in enumerate(_PAGES):
            one = toggle(tr(words), on=number == 0)
            one.setShortcut(f"Ctrl+{number + 1}")
            self.sides.addButton(one, number)
            parts.append(one)
        self.sides.idClicked.connect(self._on_page)
        holder = QWidget()
        holder.setLayout(row(label(tr("日程"), rank="title"), *parts, None, *made))
        return holder

    def _on_page(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self.reload()

    def reload(self) -> None:
        clocks = self.core.query(lambda queries, viewer: (queries.county_time(viewer), queries.clock_doubt(viewer)))
        clocks.on_success(lambda found: self.show_clocks(*found)).run(self)
        days = _SPANS[max(0, self.spans.checkedId())][0]
        until = (self.today() + timedelta(days=days)).isoformat()
        if self.pages.currentIndex():
            op = self.core.query(lambda queries, viewer: queries.calls(viewer, until))
            op.on_success(self.rounds.show_calls).run(self)
            return
        due = self.core.query(lambda queries, viewer: queries.due_items(viewer, until, MOST + 1))
        due.on_success(self.show_items).run(self)

    def show_clocks(self, county_time: str, doubt: Doubt | None) -> None:
        """Say both dates where this computer's is not the county's last one; a day before it cannot be right, and after
        a jump it may not be."""
        ours = self.today()
        theirs = datetime.fromisoformat(county_time).date() if county_time else ours
        behind = (theirs - ours).days > 1
        if behind:
            words = tr("这台电脑说今天是{}，可县里{}就来过信。期限会算错，请先校正电脑的日期。")
        else:
            words = tr("按电脑今天是{}；县里最近一次来信是{}。")
        jumped = doubt is not None and doubt.kind == "jumped"
        both = words.format(long_day(ours.isoformat()), long_day(theirs.isoformat()))
        self.clock.setText(doubt_words(doubt) if doubt is not None and jumped else both)
        set_tone(self.clock, "amber" if behind or jumped else "soft")
        self.clock.setVisible(jumped or abs((theirs - ours).days) > 1)

    def show_items(self, items: tuple[DueItem, ...]) -> None:
        """Show what the reader answered."""
        self.model.fill(items[:MOST])
        if len(items) > MOST:
            self.count.setText(tr("多于{}项，这里列出最早的{}项。").format(MOST, MOST))
        else:
            self.count.setText(tr("共{}项").format(len(items)) if items else tr("这段时间没有到期的事。"))
        self.open.setEnabled(bool(items))
        if items:
            self.table.selectRow(0)

    def _on_opened(self, number: int) -> None:
        if 0 <= number < len(self.model.items):
            self.ways.to_case(self.model.items[number].case_id)
