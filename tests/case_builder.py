"""Builds cases from real events for tests: sealed, chained, folded as live ones are. Invented people only."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from desktop.domain import case_events as ce
from desktop.domain.case import CaseState, fold_case
from desktop.domain.events import Event, Header, encode_payload, seal, type_of
from desktop.domain.procedure import Procedure

ZONE = "+08:00"
PARTIES = (
    ce.Party("p1", "applicant", "person", "r1"),
    ce.Party("p2", "respondent", "person", "r2"),
)


class CaseBuilder:
    """A case that grows event by event; `state` is always the fold of the real events."""

    def __init__(self, procedure: Procedure, received: str = "2026-03-02T09:00:00+08:00", **reg: Any) -> None:
        self.procedure = procedure
        self.day = received[:10]
        self.events: list[Event] = []
        self._state: CaseState | None = None
        facts = {"kind": procedure.kinds[0], "source": "application", "category": "02", "parties": PARTIES, **reg}
        self.record(
            ce.CaseOpened(
                owner="990000-A",
                procedure=ce.ProcedureRef(procedure.key, procedure.version, procedure.hash),
                received_at=received,
                registrar="登记员",
                summary="楼上漏水，天花板受损",
                **facts,
            )
        )

    def copy(self) -> CaseBuilder:
        other = object.__new__(CaseBuilder)
        other.procedure, other.day = self.procedure, self.day
        other.events, other._state = list(self.events), self._state
        return other

    @property
    def state(self) -> CaseState:
        if self._state is None:
            self._state = fold_case(self.events)
        assert self._state is not None
        return self._state

    def record(self, *payloads: Struct, at: str = "") -> CaseBuilder:
        for payload in payloads:
            kind = type_of(payload)
            count = len(self.events)
            body = encode_payload(payload)
            header = Header(
                v=1, epoch="0" * 32, seq=count + 1, prev=self.events[-1].hash.hex() if count else "",
                aggregate="case", id="case-1", type=kind.name, type_version=kind.version, actor="u1", role="mediator",
                at=at or f"{self.day}T10:{count % 60:02}:00{ZONE}", tick=count + 1,
                after=(self.events[-1].hash.hex(),) if count else (), owner_version=1,
                data_class=kind.data_class, payload_hash="",
            )  # fmt: skip
            self.events.append(seal(header, body, count.to_bytes(16, "big")))
        self._state = None
        return self

    def step(self, step: str, on: str = "", at: str = "", /, **facts: Any) -> CaseBuilder:
        p = self.procedure
        return self.record(ce.StepDone(p.key, p.version, p.hash, step, on or self.day, facts), at=at)

    def session(self, result: Any = "success", on: str = "", **more: Any) -> CaseBuilder:
        day = on or self.day
        held = ce.SessionHeld(
            f"s{len(self.events)}", "调解室", f"{day}T14:00:00{ZONE}", f"{day}T15:00:00{ZONE}",
            (ce.Staff("调解员甲"),), ce.Staff("记录员乙"), result, **more,
        )  # fmt: skip
        return self.record(held)

    def agree(
        self, form: Any = "written", on: str = "", parts: tuple[tuple[str, int], ...] = (), **more: Any
    ) -> CaseBuilder:
        tag = len(self.events)
        duties = tuple(
            ce.Duty(f"d{tag}-{i}", "p2", "p1", "pay", "赔偿", (ce.Part(f"q{tag}-{i}", due, amount),), amount)
            for i, (due, amount) in enumerate(parts)
        )
        return self.record(ce.AgreementConcluded(f"a{tag}", form, on or self.day, "漏水", ("赔偿",), duties, **more))

    def pay_all(self, on: str = "") -> CaseBuilder:
        for duty, part in self.state.open_parts():
            self.record(ce.DutyPerformed(duty.id, part.id, on or self.day, part.amount))
        return self

    def visit(self, kept: Any = "yes", on: str = "", **more: Any) -> CaseBuilder:
        return self.record(
            ce.VisitRecorded(f"v{len(self.events)}", on or self.day, "phone", "调解员甲", ("p1",), "情况", kept, **more)
        )

    def paper(self, kind: str, on: str = "", served: bool = False, signed: bool = False) -> CaseBuilder:
        tag, day = f"doc{len(self.events)}", on or self.day
        self.record(
            ce.DocumentIssued(tag, kind, 1, "t" * 64, f"第{len(self.events)}号", "s", 1, 0, "f" * 64, "p" * 64, day)
        )
        if signed:
            self.record(ce.DocumentSigned(tag, "p1", "signature", day))
        if served:
            self.record(ce.DocumentServed(tag, "p1", "direct", day))
        return self

    def close(self, outcome: str, on: str = "") -> CaseBuilder:
        return self.record(ce.CaseClosed(on or self.day, outcome))
