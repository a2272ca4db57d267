"""What is at hand in the window: articles of law, usual phrases, help for a screen; read from their data files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from desktop.domain.law import Article
from desktop.domain.read_models import Help


@cache
def articles() -> tuple[Article, ...]:
    """All articles in the order of their file. Raises KeyError when one names a law that is not there."""
    found = tomllib.loads((files("desktop.reference") / "law_articles.toml").read_text("utf-8"))
    laws = {law["key"]: law for law in found["law"]}
    return tuple(
        Article(
            law=laws[entry["law"]]["name"],
            title=laws[entry["law"]]["title"],
            since=laws[entry["law"]]["since"],
            number=entry["number"],
            subject=entry["subject"],
            summary=entry["summary"],
            suits=tuple(entry.get("for", ())),
            words=tuple(entry.get("words", ())),
            checked=entry["checked"],
        )
        for entry in found["article"]
    )


@cache
def phrases() -> tuple[tuple[str, str], ...]:
    """(moment of the talk, phrase) in the order of their file; {申请人} and the like stand for names of the case."""
    found = tomllib.loads((files("desktop.reference") / "phrases.toml").read_text("utf-8"))
    return tuple((group["moment"], text) for group in found["group"] for text in group["phrases"])


@cache
def helps() -> dict[str, Help]:
    """Help by the key of the screen."""
    found = tomllib.loads((files("desktop.reference") / "help.toml").read_text("utf-8"))
    return {key: Help(one["title"], one["what"], one["law"], tuple(one["keys"])) for key, one in found.items()}
