"""A file bound on a real station: an archive PDF read back page by page, its numbers, bookmarks, lists and words."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pikepdf.pdfa
import pytest
from PIL import Image

from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.bind_dossier import BindDossier, Dossier, bind_volume, check_dossier, gather_dossier
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.follow_up import DoStep, do_step
from desktop.usecases.hold_session import hold_session
from desktop.usecases.make_paper import PreparePaper, SignPaper, prepare_paper, sign_paper
from exports.documents.style import LEFT, PAGE_WIDTH, RIGHT
from tests.db.station_kit import TODAY, agreement, register, session

TITLE = "周桂兰与许志强邻里纠纷"


def jpeg(colour: str, size: tuple[int, int] = (827, 1169)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def two_pages() -> bytes:
    """A scan as a copier makes it."""
    out = io.BytesIO()
    first, second = Image.new("L", (827, 1169), "white"), Image.new("RGB", (827, 1169), "pink")
    first.save(out, "PDF", save_all=True, append_images=[second])
    return out.getvalue()


@pytest.fixture
def case(desk: Desk) -> str:
    """A matter agreed on in writing, its papers signed; a scan of the agreement, identity, photographs, sound."""
    made = register(desk)
    with desk.uow(desk.viewer) as uow:
        do_step(DoStep(made.case_id, "notice", TODAY, {"way": "书面"}), uow)
        hold_session(session(made), uow)
        conclude_agreement(agreement(made), uow)
        for kind in ("mediation_acceptance", "mediation_application", "rights_notice", "mediation_record"):
            paper = prepare_paper(PreparePaper(made.case_id, kind), uow, desk.papers)
            sign_paper(SignPaper(made.case_id, paper.document, made.parties[0], "signature", TODAY), uow)
        agreed = prepare_paper(PreparePaper(made.case_id, "mediation_agreement"), uow, desk.papers)
        sign_paper(SignPaper(made.case_id, agreed.document, "seal", "seal", TODAY), uow)
        _attach(uow, made.case_id, "协议扫描件.pdf", "scan", two_pages(), document=agreed.document)
        _attach(uow, made.case_id, "周桂兰身份证.jpg", "photo", jpeg("white", (900, 600)))
        for number in range(3):
            _attach(uow, made.case_id, f"IMG{number}.jpg", "photo", jpeg("grey", (800 + number, 600)),
                    note="客厅吊顶，李云摄", taken_at="2026-11-19T10:00:00+08:00")  # fmt: skip
        _attach(uow, made.case_id, "破照片.jpg", "photo", b"broken")
        _attach(uow, made.case_id, "录音.m4a", "audio", b"sound")
        uow.commit()
    return made.case_id


def _attach(uow: Any, case_id: str, name: str, kind: Any, data: bytes, **more: Any) -> None:
    media = {"pdf": "application/pdf", "jpg": "image/jpeg", "m4a": "audio/mp4"}[name[-3:]]
    attach_file(AttachFile(case_id, name, kind, media, data, **more), uow)


def bound(desk: Desk, case_id: str, **values: Any) -> Dossier:
    with desk.uow(desk.viewer) as uow:
        gathered = gather_dossier(BindDossier(case_id, **values), uow, desk.papers)
        uow.commit()
    return bind_volume(gathered, desk.papers, desk.papers.binder(), desk.pictures)


def words_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of every page, without white space."""
    path = folder / "file.pdf"
    path.write_bytes(pdf)
    read = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
    return ["".join(page.split()) for page in read.stdout.decode().split("\f")[:-1]]


def stamps_of(pdf: bytes, folder: Path) -> list[tuple[int, float] | None]:
    """Number and left edge of the stamp above the type area of every page."""
    path = folder / "file.pdf"
    path.write_bytes(pdf)
    read = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True).stdout.decode()
    found: list[tuple[int, float] | None] = []
    for page in read.split("<page ")[1:]:
        places = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">(\d+)</word>', page)
        top = [(int(number), float(x)) for x, y, number in places if float(y) < 60]
        found.append(top[0] if top else None)
    return found


def titles_of(items: Sequence[Any]) -> list[str]:
    return [item.name for item in items]


def _page_of(item: pikepdf.OutlineItem) -> pikepdf.Object:
    assert isinstance(item.destination, pikepdf.Array)
    return item.destination[0]


def test_the_file_is_one_archive_pdf_in_order(desk: Desk, case: str, tmp_path: Path) -> None:
    made = bound(desk, case)
    assert titles_of(made.items) == [
        "人民调解申请书", "人民调解受理登记表", "当事人权利义务告知书", "当事人身份证明", "现场照片", "人民调解记录",
        "人民调解协议书",
    ]  # fmt: skip
    path = tmp_path / "file.pdf"
    path.write_bytes(made.pdf)
    report = pikepdf.pdfa.validate_written(path, "2b")
    assert report.passed, report.findings
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    fonts = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in fonts.splitlines()[2:]]
    assert rows
    assert all("yes" in row[-5:-2] and row[-3] == "yes" for row in rows), fonts
    with pikepdf.open(path) as file:
        assert str(file.docinfo["/Title"]) == f"{TITLE}　正卷"
        outline = [item.title for item in file.open_outline().root]
    assert outline == ["封面", "卷内目录", *titles_of(made.items), "卷宗情况说明（备考表）", "封底"]


