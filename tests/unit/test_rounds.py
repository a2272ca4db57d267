"""Whom to reach, in which order to walk, what to say: promises, visits, addresses, scripts."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from desktop.domain import case_events as ce
from desktop.domain.case import CaseState
from desktop.domain.case_view import PartyView
from desktop.domain.rounds import Call, Days, calls_of, for_walking, in_words, walking_key
from desktop.reference.phone_scripts import phone_scripts

DAYS = Days("2026-11-20", "2026-12-20")
PARTIES = (
    PartyView("p1", "申请人", "applicant", "person", "周桂兰", phone="13800000001", address="云桥村三组21号"),
    PartyView("p2", "被申请人", "respondent", "person", "许志强", phone="13800000002", address="云桥村10组2号"),
)
PARTS = (ce.Part("a", "2026-11-10", 100_000), ce.Part("b", "2026-12-10", 200_000))
PAY = ce.Duty("d1", "p2", "p1", "pay", "赔偿款。", PARTS, 300_000)
ACT = ce.Duty("d2", "p2", "p1", "act", "修好防水", (ce.Part("c", "2026-11-20"),))


def state(*duties: ce.Duty, **values: Any) -> CaseState:
    reg = ce.CaseOpened(
        "i", "dispute", ce.ProcedureRef("p", 0, ""), "2026-10-01T09:00:00+08:00", "u", "application", "02", "漏水", (),
        number="第7号",
    )  # fmt: skip
    agreed = ce.AgreementConcluded("g", "written", "2026-10-05", "漏水", (), duties)
    base = CaseState(id="c", reg=reg, opened_at="", opened_by="u", agreements=(agreed,), owner="i", owner_version=1)
    return msgspec.structs.replace(base, **values)


def calls(made: CaseState, visit: str = "", days: Days = DAYS) -> list[tuple[str, str, int, int]]:
    found = calls_of(made, "周桂兰与许志强邻里纠纷", PARTIES, visit, days)
    return [(call.name, call.script, call.days_left, call.amount) for call in found]


def test_a_promise_is_reminded_of_before_and_asked_for_after_its_day() -> None:
    assert sorted(calls(state(PAY, ACT))) == sorted([
        ("许志强", "overdue_pay", -10, 100_000), ("周桂兰", "ask", -10, 100_000),
        ("许志强", "remind_act", 0, 0), ("许志强", "remind_pay", 20, 200_000),
    ])  # fmt: skip


def test_what_was_paid_in_part_is_asked_for_in_part_and_what_is_done_not_at_all() -> None:
    performed = (ce.DutyPerformed("d1", "a", "2026-11-09", 40_000), ce.DutyPerformed("d2", "c", "2026-11-19"))
    found = calls(state(PAY, ACT, performed=performed), days=Days("2026-11-20", "2026-11-30"))
    assert found == [("许志强", "overdue_pay", -10, 60_000), ("周桂兰", "ask", -10, 60_000)]


def test_a_visit_asks_both_sides() -> None:
    assert calls(state(), visit="2026-11-25") == [("周桂兰", "visit", 5, 0), ("许志强", "visit", 5, 0)]
    assert calls(state(), visit="2027-01-25") == []


@pytest.mark.parametrize(
    "walk",
    [
        ("云桥村2组3号", "云桥村2组12号", "云桥村三组1号", "云桥村十组5号", "云桥村10组21号", "柳溪村1组1号"),
        ("桥南小区5幢1单元602室", "桥南小区5幢2单元101室", "桥南小区12幢1单元101室"),
        ("云桥村一百零二号", "云桥村103号"),
    ],
)
def test_doors_follow_each_other_as_one_walks(walk: tuple[str, ...]) -> None:
    assert tuple(sorted(reversed(walk), key=walking_key)) == walk


def test_who_has_no_address_comes_last() -> None:
    blank = Call("c", "", "", "甲", "", "", "visit", "", "2026-11-20", 0)
    order = for_walking((blank, msgspec.structs.replace(blank, name="乙", address="云桥村1组1号")))
    assert [call.name for call in order] == ["乙", "甲"]


@pytest.mark.parametrize("key", sorted(phone_scripts()))
def test_every_script_is_filled_and_polite(key: str) -> None:
    script = phone_scripts()[key]
    call = Call("c", "第7号", "邻里纠纷", "许志强", "", "", "remind", "修好防水", "2026-11-20", -3, 5, True, "周桂兰")
    said = in_words(script.text, call, {"caller": "王文明", "body": "云桥村调委会", "amount": "300.00元"})
    assert "许志强" in said
    assert "王文明" in said
    assert not re.search(r"[{}]", said)
    assert said.startswith("您好")
    assert not re.search("否则|后果|严惩|必须|警告", said)
    assert script.ask


def test_there_is_a_script_for_every_call() -> None:
    blank = Call("c", "", "", "甲", "", "", "visit", "", "2026-11-20", 0)
    kinds: tuple[Any, ...] = ("remind", "overdue", "ask", "visit")
    made = [msgspec.structs.replace(blank, kind=kind, act=act) for kind in kinds for act in (True, False)]
    assert {call.script for call in made} == set(phone_scripts())
