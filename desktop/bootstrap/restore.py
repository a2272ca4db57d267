"""Restores a station from a backup into an empty folder: whole, or with a list of what is missing, or not at all.

The restored data never continue silently: the next write opens a new epoch, sending is held until a person has looked,
and what is known to be lost is said (sync-model.md §4, net 2). The database gets its name last, so an interrupted
restore leaves a folder that does not open and can be restored into again; what was copied is not copied twice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from db import journal, schema
from db.engine import copy_engine, encrypted_engine, probe
from db.migrate import migrate_copy
from db.snapshot import check_copy
from db.store import put_setting
from db.verify import blobs, name_blobs
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.keys import DATABASE
from desktop.bootstrap.lost import find_lost, lost_since
from desktop.bootstrap.station import Desk, open_store
from desktop.domain import storage_situations as told
from desktop.domain.backups import Lost, MissingFile, StoredFile
from desktop.domain.errors import Situation
from desktop.domain.progress import Report, silent
from desktop.services.backup_place import Backup, find_backups, manifest_names, read_backup
from desktop.services.keystore import KeyStore, check_passphrase
from desktop.services.lock import FolderLock, owner_words
from desktop.services.proven_copy import (
    MEDIUM,
    OWN_DISK,
    Copied,
    copy_proven,
    hash_of,
    on_medium,
    on_own_disk,
    remove,
    settle,
)
from desktop.services.seams import write_whole
from desktop.usecases.permission import demand_right
from desktop.usecases.restoring import NewPassphrase, Opener, Restored, RestorePlan

MARKER: Final = "restoring"
_PART_DATABASE: Final = "restoring.db"
_PART_KEYS: Final = "restoring.json"
_OURS: Final = {MARKER, _PART_DATABASE, _PART_KEYS, "keys.json", "blobs", "lock"}
_SPARE: Final = 16 << 20


def choose_backup(path: Path, doors: Doors) -> Backup:
    """The backup of a .fqbackup file; of a folder the newest one, when all in it are of one installation.

    Raises:
        Situation: S-270 none, or several stations' backups; S-251, S-257, S-269.
    """
    found = [read_backup(doors.fs, path)] if path.suffix else find_backups(doors.fs, path)
    if not found and (damaged := manifest_names(doors.fs, path)):
        raise told.backup_damaged("、".join(damaged))
    if len({b.manifest.installation for b in found}) != 1:
        raise told.no_backup_here()
    if found[-1].manifest.schema > schema.SHIPPED.head:
        raise told.backup_newer()
    return found[-1]


def backup_key(backup: Backup, opener: Opener, doors: Doors) -> bytes:
    """The data key of a backup.

    Raises:
        Situation: S-201 wrong passphrase, S-257 damaged keys or data, told apart from it.
    """
    with on_medium():
        said = backup.manifest.keys
        whole = doors.fs.exists(backup.keys) and hash_of(doors.fs, backup.keys, lambda: None) == (
            said.size,
            said.sha256,
        )
    if not whole:
        raise told.backup_damaged(said.name)
    keystore = KeyStore(backup.keys, doors.fs, doors.random, doors.cost)
    if opener.county_identity:
        keys: tuple[bytes, ...] = (keystore.unlock_for_county(opener.county_identity),)
    elif opener.words:
        keys = keystore.unlock_keys_with_sheet(opener.words)
    else:
        keys = keystore.unlock_keys(opener.login, opener.passphrase)
    for key in keys:
        engine = copy_engine(backup.database, key)
        try:
            probe(engine)
        except Situation:
            continue
        finally:
            engine.dispose()
        return key
    raise told.backup_damaged(backup.database.name)


def plan_restore(path: Path, folder: Path, opener: Opener, doors: Doors | None = None) -> RestorePlan:
    """Look at a backup before anything is written: whose it is, what fits, what is missing, what is known to be lost.

    Raises:
        Situation: S-201, S-251, S-257, S-269, S-270.
    """
    doors = doors or Doors()
    backup = choose_backup(path, doors)
    key = backup_key(backup, opener, doors)
    there = _there(backup, doors)
    lost, cases = lost_since(backup, key, doors)
    manifest = backup.manifest
    with on_own_disk():
        free = doors.fs.free_space(_existing(folder, doors))
    return RestorePlan(
        backup=backup.path,
        made_at=manifest.made_at,
        station=manifest.station,
        station_name=manifest.station_name,
        cases=cases,
        attachments=len(manifest.blobs),
        missing=len(manifest.blobs) - len(there) + manifest.missing,
        needed=manifest.size + _SPARE,
        free=free,
        lost=lost,
    )


def restore(
    path: Path,
    folder: Path,
    opener: Opener,
    doors: Doors | None = None,
    report: Report = silent,
    *,
    partial: bool = False,
    attachments: bool = True,
    expect: str = "",
    new: NewPassphrase | None = None,
) -> Restored:
    """Restore a backup into an empty folder.

    `partial`: go on when attachments are missing or damaged, and list them. `attachments`: False leaves all of them
    for later (a smaller disk). `expect`: the station code it should be.

    Raises:
        Situation: S-201, S-251, S-257 to S-261, S-262, S-269, S-270. RuleViolation R-202. Cancelled.
    """
    doors = doors or Doors()
    if new is not None:
        check_passphrase(new.passphrase)
    backup = choose_backup(path, doors)
    if expect and backup.manifest.station != expect:
        raise told.backup_of_another(f"{backup.manifest.station_name}（{backup.manifest.station}）")
    key = backup_key(backup, opener, doors)
    return restore_with_key(backup, folder, key, doors, report, partial=partial, attachments=attachments, new=new)


def restore_with_key(
    backup: Backup,
    folder: Path,
    key: bytes,
    doors: Doors,
    report: Report,
    *,
    partial: bool = False,
    attachments: bool = True,
    new: NewPassphrase | None = None,
) -> Restored:
    """As `restore`, with the data key at hand (the monthly rehearsal)."""
    _check_empty(folder, doors)
    there = _there(backup, doors) if attachments else frozenset()
    gone = len(backup.manifest.blobs) - len(there)
    if attachments and gone and not partial:
        raise told.attachments_missing(gone)
    with on_own_disk():
        doors.fs.mkdir(folder)
        needed = backup.manifest.size + _SPARE
        if not attachments:
            needed -= sum(b.size for b in backup.manifest.blobs)
        if needed > (free := doors.fs.free_space(folder)):
            raise told.own_disk_full(needed, free)
    lock = FolderLock(folder, doors.fs)
    with on_own_disk():  # whatever fails from here on and is not told more closely fails on this computer
        lock.acquire(owner_words("restore"))
    try:
        with on_own_disk():
            return _Restore(backup, folder, key, doors, report).run(there, partial=partial, new=new)
    finally:
        lock.release()


class _Restore:
    """One restore into one locked folder."""

    def __init__(self, backup: Backup, folder: Path, key: bytes, doors: Doors, report: Report) -> None:
        self._backup = backup
        self._folder = folder
        self._key = key
        self._doors = doors
        self._report = report
        self._done = 0
        self._size = backup.manifest.size

    def run(self, there: frozenset[str], *, partial: bool, new: NewPassphrase | None) -> Restored:
        manifest, fs = self._backup.manifest, self._doors.fs
        database, keys = self._folder / _PART_DATABASE, self._folder / _PART_KEYS
        for ending in ("", "-wal", "-shm", "-journal"):
            remove(fs, database.with_name(database.name + ending))
        with on_own_disk():
            write_whole(fs, self._folder / MARKER, b"")
        self._bring(self._backup.keys, keys, manifest.keys)
        self._bring(self._backup.database, database, manifest.database)
        self._examine(database)
        for blob in manifest.blobs:
            if blob.name in there and not self._bring_blob(blob) and not partial:
                raise told.attachments_missing(1)
        if new is not None:
            keystore = KeyStore(keys, fs, self._doors.random, self._doors.cost)
            keystore.put_user(new.login, new.passphrase, self._key)
        blobs_at = {self._blob(blob).parent for blob in manifest.blobs if blob.name in there}
        settle(fs, {self._folder, *blobs_at}, self._folder.parent, to=OWN_DISK)
        missing, lost = self._settle(database)
        with on_own_disk():
            fs.rename(keys, self._folder / "keys.json")
            fs.rename(database, self._folder / DATABASE)
            fs.fsync_dir(self._folder)
        remove(fs, self._folder / MARKER)
        return Restored(
            folder=self._folder,
            made_at=manifest.made_at,
            station_name=manifest.station_name,
            attachments=len(there),
            missing=missing,
            lost=lost,
        )

    def _blob(self, said: StoredFile) -> Path:
        return self._folder / "blobs" / said.name[:2] / said.name

    def _bring(self, source: Path, target: Path, said: StoredFile, *, settled: bool = True) -> None:
        fs = self._doors.fs
        found = copy_proven(fs, source, target, of=MEDIUM, to=OWN_DISK, tick=self._tick, settled=settled)
        self._done += said.size
        if found != Copied(said.size, said.sha256):
            raise told.backup_damaged(source.name)

    def _bring_blob(self, said: StoredFile) -> bool:
        """Copy one attachment unless an interrupted restore brought it; False when the backup's file is damaged."""
        fs, target = self._doors.fs, self._blob(said)
        source = self._backup.blobs / said.name[:2] / said.name
        with on_own_disk():
            fs.mkdir(target.parent)
            if fs.exists(target) and hash_of(fs, target, self._tick) == Copied(said.size, said.sha256):
                return True
        try:
            self._bring(source, target, said, settled=False)
        except Situation as error:
            if error.code != "S-257":
                raise
            remove(fs, target)
            return False
        return True

    def _tick(self) -> None:
        self._report(self._done, self._size, "restore")

    def _examine(self, database: Path) -> None:
        """Its bytes are those of the manifest; now every page with the key, and an older schema brought up to ours."""
        try:
            check_copy(database, self._key)
        except Situation as error:
            raise told.backup_damaged(self._backup.database.name) from error
        if self._backup.manifest.schema != schema.SHIPPED.head:
            migrate_copy(database, self._key, self._report)

    def _settle(self, database: Path) -> tuple[tuple[MissingFile, ...], Lost]:
        """Mark the data as restored before anybody can open them: new epoch, sending held, the backup's age unknown."""
        engine = encrypted_engine(database, self._key)
        try:
            store = open_store(self._folder, engine, self._doors)
            gone = [content for content in blobs(engine) if not store.blobs.has(content)]
            at = self._doors.clock.now().isoformat(timespec="seconds")
            with engine.connect() as connection:
                lost = find_lost(connection, self._doors, self._backup)
                missing = name_blobs(connection, gone)
                marks = {
                    "epoch.demanded": "restored",
                    "sealed.demanded": "restored",
                    "sending.held": "restored",
                    "restored.at": at,
                    "restored.from": self._backup.path.stem,
                    "backup.proven_at": "",
                    "backup.mark": "",
                }
                for name, value in marks.items():
                    put_setting(connection, name, value)
                note = f"{len(missing)}"
                journal.write(
                    connection,
                    at=self._doors.clock.now(),
                    user="system",
                    act="restore",
                    subject=self._backup.path.stem,
                    note=note,
                )
                connection.commit()
        finally:
            engine.dispose()
        return missing, lost


