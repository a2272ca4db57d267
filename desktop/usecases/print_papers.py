"""The print queue: papers wait in it until a printer has taken them, over a missing printer and a restart."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.case import CaseState, DocumentState
from desktop.domain.errors import RuleViolation
from desktop.domain.printing import PRINT_QUEUE, PrintJob, Sheets
from desktop.usecases.make_paper import for_printer, note_printed
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import Papers, UnitOfWork

MOST_COPIES = 50


class QueuePaper(Struct, frozen=True):
    """Command: one paper into the queue. `copies` 0: as many as its kind asks for."""

    case_id: str
    document: str
    copies: int = 0


def queue_papers(cmds: Sequence[QueuePaper], uow: UnitOfWork, papers: Papers) -> tuple[PrintJob, ...]:
    """Put papers at the end of the queue, in order; one that waits already stays where it is. Returns their jobs.

    Raises:
        RuleViolation: R-379 no such paper, or void; R-377 too many copies.
        Situation: S-541 the date is in doubt.
    """
    demand_right(uow.viewer, "case.read")
    uow.printed_at()
    queue = list(_queue(uow))
    wanted = []
    for cmd in cmds:
        found = next((job for job in queue if job.document == cmd.document), None)
        if found is None:
            found = _job(cmd, uow, papers)
            queue.append(found)
        wanted.append(found)
    _keep(queue, uow)
    return tuple(wanted)


def _job(cmd: QueuePaper, uow: UnitOfWork, papers: Papers) -> PrintJob:
    state = uow.case(cmd.case_id)
    paper = _printable(state, cmd.document)
    copies = cmd.copies or papers.copies(paper.type, len(state.reg.parties))
    if not 0 < copies <= MOST_COPIES:
        raise RuleViolation(
            "R-377", f"一次最多打印{MOST_COPIES}份。", field="copies", way_out="请改小份数，分几次打印。"
        )
    title = f"{papers.info(paper.type).title}{paper.number}"
    return PrintJob(uow.new_id(), cmd.case_id, cmd.document, title, copies, uow.now().isoformat(timespec="seconds"))


def sheets_of(job_id: str, uow: UnitOfWork, papers: Papers) -> Sheets:
    """What to draw for a job. Raises R-378 when it has left the queue, R-379 when its paper became void since."""
    demand_right(uow.viewer, "case.read")
    return _sheets(_find(job_id, uow), uow, papers)


def sheets_before(cmd: QueuePaper, uow: UnitOfWork, papers: Papers) -> Sheets:
    """What would be drawn if the paper were printed now, for a preview; nothing is queued. Raises as `queue_papers`."""
    demand_right(uow.viewer, "case.read")
    return _sheets(_job(cmd, uow, papers), uow, papers)


def _sheets(job: PrintJob, uow: UnitOfWork, papers: Papers) -> Sheets:
    """A further print is one sheet of its number; what is printed first has as many copies as the job says."""
    _printable(uow.case(job.case_id), job.document)
    found = for_printer(job.case_id, job.document, uow, papers)
    return Sheets(job, found.pdf, 1 if found.further else job.copies)


def print_done(job_id: str, uow: UnitOfWork) -> None:
    """The printer took it: the job leaves the queue, the journal notes it."""
    job = _find(job_id, uow)
    _keep([j for j in _queue(uow) if j.id != job_id], uow)
    note_printed(job.case_id, job.document, uow)


def print_failed(job_id: str, why: str, uow: UnitOfWork) -> None:
    """The printer did not take it: it waits on, with the reason."""
    demand_right(uow.viewer, "case.read")
    _find(job_id, uow)
    _keep([replace(j, failed=why) if j.id == job_id else j for j in _queue(uow)], uow)


def unqueue_papers(job_ids: Sequence[str], uow: UnitOfWork) -> None:
    """Take jobs out of the queue unprinted; those that are gone already are no fault."""
    demand_right(uow.viewer, "case.read")
    _keep([job for job in _queue(uow) if job.id not in job_ids], uow)


def _printable(state: CaseState, document: str) -> DocumentState:
    paper = state.document(document)
    if paper is None or paper.stage == "void":
        raise RuleViolation(
            "R-379", "这份文书已经作废或不在这里，不再打印。", field="document", way_out="请从打印队列里去掉它。"
        )
    return paper


def _find(job_id: str, uow: UnitOfWork) -> PrintJob:
    found = next((job for job in _queue(uow) if job.id == job_id), None)
    if found is None:
        raise RuleViolation(
            "R-378", "这份打印已经不在队列里。", field="job", way_out="要再打印，请从文书列表里重新加入。"
        )
    return found


def _queue(uow: UnitOfWork) -> tuple[PrintJob, ...]:
    kept = uow.local(PRINT_QUEUE)
    return msgspec.json.decode(kept, type=tuple[PrintJob, ...]) if kept else ()


def _keep(jobs: Sequence[PrintJob], uow: UnitOfWork) -> None:
    uow.keep_local(PRINT_QUEUE, msgspec.json.encode(tuple(jobs)).decode() if jobs else "")
