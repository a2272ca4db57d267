"""印空白表 in the window: the form of the paper in front is shown; its scan comes home and the case is opened."""

from __future__ import annotations

from pathlib import Path

from desktop.usecases.print_blank import PrintBlank, print_blank
from tests.gui.conftest import settle
from tests.gui.finding import press, says
from tests.gui.test_case_page import case_of
from tests.gui.test_petitions import choose, write
from tests.gui.test_scan_home import OpenCase, drop, tab_of
from tests.scan_kit import sheet
from ui.screens.case.attachments_tab import AttachmentsTab
from ui.screens.case.case_page import CasePage
from ui.screens.intake.intake import Intake
from ui.screens.papers.paper_list import PaperList
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


def test_a_form_for_nothing_registered_opens_the_intake_and_goes_along(page: MainPage, tmp_path: Path) -> None:
    with page.core._units(page.core.viewer) as uow:
        pdf = print_blank(PrintBlank("petition_registration"), uow, page.core.papers)
        uow.commit()
    scan = tmp_path / "来访登记.png"
    sheet(pdf).rotate(-2, fillcolor=255).save(scan)
    papers = page.go("papers")
    assert isinstance(papers, PaperList)
    drop(papers, scan)
    assert says(papers, "印的时候还没有登记")
    press(papers, "照这张表登记")
    settle()
    intake = page.screens["intake"]
    assert page.current == "intake"
    assert says(intake, "登记后扫描件放进这件事的附件")
    write(intake, "姓名", "叶秋兰")
    press(intake, "下一步")
    choose(intake, "内容类别", "城乡建设")
    write(intake, "反映的情况", "村口三盏路灯坏了四个月没有人修，晚上老人摔过一次。")
    write(intake, "诉求", "把路灯修好")
    press(intake, "下一步")
    press(intake, "只登记")
    settle()
    case = page.screens["case"]
    assert isinstance(case, CasePage)
    kept = case_of(case).view.state.attachments[-1]
    assert (kept.name, kept.kind, kept.note) == ("来访登记.png", "scan", "手写表：信访事项登记表")
    page.go("intake")
    assert not says(intake, "登记后扫描件放进这件事的附件"), "the next matter is another one"


def test_what_is_typed_already_is_told_and_a_scan_may_be_left_out(page: MainPage, tmp_path: Path) -> None:
    intake = page.go("intake")
    assert isinstance(intake, Intake)
    press(intake, "印空白表")
    settle()
    assert intake.blank.title == "《人民调解申请书》手写表"
    scan = tmp_path / "申请.png"
    sheet(intake.blank.pdf).save(scan)
    press(intake, "下一步")
    write(intake, "姓名", "叶秋兰")
    papers = page.go("papers")
    drop(papers, scan)
    press(papers, "照这张表登记")
    settle()
    assert says(intake, "不是同一件事的请先按“清空重填”")
    press(intake, "不带扫描件")
    assert not says(intake, "申请.png")
