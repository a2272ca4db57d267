"""Walks a case through its procedure: what was done, what is open, which ends are reached. Must not know dates.

A walk starts at the first step and uses up, step by step, the acts that were recorded. It depends on the order of acts
of one step only, so records that arrive late or are dated back give the same answer. Each turn of a loop uses up an
act, so a walk always ends.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from desktop.domain.engine_facts import NO_ACT, Act, CaseFacts, Test
from desktop.domain.engine_plan import Plan, PlanStep

STOP: Final = "stop"


class Walk(Struct):
    """The result. `done`: acts in the order of the way; `open`: steps that wait; `ends`: end steps reached.

    `passed`: steps that are behind the case (done, satisfied, skipped). `stray`: acts recorded before their turn.
    """

    done: list[tuple[PlanStep, Act]]
    open: list[PlanStep]
    choices: list[PlanStep]
    ends: list[PlanStep]
    passed: set[str]
    used: dict[str, int]


def walk(plan: Plan, facts: CaseFacts, closings: int, reopen: str) -> Walk:
    """Walk the case. `closings`: how often it was closed so far; `reopen`: where it goes on after each but the last."""
    walker = _Walker(plan, facts, closings, reopen)
    walker.run(plan.start)
    for cut in plan.cuts:
        if walker.has_act(cut):
            walker.out.open.clear()
            walker.out.choices.clear()
            walker.out.ends.clear()
            walker.run(cut.step.key)
    for side in plan.beside:
        while walker.has_act(side):
            walker.run(side.step.key)
    walker.retry()
    return walker.out


class _Walker:
    def __init__(self, plan: Plan, facts: CaseFacts, closings: int, reopen: str) -> None:
        self.plan = plan
        self.facts = facts
        self.closings = closings
        self.reopen = reopen
        self.out = Walk([], [], [], [], set(), {})
        self.parked: list[str] = []
        self.through: set[tuple[str, int]] = set()
        self.consumed = 0
        self.patient = True

    def has_act(self, planned: PlanStep) -> bool:
        key = planned.step.key
        return len(self.facts.acts(key)) > self.out.used.get(key, 0)

    def run(self, start: str) -> None:
        tokens = [start]
        while tokens:
            key = tokens.pop()
            while key and key != STOP:
                key = self.advance(self.plan.steps[key], tokens)

    def retry(self) -> None:
        """Go on where a step waited for others; what is not on this case's way is waited for no longer."""
        while self.parked:
            waiting, self.parked = self.parked, []
            for key in waiting:
                self.run(key)
            if len(self.parked) < len(waiting):
                continue
            if any(p.step.need != "may" for p in self.out.open):
                return
            self.patient = False

    def advance(self, planned: PlanStep, tokens: list[str]) -> str:
        """Pass one step if it can be passed; the key of the next one, "" where the way stops."""
        step, out = planned.step, self.out
        begun = step.any_time in ("beside", "cuts")  # was done when it could be, whatever holds now
        if step.slot or (planned.when is not None and not begun and not planned.when(self.facts, NO_ACT)):
            return self.leave(planned, NO_ACT, tokens, done=False)
        if self.patient and step.waits and not all(key in out.passed for key in step.waits):
            self.parked.append(step.key)
            return ""
        return self.finish(planned) if step.end else self.act(planned, tokens)

    def act(self, planned: PlanStep, tokens: list[str]) -> str:
        """Use up the next act of the step, or find that it needs none, is replaced by another, or waits."""
        step, out = planned.step, self.out
        acts = self.facts.acts(step.key)
        used = out.used.get(step.key, 0)
        if len(acts) > used and not planned.by_state:
            out.used[step.key] = used + 1
            self.consumed += 1
            out.done.append((planned, acts[used]))
            return self.leave(planned, acts[used], tokens, done=True)
        if planned.by_state and acts:
            if step.key not in out.passed:
                out.done.append((planned, acts[-1]))
            return self.leave(planned, acts[-1], tokens, done=True, again=True)
        if planned.satisfied is not None and planned.satisfied(self.facts, NO_ACT):
            return self.leave(planned, NO_ACT, tokens, done=True, again=True)
        other = next((k for k in step.either if self.has_act(self.plan.steps[k])), "")
        return other or self.wait(planned, tokens)

    def wait(self, planned: PlanStep, tokens: list[str]) -> str:
        """The step is open: it holds the way up, or the way goes on past it."""
        out = self.out
        if planned not in out.open:
            out.open.append(planned)
        out.choices += [p for k in planned.step.either if (p := self.plan.steps[k]) not in out.choices]
        return "" if planned.step.need == "must" else self.leave(planned, NO_ACT, tokens, done=False)

    def leave(self, planned: PlanStep, act: Act, tokens: list[str], *, done: bool, again: bool = False) -> str:
        """Go on to the next step. Nothing was used up where `again` or not `done`: the same turn is not taken twice."""
        key = planned.step.key
        if again or not done:
            mark = (key, self.consumed)
            if mark in self.through:
                return ""
            self.through.add(mark)
        self.out.passed.add(key)
        if done:
            tokens += [to for to, when in planned.also if when is None or when(self.facts, act)]
        return self.first(planned.next, act)

    def first(self, edges: tuple[tuple[str, Test | None], ...], act: Act) -> str:
        for to, when in edges:
            if when is None or when(self.facts, act):
                return to
        return ""

    def finish(self, planned: PlanStep) -> str:
        key = planned.step.key
        if self.closings:
            self.closings -= 1
            self.out.done.append((planned, NO_ACT))
            self.out.passed.add(key)
            return self.reopen if self.closings or self.reopened_now else ""
        self.out.ends.append(planned)
        return ""

    @property
    def reopened_now(self) -> bool:
        """Whether the last closing was taken back too."""
        return self.facts.state.closed is None
