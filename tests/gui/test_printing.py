"""Printing in the window: no printer, one that takes everything, marks on copies, a preview equal to the print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QWidget

from desktop.helper.pages import look, page
from desktop.ops import Core
from desktop.usecases.make_paper import SignPaper, sign_paper
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says, shown
from tests.gui.test_case_page import case_of
from tests.gui.test_scan_home import print_agreement, tab_of
from ui.screens.papers.paper_list import PaperList
from ui.shell import paper_printing
from ui.shell.main_page import MainPage

OpenCase = Callable[[str, str], QWidget]


@pytest.fixture
def printer_file(tmp_path: Path) -> Iterator[Path]:
    """A printer that prints into a file and asks nothing."""
    target = tmp_path / "printed.pdf"
    paper_printing.print_into(str(target))
    yield target
    paper_printing.print_into("")


def sign(core: Core, case_id: str, document: str, party: str) -> None:
    with core._units(core.viewer) as uow:
        sign_paper(SignPaper(case_id, document, party, "signature", "2026-11-20"), uow)
        uow.commit()
    core.changed.emit()
    settle()


def drawn(pdf: bytes, number: int = 0) -> Image.Image:
    return page(pdf, number, 1169).convert("L")


def test_without_a_printer_the_paper_waits_and_is_printed_later(
    open_case: OpenCase, page: MainPage, tmp_path: Path
) -> None:
    case = open_case("江大海", "papers")
    document, pdf = print_agreement(page.core, case_of(case).id)
    tab_of(case)._show_document(document)
    settle()
    press(case, "打印")
    settle()
    assert says(case, "没有找到可用的打印机")
    assert says(case, "已排进打印队列")
    page.ways.to_place("papers")
    settle()
    listed = page.screens["papers"]
    assert isinstance(listed, PaperList)
    assert says(listed, "1份文书在等打印机　没有找到可用的打印机")
    target = tmp_path / "later.pdf"
    paper_printing.print_into(str(target))
    press(listed, "打印等着的")
    settle()
    paper_printing.print_into("")
    assert says(listed, "打印了1份文书")
    assert not listed.queue.isVisible()
    assert look(target.read_bytes()).pages == 3 * look(pdf).pages  # for two parties and the committee


def test_all_that_is_listed_goes_in_one_go_and_can_be_dropped(open_case: OpenCase, page: MainPage) -> None:
    for name in ("江大海", "何秀英"):
        case_id = case_of(open_case(name, "papers")).id
        if name == "江大海":
            print_agreement(page.core, case_id)
    page.ways.to_place("papers")
    settle()
    listed = page.screens["papers"]
    assert isinstance(listed, PaperList)
    press(listed, "列出的都打印")
    settle()
    assert says(listed, "还有1份在等")
    press(listed, "都不打了")
    settle()
    assert not listed.queue.isVisible()


def test_a_copy_of_a_signed_paper_bears_its_number(open_case: OpenCase, page: MainPage, printer_file: Path) -> None:
    case = open_case("江大海", "papers")
    document, pdf = print_agreement(page.core, case_of(case).id)
    tab_of(case)._show_document(document)
    press(case, "打印")
    settle()
    original = drawn(printer_file.read_bytes())
    small = (206, 292)
    assert ImageStat.Stat(ImageChops.difference(original.resize(small), drawn(pdf).resize(small))).mean[0] < 2
    sign(page.core, case_of(case).id, document, case_of(case).view.parties[0].id)
    tab_of(case)._show_document(document)
    press(case, "打印")
    settle()
    copy = printer_file.read_bytes()
    assert look(copy).pages == look(pdf).pages
    marked = ImageChops.difference(drawn(copy), original).getbbox()
    assert marked is not None
    assert marked[1] > 0.85 * original.height  # at the foot, beside the code
    printed = page.core._queries.journal_lines(page.core.viewer)
    assert [line.act for line in printed].count("paper.printed") == 2


def test_the_preview_is_drawn_by_what_prints(open_case: OpenCase, page: MainPage, tmp_path: Path) -> None:
    case = open_case("江大海", "papers")
    document, pdf = print_agreement(page.core, case_of(case).id)
    paper_printing.print_into(str(tmp_path / "first.pdf"))
    tab_of(case)._show_document(document)
    press(case, "打印")
    settle()
    paper_printing.print_into("")
    sign(page.core, case_of(case).id, document, case_of(case).view.parties[0].id)
    tab_of(case)._show_document(document)
    press(case, "打印预览")
    settle()
    (preview,) = shown(case, QPrintPreviewWidget)
    pages = look(pdf).pages
    assert preview.pageCount() == pages
    seen, printed = tmp_path / "seen.pdf", tmp_path / "printed.pdf"
    for target, into in ((seen, preview.paintRequested.emit), (printed, None)):
        printer: QPrinter = paper_printing.a4_printer("x")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        if into is not None:
            into(printer)
        else:
            paper_printing.print_into(str(target))
            press(case, "打印")
            settle()
            paper_printing.print_into("")
    for number in range(pages):
        one, other = drawn(seen.read_bytes(), number), drawn(printed.read_bytes(), number)
        assert ImageChops.difference(one, other).getbbox() is None
    assert named(case, QWidget, f"文书预览 人民调解协议书{case_of(case).view.state.reg.number}")
