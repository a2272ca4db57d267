"""Scenario 23 on the screen: the date of this computer and the county's last one stand beside each other."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from db.exchange import join_receipt
from desktop.bootstrap.window import WindowDesk
from desktop.domain.receipts import Receipt
from tests.gui.conftest import settle
from tests.gui.finding import says
from tests.gui.sample_station import NOW
from ui.screens.schedule.schedule import Schedule
from ui.shell.main_page import MainPage


def _county_wrote(desk: WindowDesk, days: int) -> None:
    """A receipt whose county clock is so many days from this computer's."""
    assert desk.desk is not None
    store = desk.desk.store
    at = (NOW + timedelta(days=days)).isoformat(timespec="seconds")
    receipt = Receipt(
        county="990101", county_epoch="ab" * 16, county_ordinal=1, station=store.identity.station, serial=1,
        county_time=at,
    )  # fmt: skip
    with store.transaction() as connection:
        join_receipt(connection, receipt, NOW)
        connection.commit()


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [(0, "", ""), (1, "", ""), (-1, "", ""), (-9, "县里最近一次来信是", "soft"), (366, "请先校正电脑的日期", "amber")],
)
def test_two_dates_that_differ_are_both_said(
    page: MainPage, desk: WindowDesk, days: int, words: str, tone: str
) -> None:
    _county_wrote(desk, days)
    screen = page.go("schedule")
    settle()
    clock = cast("Schedule", screen).clock
    assert clock.isVisible() == bool(words)
    if words:
        assert says(screen, words)
        assert str((NOW + timedelta(days=days)).year) in clock.text()
        assert str(NOW.day) in clock.text()
        assert clock.property("tone") == tone


def test_before_the_first_receipt_nothing_is_said(page: MainPage) -> None:
    screen = page.go("schedule")
    settle()
    assert not cast("Schedule", screen).clock.isVisible()
