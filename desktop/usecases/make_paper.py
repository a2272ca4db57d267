"""The life of a paper: prepared for signing, issued, signed, served, void. Signed means frozen.

A paper for signing (待签) holds its number and may be printed anew under it until the first signature or service
(practice.md P1). An issued paper is printed again from its stored bytes; a change is a new paper that names the old.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

from desktop.domain.case import CaseState, DocumentState
from desktop.domain.case_events import (
    DocumentIssued,
    DocumentPrepared,
    DocumentServed,
    DocumentSigned,
    DocumentVoided,
)
from desktop.domain.case_view import CaseView, PaperView
from desktop.domain.engine import status
from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import DEFAULT_PETITION
from desktop.usecases.check_drafting import before_printing
from desktop.usecases.numbers import Taken, take
from desktop.usecases.permission import demand_right, owned_case
from desktop.usecases.protocols import ComposedPaper, PaperInfo, Papers, UnitOfWork

AGREEMENT = "mediation_agreement"


class PreparePaper(Struct, frozen=True):
    """Command: make a paper of a type. `document`: an earlier print to be replaced, "" for a new paper.

    `replaces`: an issued paper that this one corrects. `session`: the session a record is about, "" for the last one.
    """

    case_id: str
    type: str
    document: str = ""
    session: str = ""
    replaces: str = ""


class PaperMade(Struct, frozen=True):
    """The paper's id, number, the n of 第n稿 (0 once frozen), bytes, and what to look at again before signing."""

    document: str
    number: str
    draft: int
    pdf: bytes
    warnings: tuple[str, ...] = ()


def prepare_paper(cmd: PreparePaper, uow: UnitOfWork, papers: Papers) -> PaperMade:
    """Compose, draw and record a paper; one with signers becomes 待签, one without is issued at once.

    Raises:
        RuleViolation: R-409 unknown type, R-402 facts are missing (all named), R-403 a sign-off is not there,
            R-404 the earlier print is signed or issued already, R-410 what it corrects is no frozen paper, or what
            composing and drawing refuse.
    """
    state = owned_case(cmd.case_id, uow, "paper.write")
    info = papers.info(cmd.type)
    _gates(cmd.type, state, uow)
    old = _replaceable(cmd, state)
    taken = _number(info, state, old, uow)
    draft = (old.draft + 1 if old else 1) if info.signers else 0
    at = uow.printed_at()
    view = _view(cmd, PaperView(taken.text, at.date().isoformat(), draft, 0, "", cmd.replaces), uow, papers)
    missing = papers.missing(cmd.type, view)
    if missing:
        names = "、".join(name for _path, name in missing)
        raise RuleViolation(
            "R-402", f"还缺这些内容：{names}。", field=missing[0][0], way_out="补齐后再打印。", basis=info.title
        )
    composed = papers.compose(cmd.type, view)
    pdf = papers.render(composed, at)
    uow.put_blob(composed.model)
    kind = DocumentPrepared if info.signers else DocumentIssued
    document = old.id if old else uow.new_id()
    uow.record(
        cmd.case_id,
        kind(
            document=document,
            type=cmd.type,
            type_version=composed.type_version,
            template_hash=composed.template_hash,
            number=taken.text,
            series=taken.series,
            serial=taken.serial,
            draft=draft,
            facts_hash=composed.facts_hash,
            pdf_hash=uow.put_blob(pdf, travels=False),
            on=view.paper.on,
            session=view.paper.session,
            replaces=cmd.replaces,
        ),
    )
    uow.journal("paper.made", document)
    return PaperMade(document, taken.text, draft, pdf, before_printing(cmd.type, state, uow.calendar()))


def _gates(type_key: str, state: CaseState, uow: UnitOfWork) -> None:
    procedure = uow.procedure(state.reg.procedure.key, state.reg.procedure.version)
    reasons = status(procedure, state, uow.calendar(), uow.now().date()).blocks_document(type_key)
    if reasons:
        raise RuleViolation(
            "R-403", f"现在还不能出这份文书：{reasons[0].text}", field="type", way_out="请先办完前一步。"
        )


