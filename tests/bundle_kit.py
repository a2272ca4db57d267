"""Pieces for tests of bundles: a chain of invented events, a station and a county with keys, and a forge.

The forge writes bundles with one thing wrong, signed all the same where wanted; nothing of it is in the product.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import msgspec
import pyrage
from backports import zstd

from desktop.domain.canonical import encode
from desktop.domain.case_events import CommentMade
from desktop.domain.events import Event, Header, seal, type_of
from desktop.domain.manifest import (
    BlobEntry,
    EventsSummary,
    FileEntry,
    Manifest,
    Range,
    Segment,
    Sender,
    content_digest,
    encode_manifest,
    entries,
    events_digest,
)
from desktop.services.seams import Fs, SystemFs, SystemRandom
from exports.bundles.byte_streams import stored
from exports.bundles.event_lines import EventLine, write_line
from exports.bundles.installation_keys import AgeIdentity, InstallationKeys, new_age_identity, new_keys, sign
from exports.bundles.reader import KNOWN, Receiver
from exports.bundles.tar_frame import AGE_NAME, END, INTRODUCTION_NAME, MANIFEST_NAME, SIGNATURE_NAME, header, padding
from exports.bundles.writer import BlobSource, BundleFile, Outgoing, trusted_comment, write_bundle

COUNTY = "county:990000"
INSTALLATION = "6f" * 16
EPOCH = "ab" * 16
TEXTS = ("楼上漏水，墙面发霉。", "双方同意下周一现场查看。", "㛃䶮𬭎𪚥 四户对分摊有异议", "已当面付清，互不追究。")


class Side(msgspec.Struct, frozen=True):
    """Who takes part in a test: a station, its county, the county's escrow key, and a stranger."""

    station: InstallationKeys
    county: InstallationKeys
    escrow: AgeIdentity
    stranger: InstallationKeys

    @property
    def recipients(self) -> list[str]:
        return [self.county.age.recipient, self.escrow.recipient]


def new_side() -> Side:
    return Side(new_keys(), new_keys(), new_age_identity(), new_keys())


def header_of(seq: int, prev: str, *, epoch: str = EPOCH, kind: str = "comment.made", version: int = 1) -> Header:
    """A plausible header; its payload hash is filled by `seal`."""
    return Header(
        v=1, epoch=epoch, seq=seq, prev=prev, aggregate="case", id=f"{seq // 5:032x}", type=kind, type_version=version,
        actor="u1", role="mediator", at="2026-03-01T09:00:00+08:00", tick=seq, after=(prev,) if prev else (),
        owner_version=1, data_class="P1", payload_hash="",
    )  # fmt: skip


def chain(count: int, *, epoch: str = EPOCH, first: int = 1, prev: str = "", seed: int = 1) -> list[Event]:
    """`count` events in a row, the same for the same arguments."""
    random = Random(seed)
    found: list[Event] = []
    for seq in range(first, first + count):
        payload = CommentMade(id=f"{random.getrandbits(128):032x}", text=random.choice(TEXTS) * random.randint(1, 4))
        version = type_of(payload).version
        event = seal(header_of(seq, prev, epoch=epoch, version=version), encode(payload), random.randbytes(16))
        found.append(event)
        prev = event.hash.hex()
    return found


def lines(events: Sequence[Event]) -> list[EventLine]:
    return [(e.hash, e.raw, e.salt, e.payload, e.body_state) for e in events]


def blob(data: bytes) -> BlobSource:
    return BlobSource(hashlib.sha256(data).hexdigest(), len(data), lambda: io.BytesIO(data))


def facts(side: Side, *, to: str = COUNTY, **more: object) -> Manifest:
    """What a station says of a bundle before the writer fills in the rest."""
    plain = Manifest(
        kind="station_up",
        sender=Sender("ST01", INSTALLATION, side.station.sign_key),
        to=to,
        created_wall="2026-11-22T10:00:00+08:00",
    )
    return msgspec.structs.replace(plain, **more)


def write(
    side: Side,
    folder: Path,
    events: Sequence[Event],
    blobs: Sequence[bytes] = (),
    *,
    fs: Fs | None = None,
    files: Sequence[tuple[str, bytes]] = (),
    introduction: bytes | None = None,
    **limits: int,
) -> tuple[BundleFile, ...]:
    """A bundle from the real writer."""
    what = Outgoing(keys=side.station, recipients=side.recipients, manifest=facts(side), introduction=introduction)
    what = msgspec.structs.replace(what, **limits)
    sources = [blob(data) for data in blobs]
    return write_bundle(
        fs or SystemFs(), folder, SystemRandom(), what, events=lines(events), blobs=sources, files=files
    )


