"""Writes bundles (docs/bundle-format.md): a `.part` that becomes a `.fqb` only when whole and read back.

Must not know the database: it is given plain iterables, joins stored bytes and streams. After any exception nothing
is left that looks complete. Files above `part_limit` are split into parts, each a complete bundle of its own; events
go first, so that text travels on the first stick.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from backports.zstd import CompressionParameter
from backports.zstd import compress as zstd

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.errors import Cancelled, Situation
from desktop.domain.manifest import BlobEntry, FileEntry, Manifest, OmittedBlob, Sender, content_digest, encode_manifest
from desktop.services.age_stream import age_file, public_of
from desktop.services.seams import ByteReader, Fs, Random
from exports.bundles import installation_keys as keys_
from exports.bundles.byte_streams import HashedSpan, Tee, stored
from exports.bundles.event_lines import EventLine, PackedEvents, pack_events
from exports.bundles.limits import BLOBS_PER_PART, LATER_BLOBS_NAMED, MIB, PACK_BYTES, PART_LIMIT
from exports.bundles.situations import need_space, refused_by_medium, tidy
from exports.bundles.tar_frame import (
    AGE_NAME,
    BLOCK,
    END,
    INTRODUCTION_NAME,
    MANIFEST_NAME,
    SIGNATURE_NAME,
    header,
    padded,
    padding,
)
from exports.bundles.transport import PART_SUFFIX, SUFFIX

HEAD_LEVEL: Final = 3
_CHUNK: Final = 1 << 18
_OVERHEAD: Final = MIB
"""Room for frame, signature, padding and the age chunks' tags beyond the sum of contents."""

Progress = Callable[[int, int, str], None]
"""(done, total, step): step is "pack" (events; total 0: not known) or "write" (bytes)."""


class BlobSource(NamedTuple):
    """A blob to send: SHA-256 of its plaintext, its size, and how to read it. `wanted`: a receipt lists it missing."""

    hash: str
    size: int
    open: Callable[[], AbstractContextManager[ByteReader]]
    wanted: bool = False


class BundleFile(NamedTuple):
    """A finished file. `digest`: SHA-256 of its bundle.age, by which a receiver knows it again."""

    path: Path
    digest: str
    manifest: Manifest


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """What is the same for every part: who signs, who can read, the facts, and how the caller is kept informed."""

    keys: keys_.InstallationKeys
    recipients: Sequence[str]
    manifest: Manifest
    introduction: bytes | None = None
    part_limit: int = PART_LIMIT
    pack_limit: int = PACK_BYTES
    on_progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None

    def tell(self, done: int, total: int, step: str) -> None:
        """Report, and stop when the user asked for it.

        Raises:
            Cancelled: the user stopped it.
        """
        if self.on_progress is not None:
            self.on_progress(done, total, step)
        if self.cancelled is not None and self.cancelled():
            raise Cancelled


def write_bundle(
    fs: Fs,
    folder: Path,
    random: Random,
    what: Outgoing,
    *,
    events: Iterable[EventLine] = (),
    blobs: Iterable[BlobSource] = (),
    files: Sequence[tuple[str, bytes]] = (),
) -> tuple[BundleFile, ...]:
    """Write one bundle, in as many parts as the size limit asks for (nearly always one).

    `files`: (entry name, content), such as receipts/<station>.json; they ride in the first part.

    Raises:
        BundleRefused: E14 disk full (before writing where it can be foreseen), E15, E16; E18 a blob to be sent is not
            what its hash says.
        Situation: S-604 a blob is larger than a whole part may be.
        Cancelled: stopped by the user; nothing is left behind.
    """
    source, waiting = iter(events), deque(blobs)
    _sweep(fs, folder, what.manifest.sender)
    _refuse_giants(waiting, what.part_limit)
    made: list[BundleFile] = []
    try:
        while True:
            packed = pack_events(source, lambda count: what.tell(count, 0, "pack"), what.pack_limit)
            chosen = [] if packed.more else _take_blobs(waiting, what.part_limit - packed.size - _OVERHEAD)
            last = not packed.more and not waiting
            part = _Part(packed, chosen, list(waiting), files if not made else (), len(made) + 1, last)
            made.append(_write_part(fs, folder, random, what, part))
            if last:
                return tuple(made)
    except BaseException:
        tidy(fs, *(file.path for file in made))
        raise


def _sweep(fs: Fs, folder: Path, sender: Sender) -> None:
    """Remove unfinished files that an earlier export of this installation left when it was killed."""
    start = _prefix(sender)
    try:
        tidy(fs, *(p for p in fs.listdir(folder) if p.name.startswith(start) and p.name.endswith(PART_SUFFIX)))
    except OSError as error:
        raise refused_by_medium(error) from error


def _refuse_giants(blobs: Iterable[BlobSource], part_limit: int) -> None:
    """A blob that no file can hold would make an endless row of empty parts."""
    for blob in blobs:
        if padded(blob.size) + _OVERHEAD > part_limit:
            raise Situation(
                "S-604",
                "有一个附件超过了数据包能容纳的大小。",
                safe="现有数据没有改动。",
                way_out="请把这个附件拆小或压缩后重新添加。",
            )


class _Part(NamedTuple):
    packed: PackedEvents
    blobs: list[BlobSource]
    later: list[BlobSource]
    files: Sequence[tuple[str, bytes]]
    number: int
    last: bool


def _take_blobs(waiting: deque[BlobSource], room: int) -> list[BlobSource]:
    """Blobs that still fit, in their order."""
    chosen: list[BlobSource] = []
    while waiting and padded(waiting[0].size) <= room and len(chosen) < BLOBS_PER_PART:
        room -= padded(waiting[0].size)
        chosen.append(waiting.popleft())
    return chosen


