"""Labels for files and boxes, and sheets of the codes of papers: what is stuck on, not what is filed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from desktop.domain.case import CaseState, DocumentState
from desktop.domain.dossier import retention
from desktop.domain.errors import RuleViolation
from desktop.domain.paper_code import PaperCode
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import Papers, UnitOfWork

COVER = "dossier_cover"
_MARK = 16


class FileLabel(Struct, frozen=True):
    """What stands on a file. `code`: of a registered paper in it, by which a scanner finds the case; "" without one."""

    number: str
    title: str
    organ: str
    first_day: str
    last_day: str
    retention: str
    code: str


class BoxLabel(Struct, frozen=True):
    """What stands on the box of these files: year, body, first and last number, how many, how long they are kept."""

    year: str
    organ: str
    kind: str
    first: str
    last: str
    count: int
    retention: str


class PaperMark(Struct, frozen=True):
    """The code of one paper with the words under it."""

    title: str
    number: str
    code: str


def file_labels(case_ids: Sequence[str], uow: UnitOfWork, papers: Papers) -> tuple[FileLabel, ...]:
    """A label for each file, in the order given. Raises R-203, R-301, S-541, R-525 for no file at all."""
    demand_right(uow.viewer, "case.read")
    uow.printed_at()
    if not case_ids:
        raise RuleViolation("R-525", "没有选中要做标签的卷宗。", field="case", way_out="请先选案件，或换一个月份。")
    uow.journal("labels.made", f"{len(case_ids)}")
    return tuple(_label(case_id, uow, papers) for case_id in case_ids)


def _label(case_id: str, uow: UnitOfWork, papers: Papers) -> FileLabel:
    view = uow.case_view(case_id)
    state = view.state
    organ = view.committee.organ if state.reg.kind == "petition" and view.committee.organ else view.committee.name
    return FileLabel(
        number=state.reg.number,
        title=view.title,
        organ=organ,
        first_day=state.reg.received_at[:10],
        last_day=state.closed.on if state.closed else "",
        retention=retention(state),
        code=_code(_telling_paper(state), papers),
    )


def _telling_paper(state: CaseState) -> DocumentState | None:
    """The registered cover, else the first paper of the file that is not void."""
    living = [paper for paper in state.documents if not paper.void_reason]
    return next((paper for paper in reversed(living) if paper.type == COVER), living[0] if living else None)


def _code(paper: DocumentState | None, papers: Papers) -> str:
    if paper is None:
        return ""
    return PaperCode(papers.info(paper.type).type_number, paper.number, paper.facts_hash[:_MARK]).text


def box_of(kinds: Collection[str]) -> str:
    """What a box with files of these kinds of matters is called."""
    return "信访卷宗" if set(kinds) == {"petition"} else "调解卷宗"


def box_label(labels: Sequence[FileLabel], kind: str) -> BoxLabel:
    """The label of the box that these files go into; the longest time of keeping rules."""
    order = ("永久", "30年", "10年")
    kept = min((label.retention for label in labels), key=lambda r: order.index(r) if r in order else 0)
    year = min(label.first_day for label in labels)[:4]
    return BoxLabel(year, labels[0].organ, kind, labels[0].number, labels[-1].number, len(labels), kept)


def paper_marks(case_id: str, uow: UnitOfWork, papers: Papers) -> tuple[PaperMark, ...]:
    """The codes of all papers of a case that are not void. Raises R-203, R-301, R-526 without any."""
    demand_right(uow.viewer, "case.read")
    living = [paper for paper in uow.case(case_id).documents if not paper.void_reason]
    if not living:
        raise RuleViolation("R-526", "这件事还没有文书。", field="case", way_out="请先出文书，再印二维码。")
    uow.journal("labels.made", case_id)
    return tuple(PaperMark(papers.info(p.type).title, p.number, _code(p, papers)) for p in living)
