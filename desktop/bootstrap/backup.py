"""Makes backups of an open station that are proven before an older one goes. Decides nothing about screens.

Snapshot on our own disk, every page of it authenticated; then copied to the medium, read back and opened there with
the key; then the manifest, then the note of it; only then old backups rotate out. Stopped or failing at any point,
the medium holds whole backups only, and what lies there already is not copied again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

from db import durable, journal
from db.snapshot import blob_hashes, check_copy, contents, look_into, take_snapshot
from db.store import get_setting, put_setting
from desktop.bootstrap.county import is_county
from desktop.bootstrap.database import demand_file
from desktop.bootstrap.doors import APP_VERSION
from desktop.bootstrap.keys import DATABASE
from desktop.bootstrap.station import Desk
from desktop.domain import storage_situations as told
from desktop.domain.backups import (
    BackupManifest,
    Contents,
    LastBackup,
    Occasion,
    StoredFile,
    backup_due,
    kept,
)
from desktop.domain.errors import Situation
from desktop.domain.progress import Report, silent
from desktop.services.backup_place import DATABASE as COPY
from desktop.services.backup_place import KEYS, BackupPlace, read_backup
from desktop.services.lock import owner_words
from desktop.services.proven_copy import on_own_disk, remove, size_of
from desktop.usecases.permission import demand_right, may_do

SNAPSHOT: Final = "snapshot.part"
_SPARE: Final = 4 << 20


class BackupDone(Struct, frozen=True):
    """A proven backup. `copied`: bytes written to the medium; `missing`: attachments this computer does not have."""

    path: Path
    proven_at: str
    cases: int
    attachments: int
    new_attachments: int
    copied: int
    missing: int


class BackupOutcome(Struct, frozen=True):
    """What came of one place: a proven backup, or what prevented it."""

    place: Path
    done: BackupDone | None = None
    failed: Situation | None = None


class _Staged(NamedTuple):
    """`promises`: at a county, what its receipts may say once the copy lies away from here."""

    database: Path
    holds: Contents
    blobs: tuple[str, ...]
    promises: durable.Held | None


def is_due(desk: Desk, occasion: Occasion) -> bool:
    """Whether this occasion asks for a backup now; what changed is asked of the database."""
    with desk.store.transaction() as connection:
        at, mark = get_setting(connection, "backup.proven_at"), get_setting(connection, "backup.mark")
        now_mark = contents(connection).mark
    last = LastBackup(at, mark) if at else None
    sees_sealed = may_do(desk.viewer, "sealed")
    return backup_due(occasion, desk.doors.clock.now(), last, now_mark, sees_sealed=sees_sealed)


def beside(desk: Desk) -> Path:
    """The place of backups unless another was chosen: beside the data."""
    return desk.folder.with_name(f"{desk.folder.name}-backup")


def chosen_places(desk: Desk) -> tuple[Path, Path | None]:
    """The first place, and the second one when it was named, be its medium there or not."""
    with desk.store.transaction() as connection:
        first, second = get_setting(connection, "backup.place"), get_setting(connection, "backup.second")
    return Path(first) if first else beside(desk), Path(second) if second else None


def places(desk: Desk) -> tuple[Path, ...]:
    """Where backups go: the first place always, the second when its medium is there."""
    first, second = chosen_places(desk)
    return (first, second) if second is not None and desk.doors.fs.exists(second) else (first,)


def set_places(desk: Desk, first: Path | None, second: Path | None) -> None:
    """Choose the places; None for the first one means beside the data, for the second one none.

    Raises:
        RuleViolation: R-203 no right.
    """
    demand_right(desk.viewer, "backup")
    with desk.store.transaction() as connection:
        put_setting(connection, "backup.place", str(first or ""))
        put_setting(connection, "backup.second", str(second or ""))
        connection.commit()


def back_up_if_due(desk: Desk, occasion: Occasion, report: Report = silent) -> tuple[BackupOutcome, ...]:
    """Back up to every place that is there, from one snapshot; nothing when the occasion asks for none.

    A place that fails does not stop the next one. Raises Cancelled; Situation only for our own disk and database.
    """
    if not is_due(desk, occasion):
        return ()
    outcomes = []
    with _staged(desk, report) as staged:
        for place in places(desk):
            try:
                outcomes.append(BackupOutcome(place, done=_deliver(desk, staged, place, occasion, report)))
            except Situation as error:
                _note_failure(desk, error)
                outcomes.append(BackupOutcome(place, failed=error))
    return tuple(outcomes)


def run_backup(desk: Desk, to: Path, report: Report = silent, occasion: Occasion = "asked") -> BackupDone:
    """Back up to one place now. Holds up nobody who writes; may be stopped at any time.

    Raises:
        RuleViolation: R-203 no right.
        Situation: S-251 to S-255 the medium, S-256 our data are damaged, S-262, S-263 our disk, S-271. Cancelled.
    """
    demand_right(desk.viewer, "backup")
    try:
        with _staged(desk, report) as staged:
            return _deliver(desk, staged, to, occasion, report)
    except Situation as error:
        _note_failure(desk, error)
        raise


@contextmanager
def _staged(desk: Desk, report: Report) -> Iterator[_Staged]:
    """A snapshot on our own disk with every page authenticated; removed afterwards."""
    fs, path = desk.doors.fs, desk.folder / SNAPSHOT
    with on_own_disk():
        demand_file(desk.folder, fs)
        needed, free = fs.size(desk.folder / DATABASE) + _SPARE, fs.free_space(desk.folder)
    if needed > free:
        raise told.own_disk_full(needed, free)
    try:
        _clear(desk, path)
        try:
            with on_own_disk():
                holds = take_snapshot(desk.reader, desk.key, path, report, desk.pages)
            check_copy(path, desk.key)
            if look_into(path, desk.key) != holds:
                raise told.backup_source_damaged()
        except Situation as error:
            raise told.backup_source_damaged() if error.code in ("S-202", "S-264") else error from error
        report(1, 1, "check")
        promises = durable.held_in(path, desk.key) if is_county(desk) else None
        yield _Staged(path, holds, blob_hashes(path, desk.key), promises)
    finally:
        _clear(desk, path)


def _clear(desk: Desk, path: Path) -> None:
    for ending in ("", "-journal"):
        remove(desk.doors.fs, path.with_name(path.name + ending))


class _Run(NamedTuple):
    """One backup on its way to one place."""

    desk: Desk
    staged: _Staged
    place: BackupPlace
    occasion: Occasion
    report: Report


def _deliver(desk: Desk, staged: _Staged, to: Path, occasion: Occasion, report: Report) -> BackupDone:
    place = BackupPlace(desk.doors.fs, to, staged.holds.station, staged.holds.installation)
    place.open(owner_words("backup"))
    try:
        return _fill(_Run(desk, staged, place, occasion, report))
    finally:
        place.close()


def _fill(run: _Run) -> BackupDone:
    desk, place, fs = run.desk, run.place, run.desk.doors.fs
    if not any(kind == "user" for kind, _owner in desk.keystore.holders_of(desk.key)):
        raise told.keys_do_not_fit()
    with on_own_disk():
        found = [(path, size_of(fs, path)) for path in map(desk.store.blobs.path, run.staged.blobs)]
        present = [path for path, size in found if size >= 0]
        fresh = [path for path, size in found if size >= 0 and not place.has_blob(path.name, size)]
        needed = sum(fs.size(path) for path in (run.staged.database, desk.keystore.path, *fresh))
    if needed + _SPARE > (free := place.free_space()):
        raise told.medium_full(needed + _SPARE, free)
    known = {blob.name: blob for backup in place.backups() for blob in backup.manifest.blobs}
    blobs = _carry_blobs(run, present, set(fresh), known)
    manifest, path = _write(run, blobs, {blob.name for blob in blobs} - (known.keys() - {path.name for path in fresh}))
    _note_success(run, manifest, path)
    place.rotate(lambda found: kept([(b.manifest.serial, b.manifest.made_at) for b in found]) | {manifest.serial})
    return BackupDone(
        path=path,
        proven_at=manifest.made_at,
        cases=run.staged.holds.cases,
        attachments=len(blobs),
        new_attachments=len(fresh),
        copied=needed,
        missing=manifest.missing,
    )


def _carry_blobs(
    run: _Run, present: list[Path], new: set[Path], known: dict[str, StoredFile]
) -> tuple[StoredFile, ...]:
    """Copy the attachments that are not there yet; the rest is taken from what earlier manifests say of them."""
    found = []
    for number, path in enumerate(present):
        tick = _tick(run.report, number, len(present))
        tick()
        if path in new:
            found.append(run.place.put_blob(path, tick))
        else:
            found.append(known.get(path.name) or run.place.measured_blob(path.name, tick))
    return tuple(sorted(found, key=lambda b: b.name))


def _tick(report: Report, done: int, total: int) -> Callable[[], None]:
    return lambda: report(done, total, "attachments")


def _write(run: _Run, blobs: tuple[StoredFile, ...], unsettled: set[str]) -> tuple[BackupManifest, Path]:
    """Keys, database, manifest, in this order; then opened where they lie. Fails whole."""
    place, holds, now = run.place, run.staged.holds, run.desk.doors.clock.now()
    serial = place.next_serial()
    stem = f"{serial:06d}-{now:%Y%m%d-%H%M}"
    try:
        manifest = BackupManifest(
            serial=serial,
            made_at=now.isoformat(timespec="seconds"),
            occasion=run.occasion,
            program=APP_VERSION,
            schema=holds.schema,
            station=holds.station,
            station_name=holds.station_name,
            installation=holds.installation,
            keys=place.put(run.desk.keystore.path, f"{stem}{KEYS}", lambda: run.report(0, 1, "database")),
            database=place.put(run.staged.database, f"{stem}{COPY}", lambda: run.report(0, 1, "database")),
            blobs=blobs,
            missing=len(run.staged.blobs) - len(blobs),
        )
        path = place.publish(stem, manifest, unsettled)
        _prove(run, path, manifest)
    except BaseException:
        place.drop(stem)
        raise
    return manifest, path


def _prove(run: _Run, path: Path, manifest: BackupManifest) -> None:
    """Open the copy where it lies: its bytes were read back already, now the key and what it holds."""
    backup = read_backup(run.desk.doors.fs, path)
    try:
        found = look_into(backup.database, run.desk.key)
    except Situation as error:
        raise (told.medium_differs() if error.code in ("S-202", "S-264") else told.medium_gone()) from error
    if backup.manifest != manifest or found != run.staged.holds:
        raise told.medium_differs()


def _note_success(run: _Run, manifest: BackupManifest, path: Path) -> None:
    desk = run.desk
    away = run.staged.promises if _lies_away(desk, path) else None
    with desk.store.transaction() as connection:
        put_setting(connection, "backup.proven_at", manifest.made_at)
        put_setting(connection, "backup.mark", run.staged.holds.mark)
        put_setting(connection, "backup.failed", "")
        if away is not None:
            durable.note(connection, away)
        note = f"{manifest.occasion} {len(manifest.blobs)} {manifest.missing}"
        now = desk.doors.clock.now()
        journal.write(connection, at=now, user=desk.viewer.id, act="backup", subject=path.stem, note=note)
        connection.commit()


def _lies_away(desk: Desk, path: Path) -> bool:
    """Whether a copy lies on another disk than our data: what burns with them promises nothing."""
    try:
        return desk.doors.fs.device(path) != desk.doors.fs.device(desk.folder)
    except OSError:
        return False


def _note_failure(desk: Desk, error: Situation) -> None:
    """Remember for the first screen that the last attempt failed, and with which code."""
    try:
        with desk.store.transaction() as connection:
            at = desk.doors.clock.now()
            put_setting(connection, "backup.failed", f"{at.isoformat(timespec='seconds')} {error.code}")
            journal.write(connection, at=at, user=desk.viewer.id, act="backup.failed", subject=error.code)
            connection.commit()
    except Situation:
        return  # our own disk is the trouble: the failure itself is told to the user all the same
