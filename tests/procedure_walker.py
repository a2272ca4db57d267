"""Walks cases through a procedure in every way its file allows, by real events, until all ends are reached.

The walker knows nothing of any method: it reads which answers matter from the conditions of the file, gives them all,
and only does what the engine lets it do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import product
from typing import Any

from msgspec import UNSET, Struct

from desktop.domain.calendar import Calendar
from desktop.domain.engine import CaseStatus, Task, status
from desktop.domain.engine_acts import refusals
from desktop.domain.engine_facts import all_conditions
from desktop.domain.procedure import Cond, Field, Procedure, Step
from desktop.reference import taxonomy
from tests.case_builder import CaseBuilder

DAY = "2026-03-05"
_MOST_NODES = 4_000


class Journey(Struct):
    """What a walk reached: outcome -> the case that was closed with it, and the steps that were done on any way."""

    ends: dict[str, CaseBuilder]
    steps: set[str]
    nodes: int


class _Answers:
    """Which values of a fact make a difference anywhere in the file."""

    def __init__(self, procedure: Procedure) -> None:
        self.found: dict[str, set[Any]] = {}
        for _section, _i, cond in all_conditions(procedure):
            self._read(cond)

    def _read(self, cond: Cond) -> None:
        for part in (*cond.all, *cond.any, *cond.none):
            self._read(part)
        if cond.fact:
            values = self.found.setdefault(cond.fact, set())
            for given in (cond.is_, cond.not_, cond.has, cond.min, cond.max):
                if given is not UNSET:
                    values.add(given)
            if cond.in_ is not UNSET:
                values |= set(cond.in_)
            if cond.max is not UNSET:
                values.add(cond.max + 1)
            if cond.filled is not UNSET:
                values.add("")

    def of(self, *names: str) -> set[Any] | None:
        found = [self.found[name] for name in names if name in self.found]
        return set().union(*found) if found else None


def explore(procedure: Procedure, calendar: Calendar, wanted: set[str]) -> Journey:
    """Every end of the procedure, each with a case that got there, and the `wanted` steps, as far as can be reached.

    Ways that lead to a place not seen before are followed first.
    """
    answers = _Answers(procedure)
    out = Journey({}, set(), 0)
    queue: deque[tuple[CaseBuilder, CaseStatus]] = deque()
    marks: set[object] = set()
    places: set[object] = set()

    def reach(case: CaseBuilder) -> None:
        now = _with_papers(case, calendar)
        out.steps.update(done.step for done in now.done)
        told, here = _told(case, answers), tuple(t.step for t in now.current)
        mark = (here, now.ends, told, _records(case), _opened(case))
        if mark not in marks:
            marks.add(mark)
            views = {(here, now.ends, _opened(case)), *told}
            (queue.appendleft if views <= places else queue.append)((case, now))
            places.update(views)
            for outcome in now.ends if now.may_close else ():
                out.ends.setdefault(outcome, case.copy().close(outcome))

    for case in _openings(procedure, answers):
        reach(case)
    while queue and out.nodes < _MOST_NODES:
        case, now = queue.pop()
        out.nodes += 1
        for task in (*now.offers, *now.current):
            if task.need != "may" or task.step not in out.steps:
                for child in _acted(case, now, task, answers, calendar):
                    reach(child)
        if set(procedure.outcomes) <= out.ends.keys() and wanted <= out.steps:
            break
    return out


def _told(case: CaseBuilder, answers: _Answers) -> tuple[tuple[str, str], ...]:
    """The last answers that any condition of the file asks for."""
    last = {s.step: s.facts for s in case.state.steps}
    names = ((f"last.{step}.{k}", str(v)) for step, facts in last.items() for k, v in facts.items())
    return tuple(sorted(pair for pair in names if answers.of(pair[0])))


def _records(case: CaseBuilder) -> object:
    agreement, visits = case.state.agreement, case.state.visits
    agreed = (agreement.form, agreement.performed_on_spot) if agreement else ()
    return (agreed, visits[-1].kept if visits else "", bool(case.state.open_parts()))


def _opened(case: CaseBuilder) -> object:
    reg = case.state.reg
    return (reg.source, reg.quick, reg.category, reg.form, reg.secrecy, reg.visitors > 4)


def _with_papers(case: CaseBuilder, calendar: Calendar) -> CaseStatus:
    """Issue (and serve) every paper that must be there, as the user would before closing."""
    now = status(case.procedure, case.state, calendar)
    for paper in now.documents_due:
        if paper.need == "must":
            for _ in range(paper.missing):
                case.paper(paper.type, DAY, served=paper.serve)
            now = status(case.procedure, case.state, calendar)
    return now


_REG: dict[str, Any] = {
    "source": "direct",
    "category": "02",
    "form": "oral",
    "secrecy": "normal",
    "quick": False,
    "visitors": 1,
}


def _openings(procedure: Procedure, answers: _Answers) -> Iterator[CaseBuilder]:
    choices: dict[str, list[Any]] = {}
    for name, usual in _REG.items():
        found = answers.of(f"case.{name}") or set()
        choices[name] = [usual, *sorted(found - {usual, "", "none"}, key=str)]
    if "visitors" in choices:
        choices["visitors"] = [v for v in choices["visitors"] if isinstance(v, int)]
    usual_first = {name: values[0] for name, values in choices.items()}
    yield CaseBuilder(procedure, f"{DAY}T09:00:00+08:00", **usual_first)
    for name, values in choices.items():
        for value in values[1:]:
            yield CaseBuilder(procedure, f"{DAY}T09:00:00+08:00", **{**usual_first, name: value})


def _acted(
    case: CaseBuilder, now: CaseStatus, task: Task, answers: _Answers, calendar: Calendar
) -> Iterator[CaseBuilder]:
    event, _, kind = task.act.partition(":")
    if event == "step":
        step = case.procedure.step(task.step)
        assert step is not None
        for facts in _fillings(step, case, answers):
            if all(r.level == "warn" for r in refusals(case.procedure, case.state, calendar, step.key, facts, now=now)):
                yield case.copy().step(step.key, DAY, **facts)
    elif event == "session.held":
        for result, agreed in product(("success", "failed", "continue"), (True, False)):
            yield case.copy().session(result, DAY, consented=agreed)
    elif event == "agreement.concluded":
        yield case.copy().agree("written", DAY, parts=(("2026-04-01", 50_000),))
        yield case.copy().agree("oral", DAY, performed_on_spot=True)
    elif event == "visit.recorded":
        for kept in ("yes", "no"):
            for happy in ("yes", "no"):
                yield case.copy().visit(kept, DAY, satisfied=happy)
    elif event == "duty.performed":
        yield case.copy().pay_all(DAY)
        yield case.copy().visit("no", DAY)
    elif event.startswith("document."):
        yield case.copy().paper(kind, DAY, served=event.endswith("served"), signed=event.endswith("signed"))


def _fillings(step: Step, case: CaseBuilder, answers: _Answers) -> Iterator[dict[str, Any]]:
    """Forms filled in every way that matters; what is not asked for is left out."""
    options = [_options(step, f, answers) for f in step.fields]
    seen: set[str] = set()
    for values in product(*options):
        facts = {f.key: v for f, v in zip(step.fields, values, strict=True) if v not in ("", [])}
        for field in step.fields:
            if field.when is not None and not _plainly(field.when, facts):
                facts.pop(field.key, None)
        if str(facts) not in seen:
            seen.add(str(facts))
            yield facts


def _plainly(cond: Cond, facts: dict[str, Any]) -> bool:
    """A condition over the form itself; anything else counts as true."""
    parts = [_plainly(c, facts) for c in (*cond.all, *cond.any, *cond.none)]
    if parts:
        return (any if cond.any else all)(parts) if not cond.none else not any(parts)
    if "." in cond.fact:
        return True
    value = facts.get(cond.fact)
    if cond.is_ is not UNSET:
        return bool(value) == cond.is_ if isinstance(cond.is_, bool) else value == cond.is_
    if cond.in_ is not UNSET:
        return value in cond.in_
    return value != cond.not_ if cond.not_ is not UNSET else True


def _options(step: Step, field: Field, answers: _Answers) -> list[Any]:
    matters = answers.of(field.key, f"last.{step.key}.{field.key}")
    if field.kind in ("choice", "choices"):
        words = list(field.choices) or [e.code for e in taxonomy(field.taxonomy).entries]
        if field.kind == "choices":
            return [[w] for w in words] if matters else [words[:1]]
        return words if matters else words[:1]
    if field.kind == "check":
        return [True, False] if matters else [True]
    if field.kind == "table":
        return [[{c.key: _options(step, c, answers)[0] for c in field.columns}]]
    if field.kind in ("people", "attachments"):
        return [["x"]]
    return _numbers(field, matters) if field.kind in ("number", "money") else _texts(field, matters)


def _numbers(field: Field, matters: set[Any] | None) -> list[Any]:
    low = 1 if field.min is None else field.min
    high = 10**9 if field.max is None else field.max
    inside = sorted(v for v in matters or () if isinstance(v, int) and not isinstance(v, bool) and low <= v <= high)
    return inside or [low]


def _texts(field: Field, matters: set[Any] | None) -> list[Any]:
    plain = {"date": DAY, "datetime": f"{DAY}T09:00:00+08:00"}.get(field.kind, "写明")
    return [plain, ""] if matters is not None and "" in matters and not field.required else [plain]
