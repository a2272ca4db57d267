"""Take back what the platform answered: its number for each of our rows, and which it sent back.

Rows are found by our own number, or by the platform's when it is known. The platform's number becomes a number of the
case itself, so that it is searched and travels; how far the row is stays this desk's bookkeeping.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from desktop.domain.canonical import encode
from desktop.domain.case_events import CaseChanged, OutsideNumber
from desktop.domain.errors import RuleViolation
from desktop.domain.table import FLAW_WORDS, MILD_FLAWS, Table, column_letter
from desktop.reference.table_map import TableMap
from desktop.usecases.permission import demand_right
from desktop.usecases.table_cells import CellReader
from desktop.usecases.table_layout import Layout, locate, records
from desktop.usecases.table_memory import MarkState, RowMark, TableUnitOfWork

_FIELDS = ("case.number", "platform.number", "platform.state", "platform.reason")


class TakeAnswers(Struct, frozen=True):
    """Command. `table`: what the platform gave back, with the columns of the map that it has."""

    table: Table
    map: TableMap


class Answer(Struct, frozen=True):
    """What one row says. `case_id` "" with `fault` when it fits no case."""

    row: int
    case_id: str
    state: MarkState
    platform_number: str
    reason: str = ""
    fault: str = ""


class TakeAnswersResult(Struct, frozen=True):
    """All rows, and how many cases got a number of the platform that they did not have."""

    answers: tuple[Answer, ...]
    numbered: int


def take_answers(cmd: TakeAnswers, uow: TableUnitOfWork) -> TakeAnswersResult:
    """Record the platform's numbers and states; the caller commits. Rows with a fault change nothing.

    Raises:
        RuleViolation: R-203 no right, R-703 neither our number nor the platform's stands in the table, R-704 no rows,
            R-708 the map names no platform.
    """
    demand_right(uow.viewer, "case.write")
    if not cmd.map.system:
        raise RuleViolation(
            "R-708", f"“{cmd.map.title}”的对照表没有写是哪个平台。", field="map", way_out="请在对照表里写明 system。"
        )
    layout = locate(cmd.table, cmd.map, ("platform.number",))
    readers = {
        place: CellReader(column, cmd.map) for place, column in layout.columns.items() if column.field in _FIELDS
    }
    rows = [(row, _read(cmd.table, layout, readers, row)) for row in records(cmd.table, layout, cmd.map)]
    numbers = {str(v[f]) for _row, v in rows for f in _FIELDS[:2] if isinstance(v, dict) and v.get(f)}
    known = uow.tables.cases_numbered(numbers)
    answers = tuple(_answer(row, values, known) for row, values in rows)
    good = [a for a in answers if not a.fault]
    at = uow.now().isoformat(timespec="seconds")
    before = uow.tables.marks(cmd.map.key)
    uow.tables.put_marks(cmd.map.key, list({a.case_id: _mark(a, before.get(a.case_id), at) for a in good}.values()))
    numbered = sum(_number(a, cmd.map.system, uow) for a in good if a.platform_number)
    uow.journal("table.answered", cmd.map.key, f"{len(good)}")
    return TakeAnswersResult(answers, numbered)


def _read(table: Table, layout: Layout, readers: dict[int, CellReader], row: int) -> dict[str, Any] | str:
    """Field -> value of a row, or the sentence of its first fault."""
    values: dict[str, Any] = {}
    flaws = {f.column: f.kind for f in table.flaws if f.row == row and f.kind not in MILD_FLAWS}
    for place, reader in readers.items():
        text = table.cell(row, place)
        title = f"{column_letter(place)}列“{layout.columns[place].title}”"
        if place in flaws:
            return f"{title}：{FLAW_WORDS[flaws[place]]}"
        if text:
            try:
                values[reader.column.field] = reader.read(text).value
            except RuleViolation as error:
                return f"{title}：{error.message}"
    return values


def _answer(row: int, values: dict[str, Any] | str, known: dict[str, str]) -> Answer:
    if isinstance(values, str):
        return Answer(row, "", "unreported", "", fault=values)
    own, number = str(values.get("case.number", "")), str(values.get("platform.number", ""))
    case_id = known.get(own, "") or known.get(number, "")
    reason = str(values.get("platform.reason", ""))
    state: MarkState = "returned" if values.get("platform.state") == "returned" or reason else "reported"
    fault = "" if case_id else f"本站没有编号为“{own or number}”的事项"
    if own and number and known.get(number, case_id) != case_id:
        fault = f"平台编号“{number}”已记在另一件事上"
    return Answer(row, case_id, state, number, reason, fault)


def _mark(answer: Answer, before: RowMark | None, at: str) -> RowMark:
    number = answer.platform_number or (before.platform_number if before else "")
    done = before.done if before else ()
    return RowMark(answer.case_id, answer.state, number, answer.reason, done, at)


def _number(answer: Answer, system: str, uow: TableUnitOfWork) -> bool:
    """Give the case the platform's number; False when it has it already, or another installation owns the case."""
    state = uow.case(answer.case_id)
    old = state.reg.outside_numbers
    new = OutsideNumber(system, answer.platform_number)
    if new in old or state.owner != uow.installation() or state.in_transit:
        return False
    pair = tuple(msgspec.Raw(encode(msgspec.to_builtins(value))) for value in (old, (*old, new)))
    uow.record(answer.case_id, CaseChanged({"outside_numbers": (pair[0], pair[1])}))
    return True
