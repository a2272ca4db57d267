"""One open database with its current epoch: where units of work begin. Holds no session and no state of cases.

Opening never writes events. When the anchor outside the database is missing or ahead, the *next write* opens a new
epoch (sync-model.md §4); reading, `digest` and `verify` never do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, insert, select

from db import log
from db.journal import Notes
from db.numbers import greatest_serials
from db.tables import local_key, local_setting, state_installation
from desktop.domain.case import CaseState
from desktop.domain.station_events import EpochOpened, EpochState
from desktop.services.anchor import Anchor, Anchors
from desktop.services.blobs import Blobs
from desktop.services.seams import Clock, Fs, Random

SEAL = "data_key"
"""Name of the execution option with what seals secrets at rest (`db.server.KeySeal`); the embedded file has none."""

RECEIPTS = "#receipts"
"""Stands among an anchor's series: how many receipts a county has made. A county that finds more of them there than in
its database was set back, though its own log has not moved since."""

Reason = Literal["new", "restored", "anchor_missing", "behind_anchor", "receipt_ahead", "rebuilt", "county_restored"]


class Identity(NamedTuple):
    """Who this installation is: its id, its station's code, its letter ("" for the first)."""

    installation: str
    station: str
    letter: str


class Assessment(NamedTuple):
    """What the cache holds of a case's procedure status; computed outside db/ by the engine.

    `limits`: (key, Chinese title, work_by, raw, basis) of each running limit.
    """

    next_step: str
    next_title: str
    due: str
    due_title: str
    limits: tuple[tuple[str, str, str, str, str], ...]


Assess = Callable[[Connection], Callable[[CaseState], Assessment]]
"""Reads the reference data once, then assesses one case after another."""


class Place(NamedTuple):
    """Where the next event goes: the epoch, its number here, its head and the greatest tick."""

    epoch: str
    epoch_no: int
    seq: int
    head: str
    tick: int
    new_epoch: EpochOpened | None


