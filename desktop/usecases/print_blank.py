"""A form of a document type to fill in by hand, whose code leads its scan back to the case and the form."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.paper_code import BlankCode
from desktop.usecases.permission import demand_right, owned_case
from desktop.usecases.protocols import Papers, UnitOfWork


class PrintBlank(Struct, frozen=True):
    """Command. `type`: of the form; `case_id`: whose name and parties stand on it, "" for what is not registered."""

    type: str
    case_id: str = ""


def print_blank(cmd: PrintBlank, uow: UnitOfWork, papers: Papers) -> bytes:
    """The form as a PDF. No number is taken and nothing but the journal notes it: it is not a paper of the case.

    Raises:
        RuleViolation: R-409 unknown type, R-383 one that is made of a period, R-203, R-301, R-317.
    """
    info = papers.info(cmd.type)
    if info.about != "case":
        raise RuleViolation(
            "R-383", "登记簿和报表没有手写表。", field="type", way_out="请选择一件事的文书，例如申请书、调解笔录。"
        )
    if cmd.case_id:
        owned_case(cmd.case_id, uow, "paper.write")
    else:
        demand_right(uow.viewer, "paper.write")
    view = uow.case_view(cmd.case_id) if cmd.case_id else None
    code = BlankCode(info.type_number, cmd.case_id).text
    pdf = papers.blank(cmd.type, uow.committee(), view, code, uow.printed_at())
    uow.journal("paper.blank", cmd.case_id)
    return pdf
