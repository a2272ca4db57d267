"""Record a mediation session with all its turns (人民调解法 Art. 27)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from desktop.domain.case_events import Attendee, Narrative, SessionHeld, Staff, Turn
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import open_case
from desktop.usecases.protocols import UnitOfWork

DRAFT = "session"


class TurnInput(Struct, frozen=True):
    """A turn as typed. `speaker`: a party id, or "mediator", "recorder", "attendee"."""

    speaker: str
    name: str
    text: str
    at: str = ""


class HoldSession(Struct, frozen=True):
    """Command. `started`, `ended`: ISO times with zone; `present`: ids of the parties who came."""

    case_id: str
    place: str
    started: str
    ended: str
    mediators: tuple[Staff, ...]
    recorder: Staff
    result: Literal["success", "failed", "continue"]
    mode: Literal["dialogue", "narrative"] = "dialogue"
    present: tuple[str, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    turns: tuple[TurnInput, ...] = ()
    narrative: Narrative = Narrative()
    rights_told: bool = True
    consented: bool = True
    closed_door: bool = False
    failure_reason: str = ""
    routes_told: str = ""


class HoldSessionResult(Struct, frozen=True):
    """The new session's id and what an inspector might ask about, as warnings (practice.md P8)."""

    session_id: str
    warnings: tuple[str, ...]


def hold_session(cmd: HoldSession, uow: UnitOfWork) -> HoldSessionResult:
    """Record the session; the draft of it goes in the same transaction.

    Raises:
        RuleViolation: R-321 no mediator, R-322 times wrong, R-323 nothing recorded, R-324 not willing (Art. 17),
            R-325 failure without reason.
    """
    open_case(cmd.case_id, uow)
    _check(cmd, uow)
    session_id = uow.new_id()
    uow.record(
        cmd.case_id,
        SessionHeld(
            id=session_id,
            place=cmd.place,
            started=cmd.started,
            ended=cmd.ended,
            mediators=cmd.mediators,
            recorder=cmd.recorder,
            result=cmd.result,
            mode=cmd.mode,
            present=cmd.present,
            attendees=cmd.attendees,
            turns=tuple(
                Turn(uow.new_id(), t.speaker, t.name, t.text.strip(), t.at) for t in cmd.turns if t.text.strip()
            ),
            narrative=cmd.narrative,
            rights_told=cmd.rights_told,
            consented=cmd.consented,
            closed_door=cmd.closed_door,
            failure_reason=cmd.failure_reason,
            routes_told=cmd.routes_told,
        ),
    )
    uow.drop_draft(DRAFT, cmd.case_id)
    return HoldSessionResult(session_id, _warnings(cmd))


def _check(cmd: HoldSession, uow: UnitOfWork) -> None:
    if not any(m.name.strip() for m in cmd.mediators):
        raise RuleViolation("R-321", "还没有填调解员。", field="mediators", way_out="请至少填写一位调解员。")
    try:
        started, ended = datetime.fromisoformat(cmd.started), datetime.fromisoformat(cmd.ended)
        wrong = ended < started or started > uow.now()
    except (ValueError, TypeError):
        wrong = True
    if wrong:
        raise RuleViolation(
            "R-322",
            "调解的起止时间不对。",
            field="started",
            way_out="结束应晚于开始，开始不能晚于现在；调解当中改过电脑时间的，请照实际的时间改。",
        )
    texts = [t.text for t in cmd.turns] if cmd.mode == "dialogue" else list(_headings(cmd.narrative))
    if not any(text.strip() for text in texts):
        raise RuleViolation(
            "R-323",
            "笔录还没有内容。",
            field="turns",
            basis="人民调解法第二十七条",
            way_out="请写下各方的说法和调解经过。",
        )
    if not cmd.consented and cmd.result == "success":
        raise RuleViolation(
            "R-324",
            "有一方明确不同意调解，不能记为调解成功。",
            field="consented",
            basis="人民调解法第十七条",
            way_out="请核对是否同意，或记为调解不成。",
        )
    if cmd.result == "failed" and not cmd.failure_reason.strip():
        raise RuleViolation(
            "R-325", "调解不成要写明原因。", field="failure_reason", way_out="写一句原因，并告知其他途径。"
        )


def _headings(narrative: Narrative) -> tuple[str, ...]:
    return (narrative.applicant, narrative.respondent, narrative.found, narrative.issues, narrative.outcome)


def _warnings(cmd: HoldSession) -> tuple[str, ...]:
    found = []
    if cmd.recorder.name in {m.name for m in cmd.mediators}:
        found.append("调解员同时是记录人，评查时可能被问到。")
    if not cmd.rights_told:
        found.append("还没有告知权利义务，请在调解前告知并签名。")
    if len(cmd.present) < 2:
        found.append("到场的当事人不足两方。")
    return tuple(found)
