"""What the cell reader does not tell of an .xlsx or .ods: real size, formulas, errors. Looks at bytes, opens no cell.

A small file can claim a million columns or unpack to gigabytes; both are seen here before anything is laid out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple

from desktop.domain.table import Flaw
from exports.tables.limits import LARGEST_UNPACKED, MOST_COLUMNS, MOST_ROWS, damaged, too_large

_SHEET = re.compile(rb"<sheet\b[^>]*>")
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d{1,9})"')
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,4})(\d{1,9})"([^>]*)>(<f\b)?')
_ODS_REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d+)"[^>]*office:value')
_SHOWN = 20_000  # formulas of one sheet that are listed; a sheet with more is told as a whole


class Facts(NamedTuple):
    """Cells of the sheet with a formula or an error, and whether a formula stands anywhere that is not listed."""

    flaws: tuple[Flaw, ...] = ()
    formulas_elsewhere: bool = False


def look(data: bytes, name: str, sheet: str) -> Facts:
    """Facts about one sheet of a zipped workbook. Raises Situation S-701, S-702."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise too_large(name, "展开后超过500兆字节")
            members = set(archive.namelist())
            if "content.xml" in members:
                return _ods(archive.read("content.xml"), name)
            path = _path_of(archive, members, sheet)
            return _xlsx(archive.read(path), name) if path else Facts()
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged(name) from error


def _xlsx(xml: bytes, name: str) -> Facts:
    if max((int(m[1]) for m in _ROW.finditer(xml)), default=0) > MOST_ROWS:
        raise too_large(name, f"超过{MOST_ROWS}行")
    flaws = []
    for cell in _CELL.finditer(xml):
        column = _column(cell[1])
        if column > MOST_COLUMNS or int(cell[2]) > MOST_ROWS:
            raise too_large(name, f"用到了第{MOST_COLUMNS}列或第{MOST_ROWS}行以外的格")
        if b't="e"' in cell[3]:
            flaws.append(Flaw(int(cell[2]), column, "error"))
        elif cell[4] and len(flaws) < _SHOWN:
            flaws.append(Flaw(int(cell[2]), column, "formula"))
    return Facts(tuple(flaws))


def _ods(xml: bytes, name: str) -> Facts:
    if any(int(m[2]) > (MOST_COLUMNS if m[1] == b"columns" else MOST_ROWS) for m in _ODS_REPEATED.finditer(xml)):
        raise too_large(name, f"超过{MOST_COLUMNS}列或{MOST_ROWS}行")
    return Facts(formulas_elsewhere=b"table:formula=" in xml)


def _path_of(archive: zipfile.ZipFile, members: set[str], sheet: str) -> str:
    """The member that holds a sheet, by workbook.xml and its relations; "" where they do not say."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= members:
        return ""
    relations = {
        _attribute(tag, b"Id"): _attribute(tag, b"Target")
        for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        if _attribute(tag, b"name") == sheet:
            target = relations.get(_attribute(tag, b"r:id"), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return path if path in members else ""
    return ""


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    text = found[1].decode("utf-8", "replace") if found else ""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
