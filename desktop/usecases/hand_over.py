"""A case goes from one desk of a station to another: no confirmation, the last thing this desk writes on it."""

from __future__ import annotations

from desktop.domain.case_events import CaseHanded
from desktop.domain.county_events import Installation
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import demand_right, owned_case
from desktop.usecases.protocols import UnitOfWork


def hand_over(case_id: str, to: str, uow: UnitOfWork) -> Installation:
    """Hand a case to another computer of this station; returns that computer as the county made it known here.

    Handing to the same desk again changes nothing, so that a lost stick can be written once more.

    Raises:
        RuleViolation: R-203, R-301, R-317 not ours, R-616 no such desk in this station.
    """
    demand_right(uow.viewer, "case.write")
    here = next((s for s in uow.stations() if any(i.id == uow.installation() for i in s.installations)), None)
    desks = [i for i in here.installations if i.sign_key and i.revoked_after < 0] if here else []
    desk = next((i for i in desks if i.id == to and to != uow.installation()), None)
    if desk is None:
        raise RuleViolation(
            "R-616",
            "本站没有这台电脑，或者县里的文件还没有说到它。",
            field="to",
            way_out="请先导入县里最新的文件，再写明另一台电脑的编号。",
        )
    if uow.case(case_id).owner != to:
        state = owned_case(case_id, uow)
        uow.record(case_id, CaseHanded(to, state.frontier))
    return desk
