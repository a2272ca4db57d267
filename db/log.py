"""The append-only log as it is read: events, stored lines, heads; and how many rows go in at once.

What is put into it: `db.append`. Nothing here folds or projects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, Text, any_, func, literal, select, text, true
from sqlalchemy.dialects import postgresql, sqlite

from db.tables import WAITING, log_epoch, log_event
from desktop.domain.canonical import encode_checked
from desktop.domain.events import BodyState, Event, Header
from desktop.domain.sealed import SEALED_AGGREGATE

_HEADER = msgspec.json.Decoder(Header)


class Head(NamedTuple):
    """Where an epoch ends: its last connected event."""

    seq: int
    hash: str


StoredLine = tuple[bytes, bytes, bytes, bytes | None, str]
"""The stored columns of one event, as an export carries them, not decoded: hash, header, salt, payload, state."""


def insert_ignore(connection: Connection, table: Table) -> Any:
    """`INSERT ... ON CONFLICT DO NOTHING` on either engine."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


_BINARY = {int: "int8", str: "text", bytes: "bytea"}
"""How a column goes to PostgreSQL in binary: as text every byte of a header would be written in two digits and read
back, which takes longer than storing it."""


def bulk_insert(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows by the driver itself: executemany on SQLite, COPY on PostgreSQL. Values in column order.

    As text every byte of an event would be two on the way to the server, which costs each side 5 µs an event.
    SQLAlchemy's own executemany costs four times as much a row, which an import of 150,000 events would feel.
    """
    if not rows:
        return
    names = ", ".join(column.name for column in table.columns)
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types([_BINARY[column.type.python_type] for column in table.columns])
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(table.columns))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(rows))  # noqa: S608


def epoch_number(connection: Connection, epoch: str) -> int:
    """The small number of an epoch in this database, given at first sight."""
    return epoch_numbers(connection, [epoch])[0][epoch]


def epoch_numbers(connection: Connection, epochs: Collection[str]) -> tuple[dict[str, int], set[str]]:
    """The numbers of many epochs, and which of these were given just now."""
    rows = connection.execute(select(log_epoch.c.id, log_epoch.c.no).where(among(connection, log_epoch.c.id, epochs)))
    known = {epoch: int(number) for epoch, number in rows}
    begun = [epoch for epoch in epochs if epoch not in known]
    if begun:
        last = int(connection.execute(select(func.max(log_epoch.c.no))).scalar() or 0)
        given = [(last + place, epoch) for place, epoch in enumerate(begun, 1)]
        bulk_insert(connection, log_epoch, given)
        known.update((epoch, number) for number, epoch in given)
    return known, set(begun)


def stored_event(header: bytes, salt: bytes, payload: bytes | None, state: BodyState, digest: bytes) -> Event:
    """An event of our own log; it was verified when it came in."""
    return Event(digest, _HEADER.decode(header), header, salt, payload, state)


EVENT = select(
    log_event.c.header,
    log_event.c.salt,
    log_event.c.payload,
    log_event.c.state,
    log_event.c.hash,
    log_event.c.id,
)

_LINES = text(  # a text: rows come as the driver gives them, without a conversion for each column
    "SELECT hash, header, coalesce(salt, :nothing), payload, state FROM log_event WHERE epoch_no = :number "
    "AND seq BETWEEN :first AND :last AND connected = 1 ORDER BY epoch_no, seq, hash"
)


def events_of(connection: Connection, ids: Iterable[str]) -> dict[str, list[Event]]:
    """All connected events of these aggregates, by aggregate id."""
    found: dict[str, list[Event]] = {}
    for chunk in chunks(list(ids), 400):
        mine = among(connection, log_event.c.id, chunk)
        rows = connection.execute(EVENT.where(mine, log_event.c.connected == 1)).all()
        headers = [_HEADER.decode(row.header) for row in rows]
        writers = writers_of(connection, {header.epoch for header in headers})
        for header, (raw, salt, payload, state, digest, _id) in zip(headers, rows, strict=True):
            writer = writers.get(header.epoch)
            event = Event(digest, header, raw, salt or b"", payload, state, writer)
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
    asked = {"number": number, "first": first, "last": last, "nothing": b""}
    yield from connection.execute(_LINES.execution_options(yield_per=2000), asked)


def head(connection: Connection, epoch: str) -> Head:
    """The last connected event of an epoch; Head(0, "") for an empty one."""
    return heads(connection, [epoch])[epoch]


def heads(connection: Connection, epochs: Collection[str]) -> dict[str, Head]:
    """The last connected event of each of these epochs."""
    found = dict.fromkeys(epochs, Head(0, ""))
    inner = log_event.alias()
    last = (
        select(inner.c.seq)
        .where(inner.c.epoch_no == log_epoch.c.no, inner.c.connected == 1)
        .order_by(inner.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(log_epoch.c.id, log_event.c.seq, log_event.c.hash)
        .join(log_event, log_event.c.epoch_no == log_epoch.c.no)
        .where(among(connection, log_epoch.c.id, epochs), log_event.c.seq == last, log_event.c.connected == 1)
        .order_by(log_event.c.hash.desc())  # of a fork's branches the one with the smallest hash
    )
    found.update((epoch, Head(seq, digest.hex())) for epoch, seq, digest in rows)
    return found


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
    return count_connected(connection, epoch) > head(connection, epoch).seq


def count_connected(connection: Connection, epoch: str) -> int:
    """How many connected events of an epoch are here, those of all branches together."""
    number = connection.execute(select(log_epoch.c.no).where(log_epoch.c.id == epoch)).scalar()
    return _count_connected(connection, log_event.c.epoch_no == number)


def count_open(connection: Connection) -> int:
    """How many connected events are here, without those of sealed matters."""
    return _count_connected(connection, log_event.c.epoch_no.not_in(sealed_epochs(connection)))


def _count_connected(connection: Connection, which: ColumnElement[bool]) -> int:
    """Counted in indexes, as all less those that wait: rows are long, and every page of them has to be decrypted."""
    everything, waiting = (
        int(connection.execute(select(func.count()).select_from(log_event).where(*where)).scalar_one())
        for where in ((which,), (which, WAITING))
    )
    return everything - waiting


def sealed_epochs(connection: Connection) -> dict[int, str]:
    """Number -> id of the epochs of sealed matters, which have epochs of their own, so that one event tells."""
    first = (
        select(log_event.c.aggregate)
        .where(log_event.c.epoch_no == log_epoch.c.no)
        .order_by(log_event.c.epoch_no, log_event.c.seq)
        .limit(1)
        .scalar_subquery()
    )
    query = select(log_epoch.c.no, log_epoch.c.id).where(first == SEALED_AGGREGATE)
    return {number: epoch for number, epoch in connection.execute(query)}


def greatest_tick(connection: Connection) -> int:
    """The greatest tick this installation has written or imported; the sealed chain counts its own.

    Along a chain ticks grow: only its end is asked, what waits, and every event of an epoch that has branches.
    """
    number, tick, sealed = log_event.c.epoch_no, log_event.c.tick, sealed_epochs(connection)
    last = (
        select(tick)
        .where(number == log_epoch.c.no, log_event.c.connected == 1)
        .order_by(number.desc(), log_event.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    forked = select(number).group_by(number, log_event.c.seq).having(func.count() > 1)
    asked = (
        select(func.max(last)).select_from(log_epoch).where(log_epoch.c.no.not_in(sealed)),
        select(func.max(tick)).where(WAITING, number.not_in(sealed)),
        select(func.max(tick)).where(number.in_(forked), number.not_in(sealed)),
    )
    return max(int(connection.execute(query).scalar() or 0) for query in asked)


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


def among(connection: Connection, column: Any, names: Collection[str]) -> ColumnElement[bool]:
    """`column` is one of these texts, as one parameter whatever their number: SQLAlchemy's IN writes each out."""
    if connection.dialect.name == "postgresql":
        return cast("ColumnElement[bool]", column == any_(literal(list(names), postgresql.ARRAY(Text))))
    return cast("ColumnElement[bool]", column.in_(_listed(connection, names)))


def add_names(connection: Connection, table: Table, names: Collection[str]) -> None:
    """Put texts into a table of one column; those that are there stay."""
    connection.execute(insert_ignore(connection, table).from_select([*table.columns], _listed(connection, names)))


def _listed(connection: Connection, names: Collection[str]) -> Select[tuple[str]]:
    """These texts as rows, by one parameter."""
    if connection.dialect.name == "postgresql":
        return select(func.unnest(literal(list(names), postgresql.ARRAY(Text))))
    listed = func.json_each(msgspec.json.encode(list(names)).decode()).table_valued("value")
    return select(listed.c.value).where(true())  # SQLite would take ON CONFLICT for a join without a condition


def chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """`items` in pieces of at most `size` (SQL parameters are limited)."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def canonical_row(row: Any) -> bytes:
    """A table row as canonical JSON, for the digest."""
    return encode_checked([value.hex() if isinstance(value, bytes) else value for value in row])
