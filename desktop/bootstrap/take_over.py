"""Puts restored data in the place of those that were here; the old ones stay beside them, whole.

Restored first into a folder of its own, then two renames: killed between them, the next start finishes.
"""

from __future__ import annotations

from pathlib import Path

from desktop.bootstrap.database import is_here
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.restore import backup_key, choose_backup, restore
from desktop.domain.progress import Report
from desktop.services.lock import FolderLock, owner_words
from desktop.services.proven_copy import on_own_disk
from desktop.usecases.restoring import Restored, RestoreWish


def restored_beside(folder: Path) -> Path:
    """Where a restore goes before it takes the place of the data."""
    return folder.with_name(f"{folder.name}-restored")


def restore_here(folder: Path, wish: RestoreWish, doors: Doors, report: Report) -> Restored:
    """Restore a backup and make it the data of this folder. Raises as `restore`; S-231 the data are open elsewhere."""
    lock = FolderLock(folder, doors.fs)
    doors.fs.mkdir(folder)
    lock.acquire(owner_words("restore"))
    try:
        backup_key(choose_backup(wish.path, doors), wish.opener, doors)  # before old remains of a restore are touched
        done = restore(
            wish.path,
            restored_beside(folder),
            wish.opener,
            doors,
            report,
            partial=wish.partial,
            attachments=wish.attachments,
            expect=wish.expect,
            new=wish.new,
        )
    finally:
        lock.release()
    aside = free_name(folder, doors)
    with on_own_disk():
        doors.fs.rename(folder, aside)
        doors.fs.fsync_dir(folder.parent)
    finish(folder, doors)
    return done


def free_name(folder: Path, doors: Doors) -> Path:
    """Where the data that were here stay."""
    stem = f"{folder.name}-before-{doors.clock.now():%Y%m%d-%H%M}"
    number = 1
    while doors.fs.exists(folder.with_name(f"{stem}-{number}")):
        number += 1
    return folder.with_name(f"{stem}-{number}")


def finish(folder: Path, doors: Doors) -> bool:
    """The second rename, also after a kill between the two; whether there was anything to do."""
    restored = restored_beside(folder)
    if doors.fs.exists(folder) or not is_here(restored, doors.fs):
        return False
    with on_own_disk():
        doors.fs.rename(restored, folder)
        doors.fs.fsync_dir(folder.parent)
    return True
