"""A station gives a case back that the county assigned to it: in the window, as far as the county's next grant."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from desktop.bootstrap.county_acts import assign, read_acts
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.county_files import take_stick
from desktop.bootstrap.exchange import export
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import Desk, open_station
from desktop.bootstrap.window import WindowDesk
from desktop.domain.case import CaseState
from desktop.domain.read_models import CaseFilter
from tests.gui.conftest import settle
from tests.gui.finding import press, says
from tests.gui.sample_county import STATION, sample_county, station_of
from tests.gui.sample_station import PASSPHRASE, doors
from ui.screens.case.case_page import CasePage
from ui.shell.main_page import MainPage

OTHER = "990101002001"


def act(county: Desk, kind: str, case: str, to: str) -> list[str]:
    acts = read_acts(msgspec.json.encode({kind: [{"case": case, "to": to, "reason": "就近办理"}]}))
    return [done.result for done in assign(county, acts)]


def state(desk: Desk, case: str) -> CaseState:
    with desk.uow(desk.viewer) as uow:
        return uow.case(case)


@pytest.fixture
def desk(tmp_path: Path) -> WindowDesk:
    """A station that has two cases of its own, and one that the county took from another station for it."""
    for name in ("up", "down", "other"):
        (tmp_path / name).mkdir()
    with sample_county(tmp_path) as county, station_of(county, tmp_path) as mine:
        with station_of(county, tmp_path / "other", OTHER, "石门站") as other:
            case = other.queries.case_ids(other.viewer, CaseFilter())[0]
            export(other, tmp_path / "up")
        export(mine, tmp_path / "up")
        take_inbox(county, tmp_path / "up")
        assert act(county, "forced", case, STATION) == ["granted"]
        send_down(county, tmp_path / "down")
        assert take_stick(mine, tmp_path / "down").done
        (tmp_path / "case").write_text(case)
    return WindowDesk(tmp_path / "station", doors(tmp_path / "s"))


@pytest.fixture
def given(page: MainPage, tmp_path: Path) -> CasePage:
    """The page of the case that was assigned."""
    return shown(page, (tmp_path / "case").read_text())


def shown(page: MainPage, case_id: str) -> CasePage:
    page.ways.to_case(case_id, "")
    settle()
    case = page.screens["case"]
    assert isinstance(case, CasePage)
    return case


def choices(case: CasePage) -> list[str]:
    menu = case.others.menu()
    return [action.text() for action in menu.actions()] if menu is not None else []


def choose(case: CasePage, words: str) -> None:
    menu = case.others.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == words).trigger()
    settle()


def test_only_what_was_assigned_can_be_given_back(page: MainPage, given: CasePage) -> None:
    assert "退回县里" in choices(given)
    assert given.case is not None
    assigned = given.case.id
    own = [i for i in page.core._queries.case_ids(page.core.viewer, CaseFilter()) if i != assigned]
    assert len(own) == 2
    assert "退回县里" not in choices(shown(page, own[0]))


def test_a_case_given_back_reaches_the_county_which_grants_it_anew(
    page: MainPage, given: CasePage, desk: WindowDesk, tmp_path: Path
) -> None:
    assert given.case is not None
    case_id = given.case.id
    choose(given, "退回县里")
    press(given.reason, "退回县里")
    assert says(given.reason, "请填写“原因”")
    given.reason.reason.set_value("当事人已搬走")
    press(given.reason, "退回县里")
    settle()
    assert says(given, "✓ 已退回县里。")
    assert "等县里移交" in given.pill.accessibleName()
    assert says(given, "随下一个数据包到县里")
    assert "退回县里" not in choices(given)
    assert not given.next.isVisible()
    assert not given.undo.isVisible(), "the county decides from now on"
    export(desk._station(), tmp_path / "up")
    with open_station(tmp_path / "county", "admin", PASSPHRASE, doors(tmp_path / "c")) as county:
        take_inbox(county, tmp_path / "up")
        assert state(county, case_id).in_transit
        assert act(county, "assignments", case_id, OTHER) == ["granted"]
        assert state(county, case_id).owner_version == 3
