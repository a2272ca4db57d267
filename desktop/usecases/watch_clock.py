"""What a person says about the computer's date, and what was seen of its clock while the program runs."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.domain.clock_doubt import confirmed, jump_words, with_jump
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork


def confirm_day(day: str, uow: UnitOfWork) -> None:
    """Today is `day` (ISO), as the computer says: what is doubted may be printed with it. Without a doubt, nothing.

    The caller commits. Raises R-203, R-542 the computer's clock shows another day.
    """
    demand_right(uow.viewer, "journal.own")
    now = uow.now()
    if day != now.date().isoformat():
        raise RuleViolation(
            "R-542",
            f"电脑的日期是{now.date().isoformat()}，不是{day}。",
            field="today",
            way_out="请先改好电脑的日期，或写电脑现在的日期。",
        )
    doubt = uow.clock_doubt()
    if doubt is not None:
        uow.keep_clock_book(confirmed(uow.clock_book(), now))
        uow.journal("clock.confirmed", "", f"{doubt.kind} {doubt.other} → {day}")


def note_jump(before: datetime, by: timedelta, uow: UnitOfWork) -> None:
    """Somebody set the clock by so much when it stood at `before`: remembered and noted, and committed here.

    It is no event: what others compute from the log must not hang on a clock (sync-model.md §3). Raises R-203.
    """
    demand_right(uow.viewer, "journal.own")
    uow.keep_clock_book(with_jump(uow.clock_book(), before, by))
    uow.journal("clock.jump", "", jump_words(before, before + by))
    uow.commit()
