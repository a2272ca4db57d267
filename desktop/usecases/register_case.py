"""Register a matter once: parties, what happened, what is asked; the number is taken in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

from desktop.domain.case_events import CaseOpened, Facts, OutsideNumber, Party, ProcedureRef, Request, Side
from desktop.domain.errors import RuleViolation
from desktop.domain.person import OrganisationRecorded, PersonRecorded
from desktop.domain.places import check_region
from desktop.domain.procedure import Procedure
from desktop.reference.regions import regions
from desktop.usecases.numbers import Taken, take_case_number
from desktop.usecases.permission import demand_right, open_case
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.record_person import change_person, no_such_person, record_organisation, record_person

ACCUSATION = "accusation"
"""Key of the method of accusations: they have a register of their own (sealed_matters.py)."""


class PartyInput(Struct, frozen=True):
    """A party as typed: a known record (`record`), or the data of a new person or organisation."""

    side: Side
    person: PersonRecorded | None = None
    organisation: OrganisationRecorded | None = None
    record: str = ""
    representative: str = ""
    representative_post: str = ""
    agent: str = ""
    agent_power: Literal["", "general", "special"] = ""
    note: str = ""


class RegisterCase(Struct, frozen=True):
    """Command. `received_at`: when the person asked, ISO with zone. `procedure`: key of the working method."""

    procedure: str
    received_at: str
    source: str
    category: str
    summary: str
    parties: tuple[PartyInput, ...]
    kind: Literal["dispute", "petition", "suggestion", "enquiry"] = "dispute"
    form: Literal["oral", "written", "none"] = "oral"
    subtype: str = ""
    place: str = ""
    region: str = ""
    grid: str = ""
    requests: tuple[str, ...] = ()
    risk: str = ""
    risk_flags: tuple[str, ...] = ()
    outside_numbers: tuple[OutsideNumber, ...] = ()
    heads: int = 0
    visitors: int = 0
    batches: int = 0
    quick: bool = False
    facts: Facts = {}
    draft_form: str = ""


class RegisterCaseResult(Struct, frozen=True):
    """The new case, its number, and the ids of its parties in the order given."""

    case_id: str
    number: str
    parties: tuple[str, ...]


def register_case(cmd: RegisterCase, uow: UnitOfWork) -> RegisterCaseResult:
    """Record the persons, open the case, take its number; the caller commits.

    Raises:
        RuleViolation: R-311 received in the future, R-312 no applicant, R-313 no respondent in a dispute,
            R-314 no summary, R-315 the same record twice, R-303 a record that is not there, R-326 no such place, or a
            fault of a person's data.
    """
    demand_right(uow.viewer, "case.write")
    check_registration(cmd, uow.now())
    check_place(cmd.region, uow)
    if cmd.procedure == ACCUSATION:
        raise RuleViolation(
            "R-239",
            "检举控告不能在这里登记。",
            field="procedure",
            basis="信访工作条例第三十条、第四十六条",
            way_out="请由专办人员在“密封登记”里登记。",
        )
    procedure = uow.procedure(cmd.procedure)
    case_id = uow.new_id()
    parties = tuple(_party(entry, uow) for entry in cmd.parties)
    if len({p.record for p in parties}) != len(parties):
        raise RuleViolation("R-315", "同一个人填了两次。", field="parties", way_out="请删去重复的一位。")
    number = take_case_number(cmd.kind, uow)
    uow.record(case_id, opened(cmd, parties, procedure, number, uow))
    if cmd.draft_form:
        uow.drop_draft(cmd.draft_form, "")
    return RegisterCaseResult(case_id, number.text, tuple(p.id for p in parties))


def opened(
    cmd: RegisterCase, parties: tuple[Party, ...], procedure: Procedure, number: Taken, uow: UnitOfWork
) -> CaseOpened:
    """The event of a checked registration whose parties are recorded and whose number is taken."""
    return CaseOpened(
        owner=uow.installation(),
        kind=cmd.kind,
        procedure=ProcedureRef(procedure.key, procedure.version, procedure.hash),
        received_at=cmd.received_at,
        registrar=uow.viewer.name,
        source=cmd.source,
        category=cmd.category,
        summary=cmd.summary.strip(),
        parties=parties,
        number=number.text,
        series=number.series,
        serial=number.serial,
        form=cmd.form,
        subtype=cmd.subtype,
        place=cmd.place,
        region=cmd.region,
        grid=cmd.grid,
        requests=tuple(Request(uow.new_id(), text.strip()) for text in cmd.requests if text.strip()),
        risk=cmd.risk,
        risk_flags=cmd.risk_flags,
        outside_numbers=cmd.outside_numbers,
        heads=max(cmd.heads, len(parties)),
        visitors=cmd.visitors,
        batches=cmd.batches,
        quick=cmd.quick,
        facts=cmd.facts,
    )


def check_registration(cmd: RegisterCase, now: datetime) -> None:
    """The rules of `register_case` that need no record; raises as it does."""
    check_received(cmd.received_at, now)
    if not any(p.side == "applicant" for p in cmd.parties):
        raise RuleViolation("R-312", "至少要有一位申请人。", field="parties", way_out="请至少填写一位申请人的姓名。")
    if cmd.kind == "dispute" and not any(p.side == "respondent" for p in cmd.parties):
        raise RuleViolation("R-313", "还没有填被申请人。", field="parties", way_out="请填写纠纷另一方的姓名。")
    check_summary(cmd.summary)


def check_received(received_at: str, now: datetime) -> None:
    """When the person asked: a time that was. Raises R-316, R-311."""
    try:
        received = datetime.fromisoformat(received_at)
    except ValueError as error:
        raise RuleViolation(
            "R-316", "来访或申请的时间写得不对。", field="received_at", way_out="请按“2026-11-20 09:30”的样子填写。"
        ) from error
    if received.tzinfo is None or received > now:
        raise RuleViolation(
            "R-311",
            "来访或申请的时间晚于现在。",
            field="received_at",
            basis="最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定第十二条",
            way_out="请核对日期；如果这台电脑的日期不对，请先校正。",
        )


def check_place(region: str, uow: UnitOfWork) -> None:
    """The code of a place that is known. Raises R-326."""
    if region:
        check_region(region, regions(), uow.places())


def check_summary(summary: str) -> None:
    """What happened, in a few words. Raises R-314."""
    if not summary.strip():
        raise RuleViolation(
            "R-314", "还没有写纠纷的简要情况。", field="summary", way_out="写清时间、地点、起因和双方争的是什么。"
        )


def _party(entry: PartyInput, uow: UnitOfWork) -> Party:
    kind: Literal["person", "organisation"] = "organisation" if entry.organisation is not None else "person"
    record = entry.record
    if entry.organisation is not None:
        record = record or record_organisation(entry.organisation, uow)
    elif entry.person is not None and not record:
        record = record_person(entry.person, uow)
    elif entry.person is not None:
        change_person(record, entry.person, uow)
    elif uow.person(record) is None:
        kind = "organisation"
        if uow.organisation(record) is None:
            raise no_such_person("parties")
    return Party(
        id=uow.new_id(),
        side=entry.side,
        kind=kind,
        record=record,
        representative=entry.representative,
        representative_post=entry.representative_post,
        agent=entry.agent,
        agent_power=entry.agent_power,
        note=entry.note,
    )


def with_party(case_id: str, entry: PartyInput, uow: UnitOfWork) -> str:
    """Add a party to an open case; returns its id."""
    from desktop.domain.case_events import PartyJoined

    state = open_case(case_id, uow)
    party = _party(entry, uow)
    if any(p.record == party.record for p in state.reg.parties):
        raise RuleViolation("R-315", "同一个人填了两次。", field="parties", way_out="请删去重复的一位。")
    uow.record(case_id, PartyJoined(msgspec.structs.replace(party)))
    return party.id
