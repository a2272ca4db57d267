"""Event lines: stored bytes to JSON lines by joining, and back by decoding them once.

`{"body":{"payload":<payload>,"salt":"<hex>"},"header":<header>}` or `{"body":{"absent":"<state>"},"header":<header>}`.
Header and payload stand there byte for byte as they were hashed. A line has one spelling only.
"""

from __future__ import annotations

import hashlib
import re
from binascii import hexlify, unhexlify
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec
from backports.zstd import CompressionParameter, ZstdCompressor

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.canonical import holds_nul
from desktop.domain.events import ENVELOPE_VERSION, SALT_BYTES, BodyState, Event, Header, checked_event
from desktop.domain.manifest import EventsSummary, Range, Segment, events_digest, segment_name
from exports.bundles.limits import RUNS_PER_PART, SEGMENT_BYTES, SEGMENT_LINES, Limits
from exports.bundles.tar_frame import header as tar_header
from exports.bundles.tar_frame import padding

EVENTS_LEVEL: Final = 2
"""zstd level of events: level 3 saves 1 % more and takes 60 % longer (measured on 1 kB events)."""

_PRESENT: Final = b'{"body":{"payload":%b,"salt":"%b"},"header":%b}\n'
_PREV: Final = b'"prev":"'
_HEADER: Final = b'},"header":'
_ABSENT: Final[dict[str, BodyState]] = {"withheld": "withheld", "sealed": "sealed", "disposed": "disposed"}
_ABSENT_OF: Final = {state: f'{{"body":{{"absent":"{state}"'.encode() for state in _ABSENT}
_MAX_INT: Final = 2**53
_HASH_BYTES: Final = 32
_STRINGS: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_DIGITS: Final = bytes(ord("0" if b in b"0123456789" else "1" if b in b":,[- \t\r\n" else "x") for b in range(256))
"""Digits, what may stand before a number, and the rest."""
_BRACKETS: Final = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS: Final = bytes(b for b in range(256) if b not in b"[]{}")
_HUGE: Final = b"1" + b"0" * 19


EventLine = tuple[bytes, bytes, bytes, bytes | None, str]
"""A stored event as the log keeps it, no decoding: its hash (32 bytes), canonical header, salt, payload, state."""


class PackedEvents(NamedTuple):
    """Compressed tar entries of events with what the manifest says of them. `more`: the source is not exhausted."""

    chunks: list[bytes]
    size: int
    ranges: tuple[Range, ...]
    summary: EventsSummary
    more: bool


class _Start(msgspec.Struct):
    """Where a run begins."""

    epoch: str
    seq: int
    prev: str


class _Kind(msgspec.Struct):
    """The end of a header, from its type on."""

    type: str
    type_version: int


class _Version(msgspec.Struct):
    v: int


class _Body(msgspec.Struct):
    """Either payload and salt, or why there is none."""

    payload: msgspec.Raw = msgspec.Raw(b"")
    salt: str = ""
    absent: str = ""


class _Line(msgspec.Struct):
    body: _Body
    header: Header


_LINE = msgspec.json.Decoder(_Line)
_VERSION = msgspec.json.Decoder(_Version)
_START = msgspec.json.Decoder(_Start)
_KIND = msgspec.json.Decoder(_Kind)


def _refuse_float(text: str) -> Any:
    raise ValueError(f"float {text}")


_ANY = msgspec.json.Decoder(float_hook=_refuse_float)
_SORTED = msgspec.json.Encoder(order="sorted")


def write_line(raw: bytes, salt: bytes, payload: bytes | None, body_state: str) -> bytes:
    """One line with its newline."""
    if payload is None:
        return _ABSENT_OF[body_state] + _HEADER + raw + b"}\n"
    return _PRESENT % (payload, hexlify(salt), raw)


def pack_events(source: Iterator[EventLine], tell: Callable[[int], None], enough: int) -> PackedEvents:
    """Take events until about `enough` compressed bytes; `tell(count)` after each segment, may raise to stop."""
    packer = _Packer()
    while not packer.holds(enough) and packer.runs < RUNS_PER_PART and packer.take_segment(source):
        tell(packer.count)
    return packer.finish()


