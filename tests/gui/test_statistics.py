"""统计: turning months by keys, the cut-off day, saving; all on the sample station."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from desktop.bootstrap.window import WindowDesk
from tests.db.station_kit import register
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says
from ui.screens.settings.body import Body
from ui.screens.statistics.statistics import Statistics
from ui.shell.main_page import MainPage


def opened(page: MainPage) -> Statistics:
    screen = page.go("statistics")
    settle()
    assert isinstance(screen, Statistics)
    return screen


def test_months_are_turned_and_never_into_the_future(page: MainPage) -> None:
    screen = opened(page)
    assert says(screen, "2026年11月")
    assert says(screen, "登记（件）")
    assert not screen.later.isEnabled()
    press(screen, "上个月")
    settle()
    assert says(screen, "2026年10月")
    assert says(screen, "统计期间：2026-10-01至2026-10-31")
    press(screen, "下个月")
    settle()
    assert says(screen, "2026年11月")


def test_the_cut_off_changes_the_period(page: MainPage) -> None:
    screen = opened(page)
    combo = named(screen, QComboBox, "统计到每月哪一天")
    combo.setCurrentIndex(combo.findData(20))
    combo.activated.emit(combo.currentIndex())
    settle()
    assert says(screen, "统计期间：2026-10-21至2026-11-20")


def test_a_silent_month_offers_the_zero_report(page: MainPage) -> None:
    screen = opened(page)
    for _ in range(4):
        press(screen, "上个月")
        settle()
    assert says(screen, "可以零报")


def test_the_month_is_saved_as_paper_and_table(page: MainPage, tmp_path: Path) -> None:
    screen = opened(page)
    screen.save(tmp_path / "m.pdf", "pdf")
    screen.save(tmp_path / "m.xlsx", "xlsx")
    settle()
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "m.xlsx").read_bytes().startswith(b"PK")
    assert says(screen, "已存到 m.xlsx")


def test_the_unit_sets_its_own_cut_off_day(page: MainPage) -> None:
    body = page.go("body")
    settle()
    assert isinstance(body, Body)
    body.form["cut_off"].set_value("25")
    press(body, "保存")
    settle()
    assert page.core._queries.committee(page.core.viewer).cut_off == 25
    screen = opened(page)
    assert says(screen, "统计期间：2026-10-26至2026-11-25")
    page.go("body")
    settle()
    assert body.form["cut_off"].value() == "25"


def test_a_month_reported_before_says_what_has_changed(page: MainPage, desk: WindowDesk, tmp_path: Path) -> None:
    screen = opened(page)
    press(screen, "上个月")
    settle()
    screen.save(tmp_path / "m.pdf", "pdf")
    settle()
    assert says(screen, "2026年11月20日报出过，数字没有变")
    assert desk.desk is not None
    register(desk.desk, received_at="2026-10-30T09:00:00+08:00")
    screen.reload()
    settle()
    assert says(screen, "2026年11月20日报出过，之后数字变了：登记（件）")
    screen.save(tmp_path / "again.pdf", "pdf")
    settle()
    assert says(screen, "2026年11月20日报出过，数字没有变")