def test_bookmarks_lead_to_the_pages_the_contents_name(desk: Desk, case: str, tmp_path: Path) -> None:
    made = bound(desk, case)
    pages, stamps = words_of(made.pdf, tmp_path), stamps_of(made.pdf, tmp_path)
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        numbers = {page.obj.objgen: place for place, page in enumerate(file.pages)}
        marks = {item.title: numbers[_page_of(item).objgen] for item in file.open_outline().root}
    for item in made.items:
        stamp = stamps[marks[item.name]]
        assert stamp is not None
        assert stamp[0] == item.first
    contents = pages[marks["卷内目录"]]
    for number, item in enumerate(made.items, 1):
        last = number == len(made.items)
        assert f"{number}{item.name}{item.first}" + (f"—{item.last}" if last else "") in contents
    assert made.items[-1].last == made.pages


def test_numbers_run_through_fronts_right_and_backs_left_and_covers_have_none(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    made = bound(desk, case)
    stamps = stamps_of(made.pdf, tmp_path)
    numbered = [stamp for stamp in stamps if stamp]
    assert [number for number, _x in numbered] == list(range(1, made.pages + 1))
    for place, stamp in enumerate(stamps):
        if stamp:
            assert stamp[1] == pytest.approx(LEFT, abs=1) if place % 2 else stamp[1] > PAGE_WIDTH / 2
            assert stamp[1] < RIGHT, "the outer edge stays free for the seam"
    assert stamps[0] is None
    assert stamps[-1] is None
    starts = [place for place, stamp in enumerate(stamps) if stamp and stamp[0] in {i.first for i in made.items}]
    assert all(place % 2 == 0 for place in starts), "every paper begins on a sheet of its own"


def test_one_sided_has_no_blank_pages_and_all_numbers_right(desk: Desk, case: str, tmp_path: Path) -> None:
    made = bound(desk, case, two_sided=False)
    stamps = stamps_of(made.pdf, tmp_path)
    assert all(stamp[1] > PAGE_WIDTH / 2 for stamp in stamps if stamp)
    assert len(stamps) == made.pages + 4


def test_the_name_of_the_case_is_the_same_everywhere(desk: Desk, case: str, tmp_path: Path) -> None:
    pages = words_of(bound(desk, case).pdf, tmp_path)
    assert TITLE in pages[0]
    record = next(
        page for page in pages if page.removeprefix("6").startswith("人民调解记录") or "人民调解记录时间" in page
    )
    assert TITLE in record
    with desk.uow(desk.viewer) as uow:
        assert check_dossier(case, uow, desk.papers).title == TITLE == uow.case_view(case).title


def test_a_signed_scan_stands_in_place_of_the_print(desk: Desk, case: str, tmp_path: Path) -> None:
    made = bound(desk, case)
    assert made.items[-1].last - made.items[-1].first == 1, "the scan has two pages"
    assert not any("自愿达成如下协议" in page for page in words_of(made.pdf, tmp_path))
    with pikepdf.open(io.BytesIO(made.pdf)) as file:
        pictures = [len(page.get_images()) for page in file.pages]
    assert sum(pictures) == 2 + 1 + 3


def test_photographs_have_captions_and_what_cannot_be_bound_is_told(desk: Desk, case: str, tmp_path: Path) -> None:
    made = bound(desk, case, remark="附光盘一张。")
    pages = words_of(made.pdf, tmp_path)
    assert any("照片12026年11月19日客厅吊顶，李云摄" in page for page in pages)
    assert made.left_out == ("破照片.jpg打不开，没有装入，请核对原件。", "录音.m4a（1KB）不能印在纸上，另存。")
    note = next(page for page in pages if page.startswith("卷宗情况说明"))
    assert all(line in note for line in (f"本卷共{made.pages}页。", "附光盘一张。", *made.left_out))


def test_stored_bytes_are_bound_and_their_text_is_whole(desk: Desk, case: str, tmp_path: Path) -> None:
    with desk.uow(desk.viewer) as uow:
        record = next(p for p in uow.case(case).documents if p.type == "mediation_record")
        stored = uow.get_blob(record.pdf_hash)
    whole = "".join(words_of(bound(desk, case, two_sided=False).pdf, tmp_path))
    for page in words_of(stored, tmp_path):
        assert page in whole


def test_the_same_file_is_bound_to_the_same_bytes(desk: Desk, case: str) -> None:
    assert bound(desk, case).pdf == bound(desk, case).pdf


def test_binding_is_journalled_and_changes_nothing(desk: Desk, case: str) -> None:
    before = desk.digest()
    bound(desk, case)
    assert desk.digest() == before


def test_an_empty_volume_and_a_day_that_is_none_are_refused(desk: Desk) -> None:
    made = register(desk)
    with desk.uow(desk.viewer) as uow:
        with pytest.raises(RuleViolation, match=r"^R-521 "):
            gather_dossier(BindDossier(made.case_id), uow, desk.papers)
        with pytest.raises(RuleViolation, match=r"^R-522 "):
            gather_dossier(BindDossier(made.case_id, kept_on="去年"), uow, desk.papers)
