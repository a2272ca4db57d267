"""What goes into a bundle comes out of it, byte for byte, in one file or in parts, or nothing is left."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.errors import Cancelled, Situation
from desktop.domain.events import Event, seal
from desktop.domain.manifest import BaseReceipt, KnownCounty, Manifest, OmittedBlob, Range
from desktop.domain.receipts import EpochMark, Mark, Receipt, encode_receipt
from desktop.services.seams import SystemFs, SystemRandom
from exports.bundles import event_lines, limits, writer
from exports.bundles.enrolment import make_introduction
from exports.bundles.event_lines import EventLine
from exports.bundles.opened import OpenBundle
from exports.bundles.reader import open_bundle
from exports.bundles.writer import BlobSource, Outgoing, write_bundle
from tests import bundle_kit as kit

FS = SystemFs()


@pytest.fixture(scope="module")
def side() -> kit.Side:
    return kit.new_side()


def read(side: kit.Side, path: Path) -> tuple[Manifest, list[Event], list[bytes]]:
    with open_bundle(FS, path, kit.receiver(side)) as bundle:
        blobs = [stream.read() for _, stream in bundle.blobs()]
        return bundle.manifest, list(bundle.events()), blobs


def test_everything_comes_back(side: kit.Side, tmp_path: Path) -> None:
    events, blobs = kit.chain(12), [b"", b"x" * 100_000, "附件".encode()]
    (file,) = kit.write(side, tmp_path, events, blobs)
    manifest, found, found_blobs = read(side, file.path)
    assert (found, found_blobs) == (events, blobs)
    assert manifest == file.manifest
    assert manifest.ranges == (Range(kit.EPOCH, 1, 12, "", events[-1].hash.hex()),)
    assert manifest.events.types == {"comment.made": 1}
    assert file.path.name == f"ST01-A-20261122-{file.digest[:8]}.fqb"
    assert list(tmp_path.iterdir()) == [file.path]


def test_the_callers_facts_are_signed_as_given(side: kit.Side, tmp_path: Path) -> None:
    given = kit.facts(
        side,
        kind="handover",
        note="请优先办理",
        base_receipt=BaseReceipt("01" * 16, 4),
        known_county=KnownCounty("02" * 16, 9, "03" * 32),
        omitted_blobs=(OmittedBlob("04" * 32, 5, "earlier"),),
        cumulative=False,
        journal_head="05" * 32,
    )
    what = Outgoing(keys=side.station, recipients=side.recipients, manifest=given)
    (file,) = write_bundle(FS, tmp_path, SystemRandom(), what, events=kit.lines(kit.chain(1)))
    found = read(side, file.path)[0]
    computed = ("bundle_id", "ranges", "events", "content_digest")
    assert msgspec.structs.replace(found, **{n: getattr(given, n) for n in computed}) == given


def test_absent_bodies_keep_their_state_and_their_hash(side: kit.Side, tmp_path: Path) -> None:
    states = ("withheld", "sealed", "disposed")
    events = [
        msgspec.structs.replace(event, payload=None, salt=b"", body_state=state)
        for event, state in zip(kit.chain(3), states, strict=True)
    ]
    (file,) = kit.write(side, tmp_path, events)
    assert read(side, file.path)[1] == events


def test_runs_are_found_where_the_chain_breaks(side: kit.Side, tmp_path: Path) -> None:
    one, other = kit.chain(6), kit.chain(2, epoch="cd" * 16)
    fork = kit.chain(2, first=4, prev=one[2].hash.hex(), seed=9)
    (file,) = kit.write(side, tmp_path, [*one[:4], *fork, one[5], *other])
    spans = [(r.epoch[:2], r.first_seq, r.last_seq) for r in file.manifest.ranges]
    assert spans == [("ab", 1, 4), ("ab", 4, 5), ("ab", 6, 6), ("cd", 1, 2)]
    assert read(side, file.path)[1] == [*one[:4], *fork, one[5], *other]


def test_many_events_make_many_segments(side: kit.Side, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_lines, "SEGMENT_LINES", 7)
    events = kit.chain(30)
    (file,) = kit.write(side, tmp_path, events, [b"blob"])
    assert [s.lines for s in file.manifest.events.segments] == [7, 7, 7, 7, 2]
    assert read(side, file.path)[1] == events


def test_a_bundle_may_carry_receipts_only(side: kit.Side, tmp_path: Path) -> None:
    receipt = Receipt(
        county="990000",
        county_epoch="0a" * 16,
        county_ordinal=1,
        station="ST01",
        serial=3,
        county_time="2026-11-22T10:00:00+08:00",
        epochs=(EpochMark(kit.EPOCH, Mark(9, "0b" * 32)),),
    )
    (file,) = kit.write(side, tmp_path, [], files=[("receipts/ST01.json", encode_receipt(receipt))])
    with open_bundle(FS, file.path, kit.receiver(side)) as bundle:
        assert bundle.receipts == (receipt,)
        assert list(bundle.events()) == []
        bundle.check()


def test_the_introduction_rides_outside(side: kit.Side, tmp_path: Path) -> None:
    introduction = make_introduction(b"s" * 32, kit.INSTALLATION, side.station)
    (file,) = kit.write(side, tmp_path, kit.chain(1), introduction=introduction)
    with open_bundle(FS, file.path, kit.receiver(side)) as bundle:
        assert bundle.introduction is not None
        assert bundle.introduction.age_recipient == side.station.age.recipient


@pytest.mark.parametrize("who", ["county", "escrow"])
def test_each_recipient_reads_it(side: kit.Side, tmp_path: Path, who: str) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(2))
    identity = side.county.age.identity if who == "county" else side.escrow.identity
    with open_bundle(FS, file.path, kit.receiver(side, identities=[identity], addressees=None)) as bundle:
        assert len(list(bundle.events())) == 2


def test_the_digest_is_that_of_the_age_file(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(2))
    raw = file.path.read_bytes()
    size = int(raw[124:135], 8)
    assert hashlib.sha256(raw[512 : 512 + size]).hexdigest() == file.digest


def test_blobs_over_the_limit_follow_in_further_parts(side: kit.Side, tmp_path: Path) -> None:
    events, blobs = kit.chain(3), [bytes([n]) * 400_000 for n in range(5)]
    files = kit.write(side, tmp_path, events, blobs, part_limit=2_000_000)
    assert [(f.manifest.part, f.manifest.last, len(f.manifest.blobs)) for f in files] == [
        (1, False, 2), (2, False, 2), (3, True, 1),
    ]  # fmt: skip
    assert [b.hash for b in files[0].manifest.omitted_blobs] == [kit.blob(b).hash for b in blobs[2:]]
    assert [len(read(side, f.path)[1]) for f in files] == [3, 0, 0]
    assert [b for f in files for b in read(side, f.path)[2]] == blobs
    assert all(f.path.stat().st_size <= 2_000_000 for f in files)


def test_events_over_the_limit_follow_in_further_parts(
    side: kit.Side, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_lines, "SEGMENT_LINES", 10)
    events = kit.chain(25)
    files = kit.write(side, tmp_path, events, [b"last"], pack_limit=1)
    assert [(r.first_seq, r.last_seq) for f in files for r in f.manifest.ranges] == [(1, 10), (11, 20), (21, 25)]
    assert [f.manifest.last for f in files] == [False, False, True]
    assert [e for f in files for e in read(side, f.path)[1]] == events
    assert read(side, files[2].path)[2] == [b"last"]


def test_the_same_events_are_the_same_bytes_though_a_thread_compresses_them() -> None:
    """More than zstd hands to its thread at once, so that the thread has several pieces of it."""
    lines = [
        (digest, raw, salt, hashlib.shake_128(raw).hexdigest(300_000).encode(), state)
        for digest, raw, salt, _payload, state in kit.lines(kit.chain(25))
    ]

    def packed(enough: int) -> event_lines.PackedEvents:
        return event_lines.pack_events(iter(lines), lambda _count: None, enough)

    once, again = packed(limits.PACK_BYTES), packed(limits.PACK_BYTES)
    assert b"".join(once.chunks) == b"".join(again.chunks)
    assert sum(map(len, once.chunks)) == once.size
    assert once.summary.bytes > 15_000_000
    assert packed(4_000_000).more


def test_a_manifest_never_outgrows_its_own_limit(
    side: kit.Side, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sparse events make many runs and small attachments many blobs; both go on in a further part."""
    monkeypatch.setattr(event_lines, "SEGMENT_LINES", 3)
    monkeypatch.setattr(event_lines, "RUNS_PER_PART", 4)
    monkeypatch.setattr(writer, "BLOBS_PER_PART", 2)
    monkeypatch.setattr(writer, "LATER_BLOBS_NAMED", 1)
    events = kit.chain(20)[::2]
    files = kit.write(side, tmp_path, events, [bytes([n]) for n in range(5)])
    assert [len(f.manifest.ranges) for f in files] == [6, 4, 0, 0]
    assert [len(f.manifest.blobs) for f in files] == [0, 2, 2, 1]
    assert [len(f.manifest.omitted_blobs) for f in files] == [1, 1, 1, 0]
    assert [e for f in files for e in read(side, f.path)[1]] == events


