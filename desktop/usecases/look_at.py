"""Looks at what is masked: somebody else's case, a person's record. Every look is a line of the journal.

In one's own open case everything is shown at once and noted silently (practice.md T3); for any other a reason is asked.
"""

from __future__ import annotations

from desktop.domain.case_view import CaseView
from desktop.domain.errors import RuleViolation
from desktop.domain.masking import handles
from desktop.domain.person import PersonState
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork

LONGEST = 100
"""Characters of a reason: enough to say why, too few to tell the matter."""


def look_at_case(case_id: str, reason: str, uow: UnitOfWork) -> CaseView:
    """The case in full, for the viewer's questions too until the station is closed.

    The caller commits, or the look did not happen.

    Raises:
        RuleViolation: R-203 no right, R-218 no reason where one is asked, R-301 no such case.
    """
    demand_right(uow.viewer, "case.read")
    state = uow.case(case_id)
    if state.reg.secrecy != "normal":
        demand_right(uow.viewer, "sealed")
    if handles(uow.viewer.id, state) and state.closed is None:
        uow.journal("look.own", case_id)
    else:
        demand_right(uow.viewer, "case.unmask")
        uow.journal("look.reason", case_id, _checked(reason))
        uow.uncover(case_id)
    return uow.case_view(case_id)


def look_at_person(person_id: str, reason: str, uow: UnitOfWork) -> PersonState:
    """A person's record in full, outside any case of one's own.

    Raises:
        RuleViolation: R-203, R-218, R-220 no such record.
    """
    demand_right(uow.viewer, "person.read")
    demand_right(uow.viewer, "case.unmask")
    why = _checked(reason)
    person = uow.person(person_id)
    if person is None:
        raise RuleViolation("R-220", "找不到这个人的登记，没有查看。", field="person", way_out="请重新查找。")
    uow.journal("look.person", person_id, why)
    return person


def _checked(reason: str) -> str:
    plain = " ".join(reason.split())
    if not 2 <= len(plain) <= LONGEST:
        raise RuleViolation(
            "R-218",
            f"查看完整信息要写明原因，2至{LONGEST}个字。",
            field="reason",
            basis="个人信息保护法第六条、第二十八条",
            way_out="写一句为什么要看，例如“核对送达地址”。",
        )
    return plain
