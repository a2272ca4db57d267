"""What one should look at again in an agreement before it is printed and signed; only warnings. Writes nothing."""

from __future__ import annotations

from typing import Final

from desktop.domain.calendar import Calendar
from desktop.domain.case import CaseState
from desktop.domain.case_events import AgreementConcluded
from desktop.domain.drafting import Remark, remarks
from desktop.reference.drafting_data import drafting_traps

CHECKED: Final = frozenset({"mediation_agreement", "oral_agreement_register", "confirmation_application"})
"""Papers that carry the agreement's words."""


def drafting_remarks(
    agreement: AgreementConcluded, category: str, calendar: Calendar | None = None
) -> tuple[Remark, ...]:
    """All warnings on an agreement in a case of this category, in the order of its text."""
    return remarks(agreement, category, drafting_traps(), calendar)


def before_printing(type_key: str, state: CaseState, calendar: Calendar | None = None) -> tuple[str, ...]:
    """What the user is told before and after a paper with the agreement in force is made."""
    if type_key not in CHECKED or state.agreement is None:
        return ()
    return tuple(remark.text for remark in drafting_remarks(state.agreement, state.reg.category, calendar))