def _corrects(cmd: PreparePaper, state: CaseState) -> None:
    paper = state.document(cmd.replaces)
    if cmd.replaces and (paper is None or not paper.frozen):
        raise RuleViolation(
            "R-410",
            "要更正的那份文书找不到，或者还没有定稿。",
            field="replaces",
            way_out="没有签名的文书请直接重新打印；已定稿的请从文书列表里选择。",
        )


def _replaceable(cmd: PreparePaper, state: CaseState) -> DocumentState | None:
    _corrects(cmd, state)
    if not cmd.document:
        return None
    old = state.document(cmd.document)
    if old is None or old.type != cmd.type or old.stage != "prepared":
        raise RuleViolation(
            "R-404",
            "这份文书已经签名或定稿，不能再换。",
            field="document",
            way_out="请出一份新的文书，并写明更正的是哪一份。",
        )
    return old


def _number(info: PaperInfo, state: CaseState, old: DocumentState | None, uow: UnitOfWork) -> Taken:
    if old is not None:
        return Taken(old.number, old.series, old.serial)
    if info.number == "case":
        # the file number serves the papers of the file (mediation-documents.md §3); the series is counted on the case
        return Taken(state.reg.number, "", 0)
    if info.number:
        return take(uow, word=info.number, pattern=DEFAULT_PETITION)
    return Taken("", "", 0)


def _view(cmd: PreparePaper, blank: PaperView, uow: UnitOfWork, papers: Papers) -> CaseView:
    view = uow.case_view(cmd.case_id)
    session = next((s for s in view.state.sessions if s.id == cmd.session), view.session)
    copies = papers.copies(cmd.type, len(view.parties))
    agreement = view.state.agreement
    if cmd.type == AGREEMENT and agreement is not None and agreement.confirmation_wanted:
        copies += 1  # the court keeps one original (practice.md P16)
    paper = msgspec.structs.replace(blank, copies=copies, session=session.id if session else "")
    return msgspec.structs.replace(view, paper=paper, session=session)


class SignPaper(Struct, frozen=True):
    """Command: one signer signed on paper. `signer`: a party id, or "mediator", "recorder", "seal" ..."""

    case_id: str
    document: str
    signer: str
    way: Literal["signature", "seal", "fingerprint", "signature_fingerprint", "drawn"]
    on: str
    scan: str = ""


def sign_paper(cmd: SignPaper, uow: UnitOfWork) -> None:
    """Record a signature; the first one freezes the paper (`document.issued` in the same transaction).

    Raises:
        RuleViolation: R-405 no such paper or void, R-406 signed before it was made or after today.
    """
    state = owned_case(cmd.case_id, uow, "paper.write")
    if cmd.signer == "seal":
        demand_right(uow.viewer, "paper.seal")  # the seal has one keeper (practice.md P6)
    paper = state.document(cmd.document)
    if paper is None or paper.stage == "void":
        raise RuleViolation("R-405", "这份文书找不到或已经作废。", field="document", way_out="请从文书列表里选择。")
    if not paper.on <= cmd.on <= uow.now().date().isoformat() or not _is_day(cmd.on):
        raise RuleViolation(
            "R-406", "签名日期应在文书印出之后、今天以前。", field="on", way_out="请照纸上写的日期填写。"
        )
    if not paper.frozen:
        issue_paper(cmd.case_id, cmd.document, uow)
    uow.record(cmd.case_id, DocumentSigned(cmd.document, cmd.signer, cmd.way, cmd.on, cmd.scan))


def issue_paper(case_id: str, document: str, uow: UnitOfWork) -> None:
    """Freeze a prepared paper: number, facts and bytes stand from now on."""
    state = owned_case(case_id, uow, "paper.write")
    paper = state.document(document)
    if paper is None or paper.stage != "prepared":
        raise RuleViolation("R-404", "这份文书已经定稿或作废。", field="document", way_out="请从文书列表里选择。")
    values = {name: getattr(paper, name) for name in DocumentIssued.__struct_fields__ if name != "document"}
    uow.record(case_id, DocumentIssued(document=document, **values))


class ServePaper(Struct, frozen=True):
    """Command: a paper reached its addressee (送达回证). `on`: the day of receipt, from which clocks run."""

    case_id: str
    document: str
    addressee: str
    way: str
    on: str
    receiver: str = ""
    refused: bool = False
    witnesses: tuple[str, ...] = ()


