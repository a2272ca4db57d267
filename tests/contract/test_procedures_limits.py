"""Time limits of the procedures against two tables that were made without the engine.

`limits_table.csv`: computed by a second program from the vendored day list and the counting rules of the Civil Code
(start day not counted, months end on the day of the same number, a last day off moves); each row names its legal
source, and the twelve days that repeat a worked example of the field guide say so. `limits_by_hand.csv`: counted by
hand, without a program, from the State Council's notice for 2026 and the text of the rule; the counting is written out.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.engine import status
from desktop.procedures import procedure
from desktop.reference import load_calendar
from tests.case_builder import CaseBuilder


def _table(name: str) -> list[dict[str, str]]:
    path = Path(__file__).parents[1] / "data" / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


ROWS = _table("limits_table.csv")
BY_HAND = _table("limits_by_hand.csv")
BEFORE = "2026-01-02"
CALENDAR = load_calendar()


def _case(row: dict[str, str]) -> CaseBuilder:
    method = procedure(row["procedure"])
    assert method is not None
    given = dict(part.split("=") for part in row["with"].split(";") if part)
    reg = {"source": given["source"]} if "source" in given else {}
    begin, _, name = row["begin"].partition(":")
    day = row["start"] if begin == "received" else BEFORE
    case = CaseBuilder(method, f"{day}T09:00:00+08:00", **reg)
    facts: dict[str, dict[str, Any]] = {}
    for key, value in given.items():
        step, _, field = key.partition(".")
        if field:
            facts.setdefault(step, {})[field] = value
    if begin == "fact":
        step, _, field = name.partition(".")
        facts.setdefault(step, {})[field] = row["start"]
    own = facts.pop(name, {}) if begin == "step" else {}
    for step, values in facts.items():
        case.step(step, day, **values)
    if begin == "step":
        case.step(name, row["start"], **own)
    elif begin == "served":
        case.paper(name, row["start"], served=True)
    elif begin in ("agree", "promise"):
        case.agree("written", row["start"] if begin == "agree" else BEFORE, parts=((row["start"], 100),))
    if given.get("visit"):
        case.visit("yes", row["start"], satisfied=given["visit"])
    return case


def test_the_table_is_long_enough_and_names_its_sources() -> None:
    assert len(ROWS) >= 300
    assert all(row["source"] for row in ROWS)
    assert len({tuple(row.values()) for row in ROWS}) == len(ROWS)


def test_the_hand_counted_part_touches_every_limit_of_the_table() -> None:
    assert len(BY_HAND) >= 60
    assert all(row["counting"] for row in BY_HAND)
    counted = {(row["procedure"], row["limit"]) for row in BY_HAND}
    assert {(row["procedure"], row["limit"]) for row in ROWS} <= counted
    assert not {(r["procedure"], r["limit"], r["start"]) for r in BY_HAND} & {
        (r["procedure"], r["limit"], r["start"]) for r in ROWS
    }


@pytest.mark.parametrize("row", [*ROWS, *BY_HAND], ids=lambda r: f"{r['procedure']}-{r['limit']}-{r['start']}")
def test_the_limit_agrees_with_the_table(row: dict[str, str]) -> None:
    case = _case(row)
    found = [x for x in status(case.procedure, case.state, CALENDAR).limits if x.key == row["limit"]]
    assert [(x.start, x.raw, x.rolled, x.work_by) for x in found] == [
        (row["start"], row["raw"], row["rolled"], row["work_by"])
    ]