def receiver(side: Side, **more: object) -> Receiver:
    """The county, which knows the station's key."""
    plain = Receiver(identities=[side.county.age.identity], trust=lambda *_: KNOWN, addressees=[COUNTY])
    return msgspec.structs.replace(plain, **more)


class Draft(msgspec.Struct):
    """A bundle on the forge's bench: change any piece, then `forge` it."""

    side: Side
    manifest: Manifest
    contents: list[tuple[str, bytes]]
    introduction: bytes | None = None
    manifest_raw: bytes | None = None
    inner: Callable[[bytes], bytes] = lambda tar: tar
    packed: Callable[[bytes], bytes] | None = None
    sealed: Callable[[bytes], bytes] = lambda age: age
    comment: Callable[[str], str] = lambda text: text
    signature: Callable[[bytes], bytes] = lambda raw: raw
    signer: InstallationKeys | None = None
    recipients: list[str] | None = None


def draft(side: Side, segments: Sequence[bytes], ranges: Sequence[Range], **more: object) -> Draft:
    """A right bundle of the given segments, blobs and files, still open to mischief."""
    blobs, files = more.pop("blobs", ()), more.pop("files", ())
    assert isinstance(blobs, Sequence)
    assert isinstance(files, Sequence)
    summary = tuple(Segment(s.count(b"\n"), len(s), hashlib.sha256(s).hexdigest()) for s in segments)
    count = sum(s.lines for s in summary)
    events = EventsSummary(count, sum(map(len, segments)), events_digest(summary), {"comment.made": 1}, summary)
    said: dict[str, object] = {
        "bundle_id": "5c" * 16,
        "ranges": tuple(ranges),
        "events": events,
        "blobs": tuple(BlobEntry(hashlib.sha256(b).hexdigest(), len(b)) for b in blobs),
        "files": tuple(FileEntry(n, len(d), hashlib.sha256(d).hexdigest()) for n, d in files),
    }
    manifest = msgspec.structs.replace(facts(side), **said | more)
    manifest = msgspec.structs.replace(manifest, content_digest=content_digest(manifest))
    data = [d for _, d in files] + list(segments) + list(blobs)
    return Draft(side, manifest, [(name, d) for (name, _, _), d in zip(entries(manifest), data, strict=True)])


def draft_of(side: Side, events: Sequence[Event], **more: object) -> Draft:
    """A draft of one unbroken chain in one segment."""
    segment = b"".join(write_line(e.raw, e.salt, e.payload, e.body_state) for e in events)
    first, last = events[0], events[-1]
    run = Range(first.header.epoch, first.header.seq, last.header.seq, first.header.prev, last.hash.hex())
    return draft(side, [segment], [run], **more)


def entry(name: str, data: bytes) -> bytes:
    return header(name, len(data)) + data + padding(len(data))


def raw_frame(data: bytes) -> bytes:
    """A zstd frame in which nothing is compressed."""
    return b"".join(stored(iter([data])))


def forge(made: Draft) -> bytes:
    """The bytes of a .fqb."""
    raw = made.manifest_raw if made.manifest_raw is not None else encode_manifest(made.manifest)
    tar = entry(MANIFEST_NAME, raw) + b"".join(entry(n, d) for n, d in made.contents) + END
    recipients = [pyrage.x25519.Recipient.from_str(r) for r in made.recipients or made.side.recipients]
    pack = made.packed or (raw_frame if made.manifest.blobs else zstd.compress)
    age = made.sealed(pyrage.encrypt(pack(made.inner(tar)), recipients))
    comment = made.comment(trusted_comment(made.manifest, made.introduction))
    signature = made.signature(sign(made.signer or made.side.station, io.BytesIO(age), comment))
    return outer(age, signature, made.introduction)


def outer(age: bytes, signature: bytes, introduction: bytes | None = None) -> bytes:
    found = entry(AGE_NAME, age) + entry(SIGNATURE_NAME, signature)
    return found + (entry(INTRODUCTION_NAME, introduction) if introduction else b"") + END


def event_of(kind: str, payload: bytes, *, version: int = 1) -> Event:
    """The first event of the epoch, of any type and payload."""
    return seal(header_of(1, "", kind=kind, version=version), payload, b"\x05" * 16)


def of_key(manifest: Manifest, key: str) -> Manifest:
    """The same statement by another key."""
    return msgspec.structs.replace(manifest, sender=msgspec.structs.replace(manifest.sender, key=key))


def with_field(manifest: Manifest, name: str, value: object) -> bytes:
    """Canonical bytes of a manifest with one field more, or another value in one."""
    plain = msgspec.json.decode(encode_manifest(manifest))
    return encode(plain | {name: value})


def resaid(manifest: Manifest, **more: object) -> Manifest:
    """Other fields, with a content digest that fits them."""
    changed = msgspec.structs.replace(manifest, **more)
    return msgspec.structs.replace(changed, content_digest=content_digest(changed))
