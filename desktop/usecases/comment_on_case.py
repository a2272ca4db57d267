"""Comments anchored to a field and a version of a case; the county may send a case back for correction with one."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.case_events import CommentMade
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import demand_right, may_do
from desktop.usecases.protocols import UnitOfWork

LONGEST = 2000


class CommentOnCase(Struct, frozen=True):
    """Command. `field`: name of a registration field, "" for the case as a whole. `version`: hash of the event that
    was looked at, "" for the present state. `returned`: 退回补正, the owner is to correct something."""

    case_id: str
    text: str
    field: str = ""
    version: str = ""
    returned: bool = False


def comment_on_case(cmd: CommentOnCase, uow: UnitOfWork) -> str:
    """Record a comment; returns its id. It changes nothing else: only the owner corrects.

    Raises:
        RuleViolation: R-203, R-301, R-604 no text or too long, R-605 there is no such field.
    """
    if cmd.returned or not may_do(uow.viewer, "case.write"):
        demand_right(uow.viewer, "county")
    state = uow.case(cmd.case_id)
    text = cmd.text.strip()
    if not text or len(text) > LONGEST:
        raise RuleViolation("R-604", "批注是空的，或者太长。", field="text", way_out="请写1到2000个字。")
    name = cmd.field.partition(".")[0]
    if name and name not in type(state.reg).__struct_fields__:
        raise RuleViolation("R-605", "登记里没有这一项。", field="field", way_out="请核对项目名，或不写项目。")
    comment = uow.new_id()
    anchor = cmd.version or ",".join(state.frontier)
    uow.record(cmd.case_id, CommentMade(comment, text, cmd.field, anchor, cmd.returned))
    return comment
