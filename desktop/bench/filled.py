"""Fills a throw-away station with many cases straight from folds: no events behind them, only what lists ask for.

The cases are copies of the practice station's, each with its own people, numbers and days. Said so in the figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from db import cache, search
from db.engine import Connection
from db.log import bulk_insert
from db.projections.case import rows_of_case
from db.projections.people import PROJECTIONS
from db.queries.cases import case_state
from db.reference import CodeWords
from db.store import Assessment
from db.tables import (
    cache_case,
    cache_limit,
    cache_text,
)
from desktop.bootstrap.station import Desk, open_station
from desktop.demo import build_demo
from desktop.demo.people import Crowd
from desktop.domain.case import CaseState
from desktop.domain.person import PersonState
from desktop.domain.read_models import CaseFilter

NOW = "2026-11-20T09:00:00+08:00"
SLICE = 1000
ROOM = 64 << 10  # kB of page cache while it is filled
_STAGE = "bench_key"
_TABLES = "'state_case', 'state_party', 'state_duty', 'state_person', 'cache_case', 'cache_limit', 'cache_key'"
_DAYS = 3650


class Mould(Struct, frozen=True):
    """A case that is copied: its state, what the engine says of it, and the words of codes."""

    state: CaseState
    found: Assessment
    words: CodeWords


def filled_station(folder: Path, count: int) -> Desk:
    """A practice station with `count` cases more than its own; open."""
    build_demo(folder, cases=30, seed=1, now=NOW, tour=False)
    desk = open_station(folder, "demo", "demo")
    with desk.store.transaction() as connection:
        moulds = _moulds(desk, connection)
        connection.commit()
        with _in_bulk(connection):
            for first in range(0, count, SLICE):
                _slice(connection, moulds, range(first, min(count, first + SLICE)))
                connection.commit()
    desk.close()
    return open_station(folder, "demo", "demo")


@contextmanager
def _in_bulk(connection: Connection) -> Iterator[None]:
    """Rows come in the order of their ids; search keys and indexes follow sorted, so that no page is written twice.

    The folder is thrown away: nothing waits for the disk, and sorting is done in files, not in memory.
    """
    driver: Any = connection.connection.driver_connection
    for pragma in (f"cache_size=-{ROOM}", "synchronous=OFF", "temp_store=FILE"):
        driver.execute(f"PRAGMA {pragma}")
    found = connection.exec_driver_sql(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({_TABLES})"  # noqa: S608 - our names
    ).all()
    for name, _sql in found:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    connection.exec_driver_sql(f"CREATE TABLE {_STAGE} (kind, key, owner)")
    connection.commit()
    yield
    connection.exec_driver_sql(f"INSERT INTO cache_key SELECT * FROM {_STAGE} ORDER BY kind, key, owner")  # noqa: S608 - our name
    connection.exec_driver_sql(f"DROP TABLE {_STAGE}")
    for _name, sql in found:
        connection.exec_driver_sql(sql)
        connection.commit()


def _moulds(desk: Desk, connection: Connection) -> list[Mould]:
    ids = sorted(desk.queries.case_ids(desk.viewer, CaseFilter()))
    states = [case_state(desk.viewer, connection, case_id) for case_id in ids]
    words = CodeWords(connection)
    judge = desk.references.assess(connection)
    return [Mould(s, judge(s), words) for s in states if len(s.reg.parties) == 2]


def _slice(connection: Connection, moulds: list[Mould], numbers: range) -> None:
    rows: dict[Any, list[dict[str, Any]]] = {}
    keys: list[tuple[str, str, str]] = []
    crowd = Crowd(numbers.start + 7)
    texts: dict[str, str] = {}
    for number in numbers:
        for table, found in _case(moulds[number % len(moulds)], number, crowd, keys, texts):
            rows.setdefault(table, []).extend(found)
    for table, found in rows.items():
        bulk_insert(connection, table, [tuple(row[c.name] for c in table.columns) for row in found])
    connection.exec_driver_sql(f"INSERT INTO {_STAGE} VALUES (?, ?, ?)", list(set(keys)))  # noqa: S608 - our name
    row = numbers.start + 1_000_000_000  # behind the rows of the practice station's own texts
    bulk_insert(connection, cache_text, [(row + i, case) for i, case in enumerate(texts)])
    words = [(row + i, " ".join(search.bigrams(text))) for i, text in enumerate(texts.values())]
    connection.exec_driver_sql("INSERT INTO cache_ft(rowid, t) VALUES (?, ?)", words)


def _case(
    mould: Mould, number: int, crowd: Crowd, keys: list[tuple[str, str, str]], texts: dict[str, str]
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    case_id = f"{number:032x}"
    people = [PersonState(f"{number:031x}{side}", crowd.person(), ()) for side in "ab"]
    state = _copy(mould.state, case_id, number, people)
    for person in people:
        yield from PROJECTIONS["person"].rows(person).items()
        keys += [(kind, key, person.id) for kind, key in search.person_keys(person)]
    yield from rows_of_case(state).items()
    keys += [(kind, key, case_id) for kind, key in search.case_keys(state)]
    texts[case_id] = search.case_text(state)
    pairs = zip(people, state.reg.parties, strict=True)
    names: dict[str, tuple[str, str]] = {p.id: (party.side, p.data.name) for p, party in pairs}
    yield from _cached(state, mould.found, cache.title_of(state, names, mould.words), timedelta(days=number % 700 - 30))


def _cached(
    state: CaseState, found: Assessment, title: str, shift: timedelta
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """What the engine would say of the copy, its days moved."""
    yield (
        cache_case,
        [
            {
                "case_id": state.id,
                "title": title,
                "next_step": found.next_step,
                "next_title": found.next_title,
                "due": _later(found.due, shift),
                "due_title": found.due_title,
                **cache.filtered_by(state),
            }
        ],
    )
    names = ("key", "what", "work_by", "raw", "basis")
    limits = [dict(zip(names, limit, strict=True)) for limit in found.limits]
    yield (
        cache_limit,
        [{"case_id": state.id, **limit, "work_by": _later(limit["work_by"], shift)} for limit in limits],
    )


def _copy(state: CaseState, case_id: str, number: int, people: list[PersonState]) -> CaseState:
    reg = state.reg
    parties = tuple(msgspec.structs.replace(p, record=one.id) for p, one in zip(reg.parties, people, strict=True))
    received = (date(2026, 11, 19) - timedelta(days=number % _DAYS)).isoformat() + reg.received_at[10:]
    new = msgspec.structs.replace(
        reg,
        parties=parties,
        number=f"（{received[:4]}）云桥人调字第{number + 1000}号",
        serial=number + 1000,
        received_at=received,
        summary=f"{reg.summary}{people[0].data.address}，{number:x}号",
    )
    return msgspec.structs.replace(state, id=case_id, reg=new, last_at=received, documents=())


def _later(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat() if day else ""
