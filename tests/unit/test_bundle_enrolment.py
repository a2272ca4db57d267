"""Invitation, introduction, keys and age identities: whole or refused, and no secret in a text."""

from __future__ import annotations

import io
import re

import msgspec
import pytest

from desktop.domain.errors import Situation
from desktop.domain.station_events import Published
from desktop.services.seams import SystemRandom
from exports.bundles.enrolment import (
    CountyCertificate,
    Invitation,
    ReferenceFile,
    check_introduction,
    make_introduction,
    make_invitation,
    new_secret,
    read_introduction,
    read_invitation,
    secret_hash,
    spoken_digits,
)
from exports.bundles.installation_keys import (
    InstallationKeys,
    encode_keys,
    new_age_identity,
    new_keys,
    parse_signature,
    public_key_file,
    read_keys,
    sign,
    sign_compact,
    unlock_identity,
    verify,
    verify_compact,
)
from tests.cheap import lock_lightly


@pytest.fixture(scope="module")
def county() -> InstallationKeys:
    return new_keys()


def invitation(county: InstallationKeys) -> Invitation:
    file = b"key = 'x'\n" * 900
    published = Published("procedure", "people-mediation", 2, "2026-01-01", "0d" * 32)
    return Invitation(
        county=CountyCertificate(
            "990000", "测试县", county.sign_key, county.age.recipient, new_age_identity().recipient
        ),
        station="ST01",
        station_name="向阳村调解室",
        installation="6f" * 16,
        letter="A",
        secret=new_secret(SystemRandom()),
        reference=(ReferenceFile("people-mediation", published, file),),
    )  # fmt: skip


def test_an_invitation_is_read_back(county: InstallationKeys) -> None:
    given_ = invitation(county)
    assert read_invitation(make_invitation(given_, county)) == given_


def test_a_damaged_invitation_is_refused(county: InstallationKeys) -> None:
    raw = make_invitation(invitation(county), county)
    for at in range(0, len(raw) - 1, 97):
        with pytest.raises(Situation, match="S-602"):
            read_invitation(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
    for wrong in (b"", b"{}", raw[:-30], b"[" * 9000, make_invitation(invitation(county), new_keys())):
        with pytest.raises(Situation, match="S-602"):
            read_invitation(wrong)


def test_a_newer_invitation_says_so(county: InstallationKeys) -> None:
    newer = msgspec.structs.replace(invitation(county), format=2)
    with pytest.raises(Situation, match="S-603"):
        read_invitation(make_invitation(newer, county))


def test_an_introduction_proves_exactly_its_keys() -> None:
    secret, keys = b"k" * 32, new_keys()
    found = read_introduction(make_introduction(secret, "6f" * 16, keys))
    assert (found.sign_key, found.age_recipient) == (keys.sign_key, keys.age.recipient)
    assert check_introduction(secret, found)
    assert not check_introduction(b"j" * 32, found)
    other = new_keys()
    for change in ({"installation": "5f" * 16}, {"sign_key": other.sign_key}, {"age_recipient": other.age.recipient}):
        assert not check_introduction(secret, msgspec.structs.replace(found, **change))


@pytest.mark.parametrize("raw", [b"", b"{}", b"[" * 5000, b"\xff"])
def test_what_is_no_introduction_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no introduction"):
        read_introduction(raw)


def test_an_introduction_has_one_spelling() -> None:
    raw = make_introduction(b"k" * 32, "6f" * 16, new_keys())
    with pytest.raises(ValueError, match="canonical"):
        read_introduction(raw.replace(b":", b": ", 1))


def test_the_digits_are_read_out_in_groups() -> None:
    digits = spoken_digits(secret_hash(b"k" * 32))
    assert [len(group) for group in digits.split(" ")] == [4, 4, 4]
    assert digits == spoken_digits(secret_hash(b"k" * 32)) != spoken_digits(secret_hash(b"j" * 32))
    assert spoken_digits("0" * 64) == "0000 0000 0000"


def test_keys_are_read_back_and_never_shown() -> None:
    keys = new_keys()
    assert read_keys(encode_keys(keys)) == keys
    shown = repr(keys) + str(keys) + repr(keys.age) + f"{invitation(keys)}"
    assert keys.sign_secret not in shown
    assert keys.age.identity not in shown
    assert keys.sign_key in shown


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b'{"sign_secret":"x","sign_key":"y","age":{"identity":"z","recipient":""}}']
)
def test_damaged_keys_say_so(raw: bytes) -> None:
    with pytest.raises(Situation, match="S-601"):
        read_keys(raw)


def test_a_damaged_age_identity_says_so() -> None:
    keys = new_keys()
    with pytest.raises(Situation, match="S-601"):
        read_keys(encode_keys(keys).replace(b"AGE-SECRET-KEY-1", b"AGE-SECRET-KEY-1Q"))


def test_signatures_belong_to_key_and_data() -> None:
    one, other = new_keys(), new_keys()
    made = parse_signature(sign(one, io.BytesIO(b"data"), "words"))
    assert verify(one.sign_key, io.BytesIO(b"data"), made)
    assert not verify(one.sign_key, io.BytesIO(b"date"), made)
    assert not verify(other.sign_key, io.BytesIO(b"data"), made)
    assert not verify("nonsense", io.BytesIO(b"data"), made)
    compact = sign_compact(one, b"data")
    assert verify_compact(one.sign_key, b"data", compact)
    assert not verify_compact(one.sign_key, b"date", compact)
    assert not verify_compact(other.sign_key, b"data", compact)
    assert not verify_compact(one.sign_key, b"data", compact[:-1])
    assert not verify_compact(one.sign_key, b"data", compact[:74] + bytes(64))
    assert public_key_file(one.sign_key).endswith(one.sign_key.encode() + b"\n")


def test_a_computer_too_slow_for_the_code_says_so_and_not_that_the_code_is_wrong() -> None:
    locked = lock_lightly("AGE-SECRET-KEY-1", "1111-2222")
    assert unlock_identity(locked, "1111-2222") == "AGE-SECRET-KEY-1"
    heavy = re.sub(rb"(-> scrypt \S+ )\d+", rb"\g<1>40", locked, count=1)
    for given, code, refused in ((heavy, "1111-2222", "S-610"), (locked, "1111-2223", "S-609")):
        with pytest.raises(Situation) as told:
            unlock_identity(given, code)
        assert told.value.code == refused
