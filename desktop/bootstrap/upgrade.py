"""Brings a data folder of an older program to this one's schema: copy, migrate the copy, check, swap; keep the old.

The file in use is replaced by one rename and by nothing else, so an upgrade that is killed leaves the old data or the
new ones, never between. The untouched old data stay beside them until the next upgrade, and are offered when the first
start did not reach the first screen. Runs with the folder locked and nothing open.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from db import schema
from db.engine import encrypted_engine, probe
from db.migrate import migrate_copy
from db.snapshot import check_copy, copy_database
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.keys import DATABASE
from desktop.domain.progress import Report, silent
from desktop.domain.storage_situations import first_start_failed, no_backup_here, own_disk_full, upgrade_failed
from desktop.services.proven_copy import OWN_DISK, copy_proven, on_own_disk, remove
from desktop.services.seams import Fs, read_whole, write_whole

NOTE: Final = "upgrade.json"
_WORK: Final = "upgrading.part"
_ROOM: Final = 5
"""Times the database: kept, copied, a table built anew in the copy, and both once more in its write-ahead log."""
_SPARE: Final = 16 << 20


class FirstStart(Struct, frozen=True):
    """An upgrade whose first start is not known to have succeeded.

    `state` new: one more start is allowed; started: it began and nobody said that it arrived; returned: the old data
    were put back.
    """

    before: str
    after: str
    kept: str
    state: Literal["new", "started", "returned"] = "started"


def bring_up_to_date(folder: Path, key: bytes, doors: Doors, report: Report = silent) -> bool:
    """Upgrade the database when it is older; whether it was. Call before anything else opens it.

    Raises:
        Situation: S-204 newer than this program, S-262 no room, S-264, S-202 unreadable, S-266 failed (old data in
            place), S-267 the first start after an upgrade did not succeed. Cancelled (old data in place).
    """
    found = _version(folder / DATABASE, key)
    note = first_start(folder, doors.fs)
    if note is not None and (note.state == "returned" or (note.state == "started" and note.after == found)):
        raise first_start_failed(note.before)
    if found == schema.SHIPPED.head:
        if note is not None:
            _write_note(folder, doors.fs, msgspec.structs.replace(note, state="started"))
        return False
    _upgrade(folder, key, doors, report, found)
    return True


def first_start(folder: Path, fs: Fs) -> FirstStart | None:
    """The upgrade that waits for its first start, if there is one."""
    path = folder / NOTE
    try:
        return msgspec.json.decode(read_whole(fs, path), type=FirstStart) if fs.exists(path) else None
    except (OSError, msgspec.DecodeError):
        return None


def confirm_first_start(folder: Path, fs: Fs) -> None:
    """The first screen is there: the upgrade has succeeded. The old data stay until the next upgrade."""
    if fs.exists(folder / NOTE):
        remove(fs, folder / NOTE)


def start_again(folder: Path, fs: Fs) -> None:
    """A person wants to try the upgraded data (or, after `go_back`, the upgrade) once more."""
    note = first_start(folder, fs)
    if note is not None and note.state == "started":
        _write_note(folder, fs, msgspec.structs.replace(note, state="new"))
    elif note is not None:
        remove(fs, folder / NOTE)


def go_back(folder: Path, key: bytes, doors: Doors) -> str:
    """Put the untouched old data back in place; the upgraded ones stay beside. Returns the old version.

    From then on the old program works with them; this one asks before it upgrades again.

    Raises:
        Situation: S-270 nothing was kept, S-262, S-263, S-202 the kept data are damaged.
    """
    fs, note = doors.fs, first_start(folder, doors.fs)
    if note is None or not fs.exists(folder / note.kept):
        raise no_backup_here()
    check_copy(folder / note.kept, key)
    work = folder / _WORK
    copy_proven(fs, folder / note.kept, work, of=OWN_DISK, to=OWN_DISK, tick=lambda: None)
    _settle(folder / DATABASE, key)
    aside = folder / f"fengqiao.after-{note.after}.db"
    copy_proven(fs, folder / DATABASE, aside, of=OWN_DISK, to=OWN_DISK, tick=lambda: None)
    _write_note(folder, fs, msgspec.structs.replace(note, state="returned"))
    with on_own_disk():
        fs.rename(work, folder / DATABASE)
        fs.fsync_dir(folder)
    return note.before


def _version(path: Path, key: bytes) -> str:
    """The schema version of a database. Raises Situation S-204, S-264, S-202."""
    engine = encrypted_engine(path, key)
    try:
        probe(engine)
        schema.check(engine)
        return schema.version(engine)
    finally:
        engine.dispose()


def _upgrade(folder: Path, key: bytes, doors: Doors, report: Report, found: str) -> None:
    fs, kept, work = doors.fs, folder / f"fengqiao.before-{found}.db", folder / _WORK
    with on_own_disk():
        needed, free = _ROOM * fs.size(folder / DATABASE) + _SPARE, fs.free_space(folder)
    if needed > free:
        raise own_disk_full(needed, free)
    try:
        _clear(fs, work)
        _keep(folder / DATABASE, key, work, report)
        copy_proven(fs, work, kept, of=OWN_DISK, to=OWN_DISK, tick=lambda: report(0, 1, "keep"))
        migrate_copy(work, key, report)
        with on_own_disk(), fs.open_append(work) as file:
            fs.fsync(file)
        _settle(folder / DATABASE, key)
        _write_note(folder, fs, FirstStart(found, schema.SHIPPED.head, kept.name))
        with on_own_disk():
            fs.rename(work, folder / DATABASE)
            fs.fsync_dir(folder)
    except BaseException:
        _clear(fs, work)
        raise
    _forget_older(folder, fs, kept)


def _keep(database: Path, key: bytes, target: Path, report: Report) -> None:
    engine = encrypted_engine(database, key, read_only=True)
    try:
        copy_database(engine, key, target, report)
    finally:
        engine.dispose()
    check_copy(target, key)


def _settle(database: Path, key: bytes) -> None:
    """Bring the write-ahead log of the file that is about to go into it: a log left behind would be played over the
    new file.

    Raises:
        Situation: S-266 it cannot be done (somebody still has the file open).
    """
    engine = encrypted_engine(database, key)
    try:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]  # type: ignore[union-attr]
    finally:
        engine.dispose()
    wal = database.with_name(f"{database.name}-wal")
    if busy or (wal.exists() and wal.stat().st_size):
        raise upgrade_failed("数据文件还在别处打开着")


def _write_note(folder: Path, fs: Fs, note: FirstStart) -> None:
    with on_own_disk():
        write_whole(fs, folder / NOTE, msgspec.json.encode(note))


def _clear(fs: Fs, work: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        remove(fs, work.with_name(work.name + ending))


def _forget_older(folder: Path, fs: Fs, kept: Path) -> None:
    """Old data of earlier upgrades are no longer needed once newer ones are kept."""
    for path in fs.listdir(folder):
        if path.name.startswith("fengqiao.before-") and path.name.endswith(".db") and path != kept:
            remove(fs, path)
