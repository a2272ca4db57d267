"""Takes the scan of a signed paper to the very paper it was printed as, with who signed how and when."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.foreign import media_type_of
from desktop.domain.paper_code import BlankForm, Finding
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.make_paper import SignPaper, sign_paper
from desktop.usecases.permission import owned_case
from desktop.usecases.protocols import UnitOfWork

Way = Literal["signature", "seal", "fingerprint", "signature_fingerprint"]


class Signed(Struct, frozen=True):
    """One signature on the scan: signer as in `SignPaper`, how, and which day stands beside it."""

    signer: str
    way: Way
    on: str


class BringScanHome(Struct, frozen=True):
    """Command. `finding`: what `match_scan` answered; `data`: the file as it came, `pages`: how many it has in all."""

    finding: Finding
    name: str
    data: bytes
    pages: int
    signed: tuple[Signed, ...] = ()


def bring_scan_home(cmd: BringScanHome, uow: UnitOfWork) -> str:
    """Attach the scan to its paper and record the signatures; returns the attachment's id.

    The paper is held against the code once more: it may have been printed anew since the file was read.

    Raises:
        RuleViolation: R-374 the scan is not of this paper as it stands, R-375 the same scan is there already, and
            what attaching and signing refuse.
    """
    finding = cmd.finding
    paper = finding.paper
    if finding.fate != "current" or paper is None:
        raise _other_version()
    state = owned_case(paper.case_id, uow, "paper.write")
    now = state.document(paper.document)
    if now is None or now.stage == "void" or now.facts_hash != paper.facts_hash:
        raise _other_version()
    part = (finding.first, finding.last) if finding.pages < cmd.pages else None
    kind = media_type_of(cmd.data)
    attach = AttachFile(paper.case_id, cmd.name, "scan", kind, cmd.data, document=paper.document, pages=part)
    attachment = attach_file(attach, uow)
    added = uow.case(paper.case_id).attachments
    if any(a.document == paper.document and a.content_hash == added[-1].content_hash for a in added[:-1]):
        raise RuleViolation(
            "R-375", "这份扫描件已经归过位了。", field="data", way_out="不用再加；要补签名请在文书页上点“已签”。"
        )
    for signature in cmd.signed:
        sign_paper(
            SignPaper(paper.case_id, paper.document, signature.signer, signature.way, signature.on, attachment), uow
        )
    return attachment


def bring_form_home(cmd: BringScanHome, uow: UnitOfWork) -> str:
    """Attach the scan of a form filled in by hand to the case it was printed for; returns the attachment's id.

    It is no signed paper: what stands on it still has to be entered. Raises R-374 when its case is not known here,
    R-375 the same scan is there already, and what attaching refuses.
    """
    form = cmd.finding.form
    if cmd.finding.fate != "form" or form is None:
        raise _no_form()
    return _attach_form(cmd, form, form.case_id, uow)


def bring_new_form(cmd: BringScanHome, case_id: str, uow: UnitOfWork) -> str:
    """Attach the scan of a form that was printed for no case to the one registered from it; the attachment's id.

    In the transaction of the registration. Raises R-374 when it is no such form, R-375, and what attaching refuses.
    """
    form = cmd.finding.form
    if cmd.finding.fate != "form_new" or form is None:
        raise _no_form()
    return _attach_form(cmd, form, case_id, uow)


def _attach_form(cmd: BringScanHome, form: BlankForm, case_id: str, uow: UnitOfWork) -> str:
    part = (cmd.finding.first, cmd.finding.last) if cmd.finding.pages < cmd.pages else None
    kind = media_type_of(cmd.data)
    note = f"手写表：{form.type_title}"
    attachment = attach_file(AttachFile(case_id, cmd.name, "scan", kind, cmd.data, note=note, pages=part), uow)
    held = [(a.note, a.pages, a.content_hash) for a in uow.case(case_id).attachments]
    if held[-1] in held[:-1]:
        raise RuleViolation("R-375", "这张手写表已经归过位了。", field="data", way_out="不用再加。")
    return attachment


def _no_form() -> RuleViolation:
    return RuleViolation(
        "R-374",
        "扫描件不是这里某件事的手写表，没有归位。",
        field="data",
        way_out="请先登记或同步这件事，再把扫描件加到它的附件里。",
    )


def _other_version() -> RuleViolation:
    return RuleViolation(
        "R-374",
        "扫描件不是这份文书现在有效的一稿，没有归位。",
        field="data",
        way_out="请找到有效的那张纸再扫一次；确实要留存的，可以作为普通附件加入。",
    )
