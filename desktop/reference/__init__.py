"""Reads the packaged reference data into domain values; must hold no rules and read nothing else."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from desktop.domain.calendar import Calendar, parse_holiday_table
from desktop.domain.limit_rules import LimitRule, parse_limits
from desktop.reference.code_lists import Taxonomy, taxonomy, taxonomy_names
from desktop.reference.registry import load_keys

__all__ = ["Taxonomy", "load_calendar", "load_keys", "load_limits", "taxonomy", "taxonomy_names"]


@cache
def load_calendar() -> Calendar:
    """The working days of all years that ship with the program; imported years are added by `with_table`."""
    folder = files(__name__) / "holidays"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return Calendar(parse_holiday_table(entry.read_text(encoding="utf-8")) for entry in found)


@cache
def load_limits() -> dict[str, LimitRule]:
    """The table of time limits that ships with the program, by code (T1 … T12, S, M)."""
    return parse_limits((files(__name__) / "limits.toml").read_text(encoding="utf-8"))
