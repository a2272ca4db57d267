"""The present owner decides on what a former owner wrote after the case had passed on (sync-model.md §5, rule 5)."""

from __future__ import annotations

from desktop.domain.case_events import LateDecided
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import owned_case
from desktop.usecases.protocols import UnitOfWork


def decide_late(case_id: str, event: str, accepted: bool, uow: UnitOfWork) -> None:
    """Take a late change over, or leave it without effect; either way it stays in the history.

    Raises:
        RuleViolation: R-203, R-301, R-317, R-607 nothing of this hash waits for a decision.
    """
    state = owned_case(case_id, uow)
    if all(late.event != event for late in state.late):
        raise RuleViolation("R-607", "没有这条等待决定的改动。", field="event", way_out="请重新打开这件事核对。")
    uow.record(case_id, LateDecided(event, accepted))
