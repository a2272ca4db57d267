"""A group's list taken in by the window, each member's state, and cases linked and unlinked there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.domain.read_models import CaseFilter
from tests.gui.conftest import settle
from tests.gui.finding import press, says
from ui.screens.case.case_page import CasePage
from ui.screens.case.parties_tab import PartiesTab
from ui.shell.main_page import MainPage

OpenCase = Callable[[str, str], QWidget]
LIST = (
    "姓名,身份证号,电话,本人诉求,诉求金额\n"
    "娄一,,13800003001,退还预付款,1200\n娄二,,13800003002,退还预付款,800.50\n娄三,123,13800003003,退款,900\n"
)


def parties(open_case: OpenCase, name: str) -> PartiesTab:
    page = open_case(name, "parties")
    assert isinstance(page, CasePage)
    tab = page.part("parties")
    assert isinstance(tab, PartiesTab)
    return tab


def test_a_list_is_looked_at_before_anybody_joins(page: MainPage, open_case: OpenCase, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text(LIST, encoding="utf-8")
    tab = parties(open_case, "何秀英")
    before = len(tab.case.view.parties) if tab.case else 0
    tab.members.take(file)
    settle()
    assert says(tab, "新2人，已在案0人，有错1行")
    assert tab.case is not None
    assert len(tab.case.view.parties) == before
    press(tab, "加入这些人")
    settle()
    assert len(tab.case.view.parties) == before + 2
    for words in ("成员、诉求和给付", "娄一", "1,200.00", "800.50", "未约定"):
        assert says(tab, words), words


def test_a_link_is_made_by_number_and_taken_back(page: MainPage, open_case: OpenCase) -> None:
    queries, viewer = page.core._queries, page.core.viewer
    rows = queries.case_rows(viewer, queries.case_ids(viewer, CaseFilter()))
    other = next(row for row in rows if "周桂兰" in row.title)
    tab = parties(open_case, "何秀英")
    tab.links.number.set_value(other.number)
    press(tab, "关联")
    settle()
    assert tab.case is not None
    assert [(x.other, x.relation) for x in tab.case.view.state.links] == [(other.id, "merged")]
    press(tab, f"撤回关联 {other.number}")
    settle()
    assert tab.case.view.state.links == ()
    tab.links.number.set_value("没有这个号")
    press(tab, "关联")
    settle()
    assert says(tab, "没有这个编号的另一件事")
