"""印空白表 in the window: the form of the paper in front is shown; its scan comes home and the case is opened."""

from __future__ import annotations

from pathlib import Path

from desktop.usecases.print_blank import PrintBlank, print_blank
from tests.gui.conftest import settle
from tests.gui.finding import press, says
from tests.gui.test_case_page import case_of
from tests.gui.test_scan_home import OpenCase, drop, tab_of
from tests.scan_kit import sheet
from ui.screens.case.attachments_tab import AttachmentsTab
from ui.screens.case.case_page import CasePage
from ui.shell.main_page import MainPage

RECORD = "mediation_record"


def test_the_form_of_the_paper_in_front_is_shown(open_case: OpenCase) -> None:
    shown = open_case("江大海", "papers")
    tab = tab_of(shown)
    tab._show_wanted(RECORD)
    press(tab, "印空白表")
    settle()
    assert tab.preview.title == "《人民调解记录》手写表"
    assert says(shown, "就回到这件事里")
    assert RECORD not in {d.type for d in case_of(shown).documents}


def test_a_scan_of_it_goes_to_the_attachments_of_its_case(open_case: OpenCase, page: MainPage, tmp_path: Path) -> None:
    shown = open_case("江大海", "papers")
    assert isinstance(shown, CasePage)
    case = case_of(shown)
    with page.core._units(page.core.viewer) as uow:
        pdf = print_blank(PrintBlank(RECORD, case.id), uow, page.core.papers)
        uow.commit()
    scan = tmp_path / "手写.png"
    sheet(pdf).rotate(2, fillcolor=255).save(scan)
    drop(tab_of(shown), scan)
    assert says(shown, "《人民调解记录》的手写表")
    press(shown, "归位")
    settle()
    state = case_of(shown).view.state
    assert state.attachments[-1].note == "手写表：人民调解记录"
    assert state.documents == case.view.state.documents
    assert isinstance(shown.tabs.currentWidget(), AttachmentsTab) or shown.part("attachments").isVisible()
