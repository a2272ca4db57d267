"""Opens bundles in processes of their own: copying, signature, decryption and checks beside the one writer.

The other process sends verified events through its pipe and puts attachments beside the database itself; the writer
commits only after it has said that the bundle is whole. Keys go through the pipe, never onto a command line. A process
that dies takes only the bundle with it that it was opening; the next one goes on with the rest.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, Literal, NamedTuple

import msgspec
from msgspec import Struct

from desktop.bootstrap.sender_trust import SenderTrust
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.county_events import StationState
from desktop.domain.errors import Situation
from desktop.domain.events import BodyState, Event, Header
from desktop.domain.manifest import Manifest
from desktop.services.blobs import Blobs
from desktop.services.seams import SystemFs
from exports.bundles.enrolment import Introduction
from exports.bundles.frame_reader import SenderClaim
from exports.bundles.opened import OpenBundle, TrustAnswer
from exports.bundles.reader import NothingSeen, Receiver, open_bundle

_BATCH: Final = 500
_UNSAID: Final = 32 << 20
"""So many bytes an opener keeps for a writer that is busy, before it waits; the attachments go on meanwhile."""
_PIPE: Final = 1 << 20
"""Room in the pipe, where the system lets it be chosen: what the writer can take without the opener's help."""
_AHEAD: Final = 16
"""So many files an opener is given before the first is answered for: it goes on while the writer stores many."""

Whose = Literal["", "OWN", "SEALED"]
Row = tuple[bytes, bytes, bytes, bytes | None, BodyState]


class Order(Struct, frozen=True):
    """What the other process is told at its start: keys, where things go, and whom the county's log knows."""

    identity: str
    own_key: str
    addressee: str
    staging: str
    blobs: str
    blob_identity: str
    blob_names: bytes
    stations: list[StationState]
    secrets: dict[str, bytes]
    held: dict[str, dict[str, int]]
    seen: list[str]


class _Said(Struct, frozen=True, tag=True):
    """A message of the other process."""


class _Opened(_Said, frozen=True, tag=True):
    digest: str
    claim: SenderClaim
    trust: TrustAnswer
    introduction: Introduction | None
    manifest: Manifest


class _Events(_Said, frozen=True, tag=True):
    rows: list[Row]


class _Told(_Said, frozen=True, tag=True):
    """There are no more events; what the attachments need is still going on."""


class _Whole(_Said, frozen=True, tag=True):
    """Everything was read and was right; the attachments are on the disk, and the copy is gone."""


class _Refused(_Said, frozen=True, tag=True):
    code: str
    detail: str
    said: str
    station: str
    bundle_id: str
    digest: str
    whose: Whose


class _Failed(_Said, frozen=True, tag=True):
    """Not the bundle's fault: this computer's disk."""

    code: str
    message: str
    safe: str
    way_out: str


_MESSAGE = msgspec.msgpack.Decoder(_Opened | _Events | _Told | _Whole | _Refused | _Failed)
_HEADER = msgspec.json.Decoder(Header)


class OpenerGone(Exception):
    """The other process ended without an answer."""


class LeftAlone(BundleRefused):
    """No bundle for this inbox, and no fault either. `whose`: this county's own, or of the sealed route."""

    whose: Whose = ""


# ---- the other process -----------------------------------------------------------------------------------------------
class _Known(NothingSeen):
    def __init__(self, digests: Sequence[str]) -> None:
        self._digests = frozenset(digests)

    def has_digest(self, digest: str) -> bool:
        return digest in self._digests


