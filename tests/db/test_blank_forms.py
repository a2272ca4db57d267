"""Forms to fill in by hand on a real station: what stands on them, and how their scans find the way home."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from desktop.domain.foreign import Code
from desktop.domain.paper_code import BlankCode, Finding, parse_blank, told
from desktop.usecases.bring_scan_home import BringScanHome, bring_form_home, bring_new_form, bring_scan_home
from desktop.usecases.match_scan import match_code, match_scan
from desktop.usecases.print_blank import PrintBlank, print_blank
from desktop.usecases.register_case import RegisterCaseResult, register_case
from tests.contract.document_cases import text_of
from tests.db.station_kit import COMMITTEE, NOW, Station, register, registration
from tests.db.test_scan_home import found_in, stack, typed
from tests.scan_kit import photographed, sheet

__all__ = ["typed"]
RECORD, APPLICATION = "mediation_record", "mediation_application"


@pytest.fixture
def desk(station: Station) -> Desk:
    return station.open()


@pytest.fixture
def case(desk: Desk) -> RegisterCaseResult:
    return register(desk)


def blank(desk: Desk, case_id: str = "", kind: str = RECORD) -> bytes:
    with desk.uow(desk.viewer) as uow:
        pdf = print_blank(PrintBlank(kind, case_id), uow, desk.papers)
        uow.commit()
    return pdf


def turned(pdf: bytes, degrees: float = 2) -> bytes:
    """A scan at 150 dpi, turned."""
    out = io.BytesIO()
    sheet(pdf).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).save(out, "PNG")
    return out.getvalue()


def home(desk: Desk, finding: Finding, data: bytes, pages: int = 1) -> str:
    with desk.uow(desk.viewer) as uow:
        made = bring_form_home(BringScanHome(finding, "手写.png", data, pages), uow)
        uow.commit()
    return made


def test_every_paper_of_a_case_has_a_form_whose_code_can_be_read(desk: Desk, case: RegisterCaseResult) -> None:
    kinds = [info for info in desk.papers.types() if info.about == "case"]
    for info in random.Random(4).sample(kinds, 12):
        for case_id in ("", case.case_id):
            read = [code.text for code in zxingcpp.read_barcodes(sheet(blank(desk, case_id, info.key)))]
            assert read == [BlankCode(info.type_number, case_id).text]
    for info in kinds:
        assert blank(desk, case.case_id, info.key).startswith(b"%PDF")


def test_parties_and_case_are_printed_and_the_rest_is_to_be_written(
    desk: Desk, case: RegisterCaseResult, tmp_path: Path
) -> None:
    view = desk.queries.case_view(desk.viewer, case.case_id)
    filled, empty = (
        text_of(blank(desk, case.case_id, APPLICATION), tmp_path),
        text_of(blank(desk, "", APPLICATION), tmp_path),
    )
    for party in view.parties:
        assert party.name in filled
        assert party.name not in empty
    assert view.state.reg.summary[:6] not in filled
    assert view.title in text_of(blank(desk, case.case_id), tmp_path)
    assert "纠纷简要情况" in empty
    said = text_of(blank(desk, case.case_id), tmp_path)
    assert "□尚未告知" in said  # either way is a box: the form claims neither
    assert "□已将当事人" in said


def test_a_blank_form_takes_no_number_and_is_no_paper(desk: Desk, case: RegisterCaseResult) -> None:
    blank(desk, case.case_id)
    assert desk.queries.case_view(desk.viewer, case.case_id).state.documents == ()
    with desk.uow(desk.viewer) as uow:
        assert uow.noted("paper.blank", case.case_id) == 1


@pytest.mark.parametrize("degrees", [2, -2])
def test_a_crooked_scan_comes_home_as_a_form_and_not_as_a_paper(
    desk: Desk, case: RegisterCaseResult, degrees: float
) -> None:
    data = turned(blank(desk, case.case_id), degrees)
    finding = found_in(desk, data)[0]
    assert (finding.fate, finding.paper) == ("form", None)
    assert finding.form is not None
    assert (finding.form.type, finding.form.case_id) == (RECORD, case.case_id)
    view = desk.queries.case_view(desk.viewer, case.case_id)
    assert told(finding).startswith(f"是“{view.title}”《人民调解记录》的手写表")
    attachment = home(desk, finding, data)
    state = desk.queries.case_view(desk.viewer, case.case_id).state
    kept = state.attachments[-1]
    assert (kept.id, kept.kind, kept.note, kept.document) == (attachment, "scan", "手写表：人民调解记录", "")
    assert state.documents == ()
    assert desk.queries.attachment(desk.viewer, case.case_id, kept.content_hash) == data
    with pytest.raises(RuleViolation, match="R-375"):
        home(desk, finding, data)
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation, match="R-374"):
        bring_scan_home(BringScanHome(finding, "手写.png", data, 1), uow)


def test_forms_of_two_cases_in_one_file_go_their_ways(desk: Desk, case: RegisterCaseResult) -> None:
    other = register(desk, summary="鸡吃了菜")
    data = stack(sheet(blank(desk, case.case_id)), sheet(blank(desk, other.case_id, APPLICATION)))
    for finding, owner, page in zip(found_in(desk, data), (case, other), (1, 2), strict=True):
        home(desk, finding, data, pages=2)
        kept = desk.queries.case_view(desk.viewer, owner.case_id).state.attachments[-1]
        assert kept.pages == (page, page)


def test_a_form_of_another_station_is_told_and_refused(desk: Desk, case: RegisterCaseResult) -> None:
    """Its case is nowhere here, though the form is one of ours."""
    info = desk.papers.info(RECORD)
    pdf = desk.papers.blank(RECORD, COMMITTEE, None, BlankCode(info.type_number, "0123456789abcdef" * 2).text, NOW)
    finding = found_in(desk, turned(pdf))[0]
    assert finding.fate == "form_unknown"
    assert "不在这台电脑上" in told(finding)
    with pytest.raises(RuleViolation, match="R-374"):
        home(desk, finding, b"x")


def test_a_form_for_what_is_not_registered_goes_along_with_its_registration(desk: Desk) -> None:
    data = turned(blank(desk))
    finding = found_in(desk, data)[0]
    assert finding.fate == "form_new"
    assert "照着它登记这件事" in told(finding)
    with pytest.raises(RuleViolation, match="R-374"):
        home(desk, finding, data)
    with desk.uow(desk.viewer) as uow:
        made = register_case(registration(), uow)
        attachment = bring_new_form(BringScanHome(finding, "手写.png", data, 1), made.case_id, uow)
        uow.commit()
    kept = desk.queries.case_view(desk.viewer, made.case_id).state.attachments[-1]
    assert (kept.id, kept.kind, kept.note) == (attachment, "scan", "手写表：人民调解记录")
    assert desk.queries.attachment(desk.viewer, made.case_id, kept.content_hash) == data
    other = found_in(desk, turned(blank(desk, made.case_id)))[0]
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation, match="R-374"):
        bring_new_form(BringScanHome(other, "手写.png", data, 1), made.case_id, uow)


def test_codes_that_only_look_like_a_form(desk: Desk, case: RegisterCaseResult) -> None:
    code = BlankCode(desk.papers.info(RECORD).type_number, case.case_id)
    assert parse_blank(f" {code.text.lower()} ") == code
    assert match_code(code.text, desk.queries, desk.viewer, desk.papers).fate == "form"
    for text in (code.text[:-1], code.text + "0", "FQB:104:", f"FQB::{case.case_id}", "FQB:104:NEWS"):
        assert parse_blank(text) is None
    seen = match_scan((Code(0, BlankCode(9999, case.case_id).text),), 1, desk.queries, desk.viewer, desk.papers)[0]
    assert (seen.fate, seen.form) == ("unknown", None)


def test_what_has_no_form_or_no_case_is_refused(desk: Desk) -> None:
    with pytest.raises(RuleViolation, match="R-383"):
        blank(desk, "", "mediation_register")
    with pytest.raises(RuleViolation, match="R-409"):
        blank(desk, "", "no_such_paper")
    with pytest.raises(RuleViolation, match="R-301"):
        blank(desk, "0" * 32)


def test_the_command_line_prints_a_form_and_takes_its_photograph_home(
    desk: Desk, case: RegisterCaseResult, station: Station, tmp_path: Path, typed: Any
) -> None:
    form, photo = tmp_path / "空白表.pdf", tmp_path / "照片.jpg"
    end, answer = typed("paper", "blank", "--case", case.case_id, "--type", RECORD, "--out", str(form))
    assert (end, answer["path"]) == (0, str(form))
    photo.write_bytes(photographed(sheet(form.read_bytes()), random.Random(8)))
    end, answer = typed("paper", "check", str(photo))
    assert (end, answer["findings"][0]["fate"], answer["findings"][0]["form"]["case_id"]) == (0, "form", case.case_id)
    end, answer = typed("paper", "scan", str(photo))
    assert (end, len(answer["attachments"])) == (0, 1)
    again = station.open()
    kept = again.queries.case_view(again.viewer, case.case_id).state.attachments[-1]
    assert (kept.id, kept.note) == (answer["attachments"][0], "手写表：人民调解记录")
    end, _answer = typed("paper", "blank", "--type", APPLICATION, "--out", str(form))
    assert end == 0
    assert zxingcpp.read_barcodes(sheet(form.read_bytes()))[0].text == "FQB:101:NEW"
