"""Plain words for what happened; reads its data file, decides nothing."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from desktop.domain.events import Event, payload_of
from desktop.reference.registry import load_keys


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("desktop.reference") / "event_words.toml").read_text("utf-8"))


@cache
def journal_words() -> dict[str, str]:
    """Act of a journal line -> plain words."""
    return dict(tomllib.loads((files("desktop.reference") / "journal_words.toml").read_text("utf-8")))


def role_title(role: str) -> str:
    """The Chinese title of a role; the key itself for one this program does not know."""
    return next((entry.title for entry in load_keys("roles") if entry.key == role), role)


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def event_words(event_type: str, facts: dict[str, Any]) -> str:
    """One sentence for an event; types this program does not know are said to be so."""
    table = _table()
    template = table["words"].get(event_type)
    if template is None:
        return "较新版本的程序记录的内容"
    values = table["values"]
    plain = {key: values.get(value, value) if isinstance(value, str) else value for key, value in facts.items()}
    return template.format_map(_Facts(plain))


def event_sentence(event: Event) -> str:
    """One event in plain words; its kind alone where the body is not here."""
    known = event.payload if payload_of(event) is not None else None
    return event_words(event.header.type, msgspec.json.decode(known) if known else {})
