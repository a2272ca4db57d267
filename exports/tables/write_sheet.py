"""A sheet as .xlsx or text table. Writes no formula ever: every text is a text cell, whatever it begins with.

The file is made in memory: XlsxWriter's slim mode would leave the rows in clear text in the system's temporary folder.
"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

from desktop.domain.table import Sheet, SheetColumn

_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a table program takes for the beginning of a formula."""
_LONGEST = 32_767
"""Characters a cell of .xlsx can hold."""
_CUT = "……（内容超过一格能放的字数，以下略，全文见本机登记）"


def sheet_bytes(sheet: Sheet, name: str, created: datetime) -> bytes:
    """The file for a name: `.csv` is a text table, all else .xlsx."""
    return csv_bytes(sheet) if name.lower().endswith(".csv") else xlsx_bytes(sheet, created)


def xlsx_bytes(sheet: Sheet, created: datetime) -> bytes:
    """An .xlsx with a frozen header, a filter and text cells; numbers only where a column says so."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = Workbook(buffer, options)
    book.set_properties({"title": sheet.title, "created": created.replace(tzinfo=None, microsecond=0)})
    page = book.add_worksheet(_page_name(sheet.title))
    formats = _formats(book)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, formats["head"])
    for number, row in enumerate(sheet.rows, 1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, (number, place), column, value, formats)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    book.close()
    return buffer.getvalue()


def csv_bytes(sheet: Sheet) -> bytes:
    """UTF-8 with mark, so that table programs read the Chinese; texts that look like formulas get an apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([guarded(column.title) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([guarded(as_text(c, v)) for c, v in zip(sheet.columns, row, strict=True)])
    return buffer.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that no table program takes for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def as_text(column: SheetColumn, value: str | int) -> str:
    """A cell as text; sums in 元 with two decimals."""
    if isinstance(value, int) and column.kind == "money":
        return f"{value // 100}.{value % 100:02d}"
    return str(value)


def _formats(book: Any) -> dict[str, Any]:
    base = {"border": 1, "valign": "top", "text_wrap": True, "font_name": "宋体", "font_size": 11}
    return {
        "head": book.add_format({**base, "bold": True, "bg_color": "#EDEDED", "align": "center", "num_format": "@"}),
        "text": book.add_format({**base, "num_format": "@"}),
        "risky": book.add_format({**base, "num_format": "@", "quote_prefix": True}),
        "count": book.add_format({**base, "num_format": "0"}),
        "money": book.add_format({**base, "num_format": "0.00"}),
    }


def _write_cell(page: Any, at: tuple[int, int], column: SheetColumn, value: str | int, formats: dict[str, Any]) -> None:
    if isinstance(value, int):
        page.write_number(*at, value / 100 if column.kind == "money" else value, formats[column.kind])
    elif value:
        text = value if len(value) <= _LONGEST else value[: _LONGEST - len(_CUT)] + _CUT
        page.write_string(*at, text, formats["risky" if value.startswith(_RISKY) else "text"])
    else:
        page.write_blank(*at, None, formats["text"])


def _page_name(title: str) -> str:
    """A title as the name of a sheet: at most 31 characters, none of []:*?/\\."""
    return "".join("　" if c in "[]:*?/\\" else c for c in title).strip("'")[:31] or "Sheet1"
