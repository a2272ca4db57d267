"""What the reader asks, in which order, and how little it holds; lines in their one spelling."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.canonical import encode
from desktop.domain.events import seal
from desktop.services.seams import SystemFs
from exports.bundles.enrolment import Introduction, make_introduction
from exports.bundles.event_lines import read_line, write_line
from exports.bundles.frame_reader import SenderClaim
from exports.bundles.limits import GIB, Limits
from exports.bundles.opened import TrustAnswer
from exports.bundles.reader import KNOWN, UNKNOWN, NothingSeen, open_bundle
from tests import bundle_kit as kit
from tests.bundle_inner_faults import zeros

FS = SystemFs()
LIMITS = Limits()


@pytest.fixture(scope="module")
def side() -> kit.Side:
    return kit.new_side()


def test_trust_is_asked_with_what_the_signature_proves(side: kit.Side, tmp_path: Path) -> None:
    asked: list[tuple[SenderClaim, Introduction | None]] = []

    def trust(claim: SenderClaim, introduction: Introduction | None) -> TrustAnswer:
        asked.append((claim, introduction))
        return KNOWN

    introduction = make_introduction(b"s" * 32, kit.INSTALLATION, side.station)
    (file,) = kit.write(side, tmp_path, kit.chain(1), introduction=introduction)
    with open_bundle(FS, file.path, kit.receiver(side, trust=trust)) as bundle:
        assert bundle.trust is KNOWN
    ((claim, found),) = asked
    assert claim == SenderClaim("ST01", kit.INSTALLATION, side.station.sign_key, kit.COUNTY)
    assert found is not None
    assert found.sign_key == side.station.sign_key


def test_a_damaged_file_is_judged_before_anybody_is_asked(side: kit.Side, tmp_path: Path) -> None:
    class Asked(NothingSeen):
        def has_digest(self, digest: str) -> bool:
            raise AssertionError(digest)

    def trust(claim: SenderClaim, _: Introduction | None) -> TrustAnswer:
        raise AssertionError(claim)

    (file,) = kit.write(side, tmp_path, kit.chain(1))
    raw = bytearray(file.path.read_bytes())
    raw[900] ^= 1
    file.path.write_bytes(raw)
    with pytest.raises(BundleRefused, match="E05"):
        open_bundle(FS, file.path, kit.receiver(side, trust=trust, seen=Asked()))


def test_what_is_stored_is_known_even_from_a_revoked_sender(side: kit.Side, tmp_path: Path) -> None:
    """An old bundle that turns up again is no alarm (scenario 7): the digest is looked at before the sender."""
    (file,) = kit.write(side, tmp_path, kit.chain(1))

    class Stored(NothingSeen):
        def has_digest(self, digest: str) -> bool:
            return digest == file.digest

    with pytest.raises(BundleRefused, match="E17"):
        open_bundle(FS, file.path, kit.receiver(side, trust=lambda *_: UNKNOWN, seen=Stored()))


def test_a_revoked_sender_without_bounds_is_refused_unread(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(1))
    nothing = kit.receiver(side, trust=lambda *_: TrustAnswer("revoked"), identities=[])
    with pytest.raises(BundleRefused, match="E04"):
        open_bundle(FS, file.path, nothing)


def test_a_refusal_says_whose_bundle_it_was(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(5))
    revoked = TrustAnswer("revoked", accept_upto={kit.EPOCH: 4})
    with pytest.raises(BundleRefused, match="E04") as refused:
        open_bundle(FS, file.path, kit.receiver(side, trust=lambda *_: revoked))
    found = refused.value
    assert (found.station, found.bundle_id, found.digest) == ("ST01", file.manifest.bundle_id, file.digest)
    with pytest.raises(BundleRefused, match="E03") as refused:
        open_bundle(FS, file.path, kit.receiver(side, trust=lambda *_: UNKNOWN))
    assert (refused.value.station, refused.value.bundle_id) == ("ST01", "")


def test_the_addressee_is_named(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(1))
    with pytest.raises(BundleRefused, match="E02") as refused:
        open_bundle(FS, file.path, kit.receiver(side, addressees=["county:990001"]))
    assert "收件方是 990000。" in refused.value.told()


def test_a_file_that_is_not_there_is_a_matter_of_the_medium(side: kit.Side, tmp_path: Path) -> None:
    with pytest.raises(BundleRefused, match="E15"):
        open_bundle(FS, tmp_path / "gone.fqb", kit.receiver(side))


def test_a_file_over_the_limit_is_not_read(side: kit.Side, tmp_path: Path) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(1))
    with pytest.raises(BundleRefused, match="E09"):
        open_bundle(FS, file.path, kit.receiver(side, limits=Limits(file=100)))


@pytest.mark.parametrize("limits", [Limits(line=50), Limits(depth=0)])
def test_lines_over_the_limit_are_refused(side: kit.Side, tmp_path: Path, limits: Limits) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(1))
    with (
        open_bundle(FS, file.path, kit.receiver(side, limits=limits)) as bundle,
        pytest.raises(BundleRefused, match="E09"),
    ):
        bundle.check()


@pytest.mark.parametrize(
    "limits",
    [Limits(manifest=100), Limits(events=2), Limits(segment=100), Limits(blobs=0), Limits(blob=3), Limits(total=5000)],
)
def test_each_announced_limit_is_kept(side: kit.Side, tmp_path: Path, limits: Limits) -> None:
    (file,) = kit.write(side, tmp_path, kit.chain(3), [b"blob" * 1000])
    with pytest.raises(BundleRefused, match="E09"):
        open_bundle(FS, file.path, kit.receiver(side, limits=limits))


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(texts, values, max_size=5), st.binary(min_size=16, max_size=16))
def test_any_payload_comes_back_byte_for_byte(payload: dict[str, object], salt: bytes) -> None:
    event = seal(kit.header_of(1, "", kind="tide.turned"), encode(payload), salt)
    line = write_line(event.raw, event.salt, event.payload, event.body_state)
    assert read_line(line[:-1], LIMITS) == event
    assert msgspec.json.decode(line)["body"]["payload"] == payload


@given(st.integers(0, 2000), st.integers(0, 7))
def test_a_flipped_bit_of_a_line_is_refused_or_another_event(place: int, bit: int) -> None:
    """The payload is under the header's hash; a changed header is another link, which the chain does not take."""
    event = kit.chain(1)[0]
    whole = write_line(event.raw, event.salt, event.payload, event.body_state)[:-1]
    place %= len(whole)
    line = bytearray(whole)
    line[place] ^= 1 << bit
    try:
        found = read_line(bytes(line), LIMITS)
    except (ValueError, BundleRefused):
        return
    assert place > whole.rindex(b'"header"')
    assert found.hash != event.hash


