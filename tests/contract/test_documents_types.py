"""Every document type that ships: no faults, the same in the list of forms, what it asks for and what it says."""

from __future__ import annotations

import tomllib
from importlib import resources

import msgspec
import pytest

from desktop.domain import case_events as ce
from desktop.domain.case_view import PaperView
from desktop.domain.errors import RuleViolation
from exports.documents import model as m
from exports.documents.check import check_template
from exports.documents.compose import compose, copies_of, missing_facts
from exports.documents.document_type import built_type, built_types, parse_type
from exports.documents.model import facts_hash, qr_text
from tests.contract import document_cases as cases

FILES = {
    entry.name: entry.read_text(encoding="utf-8")
    for entry in resources.files("exports.documents").joinpath("types").iterdir()
    if entry.name.endswith(".toml")
}
AGREEMENT = built_types()["mediation_agreement"]
RECORD = built_types()["mediation_record"]


def said(paper: m.DocumentModel) -> str:
    """All running text of a paper."""
    texts: list[str] = []
    for block in paper.blocks:
        if isinstance(block, m.Paragraph | m.Heading | m.Title | m.NumberLine | m.Note):
            texts.append(block.text)
        elif isinstance(block, m.Clauses):
            texts += block.items
        elif isinstance(block, m.Meta):
            texts.append(f"{block.label}：{block.text}")
        elif isinstance(block, m.Turns):
            texts += [f"{turn.speaker}：{turn.text}" for turn in block.items]
        elif isinstance(block, m.Row):
            texts.append(block.label + block.text + "".join(block.foot))
        elif isinstance(block, m.Signatures):
            texts += [line.label for line in block.items]
    return "\n".join(texts)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_shipped_type_has_no_faults_and_is_named_by_its_key(name: str) -> None:
    assert check_template(FILES[name]) == []
    assert parse_type(FILES[name]).key + ".toml" == name


def test_types_agree_with_the_list_of_forms() -> None:
    text = resources.files("desktop.reference").joinpath("keys/forms.toml").read_text(encoding="utf-8")
    forms = {entry["key"]: entry for entry in tomllib.loads(text)["entry"]}
    assert {key for key, form in forms.items() if form["state"] == "built"} == set(built_types())
    for key, kind in built_types().items():
        form = forms[key]
        ours = (kind.number, kind.title, kind.layout, kind.copies, list(kind.signers), kind.seal)
        theirs = (
            form["number"],
            form["title"],
            form["layout"],
            form["copies"],
            form.get("signers", []),
            form.get("seal", ""),
        )
        assert ours == theirs


@pytest.mark.parametrize("key", sorted(built_types()))
def test_a_whole_case_lacks_nothing_and_composes(key: str) -> None:
    kind = built_types()[key]
    assert missing_facts(kind, cases.sample(key)) == []
    paper = compose(kind, cases.sample(key))
    assert paper.template_hash == kind.hash
    assert kind.layout == "cover" or isinstance(paper.blocks[0], m.Title)


def test_missing_facts_are_all_named_before_printing() -> None:
    case = cases.view(
        agreed=cases.agreement(dispute="", clauses=()),
        parties=(cases.PERSONS[0], msgspec.structs.replace(cases.PERSONS[1], name="")),
        paper=PaperView("", "2026-04-09", 1, 0),
    )
    names = [item.name for item in missing_facts(AGREEMENT, case)]
    assert names == ["协议书编号", "被申请人姓名或名称", "纠纷主要事实、争议事项", "协议内容"]
    with pytest.raises(RuleViolation) as fault:
        compose(AGREEMENT, case)
    assert fault.value.code == "R-505"
    assert all(name in fault.value.message for name in names)


def test_a_case_without_agreement_or_session_says_what_is_not_there_yet() -> None:
    whole = cases.view()
    bare = msgspec.structs.replace(
        whole, state=msgspec.structs.replace(whole.state, agreements=(), sessions=()), session=None, duties=()
    )
    assert "协议内容" in [item.name for item in missing_facts(AGREEMENT, bare)]
    assert [item.name for item in missing_facts(RECORD, bare)] == ["调解经过（还没有调解记录）"]


