"""Traps in agreements are found where they stand, with their source, and honest clauses are left alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.domain.case_events import AgreementConcluded, Duty, Part
from desktop.domain.drafting import Remark, remarks
from desktop.reference import load_calendar
from desktop.reference.drafting_data import drafting_traps
from desktop.usecases.check_drafting import before_printing, drafting_remarks

PAY = Duty("d1", "p2", "p1", "pay", "赔偿渗水损失", (Part("a", "2026-12-01", 300000),), 300000, "现金")


def made(*clauses: str, **values: Any) -> AgreementConcluded:
    facts: dict[str, Any] = {"duties": (PAY,)}
    return AgreementConcluded("a1", "written", "2026-11-20", "漏水", clauses, **(facts | values))


def keys(agreement: AgreementConcluded, category: str = "02") -> list[str]:
    return [remark.key for remark in drafting_remarks(agreement, category)]


@pytest.mark.parametrize(
    ("clause", "key"),
    [
        ("许志强尽快修好防水。", "vague_word"),
        ("许志强适当赔偿周桂兰的损失。", "vague_word"),
        ("双方的树木问题妥善处理。", "vague_word"),
        ("许志强秋收后付清。", "vague_day"),
        ("许志强年底前付清。", "vague_day"),
        ("许志强赔偿三千多元。", "vague_sum"),
        ("许志强赔偿约3000元。", "vague_sum"),
        ("赔偿3000元左右。", "vague_sum"),
        ("此事一次性了断。", "future_claims"),
        ("今后一切后果自负。", "future_claims"),
        ("周桂兰今后不得再就此事起诉许志强。", "future_claims"),
        ("由许志强的儿子承担医药费。", "third_party_pays"),
        ("逾期不付的，由村里担保支付。", "village_guarantees"),
        ("由村民委员会作保。", "village_guarantees"),
        ("拆除共有的院墙。", "third_party_rights"),
        ("院墙西侧的地界以石桩为准。", "ownership"),
        ("东边三分地使用权归周桂兰。", "ownership"),
        ("双方自愿离婚。", "status"),
        ("儿子抚养权归女方。", "status"),
        ("打伤一事周桂兰不再追究，由许志强赔偿。", "violence"),
        ("周桂兰撤回报案。", "violence"),
        ("欠款按月息三分计算。", "interest"),
    ],
)
def test_each_trap_is_found_with_its_source(clause: str, key: str) -> None:
    found = [remark for remark in drafting_remarks(made(clause), "02") if remark.key == key]
    assert len(found) == 1
    assert found[0].where == "clauses"
    assert found[0].words in clause
    assert found[0].basis
    assert found[0].words in found[0].text
    assert found[0].basis in found[0].text


@pytest.mark.parametrize(
    "clause",
    [
        "许志强于2026年12月1日前付给周桂兰3,000.00元（大写叁仟元整），现金，当面付清。",
        "上述款项付清后，双方就本次漏水纠纷不再互相主张。",
        "本协议不涉及土地（房屋）权属认定，排水沟由双方共同使用，江小河恢复原宽0.4米。",
        "任何一期逾期超过10日的，其余未付款项视为全部到期。",
        "许志强不得再占用通道堆放杂物。",
    ],
)
def test_good_clauses_pass(clause: str) -> None:
    assert keys(made(clause)) == []


def test_a_disclaimer_quiets_the_boundary_trap() -> None:
    assert keys(made("以地界石桩为准排水。", "本协议不涉及土地权属认定。")) == []


def test_labour_agreements_that_mix_payment_with_other_things() -> None:
    clause = "恒垣公司恢复劳动关系，并付清工资。"
    assert keys(made(clause), "1001") == ["labour_mixed"]
    assert keys(made(clause), "02") == []
    assert keys(made(clause, duties=()), "1001") == []


@pytest.mark.parametrize(
    ("clause", "wrong"),
    [
        ("赔偿3,000元（大写：叁仟元整）。", False),
        ("赔偿3,000元（大写叁万元整）。", True),
        ("赔偿人民币叁仟元整（￥30,000元）。", True),
        ("赔偿1.2万元（壹万贰仟元整）。", False),
        ("见附件（一）。", False),
    ],
)
def test_figure_and_words_are_held_together(clause: str, wrong: bool) -> None:
    assert ("figure_and_words" in keys(made(clause))) == wrong


def test_ways_accounts_and_days_off() -> None:
    bare = Duty("d1", "p2", "p1", "pay", "赔偿", (Part("a", "2026-12-05", 100), Part("b", "2026-12-06", 100)), 200)
    transfer = Duty("d2", "p2", "p1", "pay", "运费", (Part("c", "2026-12-07", 100),), 100, "银行转账")
    agreement = made("赔偿2元。", duties=(bare, transfer))
    found = remarks(agreement, "02", drafting_traps(), load_calendar())
    assert [(r.key, r.where) for r in found] == [
        ("no_way", "duties.1"),
        ("no_account", "duties.2"),
        ("rest_day", "duties.1"),
        ("rest_day", "duties.1"),
    ]
    assert not load_calendar().is_workday(date(2026, 12, 5))
    assert drafting_remarks(made("付清。", duties=(bare,), performed_on_spot=True), "02") == ()


def test_the_same_words_are_told_once_a_place() -> None:
    agreement = made("尽快付。", "尽快修。", breach="尽快商量。")
    assert [(r.where, r.words) for r in drafting_remarks(agreement, "02")] == [("clauses", "尽快"), ("breach", "尽快")]


def test_every_trap_has_source_and_advice() -> None:
    traps = drafting_traps()
    assert len({trap.key for trap in traps}) == len(traps)
    assert all(trap.basis and trap.advice and trap.words for trap in traps)


def test_long_texts_take_no_long_time() -> None:
    """Every expression is bounded, so that a pasted megabyte is read once and not squared."""
    assert keys(made("由" * 200_000 + "今后" * 100_000)) == []


def test_papers_without_the_agreement_are_not_spoken_of() -> None:
    assert before_printing("mediation_application", None) == ()  # type: ignore[arg-type]
    assert Remark("a", "clauses", "", "看一看").text == "看一看。"
