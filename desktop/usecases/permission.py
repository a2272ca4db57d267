"""Asks the table of rights before a use case acts."""

from __future__ import annotations

from desktop.domain.case import CaseState
from desktop.domain.errors import RuleViolation
from desktop.domain.rights import demand, may
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights
from desktop.reference.wording import role_title
from desktop.usecases.protocols import UnitOfWork


def demand_right(viewer: Viewer, right: str) -> None:
    """RuleViolation R-203 when the viewer's roles do not hold `right`."""
    demand(viewer, right, rights())


def may_do(viewer: Viewer, right: str) -> bool:
    """Whether the viewer holds a right; for choices, never instead of `demand_right`."""
    return may(viewer, right, rights())


def demand_step_role(viewer: Viewer, roles: tuple[str, ...]) -> None:
    """The procedure says whose step it is; a head stands in for anybody. Raises RuleViolation R-219."""
    if roles and not viewer.has(*roles) and not may(viewer, "step.any", rights()):
        named = "、".join(role_title(role) for role in roles)
        raise RuleViolation(
            "R-219", f"这一步由{named}办理。", field="role", way_out="请由他们登录后办理，或由站长代办。"
        )


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


def open_case(case_id: str, uow: UnitOfWork, right: str = "case.write") -> CaseState:
    """As `owned_case`, and not closed (R-318)."""
    state = owned_case(case_id, uow, right)
    if state.closed is not None:
        raise RuleViolation("R-318", "这件事已经结案。", field="case", way_out="要补办，请先“重新办理”。")
    return state