def test_a_duty_without_a_day_is_missing_by_its_debtor() -> None:
    duty = msgspec.structs.replace(cases.DUTIES[0], duty=msgspec.structs.replace(cases.DUTIES[0].duty, parts=()))
    assert [item.name for item in missing_facts(AGREEMENT, cases.view(duties=(duty,)))] == ["许志强的履行期限"]


def test_an_empty_record_is_not_printed() -> None:
    assert [i.name for i in missing_facts(RECORD, cases.view(held=cases.session(turns=())))] == ["调解记录内容"]
    narrative = cases.session(mode="narrative", turns=())
    assert [i.name for i in missing_facts(RECORD, cases.view(held=narrative))] == ["调解记录内容"]


def test_the_agreement_says_who_what_how_much_until_when_and_how() -> None:
    text = said(compose(AGREEMENT, cases.view()))
    assert "许志强于2026年5月10日前（含当日）完成602室卫生间防水维修并通过闭水试验。" in text
    assert "许志强向周桂兰支付赔偿款10,111.00元（大写：人民币壹万零壹佰壹拾壹元整），分2期付清：" in text
    assert "第1期于2026年4月30日前（含当日）支付5,000.00元（大写：人民币伍仟元整）；" in text
    assert "方式：银行转账，收款账户：周桂兰，云桥农商银行，6222 0212 0800 1003。" in text
    assert "编号：（2026）云桥人调字第7号" in text
    assert "人民调解员签名并加盖人民调解委员会印章之日起生效" in text


def test_the_blocks_of_the_agreement_stand_in_the_national_order() -> None:
    kinds = [type(block) for block in compose(AGREEMENT, cases.view(agreed=cases.agreement(breach=""))).blocks]
    assert kinds == [
        m.Title, m.NumberLine, m.Parties, m.Heading, m.Paragraph, m.Heading, m.Clauses, m.Heading, m.Clauses,
        m.Paragraph, m.Paragraph, m.Signatures, m.SealPlace,
    ]  # fmt: skip


def test_a_performed_agreement_says_so() -> None:
    case = cases.view(agreed=cases.agreement(performed_on_spot=True), duties=())
    assert "上述义务已于2026年4月9日当场履行完毕。" in said(compose(AGREEMENT, case))


@pytest.mark.parametrize(("wanted", "copies", "words"), [(False, 3, "一式三份"), (True, 4, "一式四份")])
def test_every_party_the_committee_and_the_court_get_an_original(wanted: bool, copies: int, words: str) -> None:
    case = cases.view(agreed=cases.agreement(confirmation_wanted=wanted))
    assert copies_of(AGREEMENT, case) == copies
    assert words in said(compose(AGREEMENT, case))


def test_the_ways_to_sign_fit_the_party() -> None:
    parties = (
        msgspec.structs.replace(cases.PERSONS[0], agent="李大有", agent_power="special"),
        msgspec.structs.replace(cases.PERSONS[0], id="p3", agent="李大有", agent_power="general"),
        msgspec.structs.replace(cases.PERSONS[0], id="p4", guardian="周建"),
        msgspec.structs.replace(cases.PERSONS[1], kind="organisation", name="柳溪恒垣建设有限公司"),
    )
    text = said(compose(AGREEMENT, cases.view(parties=parties)))
    assert "周桂兰（由委托代理人李大有代签、按指印）：" in text
    assert "申请人周桂兰（签名、盖章或按指印）：" in text
    assert "（监护人周建签名、按指印）：" in text
    assert "柳溪恒垣建设有限公司（盖章）　代表人（签名）：" in text


def test_the_record_opens_and_closes_as_the_trade_does() -> None:
    paper = compose(RECORD, cases.view())
    text = said(paper)
    assert text.index("时间：") < text.index("地点：") < text.index("当事人：") < text.index("参加人：")
    assert "时间：2026年4月9日9时05分至11时40分" in text
    assert "今天由赵秀英主持、沈明记录，对周桂兰与许志强邻里纠纷进行调解。" in text
    assert "申请人周桂兰：3月15日早上" in text
    assert "以上记录已阅（已向我宣读），与我所说一致。" in text
    assert isinstance(paper.blocks[-3], m.BlankBelow)
    assert paper.page_foot


