"""Checks a database against itself: pages, structure, log, rows, journal. Reads only, in short steps, so that others
go on working; what is found is named, nothing is mended here.

A step that meets a page which does not authenticate ends, and is named itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column, Connection, Engine, Row, Table, and_, func, inspect, select, text, tuple_

from db import journal, log, schema
from db.append import after_accepted_gaps
from db.projections import fold, registry
from db.tables import (
    local_journal,
    local_sealed_journal,
    log_blob,
    log_disposal,
    log_epoch,
    log_event,
    state_case,
    tables_of,
)
from desktop.domain.backups import MissingFile
from desktop.domain.canonical import sha256
from desktop.domain.case import CaseState
from desktop.domain.errors import Situation
from desktop.domain.events import Header, payload_hash, read_header
from desktop.domain.progress import Report
from desktop.domain.sealed import SEALED_AGGREGATE
from desktop.domain.verification import Finding, FindingKind, finding

_STEP = 1000
_JOURNALS = (local_journal, local_sealed_journal)


class Checked(NamedTuple):
    """How much a step looked at and what it found."""

    looked_at: int
    findings: tuple[Finding, ...]


Step = Callable[[Engine, Report], Checked]


def check_database(engine: Engine, report: Report) -> dict[str, Checked]:
    """All steps over one read-only engine. Raises Cancelled, and Situations other than S-202 (S-265, S-263)."""
    steps: dict[str, Step] = {
        "pages": check_pages,
        "protection": check_protection,
        "events": check_log,
        "records": check_rows,
        "journal": check_journals,
    }
    found = {}
    for name, step in steps.items():
        try:
            found[name] = step(engine, report)
        except Situation as error:
            if error.code != "S-202":
                raise
            found[name] = Checked(0, finding("page", [name]))
    return found


def check_pages(engine: Engine, report: Report) -> Checked:
    """Authenticate every page of the file, then its structure and references. Cannot be stopped within one pass.

    Pages of a server are the server's own affair (data checksums, pg_amcheck).
    """
    report(0, 2, "pages")
    if engine.dialect.name != "sqlite":
        return Checked(0, ())
    with engine.connect() as connection:
        pages = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
        report(1, 2, "pages")
        structure = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        structure = [line for line in structure if line != "ok"]
        structure += [str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    return Checked(1, (*finding("page", pages), *finding("structure", structure)))


def check_protection(engine: Engine, _report: Report) -> Checked:
    """Tables, indexes and the triggers that keep the log append-only are there as the program makes them."""
    with engine.connect() as connection:
        missing = schema.missing_objects(connection)
    return Checked(1, finding("protection", missing))


# ---- log ------------------------------------------------------------------------------------------------------------
_LINE = (
    select(
        log_event,
        log_epoch.c.id.label("epoch"),
        log_disposal.c.hash.label("disposed"),
    )
    .join_from(
        log_event,
        log_disposal,
        and_(*(log_event.c[k] == log_disposal.c[k] for k in ("epoch_no", "seq", "hash"))),
        isouter=True,
    )
    .join(log_epoch, log_epoch.c.no == log_event.c.epoch_no, isouter=True)
    .order_by(log_event.c.epoch_no, log_event.c.seq, log_event.c.hash)
    .limit(_STEP)
)


def check_log(engine: Engine, report: Report) -> Checked:
    """Every header against its hash and its columns, every body against its header, every chain against its links."""
    with engine.connect() as connection:
        total = int(connection.execute(select(func.count()).select_from(log_event)).scalar() or 0)
        after_gaps = after_accepted_gaps(connection)
    bad: dict[FindingKind, list[str]] = {"event": [], "chain": [], "body": []}
    parents: dict[bytes, int] = {}
    before: dict[bytes, int] = {}
    place = (0, 0)
    looked = count = 0  # what is told counts no sealed matters
    for row in _lines(engine):
        if (row.epoch_no, row.seq) != place:
            parents = before if (row.epoch_no, row.seq - 1) == place else {}
            before, place = {}, (row.epoch_no, row.seq)
        looked += 1
        count += row.aggregate != SEALED_AGGREGATE
        if looked % _STEP == 0:
            report(looked, max(total, looked), "events")
        name = f"{str(row.epoch)[:8]}/{row.seq}"
        header = _header(row)
        if header is None:
            bad["event"].append(name)
            continue
        before[row.hash] = header.tick
        if row.connected and not _linked(header, parents) and (row.epoch_no, row.seq) not in after_gaps:
            bad["chain"].append(name)
        if not _body_fits(row, header):
            bad["body"].append(name)
    findings = [f for kind, names in bad.items() for f in finding(kind, names)]
    return Checked(count, tuple(findings))


def _lines(engine: Engine) -> Iterator[Row[Any]]:
    """The whole log in order, a thousand events a transaction: a long one would keep the write-ahead log growing."""
    key = tuple_(log_event.c.epoch_no, log_event.c.seq, log_event.c.hash)
    last: tuple[Any, ...] | None = None
    while True:
        query = _LINE if last is None else _LINE.where(key > last)
        with engine.connect() as connection:
            rows = connection.execute(query).all()
        yield from rows
        if len(rows) < _STEP:
            return
        last = (rows[-1].epoch_no, rows[-1].seq, rows[-1].hash)


def _header(row: Row[Any]) -> Header | None:
    """The header of a stored event when its bytes, its hash and the columns beside it agree."""
    if not isinstance(row.header, bytes) or sha256(row.header) != row.hash:
        return None
    try:
        header = read_header(row.header)
    except ValueError:
        return None
    stored = (row.epoch, row.seq, row.aggregate, row.id, row.type, row.tick)
    return (
        header if stored == (header.epoch, header.seq, header.aggregate, header.id, header.type, header.tick) else None
    )


def _linked(header: Header, parents: dict[bytes, int]) -> bool:
    if header.seq == 1 and not header.prev:
        return True
    tick = parents.get(bytes.fromhex(header.prev))
    return tick is not None and tick < header.tick


def _body_fits(row: Row[Any], header: Header) -> bool:
    if row.salt is None:
        return row.state == "disposed" and row.payload is None and row.disposed is not None
    if row.payload is None:
        return bool(row.state != "present")
    if not isinstance(row.payload, bytes) or not isinstance(row.salt, bytes):
        return False
    return payload_hash(row.salt, row.payload) == header.payload_hash


# ---- rows -----------------------------------------------------------------------------------------------------------
def check_rows(engine: Engine, report: Report) -> Checked:
    """Fold every aggregate anew and compare with its stored rows; the same as a rebuild, without writing one."""
    with engine.connect() as connection:
        everything = list(log.aggregates(connection))
    wrong: list[str] = []
    for start in range(0, len(everything), 200):
        report(start, len(everything), "records")
        wrong += _wrong_rows(engine, everything[start : start + 200])
    with engine.connect() as connection:
        wrong += _strangers(connection)
    return Checked(sum(kind != SEALED_AGGREGATE for _, kind in everything), finding("rows", wrong))


def _strangers(connection: Connection) -> list[str]:
    """Ids that have state rows and no event."""
    found: set[str] = set()
    for _table, column in _tables():
        logged = select(log_event.c.id).where(log_event.c.id == column, log_event.c.connected == 1)
        found.update(connection.execute(select(column).distinct().where(~logged.exists())).scalars())
    return sorted(found)


def _tables() -> set[tuple[Table, Column[str]]]:
    return {pair for projection in registry().values() for pair in projection.tables}


def _wrong_rows(engine: Engine, aggregates: Sequence[tuple[str, str]]) -> list[str]:
    """As `_compared`; an aggregate whose events cannot even be folded is found by halving and named."""
    try:
        with engine.connect() as connection:
            return _compared(connection, dict(aggregates))
    except (ValueError, TypeError, LookupError, AttributeError):
        if len(aggregates) == 1:
            return [aggregates[0][0]]
        half = len(aggregates) // 2
        return _wrong_rows(engine, aggregates[:half]) + _wrong_rows(engine, aggregates[half:])


def _compared(connection: Connection, aggregates: dict[str, str]) -> list[str]:
    """Ids of these aggregates whose stored rows are not those of their fold."""
    known = registry()
    events = log.events_of(connection, aggregates)
    should: dict[Table, dict[str, Counter[bytes]]] = {}
    for i, first in aggregates.items():
        for kind in {first, *(e.header.aggregate for e in events.get(i, ()))} & known.keys():
            state = fold(kind, events.get(i, ()))
            rows = known[kind].rows(state) if state is not None else {}
            for table, _column in known[kind].tables:
                lines = [log.canonical_row([row[c.name] for c in table.columns]) for row in rows.get(table, [])]
                should.setdefault(table, {}).setdefault(i, Counter()).update(lines)
    wrong: set[str] = set()
    for table, column in _tables():
        stored: dict[str, Counter[bytes]] = {}
        for row in connection.execute(select(table).where(column.in_(list(aggregates)))):
            stored.setdefault(getattr(row, column.name), Counter())[log.canonical_row(row)] += 1
        asked = should.get(table, {})
        wrong.update(i for i in {*stored, *asked} if stored.get(i, Counter()) != asked.get(i, Counter()))
    return sorted(wrong)


# ---- journal, attachments, rescue -----------------------------------------------------------------------------------
def check_journals(engine: Engine, report: Report) -> Checked:
    """The hash links of the books of looks, prints and exports."""
    report(0, 1, "journal")
    broken = []
    with engine.connect() as connection:
        for book in _JOURNALS:
            line = journal.first_broken(connection, book)
            if line is not None:
                broken.append(str(line))
    return Checked(1, finding("journal", broken))


def blobs(engine: Engine) -> list[str]:
    """Content hashes of all attachments that should be here."""
    with engine.connect() as connection:
        return list(connection.execute(select(log_blob.c.hash).order_by(log_blob.c.hash)).scalars())


def name_blobs(connection: Connection, hashes: Iterable[str]) -> tuple[MissingFile, ...]:
    """Which attachments these are, for a list a person can work with; those no open case names stay without a name."""
    wanted = set(hashes)
    names: dict[str, MissingFile] = {}
    docs = connection.execute(select(state_case.c.doc)).scalars() if wanted else ()
    for doc in docs:
        case = msgspec.json.decode(doc, type=CaseState)
        for item in case.attachments:
            names[item.content_hash] = MissingFile(case.reg.number, item.name)
        for paper in case.documents:
            names[paper.facts_hash] = names[paper.pdf_hash] = MissingFile(case.reg.number, f"文书 {paper.number}")
    found = [names.get(content_hash, MissingFile("", "")) for content_hash in wanted]
    return tuple(sorted(found, key=lambda f: (f.number, f.name)))


def readable_tables(engine: Engine, report: Report) -> dict[str, tuple[int, bool]]:
    """Of a damaged database: how many rows of each table still read from its beginning, and whether all do."""
    found = {}
    tables = [t for kind in ("log", "state", "local") for t in tables_of(kind)]
    for number, table in enumerate(tables):
        report(number, len(tables), "rescue")
        rows, whole = 0, True
        try:
            with engine.connect() as connection:
                for _row in connection.execute(select(table).execution_options(yield_per=100)):
                    rows += 1
        except Situation:
            whole = False
        found[table.name] = (rows, whole)
    return found


_WHOLE = select(log_event.c.header, log_event.c.state, log_event.c.salt, log_event.c.payload).order_by(
    log_event.c.epoch_no, log_event.c.seq, log_event.c.hash
)
_BODIES_APART = text(  # before schema 0004
    "SELECT header, coalesce(state, 'disposed'), salt, payload FROM log_event LEFT JOIN log_body "
    "USING (epoch_no, seq, hash) ORDER BY epoch_no, seq, hash"
)


def log_digest(connection: Connection) -> str:
    """SHA-256 over every header and body of the log in order: what an upgrade must not change. Of any schema."""
    total = b""
    apart = inspect(connection).has_table("log_body")
    rows: Iterable[Any] = connection.execution_options(yield_per=_STEP).execute(_BODIES_APART if apart else _WHOLE)
    for row in rows:
        total = sha256(total + b"".join(_framed(part) for part in row))
    return total.hex()


def _framed(part: object) -> bytes:
    raw = part if isinstance(part, bytes) else str(part).encode()
    return len(raw).to_bytes(8, "big") + raw
