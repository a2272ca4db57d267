"""The time limits of a case that are running: when they began, when they end, what moved them. Must not ask for today.

Counting itself is done by time_limits.py; here is only which limit began on which day and whether it is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from desktop.domain.calendar import Calendar
from desktop.domain.case import CaseState
from desktop.domain.engine_facts import NO_ACT, CaseFacts, papers
from desktop.domain.engine_plan import Plan, PlanLimit
from desktop.domain.errors import RuleViolation
from desktop.domain.limit_rules import LimitRule
from desktop.domain.procedure import Limit
from desktop.domain.read_models import LimitShape
from desktop.domain.time_limits import Deadline, Extension, Pause, compute, promised


class DueLimit(Struct, frozen=True, gc=False):
    """A running limit. Days are ISO dates; `at` the minute, for limits of hours.

    `raw`: last day itself; `rolled`: the day that binds a citizen's right; `work_by`: last working day not after `raw`.
    `addressee`: whose receipt began it. `may_extend`: by how much more at most ("" not at all). `doubtful`: 未核实.
    `shape`, `days_left`: only filled by `as_of`, against the `who`'s day.
    """

    key: str
    title: str
    rule: str
    who: str
    start: str
    raw: str
    rolled: str
    work_by: str
    basis: str
    at: str = ""
    addressee: str = ""
    provisional: bool = False
    doubtful: bool = False
    running: bool = True
    warn_on: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    may_extend: str = ""
    may_pause: bool = False
    extended: bool = False
    shape: LimitShape = "none"
    days_left: int | None = None

    @property
    def binding(self) -> str:
        """The day on which the limit is lost: `rolled` for a right, `raw` for a duty."""
        return self.rolled if self.who == "right" else self.raw

    def as_of(self, today: date) -> DueLimit:
        """The same limit seen from `today`: overdue, today, soon, later; "none" for a right that has lapsed."""
        day = today.isoformat()
        last = self.rolled if self.who == "right" else self.work_by
        left = (date.fromisoformat(last) - today).days
        shape: LimitShape = "later"
        if day > self.binding:
            shape = "none" if self.who == "right" else "overdue"
        elif day >= last:
            shape = "today"
        elif self.warn_on and day >= self.warn_on[0]:
            shape = "soon"
        return msgspec.structs.replace(self, shape=shape, days_left=left)


class MetLimit(Struct, frozen=True):
    """A limit that was met on `on`; `late` when that was after the day that binds."""

    limit: DueLimit
    on: str
    late: bool


def running_limits(plan: Plan, facts: CaseFacts, calendar: Calendar) -> Iterator[DueLimit]:
    """Limits that began and are not met, in file order."""
    if facts.state.closed is not None:
        return
    for planned in plan.limits:
        if planned.when is not None and not planned.when(facts, NO_ACT):
            continue
        starts = list(_starts(planned, facts))
        if starts and not _met_on(planned.limit, facts):
            for start, addressee in starts:
                yield from _due(planned, facts, start, addressee, calendar)


def met_limits(plan: Plan, facts: CaseFacts, calendars: Callable[[str], Calendar]) -> Iterator[MetLimit]:
    """Limits that began and were met, for the figures of a method (及时率)."""
    for planned in plan.limits:
        if planned.when is not None and not planned.when(facts, NO_ACT):
            continue
        on = _met_on(planned.limit, facts)
        for start, addressee in _starts(planned, facts) if on else ():
            for due in _due(planned, facts, start, addressee, calendars(on)):
                yield MetLimit(due, on, on > due.binding)


def _starts(planned: PlanLimit, facts: CaseFacts) -> Iterator[tuple[str, str]]:
    """Moments at which the limit began (ISO), each with the addressee whose receipt it was."""
    limit = planned.limit
    by_clock = limit.unit in ("hours", "minutes")
    head, _, kind = limit.start.partition(":")
    if limit.start == "received":
        yield facts.state.reg.received_at, ""
    elif planned.start_day is not None:
        day = planned.start_day(facts, NO_ACT)
        if isinstance(day, str) and day:
            yield day, ""
    elif limit.start == "promised":
        if (agreement := facts.state.agreement) is not None and not agreement.performed_on_spot:
            yield max((p.due for d in agreement.duties for p in d.parts), default=agreement.on), ""
    elif head == "served":
        yield from _receipts(facts.state, kind, limit)
    elif head == "effective":
        if day := effective_on(facts.state, kind):
            yield day, ""
    elif acts := facts.acts(limit.start.removeprefix("first:")):
        act = acts[0 if head == "first" else -1]
        yield (act.at or act.on) if by_clock else act.on, ""


def _receipts(state: CaseState, kind: str, limit: Limit) -> Iterator[tuple[str, str]]:
    found = papers(state, kind)
    if not found or not found[-1].served:
        return
    if limit.each == "addressee":
        first: dict[str, str] = {}
        for one in found[-1].served:
            first.setdefault(one.addressee, one.on)
        yield from ((on, addressee) for addressee, on in first.items())
    else:
        yield max(one.on for one in found[-1].served), ""


def effective_on(state: CaseState, kind: str) -> str:
    """The day a signed agreement takes effect: the latest of signatures and seal (人民调解法 Art. 29), "" if unknown.

    Where nobody recorded signatures, the day of the agreement stands in for it.
    """
    signed = [s.on for d in papers(state, kind) for s in d.signed]
    if signed:
        return max(signed)
    agreement = state.agreement
    return agreement.on if agreement is not None else ""


def _met_on(limit: Limit, facts: CaseFacts) -> str:
    """The day on which enough was done to meet the limit, "" while it runs."""
    count = len(facts.acts(limit.start)) if limit.start in facts.steps else 1
    days: list[str] = []
    for until in limit.until:
        days += _days_of(until, facts)
    days.sort()
    return days[count - 1] if len(days) >= count > 0 else ""


def _days_of(until: str, facts: CaseFacts) -> list[str]:
    head, _, kind = until.partition(":")
    state = facts.state
    if until == "closed":
        return [state.closed.on] if state.closed else []
    if head == "issued" and kind:
        return [d.on for d in papers(state, kind) if d.frozen]
    if head == "served" and kind:
        return [max(s.on for s in d.served) for d in papers(state, kind) if d.served]
    return [act.on for act in facts.acts(until)]


def _due(planned: PlanLimit, facts: CaseFacts, start: str, addressee: str, calendar: Calendar) -> Iterator[DueLimit]:
    limit = planned.limit
    if planned.day is not None:
        day = planned.day(facts, NO_ACT)
        if isinstance(day, str) and day:
            yield _named_day(limit, start, day[:10], calendar)
    elif planned.rule is not None:
        deadline = _counted(planned.rule, limit, facts.state, start, calendar)
        if deadline is not None:
            yield _plain(limit, deadline, addressee)


def _counted(rule: LimitRule, limit: Limit, state: CaseState, start: str, calendar: Calendar) -> Deadline | None:
    if limit.unit in ("hours", "minutes") and "T" not in start:
        return None  # nobody noted the minute
    begin = _moment(limit, start)
    changes = _changes(limit.key, state, begin)
    if not any(changes.values()):
        return compute(rule, begin, calendar=calendar)
    try:
        return compute(rule, begin, calendar=calendar, **changes)
    except RuleViolation:
        # What was recorded cannot be (a pause where none is allowed, an extension beyond the law): the limit stands.
        return compute(rule, begin, calendar=calendar)


def checked_deadline(
    plan: Plan, facts: CaseFacts, calendar: Calendar, key: str, change: Extension | Pause
) -> Deadline | None:
    """The deadline of a running limit after one more change; None when the limit is not running.

    Raises:
        RuleViolation: R-173 … R-179, the change is not allowed.
    """
    planned = next((p for p in plan.limits if p.limit.key == key), None)
    running = any(due.key == key for due in running_limits(plan, facts, calendar))
    if planned is None or planned.rule is None or not running:
        return None
    begin = _moment(planned.limit, max(start for start, _ in _starts(planned, facts)))
    known = _changes(key, facts.state, begin)
    extensions = (*known["extensions"], *((change,) if isinstance(change, Extension) else ()))
    pauses = {p.first: p for p in (*known["pauses"], *((change,) if isinstance(change, Pause) else ()))}
    return compute(planned.rule, begin, calendar=calendar, extensions=extensions, pauses=tuple(pauses.values()))


def _moment(limit: Limit, start: str) -> date:
    return datetime.fromisoformat(start) if limit.unit in ("hours", "minutes") else date.fromisoformat(start[:10])


def _changes(key: str, state: CaseState, begin: date) -> dict[str, Any]:
    day = begin.date() if isinstance(begin, datetime) else begin
    return {
        "extensions": tuple(
            Extension(on=day, reason=x.reason, approver=x.approver, until=date.fromisoformat(x.until))
            for x in state.extensions
            if x.limit == key
        ),
        "pauses": tuple(
            Pause(date.fromisoformat(x.start), date.fromisoformat(x.end) if x.end else None, x.reason, x.approver)
            for x in {x.start: x for x in state.pauses if x.limit == key}.values()  # a later record of a start ends it
        ),
    }


def _plain(limit: Limit, deadline: Deadline, addressee: str) -> DueLimit:
    return DueLimit(
        key=limit.key,
        title=limit.title,
        rule=limit.rule,
        who=limit.who or "duty",
        start=deadline.start.isoformat(),
        raw=deadline.raw.isoformat(),
        rolled=deadline.rolled.isoformat(),
        work_by=deadline.work_by.isoformat(),
        basis=limit.basis,
        at=deadline.at.isoformat() if deadline.at else "",
        addressee=addressee,
        provisional=deadline.provisional,
        doubtful=limit.doubtful,
        running=deadline.running,
        warn_on=tuple(day.isoformat() for day in deadline.reminders()),
        notes=deadline.notes,
        may_extend=str(limit.extend or ""),
        may_pause=bool(limit.pause),
        extended=any(change.kind == "extension" for change in deadline.trail),
    )


def _named_day(limit: Limit, start: str, day: str, calendar: Calendar) -> DueLimit:
    """A last day that an order or a promise names: it stays as written; only the reminder looks at working days."""
    named = promised(date.fromisoformat(day), calendar)
    return DueLimit(
        key=limit.key,
        title=limit.title,
        rule=limit.rule,
        who=limit.who or "duty",
        start=start[:10],
        raw=day,
        rolled=day,
        work_by=calendar.last_workday(named.day).isoformat(),
        basis=limit.basis,
        provisional=not calendar.is_known(named.day),
        doubtful=limit.doubtful,
        warn_on=tuple(
            date.fromordinal(named.day.toordinal() - ahead).isoformat()
            for ahead in sorted(limit.warn or (), reverse=True)
        ),
        notes=(named.note,) if named.note else (),
    )
