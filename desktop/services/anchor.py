"""Net 1 against rewinds: a small file outside the data folder that remembers how far this epoch had come.

Missing, or the database behind it: the next write opens a new epoch (sync-model.md §4). It also remembers the last
number of every series, so that a number once printed is not given twice after a restore.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.services.seams import Fs, read_whole, write_whole


class Anchor(Struct, frozen=True):
    """How far an epoch had come when the anchor was written; `series`: last number of each.

    `successor`: the epoch that was opened instead of it, "" while it is written.
    """

    epoch: str
    seq: int
    head: str
    series: dict[str, int] = {}
    successor: str = ""


def state_folder() -> Path:
    """The platform's state folder; `FENGQIAO_STATE` overrides it (tests set it)."""
    override = os.environ.get("FENGQIAO_STATE")
    if override:
        return Path(override)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "Fengqiao" / "state"
    return Path(os.environ.get("XDG_STATE_HOME", str(Path.home() / ".local" / "state"))) / "fengqiao"


class Anchors:
    """Reads and writes anchors, one file per epoch."""

    def __init__(self, folder: Path, fs: Fs) -> None:
        self.folder = folder
        self._fs = fs

    def load(self, epoch: str) -> Anchor | None:
        """The anchor of an epoch; None when it is missing or unreadable (both mean doubt)."""
        try:
            return msgspec.json.decode(read_whole(self._fs, self.folder / f"{epoch}.json"), type=Anchor)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def save(self, anchor: Anchor) -> None:
        self._fs.mkdir(self.folder)
        write_whole(self._fs, self.folder / f"{anchor.epoch}.json", msgspec.json.encode(anchor))
