"""How large a bundle and its pieces may be: checked by the reader before it reads on, kept by the writer.

Must stay generous for honest stations and finite for hostile files (reliability.md scenarios 13 and 14).
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.manifest import Manifest, entries
from exports.bundles.tar_frame import END, padded

MIB: Final = 1 << 20
GIB: Final = 1 << 30

PART_LIMIT: Final = 4 * GIB - 64 * MIB
"""Largest file written: under FAT32's 4 GiB, with room for what the estimate cannot know."""

SEGMENT_LINES: Final = 5_000
SEGMENT_BYTES: Final = 8 * MIB
PACK_BYTES: Final = 64 * MIB
"""Compressed events of one file; they wait in memory, since the manifest before them states their digest."""

RUNS_PER_PART: Final = 20_000
BLOBS_PER_PART: Final = 50_000
LATER_BLOBS_NAMED: Final = 20_000
"""What one manifest may list, so that it stays under its own limit; more goes into a further part."""


class Limits(Struct, frozen=True):
    """What a reader accepts. Bytes unless the name says otherwise."""

    file: int = 4 * GIB
    manifest: int = 16 * MIB
    files: int = 64
    file_entry: int = 8 * MIB
    events: int = 5_000_000
    segment: int = 32 * MIB
    line: int = 16 * MIB
    blobs: int = BLOBS_PER_PART
    blob: int = 4 * GIB
    total: int = 16 * GIB
    ratio: int = 1_000
    ratio_floor: int = 256 * MIB
    depth: int = 64


def check_declared(manifest: Manifest, age_bytes: int, limits: Limits) -> None:
    """Judge what a manifest announces against the limits and against the size of the file it came in.

    Raises:
        BundleRefused: E09.
    """
    blobs = sum(b.size for b in manifest.blobs)
    total = sum(padded(size) for _, size, _ in entries(manifest)) + len(END)
    lines = max((s.lines for s in manifest.events.segments), default=0)
    announced = (
        ("events", manifest.events.count, limits.events),
        ("segment", max((s.bytes for s in manifest.events.segments), default=0), limits.segment),
        ("lines of a segment", lines, SEGMENT_LINES),
        ("files", len(manifest.files), limits.files),
        ("file entry", max((f.size for f in manifest.files), default=0), limits.file_entry),
        ("blobs", len(manifest.blobs), limits.blobs),
        ("blob", max((b.size for b in manifest.blobs), default=0), limits.blob),
        ("total", total, limits.total),
        ("blobs, which are stored as they are", blobs, age_bytes),
        ("ratio", total - blobs, max(limits.ratio_floor, limits.ratio * age_bytes)),
    )
    for what, found, allowed in announced:
        if found > allowed:
            raise BundleRefused("E09", f"{what}: {found} > {allowed}")
