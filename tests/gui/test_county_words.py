"""What the county and former owners left for a person is seen where the work is done, and is decided there."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from db.exchange import store_events
from db.queries import SqlQueries
from desktop.bootstrap.station import Desk, open_station
from desktop.bootstrap.window import WindowDesk
from desktop.domain import case_events as ce
from desktop.domain.read_models import CaseFilter
from desktop.usecases.correct_case import ChangeCase, change_case
from tests.builders import Author
from tests.db.event_kit import all_events
from tests.gui.conftest import settle
from tests.gui.finding import names, press, says
from tests.gui.sample_station import PASSPHRASE, USER
from ui.screens.case.case_page import CasePage
from ui.shell.main_page import MainPage

OpenCase = Callable[[str, str], QWidget]


def case_named(desk: Desk, name: str) -> str:
    rows = desk.queries.case_rows(desk.viewer, desk.queries.case_ids(desk.viewer, CaseFilter()))
    return next(row.id for row in rows if name in row.title)


@pytest.fixture
def county_wrote(desk: WindowDesk) -> None:
    """The county sent one case back for correction, and gave another one away and back, while the station wrote on."""
    with open_station(desk.folder, USER, PASSPHRASE, desk.doors) as opened:
        returned, moved = case_named(opened, "何秀英"), case_named(opened, "周桂兰")
        with opened.uow(opened.viewer) as uow:
            before = uow.case(moved).frontier
            change_case(ChangeCase(moved, {"place": "六号楼二单元"}), uow)
            uow.commit()
        county = Author("county", role="county_supervisor")
        with opened.store.transaction() as connection:
            county.learn(*all_events(connection))
            county.record(returned, ce.CommentMade("k1", "请写明门牌号", "place", "", returned=True))
            away = county.record(moved, ce.CaseGranted("f" * 32, 2, before, forced=True))
            mine = opened.store.identity.installation
            county.record(moved, ce.CaseGranted(mine, 3, (away.hash.hex(),), reason="仍由你站办理"))
            store_events(connection, county.chain)
            connection.commit()


def test_the_workbench_says_what_the_county_did(county_wrote: None, page: MainPage) -> None:
    bench = page.screens["workbench"]
    lines = [name for name in names(bench, QPushButton) if name.startswith(("●", "▲"))]
    assert any("退回补正" in line and "请写明门牌号" in line for line in lines)
    assert any("县里交办" in line and "仍由你站办理" in line for line in lines)
    press(bench, next(line for line in lines if "退回补正" in line))
    settle()
    assert says(page.screens["case"], "请写明门牌号")


def test_without_the_county_nothing_is_there(page: MainPage, open_case: OpenCase) -> None:
    assert not says(page.screens["workbench"], "县里来的")
    case = open_case("何秀英", "facts")
    assert isinstance(case, CasePage)
    assert not case.county.isVisible()


def test_a_remark_stands_at_its_field_until_the_case_is_worked_on(county_wrote: None, open_case: OpenCase) -> None:
    case = open_case("何秀英", "facts")
    assert isinstance(case, CasePage)
    assert says(case.county, "请写明门牌号")
    assert says(case.part("facts"), "▲ 县里：请写明门牌号")
    press(case, "下一步：告知权利义务")
    press(case, "口头")
    press(case, "办好了")
    settle()
    assert not says(case, "请写明门牌号")


@pytest.mark.parametrize(("pressed", "place"), [("采纳", "六号楼二单元"), ("不采纳", "云桥村三组")])
def test_a_late_change_is_taken_over_or_not(county_wrote: None, open_case: OpenCase, pressed: str, place: str) -> None:
    case = open_case("周桂兰", "facts")
    assert isinstance(case, CasePage)
    assert case.case is not None
    assert case.case.view.state.reg.place == "云桥村三组"
    assert says(case.county, "更正了登记内容")
    press(case, pressed)
    settle()
    assert case.case.view.state.reg.place == place
    assert case.case.view.state.late == ()
    assert not case.county.isVisible()


def test_two_values_of_a_field_are_shown_and_one_is_chosen(desk: WindowDesk, page: MainPage) -> None:
    queries = page.core._queries
    assert isinstance(queries, SqlQueries)
    rows = queries.case_rows(page.core.viewer, queries.case_ids(page.core.viewer, CaseFilter()))
    case_id = next(row.id for row in rows if "何秀英" in row.title)
    with queries._store.transaction() as connection:
        before = all_events(connection)
        clone = Author("clone").learn(*before)
    for place in ("东门", "西门"):
        if place == "东门":
            clone.record(case_id, ce.CaseChanged({"place": (_raw("云桥村三组"), _raw(place))}))
            continue
        with page.core._units(page.core.viewer) as uow:
            change_case(ChangeCase(case_id, {"place": place}), uow)
            uow.commit()
    with queries._store.transaction() as connection:
        store_events(connection, clone.chain)
        connection.commit()
    page.ways.to_case(case_id, "facts")
    settle()
    case = page.screens["case"]
    assert isinstance(case, CasePage)
    assert says(case.county, "发生地点")
    press(case, "用“东门”")
    settle()
    assert case.case is not None
    assert case.case.view.state.reg.place == "东门"
    assert case.case.view.state.conflicts == ()


def _raw(text: str) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(text))
