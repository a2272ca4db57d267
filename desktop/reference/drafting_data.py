"""The drafting traps that ship, from their file; see `desktop.domain.drafting`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from desktop.domain.drafting import Trap


@cache
def drafting_traps() -> tuple[Trap, ...]:
    """In the order of the file."""
    plain = tomllib.loads((files("desktop.reference") / "drafting_traps.toml").read_text("utf-8"))
    return msgspec.convert(plain["trap"], tuple[Trap, ...])
