"""The printed paper: an archive file by three independent readers, text that copies out, pages an official accepts."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import msgspec
import pikepdf
import pikepdf.pdfa
import pytest
import zxingcpp
from PIL import Image

from desktop.domain import case_events as ce
from desktop.domain.case_view import PartyView
from desktop.domain.errors import RuleViolation
from exports.documents import model as m
from exports.documents.compose import compose
from exports.documents.document_type import built_types
from exports.documents.model import qr_text
from exports.documents.render import compose_pages, render_pdf
from exports.documents.style import BOTTOM, LEFT, QR_SIDE, RIGHT, STYLES
from exports.documents.typeset.items import Page, Rule, Text
from exports.documents.typeset.items import Path as PathItem
from exports.documents.typeset.lines import NO_END, NO_START, natural_width
from tests.contract import document_cases as cases

RARE = "㛃䶮𬭎𪚥𬸪𫍯𠅤𡋾鿍"
TYPES = sorted(built_types())
NAMELESS = {
    "dossier_contents", "dossier_note", "dossier_back", "hearing_announcement", "deliberation_record", "annual_report",
    "reception_schedule_notice", "mediation_monthly_report",
}  # fmt: skip
PETITIONER_ONLY = {"clue_transfer", "errand_slip", "hearing_opinion"}  # and not the summary
NAMING_ALL = {
    "mediation_agreement", "mediation_record", "oral_agreement_register", "mediation_application", "rights_notice",
    "mediation_consent", "mediation_extension", "mediation_termination", "mediation_certificate",
    "confirmation_application", "service_address", "no_penalty_application", "mediation_performance_statement",
    "mediation_closing_report", "mediation_entrustment", "mediation_transfer_out", "mediation_transfer_back",
    "mediation_visit",
}  # fmt: skip
LONG_NAME = "阿卜杜热合曼·买买提吐尔逊江·艾则孜古丽·帕尔哈提·伊力亚斯·图尔荪江阿吉艾买提"


def pages(type_key: str, **case: object) -> list[Page]:
    """The composed pages of a paper."""
    return compose_pages(compose(built_types()[type_key], cases.view(**case)), cases.fonts())  # type: ignore[arg-type]


def sample_pages(type_key: str, **case: object) -> list[Page]:
    """The composed pages of a paper of a whole case, with other parties or another summary where given."""
    view = cases.filled(cases.view(**case), type_key)  # type: ignore[arg-type]
    return compose_pages(compose(built_types()[type_key], view), cases.fonts())


def texts(page: Page) -> list[Text]:
    return [item for item in page.items if isinstance(item, Text)]


def crowd(count: int) -> tuple[PartyView, ...]:
    """Many workers against one company."""
    workers = (
        msgspec.structs.replace(cases.PERSONS[0], id=f"w{i}", name=f"江大{chr(0x4E00 + 31 * i)}")
        for i in range(count - 1)
    )
    company = PartyView(
        "c", "被申请人", "respondent", "organisation", "柳溪恒垣建设有限公司", phone="13800000003",
        address="柳溪市桥南路", representative="钱大有", representative_post="经理",
    )  # fmt: skip
    return (*workers, company)


@pytest.mark.parametrize("key", TYPES)
def test_three_readers_find_a_sound_archive_file(key: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(cases.drawn(key, cases.sample(key)))
    report = pikepdf.pdfa.validate_written(path, "2b")
    assert report.passed, report.findings
    checked = subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True, text=True)
    assert "No syntax or stream encoding errors found" in checked.stdout
    listed = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert listed
    for line in listed:
        assert "+FQ" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]


def test_the_file_says_what_it_is_and_has_nothing_an_archive_refuses() -> None:
    data = cases.drawn("mediation_agreement", cases.view())
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"/Trans" not in data
    assert b"Helvetica" not in data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.docinfo["/Title"] == f"人民调解协议书 {cases.NUMBER}"
        assert pdf.docinfo["/CreationDate"] == "D:20260409153000+08'00'"
        assert pdf.Root.Lang == "zh-CN"
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == f"人民调解协议书 {cases.NUMBER}"
            assert meta["xmp:CreateDate"] == "2026-04-09T15:30:00+08:00"


def test_the_same_facts_give_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys; from tests.contract import document_cases as c;"
        "sys.stdout.buffer.write(b''.join(c.drawn(k, c.sample(k)) for k in sys.argv[1:]))"
    )
    other = subprocess.run([sys.executable, "-c", program, *reversed(TYPES)], check=True, capture_output=True).stdout
    assert other == b"".join(cases.drawn(key, cases.sample(key)) for key in reversed(TYPES))


def test_other_facts_or_another_time_give_other_bytes() -> None:
    first = cases.drawn("mediation_agreement", cases.view())
    assert cases.drawn("mediation_agreement", cases.view(agreed=cases.agreement(dispute="别的事。"))) != first
    paper = compose(built_types()["mediation_agreement"], cases.view())
    assert render_pdf(paper, cases.fonts(), issued_at=cases.ISSUED_AT.replace(hour=16)) != first


@pytest.mark.parametrize("key", TYPES)
def test_every_character_copies_out_again(key: str, tmp_path: Path) -> None:
    parties = tuple(
        msgspec.structs.replace(p, name=f"彭俊{RARE[:5] if i else RARE[5:]}") for i, p in enumerate(cases.PERSONS)
    )
    said = f"经查{RARE}，<b>粗</b> & {{{{ x }}}}，⼀与一不是一个字。"
    case = cases.view(parties=parties, agreed=cases.agreement(dispute=said), summary=said)
    case = msgspec.structs.replace(case, session=cases.session(turns=(ce.Turn("t", "p1", "彭俊", said),)))
    paper = compose(built_types()[key], cases.filled(case, key))
    written = Counter("".join("".join(cases.words(msgspec.to_builtins(paper.blocks))).split()).replace("_", ""))
    read = cases.text_of(render_pdf(paper, cases.fonts(), issued_at=cases.ISSUED_AT), tmp_path)
    assert written - Counter(read) == Counter()
    wanted = RARE[5:] if key in PETITIONER_ONLY else RARE
    assert all(char in written for char in wanted) or key in NAMELESS


@pytest.mark.parametrize("key", TYPES)
def test_the_code_on_every_page_reads_back_from_a_slanted_scan(key: str, tmp_path: Path) -> None:
    paper = compose(built_types()[key], cases.sample(key))
    path = tmp_path / "paper.pdf"
    path.write_bytes(render_pdf(paper, cases.fonts(), issued_at=cases.ISSUED_AT))
    width = "800" if built_types()[key].layout == "letter" else "620"
    whole = key == "mediation_agreement" or built_types()[key].layout == "roster"
    corner = [] if whole else ["-x", "0", "-y", "1300", "-W", width, "-H", "454"]
    subprocess.run(["pdftoppm", "-r", "150", *corner, "-gray", "-png", str(path), str(tmp_path / "scan")], check=True)
    scans = sorted(tmp_path.glob("scan*.png"))
    assert scans
    for scan in scans:
        turned = Image.open(scan).rotate(2, fillcolor=255, resample=Image.Resampling.BILINEAR)
        assert [code.text for code in zxingcpp.read_barcodes(turned)] == [qr_text(paper)]


PARTIES = {
    "two": cases.PERSONS,
    "long names": tuple(msgspec.structs.replace(p, name=LONG_NAME, agent=LONG_NAME) for p in cases.PERSONS),
}


@pytest.mark.parametrize("key", TYPES)
@pytest.mark.parametrize("who", ["two", "long names", "sixty"])
def test_nothing_stands_outside_the_type_area_or_in_the_code_or_over_a_line(key: str, who: str) -> None:
    parties = crowd(60) if who == "sixty" else PARTIES[who]
    sheet = STYLES[built_types()[key].layout].sheet
    left, area_right = LEFT + sheet.shift, LEFT + sheet.shift + sheet.width
    bottom = sheet.top + sheet.height
    for page in sample_pages(key, parties=parties, held=cases.session(present=())):
        code = next(item for item in page.items if isinstance(item, PathItem))
        upright = [item for item in page.items if isinstance(item, Rule) and item.x == item.x2]
        for item in texts(page):
            right = item.x + natural_width(item.text, cases.fonts().widths[item.role], item.size, item.spread)
            assert item.x >= left - 0.5
            assert right <= area_right + 1.0, item.text  # the outer edge stays free for the seam seal
            middle = item.y - 0.35 * item.size
            crossed = [r for r in upright if item.x + 1 < r.x < right - 1 and r.y <= middle <= r.y2]
            assert not crossed, item.text
            if item.y > bottom + 1:
                assert item.y > bottom + 5 * 72 / 25.4
                assert item.x > code.x + QR_SIDE or right < code.x
        for rule in (item for item in page.items if isinstance(item, Rule)):
            assert rule.x >= left - 0.5
            assert rule.x2 <= area_right + 0.5
            assert sheet.top - 0.5 <= rule.y <= bottom + 0.5
        assert code.y == sheet.code_top
        assert code.side >= 20 * 72 / 25.4 - 0.01
        if built_types()[key].layout == "letter":  # the corners hold the page numbers
            assert code.x + code.side / 2 == pytest.approx((LEFT + RIGHT) / 2)
        else:
            assert code.x == left
            assert code.x + code.side < sheet.page_width / 2


@pytest.mark.parametrize("key", TYPES)
def test_lines_of_words_do_not_lie_over_each_other(key: str) -> None:
    for page in sample_pages(key):
        shown = sorted((item.y, item.x, item) for item in texts(page) if item.text)
        for (y, x, item), (below, _, other) in pairwise(shown):
            right = x + natural_width(item.text, cases.fonts().widths[item.role], item.size, item.spread)
            if other.x < right - 1 and x < other.x + other.size and below != y:
                assert below - y >= 0.9 * min(item.size, other.size), (item.text, other.text)
            if below == y:
                assert other.x >= right - 1, (item.text, other.text)


@pytest.mark.parametrize("key", TYPES)
def test_pages_are_numbered_and_a_print_for_signing_bears_its_draft(key: str) -> None:
    found = sample_pages(key)
    numbered = built_types()[key].layout != "cover"  # covers and lists of a file are not counted with its pages
    for number, page in enumerate(found, 1):
        shown = [item.text for item in texts(page)]
        mark = f"— {number} —" if built_types()[key].layout == "letter" else f"第{number}页　共{len(found)}页"
        assert (mark in shown) == numbered
        assert "第2稿" in shown
    frozen = sample_pages(key, paper=msgspec.structs.replace(cases.view().paper, draft=0))
    assert not any("稿" in item.text for page in frozen for item in texts(page))


@pytest.mark.parametrize("key", ["mediation_agreement", "mediation_record"])
@pytest.mark.parametrize("length", range(20, 700, 28))
def test_no_heading_ends_a_page_and_no_signature_or_seal_stands_alone(key: str, length: int) -> None:
    words = (cases.DISPUTE * 12)[:length]
    held = cases.session(turns=(ce.Turn("t", "p1", "周桂兰", words),))
    found = pages(key, agreed=cases.agreement(dispute=words), held=held)
    for page in found:
        body = sorted((i for i in texts(page) if i.y < BOTTOM and i.text and i.size >= 16.0), key=lambda i: i.y)
        assert body[-1].role != "hei"
        first, second = body[0].text, body[1].text
        assert "（签名" not in first + second, first
        assert "云桥镇人民调解委员会" not in (first, second)
    assert any("记录人（签名）：" in item.text for item in texts(found[-1]))


@pytest.mark.parametrize("lines", range(1, 40))
def test_the_seal_of_a_form_stays_with_the_signature_and_the_remark(lines: int) -> None:
    words = "\n".join("这件事。" for _ in range(lines))
    found = pages("oral_agreement_register", agreed=cases.agreement(dispute=words))
    last = [item.text for item in texts(found[-1])]
    assert {"人民调解员", "云桥镇人民调解委员会", "备注"} <= set(last)


def test_runs_are_painted_where_they_were_composed_with_their_spacing() -> None:
    data = cases.drawn("mediation_agreement", cases.view())
    composed = pages("mediation_agreement")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page, drawn in zip(composed, pdf.pages, strict=True):
            spacing, places = 0.0, []
            for step in pikepdf.parse_content_stream(drawn):
                numbers = [float(value) for value in step.operands] if str(step.operator) in {"Tc", "Tm"} else []
                if len(numbers) == 1:
                    spacing = numbers[0]
                elif numbers:
                    places.append((numbers[4], page.height - numbers[5], spacing))
            wanted = [(item.x, item.y, item.spread) for item in texts(page) if item.text]
            for place, want in zip(places, wanted, strict=True):
                assert place == pytest.approx(want, abs=0.02)
    assert any(item.spread > 0.1 for item in texts(composed[0]))


@pytest.mark.parametrize("key", TYPES)
def test_no_line_breaks_the_rules_of_the_trade(key: str) -> None:
    told = "经查，“双方”（甲、乙）约定：《协议》第1条——“赔偿10,111.00元”；逾期……，另计！" * 9
    for page in sample_pages(key, agreed=cases.agreement(dispute=told), summary=told):
        for item in texts(page):
            if len(item.text) > 12 and item.size >= 14.0:
                assert item.text[0] not in NO_START
                assert item.text[-1] not in NO_END


def test_a_full_page_has_28_characters_on_a_line_and_22_lines() -> None:
    turns = tuple(ce.Turn(f"t{i}", "p1", "周桂兰", "调" * 400) for i in range(4))
    found = pages("mediation_agreement", agreed=cases.agreement(dispute="\n".join(turn.text for turn in turns)))
    body = [item for item in texts(found[1]) if item.y < BOTTOM and item.size == 16.0]
    assert len({round(item.y, 1) for item in body}) in (22, 24)
    assert max(len(item.text) for item in body) == 28


def test_every_page_of_a_record_but_the_last_has_places_to_sign_at_its_foot() -> None:
    held = cases.session(turns=tuple(ce.Turn(f"t{i}", "p1", "周桂兰", "这件事。" * 60) for i in range(12)))
    found = pages("mediation_record", held=held)
    assert len(found) > 3
    feet = [
        any(item.text == "当事人（签名、指印）：" and item.y > BOTTOM - 60 for item in texts(page)) for page in found
    ]
    assert feet == [True] * (len(found) - 1) + [False]


@pytest.mark.parametrize("key", sorted(NAMING_ALL))
def test_sixty_parties_are_all_there(key: str) -> None:
    parties = crowd(60)
    found = sample_pages(key, parties=parties, held=cases.session(present=()))
    read = "".join(item.text for page in found for item in texts(page))
    assert [party.name for party in parties if party.name not in read] == []


def test_a_crowd_is_named_by_its_first_in_the_acceptance_form(tmp_path: Path) -> None:
    read = cases.text_of(cases.drawn("mediation_acceptance", cases.view(parties=crowd(60))), tmp_path)
    assert "江大一等59人与柳溪恒垣建设有限公司邻里纠纷" in read


def test_a_long_list_of_parties_is_a_roster_with_its_head_on_every_page() -> None:
    found = pages("mediation_agreement", parties=crowd(60))
    rosters = [p for p in found if any(i.size == 10.5 and i.text.startswith("江大") for i in texts(p))]
    assert len(rosters) > 2
    assert all(any(item.role == "hei" and item.text == "序号" for item in texts(page)) for page in rosters)


@pytest.mark.parametrize("key", sorted(NAMING_ALL))
def test_a_name_of_forty_characters_fits(key: str) -> None:
    assert len(LONG_NAME) == 40
    parties = (msgspec.structs.replace(cases.PERSONS[0], name=LONG_NAME), cases.PERSONS[1])
    shown = Counter(char for page in sample_pages(key, parties=parties) for item in texts(page) for char in item.text)
    assert Counter(LONG_NAME) <= shown


@pytest.mark.parametrize("key", ["mediation_agreement", "oral_agreement_register"])
def test_a_hundred_thousand_characters_are_all_printed(key: str) -> None:
    words = "".join(chr(0x4E00 + i % 5000) for i in range(100_000))
    found = pages(key, agreed=cases.agreement(dispute=words))
    shown = Counter(char for page in found for item in texts(page) for char in item.text)
    assert Counter(words) <= shown
    assert len(found) > 100


def test_minutes_without_a_word_and_blocks_without_items_still_print() -> None:
    empty = m.DocumentModel(
        type_key="x", type_number=999, version=1, template_hash="0" * 64, title="人民调解记录", layout="record",
        organ="云桥镇人民调解委员会",
        blocks=(m.Title("人民调解记录"), m.Meta("时间", ""), m.Turns(()), m.Paragraph(""), m.Signatures(()),
                m.PageBreak(), m.BlankBelow(), m.Signatures((m.SignatureLine("甲：", half=True),))),
    )  # fmt: skip
    found = compose_pages(empty, cases.fonts())
    assert len(found) == 2
    assert render_pdf(empty, cases.fonts(), issued_at=cases.ISSUED_AT).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(("char", "code"), [("😀", "R-501"), ("\u202e", "R-502"), ("\u200b", "R-502")])
def test_what_cannot_be_printed_is_refused_before_printing_with_its_place(char: str, code: str) -> None:
    with pytest.raises(RuleViolation) as fault:
        cases.drawn("mediation_agreement", cases.view(agreed=cases.agreement(dispute=f"经调查，双方{char}没有异议。")))
    assert fault.value.code == code
    assert f"U+{ord(char):04X}" in fault.value.message
    assert "没有异议" in fault.value.message
