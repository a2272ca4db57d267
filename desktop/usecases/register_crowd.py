"""A crowd in the hall (集体访): counted first, names only where there is no time, delegates, and the first report.

《信访工作条例》 Art. 20 (five delegates at most), Art. 25 (report at once). A sixth warns and the visit is saved.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.person import PersonRecorded
from desktop.usecases.follow_up import DoStep, do_step
from desktop.usecases.make_paper import PaperMade, PreparePaper, prepare_paper
from desktop.usecases.protocols import Papers, UnitOfWork
from desktop.usecases.register_case import PartyInput, RegisterCase, RegisterCaseResult, register_case

GROUP_VISIT, DRAFT = "petition_group_visit", "crowd"
ELECTION, FIRST_REPORT = "delegate_election", "urgent_report"
MOST_DELEGATES = 5
LATER = "现场先登记姓名，证件后补"


class Visitor(Struct, frozen=True):
    """Somebody in the hall. `may_receive`: as delegate he may receive papers for the others (practice.md L8)."""

    name: str
    id_number: str = ""
    phone: str = ""
    delegate: bool = False
    may_receive: bool = False


class RegisterCrowd(Struct, frozen=True):
    """Command. `present`: people counted in the hall (人次); `concerned`: whom it touches (涉及人数)."""

    received_at: str
    present: int
    concerned: int
    category: str
    summary: str
    visitors: tuple[Visitor, ...]
    requests: tuple[str, ...] = ()
    place: str = ""


class CrowdRegistered(Struct, frozen=True):
    """The case, what an inspector would ask about, and the 代表推选书 where delegates were chosen."""

    case: RegisterCaseResult
    warnings: tuple[str, ...]
    election: PaperMade | None


def register_crowd(cmd: RegisterCrowd, uow: UnitOfWork, papers: Papers) -> CrowdRegistered:
    """One registration for all (1批 N人次), the delegates chosen, their paper made; the caller commits.

    Raises:
        RuleViolation: what registering, choosing delegates and making the paper refuse.
    """
    people = max(cmd.present, len(cmd.visitors))
    case = register_case(
        RegisterCase(
            procedure=GROUP_VISIT,
            received_at=cmd.received_at,
            source="direct",
            category=cmd.category,
            summary=cmd.summary,
            parties=tuple(_party(visitor) for visitor in cmd.visitors),
            kind="petition",
            place=cmd.place,
            requests=cmd.requests,
            visitors=people,
            heads=max(people, cmd.concerned),
            batches=1,
            draft_form=DRAFT,
        ),
        uow,
    )
    chosen = [visitor for visitor in cmd.visitors if visitor.delegate]
    if not chosen:
        return CrowdRegistered(case, (), None)
    warnings = do_step(_delegates(cmd, case.case_id, chosen, people), uow)
    if len(chosen) > MOST_DELEGATES:
        return CrowdRegistered(case, (*warnings, "代表推选书要五人以内才能印：先登记，商定后再印。"), None)
    return CrowdRegistered(case, warnings, prepare_paper(PreparePaper(case.case_id, ELECTION), uow, papers))


def report_urgently(case_id: str, content: str, uow: UnitOfWork, papers: Papers) -> PaperMade:
    """The first report (快报), one page; the caller commits. Raises what the step and the paper refuse."""
    do_step(DoStep(case_id, "urgent", uow.now().date().isoformat(), {"content": content.strip()}), uow)
    return prepare_paper(PreparePaper(case_id, FIRST_REPORT), uow, papers)


def _party(visitor: Visitor) -> PartyInput:
    person = PersonRecorded(
        name=visitor.name,
        phone=visitor.phone,
        id_number=visitor.id_number,
        id_missing_reason="" if visitor.id_number else LATER,
    )
    return PartyInput("applicant", person=person)


def _delegates(cmd: RegisterCrowd, case_id: str, chosen: list[Visitor], people: int) -> DoStep:
    return DoStep(
        case_id,
        "delegates",
        cmd.received_at[:10],
        {
            "present": people,
            "concerned": max(people, cmd.concerned),
            "batches": 1,
            "delegates": [{"name": v.name, "phone": v.phone, "may_receive": v.may_receive} for v in chosen],
            "count": len(chosen),
        },
    )
