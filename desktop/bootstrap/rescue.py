"""A damaged station can still be looked at, and what reads can be carried into one restored from a backup.

Works on a private copy in a throw-away folder (encrypted like the original), so that not a byte of the damaged folder
changes. Looking needs the user's own record to read; nobody gets in here whom the whole data would not let in.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Final

from msgspec import Struct

from db import exchange, journal
from db.engine import Engine, encrypted_engine, probe
from db.log import insert_ignore
from db.queries import SqlQueries
from db.salvage import known_hashes, read_what_reads
from db.tables import local_draft
from db.verify import readable_tables
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.keys import DATABASE, key_of_user
from desktop.bootstrap.papers import PdfPapers
from desktop.bootstrap.references import StationReferences
from desktop.bootstrap.station import SYSTEM, Desk, login_guard, open_store, viewer_of
from desktop.domain.errors import Situation
from desktop.domain.progress import Report, silent
from desktop.services.keystore import KeyStore
from desktop.services.proven_copy import OWN_DISK, copy_proven, on_own_disk
from desktop.services.seams import throw_away_folder

_FILES: Final = (DATABASE, f"{DATABASE}-wal")


class Rescue:
    """A damaged station, read-only. Close it, or use it as a context manager.

    Attributes:
        viewer: who looks.
        queries: as of an open station; a question that meets damage raises S-202, the others answer.
    """

    def __init__(self, folder: Path, login: str, key: bytes, doors: Doors) -> None:
        self._stack = ExitStack()
        try:
            self._engine = _private_copy(self._stack, folder, key, doors)
            store = open_store(folder, self._engine, doors)
            references = StationReferences(store.identity.station, doors.clock, store.blobs.get)
            titles = {info.key: info.title for info in PdfPapers().types()}
            self.queries = SqlQueries(self._engine, store, references.bound(), lambda: titles)
            self.viewer = viewer_of(self.queries.users(SYSTEM), login)
        except BaseException:
            self._stack.close()
            raise

    def readable(self, report: Report = silent) -> dict[str, tuple[int, bool]]:
        """Of every table: how many rows read from its beginning, and whether all do."""
        return readable_tables(self._engine, report)

    def close(self) -> None:
        self._stack.close()

    def __enter__(self) -> Rescue:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


class Salvaged(Struct, frozen=True):
    """What was carried over. `lost`: at least so many rows of the log do not read; that is all that can be said."""

    events: int
    lost: int
    attachments: int
    attachments_lost: int
    drafts: int


def open_rescue(folder: Path, login: str, passphrase: str, doors: Doors | None = None) -> Rescue:
    """Look at a damaged station.

    Raises:
        Situation: S-201, S-203, S-243, S-264 nothing opens at all, S-202 not even the user's record reads, S-234,
            S-262 no room for the private copy.
    """
    doors = doors or Doors()
    keystore = KeyStore(folder / "keys.json", doors.fs, doors.random, doors.cost)
    key = key_of_user(folder, login, passphrase, keystore, login_guard(folder, doors))
    return Rescue(folder, login, key, doors)


def salvage(desk: Desk, damaged: Path, report: Report = silent) -> Salvaged:
    """Carry what still reads in a damaged folder into this station, which was restored from a backup of it.

    Events, attachments and drafts that are not here yet; each proven by its hash. Twice changes nothing.

    Raises:
        Situation: S-264 the damaged file does not open with this station's key, S-262. Cancelled.
    """
    with ExitStack() as stack:
        engine = _private_copy(stack, damaged, desk.key, desk.doors)
        found = read_what_reads(engine, known_hashes(desk.store.engine), report)
    theirs = open_store(damaged, desk.store.engine, desk.doors).blobs  # same keys as here, files over there
    attachments, gone = 0, 0
    with desk.store.transaction() as connection:
        stored = exchange.store_events(connection, found.events)
        for content_hash in found.blobs:
            if not desk.store.blobs.has(content_hash):
                try:
                    size = theirs.check(content_hash)
                except Situation:
                    gone += 1
                    continue
                next(desk.store.blobs.put_all([(content_hash, theirs.pieces(content_hash))]))
                exchange.note_blobs(connection, [(content_hash, size)])
                attachments += 1
        drafts = 0
        for draft in found.drafts:
            drafts += connection.execute(insert_ignore(connection, local_draft), draft).rowcount
        note = f"{stored.new} {found.lost} {attachments} {gone}"
        journal.write(connection, at=desk.doors.clock.now(), user=desk.viewer.id, act="salvage", subject="", note=note)
        connection.commit()
    desk.store.forget_place()
    return Salvaged(stored.new, found.lost, attachments, gone, drafts)


def _private_copy(stack: ExitStack, folder: Path, key: bytes, doors: Doors) -> Engine:
    """An engine on a copy of a closed database with its write-ahead log; both are gone when `stack` is closed."""
    place = stack.enter_context(throw_away_folder("fengqiao-rescue-"))
    for name in _FILES:
        with on_own_disk():
            there = doors.fs.exists(folder / name)
        if there:
            copy_proven(doors.fs, folder / name, place / name, of=OWN_DISK, to=OWN_DISK, tick=lambda: None)
    engine = encrypted_engine(place / DATABASE, key, read_only=True)
    stack.callback(engine.dispose)
    probe(engine)
    return engine
