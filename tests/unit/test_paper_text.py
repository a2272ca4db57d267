"""A printed paper held against the registered text: altered values are found, handwriting and misread marks are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.paper_text import Difference, compare, told_reading

PAGE = (
    "人民调解协议书",
    "编号：（2026）云桥人调字第1号",
    "姓名 江大海 性别 男 民族 汉族",
    "姓名 江小河 性别 男 民族 汉族",
    "一、江小河赔偿江大海损失3,500.00元。",
    "3,500.00元（大写：人民币叁仟伍佰元整），分2期付清：第1期",
    "于2026年11月4日前（含当日）支付1,500.00元（大写：人民币壹",
    "仟伍佰元整）；第2期于2026年11月21日前（含当日）支付",
)
NAMES = ("江大海", "江小河")


def read(*swaps: tuple[str, str]) -> list[str]:
    """The page as a reader gives it: cells one by one, other brackets and commas, values swapped where told."""
    text = "\n".join(PAGE)
    for ours, theirs in swaps:
        assert ours in text
        text = text.replace(ours, theirs, 1)
    return [cell.replace("，", ",").replace("（", "(") for line in text.split("\n") for cell in line.split()]


def found(*swaps: tuple[str, str]) -> list[tuple[str, str]]:
    reading = compare([PAGE], [read(*swaps)], NAMES)
    assert (reading.unread, reading.missing) == ((), ())
    return [(one.registered, one.read) for one in reading.differences]


def test_a_true_print_has_no_difference() -> None:
    assert found() == []
    assert told_reading(compare([PAGE], [read()], NAMES)) == ("纸上的数字、金额和姓名读出来和登记的一样。",)


def test_altered_values_are_told_with_both() -> None:
    assert found(("损失3,500.00", "损失8,500.00")) == [("3500.00", "8500.00")]
    assert found(("损失3,500.00", "损失13,500.00")) == [("3500.00", "13500.00")]
    assert found(("\n3,500.00元（大写", "\n13,500.00元（大写")) == [("3500.00", "13500.00")]
    assert found(("人民币叁仟伍佰", "人民币捌仟伍佰")) == [("叁仟伍佰元整", "捌仟伍佰元整")]
    assert found(("11月21日", "11月27日")) == [("21", "27")]
    assert found(("姓名 江小河", "姓名 江小洋")) == [("江小河", "江小洋")]
    reading = compare([PAGE], [read(("损失3,500.00", "损失8,500.00"))], NAMES)
    assert told_reading(reading)[0] == (
        "请看第1页“一、江小河赔偿江大海损失3,500.00元。”：登记的是3500.00，纸上读作8500.00。"
    )


def test_the_altered_line_of_two_alike_is_found() -> None:
    page = ["第1期支付1,000.00元", "第2期支付1,000.00元", "第3期支付1,000.00元"]
    other = [page[0], page[1].replace("1,000", "7,000"), page[2]]
    assert compare([page], [other], ()).differences == (Difference(1, page[1], "1000.00", "7000.00"),)


def test_handwriting_and_a_misread_word_are_no_difference() -> None:
    assert found(("人民调解协议书", "人民调解协义书")) == []
    signed = [*read(), "江大海", "王文明", "2026年11月6日"]
    assert compare([PAGE], [signed], NAMES).differences == ()


def test_what_cannot_be_read_and_what_is_not_there_is_told() -> None:
    covered = [line for line in read() if "损失" not in line]
    assert compare([PAGE], [covered], NAMES).unread == (PAGE[4],)
    second = ("（二）第3期于2027年1月5日前支付900.00元。", "第2页 共2页")
    reading = compare([PAGE, second], [second], NAMES)
    assert (reading.differences, reading.unread, reading.missing) == ((), (), (1,))
    assert told_reading(reading)[-1] == "登记的第1页没有扫到。"


@given(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=8), st.lists(st.text(max_size=40), max_size=8)
)
def test_nothing_that_is_read_brings_it_down(ours: list[str], theirs: list[str]) -> None:
    reading = compare([ours], [theirs], ("江大海",))
    assert all(one.registered != one.read for one in reading.differences)
    assert told_reading(compare([ours], [ours], ("江大海",)))[0].startswith("纸上的")
