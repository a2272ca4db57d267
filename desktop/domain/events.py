"""The event envelope: header, body, hashes, and the register of event types. Must not know any store or screen.

Everything that happens is an event; tables are what the events add up to. `hash` = SHA-256 of the canonical header;
`payload_hash` = SHA-256(16-byte random salt ‖ canonical payload), so a body may be absent (withheld, sealed,
disposed) and the chain of headers still verifies. These forms are frozen by tests/golden/events.jsonl.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, Final, Literal, NewType, TypeVar

import msgspec

from desktop.domain.canonical import encode, encode_checked, sha256

ENVELOPE_VERSION: Final = 1
SALT_BYTES: Final = 16

AggregateId = NewType("AggregateId", str)
BodyState = Literal["present", "withheld", "sealed", "disposed"]
Effect = Literal["fact", "state"]
DataClass = Literal["S", "P1", "P2", "P3"]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """What is chained and signed of an event (architecture.md §2).

    `epoch`: 32 hex digits. `prev`: hash of the event before it in the epoch, "" for the first. `aggregate`: its kind;
    `id`: its identity. `at`: wall time with zone, a fact for people. `tick`: 1 + the greatest tick this installation
    had written or imported. `after`: frontier of the aggregate known to the author. `owner_version`: of the case,
    0 where nothing is owned. Headers and events hold no cycles, so the collector need not visit them (gc=False).
    """

    v: int
    epoch: str
    seq: int
    prev: str
    aggregate: str
    id: str
    type: str
    type_version: int
    actor: str
    role: str
    at: str
    tick: int
    after: tuple[str, ...]
    owner_version: int
    data_class: DataClass
    payload_hash: str


class Event(msgspec.Struct, frozen=True, gc=False):
    """One event as it is stored: the canonical header bytes are kept, never made again.

    `payload` is canonical JSON, or None where `body_state` is not present. `writer`: the installation whose epoch it
    stands in, as the log knows it; None where nobody asked, and then it is taken for one that may write.
    """

    hash: bytes
    header: Header
    raw: bytes
    salt: bytes
    payload: bytes | None
    body_state: BodyState
    writer: str | None = None


class EventType(msgspec.Struct, frozen=True):
    """A named kind of event: its payload struct and whether it is a fact or changes the state of its case."""

    name: str
    aggregate: str
    payload: type[msgspec.Struct]
    version: int
    effect: Effect
    data_class: DataClass


EVENT_TYPES: dict[str, EventType] = {}

S = TypeVar("S", bound=msgspec.Struct)


def event_type(
    name: str, aggregate: str, *, version: int = 1, effect: Effect = "fact", data_class: DataClass = "P1"
) -> Callable[[type[S]], type[S]]:
    """Register a payload struct as the event type `name` of `aggregate`."""

    def register(payload: type[S]) -> type[S]:
        known = EVENT_TYPES.get(name)
        if known is not None and known.payload is not payload:
            raise ValueError(f"event type {name} is registered twice")
        EVENT_TYPES[name] = EventType(name, aggregate, payload, version, effect, data_class)
        _NAMES[payload] = name
        return payload

    return register


_NAMES: dict[type[msgspec.Struct], str] = {}
_HEADER_DECODER = msgspec.json.Decoder(Header)
_PAYLOAD_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {}


def type_of(payload: msgspec.Struct) -> EventType:
    """The registered type of a payload struct."""
    return EVENT_TYPES[_NAMES[type(payload)]]


class Draft(msgspec.Struct, frozen=True):
    """What a use case wants to have happened; the unit of work adds chain, tick, frontier and hashes."""

    id: str
    payload: msgspec.Struct


def seal(header_without_hash: Header, payload: bytes, salt: bytes, writer: str | None = None) -> Event:
    """Make the stored event of a header whose `payload_hash` is still empty."""
    header = msgspec.structs.replace(header_without_hash, payload_hash=payload_hash(salt, payload))
    raw = encode_checked(header)
    return Event(sha256(raw), header, raw, salt, payload, "present", writer)


def payload_hash(salt: bytes, payload: bytes) -> str:
    """SHA-256(salt ‖ canonical payload), 64 hex digits."""
    return hashlib.sha256(salt + payload).hexdigest()


def encode_payload(payload: msgspec.Struct) -> bytes:
    """Canonical bytes of a payload; raises ValueError for a float hidden in free facts."""
    return encode(payload)


def read_header(raw: bytes) -> Header:
    """Decode canonical header bytes.

    Raises:
        ValueError: not a header, of a later version than ours, or not in canonical form (a second spelling would be a
            second hash).
    """
    try:
        header = _HEADER_DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"no event header: {error}") from error
    if encode_checked(header) != raw:
        raise ValueError("header is not canonical")
    _refuse_newer(header)
    return header


def read_event(raw: bytes, salt: bytes, payload: bytes | None, body_state: BodyState) -> Event:
    """Rebuild an event from stored parts, checking the payload against the header's promise.

    Raises:
        ValueError: header not canonical, or the payload is not the one that was hashed.
    """
    return checked_event(read_header(raw), salt, payload, body_state)


def checked_event(header: Header, salt: bytes, payload: bytes | None, body_state: BodyState) -> Event:
    """The event of a header that was decoded already; whoever did compares `raw` with what was carried.

    Raises:
        ValueError: a header of a later version than ours, or the payload is not the one that was hashed.
    """
    _refuse_newer(header)
    if payload is not None and payload_hash(salt, payload) != header.payload_hash:
        raise ValueError("payload does not match its hash")
    raw = encode_checked(header)
    return Event(sha256(raw), header, raw, salt, payload, body_state)


def _refuse_newer(header: Header) -> None:
    if header.v > ENVELOPE_VERSION:
        raise ValueError(f"header of version {header.v}")


def payload_of(event: Event) -> msgspec.Struct | None:
    """The decoded payload; None when the body is absent or this program cannot read it.

    Unknown types, newer versions than ours and bodies that do not fit their type are stored and passed on, never half
    understood: a fold must not fail for what somebody else wrote.
    """
    kind = EVENT_TYPES.get(event.header.type)
    if event.payload is None or kind is None or event.header.type_version > kind.version:
        return None
    if kind.aggregate != event.header.aggregate:
        return None
    decoder = _PAYLOAD_DECODERS.get(kind.name)
    if decoder is None:
        decoder = _PAYLOAD_DECODERS[kind.name] = msgspec.json.Decoder(kind.payload)
    try:
        payload: msgspec.Struct = decoder.decode(event.payload)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return payload


def order_key(event: Event) -> tuple[int, int, bytes]:
    """Canonical order within one aggregate: owner_version, tick, hash.

    A tick is greater than every tick its author knew, so this order never puts an effect before its cause.
    """
    return (event.header.owner_version, event.header.tick, event.hash)
