"""What the county says it holds of a station: a receipt, and the join that makes lost and doubled receipts harmless.

Receipts are computed from the county's log and never stand in it. Under one county epoch the marks only grow, so
merging is "the maximum of each"; a county that was set back opens a new epoch with a greater ordinal, whose receipts
win as a whole even where their marks are lower (sync-model.md §4). Must not read files, clocks or databases.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from desktop.domain.canonical import encode_checked, sha256

Natural = Annotated[int, Meta(ge=0, le=2**53)]
Hex = Annotated[str, Meta(pattern=r"^[0-9a-f]*$", max_length=64)]


class EpochRoot(Struct, frozen=True, order=True):
    """Merkle root over the hashes of an epoch's connected events 1..`upto`."""

    epoch: Hex
    upto: Natural
    root: Hex


class SanityCounts(Struct, frozen=True, order=True):
    """Counts that two honest sides must agree on; compared after every import, in every receipt."""

    events: Natural = 0
    cases: Natural = 0
    open_duties: Natural = 0
    blobs: Natural = 0
    roots: tuple[EpochRoot, ...] = ()


class Mark(Struct, frozen=True, order=True):
    """A place in a chain: everything up to and including `seq`, whose event has `hash`. seq 0: nothing."""

    seq: Natural = 0
    hash: Hex = ""


class EpochMark(Struct, frozen=True):
    """How far one epoch of the station is held. `beyond`: (first, last) stored after a gap; `durable` ≤ `connected`."""

    epoch: Hex
    connected: Mark = Mark()
    durable: Mark = Mark()
    beyond: tuple[tuple[Natural, Natural], ...] = ()


class Fork(Struct, frozen=True, order=True):
    """Two events were seen in one place of an epoch; both are kept."""

    epoch: Hex
    seq: Natural
    hashes: tuple[Hex, ...]


class End(Struct, frozen=True, order=True):
    """A place that is held, where the chain of the machine that sent it ended: short of the mark, or in a fork.

    Another machine has gone on from there, so neither mark nor fork need name it; the sender knows its place by it.
    """

    epoch: Hex
    seq: Natural
    hash: Hex


class Refused(Struct, frozen=True, order=True):
    """A bundle the county did not take, with its code."""

    bundle_id: Hex
    code: str


class Receipt(Struct, frozen=True, kw_only=True):
    """The county's statement to one station.

    `durable_ends`: like `ends` and the forks' hashes, for what lies in a verified backup: all before them does too.
    `county_ordinal`: 1 for the county's first epoch, +1 for each later one. `serial` grows with every receipt the
    county makes in its epoch; what can shrink (missing blobs, refusals, counts) is taken from the greatest.
    """

    county: str
    county_epoch: Hex
    county_ordinal: Natural
    station: str
    serial: Natural
    county_time: str
    epochs: tuple[EpochMark, ...] = ()
    forks: tuple[Fork, ...] = ()
    ends: tuple[End, ...] = ()
    durable_ends: tuple[End, ...] = ()
    missing_blobs: tuple[Hex, ...] = ()
    refused: tuple[Refused, ...] = ()
    counts: SanityCounts = SanityCounts()

    def mark(self, epoch: str) -> EpochMark:
        """The mark of an epoch; an empty one when the county has seen nothing of it."""
        return next((m for m in self.epochs if m.epoch == epoch), EpochMark(epoch))

    def named(self, epoch: str) -> set[tuple[int, str]]:
        """Every place (seq, hash) of an epoch that is held by this statement, with all before it."""
        mark = self.mark(epoch).connected
        forked = {(f.seq, h) for f in self.forks if f.epoch == epoch for h in f.hashes}
        return {(mark.seq, mark.hash), *forked, *((e.seq, e.hash) for e in self.ends if e.epoch == epoch)}

    def durable(self, epoch: str) -> set[tuple[int, str]]:
        """Every place (seq, hash) of an epoch that lies in a verified backup, with all before it."""
        mark = self.mark(epoch).durable
        return {(mark.seq, mark.hash), *((e.seq, e.hash) for e in self.durable_ends if e.epoch == epoch)}


_DECODER = msgspec.json.Decoder(Receipt)


def encode_receipt(receipt: Receipt) -> bytes:
    """Canonical bytes, as they stand in receipts/<station>.json."""
    return encode_checked(receipt)


