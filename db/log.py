"""The append-only log as it is read: events, stored lines, heads; and how many rows go in at once.

What is put into it: `db.append`. Nothing here folds or projects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

import msgspec
from sqlalchemy import ColumnElement, Connection, LargeBinary, Table, Text, and_, any_, func, insert, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from db.tables import log_body, log_epoch, log_event
from desktop.domain.canonical import encode_checked
from desktop.domain.events import BodyState, Event, Header
from desktop.domain.sealed import SEALED_AGGREGATE

_HEADER = msgspec.json.Decoder(Header)


class Head(NamedTuple):
    """Where an epoch ends: its last connected event."""

    seq: int
    hash: str


class StoredLine(NamedTuple):
    """The stored columns of one event, as an export carries them; nothing is decoded."""

    hash: bytes
    header: bytes
    salt: bytes
    payload: bytes | None
    state: str


def insert_ignore(connection: Connection, table: Table) -> Any:
    """`INSERT ... ON CONFLICT DO NOTHING` on either engine."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def bulk_insert(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows by the driver itself: executemany on SQLite, COPY on PostgreSQL. Values in column order.

    SQLAlchemy's own executemany costs four times as much a row, which an import of 150,000 events would feel.
    """
    if not rows:
        return
    names = ", ".join(column.name for column in table.columns)
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(table.columns))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(rows))  # noqa: S608


def epoch_number(connection: Connection, epoch: str) -> int:
    """The small number of an epoch in this database, given at first sight."""
    number = connection.execute(select(log_epoch.c.no).where(log_epoch.c.id == epoch)).scalar()
    if number is None:
        number = (connection.execute(select(func.max(log_epoch.c.no))).scalar() or 0) + 1
        connection.execute(insert(log_epoch).values(no=number, id=epoch))
    return int(number)


def stored_event(header: bytes, salt: bytes, payload: bytes | None, state: BodyState, digest: bytes) -> Event:
    """An event of our own log; it was verified when it came in."""
    return Event(digest, _HEADER.decode(header), header, salt, payload, state)


BODY = and_(  # joins an event with its body
    log_event.c.epoch_no == log_body.c.epoch_no,
    log_event.c.seq == log_body.c.seq,
    log_event.c.hash == log_body.c.hash,
)
WITH_BODY = select(
    log_event.c.header, log_body.c.salt, log_body.c.payload, log_body.c.state, log_event.c.hash, log_event.c.id
).join_from(log_event, log_body, BODY, isouter=True)

_LINES = select(  # in the order of StoredLine
    log_event.c.hash,
    log_event.c.header,
    func.coalesce(log_body.c.salt, literal(b"", LargeBinary)),
    log_body.c.payload,
    func.coalesce(log_body.c.state, "disposed"),
).join_from(log_event, log_body, BODY, isouter=True)


def events_of(connection: Connection, ids: Iterable[str]) -> dict[str, list[Event]]:
    """All connected events of these aggregates, by aggregate id."""
    found: dict[str, list[Event]] = {}
    for chunk in chunks(list(ids), 400):
        mine = among(connection, log_event.c.id, chunk)
        rows = connection.execute(WITH_BODY.where(mine, log_event.c.connected == 1)).all()
        headers = [_HEADER.decode(row.header) for row in rows]
        writers = writers_of(connection, {header.epoch for header in headers})
        for header, (raw, salt, payload, state, digest, _id) in zip(headers, rows, strict=True):
            writer = writers.get(header.epoch)
            event = Event(digest, header, raw, salt or b"", payload, state or "disposed", writer)
            found.setdefault(header.id, []).append(event)
    return found


def writers_of(connection: Connection, epochs: Collection[str]) -> dict[str, str]:
    """Epoch -> the installation that opened it: the aggregate of its first event. A connected event has one."""
    known: dict[str, str] = connection.info.setdefault("writers", {})
    asked = [e for e in epochs if e not in known]
    for chunk in chunks(asked, 400):
        rows = connection.execute(
            select(log_epoch.c.id, log_event.c.id)
            .join(log_event, log_event.c.epoch_no == log_epoch.c.no)
            .where(among(connection, log_epoch.c.id, chunk), log_event.c.seq == 1, log_event.c.type == "epoch.opened")
            .order_by(log_event.c.hash.desc())
        ).all()
        known.update((epoch, installation) for epoch, installation in rows)
    return {e: known[e] for e in epochs if e in known}


def forget_writers(connection: Connection) -> None:
    """An import that was rolled back may have left what it said of an epoch."""
    connection.info.pop("writers", None)


def lines(connection: Connection, epoch: str, first: int, last: int) -> Iterator[StoredLine]:
    """The stored bytes of an epoch's connected events from `first` to `last`, in order, streamed."""
    number = connection.execute(select(log_epoch.c.no).where(log_epoch.c.id == epoch)).scalar()
    query = _LINES.where(
        log_event.c.epoch_no == number, log_event.c.seq.between(first, last), log_event.c.connected == 1
    ).order_by(log_event.c.epoch_no, log_event.c.seq, log_event.c.hash)
    for part in connection.execute(query.execution_options(yield_per=2000)).partitions():
        yield from map(StoredLine._make, part)


