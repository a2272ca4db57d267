"""Write a platform's own table from the cases of a period, and remember row by row what was reported.

Nothing is sent: the platform takes the file, or a person copies it. Personal numbers stand in it only where the
platform's form asks for them, and every export is a line in the journal.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.case_view import CaseView
from desktop.domain.errors import RuleViolation
from desktop.domain.table import Sheet, SheetColumn
from desktop.reference.table_map import Column, TableMap
from desktop.usecases.permission import demand_right
from desktop.usecases.table_memory import RowMark, TableUnitOfWork
from desktop.usecases.table_out import CellWriter

Which = Literal["waiting", "all"]


class Period(Struct, frozen=True):
    """First and last day, ISO."""

    first: str
    last: str


class ExportTable(Struct, frozen=True):
    """Command. `which`: only rows not yet reported or sent back ("waiting"), or all of the period.

    `without_personal`: leave identity numbers, telephones and addresses empty (data class P1).
    """

    map: TableMap
    period: Period
    which: Which = "waiting"
    without_personal: bool = False


class TableExport(Struct, frozen=True):
    """A sheet to be written. `cases`: the case of each row; `left_out`: how many of the period were reported before.

    `personal`: titles of columns with identity numbers, telephones, addresses or free words.
    """

    map: str
    sheet: Sheet
    cases: tuple[str, ...]
    left_out: int
    personal: tuple[str, ...]


def parse_period(text: str) -> Period:
    """The days of "2026", "2026-10", "2026-Q4", "2026-10-21..2026-11-20" or one day. Raises RuleViolation R-710."""
    plain = text.strip()
    days = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?", plain)
    if days and days[1] <= (days[2] or days[1]):
        return Period(days[1], days[2] or days[1])
    if re.fullmatch(r"\d{4}", plain):
        return Period(f"{plain}-01-01", f"{plain}-12-31")
    months = re.fullmatch(r"(\d{4})-(?:(0[1-9]|1[0-2])|Q([1-4]))", plain)
    if months:
        year, quarter = int(months[1]), int(months[3] or 0)
        first, last = (3 * quarter - 2, 3 * quarter) if quarter else (int(months[2]), int(months[2]))
        return Period(f"{year}-{first:02d}-01", f"{year}-{last:02d}-{monthrange(year, last)[1]:02d}")
    raise RuleViolation(
        "R-710",
        f"“{text}”不是一个时段。",
        field="period",
        way_out="请写成 2026、2026-10、2026-Q4 或 2026-10-21..2026-11-20。",
    )


def export_table(cmd: ExportTable, uow: TableUnitOfWork) -> TableExport:
    """The rows to be written, and their marks set to 已报; the caller writes the file and only then commits.

    Raises:
        RuleViolation: R-203 no right, R-708 a map that is only read.
    """
    demand_right(uow.viewer, "table.export")
    if cmd.map.direction == "in":
        raise RuleViolation(
            "R-708", f"“{cmd.map.title}”的对照表只用来导入。", field="map", way_out="请选用来导出的对照表。"
        )
    memory = uow.tables
    marks = memory.marks(cmd.map.key)
    found = memory.cases_between(cmd.map.day, cmd.period.first, cmd.period.last, (cmd.map.kind,))
    chosen = [i for i in found if cmd.which == "all" or _waits(marks.get(i))]
    columns = [c for c in cmd.map.column if c.is_written]
    views = memory.views(chosen)
    sheet = Sheet(cmd.map.title[:31], tuple(_head(c) for c in columns), _rows(cmd, columns, views, marks))
    cases = tuple(view.state.id for view in views)
    at = uow.now().isoformat(timespec="seconds")
    told = [replace(marks.get(i, RowMark(i, "unreported")), state="reported", reason="", at=at) for i in cases]
    memory.put_marks(cmd.map.key, [mark for mark in told if _waits(marks.get(mark.case_id))])
    uow.journal("table.exported", cmd.map.key, f"{cmd.period.first}..{cmd.period.last} {len(cases)}")
    personal = () if cmd.without_personal else tuple(c.title for c in columns if is_personal(c))
    return TableExport(cmd.map.key, sheet, cases, len(found) - len(chosen), personal)


def row_marks(table_map: TableMap, period: Period, uow: TableUnitOfWork) -> tuple[tuple[str, RowMark], ...]:
    """How far each case of the period is in the platform: (our number, mark), in the order of the day. Raises R-203."""
    demand_right(uow.viewer, "table.export")
    memory = uow.tables
    marks = memory.marks(table_map.key)
    ids = memory.cases_between(table_map.day, period.first, period.last, (table_map.kind,))
    return tuple((uow.case(i).reg.number, marks.get(i, RowMark(i, "unreported"))) for i in ids)


def is_personal(column: Column) -> bool:
    """Whether a column holds data of class P1 (privacy-time-ids §2)."""
    return column.rule is not None and column.rule.data_class == "P1"


def _waits(mark: RowMark | None) -> bool:
    return mark is None or mark.state != "reported"


def _head(column: Column) -> SheetColumn:
    kind: Literal["text", "count", "money"] = "text"
    if column.value_kind == "count":
        kind = "count"
    elif column.value_kind == "money" and column.money == "yuan":
        kind = "money"
    return SheetColumn(column.title, kind, column.width)


def _rows(
    cmd: ExportTable, columns: list[Column], views: tuple[CaseView, ...], marks: dict[str, RowMark]
) -> tuple[tuple[str | int, ...], ...]:
    writers = [CellWriter(column, cmd.map) for column in columns]
    rows = []
    for number, view in enumerate(views, 1):
        cells: list[str | int] = []
        for writer in writers:
            if cmd.without_personal and is_personal(writer.column):
                cells.append("")
                continue
            written = writer.write(view, marks.get(view.state.id), number)
            cells.append(written.text if written.amount is None else written.amount)
        rows.append(tuple(cells))
    return tuple(rows)
