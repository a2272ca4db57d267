"""A list of many cases in the window: rows come a page at a time, and never more than are kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from db.queries import cases
from desktop.domain.read_models import CaseFilter
from tests.gui.conftest import settle
from ui.screens.cases import case_model, list_page
from ui.screens.cases.case_list import CaseList
from ui.shell.main_page import MainPage

SMALL = 1


@pytest.fixture
def listed(page: MainPage, monkeypatch: pytest.MonkeyPatch) -> CaseList:
    for module in (case_model, list_page):
        monkeypatch.setattr(module, "PAGE", SMALL)
    monkeypatch.setattr(case_model, "KEPT_PAGES", 2)
    found = page.go("cases")
    assert isinstance(found, CaseList)
    found.reload()
    settle()
    return found


def test_rows_come_when_they_are_seen_and_in_the_list_s_order(page: MainPage, listed: CaseList) -> None:
    queries, viewer = page.core._queries, page.core.viewer
    ids = queries.case_ids(viewer, CaseFilter(kinds=("dispute",)))
    assert listed.model.rowCount() == len(ids) > 3 * SMALL
    for number in (0, len(ids) - 1, SMALL + 1, 0):
        listed.model.row_at(number)
        settle()
        row = listed.model.row_at(number)
        assert row is not None
        assert row.id == ids[number]
        assert len(listed.model._pages) <= case_model.KEPT_PAGES
    listed.table.selectRow(len(ids) - 1)
    settle()
    assert listed.chosen_case() == ids[-1]


def test_a_list_longer_than_one_can_scroll_says_so(listed: CaseList, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (case_model, list_page):
        monkeypatch.setattr(module, "MOST", 3)
    listed.reload()
    settle()
    assert listed.model.rowCount() == 3
    assert listed.count.text() == "多于3件，这里列出排在最前的3件；请用上面的条件筛选。"


def test_a_filter_too_short_to_look_at_everything_says_so(listed: CaseList, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "MOST_NAMED", 1)
    listed.text.setText("江")
    listed.reload()
    settle()
    assert "符合“江”的太多，只查了一部分" in listed.count.text()
    listed.text.setText("")
    listed.reload()
    settle()
    assert "只查了一部分" not in listed.count.text()


def test_a_number_that_does_not_fit_loses_its_middle_not_its_end(listed: CaseList) -> None:
    first = listed.model.index(0, 0)
    for column, mode in ((0, Qt.TextElideMode.ElideMiddle), (1, Qt.TextElideMode.ElideRight)):
        option = QStyleOptionViewItem()
        listed.table.initViewItemOption(option)
        delegate = listed.table.itemDelegateForIndex(first.siblingAtColumn(column))
        assert isinstance(delegate, QStyledItemDelegate)
        delegate.initStyleOption(option, first.siblingAtColumn(column))
        assert option.textElideMode == mode  # type: ignore[attr-defined]