def serve_paper(cmd: ServePaper, uow: UnitOfWork) -> None:
    """Record a service. Raises R-405, R-406, R-407 (refused without witnesses, 民事诉讼法 Art. 89 by analogy)."""
    state = owned_case(cmd.case_id, uow, "paper.write")
    paper = state.document(cmd.document)
    if paper is None or paper.stage == "void":
        raise RuleViolation("R-405", "这份文书找不到或已经作废。", field="document", way_out="请从文书列表里选择。")
    if not paper.on <= cmd.on <= uow.now().date().isoformat() or not _is_day(cmd.on):
        raise RuleViolation(
            "R-406", "送达日期应在文书印出之后、今天以前。", field="on", way_out="请照回证上的日期填写。"
        )
    if cmd.refused and not cmd.witnesses:
        raise RuleViolation(
            "R-407",
            "拒收要有见证人或照片。",
            field="witnesses",
            basis="民事诉讼法第八十九条（参照）",
            way_out="请写见证人姓名，或拍照后加入附件。",
        )
    if not paper.frozen:
        issue_paper(cmd.case_id, cmd.document, uow)
    uow.record(
        cmd.case_id,
        DocumentServed(
            cmd.document, cmd.addressee, cmd.way, cmd.on, cmd.receiver, cmd.refused, cmd.witnesses, uow.viewer.name
        ),
    )


def void_paper(case_id: str, document: str, reason: str, uow: UnitOfWork) -> None:
    """Void a paper; its number stays taken with the reason (R-408 without one)."""
    state = owned_case(case_id, uow, "paper.write")
    paper = state.document(document)
    if paper is None or paper.stage == "void":
        raise RuleViolation("R-405", "这份文书找不到或已经作废。", field="document", way_out="请从文书列表里选择。")
    if not reason.strip():
        raise RuleViolation("R-408", "作废要写明原因。", field="reason", way_out="写一句为什么作废，号码会保留。")
    uow.record(case_id, DocumentVoided(document, reason.strip()))


def reprint(case_id: str, document: str, uow: UnitOfWork) -> bytes:
    """The stored bytes of a paper, for another print; the journal notes it. Raises R-405."""
    paper = _readable(case_id, document, uow)
    uow.journal("paper.printed", document)
    return uow.get_blob(paper.pdf_hash)


def copy_to_word(case_id: str, document: str, uow: UnitOfWork) -> ComposedPaper:
    """What a paper says, as it was composed for its print: `Papers.word` makes an editable file of it. Raises R-405.

    For offices that must edit; such a file is no archive paper, and the journal notes it.
    """
    paper = _readable(case_id, document, uow)
    uow.journal("paper.copied", document)
    model = uow.get_blob(paper.facts_hash)
    return ComposedPaper(paper.type, paper.type_version, paper.template_hash, model, paper.facts_hash)


class Printed(Struct, frozen=True):
    """What goes to the printer, and the number of the further print (补印), 0 for a first one."""

    pdf: bytes
    further: int


def for_printer(case_id: str, document: str, uow: UnitOfWork, papers: Papers) -> Printed:
    """A paper for the printer. A frozen one that was printed before is marked as a further print with its number.

    Its stored bytes and the facts in its code stay as they are. Nothing is noted until the printer took it
    (`note_printed`). Raises R-405.
    """
    paper = _readable(case_id, document, uow)
    before = uow.noted("paper.printed", document)
    if not paper.frozen or not before:
        return Printed(uow.get_blob(paper.pdf_hash), 0)
    return Printed(papers.draw(uow.get_blob(paper.facts_hash), uow.now(), f"补印第{before}份"), before)


def note_printed(case_id: str, document: str, uow: UnitOfWork) -> None:
    """The printer took a paper; the journal notes it, the caller commits. Raises R-405."""
    _readable(case_id, document, uow)
    uow.journal("paper.printed", document)


def _readable(case_id: str, document: str, uow: UnitOfWork) -> DocumentState:
    demand_right(uow.viewer, "case.read")
    paper = uow.case(case_id).document(document)
    if paper is None:
        raise RuleViolation("R-405", "这份文书找不到。", field="document", way_out="请从文书列表里选择。")
    return paper


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
