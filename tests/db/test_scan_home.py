"""Scans of papers on a real station: the right one goes home, old drafts, void, changed and foreign ones do not."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
import segno
from msgspec import UNSET
from PIL import Image

from desktop.bootstrap.station import Desk
from desktop.cli import main
from desktop.domain.case import DocumentState
from desktop.domain.case_view import PaperView
from desktop.domain.errors import RuleViolation
from desktop.domain.paper_code import Finding, told
from desktop.usecases.bind_dossier import BindDossier, bind_volume, gather_dossier
from desktop.usecases.bring_scan_home import BringScanHome, Signed, bring_scan_home
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.make_paper import PaperMade, PreparePaper, prepare_paper, void_paper
from desktop.usecases.match_scan import match_code, match_scan
from desktop.usecases.register_case import RegisterCaseResult
from tests.db.station_kit import NOW, PASSPHRASE, TODAY, Station, agreement, register
from tests.scan_kit import altered, photographed, scanned, sheet

AGREEMENT, APPLICATION = "mediation_agreement", "mediation_application"


@pytest.fixture
def desk(station: Station) -> Desk:
    return station.open()


@pytest.fixture
def case(desk: Desk) -> RegisterCaseResult:
    found = register(desk)
    with desk.uow(desk.viewer) as uow:
        conclude_agreement(agreement(found), uow)
        uow.commit()
    return found


def printed(desk: Desk, case: RegisterCaseResult, kind: str = AGREEMENT, document: str = "") -> PaperMade:
    with desk.uow(desk.viewer) as uow:
        made = prepare_paper(PreparePaper(case.case_id, kind, document=document), uow, desk.papers)
        uow.commit()
    return made


def found_in(desk: Desk, data: bytes) -> tuple[Finding, ...]:
    """What the window and the command line do with a file."""
    pages = desk.foreign.look(data).pages
    return match_scan(desk.foreign.codes(data), pages, desk.queries, desk.viewer, desk.papers)


def home(desk: Desk, finding: Finding, data: bytes, *signed: Signed, pages: int = 1) -> str:
    with desk.uow(desk.viewer) as uow:
        made = bring_scan_home(BringScanHome(finding, "扫描.jpg", data, pages, signed), uow)
        uow.commit()
    return made


def paper_of(desk: Desk, case: RegisterCaseResult, document: str) -> DocumentState:
    found = desk.queries.case_view(desk.viewer, case.case_id).state.document(document)
    assert found is not None
    return found


def stack(*pages: Image.Image) -> bytes:
    """Several sheets in one PDF, as a scanner with a feeder makes it."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()


def with_code(text: str) -> bytes:
    """A sheet with a QR code of one's own making."""
    code = io.BytesIO()
    segno.make(text, error="m").save(code, kind="png", scale=5, border=4)
    paper = Image.new("L", (1240, 1754), "white")
    paper.paste(Image.open(code).convert("L"), (100, 1400))
    out = io.BytesIO()
    paper.save(out, "PNG")
    return out.getvalue()


def test_a_signed_paper_goes_home_with_who_how_and_when(desk: Desk, case: RegisterCaseResult) -> None:
    made = printed(desk, case)
    data = photographed(sheet(made.pdf), random.Random(1))
    finding = found_in(desk, data)[0]
    assert (finding.fate, finding.first, finding.last) == ("current", 1, 1)
    assert finding.paper is not None
    assert (finding.paper.case_id, finding.paper.document) == (case.case_id, made.document)
    assert "版本一致" in told(finding)
    signed = [Signed(p, "signature_fingerprint", TODAY) for p in case.parties]
    attachment = home(desk, finding, data, *signed, Signed("seal", "seal", TODAY))
    paper = paper_of(desk, case, made.document)
    assert paper.frozen
    assert [(s.signer, s.way, s.on, s.scan) for s in paper.signed] == [
        (case.parties[0], "signature_fingerprint", TODAY, attachment),
        (case.parties[1], "signature_fingerprint", TODAY, attachment),
        ("seal", "seal", TODAY, attachment),
    ]
    scan = desk.queries.case_view(desk.viewer, case.case_id).state.attachments[-1]
    assert (scan.id, scan.kind, scan.media_type, scan.document) == (attachment, "scan", "image/jpeg", made.document)
    assert scan.pages is UNSET
    assert desk.queries.attachment(desk.viewer, case.case_id, scan.content_hash) == data
    with pytest.raises(RuleViolation, match="R-375"):
        home(desk, finding, data)


