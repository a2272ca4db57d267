"""Scenario 23 in the window: a jump either way is noted, and what is to be printed asks once which day it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.bootstrap.window import WindowDesk
from desktop.domain.journal import JournalFilter
from desktop.services.seams import FixedClock
from tests.gui.conftest import settle
from tests.gui.finding import press, says
from tests.gui.sample_station import NOW
from tests.gui.test_case_page import case_of
from tests.gui.test_scan_home import OpenCase, tab_of
from tests.gui.test_two_dates import _county_wrote
from ui import reporters
from ui.reporters import Message
from ui.shell.lock import Lock
from ui.shell.main_page import MainPage
from ui.shell.window import Window

PAPER = "mediation_acceptance"
YEAR = timedelta(days=366)


class Answers:
    """A reporter that notes the words of the buttons and says what it was told to say."""

    def __init__(self, *, right: bool) -> None:
        self.right = right
        self.asked: list[tuple[str, str, str]] = []

    def show(self, parent: QWidget | None, message: Message) -> None:
        raise AssertionError(message.text)

    def ask(self, parent: QWidget | None, message: Message, yes: str, agreed: object, no: str = "") -> None:
        self.asked.append((message.text, yes, no))
        if self.right:
            assert callable(agreed)
            agreed()


def clock_of(desk: WindowDesk) -> FixedClock:
    clock = desk.doors.clock
    assert isinstance(clock, FixedClock)
    return clock


def notes(page: MainPage, act: str) -> list[str]:
    rows = page.core._queries.journal(page.core.viewer, JournalFilter(act=act))
    return [row.line.note for row in rows]


def asked(right: bool) -> Answers:
    """From here on `told` of the fixture is not asked any more; it is put back by the fixture itself."""
    answers = Answers(right=right)
    reporters.use(answers)
    return answers


@pytest.mark.parametrize(
    ("by", "words"),
    [(YEAR, "被调晚了"), (-YEAR, "被调早了"), (timedelta(hours=8), "被调晚了"), (timedelta(minutes=-5), "被调早了")],
)
def test_a_jump_while_the_window_is_open_is_told_and_noted(
    page: MainPage, window: Window, desk: WindowDesk, by: timedelta, words: str
) -> None:
    clock_of(desk).at += timedelta(seconds=5)
    clock_of(desk).jump(by)
    window.idle.look()
    settle()
    assert says(page, words)
    now = clock_of(desk).now()
    assert notes(page, "clock.jump") == [f"{(now - by).isoformat(timespec='minutes')} → {now:%Y-%m-%dT%H:%M}+08:00"]
    window.idle.look()
    assert len(notes(page, "clock.jump")) == 1


def test_a_night_asleep_is_no_jump_and_a_clock_set_in_it_is_one(
    page: MainPage, window: Window, desk: WindowDesk
) -> None:
    """After the night the lock is closed in either case; in the morning the day is asked about."""
    window.idle.state.in_session = True
    clock_of(desk).at += timedelta(hours=9)
    window.idle.look()
    settle()
    assert isinstance(window.stack.currentWidget(), Lock)
    assert notes(page, "clock.jump") == []
    clock_of(desk).at += timedelta(hours=9)
    clock_of(desk).jump(-YEAR)
    window.idle.look()
    settle()
    assert len(notes(page, "clock.jump")) == 1
    assert page.core._queries.clock_doubt(page.core.viewer) is not None


def test_during_a_mediation_nothing_typed_is_lost_and_no_lock_closes(
    open_case: OpenCase, page: MainPage, window: Window, desk: WindowDesk
) -> None:
    open_case("江大海", "session")
    window.idle.state.in_session = True
    before = page.core._queries.drafts(page.core.viewer)
    for by in (YEAR, -2 * YEAR, YEAR):
        clock_of(desk).at += timedelta(minutes=1)
        clock_of(desk).jump(by)
        window.idle.look()
        settle()
        assert window.stack.currentWidget() is page
    assert page.current == "case"
    assert len(notes(page, "clock.jump")) == 3
    assert page.core._queries.drafts(page.core.viewer) == before
    assert page.core._queries.clock_doubt(page.core.viewer) is None  # the jumps have undone each other


def test_a_paper_asks_once_which_day_it_is_and_is_made(open_case: OpenCase, page: MainPage, desk: WindowDesk) -> None:
    shown = open_case("江大海", "papers")
    _county_wrote(desk, 9)
    answers = asked(right=True)
    tab = tab_of(shown)
    for _ in range(2):
        tab._show_wanted(PAPER)
        tab._on_make()
        settle()
    assert PAPER in {d.type for d in case_of(shown).documents}
    assert answers.asked == [
        (
            "电脑日期是2026年11月20日，县里最后一次的日期是2026年11月29日。\n今天是几号？",
            "是对的，照这个日期打印",
            "去改日期再打",
        )
    ]
    assert notes(page, "clock.confirmed") == ["behind_county 2026-11-29 → 2026-11-20"]


def test_who_goes_to_set_the_date_has_printed_nothing(
    open_case: OpenCase, page: MainPage, window: Window, desk: WindowDesk
) -> None:
    shown = open_case("江大海", "papers")
    clock_of(desk).jump(YEAR)
    window.idle.look()
    settle()
    answers = asked(right=False)
    tab = tab_of(shown)
    tab._show_wanted(PAPER)
    tab._on_make()
    settle()
    assert len(answers.asked) == 1
    assert "这台电脑上一次正常的日期是2026年11月20日" in answers.asked[0][0]
    assert PAPER not in {d.type for d in case_of(shown).documents}
    assert tab.make.isEnabled()
    clock_of(desk).jump(-YEAR)
    window.idle.look()
    tab._on_make()
    settle()
    assert len(answers.asked) == 1
    assert PAPER in {d.type for d in case_of(shown).documents}


def test_a_form_by_hand_and_the_month_s_figures_ask_too(
    open_case: OpenCase, page: MainPage, desk: WindowDesk, qtbot: QtBot
) -> None:
    shown = open_case("江大海", "papers")
    _county_wrote(desk, 9)
    answers = asked(right=True)
    tab = tab_of(shown)
    tab._show_wanted(PAPER)
    press(tab, "印空白表")
    settle()
    assert tab.preview.pdf.startswith(b"%PDF")
    assert len(answers.asked) == 1
    clock_of(desk).at = NOW + timedelta(days=1)
    got: list[bytes] = []
    statistics = page.go("statistics")
    settle()
    statistics._make(got.append)  # type: ignore[attr-defined]
    settle()
    assert len(answers.asked) == 2
    assert got[0].startswith(b"%PDF")
