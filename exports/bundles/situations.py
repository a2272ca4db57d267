"""What an error of the disk or the stick means for the user: the one table from OSError to a reason code.

Also the one way of tidying up after one. Must not hide an error that matters.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from desktop.domain.bundle_codes import BundleRefused
from desktop.services.seams import Fs

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY: Final = {errno.EROFS, errno.EACCES, errno.EPERM}


def refused_by_medium(error: OSError) -> BundleRefused:
    """E14 full, E16 not writable, else E15: the medium does not do what it is told."""
    if error.errno in _FULL:
        return BundleRefused("E14", str(error.errno))
    if error.errno in _READ_ONLY:
        return BundleRefused("E16", str(error.errno))
    return BundleRefused("E15", str(error.errno))


def need_space(needed: int, available: int) -> None:
    """Say before writing that it will not fit.

    Raises:
        BundleRefused: E14 with both figures in MB, rounded so that they never look equal.
    """
    if needed > available:
        wanted, free = -(-needed // 1_000_000), available // 1_000_000
        raise BundleRefused("E14", f"{needed} > {available}", said=f"需要 {wanted} MB，可用 {free} MB。")


def tidy(fs: Fs, *paths: Path) -> None:
    """Remove what is not needed any more; what cannot be removed does no harm, so it is no failure of the work done."""
    for path in paths:
        try:
            if fs.exists(path):
                fs.unlink(path)
        except OSError:
            continue