def confirm_sending(desk: Desk) -> None:
    """A person has looked at what the restore brought back: bundles may be written again.

    Raises:
        RuleViolation: R-203 no right.
    """
    demand_right(desk.viewer, "sync")
    with desk.store.transaction() as connection:
        put_setting(connection, "sending.held", "")
        journal.write(connection, at=desk.doors.clock.now(), user=desk.viewer.id, act="sending.confirmed", subject="")
        connection.commit()


def _there(backup: Backup, doors: Doors) -> frozenset[str]:
    """Attachments of the backup whose files lie there in their size; their bytes are checked while copying."""
    fs = doors.fs
    with on_medium():
        return frozenset(
            blob.name
            for blob in backup.manifest.blobs
            if fs.exists(path := backup.blobs / blob.name[:2] / blob.name) and fs.size(path) == blob.size
        )


def _check_empty(folder: Path, doors: Doors) -> None:
    """Empty, not there yet, or left by an interrupted restore."""
    with on_own_disk():
        names = {path.name for path in doors.fs.listdir(folder)} if doors.fs.exists(folder) else set()
    left_over = names & {MARKER, f"{MARKER}.part"} and DATABASE not in names
    if names - ({"lock"} if not left_over else {n for n in names if _ours(n)}):
        raise told.folder_not_empty()


def _ours(name: str) -> bool:
    return name.removesuffix(".part") in _OURS or name.startswith(_PART_DATABASE)


def _existing(folder: Path, doors: Doors) -> Path:
    """The nearest folder that is there, to ask for its free space."""
    while not doors.fs.exists(folder) and folder != folder.parent:
        folder = folder.parent
    return folder
