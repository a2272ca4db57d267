"""Code lists of the county: offered from their day on, no longer offered when withdrawn, old cases keep their words."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.bootstrap.publishing import publish, withdraw
from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from desktop.reference.table_map_file import parse_table_map, table_map
from desktop.usecases.register_case import register_case
from desktop.usecases.table_cells import CellReader
from desktop.usecases.table_out import CellWriter
from tests.db.county_kit import fill
from tests.db.station_kit import registration
from tests.db.test_county_acts import Ring

TYPES = """list = "dispute_types"
source = "县司法局2026年通知"
withdrawn = ["09"]

[[entry]]
code = "0291"
label = "养犬纠纷"
mark = "ours"
parent = "02"
"""
SECOND = TYPES.replace("0291", "0292").replace("养犬", "噪声").replace('["09"]', '["0291"]')


@pytest.fixture(params=["embedded", "postgres"])
def ring(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ring]:
    found = Ring(tmp_path, request.getfixturevalue("postgres_url") if request.param == "postgres" else "")
    yield found
    found.close()


def refused(code: str) -> Any:
    return pytest.raises(RuleViolation, match=f"^{code} ")


def register(desk: Desk, category: str) -> str:
    with desk.uow(desk.viewer) as uow:
        made = register_case(registration(category=category), uow)
        uow.commit()
    return made.case_id


def row(desk: Desk, case: str) -> tuple[str, str]:
    (found,) = desk.queries.case_rows(desk.viewer, [case])
    return found.title, found.category_label


def test_codes_are_offered_from_their_day_and_old_cases_keep_their_words(ring: Ring) -> None:
    publish(ring.county, "a.toml", TYPES)
    publish(ring.county, "a.toml", SECOND, "2026-12-01")
    before = ring.a.codes.choices("dispute_types")
    ring.down()
    offered = dict(ring.a.codes.choices("dispute_types"))
    assert (offered["0291"], offered["02"]) == ("养犬纠纷", "邻里纠纷")
    assert "09" in dict(before)
    assert "09" not in offered
    assert list(offered).index("0291") == list(offered).index("02") + 1
    assert "0292" not in offered, "the second version is for later"
    case, old = register(ring.a, "0291"), register(ring.a, "09")
    assert row(ring.a, case) == ("周桂兰与许志强养犬纠纷", "养犬纠纷")
    assert row(ring.a, old)[1] == "环境污染纠纷"
    ring.carry()
    assert row(ring.county, case) == ("周桂兰与许志强养犬纠纷", "养犬纠纷")
    withdraw(ring.county, "codes", "dispute_types", 1, "发错了")
    ring.down()
    assert ring.a.codes.choices("dispute_types") == before
    assert row(ring.a, case)[1] == "养犬纠纷"
    assert ring.a.queries.case_view(ring.a.viewer, case).category_label == "养犬纠纷"
    assert ring.a.digest() == ring.a.digest(rebuild_first=True)
    assert row(ring.a, case) == ("周桂兰与许志强养犬纠纷", "养犬纠纷")


def test_a_case_tells_its_words_at_the_station_it_is_granted_to(ring: Ring) -> None:
    publish(ring.county, "a.toml", TYPES)
    ring.down()
    case = register(ring.a, "0291")
    ring.carry()
    ring.act(forced=[{"case": case, "to": ring.b.store.identity.station, "reason": "就近办理"}])
    ring.down()
    assert row(ring.b, case) == ("周桂兰与许志强养犬纠纷", "养犬纠纷")


def test_a_code_says_the_same_for_ever(ring: Ring) -> None:
    publish(ring.county, "a.toml", TYPES)
    for text, said in (
        (TYPES.replace("养犬", "犬只"), "以前是“养犬纠纷”"),
        (TYPES.replace('"0291"', '"01"').replace('parent = "02"', 'parent = "01"'), "自带的“婚姻家庭纠纷”"),
        (TYPES.replace('parent = "02"', ""), "第5行：要写明上级代码"),
        (TYPES.replace('parent = "02"', 'parent = "88"'), "第5行：上级代码88"),
        (TYPES.replace("dispute_types", "ratings"), "第1行"),
        (TYPES.replace('mark = "ours"', 'mark = "mine"'), "第5行"),
        (TYPES.replace('["09"]', '"09"'), "第3行"),
    ):
        with refused("R-638") as fault:
            publish(ring.county, "a.toml", text)
        assert said in fault.value.message, fault.value.message


def test_a_ledger_tells_the_countys_words_and_a_platform_the_national_class(ring: Ring) -> None:
    publish(ring.county, "a.toml", TYPES)
    ring.down()
    view = ring.a.queries.case_view(ring.a.viewer, register(ring.a, "0291"))
    ledger = table_map("mediation_ledger")
    platform = msgspec.structs.replace(ledger, system="petition_system")
    column = next(c for c in ledger.column if c.field == "case.category")
    assert CellWriter(column, ledger).write(view, None, 1).text == "养犬纠纷"
    assert CellWriter(column, platform).write(view, None, 1).text == "邻里纠纷"
    text = (files("desktop.reference") / "table_maps" / "mediation_ledger.toml").read_text("utf-8")
    own = parse_table_map(text.replace('"物业纠纷" = "15"', '"养犬纠纷" = "0291"', 1), "own.toml")
    column = next(c for c in own.column if c.field == "case.category")
    assert CellReader(column, own).read("养犬纠纷").value == "0291"


def test_a_stations_own_codes_stand_beside_the_countys(ring: Ring) -> None:
    publish(ring.a, "a.toml", TYPES.replace("0291", "0281").replace('withdrawn = ["09"]', ""))
    publish(ring.county, "a.toml", TYPES)
    ring.carry()
    assert {"0281", "0291"} <= set(dict(ring.a.codes.choices("dispute_types")))
    assert "0281" not in dict(ring.b.codes.choices("dispute_types"))
    assert fill(ring.b, 1)