def test_a_narrative_record_has_the_five_headings_and_the_reason_of_failure() -> None:
    told = ce.Narrative("要求赔偿。", "同意部分赔偿。", "漏水属实。", "", "未谈拢。")
    held = cases.session(
        mode="narrative", turns=(), narrative=told, result="failed", failure_reason="双方对赔偿数额分歧过大",
        routes_told="可以向柳溪市人民法院起诉，诉讼时效三年",
    )  # fmt: skip
    paper = compose(RECORD, cases.view(held=held))
    headings = [block.text[:2] for block in paper.blocks if isinstance(block, m.Heading)]
    assert headings == ["调解", "一、", "二、", "三、", "四、", "五、"]
    assert "因双方对赔偿数额分歧过大，各方未能达成一致，本会终止调解。" in said(paper)
    assert "（具体：可以向柳溪市人民法院起诉，诉讼时效三年）" in said(paper)
    choice = next(block for block in paper.blocks if isinstance(block, m.Choice))
    assert [option.text for option in choice.options if option.ticked] == ["调解不成"]


def test_an_absent_party_is_named_and_does_not_sign() -> None:
    paper = compose(RECORD, cases.view(held=cases.session(present=("p1",))))
    assert "被申请人许志强（未到场）" in said(paper)
    places = next(block for block in paper.blocks if isinstance(block, m.Signatures))
    assert not any("许志强" in place.label for place in places.items)


@pytest.mark.parametrize(
    ("source", "ticked", "words"),
    [
        ("application", "当事人申请", "依当事人申请，经当事人同意，调解周桂兰、许志强之间的邻里纠纷。"),
        ("proactive", "人民调解委员会主动调解", "经征询，双方均同意由本会调解（征询时间、方式："),
        ("court", "依申请调解", "经当事人同意"),
    ],
)
def test_the_acceptance_form_ticks_where_the_case_comes_from(source: str, ticked: str, words: str) -> None:
    paper = compose(built_types()["mediation_acceptance"], cases.view(source=source))
    rows = [block for block in paper.blocks if isinstance(block, m.Row)]
    assert words in rows[0].text
    assert [option.text for row in rows for option in row.options if option.ticked] == [ticked]
    assert [row.label for row in rows[1:]] == [
        "纠纷类型", "案件来源", "纠纷简要情况", "当事人（签名）", "登记人（签名）", "人民调解委员会（印章）", "备注",
    ]  # fmt: skip
    assert "申请时间：2026年4月2日15时20分（口头申请）" in rows[-1].text


def test_what_people_type_is_data_and_never_a_template() -> None:
    typed = "<b>粗</b> & {{ 7*7 }} {% if x %} &amp; ${x}"
    assert typed in said(compose(AGREEMENT, cases.view(agreed=cases.agreement(dispute=typed))))


def test_the_facts_hash_follows_every_fact_and_nothing_else() -> None:
    first = compose(AGREEMENT, cases.view())
    assert facts_hash(first) == facts_hash(compose(AGREEMENT, cases.view()))
    other = compose(AGREEMENT, cases.view(agreed=cases.agreement(dispute="另一件事。")))
    drafted = compose(AGREEMENT, cases.view(paper=PaperView(cases.NUMBER, "2026-04-09", 3, 0)))
    assert len({facts_hash(first), facts_hash(other), facts_hash(drafted)}) == 3
    assert qr_text(first) == f"FQ1:108:{cases.NUMBER}:{facts_hash(first)[:16].upper()}"


@pytest.mark.parametrize("key", sorted(built_types()))
def test_a_type_is_found_by_its_key_alone(key: str) -> None:
    assert built_type(key) == built_types()[key]


@pytest.mark.parametrize("key", ["", "no_such_type", "../types/mediation_agreement"])
def test_what_is_no_type_is_not_found(key: str) -> None:
    assert built_type(key) is None
