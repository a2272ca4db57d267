"""Numbers on papers: patterns, what is refused, and that two papers of one station never print the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import (
    DEFAULT_MEDIATION,
    DEFAULT_PETITION,
    NumberParts,
    Series,
    check_pattern,
    format_number,
    next_serial,
)

PARTS = NumberParts(year=2026, serial=7, committee="云桥", region="示", organ="柳政访答")


@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        (DEFAULT_MEDIATION, "（2026）云桥人调字第7号"),
        (DEFAULT_PETITION, "柳政访答〔2026〕7号"),
        ("{区划简称}医人调字[{年}]{序号:3}号", "示医人调字[2026]007号"),
        (" {年}-{序号:8} ", "2026-00000007"),
        ("{区划简称}{调委会字}（（{年}）[{序号:1}]）", "示云桥（（2026）[7]）"),
    ],
)
def test_patterns(pattern: str, printed: str) -> None:
    assert format_number(pattern, PARTS) == printed


@pytest.mark.parametrize(
    ("parts", "serial"),
    [
        (NumberParts(2026, 17, "云桥"), "17"),
        (NumberParts(2026, 17, "云桥", letter="B"), "B17"),
        (NumberParts(2026, 17, "云桥", epoch=2), "17-2"),
        (NumberParts(2026, 17, "云桥", letter="C", epoch=3), "C17-3"),
        (NumberParts(2026, 17, "云桥", sealed=True), "密17"),
        (NumberParts(2026, 17, "云桥", letter="B", epoch=2, sealed=True), "密B17-2"),
    ],
)
def test_the_serial_carries_letter_epoch_and_seal(parts: NumberParts, serial: str) -> None:
    assert format_number(DEFAULT_MEDIATION, parts) == f"（2026）云桥人调字第{serial}号"


def test_a_serial_wider_than_its_places_is_not_cut() -> None:
    assert format_number("{年}第{序号:3}号", NumberParts(2026, 12345)) == "2026第12345号"


@pytest.mark.parametrize(
    ("pattern", "code", "words"),
    [
        ("", "R-151", "1至60"),
        ("{年}{序号}" + "字" * 60, "R-151", "1至60"),
        ("{年}\n{序号}", "R-151", "一行"),
        ("{年}\u202e{序号}", "R-151", "一行"),
        ("{年}{序号}{村}", "R-152", "{村}"),
        ("{年}{序号:9}", "R-152", "{序号:9}"),
        ("{年}{序号:0}", "R-152", "{序号:0}"),
        ("{}{年}{序号}", "R-152", "{}"),
        ("{序号}号", "R-153", "{年}"),
        ("{年}号", "R-153", "{序号}"),
        ("{年}{序号}{序号:3}", "R-153", "一个"),
        ("{年}{年}{序号}", "R-153", "一个"),
        ("（{年}〔{序号}", "R-154", "〔"),
        ("（{年}〕{序号}", "R-154", "〕"),
        ("{年}）{序号}", "R-154", "）"),
        ("{年}{序号}{", "R-154", "花括号"),
        ("{年}}{序号}", "R-154", "花括号"),
    ],
)
def test_each_fault_of_a_pattern(pattern: str, code: str, words: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        check_pattern(pattern)
    assert caught.value.code == code
    assert words in caught.value.message
    assert caught.value.field == "number_pattern"
    assert caught.value.way_out


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        (NumberParts(2026, 7), "R-155", "number_word"),
        (NumberParts(2026, 7, "云桥", letter="b"), "R-156", "letter"),
        (NumberParts(2026, 7, "云桥", letter=""), "R-156", "letter"),
        (NumberParts(2026, 7, "云桥", letter="AB"), "R-156", "letter"),
        (NumberParts(26, 7, "云桥"), "R-157", "serial"),
        (NumberParts(2026, 0, "云桥"), "R-157", "serial"),
        (NumberParts(2026, 7, "云桥", epoch=0), "R-157", "serial"),
    ],
)
def test_each_fault_of_the_parts(parts: NumberParts, code: str, field: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        format_number(DEFAULT_MEDIATION, parts)
    assert (caught.value.code, caught.value.field) == (code, field)


parts_of_one_committee = st.builds(
    NumberParts,
    year=st.integers(2020, 2030),
    serial=st.integers(1, 2000),
    committee=st.just("云桥"),
    letter=st.sampled_from("ABC"),
    epoch=st.integers(1, 12),
    sealed=st.booleans(),
)


@given(parts_of_one_committee, parts_of_one_committee, st.sampled_from([DEFAULT_MEDIATION, "{调委会字}{年}{序号:3}"]))
def test_different_parts_print_differently(one: NumberParts, other: NumberParts, pattern: str) -> None:
    assert (format_number(pattern, one) == format_number(pattern, other)) == (one == other)


def test_the_next_serial_follows_the_greater_memory() -> None:
    assert next_serial(0, 0) == 1
    assert next_serial(16, 16) == 17
    assert next_serial(9, 16) == 17  # an older backup: what the anchor saw printed is not printed again
    assert next_serial(16, 0) == 17  # a lost anchor
    with pytest.raises(ValueError, match="counts from 0"):
        next_serial(-1, 0)


def test_sealed_matters_have_their_own_series() -> None:
    open_series = Series("990000-1", "agreement", 2026)
    sealed = Series("990000-1", "agreement", 2026, sealed=True)
    second = Series("990000-1", "agreement", 2026, letter="B")
    assert open_series.key == "990000-1/agreement/2026/A/open"
    assert len({open_series.key, sealed.key, second.key}) == 3
