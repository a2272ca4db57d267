"""Names stay whole: rare characters, minority and foreign names, and what hides in copied text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import RuleViolation
from desktop.domain.names import COMPOUND_SURNAMES, check_name, mask_name, split_name


@pytest.mark.parametrize("rare", ["㛃", "䶮", "𬭎", "𪚥", "𠮷", "㼆", "𬭚", "\U00031350", "\U0002ebf0", "\ufa0e", "〇"])
def test_rare_characters_stay_whole(rare: str) -> None:
    name = f"王{rare}{rare}"
    assert check_name(name) == name
    assert len(check_name(name)) == 3
    assert mask_name(name) == "王**"
    assert split_name(rare + "明") == (rare, "明")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 张三 ", "张三"),
        ("张　三", "张三"),
        ("张 小 三", "张小三"),
        ("⻢小⻰", "马小龙"),
        ("⼟⽣", "土生"),
        ("⻩⻘", "黄青"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 ・ 买买提·", "阿卜杜拉·买买提"),
        ("John  Smith", "John Smith"),
        ("Ｊｏｈｎ　Ｓｍｉｔｈ", "John Smith"),
        ("J. R. O'Neil-Söze", "J. R. O'Neil-Söze"),
        ("ᠮᠣᠩᠭᠣᠯ", "ᠮᠣᠩᠭᠣᠯ"),
        ("王⿰木子", "王⿰木子"),
    ],
)
def test_what_is_typed_and_what_is_kept(typed: str, kept: str) -> None:
    assert check_name(typed) == kept


def test_no_radical_is_left_and_none_is_changed_to_something_else() -> None:
    for point in range(0x2F00, 0x2FD6):
        kept = check_name("王" + chr(point))[1]
        assert kept == unicodedata.normalize("NFKC", chr(point))
        assert not 0x2E80 <= ord(kept) <= 0x2FDF
    for point in (0x2E9F, 0x2EF3):  # the two of the supplement that Unicode itself decomposes
        assert check_name("王" + chr(point))[1] == unicodedata.normalize("NFKC", chr(point))
    for point in range(0x2E81, 0x2EF4):
        if point == 0x2E9A:  # never assigned
            continue
        kept = check_name("王" + chr(point))[1]
        assert kept >= "\u3400"


def fault_of(text: str) -> RuleViolation:
    with pytest.raises(RuleViolation) as caught:
        check_name(text)
    assert caught.value.field == "name"
    assert caught.value.way_out
    return caught.value


@pytest.mark.parametrize("typed", ["", "  ", "\u3000", "·"])
def test_nothing_is_no_name(typed: str) -> None:
    assert fault_of(typed).code == "R-131"


def test_forty_code_points_pass_and_forty_one_do_not() -> None:
    assert check_name("𠮷" * 40) == "𠮷" * 40
    assert fault_of("𠮷" * 41).code == "R-131"


@pytest.mark.parametrize(
    "hidden",
    [
        "\u200b",  # zero-width space
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u202e",  # right-to-left override
        "\u2067",
        "\u00ad",
        "\x00",
        "\x1b",
        "\n",
        "\u2028",
        "\u3164",
        "\ufe0f",
        "\U000e0101",
        "\ue863",  # private use
        "\ud840",  # half a character
        "\u2fd6",  # never assigned, among the radicals
    ],
)
def test_characters_without_ink_are_refused_with_their_place(hidden: str) -> None:
    fault = fault_of(f"张{hidden}三")
    assert fault.code == "R-132"
    assert "第2个" in fault.message
    assert f"U+{ord(hidden):04X}" in fault.message


@pytest.mark.parametrize("typed", ["张?", "张？三", "张\ufffd", "123", ".", "—"])
def test_lost_characters_are_told(typed: str) -> None:
    assert fault_of(typed).code == "R-133"


@pytest.mark.parametrize(
    ("name", "surname", "given_name", "masked"),
    [
        ("张三", "张", "三", "张*"),
        ("张小三", "张", "小三", "张**"),
        ("欧阳修", "欧阳", "修", "欧阳*"),
        ("欧阳", "欧", "阳", "欧*"),
        ("司马相如", "司马", "相如", "司马**"),
        ("瓜尔佳明", "瓜尔佳", "明", "瓜尔佳*"),
        ("叶赫那拉明", "叶赫那拉", "明", "叶赫那拉*"),
        ("叶赫那拉", "叶赫", "那拉", "叶赫**"),
        ("阿卜杜拉·买买提", "", "阿卜杜拉·买买提", "阿***·***"),
        ("John Smith", "", "John Smith", "J*** *****"),
        ("张", "张", "", "*"),
        ("A", "", "A", "*"),
        ("", "", "", ""),
    ],
)
def test_splitting_and_hiding(name: str, surname: str, given_name: str, masked: str) -> None:
    assert split_name(name) == (surname, given_name)
    assert mask_name(name) == masked


def test_a_place_may_bring_its_own_list() -> None:
    assert mask_name("欧阳修", frozenset()) == "欧**"
    assert mask_name("张王明", {"张王"}) == "张王*"


def test_the_list_holds_only_compound_surnames() -> None:
    assert len(COMPOUND_SURNAMES) > 75
    assert all(2 <= len(surname) <= 4 for surname in COMPOUND_SURNAMES)


@given(st.text(max_size=60))
def test_a_kept_name_is_kept_again_unchanged(text: str) -> None:
    try:
        kept = check_name(text)
    except RuleViolation:
        return
    assert check_name(kept) == kept
    assert 1 <= len(kept) <= 40
    masked = mask_name(kept)
    assert len(masked) == len(kept)
    assert "*" in masked
