"""Identity numbers: the standard's worked values, every fault once, and what the masks let through."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import RuleViolation
from desktop.domain.identity import (
    DOCUMENT_TYPES,
    Sex,
    check_character,
    check_document,
    check_id,
    check_phone,
    mask_address,
    mask_bank,
    mask_birth,
    mask_id,
    mask_phone,
    tidy_number,
)

TODAY = date(2026, 11, 20)


def refused(text: str) -> RuleViolation:
    with pytest.raises(RuleViolation) as caught:
        check_id(text, today=TODAY, known_regions=None)
    return caught.value


@pytest.mark.parametrize(("sequence", "check"), list(zip(range(1, 10), "531X86420", strict=True)))
def test_check_character_of_the_published_vectors(sequence: int, check: str) -> None:
    body = f"99000019850315{sequence:03d}"
    assert check_character(body) == check
    known = check_id(body + check, today=TODAY, known_regions=None)
    assert known.number == body + check
    assert known.sex is (Sex.MALE if sequence % 2 else Sex.FEMALE)
    assert known.birth == date(1985, 3, 15)
    assert known.is_sample


def test_worked_example_of_the_standard() -> None:
    # The annex of GB 11643-1999 works these two bodies out.
    assert check_character("11010519491231002") == "X"
    assert check_character("44052418800101001") == "4"


@pytest.mark.parametrize(
    "typed",
    ["99000019850315004x", " 990000 19850315 004X ", "９９００００１９８５０３１５００４ｘ", "990000-19850315-004X\n"],
)
def test_what_people_type_becomes_one_form(typed: str) -> None:
    assert check_id(typed, today=TODAY, known_regions=None).number == "99000019850315004X"


def test_old_card_becomes_eighteen() -> None:
    assert check_id("990000850315002", today=TODAY, known_regions=None).number == "990000198503150023"


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("", "R-101", "现在是0位"),
        ("9900001985031500", "R-101", "现在是16位"),
        ("9900001985031500233", "R-101", "现在是19位"),
        ("99000019850315O023", "R-102", "前17位"),
        ("99000O850315002", "R-102", "前15位"),
        ("9900001985031500\u0662\u0663", "R-102", "前17位"),
        ("99000019850315002Y", "R-103", "数字或者X"),
        ("990000198502300023", "R-104", "1985年2月30日不存在"),
        ("990000000003150023", "R-104", "不存在"),
        ("990000850230002", "R-104", "1985年2月30日不存在"),
        ("990000202611210023", "R-105", "还没有到"),
        ("990000198503150022", "R-106", "校验位"),
    ],
)
def test_each_fault_has_its_code_field_basis_and_way_out(typed: str, code: str, words: str) -> None:
    fault = refused(typed)
    assert fault.code == code
    assert words in fault.message
    assert fault.field == "id_number"
    assert "GB 11643" in fault.basis
    assert fault.way_out


def test_faults_are_told_in_the_order_of_the_parts() -> None:
    assert refused("9900A019850230002").code == "R-101"
    assert refused("9900A0198502300029").code == "R-102"
    assert refused("990000198502300029").code == "R-104"
    assert refused("990000209902280029").code == "R-105"


def test_born_today_is_no_fault() -> None:
    body = "99000020261120001"
    assert check_id(body + check_character(body), today=TODAY, known_regions=None).birth == TODAY


def test_unknown_area_only_warns() -> None:
    known = {"990101"}
    body = "99010119850315002"
    assert check_id(body + check_character(body), today=TODAY, known_regions=known).warnings == ()
    body = "99010219850315002"
    odd = check_id(body + check_character(body), today=TODAY, known_regions=known)
    assert "990102" in odd.warnings[0]
    assert odd.region == "990102"
    assert not odd.is_sample
    body = "81000019850315002"
    assert check_id(body + check_character(body), today=TODAY, known_regions=known).warnings == ()


def test_sample_area_is_flagged_where_areas_are_checked() -> None:
    assert "演示" in check_id("990000198503150023", today=TODAY, known_regions={"990000"}).warnings[0]
    assert check_id("990000198503150023", today=TODAY, known_regions=None).warnings == ()


def test_an_improbable_age_warns() -> None:
    body = "99000018850315002"
    assert "120岁" in check_id(body + check_character(body), today=TODAY, known_regions=None).warnings[0]


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(born: date, sequence: int, place: int, shift: int) -> None:
    body = f"990000{born:%Y%m%d}{sequence:03d}"
    number = body + check_character(body)
    assert check_id(number, today=TODAY, known_regions=None).birth == born
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert refused(wrong).code in {"R-104", "R-105", "R-106"}


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("resident_card", "99000019850315004x", "99000019850315004X"),
        ("hmt_residence_permit", "990000198503150023", "990000198503150023"),
        ("passport", "e 1234 5678", "E12345678"),
        ("hm_travel_permit", "h12345678", "H12345678"),
        ("hm_travel_permit", "M1234567801", "M1234567801"),
        ("tw_travel_permit", "12345678", "12345678"),
        ("tw_travel_permit", "1234567890（b）", "1234567890(B)"),
        ("foreign_permanent", "abc990000000000", "ABC990000000000"),
        ("foreign_permanent", "99000019850315004x", "99000019850315004X"),
        ("household_register", "123456789", "123456789"),
        ("officer_card", "军字第 1234567 号", "军字第1234567号"),
        ("other", "驾驶证 33", "驾驶证33"),
    ],
)
def test_other_papers_are_checked_loosely(kind: str, typed: str, kept: str) -> None:
    assert check_document(kind, typed, today=TODAY, known_regions=None) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("passport", "E1"),
        ("passport", "护照"),
        ("hm_travel_permit", "X12345678"),
        ("tw_travel_permit", "123"),
        ("foreign_permanent", "123456"),
        ("household_register", "无"),
        ("officer_card", "军"),
        ("other", ""),
    ],
)
def test_a_shape_that_cannot_be_is_refused_with_the_papers_name(kind: str, typed: str) -> None:
    with pytest.raises(RuleViolation, match=DOCUMENT_TYPES[kind].name) as caught:
        check_document(kind, typed, today=TODAY, known_regions=None)
    assert caught.value.code == "R-107"
    assert "其他证件" in caught.value.way_out


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800001234", "13800001234"),
        ("138 0000 1234", "13800001234"),
        ("138-0000-1234", "13800001234"),
        ("+86 138 0000 1234", "13800001234"),
        ("8613800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("0990-8800123", "0990-8800123"),
        ("(0990)88001234", "0990-88001234"),
        ("01088001234", "010-88001234"),
        ("0990—88001234-12", "0990-88001234-12"),
        ("88001234", "88001234"),
        ("660123", "660123"),
        ("12345", "12345"),
        ("4001234567", "4001234567"),
        ("1380000123", "1380000123"),
    ],
)
def test_telephones_that_can_be_dialled(typed: str, kept: str) -> None:
    assert check_phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "无", "138000012345", "12800001234", "1", "138ooo01234"])
def test_telephones_that_cannot(typed: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        check_phone(typed)
    assert (caught.value.code, caught.value.field) == ("R-108", "phone")


def test_masks_are_the_literal_ones() -> None:
    assert mask_id("330000198503151234") == "330***********1234"
    assert mask_id("330000198503151234", head=6, tail=2) == "330000**********34"
    assert mask_id("E12345678") == "*******78"
    assert mask_id("12345") == "*****"
    assert mask_id("") == ""
    assert mask_phone("13800001234") == "138****1234"
    assert mask_phone("0990-88001234") == "****1234"
    assert mask_phone("12345") == "*****"
    assert mask_bank("6200 0000 0000 0001 234") == "****1234"
    assert mask_bank("1234") == "****"
    assert mask_birth(date(1985, 3, 15)) == "1985年"


@given(st.text("0123456789X", max_size=24))
def test_masks_keep_the_length_and_hide_most(number: str) -> None:
    masked = mask_id(number)
    assert len(masked) == len(number)
    assert len(number) - masked.count("*") <= 7
    assert masked.count("*") * 2 >= len(number)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("示范省示范市示范县云桥镇柳溪村三组12号", "示范省示范市示范县云桥镇柳溪村"),
        ("示范县云桥镇柳溪村民委员会旁", "示范县云桥镇柳溪村民委员会"),
        ("示范区云桥街道城东社区东风小区3幢2单元", "示范区云桥街道城东社区"),
        ("云桥镇新村路12号", "云桥镇"),
        ("云桥镇农贸市场12号", "云桥镇"),
        ("中村乡柳村12号", "中村乡柳村"),
        ("柳溪村3组", "柳溪村"),
        ("示范市江滨路8号", "示范市"),
        ("江滨路8号", ""),
        ("", ""),
    ],
)
def test_addresses_end_at_the_village(address: str, shown: str) -> None:
    assert mask_address(address) == shown


def test_tidying_takes_out_what_copying_brings_in() -> None:
    assert tidy_number("\ufeff９９ 00\u200b—x\u3000") == "9900X"
