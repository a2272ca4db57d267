"""The working methods that ship with the program, read from the files beside this module. Must hold no rules.

A file is named after its key and read when it is first asked for, so that starting does not wait for sixty of them.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from desktop.domain.procedure import Procedure
from desktop.domain.procedure_check import Known, parse_procedure
from desktop.reference import load_keys, load_limits, taxonomy_names


@cache
def known_names() -> Known:
    """What a procedure file may name: registered document types, roles, code lists, rows, and the table of limits."""
    return Known(
        documents=frozenset(key.key for key in load_keys("forms")),
        roles=frozenset(key.key for key in load_keys("roles")),
        taxonomies=frozenset(taxonomy_names()),
        rows=frozenset(key.row for key in load_keys("methods")),
        rules=load_limits(),
    )


@cache
def texts() -> dict[str, str]:
    """File name -> text of every procedure file that ships."""
    found = [entry for entry in files(__name__).iterdir() if entry.name.endswith(".toml")]
    return {entry.name: entry.read_text(encoding="utf-8") for entry in sorted(found, key=lambda e: e.name)}


@cache
def procedure(key: str) -> Procedure | None:
    """The shipped procedure of this key, None when there is none.

    Names in the file are not looked up again here: a test holds that no shipped file has a fault.

    Raises:
        ProcedureFaults: R-401, the file was changed on the disk and is wrong.
    """
    entry = files(__name__) / f"{key}.toml"
    if not key.isidentifier() or not entry.is_file():
        return None
    return parse_procedure(entry.read_text(encoding="utf-8"), entry.name, Known(rules=load_limits()), base)


def base(reference: str) -> Procedure | None:
    """The shipped procedure under "key@version", for files that are based on it."""
    key, _, version = reference.partition("@")
    found = procedure(key)
    return found if found is not None and str(found.version) == version else None


@cache
def shipped() -> dict[str, Procedure]:
    """Every procedure that ships, by key; national ones first."""
    found = [p for name in texts() if (p := procedure(name.removesuffix(".toml"))) is not None]
    return {p.key: p for p in sorted(found, key=lambda p: (not p.national, p.key))}
