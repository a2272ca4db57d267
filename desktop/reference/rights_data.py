"""Reads the table of rights; no rules here."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from desktop.domain.rights import Rights, RightsTable


@cache
def rights_table() -> RightsTable:
    """The checked table; raises msgspec.ValidationError for a file of another form."""
    text = (files("desktop.reference") / "rights.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), RightsTable)


@cache
def rights() -> Rights:
    """Role -> rights of stations and counties."""
    return {role: frozenset(held) for role, held in rights_table().roles.items()}
