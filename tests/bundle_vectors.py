"""The catalogue of bundles that must be taken, and of senders and memories that decide; see make_bundle_vectors.py.

`catalogue` makes every vector anew with fresh keys, so that the code that makes them is held to the same outcome as
the files in tests/golden/bundles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from desktop.domain.receipts import Receipt, encode_receipt
from exports.bundles.enrolment import make_introduction
from tests import bundle_kit as kit
from tests.bundle_inner_faults import events, inners, manifests
from tests.bundle_outer_faults import envelopes, frames

SECRET = b"\x07" * 32
CLOSED = "ee" * 16


class Vector(NamedTuple):
    """`expect`: "ok" or a code; `what`: the one thing about it."""

    name: str
    expect: str
    what: str
    data: bytes


class Memory(msgspec.Struct, frozen=True):
    """What a receiver has to know to judge the vectors; stands in index.toml."""

    identity: str
    escrow: str
    addressees: list[str]
    known: list[str]
    revoked: dict[str, dict[str, int]]
    closed: dict[str, int]
    secrets: dict[str, str]
    digests: list[str]
    bundles: dict[str, str]


def catalogue(side: kit.Side) -> tuple[list[Vector], Memory]:
    """All vectors and what the receiver remembers."""
    stored = kit.forge(kit.draft_of(side, kit.chain(2)))
    size = int(stored[124:135], 8)
    anew = kit.draft_of(side, kit.chain(3), bundle_id="1e" * 16)
    found = [*_good(side), *_senders(side), *_revoked(side)]
    found.append(Vector("known-digest", "E17", "stored before, byte for byte", stored))
    found.append(Vector("known-content", "E17", "stored before, encrypted anew", kit.forge(anew)))
    for group in (frames, envelopes, inners, manifests, events):
        found += [Vector(*made) for made in group(side)]
    memory = Memory(
        identity=side.county.age.identity,
        escrow=side.escrow.identity,
        addressees=[kit.COUNTY],
        known=[side.station.sign_key],
        revoked={side.county.sign_key: {kit.EPOCH: 3}},
        closed={CLOSED: 2},
        secrets={kit.INSTALLATION: SECRET.hex()},
        digests=[hashlib.sha256(stored[512 : 512 + size]).hexdigest()],
        bundles={"1e" * 16: anew.manifest.content_digest, "0f" * 16: "0c" * 32},
    )
    return found, memory


def _good(side: kit.Side) -> Iterator[Vector]:
    """Bundles that must be taken."""
    chain = kit.chain(5)
    yield Vector("plain", "ok", "five events", kit.forge(kit.draft_of(side, chain)))
    blobs = [b"", b"\xff\xd8 picture", bytes(3000)]
    yield Vector("blobs", "ok", "blobs, one of them empty", kit.forge(kit.draft_of(side, chain, blobs=blobs)))
    absent = [msgspec.structs.replace(e, payload=None, salt=b"", body_state="disposed") for e in chain]
    yield Vector("disposed", "ok", "headers without bodies", kit.forge(kit.draft_of(side, absent)))
    empty = kit.draft(side, [], [], kind="county_down")
    yield Vector("empty", "ok", "nothing but a manifest", kit.forge(empty))
    later = kit.draft_of(side, kit.chain(2, first=900, prev="0d" * 32))
    yield Vector("later", "ok", "a run from the middle of an epoch", kit.forge(later))
    part = kit.draft_of(side, chain, part=1, last=False)
    yield Vector("part", "ok", "the first of several parts", kit.forge(part))
    strange = kit.draft_of(side, [kit.event_of("tide.turned", b'{"height":3}')])
    yield Vector("unknown-type", "ok", "an event type that no program knows yet", kit.forge(strange))
    newer = kit.draft_of(side, [kit.event_of("comment.made", b'{"moon":[]}', version=2)])
    yield Vector("newer-type", "ok", "a newer version of a known event type", kit.forge(newer))
    extended = kit.draft_of(side, chain)
    extended.manifest_raw = kit.with_field(extended.manifest, "weather", "fair")
    yield Vector("unknown-field", "ok", "a manifest with a field that no program knows yet", kit.forge(extended))
    yield Vector("receipt", "ok", "a receipt for the station", kit.forge(_receipt(side)))


def _receipt(side: kit.Side) -> kit.Draft:
    receipt = Receipt(
        county="990000", county_epoch="0a" * 16, county_ordinal=1, station="ST01", serial=3, county_time="2026-11-22",
    )  # fmt: skip
    return kit.draft(side, [], [], kind="county_down", files=[("receipts/ST01.json", encode_receipt(receipt))])


def _senders(side: kit.Side) -> Iterator[Vector]:
    """Who may send, and to whom."""
    made = kit.draft_of(side, kit.chain(5))
    made.signer = side.stranger
    made.manifest = kit.of_key(made.manifest, side.stranger.sign_key)
    yield Vector("stranger", "E03", "a sender nobody has enrolled", kit.forge(made))
    made.introduction = make_introduction(SECRET, kit.INSTALLATION, side.stranger)
    yield Vector("introduced", "ok", "a stranger with a right introduction", kit.forge(made))
    made.introduction = make_introduction(b"wrong secret".ljust(32), kit.INSTALLATION, side.stranger)
    yield Vector("introduced-false", "E03", "an introduction made without the secret", kit.forge(made))
    made.introduction = make_introduction(SECRET, kit.INSTALLATION, side.station)
    yield Vector("introduced-other", "E03", "an introduction of other keys than those that signed", kit.forge(made))
    same = kit.draft_of(side, kit.chain(5), bundle_id="0f" * 16)
    yield Vector("same-id", "E19", "a bundle_id that is known with other content", kit.forge(same))
    elsewhere = kit.draft_of(side, kit.chain(5))
    elsewhere.manifest = msgspec.structs.replace(elsewhere.manifest, to="county:990001")
    yield Vector("other-county", "E02", "addressed to another county", kit.forge(elsewhere))
    locked = kit.draft_of(side, kit.chain(5))
    locked.recipients = [side.station.age.recipient]
    yield Vector("other-key", "E02", "addressed to us, encrypted for others", kit.forge(locked))


def _revoked(side: kit.Side) -> Iterator[Vector]:
    """The county's own key plays the revoked sender: known, and bounded."""
    for name, count, expect in (("revoked-within", 3, "ok"), ("revoked-beyond", 5, "E04")):
        made = kit.draft_of(side, kit.chain(count))
        made.signer = side.county
        made.manifest = kit.of_key(made.manifest, side.county.sign_key)
        yield Vector(name, expect, f"a revoked sender, {count} events where 3 are still taken", kit.forge(made))
    for name, count, expect in (("closed-within", 2, "ok"), ("closed-beyond", 3, "E20")):
        made = kit.draft_of(side, kit.chain(count, epoch=CLOSED))
        yield Vector(name, expect, f"{count} events of an epoch that was closed with 2", kit.forge(made))
