"""Hands events between databases as bytes, the way bundles do, and asks a database for its digest. No bundles here."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, event, select

from db import log, schema
from db.digest import digest, rebuild
from db.engine import encrypted_engine
from db.exchange import SLICE, Stored, store_events
from db.tables import log_event
from desktop.domain.events import BodyState, Event, read_event

if TYPE_CHECKING:
    from collections.abc import Iterator


class Receiver:
    """A database that only receives: the county's stand-in on the level of log and projections."""

    def __init__(self, folder: Path) -> None:
        place = folder / "receiver.db"
        place.write_bytes(_empty(schema.SHIPPED))
        self.engine = _engine(place)

    def take(self, events: Iterable[Event], at_once: int = SLICE) -> Stored:
        """One import in one transaction."""
        with self.engine.connect() as connection:
            done = store_events(connection, list(events), at_once=at_once)
            connection.commit()
        return done

    def digest(self) -> str:
        with self.engine.connect() as connection:
            return digest(connection)

    def rebuilt_digest(self) -> str:
        """The digest after folding everything again; nothing is kept."""
        with self.engine.connect() as connection:
            rebuild(connection)
            return digest(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    def forget(self) -> None:
        """Take everything out again, so that one database serves many examples of a property test."""
        with self.engine.connect() as connection:
            triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type='trigger'").all()
            for name, _sql in triggers:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            for (table,) in connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type='table' AND (name LIKE 'log_%' OR name LIKE 'state_%' "
                "OR name LIKE 'cache\\_%' ESCAPE '\\') AND name NOT LIKE 'cache_ft%'"
            ).all():
                connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - names of our own
            for _name, sql in triggers:
                connection.exec_driver_sql(sql)
            connection.commit()

    def close(self) -> None:
        self.engine.dispose()


def _engine(place: Path) -> Engine:
    engine = encrypted_engine(place, bytes(range(32)))
    event.listen(engine, "connect", _without_sync)
    return engine


@cache
def _empty(migrations: schema.Migrations) -> bytes:
    """A database with the tables of this schema and nothing in them; made once in a run, by its migrations."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "empty.db"
        engine = _engine(place)
        schema.upgrade(engine, migrations)
        engine.dispose()
        return place.read_bytes()


def _without_sync(connection: Any, _record: Any) -> None:
    """A receiver outlives no power cut; waiting for the disk would be most of the time of a property test."""
    connection.execute("PRAGMA synchronous=OFF")


def all_events(connection: Connection, *, bodies: bool = True) -> list[Event]:
    """Every event of a database, connected or not, as it would be read from a bundle."""
    rows = connection.execute(
        select(log_event.c.header, log_event.c.salt, log_event.c.payload, log_event.c.state).order_by(
            log_event.c.epoch_no, log_event.c.seq, log_event.c.hash
        )
    )
    found = [read_event(header, salt or b"", payload, state) for header, salt, payload, state in rows]
    return found if bodies else [bare(e) if e.payload is not None else e for e in found]


def bare(event: Event, state: BodyState = "withheld") -> Event:
    """The same event without its body."""
    return read_event(event.raw, b"", None, state)


def connected(connection: Connection) -> set[bytes]:
    """Hashes of the connected events."""
    return set(connection.execute(select(log_event.c.hash).where(log_event.c.connected == 1)).scalars())


def heads(connection: Connection) -> dict[str, log.Head]:
    """The head of every epoch."""
    return {epoch: log.head(connection, epoch) for epoch in log.epochs(connection)}
