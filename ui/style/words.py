"""How days and states are said on the screen: shape, words and tint together, readable without colour."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from msgspec import Struct

from desktop.domain.clock_doubt import Doubt
from desktop.domain.read_models import CaseRow, DueItem
from ui.i18n import tr
from ui.style.blocks import Tint

SOON: Final = 3  # days


class State(Struct, frozen=True):
    """What a pill shows."""

    shape: str
    words: str
    tint: Tint

    @property
    def text(self) -> str:
        return f"{self.shape} {self.words}"


def left_state(days: int) -> State:
    """How long there is still time."""
    if days < 0:
        return State("■", tr("超期{}天").format(-days), "red")
    if days == 0:
        return State("■", tr("今天到期"), "red")
    if days <= SOON:
        return State("▲", tr("还剩{}天").format(days), "amber")
    return State("●", tr("还剩{}天").format(days), "green")


def due_state(item: DueItem) -> State:
    return left_state(item.days_left)


def case_state(row: CaseRow, today: date) -> State:
    """The time limit of an open case, or that it is finished."""
    if row.state == "closed":
        return State("✓", tr("已办结"), "grey")
    if row.state == "waiting":
        return State("…", tr("等待办理规程"), "amber")
    if row.due:
        return left_state((date.fromisoformat(row.due[:10]) - today).days)
    if row.state == "agreed":
        return State("◆", tr("已达成协议"), "blue")
    return State("●", tr("正在办理"), "green")


def short_day(day: str) -> str:
    """11月20日 of an ISO date or time; "" for none."""
    if not day:
        return ""
    return tr("{}月{}日").format(int(day[5:7]), int(day[8:10]))


def long_day(day: str) -> str:
    """2026年11月20日 of an ISO date or time; "" for none."""
    if not day:
        return ""
    return tr("{}年{}月{}日").format(int(day[:4]), int(day[5:7]), int(day[8:10]))


def moment(at: str, now: datetime) -> str:
    """今天 17:42, 昨天 08:02, 11月3日; "" for none."""
    if not at:
        return ""
    when = datetime.fromisoformat(at)
    if when.tzinfo is not None and now.tzinfo is not None:
        when = when.astimezone(now.tzinfo)
    days = (now.date() - when.date()).days
    if days in (0, 1):
        return (tr("今天 {}") if days == 0 else tr("昨天 {}")).format(when.strftime("%H:%M"))
    return short_day(at) if when.year == now.year else long_day(at)


def age_state(at: str, now: datetime, *, soon: int, late: int, never: Tint = "grey") -> State:
    """How long ago something regular happened, `soon` and `late` in days; `never`: how bad it is that it never did."""
    if not at:
        return State("▲" if never == "amber" else "○", tr("还没有过"), never)
    when = datetime.fromisoformat(at)
    days = (now.date() - when.date()).days
    words = moment(at, now) if days < SOON - 1 else tr("{}天前").format(days)
    if days >= late:
        return State("■", words, "red")
    return State("▲", words, "amber") if days >= soon else State("●", words, "green")


def doubt_words(doubt: Doubt) -> str:
    """Why today's date is doubted: the day the computer says, and what was known before."""
    today, other = long_day(doubt.today), long_day(doubt.other)
    if doubt.kind == "jumped":
        return tr("电脑日期是{}，这台电脑上一次正常的日期是{}。").format(today, other)
    return tr("电脑日期是{}，县里最后一次的日期是{}。").format(today, other)
