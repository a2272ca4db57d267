"""The derived search index: a key table for names and numbers, bigrams for texts. Never synchronised, rebuilt at will.

Keys: `name`, `given` (without surname), `phone`, `tail` (last four of the phone), `id`, `rid` (reversed id), `abbr`
(pinyin initials), `pinyin` (full), `number` (file numbers). Texts: every pair of neighbouring characters as one
token of a contentless FTS5 table (measured: recall as LIKE, 1 M cases within 5 ms); lexeme arrays on PostgreSQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, delete, func, select, text

from db.log import among, bulk_insert, chunks
from db.tables import cache_key, cache_text
from desktop.domain.case import CaseState
from desktop.domain.names import split_name
from desktop.domain.person import OrganisationState, PersonState
from desktop.reference.search_data import surname_readings

_HIGHEST = "\U0010ffff"
_RUN = re.compile(r"[\w]+")


def bigrams(words: str) -> list[str]:
    """Pairs of neighbouring characters of every run, and the last character of each run alone."""
    tokens: dict[str, None] = {}
    for run in _RUN.findall(words):
        for i in range(len(run) - 1):
            tokens[run[i : i + 2]] = None
        tokens[run[-1]] = None
    return list(tokens)


@cache
def _reading(character: str) -> str:
    from pypinyin import Style, pinyin

    return str(pinyin(character, style=Style.NORMAL, errors="default")[0][0])


def readings(name: str) -> list[str]:
    """Pinyin of each character of a name, the surname by its own reading (曾 zeng, 单 shan, 解 xie)."""
    surname, given = split_name(name)
    special = surname_readings().get(surname)
    first = special.split() if special else [_reading(c) for c in surname]
    return [r.lower() for r in [*first, *(_reading(c) for c in given)]]


def person_keys(state: PersonState) -> list[tuple[str, str]]:
    """(kind, key) under which a person is found."""
    data = state.data
    sounds = readings(data.name)
    keys = [("name", data.name), ("abbr", "".join(s[:1] for s in sounds)), ("pinyin", "".join(sounds))]
    given = split_name(data.name)[1]
    if given:
        keys.append(("given", given))
    if data.phone:
        keys += [("phone", data.phone), ("tail", data.phone[-4:])]
    if data.id_number:
        keys += [("id", data.id_number), ("rid", data.id_number[::-1][:8])]
    return keys


def organisation_keys(state: OrganisationState) -> list[tuple[str, str]]:
    """(kind, key) under which an organisation is found."""
    data = state.data
    sounds = [_reading(c).lower() for c in data.name]
    keys = [("name", data.name), ("abbr", "".join(s[:1] for s in sounds))]
    if data.code:
        keys.append(("id", data.code))
    return keys


def replace_keys(connection: Connection, owners: dict[str, list[tuple[str, str]]]) -> None:
    """Give each owner exactly these keys."""
    for chunk in chunks(list(owners), 400):
        connection.execute(delete(cache_key).where(among(connection, cache_key.c.owner, chunk)))
    rows = {(kind, key, owner) for owner, keys in owners.items() for kind, key in keys if key}
    bulk_insert(connection, cache_key, sorted(rows))


def case_keys(state: CaseState) -> list[tuple[str, str]]:
    """(kind, key) of a case: its number, its papers' numbers, numbers in other systems; the import it came with."""
    numbers = [state.reg.number, *(d.number for d in state.documents), *(o.number for o in state.reg.outside_numbers)]
    keys = [("number", n) for n in numbers if n]
    batch = state.reg.facts.get("batch")
    return [*keys, ("batch", batch)] if isinstance(batch, str) and batch else keys


def case_text(state: CaseState) -> str:
    """All words of a case that are searched."""
    parts: list[str] = [state.reg.summary, state.reg.place, *(r.text for r in state.reg.requests)]
    for session in state.sessions:
        parts += [turn.text for turn in session.turns]
        story = session.narrative
        parts += [story.applicant, story.respondent, story.found, story.issues, story.outcome]
    for agreement in state.agreements:
        parts += [agreement.dispute, *agreement.clauses]
    parts += [visit.situation for visit in state.visits]
    return "\n".join(parts)


