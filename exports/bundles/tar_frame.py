"""Tar headers in the one spelling this format allows; must not open files or use entry names as paths.

Ordinary tar reads these archives. A reader of ours takes only headers that are byte for byte what `header()` writes,
and exactly two zero blocks at the end: so no bit of a bundle is free to change, and no name, link, device or
duplicate of a foreign archive can slip in.
"""

from __future__ import annotations

import re
import tarfile
from typing import Final

from desktop.domain.bundle_codes import BundleRefused

BLOCK: Final = 512
END: Final = bytes(2 * BLOCK)
MTIME: Final = 1767225600
"""2026-01-01: a fixed time, since GNU tar warns of 1970 and the true one is in the manifest."""

AGE_NAME: Final = "bundle.age"
SIGNATURE_NAME: Final = "bundle.age.minisig"
INTRODUCTION_NAME: Final = "introduction.json"
MANIFEST_NAME: Final = "manifest.json"

_CLEAN: Final = re.compile(
    r"bundle\.age(\.minisig)?|introduction\.json|manifest\.json"
    r"|events/\d{5}\.jsonl|blobs/[0-9a-f]{64}|receipts/[A-Za-z0-9._-]{1,40}\.json"
)


def header(name: str, size: int) -> bytes:
    """The 512 bytes before an entry: a plain file, mode 0644, owner 0, fixed time."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime = size, MTIME
    return entry.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def padding(size: int) -> bytes:
    """Zeros that fill the last block of an entry."""
    return bytes(-size % BLOCK)


def padded(size: int) -> int:
    """Bytes that an entry of `size` takes with its header and padding."""
    return BLOCK + size + (-size % BLOCK)


def read_header(block: bytes) -> tuple[str, int]:
    """Name and size of an entry.

    Raises:
        BundleRefused: E06 not a header or not in our spelling; E10 a name or kind of entry that is none of ours.
    """
    try:
        entry = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError) as error:
        raise BundleRefused("E06", f"no tar header: {error}") from error
    if _CLEAN.fullmatch(entry.name) is None or entry.type != tarfile.REGTYPE:
        raise BundleRefused("E10", f"entry name {entry.name[:80]!r}, type {entry.type!r}")
    if not 0 <= entry.size < 8**11 or header(entry.name, entry.size) != block:
        raise BundleRefused("E06", f"tar header of {entry.name} in another spelling")
    return entry.name, entry.size
