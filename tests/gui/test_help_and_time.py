"""Help on every screen, a clock that was set back, two windows on one station, closing while something is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bootstrap.window import WindowDesk
from desktop.ops import InlineRunner
from desktop.reference.table_talk import helps
from desktop.services.seams import FixedClock
from tests.gui.conftest import settle
from tests.gui.finding import activate, click_key, press, says
from tests.gui.sample_station import NOW, PASSPHRASE, doors
from ui.reporters import Message
from ui.screens.case.case_page import TABS
from ui.shell.gate import Gate
from ui.shell.lock import Lock
from ui.shell.main_page import MainPage
from ui.shell.places import INNER, PLACES
from ui.shell.window import Window

SCREENS = [*(p.key for p in (*PLACES, *INNER) if p.key != "case"), *(f"case.{key}" for key, _words, _make in TABS)]


@pytest.mark.parametrize("key", SCREENS)
def test_every_screen_has_help_that_names_the_law(key: str) -> None:
    help_ = helps()[key]
    assert 10 <= len(help_.what) <= 80
    assert "法" in help_.law or "条例" in help_.law or "规定" in help_.law or key == "case.history"
    assert help_.keys


def test_help_follows_where_one_goes(page: MainPage, window: Window, qtbot: QtBot) -> None:
    activate(qtbot, window)
    click_key(qtbot, window, Qt.Key.Key_F10)
    assert says(page.help, "信访事项十五日内书面告知、六十日内办结")
    page.go("cases")
    assert says(page.help, "一方明确拒绝调解的，不得调解")
    press(page.help, "收起（F10）")
    assert not page.help.isVisible()
    press(page.top, "帮助")
    assert says(page.help, "人民调解法第十七条")
    press(page.top, "帮助")
    assert not page.help.isVisible()


def test_a_clock_set_back_is_told(page: MainPage, window: Window, desk: WindowDesk) -> None:
    clock = desk.doors.clock
    assert isinstance(clock, FixedClock)
    assert not says(page, "请先校正")
    clock.at = NOW - timedelta(days=3)
    window.idle._worked = True  # what the native window reports of a real key
    window.idle.look()
    assert says(page, "电脑的时间被调早了")
    assert window.stack.currentWidget() is page
    page.go("workbench").reload()
    settle()
    assert says(page, "电脑的时间比上一条记录（2026年11月20日")


def test_a_clock_set_back_again_and_again_keeps_no_unattended_window_open(
    page: MainPage, window: Window, desk: WindowDesk
) -> None:
    """How long nobody was here is known from the clock that cannot be set; a jump alone closes nothing."""
    clock = desk.doors.clock
    assert isinstance(clock, FixedClock)
    for minute in range(6):
        assert isinstance(window.stack.currentWidget(), Lock) == (minute >= 5), minute
        clock.at += timedelta(minutes=1)
        clock.jump(timedelta(minutes=-4))
        window.idle.look()
    assert isinstance(window.stack.currentWidget(), Lock)


def test_a_clock_set_on_closes_no_lock_before_its_time(page: MainPage, window: Window, desk: WindowDesk) -> None:
    clock = desk.doors.clock
    assert isinstance(clock, FixedClock)
    clock.jump(timedelta(days=366))
    window.idle.look()
    assert window.stack.currentWidget() is page
    assert says(page, "电脑的时间被调晚了")
    clock.at += timedelta(minutes=5)
    window.idle.look()
    assert isinstance(window.stack.currentWidget(), Lock)


def test_a_second_window_is_told_that_the_station_is_open(
    page: MainPage, desk: WindowDesk, qapp: QApplication, told: list[Message]
) -> None:
    other = Window(qapp, WindowDesk(desk.folder, doors(desk.folder.parent, NOW)), InlineRunner())
    other.show()
    gate = other.stack.currentWidget()
    assert isinstance(gate, Gate)
    gate.passphrase.line.setText(PASSPHRASE)
    gate.unlock()
    settle()
    assert other.page is None
    assert gate.told.text().startswith("✗")
    assert told == []
    other.close()
    other.deleteLater()
    settle()


class BusyRunner(InlineRunner):
    """Says that the writer works until it is told otherwise."""

    def __init__(self) -> None:
        self.writing = False

    def busy(self) -> bool:
        return self.writing


def test_closing_waits_for_what_is_being_written(
    desk: WindowDesk, qapp: QApplication, told: list[Message], plain_look: None, qtbot: QtBot
) -> None:
    runner = BusyRunner()
    window = Window(qapp, desk, runner)
    window.show()
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    gate.passphrase.line.setText(PASSPHRASE)
    gate.unlock()
    settle()
    runner.writing = True
    window.close()
    assert window.isVisible()
    assert window.page is not None
    assert says(window.page, "正在写入，写完自动关闭")
    runner.writing = False
    qtbot.waitUntil(lambda: not window.isVisible())
    desk.close()
    window.deleteLater()
    settle()
