"""A station lets a case go: because the county asked for it, or because it cannot take what was assigned to it."""

from __future__ import annotations

from desktop.domain.case_events import CaseReleased
from desktop.domain.errors import RuleViolation
from desktop.usecases.assign_case import check_reason
from desktop.usecases.permission import demand_right, owned_case
from desktop.usecases.protocols import UnitOfWork


def release_asked(case_id: str, uow: UnitOfWork) -> bool:
    """Release a case that the county asks for; the county decides, so whoever imports its file may carry it out.

    Returns whether anything was to be released: a second copy of the same file finds nothing.
    """
    demand_right(uow.viewer, "sync")
    state = uow.case(case_id)
    if state.owner != uow.installation() or not state.asked_by_county or state.in_transit:
        return False
    uow.record(case_id, CaseReleased(state.frontier))
    return True


def give_back(case_id: str, reason: str, uow: UnitOfWork) -> None:
    """Give an assigned case back to the county, which grants it anew.

    Raises:
        RuleViolation: R-203, R-301, R-317 not ours, R-603 no reason, R-606 it was registered here.
    """
    state = owned_case(case_id, uow)
    check_reason(reason)
    if state.owner_version == 1:
        raise RuleViolation(
            "R-606", "这件事是本站登记的，不能退回县里。", field="case", way_out="要移交给别的站，请联系县里。"
        )
    uow.record(case_id, CaseReleased(state.frontier, reason.strip()))
