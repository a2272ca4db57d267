"""The print queue on a real station: it outlives a missing printer and a restart, and copies bear their number."""

from __future__ import annotations

import pytest

from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from desktop.domain.journal import JournalFilter
from desktop.domain.printing import PrintJob, Sheets
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.make_paper import PreparePaper, SignPaper, prepare_paper, sign_paper, void_paper
from desktop.usecases.print_papers import (
    QueuePaper,
    print_done,
    print_failed,
    queue_papers,
    sheets_before,
    sheets_of,
    unqueue_papers,
)
from desktop.usecases.register_case import RegisterCaseResult
from tests.db.station_kit import TODAY, Station, agreement, register

AGREEMENT, COVER = "mediation_agreement", "dossier_cover"


@pytest.fixture
def desk(station: Station) -> Desk:
    return station.open()


@pytest.fixture
def case(desk: Desk) -> RegisterCaseResult:
    found = register(desk)
    with desk.uow(desk.viewer) as uow:
        conclude_agreement(agreement(found), uow)
        uow.commit()
    return found


def made(desk: Desk, case: RegisterCaseResult, kind: str = AGREEMENT) -> str:
    with desk.uow(desk.viewer) as uow:
        document = prepare_paper(PreparePaper(case.case_id, kind), uow, desk.papers).document
        uow.commit()
    return document


def queued(desk: Desk, case: RegisterCaseResult, *documents: str, copies: int = 0) -> tuple[PrintJob, ...]:
    with desk.uow(desk.viewer) as uow:
        jobs = queue_papers([QueuePaper(case.case_id, d, copies) for d in documents], uow, desk.papers)
        uow.commit()
    return jobs


def run(desk: Desk, job: PrintJob) -> Sheets:
    """What a printer that works does."""
    with desk.uow(desk.viewer) as uow:
        sheets = sheets_of(job.id, uow, desk.papers)
        assert sheets.pdf.startswith(b"%PDF")
        print_done(job.id, uow)
        uow.commit()
    return sheets


def test_it_is_there_after_a_failure_and_a_restart(station: Station, desk: Desk, case: RegisterCaseResult) -> None:
    first, second = made(desk, case), made(desk, case, COVER)
    jobs = queued(desk, case, first, second)
    assert [(j.document, j.copies, j.failed) for j in jobs] == [(first, 3, ""), (second, 1, "")]
    assert jobs[0].title.startswith("人民调解协议书（2026）云桥人调字")
    assert queued(desk, case, first) == jobs[:1]
    with desk.uow(desk.viewer) as uow:
        print_failed(jobs[0].id, "没有找到打印机", uow)
        uow.commit()
    station.close()
    again = station.open()
    waiting = again.queries.print_queue(again.viewer)
    assert [(j.document, j.failed) for j in waiting] == [(first, "没有找到打印机"), (second, "")]
    for job in waiting:
        run(again, job)
    assert again.queries.print_queue(again.viewer) == ()
    with pytest.raises(RuleViolation, match="R-378"):
        run(again, waiting[0])
    lines = again.queries.journal(again.viewer, JournalFilter(act="paper.printed"))
    assert sorted(row.line.subject for row in lines) == sorted([first, second])


def test_a_further_print_of_a_frozen_paper_is_one_marked_sheet(desk: Desk, case: RegisterCaseResult) -> None:
    document = made(desk, case)
    first = run(desk, *queued(desk, case, document))
    assert first.copies == 3
    again = run(desk, *queued(desk, case, document, copies=2))  # still for signing: the first run was torn
    assert (again.copies, again.pdf) == (2, first.pdf)
    with desk.uow(desk.viewer) as uow:
        sign_paper(SignPaper(case.case_id, document, case.parties[0], "signature", TODAY), uow)
        uow.commit()
    further = run(desk, *queued(desk, case, document))
    assert further.copies == 1
    assert further.pdf != first.pdf
    with desk.uow(desk.viewer) as uow:
        before = sheets_before(QueuePaper(case.case_id, document), uow, desk.papers)
    assert before.copies == 1
    assert desk.queries.print_queue(desk.viewer) == ()


def test_void_papers_and_too_many_copies_are_refused(desk: Desk, case: RegisterCaseResult) -> None:
    document = made(desk, case)
    (job,) = queued(desk, case, document)
    with pytest.raises(RuleViolation, match="R-377"):
        queued(desk, case, made(desk, case, COVER), copies=51)
    with desk.uow(desk.viewer) as uow:
        void_paper(case.case_id, document, "写错了", uow)
        uow.commit()
    with pytest.raises(RuleViolation, match="R-379"):
        run(desk, job)
    with desk.uow(desk.viewer) as uow:
        unqueue_papers([job.id, "gone"], uow)
        uow.commit()
    with pytest.raises(RuleViolation, match="R-379"):
        queued(desk, case, document)
    with pytest.raises(RuleViolation, match="R-378"), desk.uow(desk.viewer) as uow:
        print_failed(job.id, "x", uow)
