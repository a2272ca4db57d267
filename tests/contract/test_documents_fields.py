"""Each paper of people's mediation says its fields in the stated order, and reads only facts that some form asks."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import msgspec
import pytest

from desktop.domain import case_events as ce
from desktop.domain.case import Step
from desktop.domain.case_view import CaseView, PartyView
from desktop.procedures import shipped
from exports.documents.compose import compose, missing_facts
from exports.documents.document_type import built_types
from tests.contract import document_cases as cases

ORDER: dict[str, str] = tomllib.loads((Path(__file__).parent.parent / "data/document_fields.toml").read_text("utf-8"))
BOUND = ("items", "keeper", "kept_on", "retention", "pages", "checker", "checked_on", "remark", "volume")
ASKED_ELSEWHERE = {("dossier", name) for name in BOUND}
FIRM = PartyView(
    "p2", "被申请人", "respondent", "organisation", "柳溪恒垣建设有限公司", phone="13800000003", address="柳溪市桥南路",
    code="99000000MA0000001X", representative="钱大有", representative_post="经理",
)  # fmt: skip


def said(key: str, case: CaseView) -> str:
    """What a paper of this type says for this case."""
    return "\n".join(cases.words(msgspec.to_builtins(compose(built_types()[key], case).blocks)))


def told(case: CaseView, **steps: ce.Facts) -> CaseView:
    """The case with other facts of steps; an empty one was not done."""
    facts = {step: known for step, known in {**case.step_facts, **steps}.items() if known}
    return msgspec.structs.replace(case, step_facts=facts)


def failed() -> CaseView:
    """A case in which no agreement came about."""
    case = cases.sample("")
    state = msgspec.structs.replace(case.state, agreements=(), performed=(), visits=())
    held = cases.session(result="failed", failure_reason="双方对赔偿数额分歧过大。")
    return told(msgspec.structs.replace(case, state=state, duties=(), session=held), withdraw={}, refuse={})


@pytest.mark.parametrize("key", sorted(ORDER))
def test_the_fields_stand_in_the_stated_order(key: str) -> None:
    text, at = said(key, cases.sample(key)), 0
    for phrase in ORDER[key].splitlines():
        found = text.find(phrase, at)
        assert found >= 0, f"{phrase} does not come after {text[max(0, at - 30) : at]}"
        at = found


def test_the_order_of_every_type_is_stated() -> None:
    assert set(built_types()) == set(ORDER)


def test_templates_read_only_facts_that_a_step_of_some_procedure_asks() -> None:
    asked = {
        (step.key, field.key) for procedure in shipped().values() for step in procedure.steps for field in step.fields
    }
    folder = resources.files("exports.documents").joinpath("types")
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            read = set(re.findall(r"step_facts\.(\w+)\.(\w+)", entry.read_text(encoding="utf-8")))
            assert read <= asked | ASKED_ELSEWHERE, entry.name


def test_what_a_paper_reads_of_the_step_that_makes_it_is_asked_there() -> None:
    asked: dict[str, set[str]] = {}
    for procedure in shipped().values():
        for step in procedure.steps:
            for paper in step.papers:
                asked.setdefault(paper.type, set()).update(field.key for field in step.fields)
    folder = resources.files("exports.documents").joinpath("types")
    for key in built_types():
        read = set(re.findall(r"\bmade\.(\w+)", folder.joinpath(f"{key}.toml").read_text(encoding="utf-8")))
        assert not read or key not in asked or read <= asked[key], key


def test_a_paper_speaks_of_the_last_step_that_names_it() -> None:
    case = cases.sample("conference_minutes")
    steps = (Step("assess", "2026-05-01", "", "u1", {}), Step("weekly", "2026-05-20", "", "u1", {}))
    state = msgspec.structs.replace(case.state, steps=steps)
    facts: dict[str, ce.Facts] = {"assess": {"plan": "先疏通。"}, "weekly": {"decision": "更换主管。"}}
    named = {"conference_minutes": ("assess", "weekly")}
    text = said("conference_minutes", msgspec.structs.replace(case, state=state, step_facts=facts, paper_steps=named))
    assert "更换主管。" in text
    assert "先疏通" not in text
    assert "2026年5月20日" in text


def test_a_failed_case_is_told_to_the_parties_the_court_and_the_organ_that_sent_it() -> None:
    case = failed()
    assert "未能达成协议" in said("mediation_certificate", case)
    assert "争议焦点\n双方对赔偿数额分歧过大。" in said("mediation_termination", case)
    feedback = said("mediation_feedback", case)
    assert "未达成协议的原因：无法达成协议、期限届满不同意延长。" in feedback
    assert "人民调解协议书1份" not in feedback
    assert "调解不成（无法达成协议、期限届满不同意延长）" in said("mediation_closing_report", case)
    assert [m.name for m in missing_facts(built_types()["mediation_performance_statement"], case)] == [
        "调解协议（还没有达成协议）"
    ]


def test_routes_are_missing_before_a_termination_is_printed() -> None:
    case = told(failed(), terminate={"reason": ["其他"]})
    assert [m.name for m in missing_facts(built_types()["mediation_termination"], case)] == ["已告知的途径和期限"]
    case = told(failed(), terminate={})
    names = [m.name for m in missing_facts(built_types()["mediation_termination"], case)]
    assert names == ["终止的原因", "已告知的途径和期限"]


def test_a_refusal_bears_the_name_that_fits_its_reason() -> None:
    case = cases.sample("")
    assert said("mediation_refusal", case).startswith("不予受理通知书")
    refused = told(case, refuse={"reason": "一方明确拒绝调解", "routes": "向人民法院起诉"})
    assert said("mediation_refusal", refused).startswith("不予调解通知书")
    returned = said("mediation_refusal", told(case, refuse={}, both_agree={"answer": "有一方不同意"}))
    assert returned.startswith("不予调解函")
    assert "柳溪市人民法院：" in returned


def test_a_company_applies_for_confirmation_by_its_representative() -> None:
    case = cases.filled(cases.view(parties=(cases.PERSONS[0], FIRM)))
    text = said("confirmation_application", case)
    assert (
        "申请人：柳溪恒垣建设有限公司，住所地柳溪市桥南路，统一社会信用代码99000000MA0000001X，联系电话13800000003。"
        in text
    )
    assert "法定代表人（负责人）：钱大有，经理。" in text
    assert "申请人柳溪恒垣建设有限公司（盖章）　代表人（签名）：" in text
    assert "你单位与周桂兰之间的邻里纠纷" in said("rights_notice", case)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"category": "1001"}, "劳动争议申请仲裁的时效期间为一年"),
        ({"category": "07"}, "土地所有权、使用权归属的，由乡镇或者县级以上人民政府依法处理"),
        ({"source": "police"}, "治安案件由公安机关依法处理"),
    ],
)
def test_the_rights_notice_tells_the_other_routes_by_the_kind_of_dispute(changes: dict[str, str], words: str) -> None:
    case = told(cases.sample(""), police_link={})
    plain = said("rights_notice", case)
    assert words not in plain
    reg = msgspec.structs.replace(case.state.reg, **changes)
    changed = msgspec.structs.replace(case, state=msgspec.structs.replace(case.state, reg=reg))
    assert words in said("rights_notice", changed)


def test_a_receipt_before_payment_leaves_the_day_to_the_pen_and_an_act_is_not_a_sum() -> None:
    case = cases.sample("")
    unpaid = msgspec.structs.replace(
        case, state=msgspec.structs.replace(case.state, performed=()), duties=cases.DUTIES[1:]
    )
    assert "收款日期\n　　　　年　　月　　日" in said("receipt_of_performance", unpaid)
    done = (ce.DutyPerformed("d1", "d1a", "2026-05-08"),)
    act = msgspec.structs.replace(case, state=msgspec.structs.replace(case.state, performed=done))
    text = said("receipt_of_performance", act)
    assert text.startswith("履行凭证")
    assert "金额" not in text
    assert "完成602室卫生间防水维修" in text


@pytest.mark.parametrize("key", ["no_penalty_application", "mediation_performance_statement"])
def test_nothing_is_said_to_be_performed_that_is_not(key: str) -> None:
    case = cases.sample("")
    partly = msgspec.structs.replace(case, state=msgspec.structs.replace(case.state, performed=cases.PERFORMED[:2]))
    names = [m.name for m in missing_facts(built_types()[key], partly)]
    assert names == ["履行完毕的记录（协议还没有履行完）"]
    assert missing_facts(built_types()[key], case) == []


@pytest.mark.parametrize("key", ["mediation_agreement", "mediation_consent", "mediation_extension"])
@pytest.mark.parametrize(("power", "signs"), [("特别授权", True), ("一般代理", False), ("", False)])
def test_only_an_agent_with_special_power_signs_for_a_party(key: str, power: str, signs: bool) -> None:
    """The view says the power in words; the papers must read it so."""
    party = msgspec.structs.replace(cases.PERSONS[0], agent="李大有", agent_power=power)
    text = said(key, cases.filled(cases.view(parties=(party, cases.PERSONS[1]))))
    assert ("由委托代理人李大有代签、按指印" in text) == signs


def test_a_group_of_sixty_gets_one_rights_notice_each() -> None:
    workers = tuple(msgspec.structs.replace(cases.PERSONS[0], id=f"w{i}", name=f"江大{i}") for i in range(59))
    text = said("rights_notice", cases.filled(cases.view(parties=(*workers, FIRM))))
    assert text.count("当事人权利义务告知书") == 60
    assert "江大0：\n你与柳溪恒垣建设有限公司等之间的" in text