def test_an_older_draft_is_told_and_refused(desk: Desk, case: RegisterCaseResult) -> None:
    first = printed(desk, case)
    with desk.uow(desk.viewer) as uow:
        conclude_agreement(agreement(case, clauses=("许志强赔偿3000元，分两期。", "另加一条。")), uow)
        uow.commit()
    second = printed(desk, case, document=first.document)
    old, new = (found_in(desk, scanned(sheet(made.pdf), random.Random(2)))[0] for made in (first, second))
    assert (old.fate, old.draft, new.fate) == ("old_draft", 1, "current")
    assert "第1稿，已作废的签前稿；现在有效的是第2稿" in told(old)
    with pytest.raises(RuleViolation, match="R-374"):
        home(desk, old, b"x")
    home(desk, new, b"x", Signed(case.parties[0], "signature", TODAY))
    assert "有效的是后来签名的那一稿" in told(found_in(desk, scanned(sheet(first.pdf), random.Random(3)))[0])


def test_a_paper_printed_anew_while_the_scan_was_looked_at(desk: Desk, case: RegisterCaseResult) -> None:
    made = printed(desk, case)
    finding = found_in(desk, scanned(sheet(made.pdf), random.Random(4)))[0]
    printed(desk, case, document=made.document)
    with pytest.raises(RuleViolation, match="R-374"):
        home(desk, finding, b"x")


def test_a_void_paper_is_told_with_its_reason(desk: Desk, case: RegisterCaseResult) -> None:
    made = printed(desk, case)
    data = scanned(sheet(made.pdf), random.Random(5))
    with desk.uow(desk.viewer) as uow:
        void_paper(case.case_id, made.document, "金额写错", uow)
        uow.commit()
    finding = found_in(desk, data)[0]
    assert finding.fate == "void"
    assert "已经作废，原因：金额写错" in told(finding)
    with pytest.raises(RuleViolation, match="R-374"):
        home(desk, finding, data)
    again = printed(desk, case)  # the same words on the same day: the code is the same, the living paper is meant
    assert found_in(desk, data)[0].paper is not None
    assert found_in(desk, data)[0].paper.document == again.document  # type: ignore[union-attr]


def test_several_papers_of_several_cases_in_one_file(desk: Desk, case: RegisterCaseResult) -> None:
    other = register(desk, summary="鸡吃了菜")
    agreed, applied = printed(desk, case), printed(desk, other, APPLICATION)
    blank = Image.new("L", (1240, 1754), "white")
    data = stack(sheet(agreed.pdf), blank, sheet(applied.pdf))
    found = found_in(desk, data)
    assert [(f.fate, f.first, f.last) for f in found] == [("current", 1, 2), ("current", 3, 3)]
    for finding, owner, made in zip(found, (case, other), (agreed, applied), strict=True):
        home(desk, finding, data, pages=3)
        scan = desk.queries.case_view(desk.viewer, owner.case_id).state.attachments[-1]
        assert (scan.document, scan.pages, scan.media_type) == (
            made.document,
            (finding.first, finding.last),
            "application/pdf",
        )
    with desk.uow(desk.viewer) as uow:
        gathered = gather_dossier(BindDossier(other.case_id), uow, desk.papers)
    volume = bind_volume(gathered, desk.papers, desk.papers.binder(), desk.pictures)
    with pikepdf.open(io.BytesIO(volume.pdf)) as bound:
        scans = [page for page in bound.pages if "/XObject" in page.Resources and len(page.Resources.XObject)]
    assert len(scans) == 1  # of the three sheets only the one that is this paper


def test_what_is_not_ours_is_never_matched(desk: Desk, case: RegisterCaseResult) -> None:
    made = printed(desk, case)
    finding = found_in(desk, scanned(sheet(made.pdf), random.Random(6)))[0]
    head, mark = finding.code.rsplit(":", 1)
    swapped = ("0" if mark[0] != "0" else "1") + mark[1:]
    for code, fate, words in (
        (f"{head}:{swapped}", "changed", "内容版本和登记的不一致"),
        (finding.code.replace("第1号", "第99号"), "unknown", "没有在这台电脑上登记过"),
        (finding.code.replace("FQ1:", "FQ1:9"), "unknown", "没有在这台电脑上登记过"),
        ("https://example.invalid/x", "not_ours", "不是本程序出的文书"),
    ):
        assert code != finding.code
        seen = found_in(desk, with_code(code))[0]
        assert seen.fate == fate
        assert words in told(seen)
        with pytest.raises(RuleViolation, match="R-374"):
            home(desk, seen, b"x")
    nothing = io.BytesIO()
    Image.new("L", (600, 800), "white").save(nothing, "PNG")
    assert [f.fate for f in found_in(desk, nothing.getvalue())] == ["no_code"]


def test_a_typed_code_is_checked_digit_by_digit(desk: Desk, case: RegisterCaseResult) -> None:
    made = printed(desk, case)
    code = found_in(desk, scanned(sheet(made.pdf), random.Random(7)))[0].code

    def fate(text: str) -> str:
        return match_code(text, desk.queries, desk.viewer, desk.papers).fate

    assert fate(f"  {code.lower()} ") == "current"
    wrong = 0
    for at, digit in enumerate(code):
        if digit.isdigit() and at > 4:
            wrong += fate(code[:at] + str((int(digit) + 1) % 10) + code[at + 1 :]) in ("changed", "unknown")
    assert wrong == sum(digit.isdigit() for digit in code[5:])
    with pytest.raises(RuleViolation, match="R-373"):
        fate("第1号")


