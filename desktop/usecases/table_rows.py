"""One row of a foreign table -> a registration that could be typed in, or the faults of its cells. Writes nothing.

Every fault names row, column and reason; a row with one fault is never taken half.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from desktop.domain.case_events import CaseClosed, Facts, OutsideNumber
from desktop.domain.errors import RuleViolation
from desktop.domain.table import FLAW_WORDS, MILD_FLAWS, Table, column_letter
from desktop.reference.table_fields import SIDES
from desktop.reference.table_map import TableMap
from desktop.usecases.register_case import PartyInput, RegisterCase, check_registration
from desktop.usecases.table_cells import CellReader
from desktop.usecases.table_layout import Layout
from desktop.usecases.table_parties import CheckPerson, PartCell, read_parties, split

_FLAW_CODES = {"ruined": "R-711", "merged_down": "R-715", "long": "R-718", "error": "R-719", "garbled": "R-719"}
_FLAW_WAYS = {
    "ruined": "请从原系统重新导出，或把这一列设成“文本”格式再填一次。",
    "merged_down": "请取消合并，每行都填上内容；一件事占几行的，请并成一行。",
    "long": "请缩短后再导入，原文可以作为附件。",
}
_FIELD_OF = {"received_at": "case.received", "parties": "applicant.name", "summary": "case.summary"}


class CellFault(Struct, frozen=True, order=True):
    """Why a row cannot be taken: where, the code and one sentence. `column` 0: the row as a whole."""

    row: int
    column: int
    title: str
    code: str
    message: str

    def told(self) -> str:
        """As it is shown: place first, code last."""
        place = f"{column_letter(self.column)}列" if self.column else ""
        title = f"“{self.title}”" if self.title else ""
        return f"第{self.row}行{place}{title}：{self.message}（{self.code}）"


class AgreementFound(Struct, frozen=True):
    """What a ledger says of an agreement. `amount` 分; `performance`: code of taxonomy performance."""

    on: str
    form: str = "written"
    text: str = ""
    amount: int = 0
    due: str = ""
    performance: str = ""
    mediators: tuple[str, ...] = ()


class ParsedRow(Struct, frozen=True):
    """A row that could be registered. `number`: the file number it already has, "" for none."""

    command: RegisterCase
    number: str = ""
    platform_number: str = ""
    agreement: AgreementFound | None = None
    closed: CaseClosed | None = None


class RowFound(Struct, frozen=True):
    """A row as read: parsed, or faults; `warnings` stop nothing."""

    row: int
    parsed: ParsedRow | None
    faults: tuple[CellFault, ...] = ()
    warnings: tuple[str, ...] = ()


class Told:
    """What was found in one row."""

    def __init__(self, layout: Layout, row: int) -> None:
        self._layout = layout
        self.row = row
        self.faults: list[CellFault] = []
        self.warnings: list[str] = []

    def cell(self, place: int, code: str, message: str) -> None:
        """A fault of the cell in a column; 0: of the row."""
        column = self._layout.columns.get(place)
        self.faults.append(CellFault(self.row, place, column.title if column else "", code, message))

    def fault(self, field: str, error: RuleViolation) -> None:
        """A violation, at the cell that holds `field`."""
        self.cell(self._layout.place(field), error.code, f"{error.message}{error.way_out}")

    def warn(self, text: str) -> None:
        self.warnings.append(text)


class RowCells:
    """The cells of the rows of one table by one map: values of fields, and cells that speak of parties."""

    def __init__(self, table: Table, layout: Layout, table_map: TableMap) -> None:
        self._table = table
        self._layout = layout
        self._given = table_map.given
        self._readers = {
            place: CellReader(column, table_map) for place, column in layout.columns.items() if column.is_read
        }
        self._flaws: dict[int, dict[int, str]] = {}
        for flaw in table.flaws:
            self._flaws.setdefault(flaw.row, {}).setdefault(flaw.column, flaw.kind)

    def read(self, told: Told) -> tuple[dict[str, Any], dict[str, PartCell]]:
        """Values by field and party cells by field of one row; what is wrong goes to `told`."""
        values: dict[str, Any] = dict(self._given)
        parts: dict[str, PartCell] = {}
        self._check_width(told)
        for place, reader in self._readers.items():
            column = reader.column
            if self._is_bad(place, told):
                continue
            text = self._table.cell(told.row, place) or column.default
            if not text:
                if column.required:
                    told.cell(place, "R-712", "必填的这一格是空的。")
            elif column.field.partition(".")[0] in SIDES:
                parts[column.field] = PartCell(text, reader)
            else:
                try:
                    values |= _value(text, reader, told)
                except RuleViolation as error:
                    told.cell(place, error.code, f"{error.message}{error.way_out}")
        return values, parts

    def _is_bad(self, place: int, told: Told) -> bool:
        flaw = self._flaws.get(told.row, {}).get(place, "")
        if not flaw:
            return False
        if flaw in MILD_FLAWS:
            told.warn(f"“{self._layout.columns[place].title}”{FLAW_WORDS[flaw]}。")
            return False
        shown = self._table.cell(told.row, place)[:20] if flaw in ("ruined", "error") else ""
        told.cell(place, _FLAW_CODES[flaw], f"{shown} {FLAW_WORDS[flaw]}。{_FLAW_WAYS.get(flaw, '')}".strip())
        return True

    def _check_width(self, told: Told) -> None:
        """A text row that is wider than its header holds a comma without quotes: its cells stand one place off."""
        width = len(self._table.rows[self._layout.header - 1])
        cells = self._table.rows[told.row - 1]
        if self._table.encoding and any(cells[width:]):
            told.cell(width + 1, "R-722", f"这一行比表头多出{len(cells) - width}格，可能是内容里的逗号没有加引号。")


class RowReader:
    """Reads the rows of one table by one map; asks no record. `check`: how a person's data is checked."""

    def __init__(self, table: Table, layout: Layout, table_map: TableMap, now: datetime, check: CheckPerson) -> None:
        self._cells = RowCells(table, layout, table_map)
        self._layout = layout
        self._map = table_map
        self._now = now
        self._check = check

    def read(self, row: int) -> RowFound:
        """One row."""
        told = Told(self._layout, row)
        values, parts = self._cells.read(told)
        parties: list[PartyInput] = []
        for side in SIDES:
            parties += read_parties(side, parts, self._check, told)
        parsed = None if told.faults else self._parsed(values, tuple(parties))
        if parsed is not None:
            try:
                check_registration(parsed.command, self._now)
                self._check_days(parsed, told)
            except RuleViolation as error:
                told.fault(_FIELD_OF.get(error.field, error.field), error)
        return RowFound(row, None if told.faults else parsed, tuple(sorted(told.faults)), tuple(told.warnings))

    def _parsed(self, values: dict[str, Any], parties: tuple[PartyInput, ...]) -> ParsedRow:
        own = {key[5:]: value for key, value in values.items() if key.startswith("case.")}
        received = datetime.fromisoformat(own.pop("received")).replace(tzinfo=self._now.tzinfo)
        number, platform = str(own.pop("number", "")), str(values.get("platform.number", ""))
        facts: Facts = {key[6:]: value for key, value in values.items() if key.startswith("facts.")}
        command = RegisterCase(
            procedure=self._map.procedure,
            kind=self._map.kind,
            received_at=received.isoformat(timespec="seconds"),
            parties=parties,
            outside_numbers=(OutsideNumber(self._map.system, platform),) if platform else (),
            facts=facts,
            **own,
        )
        return ParsedRow(command, number, platform, _agreement(values, command), _closed(values, command))

    def _check_days(self, parsed: ParsedRow, told: Told) -> None:
        today, received = self._now.date().isoformat(), parsed.command.received_at[:10]
        days = {
            "agreement.on": parsed.agreement.on if parsed.agreement else "",
            "closed.on": parsed.closed.on if parsed.closed else "",
        }
        for field, day in days.items():
            if day > today:
                raise RuleViolation("R-724", f"日期{day}晚于今天。", field=field, way_out="请核对。")
            if day and day < received:
                told.warn(f"{day}早于受理日期{received}，请核对。")


