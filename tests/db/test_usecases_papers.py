"""The life of a paper on a real station: prepared, printed anew, signed, served, void; a signed one never changes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from db.unit_of_work import SqlUnitOfWork
from desktop.bootstrap.station import Desk
from desktop.domain import case_events as ce
from desktop.domain.case import DocumentState
from desktop.domain.errors import RuleViolation
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.draw_signature import DrawSignature, draw_signature
from desktop.usecases.follow_up import PerformDuty, perform_duty
from desktop.usecases.make_paper import (
    PreparePaper,
    ServePaper,
    SignPaper,
    for_printer,
    issue_paper,
    note_printed,
    prepare_paper,
    reprint,
    serve_paper,
    sign_paper,
    void_paper,
)
from desktop.usecases.register_case import RegisterCaseResult, register_case
from tests.db.station_kit import TODAY, Station, agreement, register, registration

AGREEMENT, APPLICATION, COVER = "mediation_agreement", "mediation_application", "dossier_cover"
YESTERDAY, TOMORROW = "2026-11-19", "2026-11-21"


@pytest.fixture(scope="module")
def open_desk(template: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    station = Station(template, tmp_path_factory.mktemp("papers"))
    yield station.open()
    station.close()


@pytest.fixture
def uow(open_desk: Desk) -> Iterator[SqlUnitOfWork]:
    """A unit of work that nobody commits."""
    with open_desk.uow(open_desk.viewer) as own:
        yield own


@pytest.fixture
def case(uow: SqlUnitOfWork) -> RegisterCaseResult:
    return register_case(registration(), uow)


def refused(code: str) -> Any:
    """The rule that must refuse."""
    return pytest.raises(RuleViolation, match=f"^{code} ")


def _paper(uow: SqlUnitOfWork, case: RegisterCaseResult, document: str) -> DocumentState:
    found = uow.case(case.case_id).document(document)
    assert found is not None
    return found


@pytest.fixture
def printed(open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult) -> str:
    """An agreement that waits for signatures."""
    conclude_agreement(agreement(case), uow)
    return prepare_paper(PreparePaper(case.case_id, AGREEMENT), uow, open_desk.papers).document


def test_a_paper_of_no_known_kind_is_refused(open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    with refused("R-409"):
        prepare_paper(PreparePaper(case.case_id, "love_letter"), uow, open_desk.papers)


def test_a_paper_whose_facts_are_missing_is_refused_with_their_names(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult
) -> None:
    with refused("R-402") as told:
        prepare_paper(PreparePaper(case.case_id, AGREEMENT), uow, open_desk.papers)
    assert told.value.field
    assert uow.case(case.case_id).documents == ()


def test_a_print_for_signing_is_replaced_under_its_number(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str
) -> None:
    first = _paper(uow, case, printed)
    assert (first.stage, first.draft, first.number) == ("prepared", 1, case.number)
    conclude_agreement(agreement(case, clauses=("许志强赔偿3000元，分两期。", "另加一条。")), uow)
    again = prepare_paper(PreparePaper(case.case_id, AGREEMENT, document=printed), uow, open_desk.papers)
    second = _paper(uow, case, printed)
    assert (again.document, again.draft, again.number) == (printed, 2, case.number)
    assert second.facts_hash != first.facts_hash
    assert uow.get_blob(second.pdf_hash) == again.pdf
    assert len(uow.case(case.case_id).documents) == 1


def test_a_paper_without_signers_is_frozen_at_once(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult
) -> None:
    kind = next(info.key for info in open_desk.papers.types() if not info.signers and info.key == COVER)
    made = prepare_paper(PreparePaper(case.case_id, kind), uow, open_desk.papers)
    assert made.draft == 0
    assert _paper(uow, case, made.document).stage == "issued"
    with refused("R-404"):
        prepare_paper(PreparePaper(case.case_id, kind, document=made.document), uow, open_desk.papers)


def test_the_first_signature_freezes(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str
) -> None:
    before = _paper(uow, case, printed)
    for signer in case.parties:
        sign_paper(SignPaper(case.case_id, printed, signer, "signature", TODAY), uow)
    after = _paper(uow, case, printed)
    assert (after.stage, after.frozen, after.facts_hash) == ("signed", True, before.facts_hash)
    assert [s.signer for s in after.signed] == list(case.parties)
    with refused("R-404"):
        prepare_paper(PreparePaper(case.case_id, AGREEMENT, document=printed), uow, open_desk.papers)
    with refused("R-404"):
        issue_paper(case.case_id, printed, uow)
    correcting = PreparePaper(case.case_id, AGREEMENT, replaces=printed)
    assert _paper(uow, case, prepare_paper(correcting, uow, open_desk.papers).document).replaces == printed


def test_another_paper_or_another_kind_is_not_replaced(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str
) -> None:
    for kind, document in ((AGREEMENT, "nothing"), (APPLICATION, printed)):
        with refused("R-404"):
            prepare_paper(PreparePaper(case.case_id, kind, document=document), uow, open_desk.papers)


def test_only_a_frozen_paper_is_corrected(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str
) -> None:
    for corrected in ("nothing", printed):
        with refused("R-410"):
            prepare_paper(PreparePaper(case.case_id, AGREEMENT, replaces=corrected), uow, open_desk.papers)
    issue_paper(case.case_id, printed, uow)
    prepare_paper(PreparePaper(case.case_id, AGREEMENT, replaces=printed), uow, open_desk.papers)


def test_signing_is_refused(uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str) -> None:
    def sign(document: str = printed, on: str = TODAY) -> None:
        sign_paper(SignPaper(case.case_id, document, case.parties[0], "signature", on), uow)

    with refused("R-405"):
        sign("nothing")
    for day in (YESTERDAY, TOMORROW, "2026-11-20x", "今天", ""):
        with refused("R-406"):
            sign(on=day)
    assert _paper(uow, case, printed).stage == "prepared"
    void_paper(case.case_id, printed, "写错", uow)
    with refused("R-405"):
        sign()


def test_serving_is_refused_or_recorded(uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str) -> None:
    def serve(document: str = printed, on: str = TODAY, **values: Any) -> None:
        serve_paper(ServePaper(case.case_id, document, case.parties[1], "direct", on, **values), uow)

    with refused("R-405"):
        serve("nothing")
    for day in (YESTERDAY, TOMORROW, "今天"):
        with refused("R-406"):
            serve(on=day)
    with refused("R-407"):
        serve(refused=True)
    serve(refused=True, witnesses=("王五",))
    paper = _paper(uow, case, printed)
    assert (paper.stage, paper.frozen, paper.served[0].server) == ("served", True, uow.viewer.name)
    void_paper(case.case_id, printed, "送错人", uow)
    with refused("R-405"):
        serve()


def test_a_void_paper_keeps_its_number_and_reason(uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str) -> None:
    with refused("R-405"):
        void_paper(case.case_id, "nothing", "写错", uow)
    with refused("R-408"):
        void_paper(case.case_id, printed, " ", uow)
    void_paper(case.case_id, printed, " 写错 ", uow)
    paper = _paper(uow, case, printed)
    assert (paper.stage, paper.number, paper.void_reason) == ("void", case.number, "写错")
    with refused("R-405"):
        void_paper(case.case_id, printed, "再来一次", uow)


def test_a_paper_is_printed_again_from_its_stored_bytes(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str
) -> None:
    first = reprint(case.case_id, printed, uow)
    assert first.startswith(b"%PDF")
    conclude_agreement(agreement(case, clauses=("改了。",), duties=()), uow)
    assert reprint(case.case_id, printed, uow) == first
    with refused("R-405"):
        reprint(case.case_id, "nothing", uow)


def test_a_further_print_of_a_frozen_paper_says_its_number_and_changes_nothing(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str, tmp_path: Path
) -> None:
    papers = open_desk.papers
    assert for_printer(case.case_id, printed, uow, papers).further == 0
    note_printed(case.case_id, printed, uow)
    drafted = for_printer(case.case_id, printed, uow, papers)
    assert (drafted.further, drafted.pdf) == (0, uow.get_blob(_paper(uow, case, printed).pdf_hash))
    sign_paper(SignPaper(case.case_id, printed, case.parties[0], "signature", TODAY), uow)
    before = _paper(uow, case, printed)
    marked = for_printer(case.case_id, printed, uow, papers)
    assert marked.further == for_printer(case.case_id, printed, uow, papers).further == 1
    assert "补印第1份" in words_of(marked.pdf, tmp_path)
    assert "第1稿" not in words_of(marked.pdf, tmp_path)
    note_printed(case.case_id, printed, uow)
    assert for_printer(case.case_id, printed, uow, papers).further == 2
    assert _paper(uow, case, printed) == before
    with refused("R-405"):
        for_printer(case.case_id, "nothing", uow, papers)
    with refused("R-405"):
        note_printed(case.case_id, "nothing", uow)


def words_of(pdf: bytes, folder: Path) -> str:
    """What a reader reads out of a PDF, without white space."""
    (folder / "paper.pdf").write_bytes(pdf)
    read = subprocess.run(["pdftotext", str(folder / "paper.pdf"), "-"], check=True, capture_output=True)
    return "".join(read.stdout.decode().split())


def test_papers_that_wait_to_be_made_are_listed_with_their_case(desk: Desk) -> None:
    case = register(desk)
    waiting = desk.queries.papers_due(desk.viewer)
    mine = {row.type for row in waiting if row.case_id == case.case_id}
    assert {"mediation_application", "mediation_acceptance", "rights_notice"} & mine
    assert all(row.stage == "draft" and not row.number for row in waiting)
    with desk.uow(desk.viewer) as uow:
        prepare_paper(PreparePaper(case.case_id, "rights_notice"), uow, desk.papers)
        uow.commit()
    later = {row.type for row in desk.queries.papers_due(desk.viewer) if row.case_id == case.case_id}
    assert "rights_notice" not in later


def test_a_paper_waits_for_what_its_method_demands(open_desk: Desk, uow: SqlUnitOfWork) -> None:
    """治安调解: nobody asks to be spared a penalty before the agreement is performed."""
    case = register_case(registration(procedure="police_mediation"), uow)
    conclude_agreement(agreement(case), uow)
    asking = PreparePaper(case.case_id, "no_penalty_application")
    with refused("R-403"):
        prepare_paper(asking, uow, open_desk.papers)
    for promised, part in uow.case(case.case_id).open_parts():
        perform_duty(PerformDuty(case.case_id, promised.id, part.id, TODAY, part.amount), uow)
    assert prepare_paper(asking, uow, open_desk.papers).draft == 1


def test_lists_and_pages_find_the_paper(station: Station) -> None:
    desk = station.open()
    case = register(desk)
    with desk.uow(desk.viewer) as uow:
        conclude_agreement(agreement(case), uow)
        made = prepare_paper(PreparePaper(case.case_id, AGREEMENT), uow, desk.papers)
        sign_paper(SignPaper(case.case_id, made.document, case.parties[0], "signature", TODAY), uow)
        uow.commit()
    (row,) = desk.queries.documents(desk.viewer, case.case_id)
    assert (row.id, row.stage, row.number, row.missing) == (made.document, "signed", case.number, (case.parties[1],))
    assert desk.queries.document_pdf(desk.viewer, case.case_id, made.document) == made.pdf
    with refused("R-302"):
        desk.queries.document_pdf(desk.viewer, case.case_id, "nothing")
    assert isinstance(desk.queries.case_view(desk.viewer, case.case_id).state.documents[0].signed[0], ce.DocumentSigned)


def test_a_drawn_signature_is_an_image_and_family_matters_are_signed_by_hand(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult, printed: str
) -> None:
    image = b"\x89PNG\r\n\x1a\nstrokes"
    command = DrawSignature(case.case_id, printed, case.parties[0], "周桂兰", image, TODAY)
    kept = draw_signature(command, uow)
    paper, attachment = _paper(uow, case, printed), uow.case(case.case_id).attachments[-1]
    assert [(s.way, s.scan) for s in paper.signed] == [("drawn", kept)]
    assert (attachment.id, attachment.name, attachment.document) == (kept, "签名图像（周桂兰）.png", "")
    with refused("R-530"):
        draw_signature(msgspec.structs.replace(command, image=b""), uow)
    family = register_case(registration(category="01"), uow)
    with refused("R-528"):
        draw_signature(msgspec.structs.replace(command, case_id=family.case_id), uow)
