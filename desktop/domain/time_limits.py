"""Counts time limits (期限); must not know what a limit is for, nor ask for today.

Counting: Civil Code Art. 200-204, Civil Procedure Law Art. 85: the start day is not counted, a period of months ends on
the day of the same number or at the month's end, a last day off moves to the next working day. Three dates come out:
`raw` (the last day itself, for our own duties), `rolled` (Art. 203, for a citizen's right), `work_by` (the last working
day not after `raw`: nobody is in the office on 2 October). Dates promised in an agreement are no periods: `promised`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from desktop.domain.calendar import ONE_DAY, PROVISIONAL_NOTE, Calendar
from desktop.domain.errors import RuleViolation
from desktop.domain.limit_rules import LONGEST, UNIT_NAMES, LimitRule, Unit

COUNTING_BASIS = "《中华人民共和国民法典》第二百条至第二百零四条"
_FIELD = "limit"


class Pause(msgspec.Struct, frozen=True):
    """Days that do not count, both included; `last` None while the limit still stands still."""

    first: date
    last: date | None
    reason: str
    approver: str


class Extension(msgspec.Struct, frozen=True):
    """More time, by `length` in the rule's unit or `until` a day; approved on `on`."""

    on: date
    reason: str
    approver: str
    length: int = 0
    until: date | None = None


class Change(msgspec.Struct, frozen=True):
    """What moved the last day, from `before` to `after`, and on whose word."""

    kind: Literal["pause", "extension"]
    reason: str
    approver: str
    before: date
    after: date


class Deadline(msgspec.Struct, frozen=True):
    """work_by <= raw <= rolled. `at`: the minute, for limits of hours. `running` False: paused, the dates will move."""

    rule: LimitRule
    start: date
    raw: date
    rolled: date
    work_by: date
    provisional: bool
    at: datetime | None = None
    running: bool = True
    trail: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def legal(self) -> date:
        """The day that binds: `rolled` for a right, `raw` for a duty."""
        return self.rolled if self.rule.kind == "right" else self.raw

    def reminders(self) -> tuple[date, ...]:
        """Days to remind on, earliest first: counted back from `work_by` for a duty, from `rolled` for a right."""
        last = self.rolled if self.rule.kind == "right" else self.work_by
        return tuple(last - timedelta(days=ahead) for ahead in sorted(self.rule.warn, reverse=True))


class Promised(msgspec.Struct, frozen=True):
    """A date a party promised, as written; `note` says if it is a day off and moves nothing."""

    day: date
    note: str = ""


def compute(
    rule: LimitRule,
    start: date,
    *,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
) -> Deadline:
    """The last day of `rule` for what began on `start` (a datetime for hours and minutes, which run from the minute).

    Raises RuleViolation R-171 (no length), R-172 (hours without a time of day), R-173 … R-176 (extensions) and
    R-177 … R-179 (pauses); see docs/errors.md.
    """
    if not 1 <= rule.length <= LONGEST:
        raise _fault(
            "R-171", f"“{rule.name}”的期限长度没有定，或者超出了1至{LONGEST}。", "请按交办单或者规定填写期限。"
        )
    if _by_clock(rule):
        if not isinstance(start, datetime):
            raise _fault("R-172", f"“{rule.name}”按{UNIT_NAMES[rule.unit]}计算，要写明起算的时刻。", "请填写几点几分。")
    elif isinstance(start, datetime):
        start = start.date()
    course = _Course(rule, start, calendar)
    steps: list[Pause | Extension] = [*pauses, *extensions]
    for step in sorted(steps, key=_begins):
        if isinstance(step, Pause):
            course.pause(step)
        else:
            course.extend(step)
    return course.deadline()


def _begins(step: Pause | Extension) -> tuple[date, bool]:
    return (step.first, False) if isinstance(step, Pause) else (step.on, True)


def _by_clock(rule: LimitRule) -> bool:
    return rule.unit in ("hours", "minutes")


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _step(unit: Unit, start: date, length: int, calendar: Calendar) -> date:
    """`length` units after `start`; a datetime stays one."""
    if unit == "workdays":
        return calendar.add_workdays(start, length)
    if unit == "months":
        return add_months(start, length)
    return start + timedelta(**{unit: length})


