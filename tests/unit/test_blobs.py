"""Attachments as encrypted files: whole or absent, names that tell nothing, damage told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Situation
from desktop.services.blobs import Blobs
from desktop.services.seams import Fs, SystemFs
from exports.bundles.installation_keys import new_age_identity
from tests.faults import DEATHS, ERRORS, Dead, FaultFs, Kind

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


@pytest.mark.parametrize("kind", [*ERRORS, *DEATHS])
def test_a_fault_leaves_no_half_blob(tmp_path: Path, kind: Kind) -> None:
    content = hashlib.sha256(DATA).hexdigest()
    for call in range(1, 60):
        folder = tmp_path / str(call)
        folder.mkdir()
        fs = FaultFs(call, kind)
        code = _outcome(_blobs(folder, fs))
        assert code in (("", "S-262", "S-263", "dead") if fs.hit else ("",))
        blobs = _blobs(folder)
        assert not blobs.has(content) or blobs.get(content) == DATA
        if not fs.hit:
            assert blobs.get(content) == DATA
            return
    pytest.fail("the fault never stopped")


def _outcome(blobs: Blobs) -> str:
    """How storing ended: the code of what was told, "dead" when the machine died, "" when it went well."""
    try:
        blobs.put(DATA)
    except Situation as told:
        return told.code
    except Dead:
        return "dead"
    return ""
