"""The words for the telephone, read from their file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct


class PhoneScript(Struct, frozen=True):
    """`text` with places in braces (see the file); `ask`: what to find out."""

    title: str
    text: str
    ask: tuple[str, ...]


@cache
def phone_scripts() -> dict[str, PhoneScript]:
    """Scripts by key."""
    found = tomllib.loads((files("desktop.reference") / "phone_scripts.toml").read_text("utf-8"))
    return {key: PhoneScript(one["title"], one["text"].strip(), tuple(one["ask"])) for key, one in found.items()}
