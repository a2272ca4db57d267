"""What a stick has room for: all records first, then as many attachments as fit; the others go on the next one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from db.exchange import RangeToSend
from desktop.domain.manifest import OmittedBlob
from desktop.services.seams import Fs
from exports.bundles.limits import LATER_BLOBS_NAMED
from exports.bundles.situations import need_space, refused_by_medium

_RECORD: Final = 600
"""At most so much a record takes in a bundle, compressed and encrypted, over a thousand of them."""
_FRAME: Final = 4 << 20
_BLOB: Final = 1024


def room(fs: Fs, folder: Path, ranges: list[RangeToSend]) -> int:
    """Bytes that attachments may take on the medium beside the records, which go first.

    Raises:
        BundleRefused: E15, E16.
    """
    try:
        there = fs.free_space(folder)
    except OSError as error:
        raise refused_by_medium(error) from error
    return there - _RECORD * sum(r.last - r.first + 1 for r in ranges) - _FRAME


def what_fits(
    blobs: list[tuple[str, int, bool]], free: int, *, alone: bool
) -> tuple[list[tuple[str, int, bool]], tuple[OmittedBlob, ...]]:
    """The attachments for this medium, those the county asks for first, and the others, which go on the next one.

    Raises:
        BundleRefused: E14 nothing of what is to go `alone` fits.
    """
    fits, later = [], []
    for content, size, wanted in sorted(blobs, key=lambda blob: not blob[2]):
        needed = size + _BLOB
        if needed <= free:
            free -= needed
            fits.append((content, size, wanted))
        else:
            later.append(OmittedBlob(content, size, "later"))
    if alone and not fits:
        need_space(min(blob.size for blob in later) + _BLOB, max(free, 0))
    return fits, tuple(later[:LATER_BLOBS_NAMED])
