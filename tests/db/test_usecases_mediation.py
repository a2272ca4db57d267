"""Sessions, agreements, performance, steps, closing: every rule refuses once and lets pass once; then whole lives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from db.digest import digest, rebuild
from db.unit_of_work import SqlUnitOfWork
from desktop.bootstrap.station import Desk
from desktop.domain import case_events as ce
from desktop.domain.case_events import Narrative, Staff
from desktop.domain.engine import CaseStatus, status
from desktop.domain.errors import RuleViolation
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.follow_up import (
    CloseCase,
    DoStep,
    ExtendLimit,
    PauseLimit,
    PerformDuty,
    RecordVisit,
    close_case,
    do_step,
    extend_limit,
    pause_limit,
    perform_duty,
    record_visit,
    reopen_case,
)
from desktop.usecases.hold_session import TurnInput, hold_session
from desktop.usecases.make_paper import PreparePaper, SignPaper, prepare_paper, sign_paper
from desktop.usecases.register_case import RegisterCaseResult, register_case
from desktop.usecases.settle_quickly import settle_quickly
from tests.builders import case_opened
from tests.db.station_kit import TODAY, Station, agreement, duty, quick, register, registration, session

TOMORROW = "2026-11-21"


@pytest.fixture(scope="module")
def open_desk(template: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    station = Station(template, tmp_path_factory.mktemp("mediation"))
    yield station.open()
    station.close()


@pytest.fixture
def uow(open_desk: Desk) -> Iterator[SqlUnitOfWork]:
    """A unit of work that nobody commits."""
    with open_desk.uow(open_desk.viewer) as own:
        yield own


@pytest.fixture
def case(uow: SqlUnitOfWork) -> RegisterCaseResult:
    return register_case(registration(), uow)


def refused(code: str) -> Any:
    """The rule that must refuse."""
    return pytest.raises(RuleViolation, match=f"^{code} ")


# ---- sessions -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("R-321", {"mediators": ()}),
        ("R-321", {"mediators": (Staff(" "),)}),
        ("R-322", {"ended": "2026-11-20T08:39:00+08:00"}),
        ("R-322", {"started": "2026-11-20T09:01:00+08:00", "ended": "2026-11-20T09:02:00+08:00"}),
        ("R-322", {"started": "早上"}),
        ("R-322", {"started": "2026-11-20T08:40:00"}),
        ("R-323", {"turns": ()}),
        ("R-323", {"turns": (TurnInput("p", "周桂兰", "  "),)}),
        ("R-323", {"mode": "narrative"}),
        ("R-324", {"consented": False}),
        ("R-325", {"result": "failed"}),
    ],
)
def test_a_session_is_refused(uow: SqlUnitOfWork, case: RegisterCaseResult, code: str, values: dict[str, Any]) -> None:
    with refused(code):
        hold_session(session(case, **values), uow)
    assert uow.case(case.case_id).sessions == ()


def test_a_session_is_recorded_with_its_turns(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    uow.save_draft("session", case.case_id, "笔录", "{}")
    turns = (*session(case).turns, TurnInput("mediator", "周明", "  "))
    result = hold_session(session(case, turns=turns), uow)
    (held,) = uow.case(case.case_id).sessions
    assert held.id == result.session_id
    assert [t.text for t in held.turns] == ["天花板漏了。", "我修。"]
    assert result.warnings == ()


def test_a_narrative_a_failed_and_an_unwilling_session_pass(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    hold_session(session(case, mode="narrative", turns=(), narrative=Narrative(found="漏水属实")), uow)
    hold_session(session(case, result="failed", failure_reason="差额太大", consented=False), uow)
    assert [s.result for s in uow.case(case.case_id).sessions] == ["success", "failed"]


def test_what_an_inspector_would_ask_is_a_warning(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    warned = hold_session(session(case, recorder=Staff("周明"), rights_told=False, present=()), uow).warnings
    assert len(warned) == 3


# ---- agreements -----------------------------------------------------------------------------------------------------
def _duties(case: RegisterCaseResult, **values: Any) -> dict[str, Any]:
    return {"duties": (duty(case, ("2026-12-01", 300000), **values),), "clauses": ("许志强赔偿。",)}


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("R-331", lambda c: {"clauses": (" ",), "duties": ()}),
        ("R-332", lambda c: _duties(c, amount=299999)),
        ("R-332", lambda c: {"duties": (duty(c, ("2026-12-01", 0)),)}),
        ("R-332", lambda c: {"duties": (duty(c, ("2026-12-01", -5), ("2026-12-02", 10)),), "clauses": ("赔",)}),
        ("R-333", lambda c: {"clauses": ("许志强赔偿3500元。",)}),
        ("R-333", lambda c: {"clauses": ("许志强赔偿人民币0.35万元。",)}),
        ("R-334", lambda c: _duties(c, text=" ")),
        ("R-334", lambda c: _duties(c, parts=())),
        ("R-334", lambda c: {"duties": (duty(c, ("2026-11-19", 300000)),)}),
        ("R-334", lambda c: {"duties": (duty(c, ("2026-02-30", 300000)),)}),
        ("R-334", lambda c: {"on": "今天"}),
        ("R-335", lambda c: _duties(c, debtor="nobody")),
        ("R-335", lambda c: _duties(c, creditor=c.parties[1])),
        ("R-336", lambda c: {"on": TOMORROW}),
    ],
)
def test_an_agreement_is_refused(uow: SqlUnitOfWork, case: RegisterCaseResult, code: str, values: Any) -> None:
    with refused(code):
        conclude_agreement(agreement(case, **values(case)), uow)
    assert uow.case(case.case_id).agreement is None


@pytest.mark.parametrize("clause", ["赔偿3000元", "赔偿3,000元", "先付1000元", "赔偿0.3万元", "按3000.00元赔偿"])
def test_sums_that_a_duty_has_may_be_written(uow: SqlUnitOfWork, case: RegisterCaseResult, clause: str) -> None:
    conclude_agreement(agreement(case, clauses=(clause,)), uow)
    found = uow.case(case.case_id).agreement
    assert found is not None
    assert [(d.amount, [p.amount for p in d.parts]) for d in found.duties] == [(300000, [100000, 200000])]


def test_an_agreement_without_money_and_one_with_vague_words_pass(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    assert conclude_agreement(agreement(case, clauses=("互相道歉。",), duties=()), uow).warnings == ()
    assert conclude_agreement(agreement(case, clauses=("尽快修好。",), duties=()), uow).warnings
    assert len(uow.case(case.case_id).agreements) == 2


# ---- performance and visits -----------------------------------------------------------------------------------------
@pytest.fixture
def agreed(uow: SqlUnitOfWork, case: RegisterCaseResult) -> ce.Duty:
    conclude_agreement(agreement(case), uow)
    found = uow.case(case.case_id).agreement
    assert found is not None
    return found.duties[0]


def test_a_performance_is_refused(uow: SqlUnitOfWork, case: RegisterCaseResult, agreed: ce.Duty) -> None:
    first = agreed.parts[0].id

    def pay(duty_id: str = agreed.id, part: str = first, on: str = TODAY, amount: int = 100) -> None:
        perform_duty(PerformDuty(case.case_id, duty_id, part, on, amount), uow)

    with refused("R-341"):
        pay(part="nothing")
    with refused("R-341"):
        pay(duty_id="nothing")
    for amount in (0, -1, 100001):
        with refused("R-342"):
            pay(amount=amount)
    for day in (TOMORROW, "昨天", ""):
        with refused("R-343"):
            pay(on=day)
    pay(amount=60000)
    with refused("R-342"):
        pay(amount=40001)
    pay(amount=40000)
    with refused("R-341"):
        pay(amount=1)
    assert [p.amount for p in uow.case(case.case_id).performed] == [60000, 40000]


def test_money_may_come_after_closing(uow: SqlUnitOfWork, case: RegisterCaseResult, agreed: ce.Duty) -> None:
    uow.record(case.case_id, ce.CaseClosed(TODAY, "breach"))
    perform_duty(PerformDuty(case.case_id, agreed.id, agreed.parts[0].id, TODAY, 100000), uow)
    assert len(uow.case(case.case_id).open_parts()) == 1


def test_a_visit_is_recorded_or_refused(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    def visit(on: str = TODAY, situation: str = "已付第一期") -> str:
        return record_visit(
            RecordVisit(case.case_id, on, "phone", "周明", (case.parties[0],), situation, "partly"), uow
        )

    with refused("R-344"):
        visit(situation=" ")
    with refused("R-343"):
        visit(on=TOMORROW)
    assert visit() == uow.case(case.case_id).visits[0].id


# ---- steps and limits -----------------------------------------------------------------------------------------------
NOTICE: Any = {"way": "口头", "replace_mediator": False, "closed_door": False}


def _step(uow: SqlUnitOfWork, case: RegisterCaseResult, step: str, on: str = TODAY, **facts: Any) -> tuple[str, ...]:
    return do_step(DoStep(case.case_id, step, on, facts), uow)


def test_a_step_is_refused(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    attempts: tuple[tuple[str, str, str, Any], ...] = (
        ("R-411", "fly", TODAY, {}),
        ("R-412", "urge", TODAY, {"result": "起诉"}),
        ("R-413", "notice", TODAY, {}),
        ("R-414", "notice", TODAY, {"way": "托梦"}),
        ("R-414", "notice", TODAY, {**NOTICE, "colour": "red"}),
        ("R-343", "notice", TOMORROW, NOTICE),
        ("R-343", "notice", "今天", NOTICE),
    )
    for code, step, on, facts in attempts:
        with refused(code):
            _step(uow, case, step, on, **facts)
    assert uow.case(case.case_id).steps == ()
    _step(uow, case, "notice", **NOTICE)
    assert [s.step for s in uow.case(case.case_id).steps] == ["notice"]


def test_a_case_whose_method_is_not_here_waits(open_desk: Desk) -> None:
    """Its method comes with another bundle; until then it is listed, and no step can be done."""
    with open_desk.uow(open_desk.viewer) as uow:
        case_id = uow.new_id()
        reference = ce.ProcedureRef("people_mediation", 99, "0" * 64)
        uow.record(case_id, case_opened(owner=uow.installation(), procedure=reference, parties=()))
        with refused("R-357"):
            do_step(DoStep(case_id, "notice", TODAY, {}), uow)
        uow.commit()
    (row,) = open_desk.queries.case_rows(open_desk.viewer, [case_id])
    assert row.next_title == "等待办理规程"


def test_an_extension_names_reason_and_approver(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    def extend(limit: str = "mediation", until: str = "2027-01-20", reason: str = "双方同意", by: str = "双方") -> None:
        extend_limit(ExtendLimit(case.case_id, limit, until, reason, by), uow)

    for reason, by in ((" ", "双方"), ("双方同意", "")):
        with refused("R-354"):
            extend(reason=reason, by=by)
    with refused("R-416"):
        extend(limit="objection")
    with refused("R-343"):
        extend(until="下个月")
    extend()
    assert [x.until for x in uow.case(case.case_id).extensions] == ["2027-01-20"]


def test_a_limit_stands_still_and_goes_on(uow: SqlUnitOfWork) -> None:
    """复核: the thirty days stand still while a hearing is held; nobody pauses what may not stand still."""
    case = register_case(registration(procedure="petition_second_review", kind="petition", source="direct"), uow)

    def pause(limit: str = "review", start: str = TODAY, end: str = "", reason: str = "听证", by: str = "站长") -> None:
        pause_limit(PauseLimit(case.case_id, limit, start, end, reason, by), uow)

    (limit,) = [x for x in _status(uow, case).limits if x.may_pause]
    for code, wrong in (("R-175", {"reason": ""}), ("R-416", {"limit": "nothing"}), ("R-343", {"start": "后天吧"})):
        with refused(code):
            pause(**{"limit": limit.key, **wrong})
    pause(limit.key)
    assert [x.running for x in _status(uow, case).limits if x.key == limit.key] == [False]
    with refused("R-179"):
        pause(limit.key, start="2026-11-19")
    pause(limit.key, end="2026-11-29")
    (after,) = [x for x in _status(uow, case).limits if x.key == limit.key]
    assert (limit.raw, after.raw) == ("2026-12-20", "2026-12-29")
    with refused("R-177"):
        mediation = register_case(registration(), uow)
        pause_limit(PauseLimit(mediation.case_id, "mediation", TODAY, "", "等材料", "主任"), uow)


def _status(uow: SqlUnitOfWork, case: RegisterCaseResult) -> CaseStatus:
    state = uow.case(case.case_id)
    return status(uow.procedure(state.reg.procedure.key), state, uow.calendar())


# ---- closing --------------------------------------------------------------------------------------------------------
def test_a_case_is_closed_only_where_its_method_ends(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    with refused("R-355"):
        close_case(CloseCase(case.case_id, TODAY, "settled"), uow)
    _step(uow, case, "withdraw", reason="双方和好")
    for outcome in ("settled", "nothing"):
        with refused("R-355"):
            close_case(CloseCase(case.case_id, TODAY, outcome), uow)
    with refused("R-343"):
        close_case(CloseCase(case.case_id, TOMORROW, "withdrawn"), uow)
    close_case(CloseCase(case.case_id, TODAY, "withdrawn"), uow)
    assert uow.case(case.case_id).closed == ce.CaseClosed(TODAY, "withdrawn")
    with refused("R-318"):
        close_case(CloseCase(case.case_id, TODAY, "withdrawn"), uow)


def test_a_case_is_reopened_with_a_reason(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    with refused("R-356"):
        reopen_case(case.case_id, TODAY, "没有结过", uow)
    uow.record(case.case_id, ce.CaseClosed(TODAY, "withdrawn"))
    with refused("R-356"):
        reopen_case(case.case_id, TODAY, " ", uow)
    with refused("R-343"):
        reopen_case(case.case_id, TOMORROW, "反悔", uow)
    reopen_case(case.case_id, TODAY, "反悔", uow)
    hold_session(session(case), uow)
    assert uow.case(case.case_id).closed is None


# ---- whole lives ----------------------------------------------------------------------------------------------------
def test_settled_on_the_spot_in_one_transaction(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow:
        result = settle_quickly(quick(), uow, desk.papers)
        uow.commit()
    state = desk.queries.case_view(desk.viewer, result.case_id).state
    assert result.closed
    assert state.closed is not None
    assert state.closed.outcome == "settled"
    assert result.paper.pdf.startswith(b"%PDF")
    assert [d.stage for d in desk.queries.documents(desk.viewer, result.case_id)] == ["prepared"]


def test_settled_now_and_performed_later_stays_open(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow:
        later = quick(performed=False, amount=50000, due="2026-12-01", agreed="赔偿500元")
        result = settle_quickly(later, uow, desk.papers)
        uow.commit()
    assert not result.closed
    state = desk.queries.case_view(desk.viewer, result.case_id).state
    assert [part.amount for _duty, part in state.open_parts()] == [50000]


def _sign_everything(desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult, kind: str) -> str:
    made = prepare_paper(PreparePaper(case.case_id, kind), uow, desk.papers)
    for signer in (*case.parties, "mediator", "recorder"):
        sign_paper(SignPaper(case.case_id, made.document, signer, "signature", uow.now().date().isoformat()), uow)
    return made.number


def _pay_both_parts(station: Station, case: RegisterCaseResult) -> list[str]:
    parts: list[str] = []
    for day, amount in (("2026-12-01T10:00:00+08:00", 100000), ("2027-01-01T10:00:00+08:00", 200000)):
        station.clock.at = station.clock.at.fromisoformat(day)
        desk = station.open()
        with desk.uow(desk.viewer) as uow:
            promised, part = uow.case(case.case_id).open_parts()[0]
            parts.append(part.due)
            perform_duty(PerformDuty(case.case_id, promised.id, part.id, day[:10], amount), uow)
            uow.commit()
        station.close()
    return parts


def test_the_whole_life_of_a_case(station: Station) -> None:
    """Registered, told, mediated, agreed, signed, paid in two parts, visited, closed, found again, reopened."""
    desk = station.open()
    case = register(desk)
    with desk.uow(desk.viewer) as uow:
        do_step(DoStep(case.case_id, "notice", TODAY, NOTICE), uow)
        hold_session(session(case), uow)
        conclude_agreement(agreement(case), uow)
        assert _sign_everything(desk, uow, case, "mediation_agreement") == case.number
        uow.commit()
    station.close()
    assert _pay_both_parts(station, case) == ["2026-12-01", "2027-01-01"]
    station.later(days=10)
    desk = station.open()
    with desk.uow(desk.viewer) as uow:
        today = uow.now().date().isoformat()
        record_visit(RecordVisit(case.case_id, today, "home", "周明", case.parties, "都付清了", "yes", "yes"), uow)
        close_case(CloseCase(case.case_id, today, "settled", "已归档"), uow)
        uow.commit()
    state = desk.queries.case_view(desk.viewer, case.case_id).state
    assert state.closed is not None
    assert state.open_parts() == ()
    assert state.events <= 25
    assert desk.queries.case_by_number(desk.viewer, case.number) == case.case_id
    assert {hit.case_id for hit in desk.queries.search(desk.viewer, "天花板") if hit.kind == "case"} == {case.case_id}
    history = desk.queries.case_history(desk.viewer, case.case_id)
    assert (history[0].type, history[-1].type) == ("case.closed", "case.opened")
    assert all(row.text for row in history)
    with desk.uow(desk.viewer) as uow:
        reopen_case(case.case_id, today, "又漏了", uow)
        uow.commit()
    with desk.store.transaction() as connection:
        live = digest(connection)
        rebuild(connection)
        assert digest(connection) == live
