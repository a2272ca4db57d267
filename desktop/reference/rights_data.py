"""Reads the table of rights; no rules here."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from desktop.domain.rights import Rights


@cache
def rights() -> Rights:
    """Role -> rights of stations and counties."""
    text = (files("desktop.reference") / "rights.toml").read_text("utf-8")
    return {role: frozenset(held) for role, held in tomllib.loads(text)["roles"].items()}
