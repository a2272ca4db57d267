"""The county says that two person records mean one human being; never merged, always to be taken back."""

from __future__ import annotations

from desktop.domain.county_events import PersonLinked, PersonUnlinked
from desktop.domain.errors import RuleViolation
from desktop.usecases.assign_case import check_reason
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork


def link_persons(first: str, second: str, reason: str, uow: UnitOfWork, *, undo: bool = False) -> str:
    """Link two person records, or take the link back; returns the id of the pair.

    Raises:
        RuleViolation: R-203, R-603 no reason, R-609 one of them is not here, or both are the same.
    """
    demand_right(uow.viewer, "county")
    check_reason(reason)
    if first == second or uow.person(first) is None or uow.person(second) is None:
        raise RuleViolation("R-609", "要关联的两份人员登记不全，或者是同一份。", field="person", way_out="请核对编号。")
    one, other = sorted((first, second))
    pair = one + other
    uow.record(pair, PersonUnlinked(one, other, reason) if undo else PersonLinked(one, other, reason))
    return pair
