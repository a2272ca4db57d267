"""Receipts form a lattice (I5), marks never fall within one county epoch, and paper carries them home."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.canonical import sha256
from desktop.domain.errors import Situation
from desktop.domain.receipts import (
    End,
    EpochMark,
    Fork,
    Mark,
    Receipt,
    Refused,
    SanityCounts,
    encode_receipt,
    join,
    join_all,
    merkle_root,
    normal,
    read_receipt,
)
from exports.bundles.installation_keys import InstallationKeys, new_keys
from exports.bundles.receipt_qr import base45, is_receipt_text, receipt_from_texts, receipt_to_texts, unbase45

EPOCHS = ("aa" * 16, "bb" * 16, "cc" * 16)
hashes = st.sampled_from([f"{n:064x}" for n in range(4)])
marks = st.builds(Mark, st.integers(0, 30), hashes)
ranges = st.tuples(st.integers(1, 40), st.integers(0, 6)).map(lambda r: (r[0], r[0] + r[1]))
epoch_marks = st.builds(
    EpochMark, st.sampled_from(EPOCHS), marks, marks, st.lists(ranges, max_size=4).map(tuple)
)  # fmt: skip
receipts = st.builds(
    Receipt,
    county=st.just("990000"),
    county_epoch=st.sampled_from(["0a" * 16, "0b" * 16]),
    county_ordinal=st.integers(1, 2),
    station=st.just("ST01"),
    serial=st.integers(1, 4),
    county_time=st.sampled_from(["2026-01-01", "2026-02-01"]),
    epochs=st.lists(epoch_marks, max_size=4).map(tuple),
    forks=st.lists(
        st.builds(Fork, st.sampled_from(EPOCHS), st.integers(1, 3), st.lists(hashes, max_size=2).map(tuple)), max_size=3
    ).map(tuple),
    ends=st.lists(st.builds(End, st.sampled_from(EPOCHS), st.integers(1, 3), hashes), max_size=3).map(tuple),
    missing_blobs=st.lists(hashes, max_size=3).map(tuple),
    refused=st.lists(st.builds(Refused, hashes, st.sampled_from(["E01", "E05"])), max_size=2).map(tuple),
    counts=st.builds(SanityCounts, events=st.integers(0, 5)),
)


@given(receipts, receipts)
def test_join_is_commutative(a: Receipt, b: Receipt) -> None:
    assert join(a, b) == join(b, a)


@given(receipts, receipts, receipts)
def test_join_is_associative(a: Receipt, b: Receipt, c: Receipt) -> None:
    assert join(join(a, b), c) == join(a, join(b, c))


@given(receipts)
def test_join_is_idempotent(a: Receipt) -> None:
    assert join(a, a) == normal(a) == normal(normal(a))


@given(st.lists(receipts, min_size=1, max_size=6), st.randoms())
def test_loss_of_order_and_doubling_change_nothing(found: list[Receipt], random: Random) -> None:
    shuffled = found * 2
    random.shuffle(shuffled)
    assert join_all(shuffled) == join_all(found)


@given(receipts, receipts)
def test_marks_never_fall_within_one_county_epoch(a: Receipt, b: Receipt) -> None:
    b = msgspec.structs.replace(b, county_epoch=a.county_epoch, county_ordinal=a.county_ordinal)
    joined = join(a, b)
    for given_ in (a, b):
        for mark in given_.epochs:
            assert joined.mark(mark.epoch).connected >= mark.connected
            assert joined.mark(mark.epoch).durable >= mark.durable


@given(receipts)
def test_the_form_on_disk_is_read_back(a: Receipt) -> None:
    assert read_receipt(encode_receipt(a)) == normal(a)


def receipt(**more: object) -> Receipt:
    plain = Receipt(
        county="990000", county_epoch="0a" * 16, county_ordinal=1, station="ST01", serial=1, county_time="2026-03-01"
    )
    return msgspec.structs.replace(plain, **more)


def test_a_county_that_was_set_back_may_lower_the_marks() -> None:
    high = receipt(epochs=(EpochMark(EPOCHS[0], Mark(90, "1f" * 32)),))
    low = receipt(county_epoch="0b" * 16, county_ordinal=2, epochs=(EpochMark(EPOCHS[0], Mark(40, "2f" * 32)),))
    assert join(high, low).mark(EPOCHS[0]).connected.seq == 40


def test_what_can_shrink_is_taken_from_the_later_statement() -> None:
    earlier = receipt(serial=4, missing_blobs=("1f" * 32,), refused=(Refused("2f" * 16, "E01"),))
    later = receipt(serial=5)
    assert join(earlier, later).missing_blobs == ()
    assert join(later, earlier).refused == ()


def test_beyond_melts_into_connected() -> None:
    gap = receipt(epochs=(EpochMark(EPOCHS[0], Mark(5, ""), beyond=((8, 10), (11, 12), (20, 22))),))
    closed = receipt(serial=2, epochs=(EpochMark(EPOCHS[0], Mark(11, "")),))
    assert gap != normal(gap)
    assert join(gap, closed).mark(EPOCHS[0]).beyond == ((12, 12), (20, 22))
    assert join(gap, closed).mark("dd" * 16) == EpochMark("dd" * 16)


def test_receipts_of_others_do_not_join() -> None:
    with pytest.raises(ValueError, match="different"):
        join(receipt(), receipt(station="ST02"))
    assert join_all([]) is None


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"\xff", b"[" * 5000, b'{"county":1}'])
def test_what_is_no_receipt_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no receipt"):
        read_receipt(raw)


def _plain_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 as it is written there."""
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + _plain_root(leaves[:split]) + _plain_root(leaves[split:]))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 9, 31, 33])
def test_the_merkle_root_is_that_of_rfc_6962(count: int) -> None:
    leaves = [bytes([n]) * 32 for n in range(count)]
    assert merkle_root(leaves) == _plain_root(leaves).hex()


