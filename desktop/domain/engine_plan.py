"""A procedure made ready to run: conditions compiled, steps found by key. Must not look at any case."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from desktop.domain.engine_facts import ActsOf, Getter, Test, acts_of, compile_cond, getter
from desktop.domain.limit_rules import LimitRule
from desktop.domain.procedure import Closing, Cond, Edge, Figure, Gate, Guard, Limit, Notice, Paper, Procedure, Step

_KEPT: Final = 512


class PlanStep(Struct, frozen=True, gc=False, eq=False):
    """A step with everything its conditions need. `asked`: when an input is asked for, by field key."""

    step: Step
    next: tuple[tuple[str, Test | None], ...]
    also: tuple[tuple[str, Test | None], ...]
    when: Test | None
    satisfied: Test | None
    papers: tuple[tuple[Paper, Test | None], ...]
    guards: tuple[tuple[Guard, Test, Test | None], ...]
    asked: dict[str, Test]
    by_state: bool


class PlanLimit(Struct, frozen=True, gc=False, eq=False):
    """A time limit with its rule for counting, None where the last day stands in a form.

    `day`, `start_day`: how to read a day from a form.
    """

    limit: Limit
    rule: LimitRule | None
    when: Test | None
    day: Getter | None
    start_day: Getter | None


class Plan(Struct, frozen=True, gc=False, eq=False):
    """A procedure ready to run. `sources`: how acts that are not `step.done` are found, by step key."""

    procedure: Procedure
    steps: dict[str, PlanStep]
    start: str
    beside: tuple[PlanStep, ...]
    cuts: tuple[PlanStep, ...]
    sources: dict[str, tuple[ActsOf, ...]]
    limits: tuple[PlanLimit, ...]
    gates: tuple[tuple[Gate, Test, Test | None], ...]
    closings: tuple[tuple[Closing, Test, Test | None], ...]
    notices: tuple[tuple[Notice, Test], ...]
    figures: tuple[tuple[Figure, Test | None], ...]
    meets: dict[str, tuple[str, ...]]


_PLANS: dict[str, Plan] = {}


def plan_of(procedure: Procedure) -> Plan:
    """The plan of a procedure; kept by its content hash, since every case of the method needs the same one."""
    plan = _PLANS.get(procedure.hash) if procedure.hash else None
    if plan is None:
        plan = make_plan(procedure)
        if procedure.hash:
            if len(_PLANS) >= _KEPT:
                _PLANS.clear()
            _PLANS[procedure.hash] = plan
    return plan


def make_plan(procedure: Procedure) -> Plan:
    """Compile a checked procedure.

    Raises:
        ValueError: it was not checked: a condition or a `done_by` means nothing.
    """
    steps = {s.key: _plan_step(s) for s in procedure.steps}
    return Plan(
        procedure=procedure,
        steps=steps,
        start=next((s.key for s in procedure.steps if not s.any_time), ""),
        beside=tuple(p for p in steps.values() if p.step.any_time == "beside"),
        cuts=tuple(p for p in steps.values() if p.step.any_time == "cuts"),
        sources={s.key: found for s in procedure.steps if (found := _sources(s))},
        limits=tuple(_plan_limit(x) for x in procedure.limits),
        gates=tuple((g, compile_cond(g.needs), _test(g.when)) for g in procedure.gates),
        closings=tuple((c, compile_cond(c.needs), _test(c.when)) for c in procedure.closings),
        notices=tuple((n, compile_cond(n.when)) for n in procedure.notices),
        figures=tuple((f, _test(f.count)) for f in procedure.figures),
        meets={s.key: tuple(x.key for x in procedure.limits if s.key in x.until) for s in procedure.steps},
    )


def _plan_step(step: Step) -> PlanStep:
    return PlanStep(
        step=step,
        next=_edges(step.next),
        also=_edges(step.also),
        when=_test(step.when),
        satisfied=_test(step.satisfied_when),
        papers=tuple((p, _test(p.when)) for p in step.papers),
        guards=tuple((g, compile_cond(g.needs), _test(g.when)) for g in step.guards),
        asked={f.key: compile_cond(f.when) for f in step.fields if f.when is not None},
        by_state="duty.performed" in step.done_by,
    )


def _plan_limit(limit: Limit) -> PlanLimit:
    rule = LimitRule(
        code=limit.rule,
        name=limit.title,
        length=limit.length,
        unit=limit.unit,
        basis=limit.basis,
        kind=limit.who or "duty",
        max_extension=limit.extend or 0,
        pausable=bool(limit.pause),
        warn=limit.warn or (),
        verified=not limit.doubtful,
    )
    return PlanLimit(
        limit,
        rule if limit.length else None,
        _test(limit.when),
        getter(limit.day) if limit.day else None,
        getter(limit.start) if limit.start.startswith("last.") else None,
    )


def _edges(edges: tuple[Edge, ...]) -> tuple[tuple[str, Test | None], ...]:
    return tuple((e.to, _test(e.when)) for e in edges)


def _test(cond: Cond | None) -> Test | None:
    return None if cond is None else compile_cond(cond)


def _sources(step: Step) -> tuple[ActsOf, ...]:
    return tuple(acts_of(d) for d in step.done_by if d not in ("step", "case.closed"))
