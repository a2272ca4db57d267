"""The chain of sealed matters (检举控告): an epoch of its own, so that no number, bundle or digest tells of it.

Everybody else's records are byte for byte the same with and without it: own epoch, own ticks, own anchor (encrypted,
of one size, written at every close), own journal. Bodies are age ciphertext; nothing decrypted
is ever stored. Nobody but a viewer with the right "sealed" may be handed what is read here (db/queries/sealed.py).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, select

from db import journal, log
from db.append import append_own
from db.projections import replace_rows
from db.projections.station import fold_listed
from db.store import Store, get_key, get_setting, put_key, put_setting
from db.tables import local_sealed_journal, log_blob, log_event, state_sealed
from desktop.domain.canonical import sha256
from desktop.domain.errors import Situation
from desktop.domain.events import Event, Header, encode_payload, order_key, payload_of, seal
from desktop.domain.sealed import (
    SEALED_AGGREGATE,
    Enclosed,
    SealedAct,
    SealedAttached,
    SealedState,
    disclose,
    enclose,
    fold_sealed,
)
from desktop.domain.station_events import Sealed
from desktop.domain.viewer import Viewer
from desktop.services.sealed_box import SealedBox
from desktop.services.seams import read_whole, write_whole

IDENTITY, EPOCHS, COUNTY = "sealed.identity", "sealed.epochs", "county.sealed_recipient"
DEMANDED = "sealed.demanded"
"""Set by a restore: the next sealed act begins a new epoch, whatever the anchor says."""
_ANCHOR_PAGE = 4096


class SealedAnchor(Struct, frozen=True):
    """How far the sealed chain had come, outside the database; encrypted and filled up before it is written."""

    epoch: str
    seq: int
    head: str
    series: dict[str, int] = {}
    pad: str = ""


class SealedRange(NamedTuple):
    """A run of a sealed epoch, for the sealed route of bundles."""

    epoch: str
    first: int
    last: int


class SealedChain:
    """Reads and continues the sealed chain inside one transaction of a store."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._settled = ""

    # ---- reading ----
    def states(self) -> tuple[SealedState, ...]:
        """Every sealed matter that opens, oldest first; decrypted in memory only."""
        box = self.box()
        ids = self._connection.execute(select(state_sealed.c.id)).scalars().all()
        events = log.events_of(self._connection, ids)
        states = [fold_sealed(matter, _disclosed(box, events.get(matter, []))) for matter in ids]
        return tuple(sorted((s for s in states if s is not None), key=lambda s: (s.opened.received_at, s.id)))

    def greatest_serial(self, series: str) -> int:
        """The last number of a sealed series, of the chain and of the anchor."""
        anchor = self._anchor()
        in_anchor = anchor.series.get(series, 0) if anchor is not None else 0
        return max([in_anchor, *(s.opened.serial for s in self.states() if s.opened.series == series)])

    def epoch_ordinal(self) -> int:
        """1, or the ordinal of the sealed epoch once the chain had to begin anew after a doubt."""
        self._place()
        return max(1, len(self._epochs()))

    def box(self) -> SealedBox:
        """The box of this installation; its identity is made together with the first anchor, matters or not."""
        return SealedBox(sealed_identity(self._connection))

    # ---- writing ----
    def append(self, viewer: Viewer, matter_id: str, act: SealedAct, said: Enclosed | None = None) -> None:
        """Encrypt an act and append it to the sealed chain; durable with the transaction's commit.

        `said`: the act was recorded before, by whom and when it says; it is only closed for one more reader.
        """
        at = self._store.clock.now().isoformat(timespec="seconds")
        county = get_setting(self._connection, COUNTY)
        inside = enclose(act, viewer.id, at) if said is None else enclose(act, said.actor, said.at)
        ciphertext = self.box().close(inside, [county])
        payload = Sealed(base64.b64encode(ciphertext).decode())
        known = log.events_of(self._connection, [matter_id]).get(matter_id, [])
        epoch, place = self._place()
        event = seal(
            Header(
                v=1,
                epoch=epoch,
                seq=place.seq + 1,
                prev=place.hash,
                aggregate=SEALED_AGGREGATE,
                id=matter_id,
                type="sealed",
                type_version=1,
                actor=viewer.id,
                role="",
                at=at,
                tick=self._tick() + 1,
                after=tuple(sorted({e.hash.hex() for e in known} - {p for e in known for p in e.header.after})),
                owner_version=0,
                data_class="S",
                payload_hash="",
            ),
            encode_payload(payload),
            self._store.random.bytes(16),
        )
        append_own(self._connection, log.epoch_number(self._connection, epoch), [event])
        replace_rows(self._connection, {matter_id: (SEALED_AGGREGATE, fold_listed([*known, event]))})

    def close_again(self, viewer: Viewer) -> bool:
        """Close for the county what was recorded before its key was known; whether there was anything."""
        again = list(self._unread_by_county())
        for matter_id, said in again:
            act = said.act
            if isinstance(act, SealedAttached):
                act = msgspec.structs.replace(act, blob=self.put_blob(self.get_blob(act.blob))[0])
            self.append(viewer, matter_id, act, said)
        return bool(again)

    def _unread_by_county(self) -> Iterator[tuple[str, Enclosed]]:
        """Acts that lie in a box for this installation alone and in none for the county."""
        box = self.box()
        ids = self._connection.execute(select(state_sealed.c.id)).scalars().all()
        for matter_id, events in log.events_of(self._connection, ids).items():
            both = [(entry, readers) for entry, readers in _boxes(box, events)]
            open_to_county = {entry.key for entry, readers in both if readers > 1}
            yield from ((matter_id, entry) for entry, _ in both if entry.key not in open_to_county)

    def note(self, viewer: Viewer, act: str, subject: str) -> None:
        """One line in the book of sealed matters."""
        now = self._store.clock.now()
        journal.write(self._connection, at=now, user=viewer.id, act=act, subject=subject, book=local_sealed_journal)

    def put_blob(self, data: bytes) -> tuple[str, str]:
        """Store a file encrypted to the sealed route; returns (hash of the encrypted form, hash of the plain one)."""
        closed = self.box().close(data, [get_setting(self._connection, COUNTY)])
        blob = self._store.blobs.put(closed)
        self._connection.execute(
            log.insert_ignore(self._connection, log_blob), {"hash": blob, "size": len(closed), "travels": 0}
        )
        return blob, sha256(data).hex()

    def get_blob(self, blob: str) -> bytes:
        return self.box().open(self._store.blobs.get(blob))

    # ---- the chain ----
    def write_anchor(self, *, wrote: bool) -> None:
        """Write the sealed anchor whether there are matters or not; only what this session `wrote` moves it.

        Commits a new identity, so that the next start can read the file.
        """
        box = self.box()
        self._connection.commit()
        anchor = self._anchor() or SealedAnchor("", 0, "")
        if wrote:
            epoch = self._epochs()[-1]
            series = dict(anchor.series)
            for state in self.states():
                series[state.opened.series] = max(state.opened.serial, series.get(state.opened.series, 0))
            anchor = SealedAnchor(epoch, *log.head(self._connection, epoch), series)
        bare = msgspec.structs.replace(anchor, pad="")
        short = -len(msgspec.json.encode(bare)) % _ANCHOR_PAGE
        raw = msgspec.json.encode(msgspec.structs.replace(bare, pad=" " * short))
        with suppress(OSError):  # as the open anchor: the commit stands, the next close tries again
            self._store.fs.mkdir(self._store.anchors.folder)
            write_whole(self._store.fs, self._anchor_path(), box.close(raw))

    def _place(self) -> tuple[str, log.Head]:
        """Where the next act goes; decided once a transaction, for the anchor follows only after its commit."""
        if not self._settled:
            self._settled = self._trusted_epoch() or self._fresh_epoch()
        return self._settled, log.head(self._connection, self._settled)

    def _trusted_epoch(self) -> str:
        epochs, anchor = self._epochs(), self._anchor()
        if not epochs or anchor is None or anchor.epoch != epochs[-1]:
            return ""
        head = log.head(self._connection, epochs[-1])
        return epochs[-1] if anchor.seq < head.seq or (anchor.seq, anchor.head) == head else ""

    def _fresh_epoch(self) -> str:
        fresh = self._store.random.bytes(16).hex()
        put_setting(self._connection, EPOCHS, " ".join([*self._epochs(), fresh]))
        return fresh

    def _epochs(self) -> list[str]:
        return get_setting(self._connection, EPOCHS).split()

    def _tick(self) -> int:
        mine = log_event.c.epoch_no.in_(log.sealed_epochs(self._connection))
        query = select(func.max(log_event.c.tick)).where(mine, log_event.c.aggregate == SEALED_AGGREGATE)
        return int(self._connection.execute(query).scalar() or 0)

    def _anchor_path(self) -> Path:
        return self._store.anchors.folder / f"{self._store.identity.installation[:16]}.anchor"

    def _anchor(self) -> SealedAnchor | None:
        try:
            raw = self.box().open(read_whole(self._store.fs, self._anchor_path()))
            return msgspec.json.decode(raw, type=SealedAnchor)
        except (OSError, msgspec.DecodeError, Situation):
            return None


