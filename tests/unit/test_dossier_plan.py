"""The file of a case: what is bound in which order, what is missing with the way to it, and days that cannot be."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from desktop.domain import case_events as ce
from desktop.domain.case import CaseState, DocumentState, Step
from desktop.domain.dossier import FilePlace, FileType, plan_file, retention
from desktop.domain.file_dates import date_warnings

PLACES = {
    "dossier_cover": ("封面", FilePlace(1, "must"), "mediation"),
    "mediation_application": ("人民调解申请书", FilePlace(10, "due"), "mediation"),
    "mediation_acceptance": ("人民调解受理登记表", FilePlace(15, "must"), "mediation"),
    "rights_notice": ("当事人权利义务告知书", FilePlace(20, "must"), "mediation"),
    "power_of_attorney": ("授权委托书", FilePlace(40, "may"), "mediation"),
    "mediation_record": ("人民调解记录", FilePlace(70, "must"), "mediation"),
    "mediation_agreement": ("人民调解协议书", FilePlace(80, "due"), "mediation"),
    "oral_agreement_register": ("人民调解口头协议登记表", FilePlace(82, "due"), "mediation"),
    "receipt_of_performance": ("收条", FilePlace(90, "may"), "mediation"),
    "mediation_visit": ("人民调解回访记录", FilePlace(100, "may"), "mediation"),
    "legality_review": ("法制审核意见表", FilePlace(268, "may", "inner"), "handling"),
    "review_opinion": ("复查意见书", FilePlace(280, "due"), "review"),
}
TYPES = {key: FileType(key, title, group, place, True) for key, (title, place, group) in PLACES.items()}
SIGNED = (ce.DocumentSigned("", "p1", "signature", "2026-04-09"),)


def paper(kind: str, on: str = "2026-04-09", number: int = 1, **values: Any) -> DocumentState:
    base = DocumentState(
        f"{kind}-{number}", kind, 1, "", "第7号", "", 0, 1, "", "", on, "", "", frozen=True, signed=SIGNED
    )  # fmt: skip
    return msgspec.structs.replace(base, **values)


def scan(name: str, document: str = "", kind: Any = "scan", media: str = "image/jpeg", **values: Any) -> Any:
    return ce.AttachmentAdded(f"a-{name}", name, kind, media, 9, "0" * 64, document=document, **values)


def case(*papers: DocumentState, **values: Any) -> CaseState:
    """A dispute on application between two; `values` replace fields of the state or, where it has none such, of reg."""
    reg = ce.CaseOpened(
        "i", "dispute", ce.ProcedureRef("people_mediation", 0, ""), "2026-04-02T09:00:00+08:00", "u", "application",
        "02", "漏水", (ce.Party("p1", "applicant", "person", "r1"), ce.Party("p2", "respondent", "person", "r2")),
    )  # fmt: skip
    of_reg = {name: value for name, value in values.items() if name in ce.CaseOpened.__struct_fields__}
    rest = {name: value for name, value in values.items() if name not in of_reg}
    reg = msgspec.structs.replace(reg, **of_reg)
    return CaseState(id="c", reg=reg, opened_at="", opened_by="u", documents=papers, owner="i", owner_version=1, **rest)


def names(state: CaseState) -> list[str]:
    return [item.name for item in plan_file(state, TYPES, ()).items]


def missing(state: CaseState) -> dict[str, str]:
    return {gap.name: gap.way for gap in plan_file(state, TYPES, ()).gaps}


def agreed(form: Any = "written", on: str = "2026-04-09", spot: bool = False) -> ce.AgreementConcluded:
    return ce.AgreementConcluded("g", form, on, "漏水", ("修好。",), (), performed_on_spot=spot)


def session(on: str = "2026-04-08") -> ce.SessionHeld:
    return ce.SessionHeld(
        "s", "调解室", f"{on}T09:00:00+08:00", f"{on}T10:00:00+08:00", (), ce.Staff("李云"), "success"
    )


def test_papers_stand_in_the_order_of_the_form_and_covers_are_not_bound() -> None:
    papers = [paper(kind) for kind in reversed(PLACES) if kind not in ("legality_review", "review_opinion")]
    assert names(case(*papers)) == [title for title, _place, group in PLACES.values() if group == "mediation"][1:]


def test_void_papers_and_drafts_stay_out_and_a_scan_brings_a_draft_in() -> None:
    draft = paper("rights_notice", frozen=False, signed=())
    void = paper("mediation_record", void_reason="写错")
    assert names(case(draft, void)) == []
    scanned = case(draft, void, attachments=(scan("告知书", draft.id),))
    assert names(scanned) == ["当事人权利义务告知书"]
    item = plan_file(scanned, TYPES, ()).items[0]
    assert [a.name for a in item.attachments] == ["告知书"]


def test_several_papers_of_a_kind_are_told_apart_by_their_day() -> None:
    assert names(case(paper("mediation_record", "2026-04-09", 2), paper("mediation_record", "2026-04-03"))) == [
        "人民调解记录（2026年4月3日）", "人民调解记录（2026年4月9日）",
    ]  # fmt: skip


def test_material_from_outside_has_its_place_and_sound_is_kept_apart() -> None:
    sound = scan("录音.wav", kind="audio", media="audio/wav")
    state = case(
        paper("rights_notice"), paper("mediation_record"),
        attachments=(scan("现场1", kind="photo"), scan("周桂兰身份证", kind="photo"), scan("报价单.pdf"), sound),
    )  # fmt: skip
    assert names(state) == ["当事人权利义务告知书", "当事人身份证明", "报价单", "现场照片", "人民调解记录"]
    assert plan_file(state, TYPES, ()).kept_apart == (sound,)


def test_inner_papers_and_reviews_are_volumes_of_their_own() -> None:
    plan = plan_file(case(paper("rights_notice"), paper("legality_review"), paper("review_opinion")), TYPES, ())
    assert plan.volumes() == ("main", "inner", "review")
    assert [item.name for item in plan.of("inner")] == ["法制审核意见表"]


def test_what_is_missing_is_named_with_the_way_to_it() -> None:
    draft = paper("mediation_acceptance", frozen=False, signed=())
    gaps = missing(case(draft, sessions=(session(), session()), agreements=(agreed(),)))
    assert gaps["人民调解受理登记表"].startswith("待签稿已经印出")
    assert gaps["当事人权利义务告知书"] == "到“文书”里出《当事人权利义务告知书》。"
    assert {"人民调解申请书", "人民调解记录", "人民调解协议书", "当事人身份证明"} <= set(gaps)
    assert "授权委托书" not in gaps


def test_one_record_is_not_enough_for_two_sessions() -> None:
    held = (session("2026-04-03"), session("2026-04-08"))
    one = case(paper("mediation_record"), sessions=held, agreements=(agreed(),))
    two = case(paper("mediation_record"), paper("mediation_record", number=2), sessions=held, agreements=(agreed(),))
    assert "人民调解记录" in missing(one)
    assert "人民调解记录" not in missing(two)


def test_what_was_settled_by_word_needs_its_register_only() -> None:
    state = case(paper("oral_agreement_register"), agreements=(agreed("oral", spot=True),), quick=True)
    assert missing(state) == {}
    assert set(missing(case(agreements=(agreed("oral", spot=True),)))) == {"人民调解口头协议登记表"}


def test_an_agent_needs_a_power_and_an_unsigned_paper_a_signature() -> None:
    parties = (ce.Party("p1", "applicant", "person", "r1", agent="李大有"),)
    gaps = missing(case(paper("rights_notice", signed=()), parties=parties))
    assert "授权委托书" in gaps
    assert "《当事人权利义务告知书》的签名" in gaps
    drawn = (ce.DocumentSigned("", "p1", "drawn", "2026-04-09", "image"),)
    assert "《当事人权利义务告知书》的签名" in missing(case(paper("rights_notice", signed=drawn)))


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"agreements": (agreed("oral", spot=True),)}, "10年"),
        ({"agreements": (agreed("oral"),)}, "30年"),
        ({"agreements": (agreed(),)}, "30年"),
        ({"agreements": (agreed(),), "category": "0702"}, "永久"),
        ({"heads": 12}, "永久"),
    ],
)
def test_how_long_a_file_is_kept(values: dict[str, Any], kept: str) -> None:
    assert retention(case(**values)) == kept


def test_days_in_order_raise_no_question() -> None:
    state = case(
        paper("mediation_acceptance", "2026-04-02"), paper("mediation_record", "2026-04-08"),
        paper("mediation_agreement", "2026-04-09"),
        steps=(Step("notice", "2026-04-03", "", "u", {}),), sessions=(session("2026-04-08"),),
        agreements=(agreed(),), performed=(ce.DutyPerformed("d", "p", "2026-04-20"),),
        closed=ce.CaseClosed("2026-05-01", "settled"),
    )  # fmt: skip
    assert date_warnings(state, "2026-05-02") == ()


def test_a_session_after_the_agreement_is_no_fault_but_one_before_the_application_is() -> None:
    fine = case(sessions=(session("2026-04-08"), session("2026-04-12")), agreements=(agreed(),))
    assert date_warnings(fine) == ()
    wrong = case(sessions=(session("2026-03-30"),))
    assert date_warnings(wrong) == ("日期前后不合：调解（2026-03-30）早于申请（2026-04-02）。",)


def test_performance_before_the_agreement_and_filing_before_the_end_are_told() -> None:
    state = case(
        agreements=(agreed(),), performed=(ce.DutyPerformed("d", "p", "2026-04-05"),),
        closed=ce.CaseClosed("2026-05-01", "settled"),
    )  # fmt: skip
    assert date_warnings(state, "2026-04-30") == (
        "日期前后不合：履行（2026-04-05）早于协议（2026-04-09）。",
        "日期前后不合：立卷（2026-04-30）早于结案（2026-05-01）。",
    )


def test_a_file_made_up_in_one_day_is_told() -> None:
    day = "2026-05-06"
    papers = (paper("mediation_acceptance", day), paper("mediation_record", day), paper("mediation_agreement", day))
    state = case(*papers, sessions=(session("2026-04-08"),), agreements=(agreed(),))
    assert any(w.startswith("疑似补卷：3份文书写的都是2026-05-06") for w in date_warnings(state))
    assert not any("补卷" in w for w in date_warnings(case(*papers, quick=True)))
    assert not any("补卷" in w for w in date_warnings(case(*papers[:2])))
