"""The sync page and a stick: what lies there for this computer is taken at once, whoever else's files lie beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.exchange import export
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import Desk
from desktop.bootstrap.window import WindowDesk
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says, shown
from tests.gui.sample_county import joined_station, sample_county, station_of
from ui.screens.sync import sticks
from ui.screens.sync.sync_page import SyncPage
from ui.shell.main_page import MainPage


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Desk]:
    made = sample_county(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(county: Desk, tmp_path: Path) -> WindowDesk:
    return joined_station(county, tmp_path)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the system calls a removable medium once it is there."""
    there = tmp_path / "usb"
    monkeypatch.setattr(sticks, "sticks", lambda: (there,) if there.exists() else ())
    return there


def opened(page: MainPage) -> SyncPage:
    screen = cast("SyncPage", page.go("sync"))
    settle()
    return screen


def plugged_in_with_answers(screen: SyncPage, county: Desk, stick: Path) -> None:
    """The stick of two stations goes to the county and comes back with a file for each."""
    stick.mkdir()
    (stick.parent / "other").mkdir()
    with station_of(county, stick.parent / "other", "990101002001") as other:
        export(other, stick)
    press(screen, "导出到U盘")
    settle()
    take_inbox(county, stick)
    send_down(county, stick)


def test_a_stick_that_is_plugged_in_late_is_found_when_its_button_is_pressed(page: MainPage, stick: Path) -> None:
    screen = opened(page)
    assert says(screen, "没有看到U盘")
    stick.mkdir()
    press(screen, "导出到U盘")
    settle()
    assert says(screen, "可以拔下U盘")
    assert says(screen, "位置：usb")
    assert len(list(stick.glob("*.fqb"))) == 1


def test_everything_for_this_computer_is_taken_with_one_press(county: Desk, page: MainPage, stick: Path) -> None:
    screen = opened(page)
    plugged_in_with_answers(screen, county, stick)
    assert len(list(stick.glob("*.fqb"))) == 4
    press(screen, "导入县里的文件")
    settle()
    assert says(screen, "已导入1个文件")
    assert says(screen, "县里都收到了")
    press(screen, "导入县里的文件")
    settle()
    assert says(screen, "以前都导入过了，没有新的")


def test_a_damaged_file_is_told_and_stops_no_other(county: Desk, page: MainPage, stick: Path) -> None:
    screen = opened(page)
    plugged_in_with_answers(screen, county, stick)
    (stick / "990101-A-20261120-00000000.fqb").write_bytes(b"FQ" * 3000)
    press(screen, "导入县里的文件")
    settle()
    assert says(screen, "已导入1个文件")
    assert says(screen, "990101-A-20261120-00000000.fqb：")
    assert says(screen, "县里都收到了")


def test_a_stick_without_anything_for_us_says_so(page: MainPage, stick: Path) -> None:
    screen = opened(page)
    stick.mkdir()
    press(screen, "导入县里的文件")
    settle()
    assert says(screen, "这里没有县里给本站的文件")
    stick.rmdir()
    press(screen, "导入县里的文件")
    settle()
    assert [d.windowTitle() for d in shown(screen, QFileDialog)] == ["选择县里的文件"]


def test_a_folder_chosen_where_no_stick_was_seen_is_written_to_at_once(
    page: MainPage, stick: Path, tmp_path: Path
) -> None:
    screen = opened(page)
    press(screen, "导出到U盘")
    settle()
    (dialog,) = shown(screen, QFileDialog)
    (tmp_path / "share").mkdir()
    dialog.filesSelected.emit([str(tmp_path / "share")])
    dialog.close()
    settle()
    assert len(list((tmp_path / "share").glob("*.fqb"))) == 1
    assert named(screen, QPushButton, "导出到U盘").isEnabled()