class SqlSealedWork:
    """See `desktop.usecases.protocols.SealedWork`: the sealed chain as one viewer's unit of work writes it."""

    def __init__(self, chain: SealedChain, viewer: Viewer) -> None:
        self.chain = chain
        self.wrote = False
        self._viewer = viewer

    def record(self, matter_id: str, act: SealedAct) -> None:
        self.chain.append(self._viewer, matter_id, act)
        self.wrote = True

    def states(self) -> tuple[SealedState, ...]:
        return self.chain.states()

    def greatest_serial(self, series: str) -> int:
        return self.chain.greatest_serial(series)

    def epoch_ordinal(self) -> int:
        return self.chain.epoch_ordinal()

    def put_blob(self, data: bytes) -> tuple[str, str]:
        return self.chain.put_blob(data)

    def get_blob(self, blob: str) -> bytes:
        return self.chain.get_blob(blob)

    def journal(self, act: str, subject: str) -> None:
        self.chain.note(self._viewer, act, subject)


def _disclosed(box: SealedBox, events: list[Event]) -> Iterator[Enclosed]:
    return (entry for entry, _readers in _boxes(box, events))


def _boxes(box: SealedBox, events: list[Event]) -> Iterator[tuple[Enclosed, int]]:
    """What opens, in order, and for how many readers each box is closed."""
    for event in sorted(events, key=order_key):
        payload = payload_of(event)
        if isinstance(payload, Sealed):
            raw = base64.b64decode(payload.age)
            try:
                found = disclose(box.open(raw))
            except Situation:
                continue  # a box for others, or a damaged one: the rest of the matter is still needed
            if found is not None:
                yield found, SealedBox.readers(raw)