def index_texts(connection: Connection, texts: dict[str, str]) -> None:
    """Index the texts of cases anew."""
    for chunk in chunks(sorted(texts), 400):
        ours = among(connection, cache_text.c.case_id, chunk)
        known = connection.execute(select(cache_text.c.case_id, cache_text.c.row).where(ours)).all()
        rows = {case_id: row for case_id, row in known}
        last = connection.execute(select(func.max(cache_text.c.row))).scalar() or 0
        fresh = [(number, name) for number, name in enumerate((c for c in chunk if c not in rows), last + 1)]
        bulk_insert(connection, cache_text, fresh)
        rows |= {name: number for number, name in fresh}
        words = [{"row": rows[name], "t": bigrams(texts[name])} for name in chunk]
        if connection.dialect.name == "postgresql":
            put = (
                "INSERT INTO cache_ft(row, t) VALUES (:row, array_to_tsvector(:t)) "
                "ON CONFLICT (row) DO UPDATE SET t = excluded.t"
            )
            connection.execute(text(put), words)
            continue
        if known:
            connection.execute(text("DELETE FROM cache_ft WHERE rowid = :row"), [{"row": row} for _id, row in known])
        one_text = [one | {"t": " ".join(one["t"])} for one in words]
        connection.execute(text("INSERT INTO cache_ft(rowid, t) VALUES (:row, :t)"), one_text)


def forget_texts(connection: Connection, cases: Iterable[str]) -> None:
    """Take the words of cases that are gone (undone, sealed) out of the index."""
    for chunk in chunks(sorted(cases), 400):
        rows = list(connection.execute(select(cache_text.c.row).where(cache_text.c.case_id.in_(chunk))).scalars())
        if not rows:
            continue
        name = "row" if connection.dialect.name == "postgresql" else "rowid"
        connection.execute(text(f"DELETE FROM cache_ft WHERE {name} = :row"), [{"row": row} for row in rows])  # noqa: S608 - the name is ours
        connection.execute(delete(cache_text).where(cache_text.c.row.in_(rows)))


def find_keys(connection: Connection, typed: str, limit: int = 50) -> list[tuple[str, str]]:
    """Owners whose keys fit what was typed: (owner id, kind of key), names before numbers."""
    found: dict[str, str] = {}
    for kind, key, prefix in _lookups(typed):
        end = key + _HIGHEST if prefix else key
        rows = connection.execute(
            select(cache_key.c.owner)
            .where(cache_key.c.kind == kind, cache_key.c.key >= key, cache_key.c.key <= end)
            .order_by(cache_key.c.key)
            .limit(limit)
        ).scalars()
        for owner in rows:
            found.setdefault(owner, kind)
        if len(found) >= limit:
            break
    return list(found.items())[:limit]


def _lookups(typed: str) -> Iterable[tuple[str, str, bool]]:
    if typed.isascii() and typed.replace("X", "").replace("x", "").isdigit():
        yield "phone", typed, True
        yield "id", typed.upper(), True
        yield "tail", typed, False
        yield "rid", typed.upper()[::-1], True
        yield "number", typed, True
    elif typed.isascii() and typed.isalpha():
        yield "abbr", typed.lower(), False
        yield "pinyin", typed.lower(), True
        yield "abbr", typed.lower(), True
    else:
        yield "name", typed, True
        yield "given", typed, False
        yield "number", typed, True


def find_texts(connection: Connection, typed: str, limit: int = 50) -> list[str]:
    """Cases in whose words all bigrams of `typed` stand, newest first; callers recheck with the text itself."""
    tokens = [t for t in bigrams(typed) if len(t) == 2] or [t for t in bigrams(typed)]
    if not tokens:
        return []
    if connection.dialect.name == "postgresql":
        query = text(
            "SELECT c.case_id FROM cache_ft f JOIN cache_text c ON c.row = f.row "
            "WHERE f.t @@ CAST(:q AS tsquery) ORDER BY f.row DESC LIMIT :n"
        )
        match = " & ".join(f"'{t}'" for t in tokens)
    else:
        query = text(
            "SELECT c.case_id FROM cache_ft f JOIN cache_text c ON c.row = f.rowid "
            "WHERE cache_ft MATCH :q ORDER BY f.rowid DESC LIMIT :n"
        )
        match = " AND ".join(f'"{t}"' for t in tokens) if len(tokens[0]) == 2 else f'"{tokens[0]}"*'
    rows: Any = connection.execute(query, {"q": match, "n": limit}).scalars()
    return list(rows)
