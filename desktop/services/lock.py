"""One writer per data folder: a kernel lock that a killed process lets go of by itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from desktop.domain.errors import Situation
from desktop.services.seams import Fs, read_whole


class FolderLock:
    """Held from opening to closing a data folder for writing."""

    def __init__(self, folder: Path, fs: Fs) -> None:
        self.path = folder / "lock"
        self._fs = fs
        self._file: BinaryIO | None = None

    def acquire(self, owner: str) -> None:
        """Take the lock and leave the owner's name in it.

        Raises:
            Situation: S-231 the folder is open elsewhere.
        """
        file = self._fs.open_append(self.path)
        try:
            _lock(file)
        except OSError as error:
            file.close()
            other = read_whole(self._fs, self.path)[:80].decode("utf-8", "replace")
            raise Situation(
                "S-231",
                f"这份数据已经打开着（{other or '另一个窗口'}）。",
                safe="没有改动任何内容。",
                way_out="请回到已经打开的窗口，或先把它关闭。",
            ) from error
        file.truncate(0)
        file.write(owner.encode())
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go; safe to call twice."""
        if self._file is not None:
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def owner_words(login: str) -> str:
    """What another start reads: the user and the process."""
    return f"{login} #{os.getpid()}"
