"""Take a ledger or a platform's export in: look first, then all rows in one transaction, undone as one batch.

Every row becomes the events that typing it in would have made. The batch's name stands in the facts of each case.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.case_events import AgreementConcluded, Duty, Part, Party, Staff
from desktop.domain.errors import RuleViolation
from desktop.domain.table import Table
from desktop.reference.table_map import TableMap
from desktop.usecases.numbers import Numbering, Taken, case_word, numbering
from desktop.usecases.permission import demand_right
from desktop.usecases.record_person import check_person
from desktop.usecases.register_case import PartyInput, opened
from desktop.usecases.table_layout import Layout, locate, records
from desktop.usecases.table_matches import Matches, identity
from desktop.usecases.table_memory import RowMark, TableUnitOfWork
from desktop.usecases.table_rows import AgreementFound, CellFault, ParsedRow, RowFound, RowReader

BATCH, BATCH_EVENTS = "batch", "batch_events"
"""Facts of a case that came with a table: the name of its batch, and how many events that case got then."""
Verdict = Literal["new", "known", "fault"]
Progress = Callable[[int, int], None]
_DONE = ("on_spot", "done")


class ImportTable(Struct, frozen=True):
    """Command. `only_good`: leave out rows with faults instead of taking nothing."""

    table: Table
    map: TableMap
    only_good: bool = False


class RowReport(Struct, frozen=True):
    """What becomes of one row. `case_id`: of the case it is already, when it is known."""

    row: int
    verdict: Verdict
    faults: tuple[CellFault, ...] = ()
    warnings: tuple[str, ...] = ()
    case_id: str = ""


class TableReport(Struct, frozen=True):
    """The look at a table before anything is written. `ignored`: columns that the map does not know."""

    map: str
    header: int
    ignored: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[RowReport, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(row.verdict == verdict for row in self.rows)

    @property
    def faults(self) -> tuple[CellFault, ...]:
        return tuple(fault for row in self.rows for fault in row.faults)


class ImportResult(Struct, frozen=True):
    """What was taken in. `batch`: by which it is undone, "" when there was nothing new; `people`: new records."""

    report: TableReport
    batch: str
    cases: tuple[str, ...]
    people: int


def check_table(cmd: ImportTable, uow: TableUnitOfWork) -> TableReport:
    """Read every row as an import would, and write nothing.

    Raises:
        RuleViolation: R-203 no right, R-703 no header or columns missing, R-704 no rows, R-708 map not for reading.
    """
    return _survey(cmd, uow)[0]


def import_table(cmd: ImportTable, uow: TableUnitOfWork, progress: Progress | None = None) -> ImportResult:
    """Register every new row; the caller commits. `progress` may raise Cancelled: nothing is written then.

    Raises:
        RuleViolation: as `check_table`, and R-705 when rows have faults and `only_good` is not set.
    """
    report, rows, matches = _survey(cmd, uow)
    faulty = report.count("fault")
    if faulty and not cmd.only_good:
        first = report.faults[0].told()
        raise RuleViolation(
            "R-705",
            f"有{faulty}行不能导入，第一处：{first}",
            field="file",
            way_out="请改好表格再导入；也可以选择“只导入没有问题的行”。",
        )
    if not rows:
        return ImportResult(report, "", (), 0)
    if any(row.closed for row in rows):
        demand_right(uow.viewer, "case.close")
    batch = f"{cmd.map.key}.{uow.now():%Y%m%dT%H%M%S}.{uow.new_id()[:6]}"
    writer = _Writer(cmd.map, uow, matches, batch)
    rows = sorted(rows, key=lambda row: not row.number)  # numbers that exist already are taken before new ones
    cases = []
    for done, row in enumerate(rows, 1):
        cases.append(writer.write(row))
        if progress is not None:
            progress(done, len(rows))
    uow.tables.put_marks(cmd.map.key, writer.marks)
    uow.journal("table.imported", batch, f"{len(cases)}")
    return ImportResult(report, batch, tuple(cases), writer.people)


def _survey(cmd: ImportTable, uow: TableUnitOfWork) -> tuple[TableReport, list[ParsedRow], Matches]:
    demand_right(uow.viewer, "case.write")
    if cmd.map.direction == "out":
        raise RuleViolation(
            "R-708", f"“{cmd.map.title}”的对照表只用来导出。", field="map", way_out="请选用来导入的对照表。"
        )
    layout = locate(cmd.table, cmd.map)
    reader = RowReader(cmd.table, layout, cmd.map, uow.now(), lambda person: check_person(person, uow).data)
    found = [reader.read(row) for row in records(cmd.table, layout, cmd.map)]
    matches = Matches((row.parsed for row in found if row.parsed is not None), uow.tables)
    reports: list[RowReport] = []
    new: list[ParsedRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in found:
        report = _judge(row, layout, matches, seen)
        reports.append(report)
        if report.verdict == "new" and row.parsed is not None:
            new.append(row.parsed)
    told = TableReport(cmd.map.key, layout.header, layout.ignored, cmd.table.notes, tuple(reports))
    return told, new, matches


def _judge(row: RowFound, layout: Layout, matches: Matches, seen: dict[tuple[str, ...], int]) -> RowReport:
    if row.parsed is None:
        return RowReport(row.row, "fault", row.faults, row.warnings)
    command = row.parsed.command
    names = [identity(party) for party in command.parties]
    if len({n for n in names if n[0]}) < sum(bool(n[0]) for n in names):
        fault = _fault(row, layout, "applicant.name", "R-315", "同一个人在这一行里填了两次。")
        return RowReport(row.row, "fault", (fault,), row.warnings)
    for field, key in _keys(row.parsed):
        before = seen.setdefault(key, row.row)
        if before != row.row:
            fault = _fault(row, layout, field, "R-716", f"与第{before}行是同一件事（编号或人、日期、内容相同）。")
            return RowReport(row.row, "fault", (fault,), row.warnings)
    known = matches.case(row.parsed)
    if known:
        return RowReport(row.row, "known", (), (*row.warnings, "已经登记过，不再导入。"), known)
    told = (matches.party(party).warning for party in command.parties)
    return RowReport(row.row, "new", (), (*row.warnings, *(t for t in told if t)))


def _keys(row: ParsedRow) -> list[tuple[str, tuple[str, ...]]]:
    """Under what a row is the same matter as another of the table, with the field to point at."""
    if row.platform_number or row.number:
        fields = (("platform.number", row.platform_number), ("case.number", row.number))
        return [(field, (field, number)) for field, number in fields if number]
    command = row.command
    who = ("/".join(identity(p)) or (p.person.name if p.person else "") for p in command.parties)
    return [("case.summary", (*who, command.received_at, command.summary.strip()))]


def _fault(row: RowFound, layout: Layout, field: str, code: str, message: str) -> CellFault:
    place = layout.place(field)
    return CellFault(row.row, place, layout.columns[place].title if place else "", code, message)


class _Writer:
    """Records the rows of one batch; persons of several rows are recorded once."""

    def __init__(self, table_map: TableMap, uow: TableUnitOfWork, matches: Matches, batch: str) -> None:
        word, pattern = case_word(table_map.kind)
        self._map = table_map
        self._uow = uow
        self._matches = matches
        self._batch = batch
        self._numbers: Numbering = numbering(uow, word=word, pattern=pattern)
        self._procedure = uow.procedure(table_map.procedure)
        self._records: dict[tuple[str, str], str] = {}
        self._serial = 0
        self.marks: list[RowMark] = []
        self.people = 0

    def write(self, row: ParsedRow) -> str:
        """Record one row; returns the case's id."""
        uow = self._uow
        parties = tuple(self._party(party) for party in row.command.parties)
        agreement = self._agreement(row.agreement, row, parties) if row.agreement else None
        more = [event for event in (agreement, row.closed) if event is not None]
        facts = {**row.command.facts, BATCH: self._batch, BATCH_EVENTS: 1 + len(more)}
        number = self._own(row.number) if row.number else self._next()
        case_id = uow.new_id()
        uow.record(case_id, opened(replace(row.command, facts=facts), parties, self._procedure, number, uow), *more)
        if row.platform_number:
            at = uow.now().isoformat(timespec="seconds")
            self.marks.append(RowMark(case_id, "reported", row.platform_number, at=at))
        return case_id

    def _party(self, party: PartyInput) -> Party:
        key = identity(party)
        record = self._matches.party(party).record or (self._records.get(key, "") if key[0] else "")
        if not record:
            record = self._uow.new_id()
            data = party.person or party.organisation
            assert data is not None  # noqa: S101 - a row names people, never records
            self._uow.record(record, data)
            self.people += 1
            if key[0]:
                self._records[key] = record
        return Party(
            id=self._uow.new_id(),
            side=party.side,
            kind="organisation" if party.organisation is not None else "person",
            record=record,
            agent=party.agent,
            note=party.note,
        )

    def _agreement(self, found: AgreementFound, row: ParsedRow, parties: tuple[Party, ...]) -> AgreementConcluded:
        done = found.performance in _DONE or (not found.performance and row.closed is not None)
        text = found.text or "按台账登记：双方已达成协议。"
        return AgreementConcluded(
            id=self._uow.new_id(),
            form="oral" if found.form == "oral" else "written",
            on=found.on,
            dispute=row.command.summary.strip(),
            clauses=(text,),
            duties=self._duties(found, text, parties),
            performed_on_spot=done,
            mediators=tuple(Staff(name) for name in found.mediators),
            recorder=Staff(self._uow.viewer.name, self._uow.viewer.id),
        )

    def _duties(self, found: AgreementFound, text: str, parties: tuple[Party, ...]) -> tuple[Duty, ...]:
        """The sum of the ledger as one payment of the first respondent to the first applicant."""
        sides = {party.side: party.id for party in reversed(parties)}
        if not found.amount or not {"applicant", "respondent"} <= set(sides):
            return ()
        part = Part(self._uow.new_id(), found.due or found.on, found.amount)
        return (
            Duty(
                id=self._uow.new_id(),
                debtor=sides["respondent"],
                creditor=sides["applicant"],
                kind="pay",
                text=text,
                parts=(part,),
                amount=found.amount,
            ),
        )

    def _next(self) -> Taken:
        """A new number of this year; the series is asked once, after the numbers that the table brought."""
        year = self._numbers.year
        self._serial = self._serial + 1 if self._serial else self._uow.next_serial(self._numbers.series(year))
        return self._numbers.number(year, self._serial)

    def _own(self, text: str) -> Taken:
        """A number from the table: counted in our series when it is written like ours, else kept as it is."""
        figures = re.findall(r"\d+", text)
        year = next((int(f) for f in figures if len(f) == 4), 0)
        if year and figures and len(figures[-1]) <= 6 and int(figures[-1]) > 0:
            taken = self._numbers.number(year, int(figures[-1]))
            if _bare(taken.text) == _bare(text):
                return taken
        return Taken(text, "", 0)


def _bare(number: str) -> str:
    """A number without the differences of keyboards."""
    return re.sub(r"\s", "", number.translate(str.maketrans("()[]【】", "（）〔〕〔〕")))