def _value(text: str, reader: CellReader, told: Told) -> dict[str, Any]:
    """Field -> value of one cell; a joined path also gives the subtype, a separator gives a list."""
    column = reader.column
    if column.field == "case.requests":
        return {column.field: tuple(split(text, column.separator or "\n"))}
    if column.separator:
        return {column.field: [reader.read(part).value for part in split(text, column.separator)]}
    value, warning = reader.read(text)
    if warning:
        told.warn(f"“{column.title}”{warning}。")
    found: dict[str, Any] = {column.field: value}
    if column.joined and column.field == "case.category":
        found["case.subtype"] = text.partition(column.joined)[2]
    return found


def _agreement(values: dict[str, Any], command: RegisterCase) -> AgreementFound | None:
    found = {key[10:]: value for key, value in values.items() if key.startswith("agreement.") and value}
    mediators = tuple(split(str(found.pop("mediators", "")), "、,，;；"))
    if not any(key in found for key in ("on", "form", "text", "amount")):
        return None
    found.setdefault("on", values.get("closed.on") or command.received_at[:10])
    return AgreementFound(mediators=mediators, **found)


def _closed(values: dict[str, Any], command: RegisterCase) -> CaseClosed | None:
    outcome = str(values.get("closed.outcome", ""))
    if not outcome:
        return None
    on = values.get("closed.on") or values.get("agreement.on") or command.received_at[:10]
    return CaseClosed(str(on), outcome, str(values.get("closed.note", "")))
