"""Age files piece by piece, written and read: held against pyrage in both directions, refused when damaged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage.x25519 import Identity, Recipient

from desktop.services.age_stream import CHUNK, AgeKey, AgeReader, Damaged, NotForUs, age_file, public_of
from exports.bundles.installation_keys import new_age_identity, new_keys


def _reader(sealed: bytes, *identities: str) -> AgeReader:
    return AgeReader(io.BytesIO(sealed), map(AgeKey.read, identities))


def test_a_recipient_must_be_one() -> None:
    age = new_keys().age
    assert public_of(age.recipient) == AgeKey.read(age.identity).public
    with pytest.raises(ValueError, match="no age key"):
        public_of("age1nonsense")


SIZES = (0, 1, 65535, 65536, 65537, 131072, 200_000)


@pytest.mark.parametrize("size", SIZES)
def test_age_files_of_pyrage_are_read(size: int) -> None:
    one, other, stranger = new_age_identity(), new_age_identity(), new_age_identity()
    data = bytes(n % 251 for n in range(size))
    sealed = pyrage.encrypt(data, [Recipient.from_str(one.recipient), Recipient.from_str(other.recipient)])
    for who in (one, other):
        assert _reader(sealed, stranger.identity, who.identity).read() == data
        reader = _reader(sealed, who.identity)
        assert b"".join(iter(partial(reader.read, 7001), b"")) == data
    with pytest.raises(NotForUs):
        _reader(sealed, stranger.identity)


def test_age_files_for_passphrases_are_not_for_us() -> None:
    sealed = b"age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 18\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"
    with pytest.raises(NotForUs):
        _reader(sealed, new_age_identity().identity)


def _opens(sealed: bytes, identity: str) -> bool:
    try:
        _reader(sealed, identity).read()
    except (Damaged, NotForUs):
        return False
    return True


@pytest.mark.parametrize("size", [0, 5, 65536, 70_000])
def test_age_files_cut_or_longer_are_refused(size: int) -> None:
    who = new_age_identity()
    sealed = pyrage.encrypt(bytes(size), [Recipient.from_str(who.recipient)])
    cuts = [*range(min(len(sealed), 500)), *range(max(0, len(sealed) - 40), len(sealed)), len(sealed) - 4464 - 16]
    assert [cut for cut in cuts if 0 <= cut < len(sealed) and _opens(sealed[:cut], who.identity)] == []
    assert not _opens(sealed + b"\x00", who.identity)
    assert not _opens(sealed + sealed, who.identity)


def test_every_flipped_bit_of_an_age_file_is_refused() -> None:
    """In the header a changed stanza of ours means "not for us"; nothing is ever opened to other bytes."""
    who = new_age_identity()
    sealed = pyrage.encrypt(b"x" * 40, [Recipient.from_str(who.recipient)])
    taken = []
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        if _opens(bytes(changed), who.identity):
            taken.append(bit)
    assert taken == []


@given(st.binary(max_size=400))
def test_nonsense_is_no_age_file(data: bytes) -> None:
    assert not _opens(data, _SOMEBODY.identity)
    assert not _opens(b"age-encryption.org/v1\n" + data, _SOMEBODY.identity)
    assert not _opens(b"age-encryption.org/v1\n-> X25519 " + data, _SOMEBODY.identity)


_SOMEBODY = new_age_identity()


@pytest.mark.parametrize(
    "text",
    ["", "AGE-SECRET-KEY-1", "age1qqqq", _SOMEBODY.identity[:-1], _SOMEBODY.identity[:-1] + "B"],
    ids=["empty", "prefix", "recipient", "cut", "changed"],
)
def test_what_is_no_identity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no age-secret-key- key"):
        AgeKey.read(text)


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", [1000, CHUNK, 100_001])
def test_pyrage_and_we_read_what_we_wrote(size: int, piece: int) -> None:
    one, other = new_age_identity(), new_age_identity()
    data = bytes(n % 251 for n in range(size))
    sealed = b"".join(age_file(_pieces(data, piece), [public_of(one.recipient), public_of(other.recipient)]))
    for who in (one, other):
        assert pyrage.decrypt(sealed, [Identity.from_str(who.identity)]) == data
        assert _reader(sealed, who.identity).read() == data


@given(st.lists(st.binary(max_size=300), max_size=40))
def test_pieces_of_any_size_come_back_as_one(pieces: list[bytes]) -> None:
    sealed = b"".join(age_file((piece * 700 for piece in pieces), [public_of(_SOMEBODY.recipient)]))
    assert _reader(sealed, _SOMEBODY.identity).read() == b"".join(piece * 700 for piece in pieces)


def test_an_age_file_is_another_one_each_time() -> None:
    one, two = (b"".join(age_file([b"same"], [public_of(_SOMEBODY.recipient)])) for _ in range(2))
    assert one != two
    assert one.splitlines()[1] != two.splitlines()[1]


def test_what_fails_while_it_is_drawn_is_raised_as_it_is() -> None:
    def failing() -> Iterator[bytes]:
        yield bytes(CHUNK + 1)
        raise LookupError

    with pytest.raises(LookupError):
        list(age_file(failing(), [public_of(_SOMEBODY.recipient)]))


def test_a_key_does_not_tell_its_secret() -> None:
    assert repr(AgeKey.read(_SOMEBODY.identity)) == f"AgeKey({public_of(_SOMEBODY.recipient).hex()})"
