"""Contents that cases name and that have not come yet with any bundle: a list of each station, for its receipt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

import msgspec
from sqlalchemy import Connection, select

from db import log
from db.store import get_settings, put_settings
from db.tables import state_case

NAMING: Final = ("attachment.added", "document.prepared", "document.issued")
"""Events that name contents."""


class _Attachment(msgspec.Struct):
    content_hash: str


class _Document(msgspec.Struct):
    facts_hash: str


class _Names(msgspec.Struct):
    """Of a case's state only what names contents."""

    attachments: tuple[_Attachment, ...] = ()
    documents: tuple[_Document, ...] = ()


_NAMES: Final = msgspec.json.Decoder(_Names)
_Listed = list[tuple[str, str]]
"""(content, case that names it)."""


def missing_of(connection: Connection, station: str) -> list[str]:
    """Blobs that a station announced and that have not come."""
    return sorted({content for content, _case in _listed(connection, [station])[station]})


def note_missing(connection: Connection, naming: Mapping[str, Collection[str]], has: Callable[[str], bool]) -> None:
    """Remember which contents the cases in stations' bundles name that have not come.

    `naming`: station -> cases that an import touched; those with something missing from earlier are looked at again.
    """
    listed = _listed(connection, naming)
    cases = {sender: {*naming[sender], *(case for _content, case in listed[sender])} for sender in naming}
    missing = _missing(connection, {case for some in cases.values() for case in some}, has)
    now = {sender: sorted((c, case) for case in cases[sender] for c in missing.get(case, ())) for sender in naming}
    changed = {sender: found for sender, found in now.items() if found != listed[sender]}
    put_settings(
        connection, {_key(sender): msgspec.json.encode(x).decode() if x else "" for sender, x in changed.items()}
    )


def _missing(connection: Connection, cases: Collection[str], has: Callable[[str], bool]) -> dict[str, set[str]]:
    """Case -> contents it names that are not here."""
    found = {}
    for chunk in log.chunks(sorted(cases), 400):
        ours = log.among(connection, state_case.c.id, chunk)
        for case, doc in connection.execute(select(state_case.c.id, state_case.c.doc).where(ours)):
            state = _NAMES.decode(doc)
            named = {*(a.content_hash for a in state.attachments), *(d.facts_hash for d in state.documents)}
            found[case] = {content for content in named if not has(content)}
    return found


def _listed(connection: Connection, stations: Collection[str]) -> dict[str, _Listed]:
    held = get_settings(connection, [_key(station) for station in stations])
    return {s: msgspec.json.decode(held.get(_key(s), "[]"), type=_Listed) for s in stations}


def _key(station: str) -> str:
    return f"blobs.missing.{station}"
