"""Take an import of a table back in one step: every case of it that nobody has touched, and say which could not.

A withdrawn case is in no list any more; its number stays taken. People that came with it stay registered: others may
be parties elsewhere by now, and a corrected table finds them again.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.case import CaseState
from desktop.domain.case_events import CaseWithdrawn
from desktop.domain.errors import RuleViolation
from desktop.usecases.import_table import BATCH, BATCH_EVENTS
from desktop.usecases.permission import demand_right
from desktop.usecases.table_memory import Batch, TableUnitOfWork


class UndoBatch(Struct, frozen=True):
    """Command. `batch`: the name that the import gave."""

    batch: str
    reason: str = "整批导入有误"


class Kept(Struct, frozen=True):
    """A case that could not be taken back, and why."""

    case_id: str
    number: str
    reason: str


class UndoBatchResult(Struct, frozen=True):
    """Cases taken back, and those that stay."""

    withdrawn: tuple[str, ...]
    kept: tuple[Kept, ...]


def batches(uow: TableUnitOfWork) -> tuple[Batch, ...]:
    """Imports that still have cases here, the newest first."""
    demand_right(uow.viewer, "case.write")
    return uow.tables.batches()


def undo_batch(cmd: UndoBatch, uow: TableUnitOfWork) -> UndoBatchResult:
    """Withdraw the cases of a batch that are as the table brought them; the caller commits.

    Raises:
        RuleViolation: R-203 no right, R-706 no such batch, R-707 not one case can be taken back.
    """
    demand_right(uow.viewer, "case.write")
    cases = uow.tables.cases_of_batch(cmd.batch)
    if not cases:
        raise RuleViolation(
            "R-706",
            f"没有名为“{cmd.batch}”的导入，或者已经全部撤销。",
            field="batch",
            way_out="请从导入记录里选择。",
        )
    kept = [Kept(case.id, case.reg.number, why) for case in cases if (why := _why_not(case, uow))]
    stays = {k.case_id for k in kept}
    withdrawn = tuple(case.id for case in cases if case.id not in stays)
    if not withdrawn:
        raise RuleViolation(
            "R-707",
            f"这一批的{len(cases)}件都不能撤销：{kept[0].reason}。",
            field="batch",
            way_out="请逐件更正，或者写明原因结案。",
        )
    for case_id in withdrawn:
        uow.record(case_id, CaseWithdrawn(cmd.reason, cmd.batch))
    uow.tables.drop_marks(withdrawn)
    uow.journal("table.undone", cmd.batch, f"{len(withdrawn)}")
    return UndoBatchResult(withdrawn, tuple(kept))


def _why_not(case: CaseState, uow: TableUnitOfWork) -> str:
    """Why a case stays, "" when nothing hangs on it yet."""
    if case.owner != uow.installation() or case.in_transit:
        return "已由别的站或县里办理"
    if case.reg.facts.get(BATCH) is None or case.events != case.reg.facts.get(BATCH_EVENTS):
        return "导入后又办过"
    if case.frontier and uow.left_the_house(case.id, case.frontier[0]):
        return "已经导出给县里"
    return ""
