"""Line breaking keeps the rules of Chinese typesetting for any text, and loses nothing."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.documents.style import BODY, TRACKING, WIDTH
from exports.documents.typeset.lines import MAX_STRETCH, MAX_WORD, NO_END, NO_START, break_lines, natural_width


class Widths(defaultdict[str, float]):
    """Half an em for ASCII, one for the rest."""

    def __missing__(self, char: str) -> float:
        return 0.5 if char.isascii() else 1.0


WIDTHS = Widths()
HAN = "调解委员会申请人与被方就损失赔偿达成协议村镇街道张王李𬭎𪚥"


def lines(text: str, measure: float = 28 * 16.0, **kind: float) -> list[str]:
    """The texts of the lines at 16 points."""
    return [line.text for line in break_lines(text, WIDTHS, 16.0, measure, **kind)]


def test_a_full_line_holds_28_characters_of_the_third_size() -> None:
    found = break_lines("调" * 60, WIDTHS, BODY, WIDTH, tracking=TRACKING)
    assert [len(line.text) for line in found] == [28, 28, 4]
    assert natural_width("调" * 28, WIDTHS, BODY, TRACKING) == pytest.approx(WIDTH)


@given(st.text(alphabet=HAN + "，。；：？！）》”、（《“…—abc123 ", max_size=300), st.integers(8, 40))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, measure: int) -> None:
    found = break_lines(text, WIDTHS, 16.0, measure * 16.0)
    assert "".join(line.text for line in found).replace(" ", "") == text.replace(" ", "")
    for line in found:
        used = natural_width(line.text, WIDTHS, 16.0, line.spread)
        assert used <= measure * 16.0 + 0.1
        assert line.spread <= MAX_STRETCH * 16.0 + 0.01


@given(st.lists(st.integers(0, 48), min_size=1, max_size=40), st.integers(12, 40))
def test_no_line_begins_or_ends_with_a_forbidden_mark(shapes: list[int], measure: int) -> None:
    text = "".join(f"《{HAN[: 3 + shape % 7]}》（见附件）{'，。；：？！、'[shape // 7]}" for shape in shapes)
    for line in lines(text, measure * 16.0):
        assert line[0] not in NO_START
        assert line[-1] not in NO_END


@pytest.mark.parametrize("mark", list("，。；：？！）》”"))
def test_a_mark_that_would_begin_a_line_is_pushed_in_or_pulls_its_character_down(mark: str) -> None:
    squeezed = lines("甲，乙，丙，丁，" + "调" * 20 + mark + "后面还有字")
    assert squeezed[0].endswith(mark)
    assert len(squeezed[0]) == 29
    pulled = lines("调" * 28 + mark + "后面还有字")
    assert pulled[0] == "调" * 27
    assert pulled[1].startswith("调" + mark)


def test_an_opening_mark_goes_to_the_next_line() -> None:
    assert lines("调" * 27 + "（甲方）")[0] == "调" * 27


def test_numbers_and_words_stay_whole() -> None:
    found = lines("调" * 22 + "身份证号990000198001011234号")
    assert found[0] == "调" * 22 + "身份证号"
    assert found[1].startswith("990000198001011234")


def test_an_account_in_groups_breaks_only_between_the_groups() -> None:
    found = lines("调" * 24 + "账号6222 0212 0800 1003。")
    assert found == ["调" * 24 + "账号6222", "0212 0800 1003。"]


def test_a_line_torn_by_a_long_word_stays_ragged() -> None:
    first = break_lines("调" * 17 + "a" * 23 + "。", WIDTHS, 16.0, 28 * 16.0)[0]
    assert first.text == "调" * 17
    assert first.spread == 0.0


def test_a_word_without_end_is_cut() -> None:
    found = lines("a" * 200)
    assert "".join(found) == "a" * 200
    assert min(map(len, found[:-1])) >= MAX_WORD


@pytest.mark.parametrize("twins", ["——", "……"])
def test_dashes_and_ellipses_are_not_parted(twins: str) -> None:
    found = lines("调" * 27 + twins + "后面")
    assert any(twins in line for line in found)


def test_full_lines_are_spread_to_the_edge_and_the_last_is_not() -> None:
    found = break_lines("调" * 27 + "（甲方）" + "解" * 20, WIDTHS, 16.0, 28 * 16.0)
    assert found[0].spread > 0
    assert natural_width(found[0].text, WIDTHS, 16.0, found[0].spread) == pytest.approx(28 * 16.0)
    assert found[-1].spread == 0.0


def test_an_empty_text_is_one_empty_line() -> None:
    assert lines("") == [""]


def test_the_first_line_is_indented() -> None:
    found = break_lines("调" * 60, WIDTHS, 16.0, 28 * 16.0, indent=32.0)
    assert [(line.x, len(line.text)) for line in found] == [(32.0, 26), (0.0, 28), (0.0, 6)]
