"""Reads comma- or tab-separated text: UTF-8 with or without mark, GB 18030. Must not guess any other encoding.

GB 18030 accepts almost any bytes, so its result is believed only when it reads like simplified Chinese.
"""

from __future__ import annotations

import csv
import io
import re

from desktop.domain.table import Flaw, Table
from exports.tables.cells import LONGEST_CELL, told
from exports.tables.limits import MOST_COLUMNS, MOST_ROWS, damaged, too_large, unknown_encoding, unknown_kind

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = ",\t;"
_ENOUGH = 10  # Chinese characters, below which nothing can be said about how likely they are
_LIKELY = 0.7


def read_csv(data: bytes, name: str) -> Table:
    """The rows of a text table. Raises Situation S-701 … S-704."""
    text, encoding = decode(data, name)
    if "\x00" in text:
        raise unknown_kind(name, "不是文字表格")
    rows, flaws = [], []
    for number, cells in enumerate(_records(text, name), 1):
        if number > MOST_ROWS:
            raise too_large(name, f"超过{MOST_ROWS}行")
        if len(cells) > MOST_COLUMNS:
            raise too_large(name, f"第{number}行超过{MOST_COLUMNS}列")
        row = []
        for column, cell in enumerate(cells, 1):
            plain, flaw = told(cell)
            row.append(plain)
            if flaw is not None:
                flaws.append(Flaw(number, column, flaw))
        rows.append(tuple(row))
    return Table(name, "", (), tuple(rows), tuple(flaws), encoding)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """(text, encoding) of the bytes. Raises Situation S-703 for every other encoding."""
    if data.startswith(_UTF16):
        raise unknown_encoding(name, "是 UTF-16（“Unicode 文本”）")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise unknown_encoding(name, f"第{error.start + 1}个字节起不是 UTF-8，也不是 GB 18030") from None
    if _PRIVATE.search(text) or not _reads_well(text):
        raise unknown_encoding(name, "按 GB 18030 读出来不像简体中文，可能是繁体的 Big5 或其他编码")
    return text, "gb18030"


def _reads_well(text: str) -> bool:
    """Whether most Chinese characters are common ones (those of GB 2312)."""
    han = _HAN.findall(text[:200_000])
    if len(han) < _ENOUGH:
        return not any("\u0080" <= c <= "\u00ff" for c in text)
    common = 0
    for character in han:
        try:
            character.encode("gb2312")
            common += 1
        except UnicodeEncodeError:
            continue
    return common >= len(han) * _LIKELY


def _records(text: str, name: str) -> list[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(LONGEST_CELL * 4)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return list(reader)
    except csv.Error as error:
        if "field larger" in str(error):
            raise too_large(name, f"有一格超过{LONGEST_CELL}字") from None
        raise damaged(name) from error