def test_what_a_killed_export_left_is_swept(side: kit.Side, tmp_path: Path) -> None:
    for name in ("ST01-A-20260101-00000000.part", "ST02-A-20260101-00000000.part", "ST01-A-20260101-00000000.fqb"):
        (tmp_path / name).write_bytes(b"half")
    (file,) = kit.write(side, tmp_path, kit.chain(1))
    left = {p.name for p in tmp_path.iterdir()} - {file.path.name}
    assert left == {"ST02-A-20260101-00000000.part", "ST01-A-20260101-00000000.fqb"}


def test_texts_in_a_header_cannot_imitate_its_fields(side: kit.Side, tmp_path: Path) -> None:
    """The writer looks into headers without decoding them; a name full of quotes must not lead it astray."""
    events, prev = [], ""
    for seq in range(1, 5):
        sly = f'x","prev":"{"0f" * 32}","type":"sly","type_version":9,"v":1}}'
        header = msgspec.structs.replace(
            kit.header_of(seq, prev, version=1 + seq % 2, kind="tide.turned" if seq > 2 else "comment.made"),
            actor=sly,
            role=sly,
        )
        events.append(seal(header, b'{"id":"1","text":"x"}', bytes(16)))
        prev = events[-1].hash.hex()
    (file,) = kit.write(side, tmp_path, events)
    assert file.manifest.events.types == {"comment.made": 2, "tide.turned": 2}
    assert file.manifest.ranges == (Range(kit.EPOCH, 1, 4, "", prev),)
    assert read(side, file.path)[1] == events


