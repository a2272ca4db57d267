"""Sheets written: text stays text, no formula ever, and what is written is read again."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.table import Sheet, SheetColumn
from exports.tables.cells import told
from exports.tables.read_table import read_table
from exports.tables.write_sheet import csv_bytes, guarded, sheet_bytes, xlsx_bytes

AT = datetime.fromisoformat("2026-11-20T09:00:00+08:00")
COLUMNS = (
    SheetColumn("号码"),
    SheetColumn("人数", "count"),
    SheetColumn("金额（元）", "money"),
    SheetColumn("事由", width=40),
)
SHEET = Sheet(
    "对照表[1]/甲:乙",
    COLUMNS,
    (("990000198503150023", 3, 300050, "楼上漏水"), ("007", 0, 0, '=HYPERLINK("http://x","y")'), ("", 1, 1, "")),
)
INJECTIONS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "'=1"]


def xml(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return b"".join(book.read(n) for n in book.namelist() if n.startswith("xl/worksheets/"))


def test_a_written_sheet_is_read_again() -> None:
    found = read_table(xlsx_bytes(SHEET, AT), "a.xlsx")
    assert found.rows[0] == ("号码", "人数", "金额（元）", "事由")
    assert found.rows[1] == ("990000198503150023", "3", "3000.5", "楼上漏水")
    assert found.rows[2] == ("007", "0", "0", '=HYPERLINK("http://x","y")')
    assert found.flaws == ()
    assert found.sheet == "对照表　1　　甲　乙"


def test_a_text_table_is_read_again() -> None:
    data = sheet_bytes(SHEET, "报送.CSV", AT)
    assert data.startswith(b"\xef\xbb\xbf")
    found = read_table(data, "a.csv")
    assert found.rows[1:] == (
        ("990000198503150023", "3", "3000.50", "楼上漏水"),
        ("007", "0", "0.00", '=HYPERLINK("http://x","y")'),
        ("", "1", "0.01", ""),
    )


@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_becomes_a_formula(text: str) -> None:
    sheet = Sheet("a", (SheetColumn(text),), ((text,),))
    book = xlsx_bytes(sheet, AT)
    assert b"<f" not in xml(book)
    assert b"<hyperlink" not in xml(book)
    for line in csv_bytes(sheet).decode("utf-8-sig").split("\r\n")[:2]:
        assert line.lstrip('"')[:1] not in ("=", "+", "-", "@", "\t", "\r")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_comes_back_from_a_workbook(text: str) -> None:
    found = read_table(xlsx_bytes(Sheet("a", (SheetColumn("甲"),), ((text,), ("末",))), AT), "a.xlsx")
    assert found.cell(2, 1) == told(text)[0]
    assert found.cell(3, 1) == "末"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_guarded_texts_begin_harmlessly(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert guarded(text).removeprefix("'") == text or guarded(text) == text


def test_an_endless_text_is_cut_visibly_and_never_silently() -> None:
    found = read_table(xlsx_bytes(Sheet("a", (SheetColumn("甲"),), (("水" * 100_000,),)), AT), "a.xlsx")
    assert len(found.cell(2, 1)) == 32_767
    assert found.cell(2, 1).endswith("全文见本机登记）")


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert xlsx_bytes(SHEET, AT) == xlsx_bytes(SHEET, AT)
    assert read_table(xlsx_bytes(Sheet("", COLUMNS, ()), AT), "a.xlsx").rows == (
        ("号码", "人数", "金额（元）", "事由"),
    )
