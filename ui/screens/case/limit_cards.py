"""期限 of a case: when each began, which day binds, by when it must be done; longer or standing still with a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop.domain.engine_limits import DueLimit
from desktop.ops import Core
from ui.i18n import tr
from ui.screens.case.limit_sheet import EXTEND, PAUSE, RESUME, LimitSheet, act_words
from ui.screens.case.loaded import Loaded
from ui.style.blocks import button, card, clear, column, label, row
from ui.style.pill import Pill
from ui.style.words import State, left_state, long_day


class LimitCards(QWidget):
    """One card for each running limit. Signals: changed (words to say)."""

    changed = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._case: Loaded | None = None
        self._cards = column(gap=8)
        self.sheet = LimitSheet(core)
        self.sheet.changed.connect(self.changed)
        self.setLayout(column(self._cards, self.sheet, gap=8))

    def show_case(self, case: Loaded) -> None:
        self._case = case
        clear(self._cards)
        self.sheet.hide()
        for limit in case.status.limits:
            self._cards.addWidget(self._card(limit, case))
        if not case.status.limits:
            self._cards.addWidget(label(tr("现在没有正在计算的期限。"), tone="soft"))

    def _card(self, limit: DueLimit, case: Loaded) -> QFrame:
        title = label(limit.title, rank="strong", wrap=True)
        head = row(title, Pill(limit_state(limit)))
        head.setStretch(0, 1)
        lines: list[QWidget] = [label(words, wrap=True) for words in limit_words(limit, case)]
        if limit.basis:
            lines.append(label(tr("依据：{}").format(limit.basis), tone="soft", rank="small", wrap=True))
        lines += [label(f"▲ {note}", tone="amber", wrap=True) for note in limit.notes]
        acts = self._acts(limit, case)
        return card(column(head, *lines, *([row(*acts, None)] if acts else []), gap=4))

    def _acts(self, limit: DueLimit, case: Loaded) -> list[QPushButton]:
        if not case.writable:
            return []
        kinds = [EXTEND] if limit.may_extend and limit.running else []
        if limit.may_pause:
            kinds.append(PAUSE if limit.running else RESUME)
        made = []
        for kind in kinds:
            words = act_words()[kind]
            one = button(words, partial(self.sheet.ask, kind, limit, case), narrow=True)
            one.setAccessibleName(f"{words} {limit.title}")
            made.append(one)
        return made


def limit_state(limit: DueLimit) -> State:
    """The pill of a limit."""
    if not limit.running:
        return State("…", tr("中止计算"), "grey")
    if limit.shape == "none":
        return State("○", tr("已过期，权利人没有行使"), "grey")
    return left_state(limit.days_left or 0)


def limit_words(limit: DueLimit, case: Loaded) -> tuple[str, ...]:
    """From when, which day it is by itself, which day binds, by when it has to be done."""
    who = case.party(limit.addressee) if limit.addressee else None
    whose = tr("（{}）").format(who.name if who is not None else limit.addressee) if limit.addressee else ""
    lines = [tr("从{}起算{}").format(long_day(limit.start), whose)]
    if limit.at:
        lines.append(tr("{} {} 前").format(long_day(limit.at), limit.at[11:16]))
    elif limit.who == "right":
        rolled = tr("，遇假日顺延到{}").format(long_day(limit.rolled)) if limit.rolled != limit.raw else ""
        lines.append(tr("当事人的期限：最后一天{}{}").format(long_day(limit.raw), rolled))
    else:
        lines.append(tr("最后一天{}").format(long_day(limit.raw)))
    if limit.extended:
        lines.append(tr("已经延长过"))
    if limit.doubtful:
        lines.append(tr("▲ 这个期限没有核实到出处，只作提醒，不写进文书"))
    return tuple(lines)
