"""Label sheets, code sheets and prints of many papers: read back from the PDF, the codes by an independent reader."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pikepdf.pdfa
import pytest
import zxingcpp
from PIL import Image

from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from desktop.domain.paper_code import parse
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.make_paper import PreparePaper, prepare_paper, void_paper
from desktop.usecases.print_batch import gather_batch
from desktop.usecases.print_labels import FileLabel, box_label, file_labels, paper_marks
from exports.documents.labels import file_sheet, mark_sheet
from tests.db.station_kit import agreement, register

LONG = "阿卜杜热合曼·买买提吐尔逊江·艾则孜古丽等二百一十三人与柳溪恒垣建设工程有限公司云桥分公司房屋宅基地纠纷"


@pytest.fixture
def case(desk: Desk) -> str:
    made = register(desk)
    with desk.uow(desk.viewer) as uow:
        conclude_agreement(agreement(made), uow)
        for kind in ("mediation_acceptance", "mediation_agreement"):
            prepare_paper(PreparePaper(made.case_id, kind), uow, desk.papers)
        uow.commit()
    return made.case_id


def pages_of(pdf: bytes, folder: Path) -> list[Image.Image]:
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    assert pikepdf.pdfa.validate_written(path, "2b").passed
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", str(path), str(folder / "page")], check=True)
    return [Image.open(found) for found in sorted(folder.glob("page*.png"))]


def text_of(folder: Path) -> str:
    read = subprocess.run(["pdftotext", str(folder / "sheet.pdf"), "-"], check=True, capture_output=True)
    return "".join(read.stdout.decode().split())


def label(number: int, **values: Any) -> FileLabel:
    facts: dict[str, Any] = {
        "number": f"（2026）云桥人调字第{number}号", "title": LONG, "organ": "云桥村人民调解委员会",
        "first_day": "2026-03-01", "last_day": "2026-04-01", "retention": "30年",
        "code": f"FQ1:120:（2026）云桥人调字第{number}号:0123456789ABCDEF",
    }  # fmt: skip
    return FileLabel(**(facts | values))


def test_a_full_sheet_of_labels_is_read_back(desk: Desk, tmp_path: Path) -> None:
    labels = [label(number) for number in range(1, 17)]
    pages = pages_of(
        file_sheet(labels, box_label(labels, "调解卷宗"), desk.papers.fonts, desk.doors.clock.now()), tmp_path
    )
    assert len(pages) == 3, "the box, fourteen, two"
    codes = [found.text for page in pages for found in zxingcpp.read_barcodes(page)]
    assert sorted(codes) == sorted(one.code for one in labels)
    text = text_of(tmp_path)
    assert text.count(LONG) == 16, "no name is cut"
    for words in ("2026年度", "卷数：16卷", "保管期限：30年", "起始卷号：（2026）云桥人调字第1号"):
        assert words in text


def test_the_label_bears_the_code_of_a_registered_paper(desk: Desk, case: str, tmp_path: Path) -> None:
    with desk.uow(desk.viewer) as uow:
        (made,) = file_labels([case], uow, desk.papers)
        first = uow.case(case).documents[0]
    code = parse(made.code)
    assert code is not None
    assert first.facts_hash.startswith(code.mark)
    assert code.type_number == desk.papers.info(first.type).type_number
    assert made.title == "周桂兰与许志强邻里纠纷"


def test_the_box_is_kept_as_long_as_its_longest_file() -> None:
    labels = [label(1, retention="10年"), label(2, retention="永久"), label(3)]
    assert box_label(labels, "调解卷宗").retention == "永久"


def test_codes_of_all_living_papers_are_on_the_sheet(desk: Desk, case: str, tmp_path: Path) -> None:
    with desk.uow(desk.viewer) as uow:
        void_paper(case, uow.case(case).documents[0].id, "写错", uow)
        marks = paper_marks(case, uow, desk.papers)
    assert [mark.title for mark in marks] == ["人民调解协议书"]
    (page,) = pages_of(mark_sheet(marks, "文书二维码", desk.papers.fonts, desk.doors.clock.now()), tmp_path)
    assert [found.text for found in zxingcpp.read_barcodes(page)] == [marks[0].code]
    assert "人民调解协议书" in text_of(tmp_path)


def test_a_batch_holds_every_paper_as_often_as_it_has_originals(desk: Desk, case: str, tmp_path: Path) -> None:
    with desk.uow(desk.viewer) as uow:
        prints = gather_batch([case], "prepared", uow, desk.papers)
    assert [leaf.name.partition(" ")[0] for leaf in prints] == ["人民调解受理登记表", *["人民调解协议书"] * 3]
    pdf = desk.papers.binder().bind(prints, "批量打印", "站", desk.doors.clock.now(), two_sided=True)
    path = tmp_path / "batch.pdf"
    path.write_bytes(pdf)
    assert pikepdf.pdfa.validate_written(path, "2b").passed
    with pikepdf.open(path) as file:
        assert [item.title for item in file.open_outline().root] == [leaf.name for leaf in prints]


def test_nothing_to_do_is_told(desk: Desk) -> None:
    made = register(desk)
    with desk.uow(desk.viewer) as uow:
        for code, call in (
            ("R-525", lambda: file_labels([], uow, desk.papers)),
            ("R-526", lambda: paper_marks(made.case_id, uow, desk.papers)),
            ("R-527", lambda: gather_batch([made.case_id], "", uow, desk.papers)),
        ):
            with pytest.raises(RuleViolation, match=f"^{code} "):
                call()
