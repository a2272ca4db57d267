"""Bench of the county's inbox: bundles of many stations into PostgreSQL or the embedded file, twice, in any order.

PostgreSQL is the empty database that FENGQIAO_BENCH_DB names, else a server that is started for the bench if one is
installed; without either only the embedded file is measured.
FENGQIAO_BENCH_STATIONS: how many stations send (500 is the measure of the design; the default is what a minute does).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from desktop.bench.bundles import fill_station
from desktop.bench.figure import Figure, children_cpu, seconds
from desktop.bench.postgres import own_postgres
from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.exchange import export, join_county
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import Desk, Doors, NewStation, create_station
from desktop.domain.case_view import Committee
from desktop.services.keystore import Cost
from desktop.services.seams import Dice, SystemFs, read_whole, write_whole
from exports.bundles.enrolment import read_invitation

CASES, EVENTS, FULL = 200, 3, 500


def county_figures(folder: Path) -> Iterator[Figure]:
    """The same bundles into each engine: first time, again, and whether a rebuild gives the same digest."""
    many = int(os.environ.get("FENGQIAO_BENCH_STATIONS", "20"))
    yield from _county(folder, "file", "", many)
    server = os.environ.get("FENGQIAO_BENCH_DB", "")
    if server:
        yield from _county(folder, "server", server, many)
        return
    with own_postgres() as databases:
        if databases is not None:
            yield from _county(folder, "server", databases.new(), many)


def _county(folder: Path, engine: str, url: str, many: int) -> Iterator[Figure]:
    doors = Doors(cost=Cost(1, 1024, 1), state=folder / "state")
    new = NewCounty("990101", "县", "管理员", "admin", "bench", practice=True)
    county, _, _ = create_county(folder / engine, new, doors, server=url)
    with county:
        yield from _taken(county, engine, folder / f"{engine}-stations", many)
        same = county.digest() == county.digest(rebuild_first=True)
        yield Figure(f"county_{engine}_same", "1 = a rebuild gives the same digest", float(same), 0, "")


def _taken(county: Desk, engine: str, folder: Path, many: int) -> Iterator[Figure]:
    stick = folder / "stick"
    SystemFs().mkdir(stick)
    for number in range(many):
        _station(county, folder, f"990101{number:06d}", stick)
    share = many / FULL
    what = f"{many} bundles of {CASES} cases, {many * CASES * EVENTS:,} events"
    before = children_cpu()
    wall, cpu = seconds(lambda: take_inbox(county, stick, workers=2))
    goal = (12 if engine == "server" else 25) * share
    yield Figure(f"county_{engine}", what, wall, goal, "s", "2 processes open; goal is the share of 500")
    yield Figure(f"county_{engine}_cpu", "CPU of the writer", cpu, 0, "s")
    yield Figure(f"county_{engine}_openers", "CPU of those who open", children_cpu() - before, 0, "s")
    wall, _ = seconds(lambda: take_inbox(county, stick, workers=2))
    yield Figure(f"county_{engine}_again", "the same files again", wall, 2 * share, "s", "known by digest")
    other = _in_other_order(stick, folder / "other")
    wall, _ = seconds(lambda: take_inbox(county, other, workers=2))
    yield Figure(f"county_{engine}_any", "under other names, in any order", wall, 2 * share, "s", "known by digest")


def _in_other_order(stick: Path, folder: Path) -> Path:
    """The same bundles under names that put them in another order: an inbox goes by names."""
    SystemFs().mkdir(folder)
    dice = Dice(2)
    for path in stick.glob("*.fqb"):
        write_whole(SystemFs(), folder / f"{dice.bytes(8).hex()}.fqb", read_whole(SystemFs(), path))
    return folder


def _station(county: Desk, folder: Path, code: str, stick: Path) -> None:
    path, _ = enrol(county, code, f"站{code[-4:]}", folder)
    invitation = read_invitation(read_whole(SystemFs(), path))
    committee = Committee(f"{code}人民调解委员会", "云桥", code, "站")
    new = NewStation(code, "站", "周明", "bench", "bench", committee, invitation=invitation, practice=True)
    doors = Doors(cost=Cost(1, 1024, 1), state=folder / f"{code}.state")
    station, _ = create_station(folder / code, new, doors)
    with station:
        join_county(station, invitation)
        fill_station(station, CASES, EVENTS, 0)
        export(station, stick)