def sealed_identity(connection: Connection) -> str:
    """The age identity of this installation's sealed route; made when there is none yet, the caller commits."""
    identity = get_key(connection, IDENTITY)
    if not identity:
        identity = SealedBox.new_identity().encode()
        put_key(connection, IDENTITY, identity)
    return identity.decode()


def sealed_recipient(connection: Connection) -> str:
    """Who can read what is closed for this installation's sealed route; "" before it has one."""
    identity = get_key(connection, IDENTITY)
    return SealedBox(identity.decode()).recipient if identity else ""


def travelling_blobs(connection: Connection, chain: SealedChain) -> list[tuple[str, int]]:
    """(hash, size) of the encrypted files of all sealed matters that the county can open, each once."""
    box = chain.box()
    ids = connection.execute(select(state_sealed.c.id)).scalars().all()
    names = {
        entry.act.blob
        for events in log.events_of(connection, ids).values()
        for entry, readers in _boxes(box, events)
        if readers > 1 and isinstance(entry.act, SealedAttached)
    }
    rows = connection.execute(select(log_blob.c.hash, log_blob.c.size).where(log_blob.c.hash.in_(names)))
    return sorted((row.hash, row.size) for row in rows)


def sealed_ranges(connection: Connection) -> list[SealedRange]:
    """The runs of this installation's sealed epochs, whole: what the sealed route of a bundle may carry."""
    found = []
    for epoch in get_setting(connection, EPOCHS).split():
        head = log.head(connection, epoch)
        if head.seq:
            found.append(SealedRange(epoch, 1, head.seq))
    return found


def sealed_events(connection: Connection, after: dict[str, int] | None = None) -> Iterator[log.StoredLine]:
    """The stored lines of the sealed chain beyond `after` (epoch -> seq that is there), streamed; ciphertext inside."""
    for part in sealed_ranges(connection):
        first = 1 + (after or {}).get(part.epoch, 0)
        if first <= part.last:
            yield from log.lines(connection, part.epoch, first, part.last)
