"""After the agreement: performances, visits, and what any step of the procedure asks; then closing."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

from desktop.domain.case_events import (
    CaseClosed,
    CaseReopened,
    DutyPerformed,
    Facts,
    LimitExtended,
    LimitPaused,
    StepDone,
    VisitRecorded,
)
from desktop.domain.engine import status
from desktop.domain.engine_acts import check_change, demand_act
from desktop.domain.errors import RuleViolation
from desktop.domain.time_limits import Extension, Pause
from desktop.usecases.permission import demand_step_role, open_case, owned_case
from desktop.usecases.protocols import UnitOfWork


class PerformDuty(Struct, frozen=True):
    """Command: a part of a duty was performed. `amount` 分 for payments."""

    case_id: str
    duty: str
    part: str
    on: str
    amount: int = 0
    way: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()


def perform_duty(cmd: PerformDuty, uow: UnitOfWork) -> None:
    """Record a performance. Closed cases too: money may come late.

    Raises:
        RuleViolation: R-341 unknown part, R-342 more than is still owed, R-343 a day after today.
    """
    state = owned_case(cmd.case_id, uow)
    found = next(((d, p) for d, p in state.open_parts() if (d.id, p.id) == (cmd.duty, cmd.part)), None)
    if found is None:
        raise RuleViolation("R-341", "这一笔义务找不到，或者已经履行完了。", field="part", way_out="请重新选择。")
    _not_future(cmd.on, uow)
    duty, part = found
    paid = sum(a.amount for a in state.performed if a.part == part.id)
    if duty.kind == "pay" and not 0 < cmd.amount <= part.amount - paid:
        raise RuleViolation(
            "R-342", "金额应大于零，且不超过这一期还欠的数。", field="amount", way_out="多付的部分请记到下一期。"
        )
    uow.record(cmd.case_id, DutyPerformed(cmd.duty, cmd.part, cmd.on, cmd.amount, cmd.way, cmd.note, cmd.evidence))


class RecordVisit(Struct, frozen=True):
    """Command: a follow-up visit (回访, 人民调解法 Art. 31)."""

    case_id: str
    on: str
    way: Literal["home", "phone", "station", "other"]
    visitor: str
    visited: tuple[str, ...]
    situation: str
    kept: Literal["yes", "partly", "no", "unknown"] = "unknown"
    satisfied: Literal["", "yes", "mostly", "no"] = ""
    new_requests: str = ""


def record_visit(cmd: RecordVisit, uow: UnitOfWork) -> str:
    """Record a visit; returns its id. Raises R-344 when nothing was found out, R-343 for a day after today."""
    owned_case(cmd.case_id, uow)
    _not_future(cmd.on, uow)
    if not cmd.situation.strip():
        raise RuleViolation("R-344", "回访情况还没有写。", field="situation", way_out="写一两句：协议履行得怎样。")
    visit_id = uow.new_id()
    values = msgspec.structs.asdict(cmd)
    values.pop("case_id")
    uow.record(cmd.case_id, VisitRecorded(id=visit_id, **values))
    return visit_id


class DoStep(Struct, frozen=True):
    """Command: a step of the procedure is done on a legal day, with what its form asked."""

    case_id: str
    step: str
    on: str
    facts: Facts = {}


def do_step(cmd: DoStep, uow: UnitOfWork) -> tuple[str, ...]:
    """Record a step of the case's own procedure; returns warnings.

    Raises:
        RuleViolation: R-411 … R-415 (no such step, not open now, an input missing or wrong, a rule of the method).
    """
    state = open_case(cmd.case_id, uow)
    _not_future(cmd.on, uow)
    procedure = uow.procedure(state.reg.procedure.key, state.reg.procedure.version)
    step = procedure.step(cmd.step)
    demand_step_role(uow.viewer, step.roles if step is not None else ())
    warnings = demand_act(procedure, state, uow.calendar(), cmd.step, cmd.facts)
    uow.record(cmd.case_id, StepDone(procedure.key, procedure.version, procedure.hash, cmd.step, cmd.on, cmd.facts))
    uow.drop_draft(f"step.{cmd.step}", cmd.case_id)
    return tuple(w.message for w in warnings)


class ExtendLimit(Struct, frozen=True):
    """Command: a time limit is extended; who agreed or approved, and why."""

    case_id: str
    limit: str
    until: str
    reason: str
    approver: str


def extend_limit(cmd: ExtendLimit, uow: UnitOfWork) -> None:
    """Record an extension.

    Raises:
        RuleViolation: R-354 without reason or approver, R-416 the limit does not run, R-173 … R-179 not allowed.
    """
    state = open_case(cmd.case_id, uow)
    if not cmd.reason.strip() or not cmd.approver.strip():
        raise RuleViolation(
            "R-354", "延长期限要写明原因和批准（同意）的人。", field="reason", way_out="双方同意延长的，写双方姓名。"
        )
    procedure = uow.procedure(state.reg.procedure.key, state.reg.procedure.version)
    change = Extension(
        on=uow.now().date(), reason=cmd.reason.strip(), approver=cmd.approver.strip(), until=_a_day(cmd.until)
    )
    check_change(procedure, state, uow.calendar(), cmd.limit, change)
    uow.record(cmd.case_id, LimitExtended(cmd.limit, cmd.until, cmd.reason.strip(), cmd.approver.strip()))


class PauseLimit(Struct, frozen=True):
    """Command: `limit` stands still from `start` to `end` (ISO days, both included); `end` "" while it still does.

    Given again with the `start` of a pause that has no end yet, it ends that pause.
    """

    case_id: str
    limit: str
    start: str
    end: str
    reason: str
    approver: str


def pause_limit(cmd: PauseLimit, uow: UnitOfWork) -> None:
    """Record a pause, or the end of one.

    Raises:
        RuleViolation: R-343 no date, R-416 the limit does not run, R-175, R-177 … R-179 the pause is not allowed.
    """
    state = open_case(cmd.case_id, uow)
    procedure = uow.procedure(state.reg.procedure.key, state.reg.procedure.version)
    change = Pause(_a_day(cmd.start), _a_day(cmd.end) if cmd.end else None, cmd.reason.strip(), cmd.approver.strip())
    check_change(procedure, state, uow.calendar(), cmd.limit, change)
    uow.record(cmd.case_id, LimitPaused(cmd.limit, cmd.start, cmd.end, change.reason, change.approver))


class CloseCase(Struct, frozen=True):
    """Command: close with an outcome code of the procedure."""

    case_id: str
    on: str
    outcome: str
    note: str = ""


def close_case(cmd: CloseCase, uow: UnitOfWork) -> None:
    """Close the case when the procedure lets it.

    Raises:
        RuleViolation: R-203 without the right to close, R-355 with the first thing that is still open.
    """
    state = open_case(cmd.case_id, uow, "case.close")
    _not_future(cmd.on, uow)
    procedure = uow.procedure(state.reg.procedure.key, state.reg.procedure.version)
    now = status(procedure, state, uow.calendar(), uow.now().date())
    if not now.may_close or cmd.outcome not in now.ends:
        first = now.blocks_closing[0].text if now.blocks_closing else "按办理规程还没有走到这个结果"
        raise RuleViolation("R-355", f"还不能结案：{first}。", field="outcome", way_out="请先办完再结案。")
    uow.record(cmd.case_id, CaseClosed(cmd.on, cmd.outcome, cmd.note.strip()))


def reopen_case(case_id: str, on: str, reason: str, uow: UnitOfWork) -> None:
    """Open a closed case again, with the reason (R-356 without one)."""
    state = owned_case(case_id, uow, "case.close")
    if state.closed is None or not reason.strip():
        raise RuleViolation("R-356", "重新办理要写明原因。", field="reason", way_out="写一句为什么要重新办理。")
    _not_future(on, uow)
    uow.record(case_id, CaseReopened(on, reason.strip()))


def _not_future(day: str, uow: UnitOfWork) -> None:
    if _a_day(day) > uow.now().date():
        raise RuleViolation("R-343", "日期晚于今天。", field="on", way_out="请核对日期，或先校正电脑的日期。")


def _a_day(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise RuleViolation(
            "R-343", f"“{day}”不是一个日期。", field="on", way_out="请按“2026-11-20”的样子填写。"
        ) from error
