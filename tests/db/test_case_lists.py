"""Lists of cases asked for a window at a time: every case once, in the same order, whatever the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from db.queries import cases
from desktop.bootstrap.station import Desk, open_station
from desktop.demo import build_demo
from desktop.domain.read_models import CaseFilter

NOW = "2026-11-20T09:00:00+08:00"
LISTS = (
    CaseFilter(),
    CaseFilter(order="due"),
    CaseFilter(kinds=("dispute",), state="open", order="due"),
    CaseFilter(kinds=("petition", "suggestion", "enquiry"), order="due"),
    CaseFilter(due_until="2026-12-31"),
    CaseFilter(due_until="2026-12-31", order="due"),
    CaseFilter(text="漏水"),
    CaseFilter(text="漏水", order="due"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The practice station, with some cases that an import left to be looked at later."""
    folder: Path = tmp_path_factory.mktemp("lists") / "station"
    build_demo(folder, cases=30, seed=1, now=NOW, tour=False)
    with open_station(folder, "demo", "demo") as found:
        with found.store.transaction() as connection:
            fresh = connection.execute(text("SELECT id FROM state_case ORDER BY id LIMIT 3")).scalars().all()
            for case in fresh:
                connection.execute(text("DELETE FROM cache_case WHERE case_id = :case"), {"case": case})
                connection.execute(text("INSERT INTO cache_pending VALUES (:case)"), {"case": case})
            connection.commit()
        yield found


@pytest.mark.parametrize("which", LISTS, ids=lambda w: f"{w.kinds}{w.state}{w.text}{w.due_until}{w.order}")
@pytest.mark.parametrize("size", [1, 7])
def test_windows_one_after_another_are_the_whole_list(desk: Desk, which: CaseFilter, size: int) -> None:
    whole = list(desk.queries.case_ids(desk.viewer, which))
    assert whole
    assert len(set(whole)) == len(whole)
    starts = range(0, len(whole) + size, size)
    pages = [desk.queries.case_page(desk.viewer, msgspec.structs.replace(which, limit=size, offset=o)) for o in starts]
    assert [row.id for page in pages for row in page] == whole


@pytest.mark.parametrize("which", LISTS, ids=lambda w: f"{w.kinds}{w.state}{w.text}{w.due_until}{w.order}")
def test_the_count_is_that_of_the_list_and_ends_where_asked(desk: Desk, which: CaseFilter) -> None:
    count = len(desk.queries.case_ids(desk.viewer, which))
    assert desk.queries.case_count(desk.viewer, which) == count
    assert desk.queries.case_count(desk.viewer, msgspec.structs.replace(which, limit=2)) == min(2, count)


def test_by_due_day_means_the_nearest_first_then_the_newest(desk: Desk) -> None:
    rows = desk.queries.case_page(desk.viewer, CaseFilter(order="due"))
    dated = [row.due for row in rows if row.due]
    assert dated
    assert [row.due for row in rows][: len(dated)] == sorted(dated)
    assert len(rows) == desk.queries.case_count(desk.viewer, CaseFilter()), "the ones nobody looked at are there too"


def test_the_oldest_due_things_come_first_however_few_are_asked_for(desk: Desk) -> None:
    everything = desk.queries.due_items(desk.viewer, "2030-01-01")
    assert len(everything) > 5
    for few in (1, 5):
        assert desk.queries.due_items(desk.viewer, "2030-01-01", few) == everything[:few]


def test_a_filter_that_looks_at_a_part_only_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.reader.connect() as connection:
        most = text("SELECT substr(name, 1, 1) FROM state_person GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
        surname = connection.execute(most).scalar_one()
    every = desk.queries.case_ids(desk.viewer, CaseFilter(text=surname))
    assert not desk.queries.text_is_cut(desk.viewer, surname)
    assert not desk.queries.text_is_cut(desk.viewer, "")
    monkeypatch.setattr(cases, "MOST_NAMED", 1)
    assert desk.queries.text_is_cut(desk.viewer, surname)
    assert len(desk.queries.case_ids(desk.viewer, CaseFilter(text=surname))) < len(every)


def test_people_of_one_phone_are_not_called_by_one_name(desk: Desk) -> None:
    with desk.reader.connect() as connection:
        name, phone = connection.execute(text("SELECT name, phone FROM state_person WHERE phone != ''")).all()[0]
    for typed, reason in ((name, "同名同电话"), ("另一个名字", "同一电话")):
        assert desk.queries.known_persons(desk.viewer, typed, phone, "")[0].reason == reason
