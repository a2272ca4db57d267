"""What a bundle says about itself before anything in it is used (sync-model.md §6); structs and pure judgements only.

Canonical encoding, inside the encryption, under the signature of the whole file. A manifest declares every entry that
follows by name, size and hash, so that a reader knows all limits before it reads on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.canonical import encode_checked, sha256
from desktop.domain.receipts import SanityCounts

FORMAT: Final = 1
OLDEST_FORMAT: Final = 1
SUITE: Final = "intl-1"
FEATURES: Final[frozenset[str]] = frozenset()
"""Mandatory features this program understands; any other in a manifest refuses the whole bundle (E07)."""

Count = Annotated[int, Meta(ge=0, le=2**53)]
Seq = Annotated[int, Meta(ge=1, le=2**53)]
Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$")]
Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
PrevHash = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?$")]
Code = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,40}$")]
Address = Annotated[str, Meta(pattern=r"^(county|station|installation|sealed):[A-Za-z0-9._-]{1,40}$")]
Short = Annotated[str, Meta(max_length=400)]

Kind = Literal["station_up", "county_down", "handover", "config", "update", "rebuild", "sealed_up"]
SEALED_TO: Final = "sealed:"
"""Before the county's code: the address of its sealed route, which ordinary import leaves alone."""
Why = Literal["earlier", "later", "missing"]


class Sender(Struct, frozen=True):
    """Who wrote the bundle. `key`: minisign public key, base64; must be the one that signed.

    `certificate`: hash of the `installation.bound` event that binds the key, empty before the county has bound it.
    """

    station: Code
    installation: Code
    key: Annotated[str, Meta(min_length=56, max_length=56)]
    letter: Annotated[str, Meta(pattern=r"^[A-Z]{0,2}$")] = ""
    certificate: PrevHash = ""


class Range(Struct, frozen=True):
    """An unbroken run of one epoch in this bundle. `prev_hash`: of the event before it, empty for the epoch's first."""

    epoch: Id
    first_seq: Seq
    last_seq: Seq
    prev_hash: PrevHash
    head_hash: Hash


class Segment(Struct, frozen=True):
    """One events/NNNNN.jsonl entry; its name follows from its place."""

    lines: Count
    bytes: Count
    sha256: Hash


class EventsSummary(Struct, frozen=True):
    """All events of the file: count, bytes of their lines, digest, and the greatest version of each type.

    `digest`: SHA-256 of the segments' hashes in order (hex text, one a line), the first part of the content digest.
    """

    count: Count = 0
    bytes: Count = 0
    digest: PrevHash = ""
    types: dict[str, Count] = {}
    segments: tuple[Segment, ...] = ()


class FileEntry(Struct, frozen=True):
    """A small named entry beside the events: `receipts/<station>.json`."""

    name: Annotated[str, Meta(pattern=r"^receipts/[A-Za-z0-9._-]{1,40}\.json$")]
    size: Count
    sha256: Hash


class BlobEntry(Struct, frozen=True):
    """A blob in this file, named by the SHA-256 of its plaintext. `wanted`: a receipt had listed it as missing."""

    hash: Hash
    size: Count
    wanted: bool = False


class OmittedBlob(Struct, frozen=True):
    """A blob that events name and that is not in this file: sent earlier, follows in a later part, or lost here."""

    hash: Hash
    size: Count
    why: Why


class BaseReceipt(Struct, frozen=True):
    """The receipt this range was computed on; empty epoch: none was known, everything is sent."""

    county_epoch: str = ""
    serial: Count = 0


class KnownCounty(Struct, frozen=True):
    """How far the sender has read the county's log: closes the loop downwards."""

    epoch: Id
    seq: Count
    head: PrevHash


class OwnEpoch(Struct, frozen=True):
    """What the sender holds of an epoch that its installation opened: the end of its chain, and how many events in
    all (more than `seq` where branches of a copied machine have come back to it)."""

    epoch: Id
    seq: Count
    head: PrevHash
    count: Count


class LostDecision(Struct, frozen=True, order=True):
    """An event of the county's log that the sender holds and that the county, as its new epoch says, lost when it was
    set back. `payload`: as far as the sender may read it; nobody vouches for it but the sender."""

    epoch: Id
    seq: Seq
    hash: Hash
    type: Short
    id: Short
    at: Short
    payload: Annotated[str, Meta(max_length=2000)] = ""


class Versions(Struct, frozen=True):
    """What the sender runs; for support and statistics, never a rule of acceptance."""

    app: Short = ""
    schema: Short = ""
    config: Short = ""
    calendar: Short = ""


class Manifest(Struct, frozen=True, kw_only=True):
    """The whole statement. The caller fills the facts; the writer fills what stands below the line.

    `own`: every epoch of the sender's installation, the one it writes last, so that the receiver sees what it has
    lost; `lost`: what the receiver itself has lost, to be decided again by a person.
    """

    kind: Kind
    sender: Sender
    to: Address
    created_wall: Annotated[str, Meta(max_length=40)]
    tz: Short = "Asia/Shanghai"
    clock_flags: tuple[Short, ...] = ()
    journal_head: PrevHash = ""
    base_receipt: BaseReceipt = BaseReceipt()
    cumulative: bool = True
    totals: SanityCounts = SanityCounts()
    versions: Versions = Versions()
    known_county: KnownCounty | None = None
    own: tuple[OwnEpoch, ...] = ()
    lost: Annotated[tuple[LostDecision, ...], Meta(max_length=500)] = ()
    omitted_blobs: tuple[OmittedBlob, ...] = ()
    note: Short = ""
    features: tuple[Short, ...] = ()
    # ---- computed by the writer
    format: int = FORMAT
    min_reader: int = FORMAT
    suite: str = SUITE
    bundle_id: Annotated[str, Meta(pattern=r"^([0-9a-f]{32})?$")] = ""
    part: Annotated[int, Meta(ge=1, le=10_000)] = 1
    last: bool = True
    ranges: tuple[Range, ...] = ()
    events: EventsSummary = EventsSummary()
    files: tuple[FileEntry, ...] = ()
    blobs: tuple[BlobEntry, ...] = ()
    content_digest: PrevHash = ""


