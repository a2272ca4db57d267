"""What is known to be missing in a backup: asked of the anchor on this computer and of the medium's memory of exports.

Neither knows everything: the anchor is of this computer alone, and only the county's next receipt tells the rest.
"""

from __future__ import annotations

from db import log
from db.engine import Connection, copy_engine
from db.numbers import greatest_serials
from db.store import current_epoch, get_setting
from desktop.bootstrap.doors import Doors
from desktop.domain.backups import Lost
from desktop.services.anchor import Anchors, state_folder
from desktop.services.backup_place import Backup
from exports.bundles.transport import read_memory


def find_lost(connection: Connection, doors: Doors, backup: Backup) -> Lost:
    """What this computer's anchor and the medium's memory of exports know beyond the backup."""
    installation = get_setting(connection, "installation.id")
    epoch = current_epoch(connection, installation)
    head = log.head(connection, epoch)
    anchors = Anchors((doors.state or state_folder()) / "anchors", doors.fs)
    anchor = anchors.load(epoch) if epoch else None
    if anchor is None:
        return Lost()
    later, last = 0, anchor
    while last.successor and (after := anchors.load(last.successor)) is not None:
        later, last = later + after.seq, after
    known = greatest_serials(connection)
    numbers = tuple(
        (series, known.get(series, 0) + 1, serial)
        for series, serial in sorted(anchor.series.items())
        if serial > known.get(series, 0)
    )
    memory = read_memory(doors.fs, backup.path.parents[2]).get(installation)
    exported = None
    if memory is not None and memory.epoch == epoch:
        exported = max(0, min(memory.seq, anchor.seq) - head.seq)
    return Lost(max(0, anchor.seq - head.seq) + later, exported, numbers)


def lost_since(backup: Backup, key: bytes, doors: Doors) -> tuple[Lost, int]:
    """The same, asked of the backup where it lies; and how many cases are in it."""
    engine = copy_engine(backup.database, key)
    try:
        with engine.connect() as connection:
            cases = connection.exec_driver_sql("SELECT count(*) FROM state_case").scalar()
            return find_lost(connection, doors, backup), int(cases or 0)
    finally:
        engine.dispose()
