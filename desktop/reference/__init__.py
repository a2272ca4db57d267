"""Reads the packaged reference data into domain values; must hold no rules and read nothing else."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from desktop.domain.calendar import Calendar, parse_holiday_table
from desktop.reference.code_lists import Taxonomy, taxonomy, taxonomy_names
from desktop.reference.registry import load_keys

__all__ = ["Taxonomy", "load_calendar", "load_keys", "taxonomy", "taxonomy_names"]


@cache
def load_calendar() -> Calendar:
    """The working days of all years that ship with the program; imported years are added by `with_table`."""
    folder = files(__name__) / "holidays"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return Calendar(parse_holiday_table(entry.read_text(encoding="utf-8")) for entry in found)
