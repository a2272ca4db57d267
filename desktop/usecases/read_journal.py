"""Exports the journal so that it can be checked elsewhere: CSV for a spreadsheet, JSON with the chain of hashes.

Reading on the screen is a question (`Queries.journal`): the inspected see their own lines, the auditor all of them.
"""

from __future__ import annotations

import csv
import io
from typing import Literal

import msgspec
from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.journal import JournalLine, first_broken
from desktop.domain.rights import may
from desktop.reference.rights_data import rights
from desktop.reference.wording import journal_words
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import Queries, UnitOfWork

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""First characters that a spreadsheet would take for a formula."""


class JournalExport(Struct, frozen=True):
    """A journal on its way out. `whole`: all lines, so the chain can be checked; else only the reader's own."""

    version: int
    station: str
    exported_at: str
    whole: bool
    lines: tuple[JournalLine, ...]


def export_journal(form: Literal["csv", "json"], uow: UnitOfWork, queries: Queries) -> bytes:
    """The lines the viewer may see, oldest first; the export is itself a line. The caller commits.

    Raises:
        RuleViolation: R-203 no right to the journal.
    """
    demand_right(uow.viewer, "journal.own")
    lines = queries.journal_lines(uow.viewer)
    uow.journal("journal.exported", form)
    if form == "csv":
        return as_csv(lines)
    whole = may(uow.viewer, "journal.read", rights())
    at = uow.now().isoformat(timespec="seconds")
    return msgspec.json.format(
        msgspec.json.encode(JournalExport(1, uow.committee().station, at, whole, lines)), indent=1
    )


def read_export(data: bytes) -> tuple[JournalExport, int | None]:
    """A JSON export, and the number of its first line that does not fit the chain (None when all do).

    Raises:
        RuleViolation: R-217 the file is no journal export.
    """
    try:
        found = msgspec.json.decode(data, type=JournalExport)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RuleViolation(
            "R-217", "这不是操作记录的导出文件，或者已经损坏。", field="file", way_out="请重新导出一份。"
        ) from error
    return found, first_broken(found.lines) if found.whole else None


def as_csv(lines: tuple[JournalLine, ...]) -> bytes:
    """UTF-8 with its mark, so that a spreadsheet reads the Chinese; no cell can begin a formula."""
    words = journal_words()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("序号", "时间", "用户", "操作", "操作说明", "对象", "备注", "校验值"))
    for line in lines:
        cells = (line.at, line.user, line.act, words.get(line.act, line.act), line.subject, line.note, line.hash)
        writer.writerow((line.no, *(safe_cell(cell) for cell in cells)))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
