"""What a user keeps for the table: phrases of his own, and whole texts of laws he imported. Stays here, encrypted.

Local to this installation: no event, nothing travels.
"""

from __future__ import annotations

from typing import Final

import msgspec

from desktop.domain.errors import RuleViolation
from desktop.domain.law import split_articles
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork

MOST_PHRASES: Final = 200
LONGEST_PHRASE: Final = 300  # characters
LARGEST_LAW: Final = 4 * 1024 * 1024  # bytes


def own_phrases(uow: UnitOfWork) -> tuple[str, ...]:
    """The viewer's own phrases, the newest first."""
    demand_right(uow.viewer, "case.write")
    kept = uow.secret(_phrases_of(uow))
    return msgspec.json.decode(kept, type=tuple[str, ...]) if kept else ()


def keep_phrase(text: str, uow: UnitOfWork) -> tuple[str, ...]:
    """Add a phrase; answers all. Raises RuleViolation R-381 when it is empty or too long."""
    demand_right(uow.viewer, "case.write")
    phrase = " ".join(text.split())
    if not 0 < len(phrase) <= LONGEST_PHRASE:
        raise RuleViolation(
            "R-381",
            f"常用语应当有字，且不超过{LONGEST_PHRASE}字。",
            field="phrase",
            way_out="请先写好一句，再加为常用语。",
        )
    kept = (phrase, *(one for one in own_phrases(uow) if one != phrase))[:MOST_PHRASES]
    uow.keep_secret(_phrases_of(uow), msgspec.json.encode(kept))
    return kept


def drop_phrase(phrase: str, uow: UnitOfWork) -> tuple[str, ...]:
    """Take a phrase away; answers the rest."""
    demand_right(uow.viewer, "case.write")
    kept = tuple(one for one in own_phrases(uow) if one != phrase)
    uow.keep_secret(_phrases_of(uow), msgspec.json.encode(kept))
    return kept


def law_texts(uow: UnitOfWork) -> dict[str, dict[int, str]]:
    """Imported texts: short name of the law -> article number -> text."""
    demand_right(uow.viewer, "case.read")
    kept = uow.secret(_LAWS)
    return msgspec.json.decode(kept, type=dict[str, dict[int, str]]) if kept else {}


def import_law(law: str, data: bytes, uow: UnitOfWork) -> int:
    """Keep the whole text of a law from a plain text file (UTF-8 or GB18030); answers how many articles it has.

    Raises:
        RuleViolation: R-382 the file is no text or holds no 第…条.
    """
    demand_right(uow.viewer, "case.write")
    found = split_articles(_decoded(data))
    if not found:
        raise RuleViolation(
            "R-382",
            "这个文件里没有找到“第……条”。",
            field="law",
            way_out="请换成纯文本（.txt）的法律全文。",
        )
    uow.keep_secret(_LAWS, msgspec.json.encode({**law_texts(uow), law: found}))
    return len(found)


def _decoded(data: bytes) -> str:
    for coding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    return ""


_LAWS: Final = "law_texts"


def _phrases_of(uow: UnitOfWork) -> str:
    return f"phrases.{uow.viewer.id}"
