"""A table file from outside as plain rows: .xlsx, .xls, .ods and text tables. Bytes in, rows out, nothing else.

What a file is, is seen from its bytes: offices hand on web pages and text under the name .xls. It is pure and keeps to
the limits of limits.py, so that it can run in the helper process that opens untrusted files.
"""

from __future__ import annotations

import io
import re
from typing import Any

from desktop.domain.errors import RuleViolation
from desktop.domain.table import Flaw, FlawKind, Table
from exports.tables.cells import text_of
from exports.tables.csv_text import read_csv
from exports.tables.limits import (
    LARGEST_FILE,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    damaged,
    too_large,
    unknown_kind,
)
from exports.tables.workbook_facts import Facts, look

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(!doctype|html|table|\?xml|head|meta|style)", re.IGNORECASE)


def read_table(data: bytes, name: str, sheet: str = "") -> Table:
    """The rows of a table; `sheet`: which sheet of a workbook, "" for the first visible one.

    Raises:
        Situation: S-701 damaged or with a password, S-702 too large, S-703 unknown encoding, S-704 no table.
        RuleViolation: R-702 the workbook has no such sheet.
    """
    if not data:
        raise damaged(name)
    if len(data) > LARGEST_FILE:
        raise too_large(name, "超过50兆字节")
    if data.startswith((_ZIP, _OLE)):
        return _workbook(data, name, sheet)
    if data.startswith(b"%PDF"):
        raise unknown_kind(name, "是 PDF 文件")
    if _MARKUP.match(data):
        raise unknown_kind(name, "其实是网页（有的系统把网页存成 .xls）")
    return read_csv(data, name)


def _workbook(data: bytes, name: str, wanted: str) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(name, password=_ENCRYPTED in data or "assword" in str(error)) from error
    names = tuple(m.name for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet)
    visible = [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible and m.name in names]
    sheet = wanted or next(iter(visible), "")
    if sheet not in names:
        raise RuleViolation(
            "R-702",
            f"表格里没有名为“{wanted}”的工作表，只有：{'、'.join(names) or '（空）'}。",
            field="sheet",
            way_out="请改对照表里的工作表名，或改工作表的名字。",
        )
    facts = look(data, name, sheet) if data.startswith(_ZIP) else Facts()
    try:
        found = book.get_sheet_by_name(sheet)
        _check_size(found, name)
        values = found.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise damaged(name) from error
    rows, flaws = _texts(values)
    flaws += [*facts.flaws, *_merges(found.merged_cell_ranges or [], len(rows))]
    notes = _notes(data, facts)
    return Table(name, sheet, names, rows, tuple(sorted(set(flaws))), notes=notes)


def _check_size(sheet: Any, name: str) -> None:
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= MOST_ROWS:
        raise too_large(name, f"超过{MOST_ROWS}行")
    if last_column >= MOST_COLUMNS:
        raise too_large(name, f"超过{MOST_COLUMNS}列")
    if (last_row + 1) * (last_column + 1) > MOST_CELLS:
        raise too_large(name, f"超过{MOST_CELLS // 10_000}万格")


def _texts(values: list[list[Any]]) -> tuple[tuple[tuple[str, ...], ...], list[Flaw]]:
    rows, flaws = [], []
    for number, cells in enumerate(values, 1):
        row = []
        for column, value in enumerate(cells, 1):
            text, flaw = text_of(value)
            row.append(text)
            if flaw is not None:
                flaws.append(Flaw(number, column, flaw))
        rows.append(tuple(row))
    return tuple(rows), flaws


def _merges(ranges: list[tuple[tuple[int, int], tuple[int, int]]], height: int) -> list[Flaw]:
    flaws = []
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom, height) + 1):
            kind: FlawKind = "merged_down" if bottom > top else "merged_across"
            flaws += [Flaw(row + 1, column + 1, kind) for column in range(left, min(right, MOST_COLUMNS) + 1)]
    return flaws


def _notes(data: bytes, facts: Facts) -> tuple[str, ...]:
    if data.startswith(_OLE):
        return ("旧格式 .xls 里的公式和出错的格认不出来，按空白或最后一次的结果读；不放心请另存为 .xlsx 再导入。",)
    return ("表里有公式，按表里显示的结果读。",) if facts.formulas_elsewhere else ()
