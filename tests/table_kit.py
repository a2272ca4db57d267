"""Tables as offices hand them in, made in memory: workbooks with everything that goes wrong in them, and text files."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from desktop.domain.table import Table
from exports.tables.read_table import read_table

DATA = Path(__file__).parent / "data" / "tables"
Row = list[Any]

LEDGER = [
    "序号", "案件编号", "受理日期", "申请人", "申请人证件号码", "申请人电话", "被申请人", "纠纷类型", "纠纷简要情况",
    "调解结果", "协议形式", "达成协议日期", "协议主要内容", "协议涉及金额（元）", "履行情况", "调解员", "备注",
]  # fmt: skip
GOOD: Row = [
    1, "", "2026-03-02", "周桂兰", "990000198503150023", "13800001234", "许志强", "邻里纠纷", "楼上漏水，天花板受损",
    "调解成功", "书面协议", "2026-03-05", "许志强赔偿三千元", "3000", "已履行", "周明", "",
]  # fmt: skip


def xlsx(rows: list[Row], *, merges: tuple[str, ...] = (), sheet: str = "台账") -> bytes:
    """A workbook with one sheet; a cell "=..." is a formula, (formula, value) one with its result, days are days."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, tuple):
                page.write_formula(number, place, value[0], None, value[1])
            elif isinstance(value, date | datetime):
                page.write_datetime(number, place, value, day)
            elif isinstance(value, str):
                page.write_string(number, place, value)
            elif value is not None:
                page.write(number, place, value)
    for merge in merges:
        page.merge_range(merge, None)
    book.close()
    return buffer.getvalue()


def csv_text(rows: list[Row], encoding: str = "utf-8", separator: str = ",") -> bytes:
    """A text table in any encoding."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue().encode(encoding)


def ods(rows: list[list[str]]) -> bytes:
    """The smallest OpenDocument sheet."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="台账">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return buffer.getvalue()


def table(rows: list[Row], **make: Any) -> Table:
    """Rows as they come out of a workbook."""
    return read_table(xlsx(rows, **make), "台账.xlsx")


def changed(row: Row, **cells: Any) -> Row:
    """A ledger row with other cells, by title (brackets left out)."""
    titles = [title.partition("（")[0] for title in LEDGER]
    new = list(row)
    for title, value in cells.items():
        new[titles.index(title)] = value
    return new
