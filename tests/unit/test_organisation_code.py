"""统一社会信用代码: published weights and example, every fault, no single slip passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import RuleViolation
from desktop.domain.organisation_code import check_organisation_code, organisation_check_character

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Table 3 of the standard, written out.
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def test_an_example_worked_by_hand() -> None:
    # 5+6+81+243+420+522+28 = 1305; 1305 mod 31 = 3; 31-3 = 28 = W. Area 990000 is no real one.
    assert check_organisation_code("52990000MJ0000001W") == "52990000MJ0000001W"
    assert check_organisation_code("5299 0000-mj00 ００００１w") == "52990000MJ0000001W"


bodies = st.builds(
    lambda head, area, rest: head + area + rest,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@given(bodies)
def test_check_character_by_the_printed_table(body: str) -> None:
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    value = 31 - total % 31
    assert organisation_check_character(body) == ("0" if value == 31 else ALPHABET[value])


@given(bodies, st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_never_passes(body: str, place: int, shift: int) -> None:
    code = body + organisation_check_character(body)
    other = ALPHABET[(ALPHABET.index(code[place]) + shift) % 31]
    with pytest.raises(RuleViolation) as caught:
        check_organisation_code(code[:place] + other + code[place + 1 :])
    assert caught.value.code in {"R-123", "R-124"}


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("", "R-121", "现在是0位"),
        ("52990000MJ0000001", "R-121", "现在是17位"),
        ("5299O000MJ0I0000OW", "R-122", "“OI”"),
        ("52A90000MJ0000001W", "R-123", "第3位至第8位"),
        ("52990000MJ0000001X", "R-124", "校验位"),
    ],
)
def test_each_fault(typed: str, code: str, words: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        check_organisation_code(typed)
    assert caught.value.code == code
    assert words in caught.value.message
    assert caught.value.field == "organisation_code"
    assert "GB 32100" in caught.value.basis
    assert caught.value.way_out
