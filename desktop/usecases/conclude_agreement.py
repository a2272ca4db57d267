"""Record what the parties agreed, with duties that add up and dates that exist (人民调解法 Art. 28–29)."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from msgspec import Struct

from desktop.domain.case import CaseState
from desktop.domain.case_events import AgreementConcluded, Duty, Part, Staff
from desktop.domain.errors import RuleViolation
from desktop.domain.money import digits, parse
from desktop.usecases.check_drafting import drafting_remarks
from desktop.usecases.permission import open_case
from desktop.usecases.protocols import UnitOfWork

DRAFT = "agreement"
_SUM = re.compile(r"(?:人民币|￥|¥)?\s*([0-9][0-9,，.]*\s*万?)\s*元")


class PartInput(Struct, frozen=True):
    """One instalment as typed: ISO date, 分."""

    due: str
    amount: int = 0


class DutyInput(Struct, frozen=True):
    """A promise as typed. `debtor`, `creditor`: party ids. `amount` 分, the sum of the parts."""

    debtor: str
    creditor: str
    kind: Literal["pay", "act"]
    text: str
    parts: tuple[PartInput, ...]
    amount: int = 0
    way: str = ""
    account: str = ""


class ConcludeAgreement(Struct, frozen=True):
    """Command. `on`: day of the agreement; `dispute`: facts, disputed matters, each side's responsibility."""

    case_id: str
    form: Literal["oral", "written"]
    on: str
    dispute: str
    clauses: tuple[str, ...]
    duties: tuple[DutyInput, ...]
    place: str = ""
    breach: str = ""
    performed_on_spot: bool = False
    mediators: tuple[Staff, ...] = ()
    recorder: Staff = Staff("")
    confirmation_wanted: bool = False


class ConcludeAgreementResult(Struct, frozen=True):
    """The agreement's id and drafting warnings with their reasons; nothing of them stops the paper."""

    agreement_id: str
    warnings: tuple[str, ...]


def conclude_agreement(cmd: ConcludeAgreement, uow: UnitOfWork) -> ConcludeAgreementResult:
    """Record the agreement; a later one replaces it for performance and papers.

    Raises:
        RuleViolation: R-331 no content, R-332 parts do not add up, R-333 a sum in the text that no duty has,
            R-334 a day that is none or lies before the agreement, R-335 unknown debtor or creditor, R-336 date.
    """
    state = open_case(cmd.case_id, uow)
    check_agreement(cmd, state, uow.now().date())
    made = AgreementConcluded(
        id=uow.new_id(),
        form=cmd.form,
        on=cmd.on,
        dispute=cmd.dispute.strip(),
        clauses=tuple(c.strip() for c in cmd.clauses if c.strip()),
        duties=tuple(_duty(d, uow) for d in cmd.duties),
        place=cmd.place,
        breach=cmd.breach.strip(),
        performed_on_spot=cmd.performed_on_spot,
        mediators=cmd.mediators,
        recorder=cmd.recorder,
        confirmation_wanted=cmd.confirmation_wanted,
    )
    uow.record(cmd.case_id, made)
    uow.drop_draft(DRAFT, cmd.case_id)
    told = drafting_remarks(made, state.reg.category, uow.calendar())
    return ConcludeAgreementResult(made.id, tuple(remark.text for remark in told))


def check_agreement(cmd: ConcludeAgreement, state: CaseState, today: date) -> None:
    """All rules of `conclude_agreement`, for live checking while typing."""
    if not any(c.strip() for c in cmd.clauses) and not cmd.duties:
        raise RuleViolation(
            "R-331",
            "还没有写协议内容。",
            field="clauses",
            basis="人民调解法第二十九条",
            way_out="请写明双方约定了什么。",
        )
    if _day(cmd.on, "on") > today:
        raise RuleViolation("R-336", "达成协议的日期晚于今天。", field="on", way_out="请核对日期。")
    known = {p.id for p in state.reg.parties}
    for place, duty in enumerate(cmd.duties, start=1):
        _check_duty(duty, place, cmd, known)
    _check_sums(cmd)


def _check_duty(duty: DutyInput, place: int, cmd: ConcludeAgreement, known: set[str]) -> None:
    field = f"duties.{place}"
    if duty.debtor not in known or duty.creditor not in known or duty.debtor == duty.creditor:
        raise RuleViolation(
            "R-335", f"第{place}项义务没有写清谁履行、向谁履行。", field=field, way_out="请从当事人里选择。"
        )
    if not duty.parts or not duty.text.strip():
        raise RuleViolation(
            "R-334", f"第{place}项义务没有写清内容或期限。", field=field, way_out="每项义务都要有内容和具体日期。"
        )
    for part in duty.parts:
        if _day(part.due, field) < _day(cmd.on, "on"):
            raise RuleViolation(
                "R-334", f"第{place}项义务的期限早于协议日期。", field=field, way_out="请核对履行日期。"
            )
    total = sum(part.amount for part in duty.parts)
    if duty.kind == "pay" and (duty.amount <= 0 or any(part.amount <= 0 for part in duty.parts)):
        raise RuleViolation("R-332", f"第{place}项付款没有写金额。", field=field, way_out="请填写每期金额。")
    if duty.kind == "pay" and total != duty.amount:
        raise RuleViolation(
            "R-332",
            f"第{place}项付款：各期合计{digits(total)}元，总额{digits(duty.amount)}元，两者不一致。",
            field=field,
            way_out="请改正总额或某一期的金额。",
        )


def _check_sums(cmd: ConcludeAgreement) -> None:
    """A sum written in the clauses must be the total or a part of some duty (the paper repeats each duty)."""
    owed = {d.amount for d in cmd.duties} | {p.amount for d in cmd.duties for p in d.parts}
    owed.add(sum(d.amount for d in cmd.duties))
    if not any(d.kind == "pay" for d in cmd.duties):
        return
    for text in cmd.clauses:
        for written in _SUM.findall(text):
            amount = parse(written.replace("，", ",").replace(" ", "") + "元")
            if amount not in owed:
                raise RuleViolation(
                    "R-333",
                    f"条款里写的{written.strip()}元，与履行义务里的金额对不上。",
                    field="clauses",
                    way_out="请核对条款和金额；说明性的数额可以写在“纠纷事实”里。",
                )


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleViolation(
            "R-334", f"“{text}”不是一个日期。", field=field, way_out="请按“2026-12-01”的样子填写。"
        ) from error


def _duty(duty: DutyInput, uow: UnitOfWork) -> Duty:
    return Duty(
        id=uow.new_id(),
        debtor=duty.debtor,
        creditor=duty.creditor,
        kind=duty.kind,
        text=duty.text.strip(),
        parts=tuple(Part(uow.new_id(), p.due, p.amount) for p in duty.parts),
        amount=duty.amount,
        way=duty.way,
        account=duty.account,
    )
