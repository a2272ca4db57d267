"""The county's journal of files: one row for each, from SEEN to DURABLE or QUARANTINED (sync-model.md §7).

STAGED, OPENED and VERIFIED are committed as soon as the step is done, what follows in the transaction of its step. A
restart begins again with the copy that STAGED means, whatever came after it: opening and verifying leave nothing but
their row. Losing this table loses only convenience; the log knows every event by its hash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, insert, select, update

from db import log
from db.tables import WAITING, local_inbox, log_epoch, log_event
from desktop.domain.manifest import Manifest

State = Literal[
    "SEEN", "STAGED", "OPENED", "VERIFIED", "STORED", "PROJECTED", "WAITING", "DURABLE", "QUARANTINED", "DISCARDED"
]
UNDER_WAY: tuple[State, ...] = ("SEEN", "STAGED", "OPENED", "VERIFIED")
"""States of files that are not settled; their rows go by the name of the file."""
KEPT: tuple[State, ...] = ("STORED", "PROJECTED", "WAITING", "DURABLE")
"""States of bundles whose events are in the log. STORED alone: at a station, and in rows of earlier programs."""


class InboxRow(Struct, frozen=True):
    """One file. `digest`: of its encrypted part, or a name of our own while that is not known. `copies`: times it
    came. `doc`: content digest, or the operator's reason for discarding it."""

    digest: str
    name: str
    state: State
    seen_at: str
    bundle_id: str = ""
    sender: str = ""
    code: str = ""
    copies: int = 1
    doc: str = ""


def note(connection: Connection, *rows: InboxRow) -> None:
    """Write or replace the rows of files; they are no longer only seen then."""
    gone = {key for row in rows for key in (row.digest, _seen_key(row.name))}
    connection.execute(local_inbox.delete().where(log.among(connection, local_inbox.c.digest, gone)))
    connection.execute(insert(local_inbox), [msgspec.to_builtins(row) for row in rows])


def note_seen(connection: Connection, names: Iterable[str], at: datetime) -> None:
    """These files lie in the folder; nothing was done with them yet."""
    rows = [
        msgspec.to_builtins(InboxRow(_seen_key(name), name, "SEEN", at.isoformat(timespec="seconds"))) for name in names
    ]
    if rows:
        connection.execute(log.insert_ignore(connection, local_inbox), rows)


def note_step(connection: Connection, name: str, state: State) -> None:
    """A file that was seen has come so far."""
    mine = (local_inbox.c.digest == _seen_key(name)) & local_inbox.c.state.in_(UNDER_WAY)
    connection.execute(update(local_inbox).where(mine).values(state=state))


def forget_seen(connection: Connection, names: Iterable[str]) -> None:
    """Files that were handled without leaving a row: duplicates and our own."""
    for chunk in log.chunks([_seen_key(name) for name in names], 400):
        connection.execute(local_inbox.delete().where(log.among(connection, local_inbox.c.digest, chunk)))


def _seen_key(name: str) -> str:
    return f"seen {name}"[:64]


def forget(connection: Connection, digest: str) -> None:
    """Take a row out whose file came in after all, under its own digest."""
    connection.execute(local_inbox.delete().where(local_inbox.c.digest == digest))


def count_copies(connection: Connection, digests: Iterable[str]) -> None:
    """One more copy of each of these came (state DUPLICATE is only this counter)."""
    times: dict[int, list[str]] = {}
    for digest, count in Counter(digests).items():
        times.setdefault(count, []).append(digest)
    for count, some in times.items():
        came = log.among(connection, local_inbox.c.digest, some)
        connection.execute(update(local_inbox).where(came).values(copies=local_inbox.c.copies + count))


def state_of(manifest: Manifest, heads: Mapping[str, log.Head]) -> State:
    """PROJECTED when everything of a stored bundle is connected, WAITING while something before it is missing."""
    return "PROJECTED" if all(heads[part.epoch].seq >= part.last_seq for part in manifest.ranges) else "WAITING"


def rows(connection: Connection, states: Iterable[State]) -> list[InboxRow]:
    """The rows in these states, oldest first."""
    query = select(local_inbox).where(local_inbox.c.state.in_(tuple(states))).order_by(local_inbox.c.seen_at)
    return [InboxRow(**row._asdict()) for row in connection.execute(query)]


class SeenBundles:
    """What was stored before, for the reader (`exports.bundles.reader.Seen`)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def has_digest(self, digest: str) -> bool:
        return bool(kept(self._connection, [digest], ()))

    def content_of(self, bundle_id: str) -> str | None:
        found = kept(self._connection, (), [bundle_id])
        return found[0].doc if found else None

    def digests(self) -> list[str]:
        """All of them, for a process that opens bundles apart."""
        query = select(local_inbox.c.digest).where(local_inbox.c.state.in_(KEPT))
        return list(self._connection.execute(query).scalars())


def kept(connection: Connection, digests: Collection[str], bundle_ids: Collection[str]) -> list[InboxRow]:
    """The rows of stored bundles with one of these digests or bundle_ids."""
    mine = log.among(connection, local_inbox.c.digest, digests) | log.among(
        connection, local_inbox.c.bundle_id, bundle_ids
    )
    rows = connection.execute(select(local_inbox).where(local_inbox.c.state.in_(KEPT), mine))
    return [InboxRow(**row._asdict()) for row in rows]


def kept_names(connection: Connection, names: Collection[str]) -> set[str]:
    """Which of these names a stored bundle had."""
    mine = local_inbox.c.state.in_(KEPT) & log.among(connection, local_inbox.c.name, names)
    return set(connection.execute(select(local_inbox.c.name).where(mine)).scalars())


def settle_waiting(
    connection: Connection, senders: Collection[str], epochs: Callable[[Connection, str], Iterable[str]]
) -> None:
    """What waited of these stations is projected once nothing of their epochs is unconnected."""
    waits = local_inbox.c.state == "WAITING"
    theirs = waits & log.among(connection, local_inbox.c.sender, senders)
    for sender in connection.execute(select(local_inbox.c.sender).where(theirs).distinct()).scalars().all():
        apart = (
            select(log_event.c.seq)
            .join(log_epoch, log_epoch.c.no == log_event.c.epoch_no)
            .where(log_epoch.c.id.in_(tuple(epochs(connection, sender))), WAITING)
            .limit(1)
        )
        if connection.execute(apart).first() is None:
            mine = waits & (local_inbox.c.sender == sender)
            connection.execute(update(local_inbox).where(mine).values(state="PROJECTED"))
