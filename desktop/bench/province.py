"""Bench of a province: the county's tables partitioned by county in one PostgreSQL database, for 1 to 100 counties.

The tables are made from the same definitions as everywhere, with the county's code in front of every primary key and
LIST partitions on it. They are filled straight from folds: no events behind them, and said so in the figures. Needs
the empty database that FENGQIAO_BENCH_DB names; without it nothing is measured.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, MetaData, String, Table, create_engine, text
from sqlalchemy.schema import CreateTable

from db.log import bulk_insert
from db.projections.case import rows_of_case
from db.queries.cases import case_state
from db.server import checked_url
from db.tables import state_case, state_document, state_duty, state_party
from desktop.bench.figure import Figure, seconds
from desktop.bench.filled import NOW
from desktop.bootstrap.station import open_station
from desktop.demo import build_demo
from desktop.domain.case import CaseState
from desktop.domain.read_models import CaseFilter

SIZES = (1, 10, 100)
CASES = int(os.environ.get("FENGQIAO_BENCH_CASES", "2000"))
_TABLES = (state_case, state_party, state_duty, state_document)
_QUESTIONS = {
    "page": "SELECT id, number, doc FROM p_state_case WHERE county = :county ORDER BY received DESC, id LIMIT 100",
    "months": "SELECT substr(received, 1, 7), count(*) FROM p_state_case WHERE county = :county GROUP BY 1",
    "province": "SELECT county, substr(received, 1, 7), state, count(*) FROM p_state_case GROUP BY 1, 2, 3",
    "due": "SELECT county, count(*), sum(amount) FROM p_state_duty WHERE open = 1 AND due < '2030' GROUP BY 1",
}


def province_figures(folder: Path) -> Iterator[Figure]:
    """Load, size and questions, with 1, 10 and 100 counties in one database."""
    url = os.environ.get("FENGQIAO_BENCH_DB", "")
    if not url:
        return
    moulds = _moulds(folder / "demo")
    engine = create_engine(checked_url(url))
    with engine.connect() as connection:
        _create(connection)
        have = 0
        for size in SIZES:
            wall, _ = seconds(lambda first=have, last=size: _fill(connection, moulds, first, last))  # type: ignore[misc]
            added, have = (size - have) * CASES, size
            what = f"{size} counties of {CASES:,} cases"
            yield Figure(f"province_{size}_load", f"{what}: per added case", wall * 1e6 / added, 0, "µs", "from folds")
            yield Figure(f"province_{size}_size", f"{what}: tables and indexes", _megabytes(connection), 0, "MB")
            for key, question in _QUESTIONS.items():
                yield _asked(connection, f"province_{size}_{key}", what, question)
    engine.dispose()


def _moulds(folder: Path) -> list[CaseState]:
    build_demo(folder, cases=30, seed=1, now=NOW, tour=False)
    with open_station(folder, "demo", "demo") as desk, desk.store.transaction() as connection:
        ids = sorted(desk.queries.case_ids(desk.viewer, CaseFilter()))
        return [case_state(desk.viewer, connection, case_id) for case_id in ids]


def _create(connection: Connection) -> None:
    """Partitioned parents of our own tables: one definition, the county in front of every key and index."""
    for table in _TABLES:
        connection.execute(text(f"DROP TABLE IF EXISTS p_{table.name} CASCADE"))
        copy = Table(
            f"p_{table.name}",
            MetaData(),
            Column("county", String(12), primary_key=True),
            *(Column(c.name, c.type, primary_key=c.primary_key, nullable=c.nullable) for c in table.columns),
            postgresql_partition_by="LIST (county)",
        )
        connection.execute(CreateTable(copy))
        for index in table.indexes:
            names = ", ".join(("county", *(c.name for c in index.columns)))
            connection.execute(text(f"CREATE INDEX p_{index.name} ON p_{table.name} ({names})"))
    connection.commit()


def _fill(connection: Connection, moulds: list[CaseState], first: int, last: int) -> None:
    for county in range(first, last):
        code = f"99{county:04d}"
        gathered: dict[Table, list[tuple[Any, ...]]] = {}
        for number in range(CASES):
            mould = moulds[number % len(moulds)]
            state = msgspec.structs.replace(mould, id=f"{county:08x}{number:024x}")
            for table, rows in rows_of_case(state).items():
                gathered.setdefault(table, []).extend((code, *(row[c.name] for c in table.columns)) for row in rows)
        for table in _TABLES:
            part = f"p_{table.name}_{code}"
            connection.execute(text(f"CREATE TABLE {part} PARTITION OF p_{table.name} FOR VALUES IN ('{code}')"))
            names = Table(part, MetaData(), Column("county", String), *(Column(c.name, c.type) for c in table.columns))
            bulk_insert(connection, names, gathered.get(table, []))
        connection.commit()
    for table in _TABLES:
        connection.execute(text(f"ANALYZE p_{table.name}"))
    connection.commit()


def _megabytes(connection: Connection) -> float:
    query = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'p\\_state%' AND relkind = 'r'"
    return float(connection.execute(text(query)).scalar() or 0) / 1e6


def _asked(connection: Connection, key: str, what: str, question: str) -> Figure:
    def ask() -> None:
        connection.execute(text(question), {"county": "990000"} if ":county" in question else {}).all()

    ask()
    best = min(seconds(ask)[0] for _ in range(5))
    return Figure(key, what, best * 1000, 0, "ms", "least of 5, warm")
