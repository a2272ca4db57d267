"""Attachments as encrypted files: whole or absent, names that tell nothing, damage told."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Situation
from desktop.services.blobs import Blobs
from desktop.services.seams import Fs, SystemFs
from exports.bundles.installation_keys import new_age_identity
from tests.faults import DEATHS, ERRORS, Dead, FaultFs, Kind, fault_runs

IDENTITY = new_age_identity().identity
NAMES = bytes(range(32))
DATA = "附件内容".encode() * 500


def _blobs(folder: Path, fs: Fs | None = None, identity: str = IDENTITY, names: bytes = NAMES) -> Blobs:
    return Blobs(folder / "blobs", fs or SystemFs(), identity, names)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return _blobs(tmp_path)


def _code(blobs: Blobs, content: str) -> str:
    with pytest.raises(Situation) as told:
        blobs.get(content)
    return told.value.code


@given(st.binary(max_size=3000))
def test_what_is_put_is_got(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    blobs = _blobs(tmp_path_factory.getbasetemp() / "any")
    content = blobs.put(data)
    assert content == hashlib.sha256(data).hexdigest()
    assert blobs.get(content) == data
    assert blobs.has(content)


def test_the_file_and_its_name_tell_nothing(blobs: Blobs) -> None:
    content = blobs.put(DATA)
    path = blobs.path(content)
    assert content not in str(path)
    assert hashlib.sha256(DATA).digest() not in path.read_bytes()
    assert DATA[:12] not in path.read_bytes()
    assert _blobs(blobs.folder.parent, names=bytes(32)).path(content).name != path.name


def test_the_same_content_is_stored_once(blobs: Blobs) -> None:
    content = blobs.put(DATA)
    before = blobs.path(content).read_bytes()
    assert blobs.put(DATA) == content
    assert blobs.path(content).read_bytes() == before


def test_a_missing_file_is_told(blobs: Blobs) -> None:
    assert _code(blobs, "0" * 64) == "S-211"
    content = blobs.put(DATA)
    blobs.path(content).unlink()
    assert _code(blobs, content) == "S-211"


@pytest.mark.parametrize("keep", [0, 1, 100, 200, -1])
def test_a_cut_file_is_told(blobs: Blobs, keep: int) -> None:
    content = blobs.put(DATA)
    path = blobs.path(content)
    path.write_bytes(path.read_bytes()[:keep])
    assert _code(blobs, content) == "S-212"


def test_a_flipped_bit_anywhere_is_told(blobs: Blobs) -> None:
    content = blobs.put(b"small")
    path = blobs.path(content)
    whole = path.read_bytes()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 0x10
        path.write_bytes(damaged)
        assert _code(blobs, content) == "S-212"


def test_another_file_in_its_place_is_told(blobs: Blobs) -> None:
    one, other = blobs.put(b"one"), blobs.put(b"other")
    blobs.path(one).write_bytes(blobs.path(other).read_bytes())
    assert _code(blobs, one) == "S-212"
    assert _code(_blobs(blobs.folder.parent, identity=new_age_identity().identity), other) == "S-212"


def test_orphans_and_parts_are_found_and_nothing_else(blobs: Blobs) -> None:
    assert blobs.sweep(()) == []
    kept, orphan = blobs.put(b"kept"), blobs.put(b"orphan")
    part = blobs.path(kept).with_name(blobs.path(kept).name + ".part")
    part.write_bytes(b"half")
    assert set(blobs.sweep([kept])) == {blobs.path(orphan), part}


def test_files_of_earlier_versions_are_read(blobs: Blobs) -> None:
    """Which another library had encrypted, with a stanza that age demands to be ignored."""
    content = hashlib.sha256(DATA).hexdigest()
    path = blobs.path(content)
    path.parent.mkdir(parents=True)
    path.write_bytes(pyrage.encrypt(DATA, [pyrage.x25519.Identity.from_str(IDENTITY).to_public()]))
    assert blobs.get(content) == DATA
    assert blobs.check(content) == len(DATA)
    assert blobs.put(DATA) == content


@given(st.lists(st.binary(max_size=500), max_size=8), st.integers(1, 700))
def test_what_is_read_while_it_is_put_is_got(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], times: int
) -> None:
    blobs = _blobs(tmp_path_factory.getbasetemp() / "streamed")
    data = b"".join(part * times for part in parts)
    content, size = blobs.take(io.BytesIO(data))
    assert (content, size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert b"".join(blobs.pieces(content)) == data
    assert blobs.take(io.BytesIO(data)) == (content, size)
    assert blobs.sweep([content, *_kept(blobs)]) == []


def _kept(blobs: Blobs) -> list[str]:
    """The contents of all whole files."""
    return [hashlib.sha256(pyrage.decrypt(f.read_bytes(), [_OWN])).hexdigest() for f in blobs.folder.rglob("*.age")]


_OWN = pyrage.x25519.Identity.from_str(IDENTITY)


def test_many_are_put_one_after_the_other(blobs: Blobs) -> None:
    contents = [bytes([number % 40]) * 70_000 for number in range(100)]
    hashes = [hashlib.sha256(data).hexdigest() for data in contents]
    assert list(blobs.put_all((h, (d[:9], d[9:])) for h, d in zip(hashes, contents, strict=True))) == hashes
    assert [blobs.get(h) for h in hashes] == contents
    assert blobs.sweep(hashes) == []


def test_what_fails_while_it_is_drawn_leaves_nothing(blobs: Blobs) -> None:
    def failing() -> Iterator[bytes]:
        yield DATA * 50
        raise LookupError

    first = hashlib.sha256(DATA).hexdigest()
    with pytest.raises(LookupError):
        list(blobs.put_all([(first, (DATA,)), ("0" * 64, failing())]))
    assert not blobs.has("0" * 64)
    assert blobs.sweep([first]) == []

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if found := super().read(size):
                return found
            raise LookupError

    with pytest.raises(LookupError):
        blobs.take(Failing(DATA * 50))
    assert blobs.sweep([first]) == []


def test_what_is_there_already_is_not_read(blobs: Blobs) -> None:
    def unasked() -> Iterator[bytes]:
        raise LookupError
        yield b""

    content = blobs.put(DATA)
    assert list(blobs.put_all([(content, unasked())])) == [content]


def test_another_content_under_a_name_is_told_at_its_end(blobs: Blobs) -> None:
    """Whoever gives pieces answers for their hash; who reads them looks again."""
    name = hashlib.sha256(b"what was announced").hexdigest()
    list(blobs.put_all([(name, (DATA,))]))
    with pytest.raises(Situation, match="S-212"):
        list(blobs.pieces(name))
    with blobs.open(name) as stored:
        assert stored.read() == DATA


STORES: Final[dict[str, Callable[[Blobs], object]]] = {
    "put": lambda blobs: blobs.put(DATA),
    "take": lambda blobs: blobs.take(io.BytesIO(DATA)),
    "put_all": lambda blobs: list(blobs.put_all((_hash(d), (d[:99], d[99:])) for d in (b"one", DATA, b"two", DATA))),
}


@pytest.mark.parametrize("kind", [*ERRORS, *DEATHS])
@pytest.mark.parametrize("way", STORES)
def test_a_fault_leaves_no_half_blob(tmp_path: Path, way: str, kind: Kind) -> None:
    content = _hash(DATA)
    for call in range(1, 120):
        folder = tmp_path / str(call)
        folder.mkdir()
        fs = FaultFs(call, kind)
        code = _outcome(STORES[way], _blobs(folder, fs))
        assert code in (("", "S-262", "S-263", "dead") if fs.hit else ("",))
        blobs = _blobs(folder)
        for held in (content, _hash(b"one"), _hash(b"two")):
            assert not blobs.has(held) or _hash(blobs.get(held)) == held
        if code == "":
            assert blobs.get(content) == DATA
        if not fs.hit:
            return
    pytest.fail("the fault never stopped")


@pytest.mark.parametrize("way", STORES)
def test_what_was_said_to_be_stored_outlives_the_power(tmp_path: Path, way: str) -> None:
    """The power fails at the first call after it was said."""
    for call in range(1, 120):
        folder = tmp_path / str(call)
        folder.mkdir()
        fs = FaultFs(call, "power_loss")
        if _outcome(STORES[way], _blobs(folder, fs)) == "":
            with pytest.raises(Dead):
                fs.exists(folder)
            assert fs.hit
            assert _blobs(folder).get(_hash(DATA)) == DATA
            return
    pytest.fail("it was never stored")


@pytest.mark.parametrize("kind", ["EIO", "device_gone", "flip_read"])
def test_a_fault_while_reading_is_told(tmp_path: Path, kind: Kind) -> None:
    content = _blobs(tmp_path).put(DATA * 40)
    codes = []
    for fs, raised in fault_runs(kind, lambda fs: _blobs(tmp_path, fs).check(content)):
        assert raised is not None or not fs.hit or kind == "flip_read"  # behind the end there is no bit to flip
        codes += [raised.code] if isinstance(raised, Situation) else []
    assert set(codes) == ({"S-212"} if kind == "flip_read" else {"S-263"})


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _outcome(store: Callable[[Blobs], object], blobs: Blobs) -> str:
    """How storing ended: the code of what was told, "dead" when the machine died, "" when it went well."""
    try:
        store(blobs)
    except Situation as told:
        return told.code
    except Dead:
        return "dead"
    return ""
