"""A bundle that was opened: hands out its events, blobs and receipts, verified, as often as asked.

Must not judge senders or versions (reader.py did) and never uses an entry's name as a path. Whoever stores events
commits only after `events()` has ended without an error.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Literal

from msgspec import Struct

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.events import Event
from desktop.domain.manifest import BlobEntry, Manifest, Range
from desktop.domain.receipts import Receipt
from desktop.services.age_stream import AgeKey, AgeReader, Damaged, NotForUs
from desktop.services.seams import Fs
from exports.bundles.byte_streams import Span
from exports.bundles.enrolment import Introduction
from exports.bundles.event_lines import read_segment
from exports.bundles.frame_reader import Frame, SenderClaim
from exports.bundles.inner_tar import Entry, InnerTar
from exports.bundles.limits import Limits
from exports.bundles.situations import refused_by_medium, tidy
from exports.bundles.tar_frame import BLOCK

_PIECE: Final = 1 << 18


class TrustAnswer(Struct, frozen=True):
    """What the county's log (or, at a station, the county certificate) says of a sender.

    `standing`: known; introduced = the introduction proves the keys, bind them; unknown = E03; revoked = E04 for
    whatever lies beyond `accept_upto`. `accept_upto`: epoch -> greatest seq still taken from a revoked sender.
    `closed`: epoch -> last seq of epochs that have ended; anything later in them is E20.
    """

    standing: Literal["known", "introduced", "unknown", "revoked"]
    accept_upto: dict[str, int] = {}
    closed: dict[str, int] = {}


class BundleSource(Struct, frozen=True):
    """Where a bundle lies and how it is read, from the start as often as asked."""

    fs: Fs
    path: Path
    staged: bool
    frame: Frame
    identities: Sequence[str]
    limits: Limits

    def inner(self, file: BinaryIO) -> InnerTar:
        """The content of the opened file.

        Raises:
            BundleRefused: E02 encrypted for others; E06 not the age file that was meant.
        """
        try:
            keys = map(AgeKey.read, self.identities)
            return InnerTar(AgeReader(Span(file, BLOCK, self.frame.age_size), keys), self.limits)
        except NotForUs as error:
            raise BundleRefused("E02", "no identity opens it") from error
        except Damaged as error:
            raise BundleRefused("E06", f"age: {error}") from error

    def entries(self, manifest: Manifest) -> Generator[Entry, None, None]:
        """Everything after the manifest."""
        try:
            with self.fs.open_read(self.path) as file:
                inner = self.inner(file)
                inner.first()
                yield from inner.rest(manifest)
        except OSError as error:
            raise refused_by_medium(error) from error

    def remove(self) -> None:
        """Delete the staged copy; a bundle read in place stays."""
        if self.staged:
            tidy(self.fs, self.path)


class BlobStream:
    """Bytes of one blob, at most as many as asked. The last piece comes only when the whole has the right hash."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def read(self, size: int = -1, /) -> bytes:
        return self._entry.read(size)


class OpenBundle:
    """A bundle whose frame, signature, sender, addressee and manifest are right. A context manager.

    Attributes:
        digest: SHA-256 of bundle.age, by which it is known again.
        claim: who signed, verified against the signature.
        trust: what the trust callback answered.
        introduction: keys offered for binding, or None.
        manifest: as signed.
        receipts: receipts in it, decoded.
    """

    def __init__(
        self, source: BundleSource, trust: TrustAnswer, manifest: Manifest, receipts: tuple[Receipt, ...]
    ) -> None:
        self._source = source
        self.digest: str = source.frame.digest
        self.claim: SenderClaim = source.frame.claim
        self.introduction: Introduction | None = source.frame.introduction
        self.trust = trust
        self.manifest = manifest
        self.receipts = receipts
        self._behind: Generator[Entry, None, None] | None = None

    def events(self) -> Iterator[Event]:
        """All events in their order, each verified; the runs of the manifest are verified as chains.

        Ends before the blobs, if there are any: `blobs()` goes on from there to the end of the file.

        Raises:
            BundleRefused: whatever is wrong, at the latest after the last event.
        """
        chain = _Chain(self.manifest.ranges)
        waiting = deque(self.manifest.events.segments)
        with ExitStack() as held:
            entries = held.enter_context(closing(self._source.entries(self.manifest)))
            for entry in entries if waiting or not self.manifest.blobs else ():
                if entry.name.startswith("events/"):
                    segment = waiting.popleft()
                    for event in read_segment(entry.read(), segment.lines, self._source.limits):
                        chain.follow(event)
                        yield event
                    if not waiting and self.manifest.blobs:
                        held.pop_all()
                        self._stop_behind(entries)
                        break
        chain.finish()

    def blobs(self) -> Iterator[tuple[BlobEntry, BlobStream]]:
        """All blobs in their order; a stream is good until the next step. What is not read is verified and dropped.

        Without any the file is not read once more: `events()` goes to its end then.
        """
        if not self.manifest.blobs:
            return
        numbered = iter(self.manifest.blobs)
        behind, self._behind = self._behind, None
        with closing(behind or self._source.entries(self.manifest)) as entries:
            for entry in entries:
                if entry.name.startswith("blobs/"):
                    yield next(numbered), BlobStream(entry)

    def contents(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """All blobs as (hash, pieces), for whoever stores them: the pieces end in an error when they are others."""
        for blob, stream in self.blobs():
            yield blob.hash, iter(partial(stream.read, _PIECE), b"")

    def check(self) -> None:
        """Read everything once and keep nothing: for a summary before an import, and for workers.

        Raises:
            BundleRefused: whatever is wrong.
        """
        for _ in self.events():
            pass
        for _ in self.blobs():
            pass

    def close(self) -> None:
        """Remove the staged copy."""
        self._stop_behind(None)
        self._source.remove()

    def _stop_behind(self, entries: Generator[Entry, None, None] | None) -> None:
        """The events were read; `entries` is what follows them."""
        if self._behind is not None:
            self._behind.close()
        self._behind = entries

    def __enter__(self) -> OpenBundle:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Chain:
    """Holds the events against the runs that the manifest announced."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._runs = iter(ranges)
        self._epoch = ""
        self._seq = 0
        self._last = 0
        self._prev = ""
        self._head = ""

    def follow(self, event: Event) -> None:
        """Raises BundleRefused E06 when the event is not the next of its run."""
        if self._seq == self._last:
            self._next_run()
        header = event.header
        self._seq += 1
        if header.seq != self._seq or header.epoch != self._epoch or header.prev != self._prev:
            raise BundleRefused("E06", f"event {header.seq} of {header.epoch} is not the next of its run")
        self._prev = event.hash.hex()

    def finish(self) -> None:
        """Raises BundleRefused E06 when something of the runs did not come."""
        self._close_run()
        if self._seq != self._last or next(self._runs, None) is not None:
            raise BundleRefused("E06", "runs are not complete")

    def _next_run(self) -> None:
        self._close_run()
        run = next(self._runs, None)
        if run is None:
            raise BundleRefused("E06", "more events than announced")
        self._epoch, self._seq, self._last = run.epoch, run.first_seq - 1, run.last_seq
        self._prev, self._head = run.prev_hash, run.head_hash

    def _close_run(self) -> None:
        if self._seq == self._last and self._prev != self._head:
            raise BundleRefused("E06", "a run does not end in its head")
