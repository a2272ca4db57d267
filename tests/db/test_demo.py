"""The practice station: a case in every national procedure and in ten local methods, each able to say what is next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from desktop.bootstrap.doors import Doors
from desktop.bootstrap.station import Desk, open_station
from desktop.cli.case_words import case_lines
from desktop.demo import build_demo
from desktop.demo.play import stories
from desktop.domain.read_models import CaseFilter
from desktop.procedures import shipped
from desktop.services.seams import FixedClock
from desktop.usecases.sealed_matters import sealed_matters

NOW = "2026-11-20T09:00:00+08:00"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("demo")
    patch = pytest.MonkeyPatch()
    patch.setenv("FENGQIAO_STATE", str(folder / "state"))
    build_demo(folder / "data", cases=0, seed=1, now=NOW, tour=False)
    desk = open_station(folder / "data", "demo", "demo", Doors(clock=FixedClock(datetime.fromisoformat(NOW))))
    yield desk
    desk.close()
    patch.undo()


def _procedures(desk: Desk) -> set[str]:
    ids = desk.queries.case_ids(desk.viewer, CaseFilter())
    return {desk.queries.case_view(desk.viewer, i).state.reg.procedure.key for i in ids}


def test_every_national_procedure_and_ten_local_methods_have_a_case(demo: Desk) -> None:
    here = _procedures(demo)
    national = {p.key for p in shipped().values() if p.national}
    assert national - here == {"accusation"}
    with demo.uow(demo.viewer) as uow:
        assert len(sealed_matters(uow)) == 1
    local = [shipped()[key] for key in here if not shipped()[key].national]
    assert len({method.place for method in local}) >= 10


def test_every_case_says_what_is_next_or_how_it_ended(demo: Desk) -> None:
    for case_id in demo.queries.case_ids(demo.viewer, CaseFilter()):
        view = demo.queries.case_view(demo.viewer, case_id)
        procedure, now = demo.queries.case_plan(demo.viewer, case_id)
        lines = case_lines(view, procedure, now)
        said = {line.partition("：")[0] for line in lines}
        assert {"办理规程", "已结案" if now.closed else "下一步"} <= said, lines
        assert not any(word in line for line in lines for word in ("None", "未定义", "{", "}")), lines
        if now.next is not None and now.next.basis:
            assert f"依据：{now.next.basis}" in lines
        for limit in now.limits:
            assert any(limit.title in line and limit.basis in line for line in lines), limit.key


def test_the_first_screen_has_work_for_today_and_something_late(demo: Desk) -> None:
    bench = demo.queries.workbench(demo.viewer)
    assert bench.due.today
    assert bench.due.overdue
    assert bench.due.soon
    assert bench.open_cases < len(demo.queries.case_ids(demo.viewer, CaseFilter()))


def test_the_public_life_has_something_that_waits(demo: Desk) -> None:
    rows = demo.queries.activities(demo.viewer, "", "open")
    assert {row.sort for row in rows} == {"reception", "patrol", "deliberation", "lesson"}
    assert sum(bool(row.due) for row in rows) == 3


def test_stories_are_told_once_each_in_order() -> None:
    keys = [story.key for story in stories()]
    assert len(keys) == len(set(keys))
    for story in stories():
        when = [story.ago, *(act.ago for act in story.act)]
        marks = [(-int(ago.partition(" ")[0]), ago.partition(" ")[2]) for ago in when]
        assert marks == sorted(marks), story.key