def _link(digest: bytes) -> bytes:
    """How an event names the one before it."""
    return b'"prev":"%b"' % hexlify(digest)


class _Packer:
    """Collects segments into one zstd frame and notes runs, types and digests on the way.

    zstd compresses in a thread of its own, where it was built with threads, while the next segment is put together.
    Headers are not decoded but looked into: that an event is the next of its run shows in the bytes of its `prev`,
    and its type stands in the last bytes. No text of a header can imitate them, since quotes in texts are escaped.
    """

    def __init__(self) -> None:
        options: dict[int, int] = {
            CompressionParameter.compression_level: EVENTS_LEVEL,
            CompressionParameter.checksum_flag: 1,
            CompressionParameter.nb_workers: min(1, CompressionParameter.nb_workers.bounds()[1]),
        }
        self._zstd = ZstdCompressor(options=options)
        self._chunks: list[bytes] = []
        self._segments: list[Segment] = []
        self._ranges: list[Range] = []
        self._kinds: set[bytes] = set()
        self._start: _Start | None = None
        self._length = 0
        self._head = b""
        self._exhausted = False
        self._unflushed = 0
        self.size = 0
        self.count = 0

    @property
    def runs(self) -> int:
        return len(self._ranges)

    def take_segment(self, source: Iterator[EventLine]) -> bool:
        """One segment; False when nothing was left."""
        lines: list[bytes] = []
        size = 0
        kinds, head, length = self._kinds, self._head, self._length
        link = _link(head) if head else b"\x00"
        for digest, raw, salt, payload, body_state in source:
            place = raw.rfind(_PREV)
            if not raw.startswith(link, place):
                self._head, self._length = head, length
                self._begin_run(raw)
                length = 0
            length += 1
            head, link = digest, _link(digest)
            kinds.add(raw[raw.rfind(b'"type":"', place) :])
            line = write_line(raw, salt, payload, body_state)
            lines.append(line)
            size += len(line)
            if len(lines) == SEGMENT_LINES or size >= SEGMENT_BYTES:
                break
        else:
            self._exhausted = True
        self._head, self._length = head, length
        if not lines:
            return False
        data = b"".join(lines)
        self._segments.append(Segment(len(lines), size, hashlib.sha256(data).hexdigest()))
        self._keep(self._zstd.compress(tar_header(segment_name(len(self._segments)), size)))
        self._keep(self._zstd.compress(data))
        self._keep(self._zstd.compress(padding(size)))
        self._unflushed += size
        self.count += len(lines)
        return not self._exhausted

    def holds(self, enough: int) -> bool:
        """Whether so many compressed bytes are there. zstd is asked for what it still keeps only when that matters."""
        if self._unflushed and self.size + self._unflushed >= enough:
            self._keep(self._zstd.flush(ZstdCompressor.FLUSH_BLOCK))
            self._unflushed = 0
        return self.size >= enough

    def finish(self) -> PackedEvents:
        if self._segments:
            self._keep(self._zstd.flush())
        self._close_run()
        segments = tuple(self._segments)
        bytes_ = sum(s.bytes for s in segments)
        summary = EventsSummary(self.count, bytes_, events_digest(segments), self._types(), segments)
        return PackedEvents(self._chunks, self.size, tuple(self._ranges), summary, not self._exhausted)

    def _begin_run(self, raw: bytes) -> None:
        self._close_run()
        self._start = _START.decode(raw)

    def _close_run(self) -> None:
        if self._start is not None:
            begin = self._start
            last = begin.seq + self._length - 1
            self._ranges.append(Range(begin.epoch, begin.seq, last, begin.prev, self._head.hex()))
            self._start = None

    def _types(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for kind in (_KIND.decode(b"{" + tail) for tail in self._kinds):
            found[kind.type] = max(kind.type_version, found.get(kind.type, 0))
        return found

    def _keep(self, chunk: bytes) -> None:
        self._chunks.append(chunk)
        self.size += len(chunk)


def read_segment(data: bytes, lines: int, limits: Limits) -> Iterator[Event]:
    """Events of one segment whose hash is already right.

    Raises:
        BundleRefused: E06 a line or event in another form; E07 newer envelope; E09 limits; E13 number of lines.
    """
    if not data.endswith(b"\n"):
        raise BundleRefused("E06", "segment does not end with a newline")
    found = data.split(b"\n")
    if len(found) - 1 != lines:
        raise BundleRefused("E13", f"segment of {len(found) - 1} lines, {lines} declared")
    found.pop()
    for number, line in enumerate(found, 1):
        try:
            yield read_line(line, limits)
        except RecursionError as error:
            raise BundleRefused("E09", f"line {number}: nested too deeply") from error
        except ValueError as error:  # includes every decoding error of msgspec and of text
            code = "E07" if _is_newer(line) else "E06"
            raise BundleRefused(code, f"line {number}: {type(error).__name__}") from error


def read_line(line: bytes, limits: Limits) -> Event:
    """One event from its line, everything checked that can be checked without the log.

    Raises:
        ValueError: not the one spelling of an event, or its hashes are wrong.
        BundleRefused: E09.
    """
    if len(line) > limits.line:
        raise BundleRefused("E09", f"line of {len(line)} bytes")
    if holds_nul(line):
        raise ValueError("a text holds U+0000")
    found = _LINE.decode(line)
    header, body = found.header, found.body
    if body.absent:
        event = checked_event(header, b"", None, _state(body.absent))
    else:
        payload = bytes(body.payload)
        if payload.count(b"[") + payload.count(b"{") > limits.depth or _HUGE in (b":" + payload).translate(_DIGITS):
            _look_closely(payload, limits.depth)
        if _SORTED.encode(_ANY.decode(payload)) != payload:
            raise ValueError("payload is not canonical")
        salt = unhexlify(body.salt)
        if len(salt) != SALT_BYTES:
            raise ValueError("salt")
        event = checked_event(header, salt, payload, "present")
    if write_line(event.raw, event.salt, event.payload, event.body_state) != line + b"\n":
        raise ValueError("another spelling of the same event")
    _check_header(header, event.payload is None)
    return event


def _is_newer(line: bytes) -> bool:
    """Whether a line that could not be read has the header of a newer envelope."""
    try:
        return _VERSION.decode(line[line.rfind(_HEADER) + len(_HEADER) : -1]).v > ENVELOPE_VERSION
    except ValueError:
        return False


def _state(absent: str) -> BodyState:
    state = _ABSENT.get(absent)
    if state is None:
        raise ValueError("no body")
    return state


def _check_header(header: Header, absent: bool) -> None:
    if not (0 < header.seq < _MAX_INT and 0 <= header.tick < _MAX_INT):
        raise ValueError("seq or tick")
    if not (0 <= header.owner_version < _MAX_INT and 0 < header.type_version < _MAX_INT):
        raise ValueError("version")
    if datetime.fromisoformat(header.at).tzinfo is None:
        raise ValueError("time without zone")
    for known in header.after:
        if len(bytes.fromhex(known)) != _HASH_BYTES:
            raise ValueError("frontier")
    if absent and len(bytes.fromhex(header.payload_hash)) != _HASH_BYTES:
        raise ValueError("payload hash")


def _look_closely(payload: bytes, depth: int) -> None:
    """Refuse a payload that is too deep, or holds an integer of more than 18 digits outside its texts.

    The counts before the call are cheap and almost always enough.
    """
    bare = _STRINGS.sub(b"", payload)
    if _HUGE in (b":" + bare).translate(_DIGITS) or _depth(bare, depth) > depth:
        raise BundleRefused("E09", "payload is too deep or holds a huge number")


def _depth(bare: bytes, enough: int) -> int:
    """Nesting of a text without its strings; stops one above `enough`."""
    brackets = bare.translate(_BRACKETS, _NO_BRACKETS)
    found = 0
    while brackets and found <= enough:
        brackets = brackets.replace(b"[]", b"")
        found += 1
    return found
