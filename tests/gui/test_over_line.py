"""Sending over a line in the window: the address at its field, one line of state, attempts by themselves."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.road import place_of
from desktop.bootstrap.station import Desk
from desktop.bootstrap.window import WindowDesk
from desktop.ops import InlineRunner, Lane, ThreadRunner
from tests.db.county_kit import fill
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says
from tests.gui.sample_county import joined_station, sample_county
from tests.gui.sample_station import PASSPHRASE
from tests.gui.test_every_screen import cut_texts, nameless, overlaps, small_buttons
from ui.screens.sync.sync_page import SyncPage
from ui.shell.courier import CARRY_EVERY
from ui.shell.gate import Gate
from ui.shell.main_page import MainPage
from ui.shell.window import Window
from ui.style.look import TEXT_SIZES, Look


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Desk]:
    made = sample_county(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(county: Desk, tmp_path: Path) -> WindowDesk:
    return joined_station(county, tmp_path)


def line_of(page: MainPage) -> SyncPage:
    screen = cast("SyncPage", page.go("sync"))
    settle()
    return screen


def keep(screen: SyncPage, url: str, secret: str = "") -> None:
    """Type an address and save it."""
    if not screen.line.address.isVisible():
        press(screen, "送达地址")
    screen.line.form.fill({"url": url, "secret": secret})
    press(screen, "保存并试一下")
    settle()


def opened(desk: WindowDesk) -> Desk:
    assert desk.desk is not None
    return desk.desk


def test_records_go_and_the_answer_comes(county: Desk, desk: WindowDesk, page: MainPage, tmp_path: Path) -> None:
    there = tmp_path / "share"
    screen = line_of(page)
    assert says(screen, "没有设送达地址")
    assert not named(screen, QPushButton, "现在传送").isEnabled()
    keep(screen, f"file://{there}")
    assert says(screen, "连得上，地址已经保存")
    assert says(screen, "● 连得上　上次传送：今天 15:30")
    (line,) = take_inbox(county, there)
    assert (line.state, line.cases) == ("STORED", 2)
    send_down(county, there)
    press(screen, "现在传送")
    settle()
    assert says(screen, "送出0个文件，收到1个")
    assert says(screen, "县里都收到了")
    press(screen, "现在传送")
    settle()
    assert says(screen, "没有新的内容要传送")


def test_a_wrong_address_is_told_at_its_field(desk: WindowDesk, page: MainPage, tmp_path: Path) -> None:
    screen = line_of(page)
    keep(screen, "县里的文件夹")
    assert "R-621" in screen.line.form["url"].note.text()
    assert place_of(opened(desk)) is None
    (tmp_path / "taken").write_text("a file, no folder")
    keep(screen, f"file://{tmp_path}/taken/up")
    assert "S-621" in screen.line.form["url"].note.text()
    assert screen.line.address.isVisible()


def test_the_secret_stays_with_its_place_only(desk: WindowDesk, page: MainPage) -> None:
    screen = line_of(page)
    one, other = (f"memory://{uuid.uuid4().hex}/up" for _ in range(2))
    for url, secret, kept in ((one, "geheim", "geheim"), (one, "", "geheim"), (other, "", "")):
        keep(screen, url, secret)
        place = place_of(opened(desk))
        assert place is not None
        assert (place.url, place.secret) == (url, kept)
        assert screen.line.secret.value() == ""
    keep(screen, "")
    assert place_of(opened(desk)) is None
    assert says(screen, "没有设送达地址")


def test_attempts_by_themselves_back_off_and_are_quiet(desk: WindowDesk, page: MainPage, tmp_path: Path) -> None:
    screen, courier = line_of(page), page.courier
    assert courier.timer.interval() == CARRY_EVERY // 10
    there = tmp_path / "share"
    keep(screen, f"file://{there}")
    assert courier.timer.interval() == CARRY_EVERY
    moved = there.rename(tmp_path / "moved")
    there.write_text("in the way")
    fill(opened(desk), 1)
    said, waits = screen.message.text(), []
    for _ in range(6):
        courier.timer.timeout.emit()
        settle()
        waits.append(courier.timer.interval() // CARRY_EVERY)
        assert courier.timer.isActive()
    assert waits == [2, 4, 8, 16, 16, 16]
    assert says(screen, "▲ 现在连不上，会自动再试")
    assert screen.message.text() == said
    there.unlink()
    moved.rename(there)
    courier.timer.timeout.emit()
    settle()
    assert (courier.timer.interval(), courier.failures) == (CARRY_EVERY, 0)
    assert len(list(there.glob("*.fqb"))) == 2
    assert says(screen, "● 连得上")


class Watched(InlineRunner):
    """Inline, and calls somebody before the pool works."""

    def __init__(self) -> None:
        self.before: Callable[[], object] = lambda: None

    def submit(self, lane: Lane, call: Callable[[], None]) -> None:
        if lane == "pool":
            self.before()
        super().submit(lane, call)


def test_a_journey_that_is_stopped_is_gone_on_with(desk: WindowDesk, page: MainPage, tmp_path: Path) -> None:
    screen, there = line_of(page), tmp_path / "share"
    runner = Watched()
    page.core._runner = runner
    keep(screen, f"file://{there}")
    fill(opened(desk), 1)
    before = set(there.iterdir())
    runner.before = lambda: press(screen, "停止传送")
    press(screen, "现在传送")
    settle()
    assert set(there.iterdir()) == before
    assert not page.courier.busy
    assert page.courier.failures == 0
    runner.before = lambda: None
    press(screen, "现在传送")
    settle()
    assert len(set(there.iterdir()) - before) == 1


def test_a_place_set_meanwhile_takes_nothing_from_the_journey_before(
    desk: WindowDesk, page: MainPage, tmp_path: Path
) -> None:
    road = page.core.road
    road.choose(f"file://{tmp_path}/one", "", "")
    trip = road.prepare()
    assert trip is not None
    trip.carry(lambda *_told: None)
    road.choose(f"file://{tmp_path}/two", "", "")
    assert trip.take().sent == 1
    assert road.kept().carried_at == ""


def test_the_timer_carries_on_threads_of_its_own(
    qapp: QApplication, qtbot: QtBot, desk: WindowDesk, tmp_path: Path, plain_look: None
) -> None:
    """The real runner and a short period: the share fills although nobody presses anything."""
    there = tmp_path / "share"
    runner = ThreadRunner()
    window = Window(qapp, desk, runner, carry_every=10)
    window.show()
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    gate.passphrase.line.setText(PASSPHRASE)
    gate.unlock()
    qtbot.waitUntil(lambda: window.page is not None)
    page = window.page
    assert page is not None
    road = page.core.road
    page.core.write_quietly(lambda: road.choose(f"file://{there}", "", "")).on_success(
        lambda _reach: page.courier.forget()
    ).run(page)
    qtbot.waitUntil(lambda: bool(list(there.glob("*.fqb"))) if there.exists() else False)
    window.close()
    assert runner.close() == ()
    window.deleteLater()
    settle()
    desk.close()


def test_the_open_address_fits_in_every_size(window: Window, page: MainPage) -> None:
    screen = line_of(page)
    press(screen, "送达地址")
    assert nameless(screen) == []
    for size in TEXT_SIZES:
        window.wear(Look(size))
        settle()
        assert (size, [*cut_texts(screen), *overlaps(screen), *small_buttons(screen)]) == (size, [])
        assert (window.width(), window.height()) == (1366, 690)
