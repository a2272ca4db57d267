"""Law and phrases at the table: what is there, how it is found, how whole texts are cut, and numerals both ways."""

from __future__ import annotations

import re

import pytest

from desktop.domain.law import find_articles, split_articles
from desktop.domain.numerals import chinese, number_of
from desktop.reference import taxonomy
from desktop.reference.table_talk import articles, phrases


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (290, "二百九十"),
     (1001, "一千零一"), (1010, "一千零一十"), (1079, "一千零七十九"), (1254, "一千二百五十四")],
)  # fmt: skip
def test_numerals_are_written_and_read(number: int, words: str) -> None:
    assert chinese(number) == words
    assert number_of(words) == number


def test_every_numeral_comes_back() -> None:
    assert [n for n in range(1, 10_000) if number_of(chinese(n)) != n] == []
    assert number_of("某") == 0
    for wrong in (0, 10_000):
        with pytest.raises(ValueError, match=str(wrong)):
            chinese(wrong)


def test_the_articles_a_mediator_needs_are_there() -> None:
    every = articles()
    assert len(every) >= 80
    assert len({(a.law, a.number) for a in every}) == len(every)
    assert {"民法典", "人民调解法", "信访工作条例", "民事诉讼法", "劳动争议调解仲裁法", "治安管理处罚法",
            "土地管理法", "反家庭暴力法", "诉讼时效规定", "预付式消费解释"} <= {a.law for a in every}  # fmt: skip
    codes = {entry.code for entry in taxonomy("dispute_types").entries}
    for article in every:
        assert article.subject, article.cited
        assert 8 <= len(article.summary) <= 90, article.cited
        assert set(article.suits) <= codes, article.cited


@pytest.mark.parametrize(
    ("typed", "first"),
    [("290", "民法典第二百九十条"), ("漏水", "民法典第二百九十条"), ("调解 三十日", "人民调解法第三十三条"),
     ("高空", "民法典第一千二百五十四条"), ("民法典 赡养", "民法典第一百九十六条"),
     ("健身卡", "预付式消费解释第十五条")],
)  # fmt: skip
def test_an_article_is_found_by_word_and_number(typed: str, first: str) -> None:
    assert find_articles(articles(), typed)[0].cited == first


def test_what_suits_the_dispute_is_offered_first() -> None:
    wages = find_articles(articles(), "", "1001")
    assert all(any("1001".startswith(code) for code in a.suits) for a in wages[:8])
    assert find_articles(articles(), "没有这样的词") == ()


def test_a_whole_text_is_cut_at_its_articles() -> None:
    text = "第一章　总则\n第一条　为了解决纠纷，制定本法。\n第二条 本法所称……\n　　第二款。\n"
    text += "第一百零一条　自公布之日起施行。"
    assert split_articles(text) == {
        1: "为了解决纠纷，制定本法。",
        2: "本法所称……\n　　第二款。",
        101: "自公布之日起施行。",
    }
    assert split_articles("只是一封信，提到第三条") == {}


def test_phrases_name_only_who_is_at_the_table() -> None:
    every = phrases()
    assert len(every) >= 30
    names = {name for _moment, text in every for name in re.findall(r"\{(.+?)\}", text)}
    assert names == {"申请人", "被申请人", "调解员", "记录人"}
