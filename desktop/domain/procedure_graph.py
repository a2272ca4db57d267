"""Whether the steps of a procedure hang together: all reachable, every way ends, no loop that turns by itself.

Works on the graph alone; what a single case does is the engine's matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import UNSET

from desktop.domain.engine_facts import facts_of, facts_of_step
from desktop.domain.procedure import Cond, Procedure, Step

STOP = "stop"


def graph_faults(procedure: Procedure) -> Iterator[tuple[str, str]]:
    """Step key and sentence of everything that is wrong with the graph."""
    steps = {s.key: s for s in procedure.steps}
    yield from _local_faults(steps)
    main = [s.key for s in procedure.steps if not s.any_time]
    entries = [*main[:1], *(s.key for s in procedure.steps if s.any_time in ("beside", "cuts"))]
    if procedure.reopen:
        entries.append(procedure.reopen)
    reached = _closure(entries, lambda key: _targets(steps[key]))
    ending = _ending(steps)
    for key, step in steps.items():
        if key not in reached:
            yield key, f"步骤“{step.title}”（{key}）走不到"
        elif key not in ending:
            yield key, f"从步骤“{step.title}”（{key}）出发永远走不到结束"
    yield from _main_ends(procedure, steps)
    yield from _spinning(steps)


def _targets(step: Step) -> list[str]:
    return [t for t in (*(e.to for e in step.next), *(e.to for e in step.also), *step.either) if t != STOP]


def _closure(start: list[str], targets: Callable[[str], list[str]]) -> set[str]:
    seen: set[str] = set()
    pending = list(start)
    while pending:
        key = pending.pop()
        if key not in seen:
            seen.add(key)
            pending += targets(key)
    return seen


def _local_faults(steps: dict[str, Step]) -> Iterator[tuple[str, str]]:
    for key, step in steps.items():
        yield from _foreign_facts(step)
        if step.end:
            continue
        if not step.next:
            yield key, f'步骤“{step.title}”之后没有去向；若到此为止请写 next = "stop"'
        elif step.next[-1].when is not None:
            yield key, f"步骤“{step.title}”的去向都有条件，请在最后写一个没有条件的去向"
        for edge in step.next[:-1]:
            if edge.when is None:
                yield key, f"步骤“{step.title}”的去向“{edge.to}”没有条件，后面的去向永远走不到"


def _foreign_facts(step: Step) -> Iterator[tuple[str, str]]:
    """A plain name in a condition means a fact of the act itself: only where there is an act, and only its own."""
    acted = [*(e.when for e in (*step.next, *step.also)), *(f.when for f in step.fields)]
    acted += [c for g in step.guards for c in (g.needs, g.when)]
    idle = [step.when, step.satisfied_when, *(p.when for p in step.papers)]
    for allowed, conditions in ((facts_of_step(step), acted), (set[str](), idle)):
        for fact in (f for cond in conditions if cond is not None for f in facts_of(cond)):
            if "." not in fact and fact not in allowed:
                yield step.key, f"步骤“{step.title}”没有栏目“{fact}”，不能作为条件"


def _ending(steps: dict[str, Step]) -> set[str]:
    """Steps from which a closing, or the end of a side way, can be reached."""
    back: dict[str, set[str]] = {key: set() for key in steps}
    good = []
    for key, step in steps.items():
        if step.end or any(e.to == STOP for e in step.next):
            good.append(key)
        for target in (*(e.to for e in step.next), *step.either):
            if target in back:
                back[target].add(key)
    return _closure(good, lambda key: list(back[key]))


def _main_ends(procedure: Procedure, steps: dict[str, Step]) -> Iterator[tuple[str, str]]:
    """The main way must not stop without closing: only ways begun beside it may."""
    side = [s.key for s in procedure.steps if s.any_time == "beside"]
    also = [e.to for s in procedure.steps for e in s.also]
    beside = _closure([*side, *also], lambda key: _targets(steps[key]))
    for key, step in steps.items():
        if any(e.to == STOP for e in step.next) and key not in beside:
            yield key, f"主要流程不能停在步骤“{step.title}”，要走到结案（end）"


def _spinning(steps: dict[str, Step]) -> Iterator[tuple[str, str]]:
    """Loops in which nothing is ever recorded would turn without end."""
    free = {key: [t for t in _idle_targets(step) if t != STOP] for key, step in steps.items() if _idle(step)}
    for key, targets in free.items():
        seen = _closure([t for t in targets if t in free], lambda k: [t for t in free[k] if t in free])
        if key in seen:
            yield key, f"步骤“{steps[key].title}”在一个没有出口的循环里：循环中要有一个必须记录的步骤"


def _idle(step: Step) -> bool:
    """Whether the way can lead past the step without anything having been recorded."""
    by_state = "duty.performed" in step.done_by or step.satisfied_when is not None
    return not step.end and (step.slot or step.need != "must" or by_state or step.when is not None)


def _idle_targets(step: Step) -> list[str]:
    return [e.to for e in step.next if e.when is None or not _needs_act(e.when)]


def _needs_act(cond: Cond) -> bool:
    """Whether the condition can only hold of an act of the step itself."""
    if cond.all:
        return any(_needs_act(c) for c in cond.all)
    if cond.any:
        return all(_needs_act(c) for c in cond.any)
    if not cond.fact or "." in cond.fact:
        return False
    tests = (cond.in_, cond.has, cond.min, cond.max)
    return (
        cond.filled is True or (cond.is_ is not UNSET and cond.is_ is not False) or any(t is not UNSET for t in tests)
    )
