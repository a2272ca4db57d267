"""One sync for many files, where it is worth as much as one for each of them.

syncfs(2) hands everything dirty of a file system to the disk and waits for it once, where fsync waits for every file.
It is trusted on Linux from 5.8 alone, which tells it when writing has failed, and on file systems that live in the
kernel: a driver in user space would be given the bytes and not be asked to keep them.
"""

from __future__ import annotations

import os
import sys
from typing import Final

_KERNEL: Final = (5, 8)
_TRUSTED: Final = {0xEF53: "ext", 0x58465342: "xfs", 0x9123683E: "btrfs", 0xF2F52010: "f2fs"}


def sync_file_system(handle: int) -> bool:
    """Make durable what was written to the file system of this open file since it was opened; False: not here.

    Raises:
        OSError: writing failed, of whatever file.
    """
    if sys.platform != "linux" or _kernel() < _KERNEL:
        return False
    import ctypes  # a process that stores nothing waits for none of it

    library = ctypes.CDLL(None, use_errno=True)
    told = (ctypes.c_long * 64)()  # struct statfs begins with the type
    if library.fstatfs(handle, told) or told[0] & 0xFFFFFFFF not in _TRUSTED:
        return False
    if library.syncfs(handle):
        raise OSError(ctypes.get_errno(), "syncfs")
    return True


def _kernel() -> tuple[int, ...]:
    numbers = os.uname().release.split("-")[0].split(".")[:2]
    return tuple(int(number) for number in numbers if number.isdigit())
