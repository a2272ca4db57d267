"""A bundle cut, changed, glued or mixed with another is refused before an event of it is used (scenarios 1 to 5)."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from desktop.domain.bundle_codes import BundleRefused
from desktop.services.seams import SystemFs
from exports.bundles.enrolment import make_introduction
from exports.bundles.reader import open_bundle
from exports.bundles.tar_frame import padded
from tests import bundle_kit as kit
from tests.faults import FaultFs

FS = SystemFs()
_CHUNK = 65536 + 16
CHANGED = {"E01", "E05", "E06", "E07"}


@pytest.fixture(scope="module")
def side() -> kit.Side:
    return kit.new_side()


@pytest.fixture(scope="module")
def whole(side: kit.Side, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small bundle with events, a blob and an introduction."""
    introduction = make_introduction(b"s" * 32, kit.INSTALLATION, side.station)
    (file,) = kit.write(side, tmp_path_factory.mktemp("w"), kit.chain(6), [b"attachment"], introduction=introduction)
    return file.path.read_bytes()


def code(side: kit.Side, path: Path, data: bytes) -> str:
    """The code a changed file is refused with; "" when it was taken whole."""
    path.write_bytes(data)
    try:
        with open_bundle(FS, path, kit.receiver(side)) as bundle:
            bundle.check()
    except BundleRefused as refused:
        return refused.code
    return ""


def test_the_whole_one_is_taken(side: kit.Side, whole: bytes, tmp_path: Path) -> None:
    assert code(side, tmp_path / "任意 名字 (1).fqb.txt", whole) == ""


def test_a_cut_at_any_byte_is_refused(side: kit.Side, whole: bytes, tmp_path: Path) -> None:
    found = {code(side, tmp_path / "cut.fqb", whole[:end]) for end in range(len(whole))}
    assert found == {"E01"}


def test_a_missing_beginning_is_refused(side: kit.Side, whole: bytes, tmp_path: Path) -> None:
    random = Random(4)
    starts = [1, 511, 512, 513, *random.sample(range(1, len(whole)), 60)]
    assert {code(side, tmp_path / "cut.fqb", whole[start:]) for start in starts} <= {"E01", "E06"}


def _flipped(whole: bytes, bit: int) -> bytes:
    changed = bytearray(whole)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_a_flipped_bit_is_refused(side: kit.Side, whole: bytes, tmp_path: Path) -> None:
    bits = Random(7).sample(range(len(whole) * 8), 1500)
    taken = [bit for bit in bits if code(side, tmp_path / "flip.fqb", _flipped(whole, bit)) not in CHANGED]
    assert taken == []


def test_every_bit_of_the_frame_is_guarded(side: kit.Side, whole: bytes, tmp_path: Path) -> None:
    """The outer headers, the signature file and the introduction are not all under the signature: each bit counts."""
    size = int(whole[124:135], 8)
    frame = [*range(512), *range(512 + size, len(whole))]
    bits = Random(8).sample([byte * 8 + bit for byte in frame for bit in range(8)], 4000)
    taken = [bit for bit in bits if code(side, tmp_path / "flip.fqb", _flipped(whole, bit)) not in CHANGED]
    assert taken == []


@pytest.mark.soak
def test_every_flipped_bit_and_every_byte_set_is_refused(side: kit.Side, whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "flip.fqb"
    taken = [bit for bit in range(len(whole) * 8) if code(side, path, _flipped(whole, bit)) not in CHANGED]
    assert taken == []
    for value in (b"\x00", b"\xff"):
        for at in (n for n in range(len(whole)) if whole[n : n + 1] != value):
            assert code(side, path, whole[:at] + value + whole[at + 1 :]) in CHANGED, (at, value)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda b: b"", "E01"),
        (lambda b: b + b"\x00", "E06"),
        (lambda b: b + bytes(512), "E06"),
        (lambda b: b + b"\r\n", "E06"),
        (lambda b: b + b, "E06"),
        (lambda b: b[:-1024] + b, "E06"),
        (lambda b: b"\xef\xbb\xbf" + b, "E06"),
        (lambda b: b.replace(b"\n", b"\r\n"), "E06"),
        (lambda b: b"PK\x03\x04" + b, "E06"),
        (lambda b: bytes(len(b)), "E06"),
    ],
)
def test_mishaps_of_carrying(side: kit.Side, whole: bytes, tmp_path: Path, change: object, expected: str) -> None:
    assert callable(change)
    assert code(side, tmp_path / "x.fqb", change(whole)) == expected


def test_parts_of_two_good_bundles_do_not_mix(side: kit.Side, tmp_path: Path) -> None:
    """Swapped age chunks, another age file, another signature: all of the same sender, all refused."""
    pair = [kit.write(side, tmp_path, kit.chain(2), [os.urandom(300_000)])[0].path.read_bytes() for _ in range(2)]
    sizes = [int(whole[124:135], 8) for whole in pair]
    age, other = (whole[512 : 512 + size] for whole, size in zip(pair, sizes, strict=True))
    tail, other_tail = (whole[padded(size) :] for whole, size in zip(pair, sizes, strict=True))
    first = age.index(b"\n--- ") + 5 + 43 + 1 + 16
    chunks = [age[at : at + _CHUNK] for at in range(first, len(age), _CHUNK)]
    one, two, three, *rest = chunks
    mixed = {
        "chunks swapped": kit.entry("bundle.age", age[:first] + b"".join([one, three, two, *rest])) + tail,
        "chunk repeated": kit.entry("bundle.age", age[:first] + b"".join([one, two, two, *rest])) + tail,
        "chunk removed": kit.entry("bundle.age", age[:first] + b"".join([one, three, *rest])) + tail,
        "chunk of the other": kit.entry(
            "bundle.age", age[:first] + other[first : first + _CHUNK] + age[first + _CHUNK :]
        )
        + tail,
        "age of the other": kit.entry("bundle.age", other) + tail,
        "signature of the other": kit.entry("bundle.age", age) + other_tail,
    }
    assert {what: code(side, tmp_path / "m.fqb", data) for what, data in mixed.items()} == dict.fromkeys(mixed, "E05")


def test_our_own_disk_is_blamed_when_it_did_not_take_the_copy(side: kit.Side, whole: bytes, tmp_path: Path) -> None:
    class Forgetful(SystemFs):
        def rename(self, source: Path, target: Path) -> None:
            kept = bytearray(source.read_bytes())
            kept[len(kept) // 2] ^= 1
            source.write_bytes(kept)
            super().rename(source, target)

    path, staging = tmp_path / "a.fqb", tmp_path / "staging"
    path.write_bytes(whole)
    with pytest.raises(BundleRefused, match="E15"):
        open_bundle(Forgetful(), path, kit.receiver(side), staging=staging)
    assert list(staging.iterdir()) == []


def test_a_stick_that_reads_differently_is_blamed(side: kit.Side, whole: bytes, tmp_path: Path) -> None:
    """One wrong bit in any single read: refused, and never with the advice to write the bundle anew."""
    path, staging = tmp_path / "a.fqb", tmp_path / "staging"
    path.write_bytes(whole)
    codes = set()
    for n in range(1, 60):
        fs = FaultFs(n, "flip_read")
        try:
            with open_bundle(fs, path, kit.receiver(side), staging=staging) as bundle:
                bundle.check()
        except BundleRefused as refused:
            codes.add(refused.code)
        assert [p for p in staging.glob("*")] == []
        if not fs.hit:
            break
    assert not fs.hit
    assert "E15" in codes
    assert codes <= CHANGED | {"E15"}
