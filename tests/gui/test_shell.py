"""The shell: first run, door, lock, cover, places by key, text size at once, search, messages."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.schema import SHIPPED
from desktop.bootstrap.upgrade import NOTE, FirstStart
from desktop.bootstrap.window import WindowDesk
from desktop.domain.errors import Cancelled, RuleViolation, Situation
from desktop.ops import InlineRunner
from desktop.services.seams import FixedClock
from tests.gui.conftest import settle
from tests.gui.finding import activate, click_key, named, press, says, shown
from tests.gui.sample_station import PASSPHRASE, USER, doors
from ui import reporters
from ui.app import remembered_look
from ui.screens.case.case_page import CasePage
from ui.shell.cover import Cover
from ui.shell.gate import Gate
from ui.shell.lock import Lock
from ui.shell.main_page import MainPage
from ui.shell.places import INNER, PLACES
from ui.shell.set_up import SetUp
from ui.shell.window import Window
from ui.style.look import TEXT_SIZES, Look, look, sheet


@pytest.fixture
def new_window(qapp: QApplication, tmp_path: Path, told: list[reporters.Message], plain_look: None) -> Window:
    return Window(qapp, WindowDesk(tmp_path / "new", doors(tmp_path)), InlineRunner())


def test_the_first_run_makes_a_station_and_shows_the_sheet_once(new_window: Window, qtbot: QtBot) -> None:
    qtbot.addWidget(new_window)
    new_window.show()
    page = new_window.stack.currentWidget()
    assert isinstance(page, SetUp)
    wish = {
        "committee": "云桥村人民调解委员会",
        "word": "云桥",
        "station_name": "云桥村调解站",
        "station": "Y Q",
        "user": USER,
    }
    page.form.fill(wish)
    page.passphrase.line.setText("123")
    page.again.line.setText("124")
    press(page, "建立调解台")
    assert says(page, "R-906")
    assert says(page, "R-202")
    assert says(page, "R-907")
    page.form.fill({"station": "YQ01"})
    page.passphrase.line.setText(PASSPHRASE)
    page.again.line.setText(PASSPHRASE)
    press(page, "建立调解台")
    assert says(page, "16. ")
    assert not named(page, QPushButton, "开始使用").isEnabled()
    named(page, QCheckBox, "我已经收好恢复单").click()
    words = " ".join(page._words)
    press(page, "开始使用")
    gate = new_window.stack.currentWidget()
    assert isinstance(gate, Gate)
    press(gate, "忘了口令？用恢复单打开")
    gate.words.set_value(words)
    gate.passphrase.line.setText("another99")
    press(gate, "打开")
    assert new_window.page is not None
    new_window._desk.close()


def test_a_wrong_passphrase_is_told_at_the_door(window: Window) -> None:
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    assert named(gate, QComboBox, "用户").currentText() == USER
    gate.passphrase.line.setText("wrong-one")
    gate.unlock()
    assert "S-201" in gate.told.text()
    assert gate.passphrase.line.text() == ""
    assert window.page is None


def test_every_place_is_reached_by_its_key(page: MainPage, window: Window, qtbot: QtBot) -> None:
    activate(qtbot, window)
    for key, place in (
        (Qt.Key.Key_F2, "intake"), (Qt.Key.Key_F3, "cases"), (Qt.Key.Key_F5, "schedule"), (Qt.Key.Key_F6, "papers"),
        (Qt.Key.Key_F7, "sync"), (Qt.Key.Key_F8, "settings"), (Qt.Key.Key_F1, "workbench"),
    ):  # fmt: skip
        click_key(qtbot, window, key)
        assert page.current == place
        assert page.nav.buttons[place].isChecked()


def test_escape_goes_back(page: MainPage, window: Window, qtbot: QtBot) -> None:
    activate(qtbot, window)
    page.go("cases")
    page.go("sync")
    click_key(qtbot, window, Qt.Key.Key_Escape)
    assert page.current == "cases"
    click_key(qtbot, window, Qt.Key.Key_Escape)
    assert page.current == "workbench"


def test_navigation_names_its_places(page: MainPage) -> None:
    assert [b.accessibleName() for b in shown(page.nav, QToolButton)] == [
        "工作台", "受理登记", "调解", "信访办理", "日程", "文书", "同步", "统计", "设置",
    ]  # fmt: skip


def test_text_grows_at_once_and_is_remembered(page: MainPage, window: Window, desk: WindowDesk) -> None:
    before = page.top.title.fontMetrics().height()
    press(page, "字大")
    settle()
    assert look().size == 14
    assert page.top.title.fontMetrics().height() > before
    for _ in range(4):
        press(page, "字大")
    assert look().size == 20
    assert remembered_look(desk) == Look(20)
    press(page, "字小")
    assert remembered_look(desk) == Look(16)


def test_settings_change_contrast_and_size(page: MainPage, qapp: QApplication) -> None:
    settings = page.go("settings")
    settle()
    named(settings, QCheckBox, "高对比度（黑白分明）").click()
    press(settings, "大（16）")
    assert look() == Look(16, high_contrast=True)
    assert qapp.styleSheet() == sheet(look())
    assert says(settings, USER)


def test_the_search_box_finds_from_anywhere(page: MainPage, window: Window, qtbot: QtBot) -> None:
    activate(qtbot, window)
    page.go("sync")
    click_key(qtbot, window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = named(window, QLineEdit, "查找")
    assert box.hasFocus()
    box.setText("zgl")  # 周桂兰 by her initials
    page.top.search.search()
    found = named(window, QListWidget, "查找结果")
    assert any("周桂兰与许志强邻里纠纷" in found.item(i).text() for i in range(found.count()))
    row = next(i for i in range(found.count()) if "案件" in found.item(i).text())
    found.itemActivated.emit(found.item(row))
    settle()
    case = page.screens["case"]
    assert isinstance(case, CasePage)
    assert case.title.text() == "周桂兰与许志强邻里纠纷"
    box.setText("没有这个人")
    page.top.search.search()
    assert "没有找到" in found.item(0).text()


def test_the_lock_hides_the_work_until_the_passphrase_comes(page: MainPage, window: Window) -> None:
    clock = window._desk.clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(minutes=4, seconds=50)
    window.idle.look()
    assert "锁定" in page.told.text()
    clock.at += timedelta(seconds=10)
    window.idle.look()
    lock = window.stack.currentWidget()
    assert isinstance(lock, Lock)
    lock.secret.line.setText("nonsense")
    press(lock, "继续工作")
    assert says(lock, "S-201")
    lock.secret.line.setText(PASSPHRASE)
    press(lock, "继续工作")
    assert window.stack.currentWidget() is page


def test_work_keeps_the_lock_away(page: MainPage, window: Window, qtbot: QtBot) -> None:
    clock = window._desk.clock
    assert isinstance(clock, FixedClock)
    activate(qtbot, window)
    clock.at += timedelta(minutes=4)
    click_key(qtbot, window, Qt.Key.Key_F2)
    window.idle._worked = True  # what the native window reports of a real key
    window.idle.look()
    clock.at += timedelta(minutes=4)
    window.idle.look()
    assert window.stack.currentWidget() is page
    page.ways.in_session.emit(True)
    clock.at += timedelta(minutes=20)
    window.idle.look()
    assert window.stack.currentWidget() is page


def test_a_pin_opens_the_lock_until_it_was_wrong_too_often(page: MainPage, window: Window) -> None:
    settings = page.go("settings")
    settle()
    named(settings, QLineEdit, "数字PIN").setText("2468")
    press(settings, "设定PIN")
    assert unlocks(window, "2468") is page
    assert isinstance(unlocks(window, *["1111"] * 5, "2468"), Lock)
    assert unlocks(window, PASSPHRASE) is page


def unlocks(window: Window, *guesses: str) -> QWidget:
    """Lock, try these, answer what is in front."""
    window.lock()
    lock = window.stack.currentWidget()
    assert isinstance(lock, Lock)
    for guess in guesses:
        lock.secret.line.setText(guess)
        lock.try_open()
    return window.stack.currentWidget()


def test_one_key_covers_the_screen(page: MainPage, window: Window, qtbot: QtBot) -> None:
    activate(qtbot, window)
    click_key(qtbot, window, Qt.Key.Key_F12)
    cover = window.stack.currentWidget()
    assert isinstance(cover, Cover)
    click_key(qtbot, cover, Qt.Key.Key_Space)
    assert window.stack.currentWidget() is page


@pytest.mark.expects_log_warnings
def test_errors_say_what_is_safe_first_and_carry_a_code() -> None:
    rule = reporters.message_of(RuleViolation("R-1", "不行。", basis="某法", way_out="请改。"))
    assert (rule.kind, rule.text, rule.details, rule.code) == ("rule", "不行。请改。", "依据：某法", "R-1")
    trouble = reporters.message_of(Situation("S-2", "U盘拔掉了。", way_out="插回去。"))
    assert trouble.text.startswith("已经保存的内容没有受影响。")
    fault = reporters.message_of(KeyError("周桂兰"))
    assert fault.kind == "fault"
    assert "周桂兰" not in fault.text + fault.details + fault.code


def test_a_cancel_is_told_to_nobody(told: list[reporters.Message]) -> None:
    reporters.present(None, Cancelled())
    assert told == []


def test_boxes_carry_the_code(window: Window, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMessageBox

    box_reporter = reporters.BoxReporter()
    box_reporter.show(window, reporters.message_of(Situation("S-7", "磁盘满了。")))
    box = shown(window, QMessageBox)[0]
    assert "S-7" in box.informativeText()
    box.buttons()[0].click()
    agreed: list[bool] = []
    box_reporter.ask(window, reporters.Message("question", "作废？", "真的？"), "作废", lambda: agreed.append(True))
    box = shown(window, QMessageBox)[0]
    next(b for b in box.buttons() if b.text() == "作废").click()
    assert agreed == [True]


def test_a_scanned_card_is_searched_where_nobody_wants_it(page: MainPage) -> None:
    page.take_card("990000196803075134")
    assert page.top.search.text() == "990000196803075134"
    page.go("intake")
    page.take_card("990000196803075134")
    intake = page.screens["intake"]
    assert intake.sides["applicant"].blocks[0].id_number.value() == "990000196803075134"  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_the_window_is_never_smaller_than_it_can_show(window: Window, size: int) -> None:
    assert window.minimumWidth() == 1180
    assert window.minimumHeight() == 640


def test_copied_numbers_leave_the_clipboard_and_other_texts_stay(page: MainPage, window: Window) -> None:
    board = QApplication.clipboard()
    for leave in (window.clipboard.clear, window.cover, window.lock):
        board.setText("13800001234")
        leave()
        assert board.text() == ""
        while window._covered:
            window._uncover()
    board.setText("调解室在二楼")
    window.clipboard.clear()
    assert board.text() == "调解室在二楼"
    board.setText("990000198503150023")
    assert window.clipboard._timer.isActive()
    assert window.clipboard._timer.interval() == 30_000
    board.setText("另外抄的")
    window.clipboard.clear()
    assert board.text() == "另外抄的"


def test_a_copy_out_of_a_masked_field_leaves_too(page: MainPage, window: Window, qtbot: QtBot) -> None:
    activate(qtbot, window)
    page.go("intake")
    settle()
    address = named_first(page, "住址")
    address.setText("云桥村三组")
    address.setFocus()
    address.selectAll()
    address.copy()
    window.clipboard.clear()
    assert QApplication.clipboard().text() == ""


def named_first(page: MainPage, name: str) -> QLineEdit:
    return next(line for line in shown(page, QLineEdit) if line.accessibleName() == name)


def test_time_before_the_door_does_not_lock_whoever_comes_in(window: Window, desk: WindowDesk) -> None:
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(minutes=10)
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    gate.passphrase.line.setText(PASSPHRASE)
    gate.unlock()
    settle()
    window.idle.look()
    assert window.stack.currentWidget() is window.page


def test_thirty_minutes_while_a_mediation_is_recorded_and_no_more(page: MainPage, window: Window) -> None:
    clock = window._desk.clock
    assert isinstance(clock, FixedClock)
    page.ways.in_session.emit(True)
    clock.at += timedelta(minutes=29)
    window.idle.look()
    assert window.stack.currentWidget() is page
    clock.at += timedelta(minutes=1)
    window.idle.look()
    assert isinstance(window.stack.currentWidget(), Lock)


def test_an_upgrade_that_never_arrived_offers_both_ways(window: Window, desk: WindowDesk) -> None:
    """The first start after an upgrade did not reach the first screen: again, or back to the untouched data."""
    kept = desk.folder / "fengqiao.before-0000.db"
    shutil.copy(desk.folder / "fengqiao.db", kept)
    note = FirstStart("0000", SHIPPED.head, kept.name, "started")
    (desk.folder / NOTE).write_bytes(msgspec.json.encode(note))
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    gate.passphrase.line.setText(PASSPHRASE)
    press(gate, "打开")
    assert says(gate, "S-267")
    press(gate, "退回升级前的数据")
    assert says(gate, "已退回升级前的数据（0000）")
    press(gate, "打开")
    assert says(gate, "S-267")
    press(gate, "再启动一次")
    settle()
    assert window.page is not None


def test_the_lock_key_locks_at_once(page: MainPage, window: Window, qtbot: QtBot) -> None:
    activate(qtbot, window)
    click_key(qtbot, window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.stack.currentWidget(), Lock)


def test_no_place_opens_a_window_of_its_own(page: MainPage, window: Window, qtbot: QtBot) -> None:
    """A part that is shown before it has a parent takes the keyboard away for a moment."""
    activate(qtbot, window)
    for place in (*PLACES, *INNER):
        if place.key != "case":
            page.go(place.key)
            settle()
            assert window.isActiveWindow(), place.key


@pytest.mark.parametrize(("place", "first"), [("intake", "身份证号"), ("quick", "姓名"), ("crowd", "现场人数")])
def test_who_goes_to_a_form_can_write_at_once(
    window: Window, page: MainPage, qtbot: QtBot, place: str, first: str
) -> None:
    activate(qtbot, window)
    page.go("workbench")
    page.go(place)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.accessibleName() == first
