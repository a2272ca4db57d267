"""The working methods that ship with the program, read from the files beside this module. Must hold no rules."""

from __future__ import annotations

import tomllib
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
def shipped() -> dict[str, Procedure]:
    """Every procedure that ships, by key; national ones first.

    Raises:
        ProcedureFaults: a shipped file is wrong (a test holds that none is).
    """
    heads = {name: tomllib.loads(text) for name, text in texts().items()}
    own = {name: f"{head.get('key')}@{head.get('version')}" for name, head in heads.items()}
    pending = {name: str(head.get("based_on", "")) for name, head in heads.items()}
    ready: dict[str, Procedure] = {}
    while pending:
        promised = {own[name] for name in pending}
        now = [name for name, base in pending.items() if not base or base in ready or base not in promised]
        for name in now:
            procedure = parse_procedure(texts()[name], name, known_names(), ready.get)
            ready[f"{procedure.key}@{procedure.version}"] = procedure
            del pending[name]
    ordered = sorted(ready.values(), key=lambda p: (not p.national, p.key))
    return {p.key: p for p in ordered}


def base(reference: str) -> Procedure | None:
    """The shipped procedure under "key@version", for files that are based on it."""
    key, _, version = reference.partition("@")
    found = shipped().get(key)
    return found if found is not None and str(found.version) == version else None
