"""Rules of national law and of places that a case must feel: gates, guards, clocks per recipient, loops, slots."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.domain import case_events as ce
from desktop.domain.engine import CaseStatus, status
from desktop.domain.engine_acts import check_change, demand_act, refusals
from desktop.domain.errors import RuleViolation
from desktop.domain.procedure import Procedure
from desktop.domain.time_limits import Pause
from desktop.procedures import procedure
from desktop.reference import load_calendar
from tests.case_builder import CaseBuilder

CALENDAR = load_calendar()
CLAIM = {"class": "claim", "repeat": "初次", "competence": "本单位职权", "way": "6"}


def method(key: str) -> Procedure:
    found = procedure(key)
    assert found is not None
    return found


def see(case: CaseBuilder, today: str = "") -> CaseStatus:
    return status(case.procedure, case.state, CALENDAR, date.fromisoformat(today) if today else None)


def petition(key: str = "petition_handling", **reg: Any) -> CaseBuilder:
    return CaseBuilder(method(key), **{"source": "direct", **reg})


def test_mediation_does_not_stop_the_fifteen_days_nor_the_sixty() -> None:
    case = petition().step("sort", **CLAIM).step("to_mediation", body="调委会", consented=True)
    found = see(case)
    assert "notice_direct" in {x.key for x in found.limits}
    assert any("照常计算" in w.text for w in found.warnings)
    case.step("accept", undertaker="信访办", contact="x")
    assert {"conclude"} <= {x.key for x in see(case).limits}


def test_an_accusation_is_never_sent_to_mediation() -> None:
    case = petition().step("sort", **{"class": "accusation", "repeat": "初次"})
    found = refusals(case.procedure, case.state, CALENDAR, "to_mediation", {"body": "调委会", "consented": True})
    assert any(r.level == "block" and "检举控告" in r.message for r in found)
    assert [t.step for t in see(case).current] == ["seal_off"]


def test_a_sixth_delegate_warns_and_the_visit_is_saved() -> None:
    case = petition("petition_group_visit", visitors=30, heads=213, batches=1)
    facts: ce.Facts = {"present": 30, "concerned": 213, "batches": 1, "delegates": [{"name": "代表"}], "count": 6}
    told = demand_act(case.procedure, case.state, CALENDAR, "delegates", facts)
    assert [r.level for r in told] == ["warn"]
    case.step("delegates", **facts)
    assert any("超过五人" in w.text for w in see(case).warnings)


def test_each_recipient_has_his_own_thirty_days() -> None:
    case = petition().step("sort", **CLAIM).step("accept").step("investigate").step("decide")
    case.paper("handling_opinion", "2026-03-10")
    paper = case.state.documents[-1].id
    case.record(
        ce.DocumentServed(paper, "p1", "direct", "2026-03-11"), ce.DocumentServed(paper, "p3", "post", "2026-03-20")
    )
    rights = {x.addressee: x.raw for x in see(case).limits if x.key == "ask_review"}
    assert rights == {"p1": "2026-04-10", "p3": "2026-04-19"}


def test_a_repeat_at_the_same_organ_is_linked_never_refused() -> None:
    case = petition().step("sort", **{**CLAIM, "repeat": "本单位正在办理的同一事项"})
    assert [t.step for t in see(case).current] == ["tell_repeat"]


def test_overdue_raises_supervision() -> None:
    case = petition().step("sort", **CLAIM)
    assert see(case, "2026-03-17").raised == ()
    assert [r.step for r in see(case, "2026-03-18").raised] == ["supervise"]


def test_the_hearing_stops_only_the_second_review() -> None:
    pause = Pause(date(2026, 3, 10), date(2026, 3, 19), "听证", "负责人")
    second = CaseBuilder(method("petition_second_review"))
    assert check_change(second.procedure, second.state, CALENDAR, "review", pause).raw == date(2026, 4, 11)
    first = CaseBuilder(method("petition_review"))
    with pytest.raises(RuleViolation, match="R-177"):
        check_change(first.procedure, first.state, CALENDAR, "review", pause)


@pytest.mark.parametrize("key", ["quzhou_six_five_three", "jiangshan_full_chain", "xinchang_1211"])
def test_legality_review_blocks_printing_the_opinion(key: str) -> None:
    case = petition(key)
    assert any("审" in r.text for r in see(case).blocks_document("handling_opinion"))
    case.step("review", conclusion="通过").step("sign").step("decide")
    assert see(case).blocks_document("handling_opinion") == ()


def test_unsatisfied_is_handled_again_until_it_is_settled_or_becomes_a_backlog() -> None:
    case = petition("jindong_whole_cycle").step("sort", **CLAIM).step("accept").step("investigate").step("decide")
    case.paper("handling_opinion", served=True).visit("yes", "2026-03-10", satisfied="no")
    assert see(case).current[0].step == "again"
    case.step("again", "2026-03-12", decision="重新交办", unit="城建办", did="重修")
    found = see(case)
    assert found.current[0].step == "call_back"
    assert next(x.raw for x in found.limits if x.key == "three_months") == "2026-06-12"
    case.visit("yes", "2026-06-20", satisfied="no").step("again", "2026-06-21", decision="列入积案", unit="镇", did="x")
    assert see(case).current[0].step == "list_backlog"


def test_a_failed_mediation_flows_back() -> None:
    case = petition("jinyun_return_flow").step("sort", **CLAIM)
    case.step("fit", answer="双方同意调解", reason="民事争议").step("send", body="调委会")
    case.step("back", result="调解不成", note="差距大").step("accept")
    assert see(case).current[0].step == "after_return"


def test_minutes_are_counted_from_the_minute() -> None:
    case = CaseBuilder(method("banshan_grid")).step("find", "2026-03-02", "2026-03-02T10:00:00+08:00")
    assert next(x.at for x in see(case).limits if x.key == "loop") == "2026-03-02T10:05:00+08:00"


def test_slots_keep_what_the_source_does_not_say_open() -> None:
    assert [p.key for p in method("panan_219_157").slots] == ["m_219", "m_157", "group"]
    assert len(method("zhuji_three_checks").slots) == 5
    batches = next(f for f in method("dongguan_five_renewals").step("renew_facts").fields if f.key == "batch")  # type: ignore[union-attr]
    assert sum("未说明" in c for c in batches.choices) == 2
