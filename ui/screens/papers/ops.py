"""What the pages of papers ask to be done. No threads, no session, no dialog here."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from msgspec import Struct

from desktop.domain.case_view import CaseView
from desktop.domain.foreign import Code
from desktop.domain.paper_code import Finding
from desktop.domain.paper_text import PaperReading
from desktop.domain.printing import PrintJob, Sheets
from desktop.domain.read_models import DocumentRow
from desktop.domain.viewer import Viewer
from desktop.ops import Core, Op, Progress
from desktop.usecases import copy_sheet as copying
from desktop.usecases.attach_file import LARGEST
from desktop.usecases.bring_scan_home import BringScanHome, Signed, bring_form_home, bring_scan_home
from desktop.usecases.copy_sheet import CopySheet
from desktop.usecases.make_list import ListMade, MakeList
from desktop.usecases.make_list import make_list as make
from desktop.usecases.match_scan import match_scan
from desktop.usecases.print_blank import PrintBlank, print_blank
from desktop.usecases.print_papers import QueuePaper, queue_papers, sheets_before
from desktop.usecases.protocols import PaperInfo, Queries, UnitOfWork
from desktop.usecases.read_paper import Registered, read_paper, registered_of
from desktop.usecases.table_memory import TableUnitOfWork
from ui.screens.case.loaded import Loaded, load, numbered


class Shown(Struct, frozen=True):
    """A paper of the list as the page shows it. `pdf` b"" for one that is not there yet, which lacks `missing`."""

    row: DocumentRow
    view: CaseView
    pdf: bytes
    missing: tuple[tuple[str, str], ...] = ()
    blocked: tuple[str, ...] = ()


def show(core: Core, row: DocumentRow) -> Op[Shown]:
    """The bytes of a paper, or what a paper that is waited for still lacks."""
    papers = core.papers

    def ask(queries: Queries, viewer: Viewer) -> Shown:
        view = queries.case_view(viewer, row.case_id)
        if row.stage != "draft":
            return Shown(row, view, queries.document_pdf(viewer, row.case_id, row.id))
        _method, status = queries.case_plan(viewer, row.case_id)
        blocked = tuple(reason.text for reason in status.blocks_document(row.type))
        return Shown(row, view, b"", papers.missing(row.type, numbered(view)), blocked)

    return core.query(ask)


def rows(core: Core) -> Op[tuple[DocumentRow, ...]]:
    """The newest papers of all cases, and before them those that open cases wait for."""
    return core.query(lambda queries, viewer: (*queries.papers_due(viewer), *queries.documents(viewer)))


def list_types(core: Core) -> Op[tuple[tuple[PaperInfo, ...], int]]:
    """The types that are made of a period, and the last day of a reported month (0: the month's own)."""
    papers = core.papers

    def ask(queries: Queries, viewer: Viewer) -> tuple[tuple[PaperInfo, ...], int]:
        infos = tuple(info for info in papers.types() if info.about == "list" and info.offered)
        return infos, queries.committee(viewer).cut_off

    return core.query(ask)


def make_list(core: Core, command: MakeList) -> Op[ListMade]:
    """A register or report of a period."""
    papers = core.papers

    def work(uow: UnitOfWork) -> ListMade:
        made = make(command, uow, papers)
        uow.commit()
        return made

    return core.mutate(work, quiet=True)


def copy_sheet(core: Core, table_map: str, case_id: str) -> Op[CopySheet]:
    """The form of a platform, filled from a case."""
    return core.mutate(lambda uow: copying.sheet_of(table_map, case_id, cast("TableUnitOfWork", uow)), quiet=True)


def tick(core: Core, sheet: CopySheet, title: str, done: bool) -> Op[CopySheet]:
    """Remember that a field was copied, or not."""

    def work(given: UnitOfWork) -> CopySheet:
        uow = cast("TableUnitOfWork", given)
        copying.tick(copying.map_of(sheet.map), sheet.case_id, title, done, uow)
        uow.commit()
        return copying.sheet_of(sheet.map, sheet.case_id, uow)

    return core.mutate(work, quiet=True)


def report(core: Core, sheet: CopySheet, number: str) -> Op[CopySheet]:
    """The case is in the platform, under its number there."""

    def work(given: UnitOfWork) -> CopySheet:
        uow = cast("TableUnitOfWork", given)
        copying.mark_row(copying.map_of(sheet.map), sheet.case_id, "reported", uow, number=number)
        uow.commit()
        return copying.sheet_of(sheet.map, sheet.case_id, uow)

    return core.mutate(work, quiet=True)


class ReadScan(Struct, frozen=True):
    """A file whose codes were read."""

    path: Path
    data: bytes
    pages: int
    codes: tuple[Code, ...]


class Matched(Struct, frozen=True):
    """A finding with the case of its paper, where the user may see it, and what its print is to be held against."""

    finding: Finding
    case: Loaded | None
    registered: Registered | None = None


def read_scan(core: Core, path: Path) -> Op[ReadScan]:
    """Read the file and the codes on its pages; can be cancelled until it has answered."""
    files, foreign, progress = core.files, core.foreign, Progress()

    def work() -> ReadScan:
        data = files.read(path, LARGEST)
        pages = foreign.look(data).pages
        return ReadScan(path, data, pages, foreign.codes(data, progress.check))

    return core.work(work, progress=progress)


def match(core: Core, scan: ReadScan) -> Op[tuple[Matched, ...]]:
    """Which registered papers the file holds."""
    papers = core.papers

    def ask(queries: Queries, viewer: Viewer) -> tuple[Matched, ...]:
        found = match_scan(scan.codes, scan.pages, queries, viewer, papers)
        cases: dict[str, Loaded] = {}
        for finding in found:
            if finding.fate == "current" and finding.paper and finding.paper.case_id not in cases:
                cases[finding.paper.case_id] = load(queries, viewer, papers, finding.paper.case_id)
        return tuple(
            Matched(f, cases.get(f.paper.case_id) if f.paper else None, registered_of(f, queries, viewer))
            for f in found
        )

    return core.query(ask)


def read_words(core: Core, scan: ReadScan, found: tuple[Matched, ...]) -> Op[tuple[PaperReading | None, ...]]:
    """What the papers of a file say, in the order of the findings; some seconds a page, can be cancelled."""
    foreign, progress = core.foreign, Progress()

    def work() -> tuple[PaperReading | None, ...]:
        return tuple(
            read_paper(one.registered, scan.data, foreign, progress.report) if one.registered else None for one in found
        )

    return core.work(work, progress=progress)


def bring_home(core: Core, scan: ReadScan, wanted: tuple[tuple[Finding, tuple[Signed, ...]], ...]) -> Op[int]:
    """All papers of the file in one transaction; how many."""

    def work(uow: UnitOfWork) -> int:
        for finding, signed in wanted:
            take = bring_form_home if finding.fate == "form" else bring_scan_home
            take(BringScanHome(finding, scan.path.name, scan.data, scan.pages, signed), uow)
        uow.commit()
        return len(wanted)

    return core.mutate(work)


def blank(core: Core, cmd: PrintBlank) -> Op[bytes]:
    """A form to fill in by hand."""
    papers = core.papers

    def work(uow: UnitOfWork) -> bytes:
        pdf = print_blank(cmd, uow, papers)
        uow.commit()
        return pdf

    return core.mutate(work, quiet=True)


def queue(core: Core, cmds: tuple[QueuePaper, ...]) -> Op[tuple[PrintJob, ...]]:
    """Papers into the print queue."""
    papers = core.papers

    def work(uow: UnitOfWork) -> tuple[PrintJob, ...]:
        jobs = queue_papers(cmds, uow, papers)
        uow.commit()
        return jobs

    return core.mutate(work)


def before_printing(core: Core, cmd: QueuePaper) -> Op[Sheets]:
    """What would be drawn now; nothing is queued."""
    papers = core.papers
    return core.mutate(lambda uow: sheets_before(cmd, uow, papers), quiet=True)
