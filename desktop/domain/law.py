"""Law at hand at the table: which articles are there, and finding them by a word or a number. Holds no text of a law.

A summary is one sentence in our own words. Whole texts are what a user imports (`split_articles`).
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from desktop.domain.numerals import chinese, number_of

_HEAD: Final = re.compile(
    r"^[ \t　]*第([〇零一二三四五六七八九十百千]+)条(?:之[一二三四五六七八九十]+)?[ \t　]*", re.MULTILINE
)


class Article(Struct, frozen=True):
    """One article. `law`: short name, `title`: in full with its marks; `since`: ISO day from which this text holds.

    `suits`: codes of dispute types for which it is offered first; `words`: what else one might type to find it.
    `checked`: the summary was read against the text; others are 未核实.
    """

    law: str
    title: str
    since: str
    number: int
    subject: str
    summary: str
    suits: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    checked: bool = False

    @property
    def place(self) -> str:
        """第二百九十条."""
        return f"第{chinese(self.number)}条"

    @property
    def cited(self) -> str:
        """民法典第二百九十条, as it is said in the record."""
        return f"{self.law}{self.place}"


def find_articles(articles: tuple[Article, ...], typed: str, category: str = "") -> tuple[Article, ...]:
    """Articles in which every typed word stands, those that suit the dispute first; all of them for nothing typed.

    A word may be part of the law's name, the number in either script, the subject, the summary or a word to find by.
    """
    wanted = typed.split()
    found = [a for a in articles if all(_holds(a, word) for word in wanted)]
    return tuple(sorted(found, key=lambda a: _rank(a, wanted, category)))


def split_articles(text: str) -> dict[int, str]:
    """A law's whole text cut at 第…条; article number -> its text. The first wording of a number counts."""
    heads = list(_HEAD.finditer(text))
    found: dict[int, str] = {}
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        number = number_of(head.group(1))
        body = text[head.end() : end].strip()
        if number and body:
            found.setdefault(number, body)
    return found


def _holds(article: Article, word: str) -> bool:
    if word.isdigit():
        return article.number == int(word)
    texts = (article.cited, article.subject, article.summary, *article.words)
    return any(word in text for text in texts)


def _rank(article: Article, wanted: list[str], category: str) -> tuple[bool, bool]:
    """Smaller is earlier: what suits the dispute, then what is about the word rather than only naming it."""
    suits = bool(category) and any(code == category or category.startswith(code) for code in article.suits)
    about = any(word in article.subject or word in article.words for word in wanted)
    return (not suits, not about)
