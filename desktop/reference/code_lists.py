"""Code lists (代码表): what a field may hold and the words shown for it; must not decide what a code means."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from msgspec import Meta, Struct

from desktop.reference.registry import read_entries

Code = Annotated[str, Meta(pattern=r"^[a-z0-9_]+$")]


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One code. `mark`: attested by a public source, unverified (未核实), or our own; `parent`: the code above it."""

    code: Code
    label: Annotated[str, Meta(min_length=1)]
    mark: Literal["attested", "unverified", "ours"]
    parent: str = ""
    note: str = ""


class Taxonomy(Struct, frozen=True):
    """A code list in the order of its file. `source`: where the list comes from."""

    name: str
    title: str
    source: str
    entries: tuple[Entry, ...]

    def label(self, code: str) -> str:
        """The words of a code. A code that this version does not know is shown as it is, never guessed."""
        return next((entry.label for entry in self.entries if entry.code == code), code)

    def top(self) -> tuple[Entry, ...]:
        """Entries without a parent."""
        return self.below("")

    def below(self, code: str) -> tuple[Entry, ...]:
        """Entries directly under `code`."""
        return tuple(entry for entry in self.entries if entry.parent == code)


@cache
def taxonomy(name: str) -> Taxonomy:
    """The code list `name` as shipped. Raises KeyError for an unknown name, ValueError with file and line."""
    file = files("desktop.reference") / "taxonomies" / f"{name}.toml"
    if name not in taxonomy_names():
        raise KeyError(name)
    return parse_taxonomy(file.read_text("utf-8"), name)


def parse_taxonomy(text: str, name: str) -> Taxonomy:
    """A code list from its text. Raises ValueError "name.toml:line: what"."""
    entries = read_entries(text, f"{name}.toml", Entry)
    codes = {entry.code for entry in entries}
    for entry in entries:
        if entry.parent and entry.parent not in codes:
            raise ValueError(f"{name}.toml: {entry.code} stands under {entry.parent}, which is not there")
    table = tomllib.loads(text)
    return Taxonomy(name, str(table["title"]), str(table["source"]), entries)


@cache
def taxonomy_names() -> tuple[str, ...]:
    """Names of all code lists that ship, sorted."""
    folder = files("desktop.reference") / "taxonomies"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))
