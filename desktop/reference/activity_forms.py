"""The files of activities of the public life, read from the folder beside this module. Must hold no rules."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from desktop.domain.activity import ActivityForm
from desktop.domain.activity_text import read_form


@cache
def activity_forms() -> dict[str, ActivityForm]:
    """Every form that ships, by key; national ones first."""
    folder = files("desktop.reference") / "activities"
    entries = sorted((e for e in folder.iterdir() if e.name.endswith(".toml")), key=lambda e: e.name)
    found = [read_form(e.read_text(encoding="utf-8"), e.name) for e in entries]
    return {f.key: f for f in sorted(found, key=lambda f: (f.place != "国家", f.key))}


def activity_form(key: str) -> ActivityForm | None:
    """The form of this key, None when it is not here."""
    return activity_forms().get(key)
