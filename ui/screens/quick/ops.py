"""What the quick settlement asks to be done. No threads, no session, no dialog here."""

from __future__ import annotations

from typing import Any

from desktop.ops import Core, Op
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.settle_quickly import DRAFT, SettleQuickly, SettleQuicklyResult, settle_quickly
from ui.screens.party_input import party_input

__all__ = ["DRAFT", "settle"]


def settle(core: Core, one: dict[str, Any], other: dict[str, Any], values: dict[str, Any]) -> Op[SettleQuicklyResult]:
    """Register, record the oral agreement, make its form; the draft goes in the same transaction."""

    def work(uow: UnitOfWork) -> SettleQuicklyResult:
        cmd = SettleQuickly(
            applicant=party_input(one, "applicant", uow), respondent=party_input(other, "respondent", uow), **values
        )
        done = settle_quickly(cmd, uow, core.papers)
        uow.commit()
        return done

    return core.mutate(work)
