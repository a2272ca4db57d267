"""Corrections of a case: changed fields with old and new value, links, undo of the last act."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from desktop.domain.canonical import encode
from desktop.domain.case_events import CaseChanged, CaseLinked, CaseOpened, CaseUnlinked, PartyLeft, Undone
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import open_case, owned_case
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.register_case import check_place, check_received, check_summary

EDITABLE = frozenset(
    {
        "received_at",
        "source",
        "category",
        "subtype",
        "summary",
        "place",
        "region",
        "grid",
        "requests",
        "risk",
        "risk_flags",
        "outside_numbers",
        "heads",
        "visitors",
        "batches",
        "form",
    }
)


class ChangeCase(Struct, frozen=True):
    """Command: new values of registration fields (plain data, lists whole)."""

    case_id: str
    values: dict[str, Any]


def change_case(cmd: ChangeCase, uow: UnitOfWork) -> bool:
    """Record what differs; returns whether anything did.

    Raises:
        RuleViolation: R-319 a field that cannot be corrected, R-320 a value of the wrong kind, or what registering
            refuses in this field.
    """
    state = open_case(cmd.case_id, uow)
    before = msgspec.to_builtins(state.reg)
    changed: dict[str, tuple[msgspec.Raw, msgspec.Raw]] = {}
    for field, value in cmd.values.items():
        if field not in EDITABLE and not field.startswith("facts."):
            raise RuleViolation("R-319", "这一项登记后不能改。", field=field, way_out="请加批注说明，或重新登记。")
        old = before["facts"].get(field[6:]) if field.startswith("facts.") else before[field]
        new = _checked(field, msgspec.to_builtins(value), before, uow)
        if old != new:
            changed[field] = (msgspec.Raw(encode(old)), msgspec.Raw(encode(new)))
    if changed:
        uow.record(cmd.case_id, CaseChanged(changed))
    return bool(changed)


def _checked(field: str, value: Any, before: dict[str, Any], uow: UnitOfWork) -> Any:
    """The value as plain data, if the registration may hold it."""
    name, _, item = field.partition(".")
    try:
        encode(value)
        msgspec.convert({**before, name: {item: value} if item else value}, CaseOpened)
    except ValueError as error:
        raise RuleViolation("R-320", "这一项的内容写得不对。", field=field, way_out="请按登记时的样子填写。") from error
    if field == "received_at":
        check_received(value, uow.now())
    elif field == "summary":
        check_summary(value)
    elif field == "region":
        check_place(value, uow)
    return value


def settle_field(case_id: str, field: str, value: Any, uow: UnitOfWork) -> None:
    """Decide between two values of one field that were written without knowledge of each other (sync-model.md §5.6).

    Recorded even where the chosen value is the one that is shown: it is the decision that was missing.

    Raises:
        RuleViolation: as `change_case`, R-612 the field waits for no decision.
    """
    state = open_case(case_id, uow)
    if all(conflict.field != field for conflict in state.conflicts):
        raise RuleViolation("R-612", "这一项没有等待决定的两种写法。", field=field, way_out="请重新打开这件事核对。")
    before = msgspec.to_builtins(state.reg)
    old = before["facts"].get(field[6:]) if field.startswith("facts.") else before[field]
    new = _checked(field, msgspec.to_builtins(value), before, uow)
    uow.record(case_id, CaseChanged({field: (msgspec.Raw(encode(old)), msgspec.Raw(encode(new)))}))


def drop_party(case_id: str, party: str, reason: str, uow: UnitOfWork) -> None:
    """A party leaves; at least one applicant stays (R-312)."""
    state = open_case(case_id, uow)
    rest = [p for p in state.reg.parties if p.id != party]
    if not any(p.side == "applicant" for p in rest):
        raise RuleViolation("R-312", "至少要有一位申请人。", field="parties", way_out="请先添加另一位申请人。")
    uow.record(case_id, PartyLeft(party, reason))


def link_cases(case_id: str, other: str, relation: str, uow: UnitOfWork, *, undo: bool = False) -> None:
    """Link two cases (merged, repeat, transferred, return) or take the link back."""
    owned_case(case_id, uow)
    uow.case(other)
    uow.record(case_id, CaseUnlinked(other, relation) if undo else CaseLinked(other, relation))


def undo_last(case_id: str, event_hash: str, uow: UnitOfWork) -> None:
    """Take the last act on a case back, if nothing was issued, served, exported or based on it since.

    Raises:
        RuleViolation: R-361 it is not the last one, R-362 it has gone out, took a number or is what others rest on;
            then only a correcting act exists.
    """
    state = owned_case(case_id, uow)
    if state.frontier != (event_hash,):
        raise RuleViolation("R-361", "只能撤销最后一步。", field="event", way_out="请用“更正”写明新的内容。")
    if not uow.may_be_undone(case_id, event_hash):
        raise RuleViolation(
            "R-362",
            "这一步不能撤销：它已经印发、送达、导出或占用了编号，或者是登记、移交。",
            field="event",
            way_out="请用“更正”写明新的内容。",
        )
    uow.record(case_id, Undone(event_hash))