def _complete(what: Outgoing, part: _Part, random: Random) -> Manifest:
    """The manifest of one part with everything the writer computes."""
    later = tuple(OmittedBlob(b.hash, b.size, "later") for b in part.later[:LATER_BLOBS_NAMED])
    manifest = msgspec.structs.replace(
        what.manifest,
        sender=msgspec.structs.replace(what.manifest.sender, key=what.keys.sign_key),
        bundle_id=random.bytes(16).hex(),
        part=part.number,
        last=part.last,
        ranges=part.packed.ranges,
        events=part.packed.summary,
        files=tuple(FileEntry(n, len(d), hashlib.sha256(d).hexdigest()) for n, d in part.files),
        blobs=tuple(BlobEntry(b.hash, b.size, b.wanted) for b in part.blobs),
        omitted_blobs=what.manifest.omitted_blobs + later,
    )
    return msgspec.structs.replace(manifest, content_digest=content_digest(manifest))


def _write_part(fs: Fs, folder: Path, random: Random, what: Outgoing, part: _Part) -> BundleFile:
    manifest = _complete(what, part, random)
    head = _entry(MANIFEST_NAME, encode_manifest(manifest)) + b"".join(_entry(n, d) for n, d in part.files)
    unfinished = folder / f"{_name(manifest, manifest.bundle_id)}{PART_SUFFIX}"
    total = part.packed.size + len(head) + sum(padded(b.size) for b in part.blobs)
    try:
        need_space(total + _OVERHEAD, fs.free_space(folder))
        comment = trusted_comment(manifest, what.introduction)
        with closing(_payload(head, part, what, total)) as payload:
            digest = _write_frame(fs, unfinished, what, comment, payload)
        finished = folder / f"{_name(manifest, digest)}{SUFFIX}"
        fs.rename(unfinished, finished)
        fs.fsync_dir(folder)
    except OSError as error:
        tidy(fs, unfinished)
        raise refused_by_medium(error) from error
    except BaseException:
        tidy(fs, unfinished)
        raise
    return BundleFile(finished, digest, manifest)


def _payload(head: bytes, part: _Part, what: Outgoing, total: int) -> Generator[bytes, None, None]:
    """What age encrypts: zstd frames of manifest and files, of the events, of the blobs and the end."""
    options: dict[int, int] = {
        CompressionParameter.compression_level: HEAD_LEVEL,
        CompressionParameter.checksum_flag: 1,
    }
    yield zstd(head, options=options)
    done = len(head)
    for chunk in part.packed.chunks:
        yield chunk
        done += len(chunk)
        what.tell(done, total, "write")
    for chunk in stored(_blob_entries(part.blobs)):
        yield chunk
        done += len(chunk)
        what.tell(done, total, "write")


def _blob_entries(blobs: Iterable[BlobSource]) -> Iterator[bytes]:
    for blob in blobs:
        yield header(f"blobs/{blob.hash}", blob.size)
        yield from _checked(blob)
        yield padding(blob.size)
    yield END


def _checked(blob: BlobSource) -> Iterator[bytes]:
    """The blob's bytes; E18 as soon as they cannot be the ones its hash and size name."""
    found, size = hashlib.sha256(), 0
    with blob.open() as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > blob.size:
                break
            found.update(chunk)
            yield chunk
    if size != blob.size or found.hexdigest() != blob.hash:
        raise BundleRefused("E18", blob.hash)


def _write_frame(fs: Fs, path: Path, what: Outgoing, comment: str, payload: Iterator[bytes]) -> str:
    """Outer tar: age file, signature, introduction. Returns the SHA-256 of the age file.

    The signature is made over what the disk gives back, and that is compared with what was written: so a bundle that
    the disk did not take whole is never finished.
    """
    with fs.open_write(path) as file:
        file.write(bytes(BLOCK))
        written = Tee(file)
        for piece in age_file(payload, map(public_of, what.recipients)):
            written.write(piece)
        file.write(padding(written.size))
        file.seek(0)
        file.write(header(AGE_NAME, written.size))
        file.seek(0, 2)
        fs.fsync(file)
        fs.drop_cache(path)
        with fs.open_read(path) as again:
            returned = HashedSpan(again, BLOCK, written.size)
            signature = keys_.sign(what.keys, returned, comment)
        if returned.hexdigest() != written.hexdigest():
            raise BundleRefused("E15", "age file read back")
        tail = _entry(SIGNATURE_NAME, signature)
        tail += (_entry(INTRODUCTION_NAME, what.introduction) if what.introduction else b"") + END
        file.write(tail)
        fs.fsync(file)
    with fs.open_read(path) as again:
        first = again.read(BLOCK)
        again.seek(padded(written.size))
        if first != header(AGE_NAME, written.size) or again.read() != tail:
            raise BundleRefused("E15", "frame read back")
    return written.hexdigest()


def trusted_comment(manifest: Manifest, introduction: bytes | None) -> str:
    """What the signature says beside the age file: who signs, with which key, for whom, with which introduction."""
    sender = manifest.sender
    introduced = hashlib.sha256(introduction).hexdigest() if introduction else "-"
    return (
        f"fqb{manifest.format} from={sender.station}/{sender.installation} to={manifest.to} key={sender.key}"
        f" introduction={introduced}"
    )


def _entry(name: str, data: bytes) -> bytes:
    return header(name, len(data)) + data + padding(len(data))


def _name(manifest: Manifest, digest: str) -> str:
    """`<station>-<letter or A>-<yyyymmdd>-<8 hex>`: for people; a reader never looks at it."""
    return f"{_prefix(manifest.sender)}{manifest.created_wall[:10].replace('-', '')}-{digest[:8]}"


def _prefix(sender: Sender) -> str:
    return f"{sender.station}-{sender.letter or 'A'}-"