class Store:
    """One open database (station or county)."""

    def __init__(
        self,
        engine: Engine,
        *,
        identity: Identity,
        blobs: Blobs,
        anchors: Anchors,
        seams: tuple[Fs, Clock, Random],
    ) -> None:
        self.engine = engine
        self.identity = identity
        self.blobs = blobs
        self.anchors = anchors
        self.fs, self.clock, self.random = seams
        self.assess: Assess | None = None
        self.notes = Notes()
        self.uncovered: set[tuple[str, str]] = (
            set()
        )  # (user, case): who wrote a reason for which case since the opening
        self._known: Place | None = None
        self._tick: int | None = None
        self._opened = ""

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One write transaction; rolled back unless the block commits."""
        with self.engine.connect() as connection:
            yield connection

    def place(self, connection: Connection) -> Place:
        """Where the next event of this installation goes; decides whether a new epoch must be opened.

        Asked of database and anchor at the first write and after `forget_place`, remembered in between. A new epoch is
        remembered only once it is committed.
        """
        known = self._known
        if known is None or log.head(connection, known.epoch) != (known.seq, known.head):
            found = self._find_place(connection)
            if found.new_epoch is not None:
                return found
            self._known = known = found
        return known

    def take_place(self, connection: Connection, place: Place) -> None:
        """Before the commit of a new epoch: it is the one this installation writes from now on."""
        if place.new_epoch is not None:
            put_setting(connection, "epoch.current", place.epoch)
            put_setting(connection, "epoch.demanded", "")

    def remember_place(self, place: Place) -> Place:
        """A commit has moved the head; returns the place without the opening of an epoch, which is written now."""
        if place.new_epoch is not None:
            self._opened = place.epoch
        self._known = place._replace(new_epoch=None)
        self._tick = place.tick
        return self._known

    def forget_place(self, brought: int | None = None) -> None:
        """Something else wrote (an import, a restore): ask the database again.

        `brought`: the greatest tick of an import that was committed, where nothing else was written; only without it
        is every event of the log asked for its tick.
        """
        self._known = None
        self._tick = None if brought is None or self._tick is None else max(brought, self._tick)

    def _find_place(self, connection: Connection) -> Place:
        if self._tick is None:
            self._tick = log.greatest_tick(connection)
        tick = self._tick
        current = current_epoch(connection, self.identity.installation)
        demanded = get_setting(connection, "epoch.demanded")
        if not current:
            return self._fresh(connection, tick, "rebuilt" if demanded == "rebuilt" else "new", "", log.Head(0, ""))
        head = log.head(connection, current)
        reason = msgspec.convert(demanded, Reason) if demanded else self._doubt(current, head)
        if reason is None and self._promised_more(connection, current):
            reason = "behind_anchor"
        if reason is None and log.is_forked(connection, current):
            reason = "receipt_ahead"  # a clone wrote in this epoch too; who imported its events leaves the epoch to it
        if reason is not None:
            return self._fresh(connection, tick, reason, current, head)
        return Place(current, log.epoch_number(connection, current), head.seq, head.hash, tick, None)

    def _doubt(self, current: str, head: log.Head) -> Reason | None:
        """Why the anchor speaks against continuing the current epoch; None when it does not."""
        anchor = self.anchors.load(current)
        if anchor is None:
            return None if self._opened == current else "anchor_missing"
        gone_on = anchor.successor or anchor.seq > head.seq or (anchor.seq == head.seq and anchor.head != head.hash)
        return "behind_anchor" if gone_on else None

    def _promised_more(self, connection: Connection, current: str) -> bool:
        """Whether receipts left the house that this database has not made: it would promise less under one epoch."""
        anchor = self.anchors.load(current)
        promised = anchor.series.get(RECEIPTS, 0) if anchor else 0
        return promised > 0 and promised > receipts_made(connection)

    def note_receipts(self, connection: Connection) -> None:
        """Receipts are about to leave the house: remember outside the database how many there are."""
        anchor = self.anchors.load(current_epoch(connection, self.identity.installation))
        if anchor is not None and not anchor.successor:
            with suppress(OSError):
                series = anchor.series | {RECEIPTS: receipts_made(connection)}
                self.anchors.save(msgspec.structs.replace(anchor, series=series))

    def _fresh(self, connection: Connection, tick: int, reason: Reason, before: str, head: log.Head) -> Place:
        epoch = self.random.bytes(16).hex()
        opened = EpochOpened(
            installation=self.identity.installation,
            station=self.identity.station,
            letter=self.identity.letter,
            reason=reason,
            predecessor=before,
            last_seq=head.seq,
            last_hash=head.hash,
            suspected_loss=reason not in ("new", "rebuilt"),
        )
        return Place(epoch, log.epoch_number(connection, epoch), 0, "", tick, opened)

    def write_anchor(self, connection: Connection) -> None:
        """Remember outside the database how far this epoch has come (after starts, numbers and exports).

        While the anchor speaks against the database it is left as it is, so that looking never heals a doubt. A state
        folder that cannot be written only makes this net wider: the commit stands, and the next one tries again.
        """
        current = current_epoch(connection, self.identity.installation)
        if not current:
            return
        head = log.head(connection, current)
        if self._doubt(current, head) is not None or self._promised_more(connection, current):
            return
        marks = greatest_serials(connection)
        for series, serial in self.anchor_marks(connection).items():
            marks[series] = max(serial, marks.get(series, 0))  # a number of an undone case is not given again
        if made := receipts_made(connection):
            marks[RECEIPTS] = made
        with suppress(OSError):
            self.anchors.save(Anchor(current, head.seq, head.hash, marks))
            self._close_anchors(connection, current, marks)

    def advance_anchor(self, place: Place) -> None:
        """Remember outside how far a commit has come, so that a write-ahead log cut after a crash is noticed.

        Only ever forward in the epoch that is written; a missing or doubting anchor is left to `write_anchor`.
        """
        anchor = self.anchors.load(place.epoch)
        if anchor is not None and not anchor.successor and anchor.seq < place.seq:
            with suppress(OSError):
                self.anchors.save(msgspec.structs.replace(anchor, seq=place.seq, head=place.head))

    def _close_anchors(self, connection: Connection, current: str, marks: dict[str, int]) -> None:
        """Say in the anchors of earlier epochs that they were left, for an old copy that would continue one of them.

        The first one carries the numbers too: every old copy knows it.
        """
        for place, epoch in enumerate(e for e in own_epochs(connection, self.identity.installation) if e != current):
            anchor = self.anchors.load(epoch)
            if anchor is not None and (not anchor.successor or (place == 0 and anchor.series != marks)):
                self.anchors.save(Anchor(epoch, anchor.seq, anchor.head, marks, anchor.successor or current))

    def anchor_marks(self, connection: Connection) -> dict[str, int]:
        """Last number of every series in the anchors of all epochs of this installation."""
        marks: dict[str, int] = {}
        for epoch in own_epochs(connection, self.identity.installation):
            anchor = self.anchors.load(epoch)
            for series, serial in anchor.series.items() if anchor else ():
                if series == RECEIPTS:
                    continue
                marks[series] = max(serial, marks.get(series, 0))
        return marks


def receipts_made(connection: Connection) -> int:
    """How many receipts this county has made for all stations together."""
    rows = connection.execute(select(local_setting.c.value).where(local_setting.c.key.startswith("receipt.serial.")))
    return sum(int(value) for value in rows.scalars())


def own_epochs(connection: Connection, installation: str) -> tuple[str, ...]:
    """All epochs an installation opened, in order."""
    doc = connection.execute(select(state_installation.c.doc).where(state_installation.c.id == installation)).scalar()
    return msgspec.json.decode(doc, type=EpochState).epochs if doc else ()


def current_epoch(connection: Connection, installation: str) -> str:
    """The epoch this installation writes; "" before its first event.

    The last one it opened itself: events that come back may bring epochs of a lost time, which are not continued.
    """
    return get_setting(connection, "epoch.current") or next(reversed(own_epochs(connection, installation)), "")


def get_setting(connection: Connection, key: str, default: str = "") -> str:
    """A local setting of this installation."""
    return get_settings(connection, [key]).get(key, default)


def get_settings(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """Those of these local settings that are there."""
    query = select(local_setting.c.key, local_setting.c.value).where(log.among(connection, local_setting.c.key, keys))
    return {key: str(value) for key, value in connection.execute(query)}


def put_setting(connection: Connection, key: str, value: str) -> None:
    put_settings(connection, {key: value})


def put_settings(connection: Connection, values: Mapping[str, str]) -> None:
    """Write many; "" takes one away."""
    if values:
        connection.execute(local_setting.delete().where(log.among(connection, local_setting.c.key, values)))
        log.bulk_insert(connection, local_setting, [(key, value) for key, value in values.items() if value])


def get_key(connection: Connection, name: str) -> bytes:
    """A secret of this installation (signing key, age identity, blob name key); b"" when there is none."""
    return get_keys(connection, [name]).get(name, b"")


def get_keys(connection: Connection, names: Collection[str]) -> dict[str, bytes]:
    """Those of these secrets that are there."""
    rows = connection.execute(
        select(local_key.c.name, local_key.c.value).where(log.among(connection, local_key.c.name, names))
    )
    seal = connection.get_execution_options().get(SEAL)
    return {name: bytes(value) if seal is None else bytes(seal.unseal(name, bytes(value))) for name, value in rows}


def put_key(connection: Connection, name: str, value: bytes) -> None:
    connection.execute(local_key.delete().where(local_key.c.name == name))
    seal = connection.get_execution_options().get(SEAL)
    stored = value if seal is None else seal.seal(name, value)
    connection.execute(insert(local_key).values(name=name, value=stored))
