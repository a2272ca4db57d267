"""Plain tables: what was read out of a file, and what is to be written into one. Must not know files or libraries.

Rows and columns are counted from 1 as the user's own program shows them, so that every fault can be found there.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

FlawKind = Literal["ruined", "error", "garbled", "long", "merged_down", "merged_across", "formula"]
FLAW_WORDS: dict[str, str] = {
    "ruined": "数字已被表格软件改成约数，后几位不可靠",
    "error": "公式出错，没有值",
    "garbled": "文字已成乱码",
    "long": "内容太长",
    "merged_down": "与上下行合并了单元格",
    "merged_across": "与左右格合并了单元格，按最左一格读",
    "formula": "由公式算出，按表里显示的结果读",
}
MILD_FLAWS = frozenset({"formula", "merged_across"})
"""Told, but the value is taken."""


class Flaw(Struct, frozen=True, order=True):
    """What is wrong with one cell as it stands in the file."""

    row: int
    column: int
    kind: FlawKind


class Table(Struct, frozen=True):
    """One sheet as text. `rows` begin with the sheet's first row; days are ISO, moments ISO without zone.

    `encoding`: of a text file, "" for a workbook. `notes`: sentences to show once, about the file as a whole.
    """

    name: str
    sheet: str
    sheets: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    flaws: tuple[Flaw, ...] = ()
    encoding: str = ""
    notes: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> str:
        """The text of a cell, "" outside the sheet."""
        if not 1 <= row <= len(self.rows) or not 1 <= column <= len(self.rows[row - 1]):
            return ""
        return self.rows[row - 1][column - 1]


class SheetColumn(Struct, frozen=True):
    """A column to be written. `kind`: "money" holds 分 and is shown in 元 with two decimals; `width` in characters."""

    title: str
    kind: Literal["text", "count", "money"] = "text"
    width: int = 14


class Sheet(Struct, frozen=True):
    """A sheet to be written: one header row, then rows of text or whole numbers."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str | int, ...], ...]


def column_letter(column: int) -> str:
    """The letter of a column, as tables show it: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
