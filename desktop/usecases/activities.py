"""Activities of the public life: open, correct, write an entry, tick it off, close, take back a mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from desktop.domain.activity import ActivityForm, ActivityState
from desktop.domain.activity_events import (
    ActivityChanged,
    ActivityClosed,
    ActivityLinked,
    ActivityOpened,
    ActivityWithdrawn,
    EntryPut,
    FormRef,
)
from desktop.domain.canonical import encode
from desktop.domain.case_events import Facts
from desktop.domain.engine_acts import demand_filled
from desktop.domain.errors import RuleViolation
from desktop.domain.procedure import Field
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork


class OpenActivity(Struct, frozen=True):
    """Command. `on`: the day it is held or planned for, ISO."""

    form: ActivityForm
    on: str
    facts: Facts


class PutEntry(Struct, frozen=True):
    """Command: a new entry of a list, or (`entry`) one that is there, whole. `done`: the day, "" while open."""

    form: ActivityForm
    activity_id: str
    list: str
    facts: Facts
    entry: str = ""
    done: str = ""


def open_activity(cmd: OpenActivity, uow: UnitOfWork) -> str:
    """Record it; its id. The caller commits.

    Raises:
        RuleViolation: R-203 no right, R-413, R-414 the form, R-422 no day.
    """
    demand_right(uow.viewer, "case.write")
    _a_day(cmd.on)
    demand_filled(cmd.form.fields, cmd.facts)
    made = uow.new_id()
    uow.record(
        made,
        ActivityOpened(
            owner=uow.installation(),
            form=FormRef(cmd.form.key, cmd.form.version, cmd.form.hash),
            sort=cmd.form.sort,
            on=cmd.on,
            title=_title(cmd.form, cmd.facts),
            facts=cmd.facts,
        ),
    )
    return made


def change_activity(form: ActivityForm, activity_id: str, on: str, facts: Facts, uow: UnitOfWork) -> bool:
    """Correct the day and the form; whether anything differed. Raises as `open_activity`, and R-423, R-424."""
    state = _open(activity_id, uow)
    _a_day(on)
    demand_filled(form.fields, facts)
    before: dict[str, Any] = {"on": state.reg.on, "title": state.reg.title}
    before |= {f"facts.{key}": value for key, value in state.reg.facts.items()}
    after: dict[str, Any] = {"on": on, "title": _title(form, facts)}
    after |= {f"facts.{key}": value for key, value in facts.items()}
    pairs = {
        key: (msgspec.Raw(encode(before.get(key))), msgspec.Raw(encode(after.get(key))))
        for key in sorted(before | after)
        if before.get(key) != after.get(key)
    }
    if pairs:
        uow.record(activity_id, ActivityChanged(pairs))
    return bool(pairs)


def put_entry(cmd: PutEntry, uow: UnitOfWork) -> str:
    """Write an entry; its id. Raises R-203, R-413, R-414, R-423 no such activity or list, R-424 closed."""
    state = _open(cmd.activity_id, uow)
    chosen = cmd.form.list_of(cmd.list)
    if chosen is None or (cmd.entry and not any(e.id == cmd.entry for e in state.entries)):
        raise _unknown()
    demand_filled(chosen.fields, cmd.facts)
    if cmd.done:
        _a_day(cmd.done)
    entry = cmd.entry or uow.new_id()
    due = str(cmd.facts.get(chosen.due, "")) if chosen.due else ""
    uow.record(cmd.activity_id, EntryPut(entry, cmd.list, cmd.facts, due, cmd.done))
    return entry


def drop_entry(activity_id: str, entry: str, uow: UnitOfWork) -> None:
    """Take an entry out; it stays in the history."""
    state = _open(activity_id, uow)
    found = next((e for e in state.entries if e.id == entry), None)
    if found is None:
        raise _unknown()
    uow.record(activity_id, msgspec.structs.replace(found, gone=True))


def link_case(activity_id: str, case_id: str, entry: str, uow: UnitOfWork) -> None:
    """Say which case came out of an activity. Raises R-301 for a case that is not there."""
    _open(activity_id, uow)
    uow.case(case_id)
    uow.record(activity_id, ActivityLinked(case_id, entry))


def close_activity(activity_id: str, on: str, note: str, uow: UnitOfWork) -> None:
    """Nothing is left. Raises R-425 while entries with a day are open."""
    state = _open(activity_id, uow)
    _a_day(on)
    waiting = state.open_days
    if waiting:
        raise RuleViolation(
            "R-425",
            f"还有{len(waiting)}项没有办完，最早应在{waiting[0]}前办。",
            field="entries",
            way_out="办完后打勾；不再办的写明原因后也算办完。",
        )
    uow.record(activity_id, ActivityClosed(on, note.strip()))


def withdraw_activity(activity_id: str, reason: str, uow: UnitOfWork) -> None:
    """It was registered by mistake. Raises R-426 without a reason."""
    _open(activity_id, uow)
    if not reason.strip():
        raise RuleViolation("R-426", "撤回要写明原因。", field="reason", way_out="写一句即可。")
    uow.record(activity_id, ActivityWithdrawn(reason.strip()))


def _open(activity_id: str, uow: UnitOfWork) -> ActivityState:
    demand_right(uow.viewer, "case.write")
    state = uow.activity(activity_id)
    if state is None or state.withdrawn or state.reg.owner != uow.installation():
        raise _unknown()
    if state.closed is not None:
        raise RuleViolation("R-424", "这件事已经办结。", field="activity", way_out="要接着办，请新记一件。")
    return state


def _title(form: ActivityForm, facts: Facts) -> str:
    return _words(next(f for f in form.fields if f.key == form.name), facts)[:60] or form.title


def _words(field: Field, facts: Facts) -> str:
    value = facts.get(field.key, "")
    return "、".join(str(v) for v in value) if isinstance(value, list) else str(value or "")


def _a_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise RuleViolation(
            "R-422", f"“{day}”不是一个日期。", field="on", way_out="请按“2026-11-20”的样子填写。"
        ) from error


def _unknown() -> RuleViolation:
    return RuleViolation("R-423", "找不到这件事或这一项，或者不归本机。", field="activity", way_out="请从列表里选择。")