def head(connection: Connection, epoch: str) -> Head:
    """The last connected event of an epoch; Head(0, "") for an empty one."""
    number = connection.execute(select(log_epoch.c.no).where(log_epoch.c.id == epoch)).scalar()
    row = connection.execute(
        select(log_event.c.seq, log_event.c.hash)
        .where(log_event.c.epoch_no == number, log_event.c.connected == 1)
        .order_by(log_event.c.seq.desc(), log_event.c.hash)
        .limit(1)
    ).first()
    return Head(0, "") if row is None else Head(row[0], row[1].hex())


def holds(connection: Connection, epoch: str, seq: int, digest: str) -> bool:
    """Whether this connected event is here."""
    query = (
        select(log_event.c.seq)
        .join(log_epoch, log_epoch.c.no == log_event.c.epoch_no)
        .where(log_epoch.c.id == epoch, log_event.c.seq == seq, log_event.c.connected == 1)
    )
    return (
        bool(digest) and connection.execute(query.where(log_event.c.hash == bytes.fromhex(digest))).first() is not None
    )


def is_forked(connection: Connection, epoch: str) -> bool:
    """Whether two events of an epoch stand in one place: another machine writes from a copy of this database."""
    number = connection.execute(select(log_epoch.c.no).where(log_epoch.c.id == epoch)).scalar()
    mine = (log_event.c.epoch_no == number) & (log_event.c.connected == 1)
    count, last = connection.execute(select(func.count(), func.max(log_event.c.seq)).where(mine)).one()
    return bool(count > (last or 0))


def greatest_tick(connection: Connection) -> int:
    """The greatest tick this installation has written or imported; the sealed chain counts its own."""
    query = select(func.max(log_event.c.tick)).where(log_event.c.aggregate != SEALED_AGGREGATE)
    return int(connection.execute(query).scalar() or 0)


def epochs(connection: Connection) -> list[str]:
    """All epochs in the order of first sight."""
    return list(connection.execute(select(log_epoch.c.id).order_by(log_epoch.c.no)).scalars())


def aggregates(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every aggregate with a connected event: (id, kind)."""
    rows = connection.execute(
        select(log_event.c.id, func.max(log_event.c.aggregate))
        .where(log_event.c.connected == 1)
        .group_by(log_event.c.id)
    )
    yield from ((row[0], row[1]) for row in rows)


def among(connection: Connection, column: Any, names: Sequence[str]) -> ColumnElement[bool]:
    """`column` is one of these texts, as one parameter whatever their number: SQLAlchemy's IN writes each out."""
    if connection.dialect.name == "postgresql":
        return cast("ColumnElement[bool]", column == any_(literal(list(names), postgresql.ARRAY(Text))))
    listed = func.json_each(msgspec.json.encode(names).decode()).table_valued("value")
    return cast("ColumnElement[bool]", column.in_(select(listed.c.value)))


def chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """`items` in pieces of at most `size` (SQL parameters are limited)."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def canonical_row(row: Any) -> bytes:
    """A table row as canonical JSON, for the digest."""
    return encode_checked([value.hex() if isinstance(value, bytes) else value for value in row])