def main(source: BinaryIO, voice: _Voice) -> None:
    """Read the order, then one path a line; answer each."""
    order = msgspec.json.decode(source.readline(), type=Order)
    stations = {station.id: station for station in order.stations}
    trust = SenderTrust(
        order.own_key, stations.get, lambda i: order.secrets.get(i, b""), lambda i: order.held.get(i, {})
    )
    receiver = Receiver(
        identities=(order.identity,), trust=trust, addressees=(order.addressee,), seen=_Known(order.seen)
    )
    blobs = Blobs(Path(order.blobs), SystemFs(), order.blob_identity, order.blob_names, part=f".{os.getpid()}.part")
    say = voice.say
    for line in source:
        path = Path(msgspec.json.decode(line, type=str))
        staging = None if path.parent == Path(order.staging) else Path(order.staging)
        try:
            with open_bundle(SystemFs(), path, receiver, staging=staging) as opened:
                _tell(opened, blobs, say)
            say(_Whole())
        except BundleRefused as e:
            say(_Refused(e.code, e.detail, e.said, e.station, e.bundle_id, e.digest, whose(trust)))
        except Situation as e:
            say(_Failed(e.code, e.message, e.safe, e.way_out))
        voice.finish()


class _Voice:
    """Messages into a pipe. What the listener does not take yet is kept, up to a limit; where pipes always wait
    (Windows), everything is kept that long."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._kept: deque[memoryview] = deque()
        self._size = 0
        self._waits = os.name != "posix"
        if not self._waits:
            os.set_blocking(pipe, False)
            with suppress(ImportError, AttributeError, OSError):
                import fcntl

                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)

    def say(self, message: _Said) -> None:
        raw = msgspec.msgpack.encode(message)
        self._kept.append(memoryview(len(raw).to_bytes(4, "big") + raw))
        self._size += len(raw) + 4
        if not self._waits:
            self._write()
        self._until(_UNSAID)

    def finish(self) -> None:
        """Everything is said."""
        self._until(0)

    def _until(self, size: int) -> None:
        while self._size > size:
            if not self._waits:
                select.select([], [self._pipe], [])
            self._write()

    def _write(self) -> None:
        with suppress(BlockingIOError):
            while self._kept:
                done = os.write(self._pipe, self._kept[0])
                self._size -= done
                self._kept[0] = self._kept[0][done:]
                if not self._kept[0]:
                    self._kept.popleft()


def whose(trust: SenderTrust) -> Whose:
    """Whose the file is that was judged last, when it is none for this inbox."""
    return "OWN" if trust.own else "SEALED" if trust.sealed else ""


def _tell(opened: OpenBundle, blobs: Blobs, say: Callable[[_Said], None]) -> None:
    say(_Opened(opened.digest, opened.claim, opened.trust, opened.introduction, opened.manifest))
    rows: list[Row] = []
    for event in opened.events():
        rows.append((event.hash, event.raw, event.salt, event.payload, event.body_state))
        if len(rows) == _BATCH:
            say(_Events(rows))
            rows.clear()
    say(_Events(rows))
    say(_Told())
    for _content in blobs.put_all(opened.contents()):
        pass


# ---- the writer's side -----------------------------------------------------------------------------------------------
class OpenedApart:
    """A bundle that another process opens; its events come once, or as often as asked once it is held."""

    def __init__(self, head: _Opened, hear: Callable[[], _Said]) -> None:
        self.digest, self.claim, self.trust = head.digest, head.claim, head.trust
        self.introduction, self.manifest = head.introduction, head.manifest
        self._hear = hear
        self._held: list[_Events] | None = None

    def hold(self) -> None:
        """Hear it to its end and keep it: it is whole and right then.

        Raises:
            BundleRefused: whatever the other process found wrong. OpenerGone: it died.
        """
        self._held = list(self._said())
        self._hear()

    def events(self) -> Iterator[Event]:
        """All events; the last ones may be stored while the attachments are still on their way.

        Raises as `hold`, unless it is held.
        """
        for said in self._said() if self._held is None else self._held:
            for digest, raw, salt, payload, state in said.rows:
                yield Event(digest, _HEADER.decode(raw), raw, salt, payload, state)

    def _said(self) -> Iterator[_Events]:
        while isinstance(said := self._hear(), _Events):
            yield said

    def contents(self) -> Iterator[tuple[str, int]]:
        """The attachments, when they are on the disk and everything was right; after the events. Raises as `events`."""
        if self._held is None:
            self._hear()
        return ((blob.hash, blob.size) for blob in self.manifest.blobs)

    def close(self) -> None:
        """The other process has nothing left to remove."""


class _Opener:
    """One other process, and the files it was given and has not answered for.

    Attributes:
        process: the one that runs now; another takes its place when it dies.
    """

    def __init__(self, order: Order) -> None:
        self._order = order
        self.files: deque[Path] = deque()
        self._begin()

    def _begin(self) -> None:
        command = [sys.executable, "-m", "desktop.bootstrap.opener"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._write(msgspec.json.encode(self._order))

    def _write(self, line: bytes) -> None:
        if self.process.stdin is not None:
            with suppress(OSError):  # a process that is gone is noticed when it is listened to
                self.process.stdin.write(line + b"\n")
                self.process.stdin.flush()

    def give(self, path: Path) -> None:
        self.files.append(path)
        self._write(msgspec.json.encode(str(path)))

    def open(self) -> OpenedApart:
        """The next file's answer. Raises as `OpenedApart.events`."""
        head = self._hear()
        if not isinstance(head, _Opened):
            raise OpenerGone
        return OpenedApart(head, self._hear)

    def done(self) -> None:
        """The first file is settled: read what is left of its answer, or go on without the process that died."""
        try:
            while not self._ended:
                self._hear()
        except OpenerGone:
            self.kill()
            self.files.popleft()
            self._begin()
            for path in self.files:
                self._write(msgspec.json.encode(str(path)))
        except Situation:
            self.files.popleft()
        else:
            self.files.popleft()
        self._ended = False

    _ended = False

    def _hear(self) -> _Said:
        size = int.from_bytes(self._read(4), "big")
        said: _Said = _MESSAGE.decode(self._read(size))
        self._ended = isinstance(said, _Whole | _Refused | _Failed)
        if isinstance(said, _Refused):
            refused = _refusal(said)
            refused.station, refused.bundle_id, refused.digest = said.station, said.bundle_id, said.digest
            raise refused
        if isinstance(said, _Failed):
            raise Situation(said.code, said.message, safe=said.safe, way_out=said.way_out)
        return said

    def _read(self, size: int) -> bytes:
        found = self.process.stdout.read(size) if self.process.stdout else b""
        if len(found) != size:
            raise OpenerGone
        return found

    def kill(self) -> None:
        self.process.kill()
        with suppress(OSError):
            self.process.communicate()


