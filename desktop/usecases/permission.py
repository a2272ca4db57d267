"""Asks the table of rights before a use case acts."""

from __future__ import annotations

from desktop.domain.case import CaseState
from desktop.domain.errors import RuleViolation
from desktop.domain.rights import demand
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights
from desktop.usecases.protocols import UnitOfWork


def demand_right(viewer: Viewer, right: str) -> None:
    """RuleViolation R-203 when the viewer's roles do not hold `right`."""
    demand(viewer, right, rights())


def owned_case(case_id: str, uow: UnitOfWork, right: str = "case.write") -> CaseState:
    """The case, when the viewer may write it and this installation owns it.

    Raises:
        RuleViolation: R-203 no right, R-301 not found, R-317 another installation owns it or it is on its way.
    """
    demand_right(uow.viewer, right)
    state = uow.case(case_id)
    if state.owner != uow.installation() or state.in_transit:
        raise RuleViolation(
            "R-317", "这件事现在由别的站或县里办理。", field="case", way_out="可以加批注；要接着办，请联系县里移交。"
        )
    return state


def open_case(case_id: str, uow: UnitOfWork) -> CaseState:
    """As `owned_case`, and not closed (R-318)."""
    state = owned_case(case_id, uow)
    if state.closed is not None:
        raise RuleViolation("R-318", "这件事已经结案。", field="case", way_out="要补办，请先“重新办理”。")
    return state