@pytest.mark.parametrize("kind", ["station_up", "county_down", "handover", "config", "update", "rebuild"])
def test_every_kind_has_the_same_frame(side: kit.Side, tmp_path: Path, kind: str) -> None:
    what = Outgoing(keys=side.station, recipients=side.recipients, manifest=kit.facts(side, kind=kind))
    (file,) = write_bundle(FS, tmp_path, SystemRandom(), what, events=kit.lines(kit.chain(2)), blobs=[kit.blob(b"x")])
    manifest, events, blobs = read(side, file.path)
    assert (manifest.kind, len(events), blobs) == (kind, 2, [b"x"])


def test_a_blob_that_no_part_can_hold_is_refused_before_writing(side: kit.Side, tmp_path: Path) -> None:
    with pytest.raises(Situation, match="S-604"):
        kit.write(side, tmp_path, kit.chain(1), [b"x" * 3_000_000], part_limit=2_000_000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", [b"other bytes", b"longer than said", b"short"])
def test_a_blob_that_is_not_what_its_hash_says_stops_the_export(side: kit.Side, tmp_path: Path, said: bytes) -> None:
    true = kit.blob(b"right bytes")
    false = BlobSource(true.hash, true.size, kit.blob(said).open)
    what = Outgoing(keys=side.station, recipients=side.recipients, manifest=kit.facts(side))
    with pytest.raises(BundleRefused, match="E18") as refused:
        write_bundle(FS, tmp_path, SystemRandom(), what, blobs=[kit.blob(b"first"), false])
    assert refused.value.detail == true.hash
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("after", [0, 1, 2, 3, 5])
def test_a_cancelled_export_leaves_nothing(side: kit.Side, tmp_path: Path, after: int) -> None:
    told: list[tuple[int, int, str]] = []
    what = Outgoing(
        keys=side.station,
        recipients=side.recipients,
        manifest=kit.facts(side),
        part_limit=2_000_000,
        on_progress=lambda done, total, step: told.append((done, total, step)),
        cancelled=lambda: len(told) > after,
    )
    blobs = [kit.blob(bytes([n]) * 400_000) for n in range(5)]
    with pytest.raises(Cancelled):
        write_bundle(FS, tmp_path, SystemRandom(), what, events=kit.lines(kit.chain(3)), blobs=blobs)
    assert list(tmp_path.iterdir()) == []
    assert {step for _, _, step in told} <= {"pack", "write"}


def test_an_error_of_the_source_is_passed_on_and_leaves_nothing(side: kit.Side, tmp_path: Path) -> None:
    def failing() -> Iterator[EventLine]:
        yield from kit.lines(kit.chain(2))
        raise KeyError("the database")

    what = Outgoing(keys=side.station, recipients=side.recipients, manifest=kit.facts(side))
    with pytest.raises(KeyError, match="the database"):
        write_bundle(FS, tmp_path, SystemRandom(), what, events=failing())
    assert list(tmp_path.iterdir()) == []


def test_space_is_checked_before_writing_and_both_figures_are_said(side: kit.Side, tmp_path: Path) -> None:
    class Nearly(SystemFs):
        def free_space(self, path: Path) -> int:
            del path
            return 3_000_000

    with pytest.raises(BundleRefused, match="E14") as refused:
        kit.write(side, tmp_path, kit.chain(1), [b"x" * 5_000_000], fs=Nearly())
    assert "需要 7 MB，可用 3 MB。" in refused.value.told()
    assert list(tmp_path.iterdir()) == []


def test_staging_is_empty_after_reading_and_after_refusal(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path / ".", kit.chain(2))
    staging = tmp_path / "staging"
    with open_bundle(FS, file.path, kit.receiver(side), staging=staging) as bundle:
        assert len(list(staging.iterdir())) == 1
        assert len(list(bundle.events())) == 2
    assert list(staging.iterdir()) == []
    file.path.write_bytes(file.path.read_bytes() + b"x")
    with pytest.raises(BundleRefused, match="E06"):
        open_bundle(FS, file.path, kit.receiver(side), staging=staging)
    assert list(staging.iterdir()) == []
    assert file.path.exists()


def test_blobs_can_be_passed_over(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(1), [b"a" * 300_000, b"b", b"c" * 700])
    with open_bundle(FS, file.path, kit.receiver(side)) as bundle:
        found = [stream.read(3) if known.size == 700 else b"" for known, stream in bundle.blobs()]
    assert found == [b"", b"", b"ccc"]


def _interleaved(bundle: OpenBundle) -> tuple[int, int]:
    events, blobs = bundle.events(), bundle.blobs()
    next(events)
    next(blobs)
    return 1 + sum(1 for _ in events), 1 + sum(1 for _ in blobs)


def test_two_readings_do_not_disturb_each_other(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(5), [b"a", b"b"])
    with open_bundle(FS, file.path, kit.receiver(side)) as bundle:
        assert _interleaved(bundle) == (5, 2)


@given(
    st.lists(st.integers(1, 4), max_size=4),
    st.lists(st.binary(max_size=2000), max_size=4),
    st.integers(1, 6),
)
def test_any_bundle_comes_back(
    side: kit.Side, tmp_path_factory: pytest.TempPathFactory, runs: list[int], blobs: list[bytes], lines: int
) -> None:
    events = [e for n, count in enumerate(runs) for e in kit.chain(count, epoch=f"{n:032x}", seed=n)]
    folder = tmp_path_factory.mktemp("any")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event_lines, "SEGMENT_LINES", lines)
        (file,) = kit.write(side, folder, events, blobs)
    manifest, found, found_blobs = read(side, file.path)
    assert (found, found_blobs) == (events, blobs)
    assert sum(r.last_seq - r.first_seq + 1 for r in manifest.ranges) == manifest.events.count == len(events)


def test_the_files_stay_under_the_fat32_limit() -> None:
    assert limits.PART_LIMIT < 2**32 - 1
    assert limits.Limits().file >= limits.PART_LIMIT
