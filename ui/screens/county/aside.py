"""Files of stations that were set aside: why, and what to do with each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from desktop.usecases.county_room import AsideRow
from ui.i18n import tr
from ui.style.blocks import button, card, clear, column, label, row
from ui.style.words import short_day


class AsideList:
    """The newest come last, as they came in."""

    def __init__(self, retry: Callable[[AsideRow], object], discard: Callable[[AsideRow], object]) -> None:
        self._retry, self._discard = retry, discard
        self._rows = column(gap=6)
        self._layout = column(label(tr("搁置的数据包"), rank="heading"), self._rows, gap=8)

    def layout(self) -> QVBoxLayout:
        return self._layout

    def show_rows(self, rows: tuple[AsideRow, ...]) -> None:
        clear(self._rows)
        for one in rows:
            head = tr("{}　{}").format(short_day(one.seen_at), one.name)
            again = button(tr("再试"), partial(self._retry, one), narrow=True)
            away = button(tr("放弃"), partial(self._discard, one), narrow=True)
            for made, spoken in ((again, tr("再试{}")), (away, tr("放弃{}"))):
                made.setAccessibleName(spoken.format(one.name))
            told = label(one.told, tone="soft", wrap=True)
            self._rows.addWidget(
                card(column(label(head, rank="strong", wrap=True), told, row(again, away, None), gap=4))
            )
        if not rows:
            self._rows.addWidget(label(tr("没有搁置的数据包。"), tone="soft"))