class _Versioned(Struct, frozen=True):
    format: int
    min_reader: int
    suite: str
    features: tuple[str, ...] = ()


_VERSIONED = msgspec.json.Decoder(_Versioned)
_MANIFEST = msgspec.json.Decoder(Manifest)
_ANY = msgspec.json.Decoder()


def segment_name(number: int) -> str:
    """Entry name of the n-th segment, counted from 1."""
    return f"events/{number:05d}.jsonl"


def blob_name(blob: BlobEntry) -> str:
    """Entry name of a blob."""
    return f"blobs/{blob.hash}"


def entries(manifest: Manifest) -> list[tuple[str, int, str]]:
    """(name, size, SHA-256) of every entry after manifest.json, in the order in which they stand in the file."""
    found = [(f.name, f.size, f.sha256) for f in manifest.files]
    found += [(segment_name(n), s.bytes, s.sha256) for n, s in enumerate(manifest.events.segments, 1)]
    found += [(blob_name(b), b.size, b.hash) for b in manifest.blobs]
    return found


def content_digest(manifest: Manifest) -> str:
    """SHA-256 of what `sha256sum` prints for all entries in order: equal for equal content, whatever the wrapping."""
    lines = "".join(f"{digest}  {name}\n" for name, _, digest in entries(manifest))
    return sha256(lines.encode()).hex()


def events_digest(segments: tuple[Segment, ...]) -> str:
    """SHA-256 of the segments' hashes, one a line; empty when there are no events."""
    return sha256("".join(f"{s.sha256}\n" for s in segments).encode()).hex() if segments else ""


def encode_manifest(manifest: Manifest) -> bytes:
    """Canonical bytes, as they stand in manifest.json."""
    return encode_checked(manifest)


def read_manifest(raw: bytes) -> Manifest:
    """Decode and judge manifest.json.

    Raises:
        BundleRefused: E07/E08 version, suite or mandatory feature; E06 malformed or in contradiction with itself.
    """
    try:
        _check_version(_VERSIONED.decode(raw))
        if msgspec.json.encode(_ANY.decode(raw), order="sorted") != raw:
            raise BundleRefused("E06", "manifest is not canonical")
        manifest = _MANIFEST.decode(raw)
    except RecursionError as error:
        raise BundleRefused("E09", "manifest is nested too deeply") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BundleRefused("E06", f"manifest cannot be read: {error}") from error
    _check_consistent(manifest)
    return manifest


def _check_version(said: _Versioned) -> None:
    unknown = sorted(set(said.features) - FEATURES)
    if said.min_reader > FORMAT or said.suite != SUITE or unknown:
        raise BundleRefused("E07", f"min_reader {said.min_reader}, suite {said.suite}, unknown features {unknown}")
    if said.format < OLDEST_FORMAT:
        raise BundleRefused("E08", f"format {said.format}")


def _check_consistent(manifest: Manifest) -> None:
    if content_digest(manifest) != manifest.content_digest or not manifest.bundle_id:
        raise BundleRefused("E06", "content digest")
    said = manifest.events
    if events_digest(said.segments) != said.digest:
        raise BundleRefused("E06", "events digest")
    counts = {sum(s.lines for s in said.segments), sum(r.last_seq - r.first_seq + 1 for r in manifest.ranges)}
    if counts != {said.count} or sum(s.bytes for s in said.segments) != said.bytes:
        raise BundleRefused("E13", "event counts of ranges, segments and summary differ")


def judge_range(part: Range, connected_upto: int, hash_at: Callable[[int], str]) -> str:
    """Where a run stands against what the reader holds of its epoch, before it is stored.

    `connected_upto`: greatest connected seq held, 0 for none. `hash_at(seq)`: hash held at a seq, empty if none.
    Returns "" (it connects), "E17" (all held already), "E11" (a gap before it; store, do not project) or
    "E12" (another event is held in one of its places; store both).
    """
    if part.first_seq > 1 and hash_at(part.first_seq - 1) not in ("", part.prev_hash):
        return "E12"
    if hash_at(part.last_seq) not in ("", part.head_hash):
        return "E12"
    if part.last_seq <= connected_upto:
        return "E17"
    return "E11" if part.first_seq > connected_upto + 1 else ""


def check_totals(promised: SanityCounts, found: SanityCounts) -> None:
    """Compare the sender's sanity counts with what stands in the transaction.

    Raises:
        BundleRefused: E13, naming which counts differ; the caller rolls back and quarantines.
    """
    names = [n for n in SanityCounts.__struct_fields__ if getattr(promised, n) != getattr(found, n)]
    if names:
        raise BundleRefused("E13", "differs in " + ", ".join(names))