def add_months(start: date, months: int) -> date:
    """The day of the same number `months` later, or the last of that month (Civil Code Art. 202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


class _Course:
    """One limit on its way: where its last day stands after each pause and extension, in the order of their dates."""

    def __init__(self, rule: LimitRule, start: date, calendar: Calendar) -> None:
        self.rule, self.start, self.calendar = rule, start, calendar
        self.last = _step(rule.unit, start, rule.length, calendar)
        extra = rule.max_extension
        self.farthest = None if extra == "agreed" else _step(rule.unit, self.last, extra, calendar)
        self.paused_until = _day(start)  # the start day does not count anyway
        self.running = True
        self.trail: list[Change] = []

    def pause(self, pause: Pause) -> None:
        if not self.rule.pausable or _by_clock(self.rule):
            raise _fault(
                "R-177",
                f"“{self.rule.name}”不能暂停计算。",
                "听证等所用的时间，只有规定写明的才可以扣除。",
                self.rule.basis,
            )
        _require_words(pause)
        if not self.running or (pause.last and pause.last < pause.first):
            raise _fault("R-179", "暂停的起止日期不对，或者上一次暂停还没有结束。", "请核对暂停从哪天到哪天。")
        if pause.first > _day(self.last):
            raise _fault("R-178", f"期限已在{_say(self.last)}届满，不能再暂停。", "请按逾期处理，写明原因。")
        before = self.last
        if pause.last is None:
            self.running = False
        else:
            self._shift(max(pause.first - ONE_DAY, self.paused_until), pause.last)
        self.trail.append(Change("pause", pause.reason, pause.approver, _day(before), _day(self.last)))

    def _shift(self, after: date, until: date) -> None:
        """Move the last day by the days later than `after`, up to and with `until`."""
        if self.rule.unit == "workdays":
            count = self.calendar.workdays_between(after, until)
        else:
            count = max(0, (until - after).days)
        unit: Unit = "workdays" if self.rule.unit == "workdays" else "days"
        self.last = _step(unit, self.last, count, self.calendar)
        if self.farthest:
            self.farthest = _step(unit, self.farthest, count, self.calendar)
        self.paused_until = max(self.paused_until, until)

    def extend(self, extension: Extension) -> None:
        _require_words(extension)
        late = self.running and extension.on > _day(self.last)
        if late or extension.on < _day(self.start):
            raise _fault(
                "R-174",
                f"批准延长的日期{_say(extension.on)}不在期限内（{_say(self.start)}至{_say(self.last)}）。",
                "期限届满后不能再延长，请按逾期处理并写明原因。",
                self.rule.basis,
            )
        after = self._extended(extension)
        if self.farthest and after > self.farthest:
            raise _fault(
                "R-173",
                f"“{self.rule.name}”"
                + (f"最多延长到{_say(self.farthest)}。" if self.rule.max_extension else "不能延长。"),
                "请缩短延长的时间。" if self.rule.max_extension else "请在期限内办结。",
                self.rule.basis,
            )
        before, self.last = self.last, after
        self.trail.append(Change("extension", extension.reason, extension.approver, _day(before), _day(after)))

    def _extended(self, extension: Extension) -> date:
        """The new last day; either a length or a day must be given, and it must be later than the old one."""
        until, length = extension.until, extension.length
        if until and not length and not _by_clock(self.rule):
            after = self.calendar.last_workday(until) if self.rule.unit == "workdays" else until
        elif not until and 0 < length <= LONGEST:
            after = _step(self.rule.unit, self.last, length, self.calendar)
        else:
            after = self.last
        if after <= self.last:
            raise _fault("R-176", "延长的时间要大于零。", "请填写延长多久，或者延长到哪一天。")
        return after

    def deadline(self) -> Deadline:
        raw = _day(self.last)
        rolled, work_by, provisional = raw, raw, False
        if self.rule.unit == "workdays":
            provisional = not self.calendar.knows_all(self.start + ONE_DAY, raw)
        elif not _by_clock(self.rule):
            rolled, work_by = self.calendar.next_workday(raw), self.calendar.last_workday(raw)
            provisional = not self.calendar.knows_all(work_by, rolled)
        return Deadline(
            rule=self.rule,
            start=_day(self.start),
            raw=raw,
            rolled=rolled,
            work_by=work_by,
            provisional=provisional,
            at=self.last if isinstance(self.last, datetime) else None,
            running=self.running,
            trail=tuple(self.trail),
            notes=tuple(self._notes(raw, work_by, provisional)),
        )

    def _notes(self, raw: date, work_by: date, provisional: bool) -> Iterable[str]:
        if work_by <= _day(self.start) and not _by_clock(self.rule):
            yield f"期限内没有工作日（最后一天{_say(raw)}是{self.calendar.day_name(raw)}），请安排值班办理"
        elif work_by < raw:
            yield f"最后一天{_say(raw)}是{self.calendar.day_name(raw)}，最迟在{_say(work_by)}办完"
        if provisional:
            yield PROVISIONAL_NOTE
        if not self.running:
            yield "期限暂停中，恢复后重新推算"


def promised(day: date, calendar: Calendar) -> Promised:
    """A date that a party promised stays as written, whatever day it is (practice: never rolled)."""
    name = "" if calendar.is_workday(day) else calendar.day_name(day)
    return Promised(day, f"{_say(day)}是{name}，约定的日期不变" if name else "")


def deadline_report(deadline: Deadline, calendar: Calendar) -> dict[str, object]:
    """What `deadline --json` prints: ISO dates, the calendar's label, and what a reader of the dates must know."""
    return {
        "rule": deadline.rule.code,
        "length": deadline.rule.length,
        "unit": deadline.rule.unit,
        "start": deadline.start.isoformat(),
        "raw": deadline.raw.isoformat(),
        "rolled": deadline.rolled.isoformat(),
        "work_by": deadline.work_by.isoformat(),
        "at": deadline.at.isoformat() if deadline.at else None,
        "calendar": calendar.label,
        "provisional": deadline.provisional,
        "notes": list(deadline.notes),
    }


def _say(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _require_words(step: Pause | Extension) -> None:
    if not step.reason.strip() or not step.approver.strip():
        raise _fault("R-175", "暂停或者延长期限要写明原因和批准人。", "请补填原因和批准人，并把理由告知当事人。")


def _fault(code: str, message: str, way_out: str, basis: str = COUNTING_BASIS) -> RuleViolation:
    return RuleViolation(code, message, field=_FIELD, basis=basis, way_out=way_out)
