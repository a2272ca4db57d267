"""What an import or an upgrade left pending is caught up with by itself while the desk is open."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import delete, select

from db.tables import cache_case, cache_key, cache_limit, cache_pending, state_case, state_person
from desktop.bootstrap.station import Desk
from desktop.bootstrap.window import WindowDesk
from tests.gui.conftest import settle
from tests.gui.finding import says
from tests.gui.sample_station import PASSPHRASE
from ui.shell.gate import Gate
from ui.shell.main_page import MainPage
from ui.shell.window import Window


def all_pending(desk: WindowDesk) -> None:
    """As after an upgrade or on a computer that takes the place of a lost one."""
    page = desk.desk
    assert page is not None
    with page.store.transaction() as connection:
        for table in (cache_case, cache_limit, cache_key, cache_pending):
            connection.execute(delete(table))
        for source in (state_case, state_person):
            connection.execute(cache_pending.insert().from_select(["case_id"], select(source.c.id)))
        connection.commit()


def due(page: MainPage) -> int:
    core = page.core
    return core._queries.workbench(core.viewer).due.overdue + len(core._queries.search(core.viewer, "周桂兰"))


def test_titles_limits_and_search_come_back_by_themselves(desk: WindowDesk, page: MainPage, qtbot: QtBot) -> None:
    before = due(page)
    assert before > 0
    all_pending(desk)
    assert due(page) == 0
    page.core.changed.emit()
    qtbot.waitUntil(lambda: due(page) == before)


def test_it_begins_when_the_desk_is_opened(desk: WindowDesk, window: Window, qtbot: QtBot) -> None:
    def unlocked() -> MainPage:
        gate = window.stack.currentWidget()
        assert isinstance(gate, Gate)
        gate.passphrase.line.setText(PASSPHRASE)
        gate.unlock()
        settle()
        assert window.page is not None
        return window.page

    page = unlocked()
    before = due(page)
    all_pending(desk)
    page.rest()
    page.core.changed.emit()
    assert not page.catching_up.timer.isActive(), "nothing is written any more once the station is about to be closed"
    page.begin()
    qtbot.waitUntil(lambda: due(page) == before)
    shown = page.go("workbench")
    qtbot.waitUntil(lambda: not says(shown, "近三十天没有到期的事"))


def test_a_fault_is_not_told_and_tried_again_after_the_next_change(
    desk: WindowDesk, page: MainPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = due(page)
    all_pending(desk)
    with monkeypatch.context() as broken:
        broken.setattr(Desk, "refresh_cache", _full)
        page.core.changed.emit()
        qtbot.waitUntil(lambda: not page.catching_up.timer.isActive())
    page.core.changed.emit()
    qtbot.waitUntil(lambda: due(page) == before)


def _full(_desk: Desk, _most: int = 0) -> bool:
    raise OSError("disk full")
