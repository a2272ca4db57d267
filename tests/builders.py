"""Makes sealed, chained events as an installation makes them, without a database; invented people only.

`Author` is one installation writing one epoch: it knows what it wrote and what it was told by `learn`. Everything is a
function of the author's name, so the same calls give the same bytes. Must not know any store.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from desktop.domain import case_events as ce
from desktop.domain.canonical import sha256
from desktop.domain.case import CaseState, fold_case
from desktop.domain.events import Event, Header, encode_payload, seal, type_of
from tests.case_builder import PARTIES

ZONE = "+08:00"
PROCEDURE = ce.ProcedureRef("people_mediation", 0, "0" * 64)
CASE = "c" * 32


def hexed(words: str, digits: int = 32) -> str:
    """Hex digits that look random and are always the same for the same words."""
    return sha256(words.encode()).hex()[:digits]


class Author:
    """One installation and its chain. `known`: events of each aggregate it has written or learned, in no order."""

    def __init__(self, name: str, *, actor: str = "u1", role: str = "mediator", day: str = "2026-03-02") -> None:
        self.name = name
        self.id = hexed(f"installation {name}")
        self.epoch = hexed(f"epoch {name}")
        self.actor, self.role, self.day = actor, role, day
        self.chain: list[Event] = []
        self.known: dict[str, dict[bytes, Event]] = {}
        self.tick = 0

    def record(self, aggregate_id: str, payload: Struct, **header: Any) -> Event:
        """Append one event to the chain; `header` overrides what would be written into it."""
        kind = type_of(payload)
        known = self.known.setdefault(aggregate_id, {})
        seq = len(self.chain) + 1
        self.tick += 1
        values: dict[str, Any] = {
            "v": 1,
            "epoch": self.epoch,
            "seq": seq,
            "prev": self.chain[-1].hash.hex() if self.chain else "",
            "aggregate": kind.aggregate,
            "id": aggregate_id,
            "type": kind.name,
            "type_version": kind.version,
            "actor": self.actor,
            "role": self.role,
            "at": f"{self.day}T09:{seq % 60:02}:00{ZONE}",
            "tick": self.tick,
            "after": frontier(known.values()),
            "owner_version": self._owner_version(kind.aggregate, known),
            "data_class": kind.data_class,
            "payload_hash": "",
        } | header
        salt = sha256(f"{self.name} {seq}".encode())[:16]
        event = seal(Header(**values), encode_payload(payload), salt)
        self.chain.append(event)
        known[event.hash] = event
        return event

    def learn(self, *events: Event) -> Author:
        """Take events of others in, as an import does."""
        for event in events:
            self.known.setdefault(event.header.id, {})[event.hash] = event
            self.tick = max(self.tick, event.header.tick)
        return self

    def open_case(self, case_id: str = CASE, **values: Any) -> Event:
        """Register a case that this installation owns."""
        return self.record(case_id, case_opened(owner=self.id, **values))

    def case(self, case_id: str = CASE) -> CaseState:
        """The case as this installation sees it."""
        state = fold_case(self.known[case_id].values())
        assert state is not None
        return state

    def clone(self, name: str = "") -> Author:
        """A second machine running from a copy of this one's disk; with a name it opens an epoch of its own."""
        other = Author(name or self.name, actor=self.actor, role=self.role, day=self.day)
        other.id, other.tick = self.id, self.tick
        other.known = {i: dict(events) for i, events in self.known.items()}
        if not name:
            other.chain = list(self.chain)
        return other

    def _owner_version(self, kind: str, known: dict[bytes, Event]) -> int:
        if kind != "case":
            return 0
        state = fold_case(known.values())
        return state.owner_version if state else 1


def frontier(events: Iterable[Event]) -> tuple[str, ...]:
    """Hashes of the events that none of the others knows."""
    names = {e.hash.hex(): e for e in events}
    known = {parent for e in names.values() for parent in e.header.after}
    return tuple(sorted(set(names) - known))


def case_opened(**values: Any) -> ce.CaseOpened:
    """A registration of a neighbours' dispute."""
    facts: dict[str, Any] = {
        "owner": hexed("installation a"),
        "kind": "dispute",
        "procedure": PROCEDURE,
        "received_at": "2026-03-02T08:30:00+08:00",
        "registrar": "登记员",
        "source": "application",
        "category": "02",
        "summary": "楼上漏水，天花板受损",
        "parties": PARTIES,
    }
    return ce.CaseOpened(**(facts | values))


def changed(**fields: tuple[Any, Any]) -> ce.CaseChanged:
    """A correction: field = (old, new). A dot in a field's name is written as two underscores."""
    from msgspec import Raw

    from desktop.domain.canonical import encode

    pairs = {name.replace("__", "."): (Raw(encode(old)), Raw(encode(new))) for name, (old, new) in fields.items()}
    return ce.CaseChanged(pairs)


def session(tag: str = "s1", **values: Any) -> ce.SessionHeld:
    """A session of an hour that ended well."""
    facts: dict[str, Any] = {
        "id": tag,
        "place": "调解室",
        "started": "2026-03-02T14:00:00+08:00",
        "ended": "2026-03-02T15:00:00+08:00",
        "mediators": (ce.Staff("调解员甲"),),
        "recorder": ce.Staff("记录员乙"),
        "result": "success",
    }
    return ce.SessionHeld(**(facts | values))


def agreement(tag: str = "a1", parts: tuple[tuple[str, int], ...] = (), **values: Any) -> ce.AgreementConcluded:
    """A written agreement; `parts`: (due day, 分) instalments of one payment."""
    duty = ce.Duty(
        f"{tag}-d", "p2", "p1", "pay", "赔偿款",
        tuple(ce.Part(f"{tag}-q{i}", due, amount) for i, (due, amount) in enumerate(parts)),
        sum(amount for _due, amount in parts),
    )  # fmt: skip
    facts: dict[str, Any] = {
        "id": tag,
        "form": "written",
        "on": "2026-03-02",
        "dispute": "漏水",
        "clauses": ("赔偿",),
        "duties": (duty,) if parts else (),
    }
    return ce.AgreementConcluded(**(facts | values))


def paper(
    document: str = "w1", kind: type[ce.DocumentPrepared | ce.DocumentIssued] = ce.DocumentPrepared, **values: Any
) -> ce.DocumentPrepared | ce.DocumentIssued:
    """A mediation agreement prepared for signing, or issued."""
    facts: dict[str, Any] = {
        "document": document,
        "type": "mediation_agreement",
        "type_version": 1,
        "template_hash": "t" * 64,
        "number": "（2026）云桥人调字第7号",
        "series": "",
        "serial": 0,
        "draft": 1 if kind is ce.DocumentPrepared else 0,
        "facts_hash": "f" * 64,
        "pdf_hash": "b" * 64,
        "on": "2026-03-02",
    }
    return kind(**(facts | values))
