"""The tabs of a case in full: who stands how to whom, what happened in plain words, service, ratings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from tests.gui.conftest import settle
from tests.gui.finding import named, press, says, shown
from tests.gui.test_petitions import petition, sort, write
from ui.screens.case.case_page import CasePage
from ui.screens.case.parties_tab import PartiesTab
from ui.shell.main_page import MainPage

OpenCase = Callable[[str, str], QWidget]


def test_who_owes_whom_is_drawn_and_said(open_case: OpenCase) -> None:
    page = open_case("江大海", "parties")
    assert isinstance(page, CasePage)
    tab = page.part("parties")
    assert isinstance(tab, PartiesTab)
    assert "江大海与江小河" in tab.graph.accessibleName()
    assert says(page, "江小河　→　江大海：应付3,500.00元，还差3,000.00元")
    picture = tab.graph.grab().toImage()
    colours = {picture.pixelColor(x, picture.height() // 2).name() for x in range(picture.width())}
    assert len(colours) > 4  # two boxes with names and the arrow between them


def test_one_side_alone_needs_no_drawing(page: MainPage) -> None:
    case = petition(page)
    case.show_tab("parties")
    tab = case.part("parties")
    assert isinstance(tab, PartiesTab)
    assert not tab.graph.isVisible()


def test_what_happened_is_said_without_keys(open_case: OpenCase) -> None:
    page = open_case("何秀英", "")
    press(page, "下一步：告知权利义务")
    press(page, "口头")
    press(page, "办好了")
    page = open_case("何秀英", "history")
    assert says(page, "办完一步：告知权利义务（2026-11-20）")
    assert not says(page, "notice")
    page = open_case("江大海", "history")
    assert says(page, "履行一笔（2026-11-20），500.00元") or says(page, "500.00元")


def test_a_served_paper_starts_the_limit_of_its_receiver(page: MainPage) -> None:
    case = petition(page)
    sort(case)
    press(case, "下一步：受理并书面告知")
    write(case, "承办单位（部门）", "村委会")
    write(case, "联系人和电话", "李云")
    press(case, "办好了")
    press(case, "下一步：调查核实")
    write(case, "调查人", "周明、李云")
    write(case, "查明的情况", "三盏路灯线路老化。")
    case.step_view.form["no_interest"].set_value(True)
    press(case, "办好了")
    press(case, "办这一步：形成处理意见")
    write(case, "诉求", "把路灯修好")
    press(case, "予以支持")
    case.step_view.form["outcomes"]._rows[0]["reason"].set_value("线路老化属实")  # type: ignore[attr-defined]
    write(case, "法律法规和政策依据（写全称）", "《信访工作条例》第三十二条")
    write(case, "复查机关（全称、地址、电话）", "示范县人民政府，县前街1号，12345678")
    write(case, "签批人", "站长周明")
    press(case, "办好了")
    settle()
    assert case.case is not None
    press(case, "下一步：出具并送达处理意见书")
    assert case.tabs.tabText(case.tabs.currentIndex()) == "文书"  # nothing was printed that could be served


def test_a_rating_names_both_objects(page: MainPage) -> None:
    case = petition(page)
    sort(case)
    case.show_tab("visits")
    assert says(case, "还没有回访")
    assert not [w for w in shown(case, QLineEdit) if w.accessibleName() == "对信访部门"]
    assert named(case, QWidget, "记一次回访").isEnabled()
