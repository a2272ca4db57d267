"""An operator decides that a run of records will never come, so that what follows counts (sync-model.md §5, rule 2)."""

from __future__ import annotations

from desktop.domain.county_events import GapAccepted
from desktop.domain.errors import RuleViolation
from desktop.usecases.assign_case import check_reason
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork


def accept_gap(gap: GapAccepted, uow: UnitOfWork) -> None:
    """Record the decision under the operator's name; no timer ever does. What comes later all the same is kept too.

    Raises:
        RuleViolation: R-203, R-603 no reason, R-608 the run is none.
    """
    demand_right(uow.viewer, "county")
    check_reason(gap.reason)
    if not 1 <= gap.first <= gap.last:
        raise RuleViolation("R-608", "缺口的起止号不对。", field="first", way_out="请按站点看板上的缺口填写。")
    uow.record(gap.epoch, gap)
