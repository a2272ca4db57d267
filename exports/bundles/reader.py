"""Opens bundles and judges them (docs/bundle-format.md); must not store anything or know whom to trust.

In this order, each before the next is touched: frame, limits, signature over the whole age file, known already,
sender, addressee, decryption, manifest, limits it announces, receipts. Entry names are compared with what the manifest
promised and never used as paths.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, Literal, Protocol

from msgspec import Struct

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.manifest import Manifest, read_manifest
from desktop.domain.receipts import Receipt, read_receipt
from desktop.services.seams import Fs
from exports.bundles.enrolment import Introduction
from exports.bundles.frame_reader import Frame, SenderClaim, read_frame
from exports.bundles.limits import Limits, check_declared
from exports.bundles.opened import BundleSource, OpenBundle, TrustAnswer
from exports.bundles.situations import refused_by_medium, tidy
from exports.bundles.transport import CopiedFile, copy_in, digest_again

KNOWN: Final = TrustAnswer("known")
INTRODUCED: Final = TrustAnswer("introduced")
UNKNOWN: Final = TrustAnswer("unknown")

_LOOKS_DAMAGED: Final = ("E01", "E05", "E06")

Step = Literal["STAGED", "OPENED", "VERIFIED"]
Trust = Callable[[SenderClaim, Introduction | None], TrustAnswer]


class Seen(Protocol):
    """What the receiver has stored before."""

    def has_digest(self, digest: str) -> bool:
        """Whether a bundle with this digest (SHA-256 of its bundle.age) is stored."""
        ...

    def content_of(self, bundle_id: str) -> str | None:
        """Content digest stored under a bundle_id; None when there is none."""
        ...


class NothingSeen:
    """For a first import, and for looking into a bundle without a log."""

    def has_digest(self, digest: str) -> bool:
        return False

    def content_of(self, bundle_id: str) -> str | None:
        return None


class Receiver(Struct, frozen=True, kw_only=True):
    """Who reads. `identities`: age identities. `addressees`: addresses that are ours ("county:990000",
    "installation:..."); None takes any (reading with the escrow key). `step`: is told of STAGED (copied to our own
    disk), OPENED (whole frame, right signature, not known yet, from somebody we know, for us) and VERIFIED (decrypts,
    within limits, the manifest agrees with all of it)."""

    identities: Sequence[str]
    trust: Trust
    addressees: Collection[str] | None
    seen: Seen = NothingSeen()
    limits: Limits = Limits()
    step: Callable[[Step], None] = lambda _step: None


def open_bundle(fs: Fs, path: Path, receiver: Receiver, *, staging: Path | None = None) -> OpenBundle:
    """Verify a file as far as its manifest and receipts.

    `staging`: a folder on our own disk into which the file is copied first, hashed on the way; the copy goes at
    refusal and at `close()`. Without it the file must lie on our own disk already.

    Raises:
        BundleRefused: one of the fixed codes; nothing was changed and nothing is left in the staging folder.
    """
    if staging is None:
        return _open(fs, path, receiver, staged=False)
    copy = copy_in(fs, path, staging, read_back=False)
    try:
        receiver.step("STAGED")
        return _open(fs, copy.path, receiver, staged=True)
    except BaseException as error:
        try:
            if isinstance(error, BundleRefused) and error.code in _LOOKS_DAMAGED:
                _blame_medium(fs, path, copy)
        finally:
            tidy(fs, copy.path)
        raise


def _blame_medium(fs: Fs, path: Path, copy: CopiedFile) -> None:
    """A dying stick or disk gives other bytes when asked again: the copy is to be made anew, not the bundle (E15)."""
    try:
        same = digest_again(fs, path) == digest_again(fs, copy.path) == copy.sha256
    except OSError as error:
        raise refused_by_medium(error) from error
    if not same:
        raise BundleRefused("E15", "two readings of the same bytes differ")


def _open(fs: Fs, path: Path, receiver: Receiver, *, staged: bool) -> OpenBundle:
    frame = read_frame(fs, path, receiver.limits)
    try:
        trust = _judge_frame(frame, receiver)
        receiver.step("OPENED")
        source = BundleSource(fs, path, staged, frame, receiver.identities, receiver.limits)
        opened = _judge_content(source, trust, receiver.seen)
        receiver.step("VERIFIED")
        return opened
    except BundleRefused as refused:
        refused.station, refused.digest = frame.claim.station, frame.digest
        raise


def _judge_frame(frame: Frame, receiver: Receiver) -> TrustAnswer:
    """Known already, sender, addressee: all that can be said without decrypting."""
    if receiver.seen.has_digest(frame.digest):
        raise BundleRefused("E17", frame.digest)
    trust = receiver.trust(frame.claim, frame.introduction)
    if trust.standing == "unknown":
        raise BundleRefused("E03", frame.claim.key)
    if trust.standing == "revoked" and not trust.accept_upto:
        raise BundleRefused("E04", frame.claim.installation)
    if receiver.addressees is not None and frame.claim.to not in receiver.addressees:
        raise BundleRefused("E02", frame.claim.to, said=f"收件方是 {frame.claim.to.partition(':')[2]}。")
    return trust


def _judge_content(source: BundleSource, trust: TrustAnswer, seen: Seen) -> OpenBundle:
    """Manifest and receipts, and that they agree with the signature and with what is stored."""
    manifest, receipts = _read_head(source)
    try:
        _judge_sender(manifest, source.frame.claim)
        _judge_ranges(manifest, trust)
        known = seen.content_of(manifest.bundle_id)
        if known is not None:
            raise BundleRefused("E17" if known == manifest.content_digest else "E19", known)
    except BundleRefused as refused:
        refused.bundle_id = manifest.bundle_id
        raise
    return OpenBundle(source, trust, manifest, receipts)


def _read_head(source: BundleSource) -> tuple[Manifest, tuple[Receipt, ...]]:
    """The manifest and the receipts, which stand at the beginning."""
    try:
        with source.fs.open_read(source.path) as file:
            inner = source.inner(file)
            manifest = read_manifest(inner.first())
            check_declared(manifest, source.frame.age_size, source.limits)
            with closing(inner.rest(manifest)) as entries:
                receipts = tuple(read_receipt(next(entries).read()) for _ in manifest.files)
    except OSError as error:
        raise refused_by_medium(error) from error
    except ValueError as error:
        raise BundleRefused("E06", f"receipt: {error}") from error
    return manifest, receipts


def _judge_sender(manifest: Manifest, claim: SenderClaim) -> None:
    """The manifest must name the key, station and address that the signature named."""
    sender = manifest.sender
    if (sender.key, sender.station, sender.installation) != (claim.key, claim.station, claim.installation):
        raise BundleRefused("E05", f"manifest of {sender.station}/{sender.installation} signed by others")
    if manifest.to != claim.to:
        raise BundleRefused("E05", "manifest for another address")


def _judge_ranges(manifest: Manifest, trust: TrustAnswer) -> None:
    for run in manifest.ranges:
        if trust.standing == "revoked" and run.last_seq > trust.accept_upto.get(run.epoch, 0):
            raise BundleRefused("E04", f"{run.epoch} {run.last_seq}")
        if run.last_seq > trust.closed.get(run.epoch, run.last_seq):
            raise BundleRefused("E20", f"{run.epoch} {run.last_seq}")
