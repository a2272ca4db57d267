"""What was published, in plain rows: what holds at this data folder, will hold, held; for window and terminal."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from db.reference import published_states
from desktop.bootstrap.station import Desk
from desktop.bootstrap.templates import said
from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import NumberPatterns
from desktop.domain.station_events import Published, ReferenceState
from desktop.reference import taxonomy
from desktop.reference.local_codes import CODES, parse_local_codes
from desktop.usecases.manage_methods import ACTIVITY, PROCEDURE
from desktop.usecases.numbers import NUMBERS
from desktop.usecases.publish_reference import TEMPLATE, PublishedRow, PublishedState

_KINDS = {
    TEMPLATE: "文书模板",
    CODES: "代码表",
    NUMBERS: "编号格式",
    PROCEDURE: "办理规程",
    ACTIVITY: "公共事务",
    "holidays": "节假日",
}


def published_rows(desk: Desk) -> tuple[PublishedRow, ...]:
    """Every version that concerns this data folder: the county's and its own, by kind and key, the newest first."""
    with desk.reader.connect() as connection:
        states = [state for kind in _KINDS for state in published_states(connection, kind)]
    rules = {state.id for state in states if _current(desk, state) is not None}
    return tuple(row for state in states for row in _rows(desk, state, rules))


def _rows(desk: Desk, state: ReferenceState, rules: set[str]) -> Iterator[PublishedRow]:
    first = state.versions[0]
    owner, _, key = first.key.rpartition(".")
    if owner not in ("", desk.store.identity.station):
        return  # a county holds those of its stations too
    current = _current(desk, state)
    ruled = bool(owner) and first.kind != CODES and f"{first.kind}/{key}" in rules
    for version in reversed(state.versions):
        faults = desk.templates.faults(version.content_hash) if version.kind == TEMPLATE else ()
        yield PublishedRow(
            kind=version.kind,
            kind_title=_KINDS[version.kind],
            key=version.key,
            title=_title(desk, version, key),
            version=version.version,
            since=version.effective_from,
            state=_state(desk, state, version, "before" if ruled else "in_force", current),
            county=not owner,
            detail=said(faults) if faults else _detail(version),
        )


def _current(desk: Desk, state: ReferenceState) -> Published | None:
    """The version in force today that can be used here."""
    usable = tuple(v for v in state.versions if not _refused(desk, v) and not _waits(desk, v))
    return msgspec.structs.replace(state, versions=usable).in_force(desk.store.clock.now().date().isoformat())


def _state(
    desk: Desk, state: ReferenceState, version: Published, in_force: PublishedState, current: Published | None
) -> PublishedState:
    if version.version in state.withdrawn:
        return "withdrawn"
    if _refused(desk, version):
        return "refused"
    if _waits(desk, version):
        return "waiting"
    if version.effective_from > desk.store.clock.now().date().isoformat():
        return "later"
    return in_force if version == current else "before"


def _refused(desk: Desk, version: Published) -> bool:
    return version.kind == TEMPLATE and bool(desk.templates.faults(version.content_hash))


def _waits(desk: Desk, version: Published) -> bool:
    """Its file comes with another bundle."""
    return not version.content and not desk.store.blobs.has(version.content_hash)


def _title(desk: Desk, version: Published, key: str) -> str:
    try:
        if version.kind == TEMPLATE:
            return desk.papers.info(key).title
        if version.kind == PROCEDURE:
            with desk.reader.connect() as connection:
                return desk.references.procedure(connection, version.key, version.version).title
        if version.kind == ACTIVITY:
            with desk.reader.connect() as connection:
                return next(f.title for f, _offered in desk.references.own_forms(connection) if f.key == version.key)
        if version.kind == CODES:
            return taxonomy(key).title
    except (RuleViolation, KeyError, StopIteration):  # written for a newer program, or its file has not come
        return key
    return f"{key}年" if version.kind == "holidays" else "调解卷号、信访文书编号"


def _detail(version: Published) -> str:
    """What a short content says: patterns, codes."""
    if version.kind == NUMBERS:
        patterns = msgspec.json.decode(version.content, type=NumberPatterns)
        return "　".join(text for text in (patterns.case_pattern, patterns.letter_pattern) if text)
    if version.kind == CODES:
        try:
            codes = parse_local_codes(version.content)
        except RuleViolation as error:
            return error.message
        new = "、".join(entry.label for entry in codes.entries)
        gone = "、".join(taxonomy(codes.list).label(code) for code in codes.withdrawn)
        return "　".join(text for text in (f"增加：{new}" * bool(new), f"不再用：{gone}" * bool(gone)) if text)
    return ""
