"""Patterns of numbers change from a day on: given numbers stay, the series run on; the county rules for all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.bootstrap.published import published_rows
from desktop.bootstrap.publishing import publish, withdraw
from desktop.bootstrap.station import Desk, open_station
from desktop.domain.errors import RuleViolation
from desktop.services.seams import FixedClock
from desktop.usecases.numbers import take_case_number
from desktop.usecases.register_case import register_case
from desktop.usecases.set_body import SetBody, set_body
from tests.db.county_kit import PASSPHRASE
from tests.db.station_kit import registration
from tests.db.test_county_acts import Ring

BODY: dict[str, Any] = {"name": "云桥镇人民调解委员会", "word": "云桥"}
COUNTY = 'case_pattern = "示{调委会字}调〔{年}〕{序号}号"\n'


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Ring]:
    found = Ring(tmp_path)
    yield found
    found.close()


def number(desk: Desk) -> str:
    """Register a case; its number."""
    with desk.uow(desk.viewer) as uow:
        made = register_case(registration(), uow)
        uow.commit()
    return made.number


def set_numbers(desk: Desk, **values: Any) -> None:
    with desk.uow(desk.viewer) as uow:
        set_body(SetBody(**BODY, **values), uow)
        uow.commit()


def later(ring: Ring, day: str) -> None:
    """The first station opens on another day."""
    folder, doors = ring.a.folder, ring.a.doors
    ring.a.close()
    moved = msgspec.structs.replace(doors, clock=FixedClock(datetime.fromisoformat(f"{day}T09:00:00+08:00")))
    ring.a = open_station(folder, "u", PASSPHRASE, moved)


def test_a_pattern_is_used_from_its_day_and_the_series_runs_on(ring: Ring) -> None:
    assert number(ring.a) == "（2026）云桥人调字第1号"
    set_numbers(ring.a, case_pattern="{调委会字}调〔{年}〕{序号:3}号", numbers_from="2026-12-01")
    assert number(ring.a) == "（2026）云桥人调字第2号"
    (row,) = published_rows(ring.a)
    assert (row.kind, row.state, row.since, row.county) == ("numbers", "later", "2026-12-01", False)
    set_numbers(ring.a, phone="13800000009")
    assert len(published_rows(ring.a)) == 1, "what is not a pattern disturbs no pattern"
    later(ring, "2026-12-01")
    assert number(ring.a) == "云桥调〔2026〕003号"
    later(ring, "2027-01-01")
    assert number(ring.a) == "云桥调〔2027〕001号"
    assert published_rows(ring.a)[0].state == "in_force"
    for start, code in (("2026-12-31", "R-437"), ("明年", "R-632")):
        with pytest.raises(RuleViolation, match=f"^{code} "):
            set_numbers(ring.a, case_pattern="", numbers_from=start)
    set_numbers(ring.a, case_pattern="")
    assert number(ring.a) == "（2027）云桥人调字第2号"


def test_the_county_rules_for_all_and_takes_it_back(ring: Ring) -> None:
    set_numbers(ring.a, letter_pattern="{机关代字}（{年}）{序号}号")
    publish(ring.county, "编号.toml", COUNTY)
    ring.down()
    assert [number(ring.a), number(ring.b)] == ["示云桥调〔2026〕1号"] * 2
    with ring.a.uow(ring.a.viewer) as uow:
        assert uow.committee().letter_pattern == "{机关代字}（{年}）{序号}号", "what the county leaves open is our own"
        with pytest.raises(RuleViolation, match=r"^R-436 "):
            set_body(SetBody(**BODY, case_pattern="{调委会字}调〔{年}〕{序号}号"), uow)
    withdraw(ring.county, "numbers", "patterns", 1, "各站自定")
    ring.down()
    assert number(ring.a) == "（2026）云桥人调字第2号"
    assert {row.state for row in published_rows(ring.a) if row.county} == {"withdrawn"}


def test_a_countys_patterns_are_judged_before_they_go(ring: Ring) -> None:
    for text, code in (
        ('case_pattern = "{年}号"', "R-153"),
        ('case_pattern = "{机关代字}〔{年}〕{序号}号"', "R-158"),
        ("case_pattern = 1", "R-634"),
        (COUNTY + 'word = "x"', "R-634"),
    ):
        with pytest.raises(RuleViolation, match=f"^{code} "):
            publish(ring.county, "编号.toml", text)
    publish(ring.county, "编号.toml", COUNTY, "2027-01-01")
    ring.down()
    with ring.b.uow(ring.b.viewer) as uow:
        assert take_case_number("dispute", uow).text == "（2026）云桥人调字第1号"