def test_long_texts_with_brackets_and_digits_are_no_attack() -> None:
    """Only nesting and numbers are bounded; what people write in a text is not looked at."""
    payload = encode({"text": "[" * 5000 + '\\"' + "{" * 5000 + "9" * 5000 + '"]'})
    event = seal(kit.header_of(1, "", kind="tide.turned"), payload, b"\x01" * 16)
    assert read_line(write_line(event.raw, event.salt, payload, "present")[:-1], LIMITS) == event


def test_a_deep_but_bounded_payload_is_taken() -> None:
    payload = b'{"a":' * 63 + b"[]" + b"}" * 63
    event = seal(kit.header_of(1, "", kind="tide.turned"), payload, b"\x01" * 16)
    assert read_line(write_line(event.raw, event.salt, payload, "present")[:-1], LIMITS) == event
    deeper = b'{"a":' * 64 + b"[]" + b"}" * 64
    event = seal(kit.header_of(1, "", kind="tide.turned"), deeper, b"\x01" * 16)
    with pytest.raises(BundleRefused, match="E09"):
        read_line(write_line(event.raw, event.salt, deeper, "present")[:-1], LIMITS)


def test_a_bomb_costs_nothing(side: kit.Side, tmp_path: Path) -> None:
    """300 MB of zeros behind a right bundle: refused after the next piece, not after unpacking (scenario 13)."""
    made = kit.draft_of(side, kit.chain(5))
    made.packed = lambda tar: kit.raw_frame(tar) + zeros(300)
    bomb = tmp_path / "bomb.fqb"
    bomb.write_bytes(kit.forge(made))
    tracemalloc.start()
    try:
        with open_bundle(FS, bomb, kit.receiver(side)) as bundle, pytest.raises(BundleRefused, match="E06"):
            bundle.check()
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


_STREAMED = """
import hashlib, io, resource, sys
from pathlib import Path
from tests import bundle_kit as kit
from desktop.services.seams import SystemFs, SystemRandom
from exports.bundles.reader import open_bundle
from exports.bundles.writer import BlobSource, Outgoing, write_bundle

class Noise(io.RawIOBase):
    def __init__(self, size):
        self.left, self.state = size, b"seed"
    def read(self, size=-1):
        size = min(size, self.left)
        self.left -= size
        self.state = hashlib.sha256(self.state).digest()
        return (self.state * (size // 32 + 1))[:size]

def digest(size):
    found, noise = hashlib.sha256(), Noise(size)
    while piece := noise.read(1 << 18):
        found.update(piece)
    return found.hexdigest()

folder, size = Path(sys.argv[1]), int(sys.argv[2])
side = kit.new_side()
what = Outgoing(keys=side.station, recipients=side.recipients, manifest=kit.facts(side))
blob = BlobSource(digest(size), size, lambda: Noise(size))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
(file,) = write_bundle(SystemFs(), folder, SystemRandom(), what, events=kit.lines(kit.chain(100)), blobs=[blob])
receiver = kit.receiver(side)
with open_bundle(SystemFs(), file.path, receiver, staging=folder / "staging") as bundle:
    bundle.check()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def _growth(folder: Path, size: int) -> int:
    """Bytes by which a process grows while it writes and reads a bundle with a blob of `size`."""
    run = subprocess.run(
        [sys.executable, "-c", _STREAMED, str(folder), str(size)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(run.stdout) * 1024


def test_a_large_blob_streams(tmp_path: Path) -> None:
    assert _growth(tmp_path, 150_000_000) < 40_000_000


@pytest.mark.soak
def test_two_gigabytes_stream(tmp_path: Path) -> None:
    assert _growth(tmp_path, 2 * GIB) < 60_000_000
