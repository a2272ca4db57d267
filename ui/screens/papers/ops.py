"""What the pages of papers ask to be done. No threads, no session, no dialog here."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from desktop.domain.foreign import Code
from desktop.domain.paper_code import Finding
from desktop.domain.viewer import Viewer
from desktop.ops import Core, Op, Progress
from desktop.usecases.attach_file import LARGEST
from desktop.usecases.bring_scan_home import BringScanHome, Signed, bring_scan_home
from desktop.usecases.match_scan import match_scan
from desktop.usecases.protocols import Queries, UnitOfWork
from ui.screens.case.loaded import Loaded, load


class ReadScan(Struct, frozen=True):
    """A file whose codes were read."""

    path: Path
    data: bytes
    pages: int
    codes: tuple[Code, ...]


class Matched(Struct, frozen=True):
    """A finding with the case of its paper, where the user may see it."""

    finding: Finding
    case: Loaded | None


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
        return tuple(Matched(f, cases.get(f.paper.case_id) if f.paper else None) for f in found)

    return core.query(ask)


def bring_home(core: Core, scan: ReadScan, wanted: tuple[tuple[Finding, tuple[Signed, ...]], ...]) -> Op[int]:
    """All papers of the file in one transaction; how many."""

    def work(uow: UnitOfWork) -> int:
        for finding, signed in wanted:
            bring_scan_home(BringScanHome(finding, scan.path.name, scan.data, scan.pages, signed), uow)
        uow.commit()
        return len(wanted)

    return core.mutate(work)
