"""Reads the packaged data that search needs; no rules here."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def surname_readings() -> dict[str, str]:
    """Surname -> its pinyin syllables, for surnames read otherwise than their characters."""
    text = (files("desktop.reference") / "surname_readings.toml").read_text("utf-8")
    readings: dict[str, str] = tomllib.loads(text)["readings"]
    return readings
