"""Somebody else's case is shown in part, and whole once a reason is written, or once the case is given to one."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPushButton

from desktop.bootstrap.window import WindowDesk
from desktop.domain.journal import JournalFilter
from desktop.domain.read_models import CaseFilter
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says, shown
from tests.gui.sample_station import USER
from tests.gui.test_every_screen import cut_texts, overlaps, small_buttons
from tests.gui.test_give_back import choices, choose
from tests.gui.test_users_screen import HERS, add, enter, leave
from ui.screens.case.case_page import CasePage
from ui.shell.main_page import MainPage
from ui.shell.window import Window
from ui.style.look import TEXT_SIZES, Look

PHONE = "13800001234"


def case_of(page: MainPage, name: str) -> CasePage:
    rows = page.core._queries.case_rows(
        page.core.viewer, page.core._queries.case_ids(page.core.viewer, CaseFilter(text=name))
    )
    page.ways.to_case(rows[0].id, "parties")
    settle()
    case = page.screens["case"]
    assert isinstance(case, CasePage)
    return case


def test_with_a_reason_another_ones_case_is_shown_whole(window: Window, page: MainPage, desk: WindowDesk) -> None:
    add(page, "李云", ("mediator",))
    assert not case_of(page, "周桂兰").masked.isVisible()
    assert says(case_of(page, "周桂兰"), PHONE)
    leave(window, desk)
    hers = enter(window, "李云", HERS)
    case = case_of(hers, "周桂兰")
    assert says(case.masked, "这件事不是你经办的，证件号码、电话、住址和账号只显示一部分。")
    assert not says(case, PHONE)
    assert not named(case, QPushButton, "改正 周桂兰").isEnabled(), "a mask must not be written back"
    press(case, "写明事由查看")
    case.reason.reason.set_value("看")
    press(case.reason, "查看")
    settle()
    assert says(case, "查看完整信息要写明原因")
    press(case, "写明事由查看")
    case.reason.reason.set_value("核对送达地址")
    press(case.reason, "查看")
    settle()
    assert says(case, PHONE)
    assert not case.masked.isVisible()
    assert not case.message.isVisible()
    assert named(case, QPushButton, "改正 周桂兰").isEnabled()
    (row,) = hers.core._queries.journal(hers.core.viewer, JournalFilter(act="look.reason"))
    assert (row.user_name, row.line.note) == ("李云", "核对送达地址")
    leave(window, desk)
    again = case_of(enter(window, "李云", HERS), "周桂兰")
    assert again.masked.isVisible(), "the next sitting asks anew"


def test_who_may_not_unmask_is_told_only(window: Window, page: MainPage, desk: WindowDesk) -> None:
    add(page, "李云", ("grid_worker",))
    leave(window, desk)
    case = case_of(enter(window, "李云", HERS), "周桂兰")
    assert case.masked.isVisible()
    assert shown(case.masked, QPushButton) == []


def test_a_case_is_given_to_another_handler(window: Window, page: MainPage, desk: WindowDesk) -> None:
    case = case_of(page, "周桂兰")
    assert "换承办人" not in choices(case), "nobody else is there"
    add(page, "李云", ("mediator",))
    add(page, "赵审计", ("system_auditor",))
    case = case_of(page, "周桂兰")
    choose(case, "换承办人")
    assert says(case.handler, f"现在由{USER}承办")
    offered = named(case.handler, QComboBox, "承办人")
    assert [offered.itemText(i) for i in range(offered.count())] == ["李云"]
    press(case, "交给这位")
    assert says(case.handler, "请填写“承办人”")
    offered.setCurrentIndex(0)
    press(case, "交给这位")
    settle()
    assert says(case, "✓ 已交给李云承办。")
    assert case.masked.isVisible()
    leave(window, desk)
    hers = case_of(enter(window, "李云", HERS), "周桂兰")
    assert not hers.masked.isVisible()
    assert says(hers, PHONE)


def test_the_lines_and_sheets_stand_in_every_size(window: Window, page: MainPage, desk: WindowDesk) -> None:
    add(page, "李云", ("mediator",))
    leave(window, desk)
    case = case_of(enter(window, "李云", HERS), "周桂兰")
    for size in TEXT_SIZES:
        window.wear(Look(size))
        for sheet, other in ((case.reason, case.handler), (case.handler, case.reason)):
            if sheet is case.reason:
                press(case, "写明事由查看")
            else:
                choose(case, "换承办人")
            settle()
            assert (sheet.isVisible(), other.isVisible()) == (True, False)
            assert (size, [*cut_texts(case), *overlaps(case), *small_buttons(case)]) == (size, [])
