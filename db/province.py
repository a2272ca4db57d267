"""The county's state tables partitioned by county in one PostgreSQL database, from their one definition.

For reading many counties together (docs/scale.md): the county's code stands in front of every primary key and index,
LIST partitions on it. Rows are folds; nothing is ever written here that is not one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Column, MetaData, String, Table, create_engine, text
from sqlalchemy.schema import CreateTable

from db.log import bulk_insert
from db.projections.case import rows_of_case
from db.server import checked_url
from db.tables import state_case, state_document, state_duty, state_party
from desktop.domain.case import CaseState

_TABLES: Final = (state_case, state_party, state_duty, state_document)
QUESTIONS: Final = {
    "page": "SELECT id, number, doc FROM p_state_case WHERE county = :county ORDER BY received DESC, id LIMIT 100",
    "months": "SELECT substr(received, 1, 7), count(*) FROM p_state_case WHERE county = :county GROUP BY 1",
    "province": "SELECT county, substr(received, 1, 7), state, count(*) FROM p_state_case GROUP BY 1, 2, 3",
    "due": "SELECT county, count(*), sum(amount) FROM p_state_duty WHERE open = 1 AND due < '2030' GROUP BY 1",
}


class Province:
    """One database of many counties."""

    def __init__(self, url: str) -> None:
        """Raises RuleViolation R-214: no URL of a PostgreSQL database."""
        self._engine = create_engine(checked_url(url), hide_parameters=True)

    def create(self) -> None:
        """The partitioned parents, empty; what was there of an earlier time goes."""
        with self._engine.begin() as connection:
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

    def add_county(self, code: str, states: Iterable[CaseState]) -> None:
        """A partition of each table with the rows of these cases. `code`: digits."""
        if not code.isdigit():
            raise ValueError("county code")
        gathered: dict[Table, list[tuple[Any, ...]]] = {}
        for state in states:
            for table, rows in rows_of_case(state).items():
                gathered.setdefault(table, []).extend((code, *(row[c.name] for c in table.columns)) for row in rows)
        with self._engine.begin() as connection:
            for table in _TABLES:
                part = f"p_{table.name}_{code}"
                connection.execute(text(f"CREATE TABLE {part} PARTITION OF p_{table.name} FOR VALUES IN ('{code}')"))
                columns = (Column("county", String), *(Column(c.name, c.type) for c in table.columns))
                bulk_insert(connection, Table(part, MetaData(), *columns), gathered.get(table, []))

    def count_anew(self) -> None:
        """Let the server learn what it holds."""
        with self._engine.begin() as connection:
            for table in _TABLES:
                connection.execute(text(f"ANALYZE p_{table.name}"))

    def megabytes(self) -> float:
        """Tables and indexes."""
        query = (
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname LIKE 'p\\_state%' AND relkind = 'r'"
        )
        with self._engine.connect() as connection:
            return float(connection.execute(text(query)).scalar() or 0) / 1e6

    def ask(self, question: str, county: str) -> list[tuple[Any, ...]]:
        """One of QUESTIONS, of this county where it asks of one."""
        asked = QUESTIONS[question]
        with self._engine.connect() as connection:
            rows = connection.execute(text(asked), {"county": county} if ":county" in asked else {})
            return [tuple(row) for row in rows]

    def close(self) -> None:
        self._engine.dispose()
