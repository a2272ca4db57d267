"""Files of the county at a station, many at once: from a stick or over a line. Others' files stay where they lie."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from msgspec import Struct

from db import exchange, journal
from desktop.bootstrap.exchange import Imported, import_file
from desktop.bootstrap.station import Desk
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.progress import Report, silent
from exports.bundles.transport import list_bundles

_STRANGE: Final = ("E02", "E03", "E17")
"""Not for this computer, or here already by another road: nothing is wrong with such a file."""
_MEDIUM: Final = ("E14", "E15", "E16")
"""The stick, or this computer's own disk: the file is to be brought again."""


class Taken(Struct, frozen=True):
    """What files brought. `judged`: names that need not be looked at again; `known`: how many of them were here before;
    `fault`: the medium that stopped it, what was taken before stays."""

    done: tuple[Imported, ...]
    judged: tuple[str, ...]
    known: int
    refused: dict[str, BundleRefused]
    fault: BundleRefused | None = None

    def told(self) -> tuple[str, ...]:
        """What was refused, in words."""
        return tuple(f"{name}：{error.told()}" for name, error in self.refused.items())


def take_files(desk: Desk, paths: Iterable[Path], report: Report = silent) -> Taken:
    """Import one after another. A refused file stops no other, and stands in the journal.

    Raises:
        Situation: S-606 not enrolled yet. Cancelled: stopped between two files; what was taken stays.
    """
    done: list[Imported] = []
    judged: list[str] = []
    refused: dict[str, BundleRefused] = {}
    known, fault, every = 0, None, list(paths)
    for count, path in enumerate(every):
        report(count, len(every), "take")
        try:
            done.append(import_file(desk, path))
        except BundleRefused as error:
            if error.code in _MEDIUM:
                fault = error
                break
            if error.code not in _STRANGE:
                refused[path.name] = error
                continue
            known += error.code == "E17"
        judged.append(path.name)
    _note(desk, refused.values())
    return Taken(tuple(done), tuple(judged), known, refused, fault)


def _note(desk: Desk, refused: Iterable[BundleRefused]) -> None:
    now = desk.doors.clock.now()
    with desk.store.transaction() as connection:
        for error in refused:
            journal.write(connection, at=now, user=desk.viewer.id, act="import.refused", subject=error.code)
        connection.commit()


def take_stick(desk: Desk, folder: Path, report: Report = silent) -> Taken:
    """Every bundle of a folder that this computer did not write itself.

    Raises:
        Situation: S-606. BundleRefused: E14 to E16 before anything was taken. Cancelled.
    """
    with desk.store.transaction() as connection:
        ours = exchange.written_names(connection)
    taken = take_files(desk, (f.path for f in list_bundles(desk.store.fs, folder) if f.path.name not in ours), report)
    if taken.fault is not None and not taken.done:
        raise taken.fault
    return taken
