"""Finds removable media that are plugged in; asks the system's list of volumes, reads no file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileInfo, QStorageInfo

_WHERE = ("/media/", "/run/media/", "/mnt/usb")


def sticks() -> tuple[Path, ...]:
    """Folders of removable media that can be written. May wait for a slow stick: call it in the pool."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        windows = len(root) >= 2 and root[1] == ":" and root[0].upper() not in "AC"  # A: floppy, C: system
        if volume.isReady() and not volume.isReadOnly() and (root.startswith(_WHERE) or windows):
            found.append(Path(root))
    return tuple(found)


def place_now(chosen: Path | None) -> Path | None:
    """Where to write to now: what was chosen, while it is there, else the first stick. For the pool, as `sticks`."""
    if chosen is not None and QFileInfo(str(chosen)).isDir():
        return chosen
    return next(iter(sticks()), None)
