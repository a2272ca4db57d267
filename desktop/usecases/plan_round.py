"""A round of visits leaves the program on paper: who may, and the line in the journal."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.errors import RuleViolation
from desktop.domain.rounds import Call
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork


def note_round(calls: Sequence[Call], uow: UnitOfWork) -> None:
    """Put down that the list of these calls is printed; the caller commits. Raises R-203, S-541, R-453."""
    demand_right(uow.viewer, "due")
    if not calls:
        raise RuleViolation("R-453", "这段时间没有要走访的人。", field="calls", way_out="请把时间放长一些再看。")
    uow.printed_at()
    uow.journal("visits.printed", f"{len(calls)}")
