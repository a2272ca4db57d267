"""What the intake asks to be done. No threads, no session, no dialog here."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from desktop.domain.case_events import Side
from desktop.domain.places import region_of
from desktop.ops import Core, Op
from desktop.usecases.bring_scan_home import BringScanHome, bring_new_form
from desktop.usecases.make_paper import PaperMade, PreparePaper, prepare_paper
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.register_case import RegisterCase, RegisterCaseResult, register_case
from ui.screens.party_input import party_input

DRAFT = "intake"
FIRST_PAPER = {"dispute": "mediation_acceptance", "petition": "petition_registration"}  # printed at registration
BLANK_FORM = {"dispute": "mediation_application", "petition": "petition_registration"}  # to fill in by hand before it


class Registered(Struct, frozen=True):
    """The new case and, when asked for, its 登记表."""

    case: RegisterCaseResult
    paper: PaperMade | None = None


def register(
    core: Core,
    parties: list[tuple[Side, dict[str, Any]]],
    values: dict[str, Any],
    forms: tuple[BringScanHome, ...] = (),
    *,
    print_form: bool,
) -> Op[Registered]:
    """Register the case as typed; its draft goes in the same transaction. `forms`: scans it was typed from."""

    def work(uow: UnitOfWork) -> Registered:
        inputs = tuple(party_input(value, side, uow) for side, value in parties)
        region = region_of(values.get("place", ""), core.reference.places())
        case = register_case(RegisterCase(parties=inputs, draft_form=DRAFT, region=region, **values), uow)
        for form in forms:
            bring_new_form(form, case.case_id, uow)
        first = PreparePaper(case.case_id, FIRST_PAPER[values["kind"]])
        paper = prepare_paper(first, uow, core.papers) if print_form else None
        uow.commit()
        return Registered(case, paper)

    return core.mutate(work)
