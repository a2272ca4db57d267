"""A registration that was a mistake is withdrawn: the case is gone from every list, and can be brought back."""

from __future__ import annotations

from desktop.domain import case_events as ce
from desktop.domain.case import fold_case
from desktop.procedures import shipped
from desktop.reference.wording import event_words
from tests.case_builder import CaseBuilder


def build() -> CaseBuilder:
    return CaseBuilder(shipped()["people_mediation"])


def test_a_withdrawn_case_has_no_state_in_any_order() -> None:
    case = build().record(ce.CaseWithdrawn("整批导入有误", "own.1"))
    assert fold_case(case.events) is None
    assert fold_case(reversed(case.events)) is None
    case.record(ce.CommentMade("c1", "还有人写了一句"))
    assert fold_case(case.events) is None


def test_undoing_the_withdrawal_brings_the_case_back_whole() -> None:
    case = build()
    before = case.state
    case.record(ce.CaseWithdrawn("整批导入有误"))
    case.record(ce.Undone(case.events[-1].hash.hex()))
    after = fold_case(case.events)
    assert after is not None
    assert (after.reg, after.events) == (before.reg, 3)


def test_a_withdrawal_without_the_opening_is_no_case() -> None:
    case = build().record(ce.CaseWithdrawn("整批导入有误"))
    assert fold_case(case.events[1:]) is None


def test_the_history_says_it_in_words() -> None:
    assert event_words("case.withdrawn", {"reason": "整批导入有误"}) == "撤销登记：整批导入有误"


def test_a_member_claims_for_himself() -> None:
    party = ce.Party("p3", "applicant", "person", "r3", claim=ce.Claim("退还预付款", 120000))
    state = build().record(ce.PartyJoined(party)).state
    assert state.reg.parties[-1] == party
    assert state.reg.parties[0].asks == ce.Claim()
