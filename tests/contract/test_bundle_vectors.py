"""The golden bundles are taken or refused with the code that index.toml names, and made anew they fare the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from desktop.domain.bundle_codes import BUNDLE_CODES, BundleRefused
from desktop.services.seams import SystemFs
from exports.bundles.enrolment import Introduction, check_introduction
from exports.bundles.frame_reader import SenderClaim
from exports.bundles.opened import TrustAnswer
from exports.bundles.reader import INTRODUCED, UNKNOWN, Receiver, open_bundle
from tests import bundle_kit as kit
from tests.bundle_vectors import Memory, Vector, catalogue

FOLDER = Path(__file__).parents[1] / "golden" / "bundles"
INDEX = tomllib.loads((FOLDER / "index.toml").read_text("utf-8"))
ROWS = [(row["file"], row["expect"]) for row in INDEX["vector"]]


class Stored:
    """What the receiver has stored before."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def has_digest(self, digest: str) -> bool:
        return digest in self._memory.digests

    def content_of(self, bundle_id: str) -> str | None:
        return self._memory.bundles.get(bundle_id)


def receiver(memory: Memory) -> Receiver:
    """A county that knows what index.toml says."""

    def trust(claim: SenderClaim, introduction: Introduction | None) -> TrustAnswer:
        if claim.key in memory.known:
            return TrustAnswer("known", closed=memory.closed)
        if claim.key in memory.revoked:
            return TrustAnswer("revoked", accept_upto=memory.revoked[claim.key])
        secret = bytes.fromhex(memory.secrets[claim.installation])
        return INTRODUCED if introduction and check_introduction(secret, introduction) else UNKNOWN

    return Receiver(identities=[memory.identity], trust=trust, addressees=memory.addressees, seen=Stored(memory))


def outcome(path: Path, memory: Memory) -> str:
    try:
        with open_bundle(SystemFs(), path, receiver(memory)) as bundle:
            bundle.check()
    except BundleRefused as refused:
        return refused.code
    return "ok"


@pytest.fixture(scope="module")
def memory() -> Memory:
    return msgspec.convert(INDEX["receiver"], Memory)


@pytest.mark.parametrize(("file", "expect"), ROWS, ids=[file for file, _ in ROWS])
def test_each_golden_bundle_fares_as_the_index_says(memory: Memory, file: str, expect: str) -> None:
    assert outcome(FOLDER / file, memory) == expect


def test_the_index_is_the_folder() -> None:
    assert sorted(file for file, _ in ROWS) == sorted(p.name for p in FOLDER.glob("*.fqb"))
    assert len(ROWS) >= 80
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) < 3_000_000
    elsewhere = {"E11", "E12", "E14", "E15", "E16"}  # they depend on the receiver's log, disk or stick, not on the file
    assert {expect for _, expect in ROWS} == BUNDLE_CODES.keys() - elsewhere | {"ok"}


@pytest.fixture(scope="module")
def made() -> tuple[list[Vector], Memory]:
    return catalogue(kit.new_side())


def test_made_anew_they_fare_the_same(made: tuple[list[Vector], Memory], tmp_path: Path) -> None:
    vectors, memory = made
    found = {}
    for vector in vectors:
        path = tmp_path / f"{vector.name}.fqb"
        path.write_bytes(vector.data)
        found[path.name] = outcome(path, memory)
    assert found == {f"{v.name}.fqb": v.expect for v in vectors}
    assert found == dict(ROWS)
