"""Finds a map's columns in a foreign sheet: the header row, which columns there are, which rows are records.

Titles are compared without blanks, stars and hints; two header rows are read together ("申请人" over "姓名").
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.table import Table, column_letter
from desktop.reference.table_map import Column, TableMap, plain_title

_LOOK = 20  # rows in which a header is looked for


class Layout(Struct, frozen=True):
    """`columns`: place in the sheet -> column of the map; `ignored`: titles the map does not know."""

    header: int
    columns: dict[int, Column]
    ignored: tuple[str, ...]

    def place(self, field: str) -> int:
        """Where a field stands, 0 where it does not."""
        return next((place for place, column in self.columns.items() if column.field == field), 0)


def locate(table: Table, table_map: TableMap, needed: tuple[str, ...] | None = None) -> Layout:
    """The layout of a sheet; `needed`: fields without which it is no table of this map (default: required columns).

    Raises:
        RuleViolation: R-703 no header row, or columns are missing; R-704 nothing below it.
    """
    wanted = [c for c in table_map.column if (c.required and c.is_read if needed is None else c.field in needed)]
    rows = [table_map.header] if table_map.header else range(1, min(_LOOK, len(table.rows)) + 1)
    best = max((_match(table, table_map, row) for row in rows), key=lambda m: _score(m, wanted), default=None)
    if best is None or not best.columns:
        first = "、".join(c.title for c in wanted[:6])
        raise RuleViolation(
            "R-703",
            f"没有找到表头：前{_LOOK}行里没有“{first}”等列名。",
            field="map",
            way_out="请确认选对了对照表和工作表；列名改过的，在对照表里加到 also。",
        )
    missing = [c.title for c in wanted if c not in best.columns.values()]
    if missing:
        raise RuleViolation(
            "R-703",
            f"第{best.header}行的表头里缺少：{'、'.join(missing)}。",
            field="map",
            way_out="请补上这几列，或者在对照表的 also 里写上表里现在的列名。",
        )
    if not any(any(row) for row in table.rows[best.header :]):
        raise RuleViolation("R-704", "表头下面没有内容。", field="file", way_out="请确认选对了工作表。")
    return best


def _score(match: Layout, wanted: list[Column]) -> tuple[int, int, int]:
    found = list(match.columns.values())
    return sum(c in found for c in wanted), len(found), -match.header


def _match(table: Table, table_map: TableMap, row: int) -> Layout:
    titles = {plain_title(t): c for c in table_map.column for t in (c.title, *c.also)}
    upper = _filled(table, row - 1) if row > 1 else ()
    found: dict[int, Column] = {}
    ignored = []
    for place, text in enumerate(table.rows[row - 1] if row <= len(table.rows) else (), 1):
        above = upper[place - 1] if place <= len(upper) else ""
        column = titles.get(plain_title(f"{above}/{text}")) or titles.get(plain_title(text or above))
        if column is not None and column not in found.values():
            found[place] = column
        elif text:
            ignored.append(f"{column_letter(place)}列“{text[:20]}”")
    return Layout(row, found, tuple(ignored))


def _filled(table: Table, row: int) -> tuple[str, ...]:
    """A row in which a title merged over several columns stands in each of them."""
    merged = {f.column for f in table.flaws if f.row == row and f.kind in ("merged_across", "merged_down")}
    found: list[str] = []
    for place, text in enumerate(table.rows[row - 1], 1):
        found.append(text or (found[-1] if place in merged and found else ""))
    return tuple(found)


def records(table: Table, layout: Layout, table_map: TableMap) -> Iterator[int]:
    """Numbers of the rows that hold a record: not empty, no total, more than a running number."""
    counted = {place for place, column in layout.columns.items() if column.field == "row"}
    totals = tuple(plain_title(word) for word in table_map.skip)
    for row, cells in enumerate(table.rows[layout.header :], layout.header + 1):
        filled = [text for place, text in enumerate(cells, 1) if text and place not in counted]
        first = next((text for text in cells if text), "")
        if filled and not (totals and plain_title(first).startswith(totals)):
            yield row
