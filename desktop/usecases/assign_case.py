"""The county gives a case to a station: asks its owner for it, grants it, or takes it by force (sync-model.md §5).

At every moment a case has one owner; only the county's grant and a handing over inside a station change it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from desktop.domain.case import CaseState
from desktop.domain.case_events import CaseGranted, TransferAsked
from desktop.domain.county_events import Installation
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork

Assigned = Literal["granted", "asked", "already"]


class AssignCase(Struct, frozen=True):
    """Command. `to`: an installation's id, or the code of a station that has one computer.

    `forced`: do not wait for the owner (machine lost, station silent); what he writes meanwhile comes in as late.
    """

    case_id: str
    to: str
    reason: str = ""
    forced: bool = False


def assign_case(cmd: AssignCase, uow: UnitOfWork) -> Assigned:
    """Grant a case that is at the county or on its way; ask the owner for any other one.

    Raises:
        RuleViolation: R-203, R-301, R-602 nobody or several under `to`, R-603 force without a reason.
    """
    demand_right(uow.viewer, "county.assign")
    state = uow.case(cmd.case_id)
    to = check_target(cmd.to, uow).id
    if state.owner == to and not state.in_transit:
        return "already"
    if cmd.forced:
        check_reason(cmd.reason)
    if cmd.forced or state.in_transit or state.owner == uow.installation():
        _grant(state, to, uow, forced=cmd.forced, reason=cmd.reason)
        return "granted"
    if state.asked_by_county == to:
        return "already"
    uow.record(cmd.case_id, TransferAsked(to, cmd.reason))
    return "asked"


def take_back_ask(case_id: str, reason: str, uow: UnitOfWork) -> bool:
    """The county does not want the case moved any more; returns whether it had asked.

    A station that has released it already gets it back by a grant.
    """
    demand_right(uow.viewer, "county.assign")
    state = uow.case(case_id)
    if not state.asked_by_county:
        return False
    if state.in_transit:
        _grant(state, state.owner, uow, forced=False, reason=reason)
    else:
        uow.record(case_id, TransferAsked("", reason))
    return True


def move_all(old: str, new: str, reason: str, uow: UnitOfWork) -> int:
    """Give everything a lost installation owns to another one, by force; what the old one still wrote comes as late.

    Returns how many cases moved. Raises RuleViolation R-203, R-603 no reason.
    """
    demand_right(uow.viewer, "county.assign")
    check_reason(reason)
    cases = uow.cases_of(old)
    for case_id in cases:
        _grant(uow.case(case_id), new, uow, forced=True, reason=reason)
    return len(cases)


def grant_released(case_id: str, uow: UnitOfWork) -> bool:
    """The owner released a case that the county had asked for: grant it to whom it was asked for.

    The decision was made with the asking; this only carries it out, so whoever takes bundles in may do it.
    """
    demand_right(uow.viewer, "sync")
    state = uow.case(case_id)
    if not state.in_transit or not state.asked_by_county:
        return False
    _grant(state, state.asked_by_county, uow, forced=False, reason="")
    return True


def _grant(state: CaseState, to: str, uow: UnitOfWork, *, forced: bool, reason: str) -> None:
    uow.record(state.id, CaseGranted(to, state.owner_version + 1, state.frontier, forced, reason))


def check_target(named: str, uow: UnitOfWork) -> Installation:
    """The working installation of this id, or the only one of this station code.

    Raises:
        RuleViolation: R-602.
    """
    stations = uow.stations()
    working = [i for s in stations for i in s.installations if i.sign_key and i.revoked_after < 0]
    found = [i for i in working if i.id == named] or [
        i for s in stations for i in s.installations if i in working and named in (s.id, i.label)
    ]
    if len(found) != 1:
        said = "没有这个站或这台电脑，或者它还没有接入。" if not found else "这个站有几台电脑。"
        raise RuleViolation("R-602", said, field="to", way_out="请写明一台已接入的电脑的编号。")
    return found[0]


def check_reason(reason: str) -> None:
    """A decision over the heads of others gives its reason; raises RuleViolation R-603 without one."""
    if len(reason.strip()) < 2:
        raise RuleViolation("R-603", "还没有写明原因。", field="reason", way_out="请写明为什么这样决定。")
