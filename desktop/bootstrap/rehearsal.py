"""The monthly trial: really restores the newest backup into a temporary place, checks it whole, and takes it away.

A backup that was only written is a hope. What a restore needs of a person, a passphrase or the sheet, cannot be tried
here; that keys.json in the backup leads to the data is checked without one.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from db import journal
from db.store import get_setting, put_setting
from desktop.bootstrap.backup import places
from desktop.bootstrap.restore import restore_with_key
from desktop.bootstrap.station import Desk
from desktop.bootstrap.verify import verify
from desktop.domain.backups import rehearsal_due
from desktop.domain.errors import Situation
from desktop.domain.progress import Report, silent
from desktop.domain.storage_situations import no_backup_here, rehearsal_failed
from desktop.services.backup_place import Backup, BackupPlace
from desktop.services.seams import throw_away_folder


class Rehearsed(Struct, frozen=True):
    """A trial restore that succeeded. `missing`: attachments that were not on this computer at the time."""

    backup: Path
    at: str
    events: int
    attachments: int
    missing: int


def is_rehearsal_due(desk: Desk) -> bool:
    """Whether a month has passed since the last good trial (or there was none, or the clock went back)."""
    with desk.store.transaction() as connection:
        last = get_setting(connection, "backup.rehearsed_at")
    return rehearsal_due(desk.doors.clock.now(), last)


def rehearse(desk: Desk, place: Path | None = None, report: Report = silent) -> Rehearsed:
    """Restore the newest backup of a place (the first of `places` unless named) and check everything in it.

    Raises:
        Situation: S-270 no backup there, S-251 its medium, S-262 no room, S-268 it does not restore whole. Cancelled.
    """
    backup = _newest(desk, place or places(desk)[0])
    try:
        with throw_away_folder("fengqiao-rehearsal-") as root:
            doors = msgspec.structs.replace(desk.doors, state=root / "state")
            restored = restore_with_key(backup, root / "data", desk.key, doors, report)
            result = verify(root / "data", desk.key, doors, report)
    except Situation as error:
        if error.code in ("S-251", "S-262", "S-263"):
            raise
        _note(desk, backup, error.code)
        raise rehearsal_failed(error.code) from error
    expected = {"set_back", "attachment_missing"}  # a restored copy is one, and what was missing already is no fault
    faults = [f.kind for f in result.findings if f.kind not in expected]
    if faults or len(restored.missing) > backup.manifest.missing:
        _note(desk, backup, "S-268")
        raise rehearsal_failed("、".join(faults) or "附件")
    _note(desk, backup, "")
    return Rehearsed(
        backup=backup.path,
        at=desk.doors.clock.now().isoformat(timespec="seconds"),
        events=result.events,
        attachments=result.attachments,
        missing=len(restored.missing),
    )


def _newest(desk: Desk, root: Path) -> Backup:
    identity = desk.store.identity
    place = BackupPlace(desk.doors.fs, root, identity.station, identity.installation)
    found = place.backups() if desk.doors.fs.exists(place.folder) else []
    if not found:
        raise no_backup_here()
    return found[-1]


def _note(desk: Desk, backup: Backup, code: str) -> None:
    now = desk.doors.clock.now()
    with desk.store.transaction() as connection:
        if code:
            put_setting(connection, "backup.failed", f"{now.isoformat(timespec='seconds')} {code}")
        else:
            put_setting(connection, "backup.rehearsed_at", now.isoformat(timespec="seconds"))
        journal.write(
            connection, at=now, user=desk.viewer.id, act="rehearsal", subject=backup.path.stem, note=code or "ok"
        )
        connection.commit()
