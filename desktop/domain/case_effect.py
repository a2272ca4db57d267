"""Which events of a case have effect: knowledge, ownership, undo and disposal (sync-model.md §3 and §5).

Judges by headers and payloads of one case in canonical order; must not build the state. Every answer is a function of
the set of events, whatever order they came in and whether a disposed body is still there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from desktop.domain import case_events as ce
from desktop.domain.events import EVENT_TYPES, Event

_NEVER_LATE = ("case.opened", "case.granted", "case.disposed")
_ANYBODY = ("comment.made", "case.asked")
_DECIDING = (ce.Undone, ce.CaseDisposed, ce.CaseGranted, ce.CaseHanded, ce.LateDecided)
NEVER_UNDONE = ("case.opened", "case.granted", "case.handed", "case.disposed", "undone")


class Effect(NamedTuple):
    """`payloads`: as they count, None for those without effect. `waiting`: late state changes nobody decided on."""

    payloads: list[Struct | None]
    waiting: list[Event]


class Ancestry:
    """Which events of the aggregate knew which, from their `after` frontiers."""

    def __init__(self, ordered: Sequence[Event]) -> None:
        self._after = {e.hash.hex(): e.header.after for e in ordered}
        names = list(self._after)
        before: list[tuple[str, ...]] = [(), *((name,) for name in names)]
        self._linear = before[:-1] == list(self._after.values())
        self._names = names

    @cached_property
    def _position(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self._names)}

    def frontier(self) -> tuple[str, ...]:
        """Hashes of the events that no other one knows."""
        if self._linear:
            return tuple(self._names[-1:])
        known = {parent for parents in self._after.values() for parent in parents}
        return tuple(sorted(name for name in self._after if name not in known))

    def knew(self, later: str, earlier: str) -> bool:
        """Whether the author of `later` had seen `earlier` (or they are the same event); False for what is not here."""
        if later not in self._position or earlier not in self._position:
            return False
        if self._linear:
            return self._position[later] >= self._position[earlier]
        pending, seen = [later], {later}
        while pending:
            name = pending.pop()
            if name == earlier:
                return True
            fresh = [parent for parent in self._after.get(name, ()) if parent not in seen]
            seen.update(fresh)
            pending.extend(fresh)
        return False


def effect(ordered: Sequence[Event], payloads: Sequence[Struct | None], ancestry: Ancestry) -> Effect:
    """What of these events counts: all, when the owner wrote them and none decides about others."""
    if _plain(ordered, payloads):
        return Effect(list(payloads), [])
    names = [e.hash.hex() for e in ordered]
    kinds = dict(zip(names, (e.header.type for e in ordered), strict=True))
    gone = disposed_by(payloads)
    there = [None if (name in gone and kinds[name] != "case.disposed") or _not_own(e, p) else p
             for name, e, p in zip(names, ordered, payloads, strict=True)]  # fmt: skip
    late = _late(ordered, there, ancestry)

    def undone(candidates: set[str]) -> set[str]:
        acts = [p for name, p in zip(names, there, strict=True) if isinstance(p, ce.Undone) and name in candidates]
        return {p.of for p in acts if kinds.get(p.of) not in NEVER_UNDONE}

    taken_back = undone(set(names) - late)
    decided: dict[str, bool] = {}
    for name, payload in zip(names, there, strict=True):
        if isinstance(payload, ce.LateDecided) and name not in late and name not in taken_back:
            decided[payload.event] = payload.accepted
    accepted = {name for name in late if decided.get(name)}
    silent = taken_back | undone(accepted) | (late - accepted)
    return Effect(
        [None if name in silent else p for name, p in zip(names, there, strict=True)],
        [e for name, e in zip(names, ordered, strict=True) if name in late and name not in decided],
    )


def _plain(ordered: Sequence[Event], payloads: Sequence[Struct | None]) -> bool:
    """Whether nothing here could be late, undone, disposed of or a stranger's; so it is with nearly every case."""
    owners = {p.owner for p in payloads if isinstance(p, ce.CaseOpened)}
    writers = {e.writer for e in ordered}
    return len(owners) == 1 and writers <= {None, *owners} and not any(isinstance(p, _DECIDING) for p in payloads)


def disposed_by(payloads: Sequence[Struct | None]) -> set[str]:
    """Hashes of the events whose bodies two persons decided to destroy. Who owns the case then does not matter:
    bodies that are gone somewhere cannot count elsewhere."""
    return {name for p in payloads if isinstance(p, ce.CaseDisposed) and two_persons(p) for name in p.events}


def two_persons(payload: ce.CaseDisposed) -> bool:
    """Whether a disposal was decided by two."""
    return bool(payload.first and payload.second) and payload.first != payload.second


def _not_own(event: Event, payload: Struct | None) -> bool:
    """A registration in the name of another installation: nobody becomes an owner by somebody else's word."""
    return isinstance(payload, ce.CaseOpened) and event.writer not in (None, payload.owner)


def _late(ordered: Sequence[Event], payloads: Sequence[Struct | None], ancestry: Ancestry) -> set[str]:
    """State changes of version n that the passing on to n+1 did not know, and those of n whose author did not know
    the passing on that made version n (he acted on a handing over that the county's grant has beaten); and whatever
    was written by an installation that did not own the case in that version (facts: that never owned it)."""
    chain = _passing(ordered, payloads)
    if not chain.passing and all(e.writer in (None, chain.owners.get(1)) for e in ordered):
        return set()
    late = set()
    for event in ordered:
        kind = EVENT_TYPES.get(event.header.type)
        if kind is None or kind.name in _NEVER_LATE or kind.name in _ANYBODY:
            continue
        name, version = event.hash.hex(), event.header.owner_version
        if kind.effect != "state":
            if event.writer is not None and event.writer not in chain.ever:
                late.add(name)
            continue
        here, onward = chain.passing.get(version), chain.passing.get(version + 1)
        stranger = event.writer not in (None, chain.owners.get(version))
        ignorant = here is not None and not ancestry.knew(name, here[0])
        overtaken = onward is not None and not any(ancestry.knew(b, name) for b in onward[1])
        if stranger or ignorant or overtaken:
            late.add(name)
    return late


class _Chain(NamedTuple):
    """Who owned the case: `owners` by version; `ever`: all of them, and whoever was handed it and lost to a grant.

    `passing`: owner version -> (the event that made it, the frontier it knew); a grant beats a handing over.
    """

    owners: dict[int, str]
    ever: set[str]
    passing: dict[int, tuple[str, tuple[str, ...]]]


def _passing(ordered: Sequence[Event], payloads: Sequence[Struct | None]) -> _Chain:
    """Follow the ownership version by version; who does not own the case cannot hand it over."""
    chain = _Chain({}, set(), {})
    for event, payload in zip(ordered, payloads, strict=True):
        name, version = event.hash.hex(), event.header.owner_version
        if isinstance(payload, ce.CaseOpened):
            chain.owners.setdefault(1, payload.owner)
        elif isinstance(payload, ce.CaseGranted):
            chain.passing[payload.owner_version] = (name, payload.basis)
            chain.owners[payload.owner_version] = payload.to
            chain.ever.add(payload.to)
        elif isinstance(payload, ce.CaseHanded) and event.writer in (None, chain.owners.get(version)):
            chain.ever.add(payload.to)
            if version + 1 not in chain.passing:
                chain.passing[version + 1] = (name, (name,))
                chain.owners[version + 1] = payload.to
    chain.ever.update(chain.owners.values())
    return chain
