"""One open database with its current epoch: where units of work begin. Holds no session and no state of cases.

Opening never writes events. When the anchor outside the database is missing or ahead, the *next write* opens a new
epoch (sync-model.md §4); reading, `digest` and `verify` never do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, insert, select

from db import log
from db.journal import Notes
from db.tables import local_key, local_setting, state_installation
from desktop.domain.case import CaseState
from desktop.domain.station_events import EpochOpened, EpochState
from desktop.services.anchor import Anchor, Anchors
from desktop.services.blobs import Blobs
from desktop.services.seams import Clock, Fs, Random

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


Assess = Callable[[Connection, CaseState], Assessment]


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
        fs: Fs,
        clock: Clock,
        random: Random,
    ) -> None:
        self.engine = engine
        self.identity = identity
        self.blobs = blobs
        self.anchors = anchors
        self.fs = fs
        self.clock = clock
        self.random = random
        self.assess: Assess | None = None
        self.notes = Notes()
        self._known: Place | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One write transaction; rolled back unless the block commits."""
        with self.engine.connect() as connection:
            yield connection

    def place(self, connection: Connection) -> Place:
        """Where the next event of this installation goes; decides whether a new epoch must be opened.

        Asked of database and anchor at the first write and after `forget_place`, remembered in between.
        """
        if self._known is None:
            self._known = self._find_place(connection)
        return self._known

    def remember_place(self, place: Place) -> None:
        """A commit has moved the head."""
        self._known = place

    def forget_place(self) -> None:
        """Something else wrote (an import, a restore): ask the database again."""
        self._known = None

    def _find_place(self, connection: Connection) -> Place:
        tick = log.greatest_tick(connection)
        current = current_epoch(connection, self.identity.installation)
        demanded = get_setting(connection, "epoch.demanded")
        if not current:
            return self._fresh(connection, tick, "rebuilt" if demanded == "rebuilt" else "new", "", log.Head(0, ""))
        head = log.head(connection, current)
        anchor = self.anchors.load(current)
        reason: Reason | None = None
        if demanded:
            reason = msgspec.convert(demanded, Reason)
        elif anchor is None:
            reason = "anchor_missing"
        elif anchor.seq > head.seq or (anchor.seq == head.seq and anchor.head != head.hash):
            reason = "behind_anchor"
        if reason is not None:
            return self._fresh(connection, tick, reason, current, head)
        return Place(current, log.epoch_number(connection, current), head.seq, head.hash, tick, None)

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
        """Remember outside the database how far this epoch has come (after starts, numbers and exports)."""
        current = current_epoch(connection, self.identity.installation)
        if current:
            head = log.head(connection, current)
            marks, before = series_marks(connection), self.anchors.load(current)
            for series, serial in (before.series if before else {}).items():
                marks[series] = max(serial, marks.get(series, 0))  # a number of an undone case is not given again
            self.anchors.save(Anchor(current, head.seq, head.hash, marks))


def current_epoch(connection: Connection, installation: str) -> str:
    """The epoch this installation writes; "" before its first event."""
    doc = connection.execute(select(state_installation.c.doc).where(state_installation.c.id == installation)).scalar()
    return msgspec.json.decode(doc, type=EpochState).epochs[-1] if doc else ""


def series_marks(connection: Connection) -> dict[str, int]:
    """Last number of every series in the log."""
    from db.numbers import greatest_serials

    return greatest_serials(connection)


def get_setting(connection: Connection, key: str, default: str = "") -> str:
    """A local setting of this installation."""
    value = connection.execute(select(local_setting.c.value).where(local_setting.c.key == key)).scalar()
    return default if value is None else str(value)


def put_setting(connection: Connection, key: str, value: str) -> None:
    connection.execute(local_setting.delete().where(local_setting.c.key == key))
    if value:
        connection.execute(insert(local_setting).values(key=key, value=value))


def get_key(connection: Connection, name: str) -> bytes:
    """A secret of this installation (signing key, age identity, blob name key); b"" when there is none."""
    value = connection.execute(select(local_key.c.value).where(local_key.c.name == name)).scalar()
    return b"" if value is None else bytes(value)


def put_key(connection: Connection, name: str, value: bytes) -> None:
    connection.execute(local_key.delete().where(local_key.c.name == name))
    connection.execute(insert(local_key).values(name=name, value=value))
