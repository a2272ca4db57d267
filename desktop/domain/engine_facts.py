"""What a condition of a procedure file may ask about a case, compiled once for each file. Must not know any method.

A condition is data; nothing of a file is ever run as code. Names of facts:
`result` (of the act just done) · `case.kind` · `case.facts.<name>` · `agreement.form` · `session.result`, `visit.kept`
(of the last one) · `last.<step>.<fact>` · `done.<step>` · `count.<step>` · `issued.<type>` · `signed.<type>` ·
`served.<type>` · `linked.<relation>` · `duties.open`.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any, Final

import msgspec
from msgspec import UNSET, Struct

from desktop.domain.case import CaseState, DocumentState
from desktop.domain.procedure import Cond, Procedure, Step

CASE_FACTS: Final = (
    "kind", "category", "subtype", "source", "form", "risk", "secrecy", "quick", "heads", "visitors", "batches",
    "place", "region", "grid", "outside_numbers", "risk_flags", "parties", "applicants", "respondents", "requests",
)  # fmt: skip
AGREEMENT_FACTS: Final = ("form", "performed_on_spot", "confirmation_wanted", "amount")
SESSION_FACTS: Final = ("result", "rights_told", "consented", "closed_door", "failure_reason")
VISIT_FACTS: Final = ("kept", "satisfied", "way", "new_requests")
PAPER_FACTS: Final = ("number", "type", "refused")
CLOSING_FACTS: Final = ("outcome",)
EVENT_FACTS: Final[dict[str, tuple[str, ...]]] = {
    "case.opened": (),
    "session.held": SESSION_FACTS,
    "agreement.concluded": AGREEMENT_FACTS,
    "duty.performed": (),
    "visit.recorded": VISIT_FACTS,
    "document.issued": PAPER_FACTS,
    "document.signed": PAPER_FACTS,
    "document.served": PAPER_FACTS,
    "case.closed": CLOSING_FACTS,
}


class Act(Struct, frozen=True, gc=False):
    """One time that a step was done: its legal day (ISO), its facts, and the moment with zone where one is known."""

    on: str
    facts: dict[str, Any]
    at: str = ""


NO_ACT: Final = Act("", {})
Test = Callable[["CaseFacts", Act], bool]
Getter = Callable[["CaseFacts", Act], Any]
ActsOf = Callable[[CaseState], list[Act]]


class CaseFacts:
    """The facts of one case for one procedure; answers are kept, so nothing is looked up twice."""

    __slots__ = ("_acts", "_by_step", "_sources", "state", "steps")

    def __init__(self, state: CaseState, sources: dict[str, tuple[ActsOf, ...]], steps: Container[str]) -> None:
        self.state = state
        self.steps = steps
        self._sources = sources
        self._acts: dict[str, list[Act]] = {}
        self._by_step: dict[str, list[Act]] | None = None

    def acts(self, step: str) -> list[Act]:
        """Every time the step was done, in the order in which it counts."""
        found = self._acts.get(step)
        if found is None:
            found = self._acts[step] = self._find(step)
        return found

    def _find(self, step: str) -> list[Act]:
        if self._by_step is None:
            self._by_step = {}
            for done in self.state.steps:
                self._by_step.setdefault(done.step, []).append(Act(done.on, done.facts, done.at))
        found = self._by_step.get(step, [])
        sources = self._sources.get(step, ())
        if not sources:
            return found
        if len(sources) == 1 and not found:
            return sources[0](self.state)
        return sorted([*found, *(act for source in sources for act in source(self.state))], key=lambda act: act.on)


def papers(state: CaseState, kind: str) -> list[DocumentState]:
    """Papers of a type that are not void, in the order in which they were made."""
    return [d for d in state.documents if d.type == kind and not d.void_reason]


def acts_of(done_by: str) -> ActsOf:
    """How to find the acts that a named event stands for; "step" is found by its own events.

    Raises:
        KeyError: no event of this name can satisfy a step.
    """
    event, _, kind = done_by.partition(":")
    if event in _PAPER_ACTS:
        find = _PAPER_ACTS[event]
        return lambda state: find(state, kind)
    return _EVENT_ACTS[event]


def _agreement(agreement: Any) -> dict[str, Any]:
    return {
        "form": agreement.form,
        "performed_on_spot": agreement.performed_on_spot,
        "confirmation_wanted": agreement.confirmation_wanted,
        "amount": sum(d.amount for d in agreement.duties),
    }


def _paper_act(paper: DocumentState, on: str) -> Act:
    refused = any(x.refused for x in paper.served)
    return Act(on, {"number": paper.number, "type": paper.type, "refused": refused})


def _performed(state: CaseState) -> list[Act]:
    """One act once nothing that was promised is open any more; the day is that of the last performance."""
    agreement = state.agreement
    if agreement is None or state.open_parts():
        return []
    return [Act(max((x.on for x in state.performed), default=agreement.on), {})]


_EVENT_ACTS: Final[dict[str, ActsOf]] = {
    "case.opened": lambda s: [Act(s.reg.received_at[:10], s.reg.facts, s.reg.received_at)],
    "session.held": lambda s: [
        Act(x.ended[:10], {f: getattr(x, f) for f in SESSION_FACTS}, x.ended) for x in s.sessions
    ],
    "agreement.concluded": lambda s: [Act(x.on, _agreement(x)) for x in s.agreements],
    "visit.recorded": lambda s: [Act(x.on, {f: getattr(x, f) for f in VISIT_FACTS}) for x in s.visits],
    "duty.performed": _performed,
}
_PAPER_ACTS: Final[dict[str, Callable[[CaseState, str], list[Act]]]] = {
    "document.issued": lambda s, kind: [_paper_act(d, d.on) for d in papers(s, kind) if d.frozen],
    "document.signed": lambda s, kind: [
        _paper_act(d, max(x.on for x in d.signed)) for d in papers(s, kind) if d.signed
    ],
    "document.served": lambda s, kind: [
        _paper_act(d, max(x.on for x in d.served)) for d in papers(s, kind) if d.served
    ],
}
_PAPER_TESTS: Final[dict[str, Callable[[DocumentState], bool]]] = {
    "issued": lambda d: d.frozen,
    "signed": lambda d: bool(d.signed),
    "served": lambda d: bool(d.served),
}
_CASE_COUNTS: Final[dict[str, Callable[[CaseState], int]]] = {
    "parties": lambda s: len(s.reg.parties),
    "applicants": lambda s: sum(p.side == "applicant" for p in s.reg.parties),
    "respondents": lambda s: sum(p.side == "respondent" for p in s.reg.parties),
    "requests": lambda s: len(s.reg.requests),
    "outside_numbers": lambda s: len(s.reg.outside_numbers),
}


def getter(fact: str) -> Getter:
    """How to read a fact of this name.

    Raises:
        ValueError: there are no facts of such a name.
    """
    head, _, rest = fact.partition(".")
    if not rest:
        return lambda _facts, act: act.facts.get(fact)
    if head in _STEP_GETTERS:
        return _STEP_GETTERS[head](rest)
    if head in _PAPER_TESTS:
        test = _PAPER_TESTS[head]
        return lambda facts, _act: any(test(d) for d in papers(facts.state, rest))
    return _case_getter(rest) if head == "case" else _record_getter(head, rest)


def _last_of_step(name: str) -> Getter:
    step, _, field = name.partition(".")
    return lambda facts, _act: acts[-1].facts.get(field) if (acts := facts.acts(step)) else None


_STEP_GETTERS: Final[dict[str, Callable[[str], Getter]]] = {
    "last": _last_of_step,
    "done": lambda step: lambda facts, _act: bool(facts.acts(step)),
    "count": lambda step: lambda facts, _act: len(facts.acts(step)),
}


def _case_getter(name: str) -> Getter:
    if name.startswith("facts."):
        inner = name.removeprefix("facts.")
        return lambda facts, _act: facts.state.reg.facts.get(inner)
    if name in _CASE_COUNTS:
        count = _CASE_COUNTS[name]
        return lambda facts, _act: count(facts.state)
    if name not in CASE_FACTS:
        raise ValueError(name)
    return lambda facts, _act: getattr(facts.state.reg, name)


def _record_getter(head: str, name: str) -> Getter:
    if head == "agreement" and name in AGREEMENT_FACTS:
        return lambda facts, _act: _agreement(facts.state.agreement)[name] if facts.state.agreement else None
    if head == "session" and name in SESSION_FACTS:
        return lambda facts, _act: getattr(facts.state.sessions[-1], name) if facts.state.sessions else None
    if head == "visit" and name in VISIT_FACTS:
        return lambda facts, _act: getattr(facts.state.visits[-1], name) if facts.state.visits else None
    if head == "linked":
        return lambda facts, _act: any(x.relation == name for x in facts.state.links)
    if (head, name) == ("duties", "open"):
        return lambda facts, _act: len(facts.state.open_parts())
    raise ValueError(f"{head}.{name}")


def compile_cond(cond: Cond) -> Test:
    """The condition as a function.

    Raises:
        ValueError: an unknown fact, no test, or more than one.
    """
    groups = [(name, items) for name in ("all", "any", "none") if (items := getattr(cond, name))]
    tests = [name for name in ("is_", "not_", "in_", "has", "min", "max", "filled") if getattr(cond, name) is not UNSET]
    if groups:
        if len(groups) > 1 or tests or cond.fact:
            raise ValueError("条件里 all、any、none 只能单独用一个")
        parts = [compile_cond(item) for item in groups[0][1]]
        if groups[0][0] == "all":
            return lambda facts, act: all(p(facts, act) for p in parts)
        if groups[0][0] == "any":
            return lambda facts, act: any(p(facts, act) for p in parts)
        return lambda facts, act: not any(p(facts, act) for p in parts)
    if not cond.fact or not tests or (len(tests) > 1 and tests != ["min", "max"]):
        raise ValueError("条件要写一个 fact 和一种比较")
    return _compile_test(cond, tests, getter(cond.fact))


def _compile_test(cond: Cond, tests: list[str], get: Getter) -> Test:
    kind = tests[0]
    if kind in ("is_", "not_"):
        wanted = getattr(cond, kind)
        same = kind == "is_"
        if isinstance(wanted, bool):
            return lambda facts, act: (bool(get(facts, act)) == wanted) == same
        return lambda facts, act: (get(facts, act) == wanted) == same
    if kind == "in_":
        allowed = frozenset(msgspec.to_builtins(cond.in_))
        return lambda facts, act: isinstance(value := get(facts, act), str | int) and value in allowed
    if kind == "has":
        return lambda facts, act: cond.has in (get(facts, act) or ())
    if kind == "filled":
        wanted_filled = bool(cond.filled)
        return lambda facts, act: (get(facts, act) not in (None, "", [], ())) == wanted_filled
    low = -(10**18) if cond.min is UNSET else cond.min
    high = 10**18 if cond.max is UNSET else cond.max
    return lambda facts, act: isinstance(value := get(facts, act), int) and low <= value <= high


def all_conditions(procedure: Procedure) -> list[tuple[str, int, Cond]]:
    """Every condition of a file with the section and index where it stands; used by the checker."""
    found: list[tuple[str, int, Cond]] = []
    for section in ("steps", "limits", "gates", "closings", "notices", "figures"):
        for i, item in enumerate(getattr(procedure, section)):
            found += [(section, i, cond) for cond in _conditions_in(item)]
    return found


def facts_of(cond: Cond) -> list[str]:
    """Names of all facts that a condition asks for."""
    inner = [fact for part in (*cond.all, *cond.any, *cond.none) for fact in facts_of(part)]
    return [cond.fact, *inner] if cond.fact else inner


def facts_of_step(step: Step) -> set[str]:
    """Names of facts that an act of this step may carry."""
    named = {fact for done_by in step.done_by for fact in EVENT_FACTS.get(done_by.partition(":")[0], ())}
    return named | {f.key for f in step.fields}


def _conditions_in(value: Any) -> list[Cond]:
    if isinstance(value, Cond):
        return [value]
    if isinstance(value, Struct):
        return [c for name in value.__struct_fields__ for c in _conditions_in(getattr(value, name))]
    if isinstance(value, tuple):
        return [c for item in value for c in _conditions_in(item)]
    return []
