"""The commonest job: what was settled on the spot, on one screen, in one transaction (practice.md §4.1).

Two parties, what about, how agreed, performed or not: gives the 人民调解口头协议登记表, counted and finished.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from desktop.domain.case_events import Staff
from desktop.usecases.conclude_agreement import ConcludeAgreement, DutyInput, PartInput, conclude_agreement
from desktop.usecases.follow_up import CloseCase, close_case
from desktop.usecases.make_paper import PaperMade, PreparePaper, prepare_paper
from desktop.usecases.protocols import Papers, UnitOfWork
from desktop.usecases.register_case import PartyInput, RegisterCase, RegisterCaseResult, register_case

DRAFT = "quick"
ORAL_FORM = "oral_agreement_register"
SETTLED = "settled"


class SettleQuickly(Struct, frozen=True):
    """Command. `amount` 分 owed by the respondent to the applicant, 0 for none; `due` ISO date where not performed."""

    procedure: str
    received_at: str
    category: str
    summary: str
    applicant: PartyInput
    respondent: PartyInput
    agreed: str
    performed: bool
    mediator: str
    source: str = "application"
    place: str = ""
    amount: int = 0
    due: str = ""
    way: str = ""


class SettleQuicklyResult(Struct, frozen=True):
    """The case, its number and the printed form; closed unless something is still to be performed."""

    case_id: str
    number: str
    paper: PaperMade
    closed: bool


def settle_quickly(cmd: SettleQuickly, uow: UnitOfWork, papers: Papers) -> SettleQuicklyResult:
    """Register, record the oral agreement, make its form, and close when performed; the caller commits.

    Raises:
        RuleViolation: what registering, agreeing and making the paper refuse.
    """
    registered = register_case(
        RegisterCase(
            procedure=cmd.procedure,
            received_at=cmd.received_at,
            source=cmd.source,
            category=cmd.category,
            summary=cmd.summary,
            parties=(cmd.applicant, cmd.respondent),
            place=cmd.place,
            quick=True,
        ),
        uow,
    )
    today = uow.now().date().isoformat()
    conclude_agreement(_agreement(cmd, registered, today, uow), uow)
    paper = prepare_paper(PreparePaper(registered.case_id, ORAL_FORM), uow, papers)
    if cmd.performed:
        close_case(CloseCase(registered.case_id, today, SETTLED, "当场履行"), uow)
    uow.drop_draft(DRAFT, "")
    return SettleQuicklyResult(registered.case_id, registered.number, paper, cmd.performed)


def _agreement(cmd: SettleQuickly, registered: RegisterCaseResult, today: str, uow: UnitOfWork) -> ConcludeAgreement:
    applicant, respondent = registered.parties
    kind: Literal["pay", "act"] = "pay" if cmd.amount else "act"
    part = PartInput(today if cmd.performed else cmd.due, cmd.amount)
    duty = DutyInput(respondent, applicant, kind, cmd.agreed, (part,), cmd.amount, cmd.way)
    return ConcludeAgreement(
        case_id=registered.case_id,
        form="oral",
        on=today,
        dispute=cmd.summary,
        clauses=(cmd.agreed,),
        duties=(duty,) if cmd.amount or not cmd.performed else (),
        place=cmd.place,
        performed_on_spot=cmd.performed,
        mediators=(Staff(cmd.mediator),),
        recorder=Staff(uow.viewer.name, uow.viewer.id),
    )
