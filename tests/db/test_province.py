"""Many counties in one PostgreSQL database: partitions by county that hold exactly the rows of the folds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from db.projections.case import rows_of_case
from db.province import Province
from db.server import checked_url
from db.tables import state_case
from desktop.domain.case import CaseState
from tests.builders import Author, agreement


def _cases(county: int) -> list[CaseState]:
    author = Author(f"{county}")
    for number in range(3):
        case_id = f"{county:08x}{number:024x}"
        author.open_case(case_id, received_at=f"2026-0{number + 1}-05T09:00:00+08:00")
        author.record(case_id, agreement("a1", (("2026-12-01", 100 + number),)))
    return [author.case(case_id) for case_id in author.known]


@pytest.fixture
def province(postgres_url: str) -> Iterator[Province]:
    found = Province(postgres_url)
    found.create()
    for county in (1, 2):
        found.add_county(f"99000{county}", _cases(county))
    found.count_anew()
    yield found
    found.close()


def test_a_county_is_asked_alone_and_all_are_asked_together(province: Province) -> None:
    assert [row[0] for row in province.ask("page", "990002")] == [f"{2:08x}{n:024x}" for n in (2, 1, 0)]
    assert dict(province.ask("months", "990001")) == {"2026-01": 1, "2026-02": 1, "2026-03": 1}
    assert sorted(province.ask("due", "")) == [("990001", 3, 303), ("990002", 3, 303)]
    assert sum(row[3] for row in province.ask("province", "")) == 6
    assert province.megabytes() > 0


def test_its_rows_are_those_of_the_folds(province: Province, postgres_url: str) -> None:
    wanted = {s.id: rows_of_case(s)[state_case][0]["doc"] for n in (1, 2) for s in _cases(n)}
    engine = create_engine(checked_url(postgres_url))
    with engine.connect() as connection:
        found = {row[0]: row[1] for row in connection.execute(text("SELECT id, doc FROM p_state_case"))}
        plan = connection.execute(text("EXPLAIN SELECT id FROM p_state_case WHERE county = '990001'")).scalars().all()
    engine.dispose()
    assert found == wanted
    assert "p_state_case_990001" in "\n".join(plan)
    assert "p_state_case_990002" not in "\n".join(plan)
