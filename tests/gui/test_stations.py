"""The county's place for sticks: every station's line, what was set aside, answers, invitations."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.bootstrap.exchange import export
from desktop.bootstrap.window import WindowDesk
from tests.gui.conftest import settle
from tests.gui.finding import named, names, press, says
from tests.gui.sample_county import STATION, sample_county, station_of
from tests.gui.sample_station import doors
from tests.gui.test_every_screen import cut_texts, nameless, overlaps, sideways, small_buttons
from ui.screens.county.stations import Stations
from ui.shell.main_page import MainPage
from ui.shell.window import Window
from ui.style.look import TEXT_SIZES, Look

OTHER = "990101002001"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "usb"


@pytest.fixture
def desk(tmp_path: Path, stick: Path) -> WindowDesk:
    """A county with two stations; the bundle of one lies on the stick, whole and once more cut."""
    stick.mkdir()
    (tmp_path / "two").mkdir()
    with sample_county(tmp_path) as county:
        with station_of(county, tmp_path) as one:
            (path,) = export(one, stick).paths
        station_of(county, tmp_path / "two", OTHER).close()
    (stick / "0cut.fqb").write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return WindowDesk(tmp_path / "county", doors(tmp_path / "c"))


@pytest.fixture
def screen(page: MainPage, stick: Path) -> Stations:
    found = cast("Stations", page.go("sync"))
    found.place.set_folder(stick)
    settle()
    return found


def states(screen: Stations) -> dict[str, str]:
    cells = range(screen.model.rowCount())
    return {screen.model.lines[at].code: screen.model.index(at, 1).data() for at in cells}


def test_a_stick_is_taken_in_and_answered(page: MainPage, screen: Stations, stick: Path) -> None:
    assert page.nav.buttons["sync"].accessibleName() == "各站"
    assert states(screen) == {STATION: "○ 还没有来过", OTHER: "○ 还没有来过"}
    take = named(screen, QPushButton, "收U盘上的数据包")
    take.setFocus()
    take.click()
    settle()
    assert says(screen, "收了1个数据包")
    assert says(screen, "0cut.fqb：")
    assert take.hasFocus(), "the keyboard stays where it was"
    assert states(screen) == {STATION: "◷ 还没写回执", OTHER: "○ 还没有来过"}
    press(screen, "把回执写到U盘")
    settle()
    assert says(screen, "写好1个文件")
    assert states(screen)[STATION] == "● 正常"
    assert len(list(stick.glob("*.fqb"))) == 3
    press(screen, "收U盘上的数据包")
    settle()
    assert says(screen, "另有1个以前收过")


def test_what_was_set_aside_is_tried_again_or_given_up(screen: Stations) -> None:
    press(screen, "收U盘上的数据包")
    settle()
    assert screen.figures["aside"].text() == "1"
    press(screen, "再试0cut.fqb")
    settle()
    assert screen.figures["aside"].text() == "1"
    press(screen, "放弃0cut.fqb")
    press(screen, "放弃")
    settle()
    assert screen.reason.isVisible(), "not without a reason"
    screen.reason.reason.set_value("U盘坏了，站里已重新导出")
    press(screen, "放弃")
    settle()
    assert screen.figures["aside"].text() == "0"
    assert says(screen, "没有搁置的数据包")
    assert "再试0cut.fqb" not in names(screen, QPushButton)


def test_a_station_is_invited(screen: Stations, stick: Path) -> None:
    for code, name in (("990202001001", "别县站"), ("99010100300", "短了"), (STATION, "另一个名称")):
        screen.invite.form.fill({"code": code, "name": name})
        press(screen, "写接入文件")
        settle()
        assert "R-620" in screen.invite.form["code"].note.text(), code
    screen.invite.form.fill({"code": "990101003001", "name": "河口站"})
    press(screen, "写接入文件")
    settle()
    assert says(screen, "核对数字：")
    assert (stick / "990101003001-A.fqinvite").exists()
    assert states(screen)["990101003001"] == "○ 还没有来过"


def test_receipts_can_be_printed_for_those_whose_stick_stays_away(screen: Stations, tmp_path: Path) -> None:
    press(screen, "收U盘上的数据包")
    settle()
    (tmp_path / "pages").mkdir()
    screen.print_to(tmp_path / "pages")
    settle()
    assert says(screen, "做好1个站的回执页")
    assert len(list((tmp_path / "pages").glob("*.pdf"))) == 1


def test_it_fits_in_every_size(window: Window, screen: Stations) -> None:
    press(screen, "收U盘上的数据包")
    settle()
    assert nameless(screen) == []
    for size in TEXT_SIZES:
        window.wear(Look(size))
        settle()
        faults = [*cut_texts(screen), *overlaps(screen), *small_buttons(screen), *sideways(screen)]
        assert (size, faults) == (size, [])


def test_the_workbench_of_a_county_says_nothing_of_sending(page: MainPage) -> None:
    screen = page.go("workbench")
    settle()
    assert not says(screen, "县里收到")
    assert says(screen, "上次备份")