def test_the_root_of_nothing() -> None:
    assert merkle_root([]) == sha256(b"").hex()


@pytest.fixture(scope="module")
def county() -> InstallationKeys:
    return new_keys()


def long_receipt() -> Receipt:
    random = Random(3)
    marks_ = [
        EpochMark(random.randbytes(16).hex(), Mark(n, random.randbytes(32).hex()), Mark(n, random.randbytes(32).hex()))
        for n in range(1, 30)
    ]
    return normal(receipt(epochs=tuple(marks_)))


@pytest.mark.parametrize("which", [normal(receipt()), long_receipt()], ids=["short", "long"])
def test_paper_carries_a_receipt(county: InstallationKeys, which: Receipt) -> None:
    texts = receipt_to_texts(which, county)
    assert all(is_receipt_text(text) and len(text) <= 925 for text in texts)
    assert set("".join(texts)) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    scanned = [text + "\r\n" for text in reversed(texts)] + [texts[0]]
    assert receipt_from_texts(scanned, county.sign_key) == which


def test_what_is_missing_is_named(county: InstallationKeys) -> None:
    texts = receipt_to_texts(long_receipt(), county)
    assert len(texts) >= 3
    with pytest.raises(Situation, match="S-681") as told:
        receipt_from_texts([texts[0], *texts[3:]], county.sign_key)
    assert f"共 {len(texts)} 个二维码，还缺第 2、3 个" in told.value.told()


def test_another_countys_receipt_is_refused(county: InstallationKeys) -> None:
    texts = receipt_to_texts(receipt(), county)
    with pytest.raises(Situation, match="S-683"):
        receipt_from_texts(texts, new_keys().sign_key)


def test_changed_or_mixed_texts_are_refused(county: InstallationKeys) -> None:
    one, other = receipt_to_texts(receipt(), county), receipt_to_texts(long_receipt(), county)
    text = one[0]
    swapped = text[:60] + ("A" if text[60] != "A" else "B") + text[61:]
    part = other[0][:40] + other[0][41:]
    for texts in ([swapped], [text, other[0]], [part, *other[1:]], ["FQR1:00000000:1/1::"], ["hello"], []):
        with pytest.raises(Situation, match="S-682"):
            receipt_from_texts(texts, county.sign_key)
    assert not is_receipt_text("FQ1:03:〔2026〕7号")


@given(st.binary(max_size=300))
def test_base45_is_read_back(data: bytes) -> None:
    assert unbase45(base45(data)) == data


def test_base45_is_that_of_rfc_9285() -> None:
    assert base45(b"AB") == "BB8"
    assert base45(b"Hello!!") == "%69 VD92EX0"
    assert unbase45("QED8WEX0") == b"ietf!"


@pytest.mark.parametrize("text", ["A", "GGW", "ab", "::", "BB8A"])
def test_what_is_no_base45_is_refused(text: str) -> None:
    with pytest.raises(Situation, match="S-682"):
        unbase45(text)