def read_receipt(raw: bytes) -> Receipt:
    """Decode a receipt and bring it into its normal form.

    Raises:
        ValueError: not a receipt.
    """
    try:
        return normal(_DECODER.decode(raw))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"no receipt: {error}") from error


def normal(receipt: Receipt) -> Receipt:
    """The one form in which equal statements are equal: sorted, joined ranges, nothing beyond that is connected."""
    return msgspec.structs.replace(
        receipt,
        epochs=_join_epochs(receipt.epochs, ()),
        forks=_join_forks(receipt.forks, ()),
        ends=tuple(sorted(set(receipt.ends))),
        durable_ends=tuple(sorted(set(receipt.durable_ends))),
        missing_blobs=tuple(sorted(set(receipt.missing_blobs))),
        refused=tuple(sorted(set(receipt.refused))),
    )


def join(first: Receipt, second: Receipt) -> Receipt:
    """The least statement that contains both: commutative, associative, idempotent.

    Raises:
        ValueError: the receipts are of different counties or stations.
    """
    if (first.county, first.station) != (second.county, second.station):
        raise ValueError("receipts of different counties or stations")
    a, b = normal(first), normal(second)
    if _county_age(a) != _county_age(b):
        return max(a, b, key=_county_age)
    later = max(a, b, key=_statement)
    return msgspec.structs.replace(
        later,
        epochs=_join_epochs(a.epochs, b.epochs),
        forks=_join_forks(a.forks, b.forks),
        ends=tuple(sorted({*a.ends, *b.ends})),
        durable_ends=tuple(sorted({*a.durable_ends, *b.durable_ends})),
    )


def join_all(receipts: Iterable[Receipt]) -> Receipt | None:
    """Join of any number of receipts; None for none."""
    found: Receipt | None = None
    for receipt in receipts:
        found = normal(receipt) if found is None else join(found, receipt)
    return found


def merkle_root(hashes: Iterable[bytes]) -> str:
    """Merkle root (RFC 6962 form: 0x00 before leaves, 0x01 before nodes) of event hashes in seq order; hex.

    Streams: holds one hash per level. The root of nothing is the hash of nothing.
    """
    peaks: list[tuple[int, bytes]] = []
    for leaf in hashes:
        node = (0, sha256(b"\x00" + leaf))
        while peaks and peaks[-1][0] == node[0]:
            node = (node[0] + 1, sha256(b"\x01" + peaks.pop()[1] + node[1]))
        peaks.append(node)
    if not peaks:
        return sha256(b"").hex()
    root = peaks.pop()[1]
    while peaks:
        root = sha256(b"\x01" + peaks.pop()[1] + root)
    return root.hex()


def _county_age(receipt: Receipt) -> tuple[int, str]:
    return (receipt.county_ordinal, receipt.county_epoch)


def _statement(receipt: Receipt) -> tuple[int, bytes]:
    """Total order of the parts that are replaced as a whole; the bytes only settle impossible ties the same way."""
    rest = msgspec.structs.replace(receipt, epochs=(), forks=(), ends=(), durable_ends=())
    return (receipt.serial, encode_receipt(rest))


def _join_epochs(first: Iterable[EpochMark], second: Iterable[EpochMark]) -> tuple[EpochMark, ...]:
    found: dict[str, EpochMark] = {}
    for mark in (*first, *second):
        known = found.get(mark.epoch, EpochMark(mark.epoch))
        connected = max(known.connected, mark.connected)
        found[mark.epoch] = EpochMark(
            mark.epoch,
            connected,
            max(known.durable, mark.durable),
            _join_ranges((*known.beyond, *mark.beyond), connected.seq),
        )
    return tuple(found[epoch] for epoch in sorted(found))


def _join_ranges(ranges: Iterable[tuple[int, int]], connected: int) -> tuple[tuple[int, int], ...]:
    """Union of closed ranges, without what is connected by now."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        start = max(first, connected + 1)
        if last < start:
            continue
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((start, last))
    return tuple(found)


def _join_forks(first: Iterable[Fork], second: Iterable[Fork]) -> tuple[Fork, ...]:
    found: dict[tuple[str, int], set[str]] = {}
    for fork in (*first, *second):
        found.setdefault((fork.epoch, fork.seq), set()).update(fork.hashes)
    return tuple(Fork(epoch, seq, tuple(sorted(hashes))) for (epoch, seq), hashes in sorted(found.items()))
