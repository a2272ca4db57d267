"""Bench of a province: the county's tables partitioned by county in one PostgreSQL database, for 1 to 100 counties.

Filled straight from folds: no events behind the rows, and said so in the figures. Needs the empty database that
FENGQIAO_BENCH_DB names; without it nothing is measured.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from db.province import QUESTIONS, Province
from db.queries.cases import case_state
from desktop.bench.figure import Figure, seconds
from desktop.bench.filled import NOW
from desktop.bootstrap.station import open_station
from desktop.demo import build_demo
from desktop.domain.case import CaseState
from desktop.domain.read_models import CaseFilter

SIZES = (1, 10, 100)
CASES = int(os.environ.get("FENGQIAO_BENCH_CASES", "2000"))


def province_figures(folder: Path) -> Iterator[Figure]:
    """Load, size and questions, with 1, 10 and 100 counties in one database."""
    url = os.environ.get("FENGQIAO_BENCH_DB", "")
    if not url:
        return
    moulds = _moulds(folder / "demo")
    province = Province(url)
    province.create()
    have = 0
    for size in SIZES:
        adding = (partial(province.add_county, _code(n), _cases(moulds, n)) for n in range(have, size))
        wall = sum(seconds(add)[0] for add in adding)
        added, have = (size - have) * CASES, size
        province.count_anew()
        what = f"{size} counties of {CASES:,} cases"
        yield Figure(f"province_{size}_load", f"{what}: per added case", wall * 1e6 / added, 0, "µs", "from folds")
        yield Figure(f"province_{size}_size", f"{what}: tables and indexes", province.megabytes(), 0, "MB")
        for question in QUESTIONS:
            yield _asked(province, question, f"province_{size}_{question}", what)
    province.close()


def _moulds(folder: Path) -> list[CaseState]:
    build_demo(folder, cases=30, seed=1, now=NOW, tour=False)
    with open_station(folder, "demo", "demo") as desk, desk.store.transaction() as connection:
        ids = sorted(desk.queries.case_ids(desk.viewer, CaseFilter()))
        return [case_state(desk.viewer, connection, case_id) for case_id in ids]


def _code(number: int) -> str:
    return f"99{number:04d}"


def _cases(moulds: list[CaseState], county: int) -> Iterator[CaseState]:
    for number in range(CASES):
        yield msgspec.structs.replace(moulds[number % len(moulds)], id=f"{county:08x}{number:024x}")


def _asked(province: Province, question: str, key: str, what: str) -> Figure:
    province.ask(question, _code(0))
    best = min(seconds(lambda: province.ask(question, _code(0)))[0] for _ in range(5))
    return Figure(key, what, best * 1000, 0, "ms", "least of 5, warm")
