"""Whether this computer's date may go on paper: what speaks against it, and who said it is right. Pure.

Only what is printed and what is told asks this. No rule of acceptance, order or ownership does (sync-model.md §3, I14),
and nothing of it is an event: a jump is a line of the local journal, so that no digest hangs on a clock.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final, Literal

import msgspec
from msgspec import Struct

from desktop.domain.errors import Situation

CORRECTED: Final = timedelta(minutes=2)
"""Computers correct their clock by themselves, by less."""
WRONG_DAY: Final = timedelta(hours=1)
"""What moved the clock by more may put another day on paper."""
AWAY: Final = timedelta(days=60)
"""Longer than any holiday: who finds the clock so far on is asked once which day it is."""
SILENT: Final = timedelta(days=180)
"""After so long without a date of the county, its last one no longer vouches for this computer's."""

Kind = Literal["behind_county", "jumped", "silent"]


class ClockBook(Struct, frozen=True):
    """What this computer remembers of its own clock; local, in no event, bundle or digest.

    `good`: the moment before the first jump that nobody has settled, "" while there is none. `off`: seconds by which
    jumps have moved the clock since then. `confirmed`: the last day of which somebody said that it was right.
    `head`: the newest event that was there when the clock was last looked at.
    """

    good: str = ""
    off: int = 0
    confirmed: str = ""
    head: str = ""


class Doubt(Struct, frozen=True):
    """Why today's date is doubted. `today`, `other`: ISO days; `other` is the county's last one, else the one before
    the jump."""

    kind: Kind
    today: str
    other: str

    def told(self) -> str:
        """The question, with both dates."""
        from desktop.domain.rounds import day_words  # the lock watches the clock before anything of a case is loaded

        today, other = day_words(self.today), day_words(self.other)
        known = f"这台电脑上一次正常的日期是{other}" if self.kind == "jumped" else f"县里最后一次的日期是{other}"
        return f"电脑日期是{today}，{known}。今天是几号？"


class DayInDoubt(Situation):
    """S-541: something with today's date was to be printed while that date is doubted and nobody confirmed it."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(
            "S-541",
            doubt.told(),
            safe="还没有打印。",
            way_out="日期对的，请确认后照这个日期打印（命令行加 --today 日期）；不对，请先改电脑的日期。",
        )
        self.doubt = doubt


def jump_of(wall: timedelta, ran: float) -> timedelta:
    """By how much the clock was moved while `ran` seconds went by and it moved on by `wall`; zero for a correction."""
    by = wall - timedelta(seconds=ran)
    return by if abs(by) > CORRECTED else timedelta()


def jump_between_runs(before: datetime, now: datetime) -> timedelta:
    """The same for a time when the program did not run: only what goes back, or is longer than any absence."""
    by = now - before
    return by if by < -CORRECTED or by > AWAY else timedelta()


def jump_words(before: datetime, now: datetime) -> str:
    """What a jump's line of the journal says: where the clock stood, and where it stands."""
    return f"{before.isoformat(timespec='minutes')} → {now.isoformat(timespec='minutes')}"


def with_jump(book: ClockBook, before: datetime, by: timedelta) -> ClockBook:
    """A jump was seen; one that undoes those before it settles them."""
    off = book.off + round(by.total_seconds())
    if abs(off) <= WRONG_DAY.total_seconds():
        return settled(book)
    return msgspec.structs.replace(book, good=book.good or before.isoformat(timespec="seconds"), off=off)


def settled(book: ClockBook) -> ClockBook:
    """Nothing is open any more."""
    return msgspec.structs.replace(book, good="", off=0)


def confirmed(book: ClockBook, now: datetime) -> ClockBook:
    """Somebody said that today is the day the computer says."""
    return msgspec.structs.replace(settled(book), confirmed=now.date().isoformat())


def county_spoke(book: ClockBook, county_time: str, now: datetime) -> ClockBook:
    """A receipt came in; a county clock that shows the same day vouches for this one."""
    return settled(book) if _agree(_day(county_time, now), now.date()) else book


def doubt_of(book: ClockBook, county_time: str, now: datetime) -> Doubt | None:
    """Why today's date may not go on paper unasked; None when it may. `county_time`: "" before the first receipt.

    A day before the county's last one contradicts it, and is asked about anew on each date. A jump, or half a year
    without the county, is a question that one answer settles.
    """
    today = now.date()
    if book.confirmed == today.isoformat():
        return None
    county = _day(county_time, now) if county_time else None
    if county is not None and (county - today).days > 1:
        return Doubt("behind_county", today.isoformat(), county.isoformat())
    if book.good:
        if county is not None and _agree(county, today):
            return None
        return Doubt("jumped", today.isoformat(), book.good[:10])
    if county is not None and today - max(county, _confirmed_day(book)) > SILENT:
        return Doubt("silent", today.isoformat(), county.isoformat())
    return None


def _day(moment: str, now: datetime) -> date:
    """The day of a moment in this computer's own zone."""
    at = datetime.fromisoformat(moment)
    return (at.astimezone(now.tzinfo) if at.tzinfo else at).date()


def _agree(one: date, other: date) -> bool:
    return abs((one - other).days) <= 1


def _confirmed_day(book: ClockBook) -> date:
    return date.fromisoformat(book.confirmed) if book.confirmed else date.min
