"""The engine on people's mediation: what is next, until when, and when a case may be closed."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain import case_events as ce
from desktop.domain.engine import CaseStatus, status, timeliness, told_limit
from desktop.domain.procedure import Procedure
from desktop.procedures import shipped
from desktop.reference import load_calendar
from tests.case_builder import CaseBuilder

CALENDAR = load_calendar()


@pytest.fixture
def mediation() -> Procedure:
    return shipped()["people_mediation"]


def see(case: CaseBuilder, today: str = "") -> CaseStatus:
    return status(case.procedure, case.state, CALENDAR, date.fromisoformat(today) if today else None)


def steps(found: CaseStatus) -> list[str]:
    return [task.step for task in found.current]


def limit(found: CaseStatus, key: str) -> tuple[str, str, str]:
    one = next(x for x in found.limits if x.key == key)
    return one.raw, one.rolled, one.work_by


def test_a_new_case_asks_for_the_notice_and_the_session(mediation: Procedure) -> None:
    found = see(CaseBuilder(mediation))
    assert steps(found) == ["notice", "mediate"]
    assert found.next is not None
    assert found.next.basis.startswith("《人民调解法》")
    assert {"investigate", "withdraw", "refuse", "invite"} <= {t.step for t in found.offers}
    assert not found.may_close


def test_the_thirty_days_and_their_reminders(mediation: Procedure) -> None:
    # 2026-01-20 + 30 days falls into the spring holiday: privacy-time-ids.md §5
    found = see(CaseBuilder(mediation, "2026-01-20T09:00:00+08:00"))
    assert limit(found, "mediation") == ("2026-02-19", "2026-02-24", "2026-02-14")
    shapes = {
        day: see(CaseBuilder(mediation, "2026-03-02T09:00:00+08:00"), day).limits[0].shape
        for day in ("2026-03-03", "2026-03-22", "2026-04-01", "2026-04-02")
    }
    assert shapes == {"2026-03-03": "later", "2026-03-22": "soon", "2026-04-01": "today", "2026-04-02": "overdue"}


def test_a_session_that_goes_on_asks_for_another(mediation: Procedure) -> None:
    case = CaseBuilder(mediation).session("continue").session("continue")
    assert steps(see(case)) == ["mediate"]  # the rights were told in the session
    assert steps(see(case.session("success"))) == ["agree"]


def test_written_agreement_to_the_end(mediation: Procedure) -> None:
    case = CaseBuilder(mediation).session().agree(parts=(("2026-04-01", 80_000), ("2026-05-06", 40_000)))
    found = see(case)
    assert steps(found) == ["perform"]
    assert limit(found, "confirmation") == ("2026-04-01", "2026-04-01", "2026-04-01")
    assert [p.type for p in found.documents_due if p.need == "must"] == ["mediation_agreement"]
    case.pay_all("2026-05-06")
    assert steps(see(case)) == ["visit"]
    case.visit(on="2026-05-10")
    blocked = see(case)
    assert [r.key for r in blocked.blocks_closing] == ["mediation_agreement"]
    case.paper("mediation_agreement")
    found = see(case)
    assert (found.may_close, found.ends) == (True, ("settled",))
    assert found.figures["settled"] == 1
    found = see(case.close("settled"), "2026-12-01")
    assert (found.closed, found.current, found.limits) == (True, (), ())


def test_what_was_settled_on_the_spot_is_closable_at_once(mediation: Procedure) -> None:
    case = CaseBuilder(mediation, quick=True).agree("oral", performed_on_spot=True)
    found = see(case)
    assert (found.may_close, found.ends, found.limits) == (True, ("settled",), ())
    assert [p.type for p in found.documents_due] == ["oral_agreement_register"]


def test_a_quick_agreement_not_yet_performed_stays_open(mediation: Procedure) -> None:
    case = CaseBuilder(mediation, quick=True).agree("oral", parts=(("2026-03-20", 5_000),))
    assert steps(see(case)) == ["perform"]
    assert not see(case).may_close


def test_a_broken_promise_is_urged_and_mediated_again(mediation: Procedure) -> None:
    case = CaseBuilder(mediation).session().agree(parts=(("2026-03-20", 5_000),)).visit("no")
    assert steps(see(case)) == ["urge"]
    again = case.copy().step("urge", result="重新调解")
    assert steps(see(again)) == ["mediate"]
    again.session().agree(parts=(("2026-04-20", 3_000),)).pay_all()
    assert steps(see(again)) == ["visit"]
    assert see(case.step("urge", result="起诉")).ends == ("breach",)


def test_failure_ends_with_the_routes_told(mediation: Procedure) -> None:
    case = CaseBuilder(mediation).session("failed")
    assert steps(see(case)) == ["terminate"]
    assert "mediate" in {t.step for t in see(case).offers}
    assert steps(see(case.copy().session("success"))) == ["agree"]
    assert see(case.step("terminate", reason=["无法达成协议"], routes="诉讼")).ends == ("failed",)


def test_a_party_that_refuses_must_not_be_mediated(mediation: Procedure) -> None:
    found = see(CaseBuilder(mediation).session("continue", consented=False))
    assert steps(found) == ["terminate"]
    assert any("不得调解" in w.text for w in found.warnings)


def test_withdrawal_cuts_the_way_at_any_point(mediation: Procedure) -> None:
    case = CaseBuilder(mediation).session("continue").step("withdraw", reason="自行和解")
    found = see(case)
    assert (found.current, found.ends) == ((), ("withdrawn",))


def test_confirmation_runs_beside_and_has_its_own_clock(mediation: Procedure) -> None:
    case = CaseBuilder(mediation).session().agree(parts=(("2026-04-01", 80_000),))
    case.step("ask_confirmation", "2026-03-10", court="示范法院", filed_on="2026-03-10")
    found = see(case)
    assert steps(found) == ["perform", "court_ruling"]
    assert limit(found, "ruling")[0] == "2026-04-09"
    case.step("court_ruling", result="valid", served_on="2026-03-30")
    assert limit(see(case), "objection")[1] == "2026-04-14"
    assert see(case).figures["confirmed"] == 1


def test_extension_and_reopening(mediation: Procedure) -> None:
    case = CaseBuilder(mediation).record(ce.LimitExtended("mediation", "2026-04-20", "双方同意", "调委会主任"))
    one = next(x for x in see(case).limits if x.key == "mediation")
    assert (one.raw, one.extended) == ("2026-04-20", True)
    case.session("failed").step("terminate", reason=["其他"], routes="诉讼").close("failed")
    case.record(ce.CaseReopened("2026-06-01", "双方愿意再谈"))
    assert steps(see(case)) == ["mediate"]
    case.session().agree("oral", performed_on_spot=True)
    assert see(case).ends == ("settled",)


def test_an_impossible_extension_does_not_move_the_limit(mediation: Procedure) -> None:
    case = CaseBuilder(mediation).record(ce.LimitExtended("mediation", "2026-03-05", "写错", "调委会主任"))
    assert limit(see(case), "mediation")[0] == "2026-04-01"


def test_late_records_in_any_order_give_the_same_answer(mediation: Procedure) -> None:
    inorder = CaseBuilder(mediation).step("investigate", found="x").session().agree("oral", performed_on_spot=True)
    shuffled = CaseBuilder(mediation).agree("oral", performed_on_spot=True).session().step("investigate", found="x")
    assert see(inorder).ends == see(shuffled).ends == ("settled",)


def test_a_step_recorded_before_its_turn_is_said(mediation: Procedure) -> None:
    found = see(CaseBuilder(mediation).step("urge", result="起诉"))
    assert [w.key for w in found.warnings if w.kind == "order"] == ["urge"]


def test_met_limits_and_what_is_kept_of_a_told_one(mediation: Procedure) -> None:
    case = CaseBuilder(mediation).session(on="2026-04-10").agree("oral", on="2026-04-10", performed_on_spot=True)
    met = timeliness(mediation, case.state, lambda _day: CALENDAR)
    assert [(m.limit.key, m.on, m.late) for m in met] == [("mediation", "2026-04-10", True)]
    asked: list[str] = []
    timeliness(mediation, case.state, lambda day: asked.append(day) or CALENDAR)  # type: ignore[func-returns-value]
    assert asked == ["2026-04-10"]  # the calendar of the day on which it was done
    told = told_limit(see(CaseBuilder(mediation)).limits[0], CALENDAR)
    assert told["rule"] == "M1"
    assert told["calendar"].startswith("20")
