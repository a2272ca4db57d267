"""Reads what a scan of a registered paper says and holds it against the registered text. Writes nothing.

The code on a paper proves which paper it is, not that nobody altered a digit beside it with a pen.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from msgspec import Struct

from desktop.domain.paper_code import Finding
from desktop.domain.paper_text import PaperReading, compare
from desktop.domain.progress import Report
from desktop.domain.viewer import Viewer
from desktop.usecases.protocols import Queries
from desktop.usecases.workplace import Foreign

ONLY_CODE: Final = "只核对了二维码；这台电脑没有装认字组件，纸上的数字有没有改动要自己对照。"
_READABLE: Final = ("current", "changed")


class Registered(Struct, frozen=True):
    """A registered paper, its people, and on which pages (from 1) of a file it was found."""

    pdf: bytes
    names: tuple[str, ...]
    first: int
    last: int


def registered_of(finding: Finding, queries: Queries, viewer: Viewer) -> Registered | None:
    """The paper a finding claims to be; None where there is nothing to hold it against."""
    paper = finding.paper
    if paper is None or finding.fate not in _READABLE:
        return None
    view = queries.case_view(viewer, paper.case_id)
    pdf = queries.document_pdf(viewer, paper.case_id, paper.document)
    return Registered(pdf, tuple(party.name for party in view.parties), finding.first, finding.last)


def read_paper(registered: Registered, data: bytes, foreign: Foreign, report: Report) -> PaperReading:
    """Read the pages of a file and compare; some seconds a page, stopped between pages and by `report`.

    Raises:
        Situation: as `Foreign.text`, with S-516 where text cannot be read.
    """
    ours = foreign.printed(registered.pdf)
    read = []
    pages = range(registered.first - 1, registered.last)
    for done, number in enumerate(pages):
        report(done, len(pages), "read")
        lines = foreign.text(data, number, partial(report, done, len(pages), "read"))
        read.append([line.text for line in lines])
    return compare(ours, read, registered.names)
