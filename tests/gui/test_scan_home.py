"""扫描件归位 in the window: dropped on the page of papers, recognised, ticked, at home with its paper."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.ops import Core
from desktop.services.helper import Helper
from desktop.usecases.make_paper import PreparePaper, prepare_paper
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says
from tests.gui.sample_station import NOW
from tests.gui.test_case_page import case_of
from tests.scan_kit import altered, photographed, scanned, sheet
from ui.screens.case.case_page import CasePage
from ui.screens.case.loaded import numbered
from ui.screens.case.papers_tab import PapersTab
from ui.screens.papers.paper_list import PaperList
from ui.shell.main_page import MainPage

OpenCase = Callable[[str, str], QWidget]
AGREEMENT = "mediation_agreement"


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without the extra for reading text."""
    monkeypatch.setattr(Helper, "reads_text", staticmethod(lambda: False))


def print_agreement(core: Core, case_id: str, document: str = "") -> tuple[str, bytes]:
    with core._units(core.viewer) as uow:
        made = prepare_paper(PreparePaper(case_id, AGREEMENT, document=document), uow, core.papers)
        uow.commit()
    core.changed.emit()
    settle()
    return made.document, made.pdf


def tab_of(shown: QWidget) -> PapersTab:
    assert isinstance(shown, CasePage)
    tab = shown.part("papers")
    assert isinstance(tab, PapersTab)
    return tab


def drop(target: QWidget, path: Path) -> None:
    """Let a file fall on a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    target.dropEvent(event)
    settle()


def test_a_photograph_falls_on_the_page_and_goes_home(
    open_case: OpenCase, page: MainPage, tmp_path: Path, no_reader: None
) -> None:
    shown = open_case("江大海", "papers")
    case = case_of(shown)
    document, pdf = print_agreement(page.core, case.id)
    photo = tmp_path / "签好的.jpg"
    photo.write_bytes(photographed(sheet(pdf), random.Random(1)))
    drop(tab_of(shown), photo)
    assert says(shown, "签好的.jpg：1页，认出1份文书")
    assert says(shown, "内容版本一致")
    assert says(shown, "只核对了二维码；这台电脑没有装认字组件")
    named(shown, QCheckBox, "调委会印章").click()  # not sealed yet
    press(shown, "签名")
    press(shown, "归位")
    settle()
    assert says(shown, "扫描件已归位：1份文书")
    paper = case_of(shown).view.state.document(document)
    assert paper is not None
    ways = {s.signer: s.way for s in paper.signed}
    parties = [p.id for p in case.view.parties]
    assert [ways[p] for p in parties] == ["signature", "signature"]
    assert "seal" not in ways
    assert {s.scan for s in paper.signed} == {case_of(shown).view.state.attachments[-1].id}


def test_an_old_draft_is_told_and_nothing_can_be_brought_home(
    open_case: OpenCase, page: MainPage, tmp_path: Path
) -> None:
    shown = open_case("江大海", "papers")
    case = case_of(shown)
    document, first = print_agreement(page.core, case.id)
    print_agreement(page.core, case.id, document)
    old = tmp_path / "旧稿.jpg"
    old.write_bytes(scanned(sheet(first), random.Random(2)))
    drop(tab_of(shown), old)
    assert says(shown, "第1稿，已作废的签前稿")
    assert not tab_of(shown).home.yes.isVisible()
    assert not tab_of(shown).home.plain.isVisible()
    blank = tmp_path / "拍歪了.png"
    Image.new("L", (600, 800), "white").save(blank)
    drop(tab_of(shown), blank)
    assert says(shown, "没有找到文书的二维码")
    tab_of(shown)._show_document(document)
    press(shown, "没有二维码，仍加到选中的文书")
    assert case_of(shown).view.state.attachments[-1].document == document


def test_a_digit_altered_on_the_print_is_shown_with_both_values(
    open_case: OpenCase, page: MainPage, tmp_path: Path
) -> None:
    shown = open_case("江大海", "papers")
    case = case_of(shown)
    _document, pdf = print_agreement(page.core, case.id)
    model = page.core.papers.compose(AGREEMENT, numbered(case_of(shown).view)).model
    other = page.core.papers.draw(model.replace("损失3,500.00元".encode(), "损失8,500.00元".encode()), NOW)
    photo = tmp_path / "改过的.jpg"
    photo.write_bytes(scanned(altered(sheet(pdf), sheet(other)), random.Random(4)))
    drop(tab_of(shown), photo)
    assert says(shown, "内容版本一致")  # the code is the right one
    assert says(shown, "登记的是3500.00，纸上读作8500.00")
    assert says(shown, "登记的第2页没有扫到")
    assert tab_of(shown).home.yes.isVisible()


def test_the_list_of_all_papers_takes_scans_of_any_case(
    open_case: OpenCase, page: MainPage, tmp_path: Path, no_reader: None
) -> None:
    case = case_of(open_case("江大海", "papers"))
    document, pdf = print_agreement(page.core, case.id)
    page.ways.to_place("papers")
    settle()
    listed = page.screens["papers"]
    assert isinstance(listed, PaperList)
    scan = tmp_path / "扫描.jpg"
    scan.write_bytes(scanned(sheet(pdf), random.Random(3)))
    drop(listed, scan)
    assert says(listed, "江大海")
    press(listed, "归位")
    assert says(listed, "扫描件已归位")
    paper = page.core._queries.case_view(page.core.viewer, case.id).state.document(document)
    assert paper is not None
    assert paper.stage == "signed"


def test_a_file_that_is_no_scan_is_told(
    open_case: OpenCase, page: MainPage, tmp_path: Path, told: list[object]
) -> None:
    shown = open_case("江大海", "papers")
    bad = tmp_path / "坏.jpg"
    bad.write_bytes(b"not a picture")
    drop(tab_of(shown), bad)
    assert "S-511" in str(told)
    assert not tab_of(shown).home.isVisible()
