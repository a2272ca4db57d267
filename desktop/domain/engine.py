"""What is next in a case, until when, why, and what stands in the way of closing it. Must not know any single method.

A pure function of procedure, case, calendar and, where asked, the day. Everything but `shape` and `days_left` of limits
and what is escalated is the same on every day, so it may be cached until the case changes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import msgspec
from msgspec import Struct

from desktop.domain.calendar import Calendar
from desktop.domain.case import CaseState
from desktop.domain.engine_facts import NO_ACT, CaseFacts, papers
from desktop.domain.engine_limits import DueLimit, MetLimit, met_limits, running_limits
from desktop.domain.engine_plan import Plan, PlanStep, plan_of
from desktop.domain.engine_walk import Walk, walk
from desktop.domain.procedure import Figure, Need, Paper, Procedure


class Reason(Struct, frozen=True):
    """Why something is not possible, or what to look at. `kind` step, paper, rule or order; `key` which one."""

    kind: str
    key: str
    text: str
    basis: str = ""


class Task(Struct, frozen=True, gc=False):
    """A step that waits. `act`: the event that satisfies it ("step" = its own form); `due`: the day of its limit."""

    step: str
    title: str
    act: str
    need: Need
    why: str = ""
    basis: str = ""
    roles: tuple[str, ...] = ()
    form: bool = False
    due: str = ""
    limit: str = ""


class DoneStep(Struct, frozen=True, gc=False):
    """A step that was done, on which legal day."""

    step: str
    title: str
    on: str


class PaperDue(Struct, frozen=True, gc=False):
    """A paper that is not there yet: its type, the step it belongs to, how many are missing, whether to be served."""

    type: str
    step: str
    need: Need
    missing: int
    serve: bool = False


class Raised(Struct, frozen=True):
    """What is to be raised because a limit is near or past: to which role, by which step of the method."""

    limit: str
    text: str
    role: str
    step: str


class CaseStatus(Struct, frozen=True):
    """How a case stands in its procedure.

    `current`: steps that wait, the next one first; `offers`: steps that may be done besides. `ends`: outcome codes with
    which it could be closed now. `blocked`: document type -> why it may not be printed yet.
    """

    procedure: str
    version: int
    hash: str
    closed: bool
    current: tuple[Task, ...]
    offers: tuple[Task, ...]
    done: tuple[DoneStep, ...]
    limits: tuple[DueLimit, ...]
    warnings: tuple[Reason, ...]
    documents_due: tuple[PaperDue, ...]
    blocks_closing: tuple[Reason, ...]
    ends: tuple[str, ...]
    blocked: dict[str, tuple[Reason, ...]]
    figures: dict[str, int]
    raised: tuple[Raised, ...] = ()

    @property
    def may_close(self) -> bool:
        """Whether the case may be closed now, with one of `ends`."""
        return bool(self.ends) and not self.blocks_closing

    @property
    def next(self) -> Task | None:
        """The step that is next, None when nothing waits."""
        return self.current[0] if self.current else None

    def blocks_document(self, kind: str) -> tuple[Reason, ...]:
        """Why a paper of this type may not be printed yet; empty when it may."""
        return self.blocked.get(kind, ())


def status(procedure: Procedure, state: CaseState, calendar: Calendar, today: date | None = None) -> CaseStatus:
    """How `state` stands in `procedure`. With `today` None everything that depends on the day is left open."""
    plan = plan_of(procedure)
    facts = CaseFacts(state, plan.sources, plan.steps)
    closings = len(state.reopened) + (state.closed is not None)
    way = walk(plan, facts, closings, procedure.reopen or plan.start)
    limits = tuple(running_limits(plan, facts, calendar))
    closed = state.closed is not None
    missing = _missing_papers(plan, facts, way)
    bare = CaseStatus(
        procedure=procedure.key,
        version=procedure.version,
        hash=procedure.hash,
        closed=closed,
        current=() if closed else _tasks(way.open, limits, plan),
        offers=() if closed else _offers(plan, facts, way, limits),
        done=tuple(DoneStep(p.step.key, p.step.title, act.on) for p, act in way.done),
        limits=limits,
        warnings=_warnings(plan, facts, way),
        documents_due=missing,
        blocks_closing=() if closed else _blocks_closing(plan, facts, way, missing),
        ends=() if closed else tuple(dict.fromkeys(p.step.end for p in way.ends)),
        blocked=_blocked(plan, facts),
        figures={f.key: _figure(f, facts, test) for f, test in plan.figures},
    )
    return bare if today is None else as_of(procedure, bare, today)


def as_of(procedure: Procedure, known: CaseStatus, today: date) -> CaseStatus:
    """A status made without a day, seen from `today`: shapes of limits and what they raise."""
    limits = tuple(limit.as_of(today) for limit in known.limits)
    raised = [
        Raised(e.limit, e.text, e.role, e.step)
        for e in procedure.escalations
        for limit in limits
        if limit.key == e.limit and today > date.fromisoformat(limit.binding) + timedelta(days=e.after)
    ]
    return msgspec.structs.replace(known, limits=limits, raised=tuple(raised))


def timeliness(procedure: Procedure, state: CaseState, calendars: Callable[[str], Calendar]) -> tuple[MetLimit, ...]:
    """Limits that were met, each with the day and whether it was late (for 及时率 and the case's page).

    `calendars`: the calendar that was in force on an ISO day. What was done is judged by that of the day it was done.
    """
    plan = plan_of(procedure)
    return tuple(met_limits(plan, CaseFacts(state, plan.sources, plan.steps), calendars))


def told_limit(limit: DueLimit, calendar: Calendar) -> dict[str, str]:
    """What is kept with a limit once it was told or printed: rule, start, days, and the calendar they rest on."""
    return {
        "rule": limit.rule or limit.key,
        "start": limit.start,
        "raw": limit.raw,
        "rolled": limit.rolled,
        "calendar": calendar.label,
    }


def _tasks(waiting: list[PlanStep], limits: tuple[DueLimit, ...], plan: Plan) -> tuple[Task, ...]:
    return tuple(_task(p, limits, plan) for p in waiting if p.step.need != "may")


def _task(planned: PlanStep, limits: tuple[DueLimit, ...], plan: Plan, need: Need | None = None) -> Task:
    step = planned.step
    due = plan.meets.get(step.key, ())
    running = min((x for x in limits if x.key in due and x.who == "duty"), key=lambda x: x.work_by, default=None)
    return Task(
        step=step.key,
        title=step.title,
        act=step.done_by[0],
        need=need or step.need,
        why=step.why,
        basis=step.basis,
        roles=step.roles,
        form=bool(step.fields),
        due=running.work_by if running else "",
        limit=running.key if running else "",
    )


def _offers(plan: Plan, facts: CaseFacts, way: Walk, limits: tuple[DueLimit, ...]) -> tuple[Task, ...]:
    optional = [p for p in way.open if p.step.need == "may"]
    beside = [p for p in (*plan.beside, *plan.cuts) if p.when is None or p.when(facts, NO_ACT)]
    seen = {p.step.key for p in way.open if p.step.need != "may"}
    found = {p.step.key: p for p in (*way.choices, *optional, *beside) if p.step.key not in seen}
    return tuple(_task(p, limits, plan, "may") for p in found.values())


def _missing_papers(plan: Plan, facts: CaseFacts, way: Walk) -> tuple[PaperDue, ...]:
    times: dict[str, int] = {}
    for planned, _act in way.done:
        if planned.papers:
            times[planned.step.key] = times.get(planned.step.key, 0) + 1
    out: dict[str, PaperDue] = {}
    for key, count in times.items():
        for paper, when in plan.steps[key].papers:
            if when is None or when(facts, NO_ACT):
                missing = _missing(paper, facts, count if paper.per == "act" else 1)
                if missing and (paper.type not in out or out[paper.type].need == "due"):
                    out[paper.type] = PaperDue(paper.type, key, paper.need, missing, paper.served)
    return tuple(out.values())


def _missing(paper: Paper, facts: CaseFacts, wanted: int) -> int:
    there = [d for d in papers(facts.state, paper.type) if d.frozen and (d.served or not paper.served)]
    return max(0, wanted - len(there))


def _blocks_closing(plan: Plan, facts: CaseFacts, way: Walk, missing: tuple[PaperDue, ...]) -> tuple[Reason, ...]:
    found = [
        Reason("step", p.step.key, f"“{p.step.title}”还没有完成", p.step.basis)
        for p in way.open
        if p.step.need != "may"
    ]
    found += [
        Reason("paper", m.type, "文书还没有送达" if m.serve else "文书还没有出具") for m in missing if m.need == "must"
    ]
    outcomes = {p.step.end for p in way.ends}
    for closing, needs, when in plan.closings:
        relevant = not closing.outcomes or not outcomes or outcomes & set(closing.outcomes)
        if relevant and (when is None or when(facts, NO_ACT)) and not needs(facts, NO_ACT):
            found.append(Reason("rule", "", closing.reason, closing.basis))
    return tuple(found)


def _blocked(plan: Plan, facts: CaseFacts) -> dict[str, tuple[Reason, ...]]:
    found: dict[str, tuple[Reason, ...]] = {}
    for gate, needs, when in plan.gates:
        if (when is None or when(facts, NO_ACT)) and not needs(facts, NO_ACT):
            reason = Reason("rule", gate.document, gate.reason, gate.basis)
            found[gate.document] = (*found.get(gate.document, ()), reason)
    return found


def _warnings(plan: Plan, facts: CaseFacts, way: Walk) -> tuple[Reason, ...]:
    found = [Reason("rule", "", n.text, n.basis) for n, test in plan.notices if test(facts, NO_ACT)]
    for key in dict.fromkeys(done.step for done in facts.state.steps):
        planned = plan.steps.get(key)
        if planned is not None and len(facts.acts(key)) > way.used.get(key, 0):
            found.append(Reason("order", key, f"“{planned.step.title}”已经记录，但前面的步骤还没有完成"))
    return tuple(found)


def _figure(figure: Figure, facts: CaseFacts, test: object) -> int:
    """1 or 0 for a count; days between the first act of one step and the last of another, -1 while one is missing."""
    if callable(test):
        return int(bool(test(facts, NO_ACT)))
    since, to = facts.acts(figure.since), facts.acts(figure.to)
    if not since or not to:
        return -1
    return (date.fromisoformat(to[-1].on) - date.fromisoformat(since[0].on)).days
