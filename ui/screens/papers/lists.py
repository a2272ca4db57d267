"""登记簿和报表: papers of a period rather than of a case; choose one and the days, see it, print it."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QButtonGroup, QSplitter, QWidget

from desktop.domain.station_month import month_days
from desktop.ops import Core, Op
from desktop.usecases.make_list import ListMade, MakeList
from desktop.usecases.protocols import PaperInfo
from ui.fields.dates import DateField
from ui.i18n import tr
from ui.screens.papers import ops
from ui.screens.papers.preview import PaperPreview
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, scrolled, toggle
from ui.style.flow import Flow
from ui.style.look import look

_AHEAD: Final = "reception_schedule_notice"  # is put up at the end of a month for the next one
_PERIODS: Final = (("month", "本月"), ("before", "上月"), ("next", "下月"), ("year", "今年"))
_DECEMBER: Final = 12


def period(key: str, today: date, cut_off: int = 0) -> tuple[str, str]:
    """First and last day of a named period; months as the station reports them, up to its `cut_off` day."""
    if key == "year":
        return f"{today.year}-01-01", f"{today.year}-12-31"
    passed = bool(cut_off) and today.day > cut_off and today.month != _DECEMBER
    month = today.year * _DECEMBER + today.month - 1 + passed + {"before": -1, "next": 1}.get(key, 0)
    return month_days(f"{month // _DECEMBER}-{month % _DECEMBER + 1:02d}", cut_off)


class Lists(Screen):
    """Registers, reports and notices of a period."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._asked: Op[Any] | None = None
        self._infos: tuple[PaperInfo, ...] = ()
        self._type = ""
        self._cut_off = 0
        self._types = column(gap=4)
        self._group = QButtonGroup(self)
        self.since = DateField(tr("从"), self.today, required=True)
        self.until = DateField(tr("到"), self.today, required=True)
        self.message = MessageLine()
        self.preview = PaperPreview(core)
        self.preview.saved.connect(lambda path: self.message.done(tr("已存成文件：{}").format(Path(path).name)))
        self.make = button(tr("做出来看"), self.show_list, drawing="eye", narrow=True)
        self.preview.before.addWidget(self.make)
        self.setLayout(column(self._body(), margins=(16, 12, 16, 12)))
        self.preview.show_nothing(tr("选一种，定好起止日期，按“做出来看”。"))

    def _body(self) -> QSplitter:
        periods = Flow()
        for key, words in _PERIODS:
            periods.addWidget(button(tr(words), partial(self._set_period, key), narrow=True))
        dates = column(row(self.since.caption, self.since), row(self.until.caption, self.until), periods)
        inside = QWidget()
        inside.setLayout(column(label(tr("登记簿和报表"), rank="title"), self._types, card(dates), None, gap=10))
        left = scrolled(inside)
        left.setMinimumWidth(look().scaled(250))
        right = QWidget()
        layout = column(self.preview, self.message, gap=6, margins=(8, 0, 0, 0))
        layout.setStretch(0, 1)
        right.setLayout(layout)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([330, 800])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        return split

    def reload(self) -> None:
        """The types are there once for all; what was made stays until it is made anew."""
        if not self._infos:
            op = ops.list_types(self.core).on_success(self._show_types)
            op.on_error(self.message.refused).run(self)

    def _show_types(self, found: tuple[tuple[PaperInfo, ...], int]) -> None:
        infos, self._cut_off = found
        self._infos = infos
        for number, info in enumerate(infos):
            one = toggle(info.title, on=number == 0)
            one.setProperty("narrow", True)
            self._group.addButton(one, number)
            self._types.addWidget(one)
        self._group.idClicked.connect(self._on_type)
        self._on_type(0)

    def _on_type(self, number: int) -> None:
        self._type = self._infos[number].key
        yearly = self._type.startswith("annual")
        self._set_period("year" if yearly else "next" if self._type == _AHEAD else "month")

    def _set_period(self, key: str) -> None:
        first, last = period(key, self.today(), 0 if self._type == _AHEAD else self._cut_off)
        self.since.set_value(first)
        self.until.set_value(last)

    def show_list(self) -> None:
        """Make the paper of the chosen type and days, and show it."""
        if not self._type or not (self.since.check() and self.until.check()):
            return
        self.message.quiet()
        command = MakeList(self._type, self.since.value(), self.until.value())
        self.make.setEnabled(False)
        op = ops.make_list(self.core, command).on_success(self._on_made).on_error(self.message.refused)
        self._asked = op.on_done(lambda: self.make.setEnabled(True)).run(self)

    def _on_made(self, made: ListMade) -> None:
        self.preview.show_pdf(made.pdf, f"{made.title}{self.since.value()}", made.copies)