def matches(desk: Desk, made: list[PaperMade], number: int, dice: random.Random) -> tuple[int, int]:
    """(right, false) of so many worn scans, half flatbed, half phone."""
    right = false = 0
    for i in range(number):
        paper = dice.choice(made)
        found = found_in(desk, (scanned if i % 2 else photographed)(sheet(paper.pdf), dice))
        documents = [f.paper.document for f in found if f.fate == "current" and f.paper]
        right += documents == [paper.document]
        false += any(document != paper.document for document in documents)
    return right, false


def test_worn_scans_match_and_never_falsely(desk: Desk, case: RegisterCaseResult) -> None:
    made = [printed(desk, case), printed(desk, case, APPLICATION), printed(desk, register(desk), APPLICATION)]
    assert matches(desk, made, 12, random.Random(20261120)) == (12, 0)


@pytest.mark.soak
def test_two_hundred_worn_scans(desk: Desk, case: RegisterCaseResult) -> None:
    """Of twenty papers of ten cases, alike but for their numbers. Measured: 200 of 200."""
    made = [printed(desk, case), printed(desk, case, APPLICATION)]
    for number in range(9):
        other = register(desk, summary=f"楼上第{number}次漏水，天花板受损")
        with desk.uow(desk.viewer) as uow:
            conclude_agreement(agreement(other), uow)
            uow.commit()
        made += [printed(desk, other), printed(desk, other, APPLICATION)]
    right, false = matches(desk, made, 200, random.Random(20261126))
    assert right >= 198
    assert false == 0


@pytest.fixture
def typed(station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Any:
    """Commands on the closed station."""
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(station.state))

    def run(*words: str) -> tuple[int, Any]:
        station.close()
        end = main([*words, "--data", str(station.folder), "--json", "--now", "2026-11-20T10:00:00+08:00"])
        out = capsys.readouterr()
        return end, json.loads(out.out) if end == 0 else out.err

    return run


def test_the_command_line_checks_and_takes_home(
    desk: Desk, case: RegisterCaseResult, station: Station, tmp_path: Path, typed: Any
) -> None:
    made = printed(desk, case)
    (tmp_path / "原件.pdf").write_bytes(made.pdf)
    (tmp_path / "照片.jpg").write_bytes(photographed(sheet(made.pdf), random.Random(8)))
    end, exact = typed("paper", "check", str(tmp_path / "原件.pdf"))
    assert (end, exact["exact"], exact["findings"][0]["fate"]) == (0, True, "current")
    end, answer = typed("paper", "scan", str(tmp_path / "照片.jpg"), "--signed", "周桂兰", "--signed", "seal")
    assert (end, len(answer["attachments"])) == (0, 1)
    end, after = typed("paper", "check", exact["findings"][0]["code"])
    assert (end, after["findings"][0]["paper"]["stage"]) == (0, "signed")
    end, error = typed("paper", "scan", str(tmp_path / "照片.jpg"), "--signed", "陌生人")
    assert end == 1
    assert "R-376" in error
    paper = paper_of(station.open(), case, made.document)
    assert [(s.signer, s.way) for s in paper.signed] == [(case.parties[0], "signature"), ("seal", "seal")]


def test_a_digit_altered_with_a_pen_is_told_though_the_code_is_right(
    desk: Desk, case: RegisterCaseResult, tmp_path: Path, typed: Any
) -> None:
    made = printed(desk, case)
    view = desk.queries.case_view(desk.viewer, case.case_id)
    paper = PaperView(view.state.documents[-1].number, TODAY, 1, 3)
    model = desk.papers.compose(AGREEMENT, msgspec.structs.replace(view, paper=paper)).model
    at = model.index("3,000.00元".encode())
    other = desk.papers.draw(model[:at] + b"8" + model[at + 1 :], NOW)
    (tmp_path / "真的.jpg").write_bytes(scanned(sheet(made.pdf), random.Random(5)))
    (tmp_path / "改过.jpg").write_bytes(scanned(altered(sheet(made.pdf), sheet(other)), random.Random(5)))
    end, answer = typed("paper", "check", str(tmp_path / "真的.jpg"))
    assert (end, answer["exact"], answer["findings"][0]["reading"]["differences"]) == (0, False, [])
    end, answer = typed("paper", "check", str(tmp_path / "改过.jpg"))
    found = answer["findings"][0]
    assert (end, found["fate"]) == (0, "current")
    assert [(d["registered"], d["read"]) for d in found["reading"]["differences"]] == [("3000.00", "8000.00")]
    end, answer = typed("paper", "check", str(tmp_path / "改过.jpg"), "--code-only")
    assert (end, answer["findings"][0]["reading"]) == (0, None)
