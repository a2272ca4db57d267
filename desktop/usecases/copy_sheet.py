"""抄录: the fields of a platform's form in its own order with the values of one case, for systems that take no file.

A person copies field by field and ticks it off; the ticks stay on this desk until the case is reported.
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.errors import RuleViolation
from desktop.reference.table_map import TableMap
from desktop.reference.table_map_file import table_map, table_map_names
from desktop.usecases.export_table import is_personal
from desktop.usecases.permission import demand_right
from desktop.usecases.table_memory import MarkState, RowMark, TableUnitOfWork
from desktop.usecases.table_out import CellWriter


class CopyField(Struct, frozen=True):
    """One field as the platform shows it. `required` there; `personal`: class P1, shown on demand; `done`: ticked."""

    title: str
    text: str
    required: bool
    personal: bool
    done: bool


class CopySheet(Struct, frozen=True):
    """The form of a platform, filled from a case. `state`: 未报, 已报, 退回 with `reason`."""

    map: str
    title: str
    case_id: str
    fields: tuple[CopyField, ...]
    state: MarkState
    platform_number: str
    reason: str

    @property
    def left(self) -> int:
        """Fields with a value that are not ticked yet."""
        return sum(bool(f.text) and not f.done for f in self.fields)


@cache
def copy_maps() -> tuple[tuple[str, str], ...]:
    """Key and title of every platform whose form can be copied, in the order of their titles."""
    return tuple(sorted(((key, map_of(key).title) for key in table_map_names()), key=lambda entry: entry[1]))


def map_of(key: str) -> TableMap:
    """The map of a platform that ships with the program."""
    return table_map(key)


def sheet_of(key: str, case_id: str, uow: TableUnitOfWork) -> CopySheet:
    """As `copy_sheet`, by the key of the platform."""
    return copy_sheet(map_of(key), case_id, uow)


def copy_sheet(table_map: TableMap, case_id: str, uow: TableUnitOfWork) -> CopySheet:
    """The form for one case. Raises RuleViolation R-203 no right, R-301 no such case."""
    demand_right(uow.viewer, "table.export")
    views = uow.tables.views([case_id])
    if not views:
        raise RuleViolation("R-301", "找不到这件事。", field="case", way_out="请从列表里重新打开。")
    mark = uow.tables.marks(table_map.key).get(case_id)
    done = mark.done if mark else ()
    fields = []
    for column in (c for c in table_map.column if c.is_written and c.field != "row"):
        text = CellWriter(column, table_map).write(views[0], mark, 1).text
        fields.append(CopyField(column.title, text, column.required, is_personal(column), column.title in done))
    return CopySheet(
        map=table_map.key,
        title=table_map.title,
        case_id=case_id,
        fields=tuple(fields),
        state=mark.state if mark else "unreported",
        platform_number=mark.platform_number if mark else "",
        reason=mark.reason if mark else "",
    )


def tick(table_map: TableMap, case_id: str, title: str, done: bool, uow: TableUnitOfWork) -> None:
    """Remember that a field was copied, or not; the caller commits. Raises R-725 for a field the form does not have."""
    mark = _mark(table_map, case_id, uow)
    if title not in {c.title for c in table_map.column}:
        raise RuleViolation("R-725", f"这张表没有“{title}”这一项。", field="title", way_out="请重新打开抄录页。")
    ticked = tuple(t for t in mark.done if t != title) + ((title,) if done else ())
    _put(table_map, replace(mark, done=ticked), uow)


def mark_row(
    table_map: TableMap, case_id: str, state: MarkState, uow: TableUnitOfWork, *, number: str = "", reason: str = ""
) -> None:
    """Say by hand how far a case is in a platform: 已报 with its number, 退回 with the reason; the caller commits."""
    before = _mark(table_map, case_id, uow)
    done = () if state == "returned" else before.done
    mark = replace(before, state=state, platform_number=number or before.platform_number, reason=reason, done=done)
    _put(table_map, mark, uow)


def _mark(table_map: TableMap, case_id: str, uow: TableUnitOfWork) -> RowMark:
    demand_right(uow.viewer, "case.write")
    uow.case(case_id)
    return uow.tables.marks(table_map.key).get(case_id, RowMark(case_id, "unreported"))


def _put(table_map: TableMap, mark: RowMark, uow: TableUnitOfWork) -> None:
    at = uow.now().isoformat(timespec="seconds")
    uow.tables.put_marks(table_map.key, [replace(mark, at=at)])