def _refusal(said: _Refused) -> BundleRefused:
    if not said.whose:
        return BundleRefused(said.code, said.detail, said=said.said)
    left = LeftAlone(said.code, said.detail)
    left.whose = said.whose
    return left


def whose_refusal(refused: BundleRefused) -> Whose:
    """Whose a bundle is that is left alone; "" for one that is refused."""
    return refused.whose if isinstance(refused, LeftAlone) else ""


class Pool(NamedTuple):
    """Several openers; file i goes to opener i modulo their number."""

    openers: list[_Opener]

    def open_all(self, files: Sequence[Path]) -> Iterator[tuple[Path, Callable[[], OpenedApart]]]:
        """(file, how to get it opened) in the order of the files; each is to be settled before the next is taken."""
        many = len(self.openers)
        for place, path in enumerate(files[: many * _AHEAD]):
            self.openers[place % many].give(path)
        for place, path in enumerate(files):
            chosen = self.openers[place % many]
            yield path, chosen.open
            chosen.done()
            if place + many * _AHEAD < len(files):
                chosen.give(files[place + many * _AHEAD])


@contextmanager
def openers(order: Order, workers: int) -> Iterator[Pool]:
    """Start that many openers; they are gone afterwards."""
    pool = Pool([])
    try:
        for _ in range(workers):
            pool.openers.append(_Opener(order))
        yield pool
    finally:
        for one in pool.openers:
            one.kill()


if __name__ == "__main__":
    main(sys.stdin.buffer, _Voice(1))
