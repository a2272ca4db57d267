"""Masks what a viewer may not see in full; pure. Which fields, says reference/rights.toml. Free texts stay as they are.

Masks are those of privacy-time-ids.md §2: `330***********1234`, `138****1234`, 张*, an address down to the village.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from desktop.domain import case_events as ce
from desktop.domain.case import CaseState
from desktop.domain.case_view import CaseView, DutyView
from desktop.domain.identity import mask_address, mask_bank, mask_id, mask_phone
from desktop.domain.names import mask_name
from desktop.domain.rights import Look, RightsTable

_MASKS: dict[str, Callable[[str], str]] = {
    "id_number": mask_id,
    "phone": mask_phone,
    "address": mask_address,
    "account": mask_bank,
    "name": mask_name,
    "birth": lambda birth: birth[:4],
    "work": lambda _work: "",
}
S = TypeVar("S", bound=msgspec.Struct)


def hidden_in_others(table: RightsTable) -> frozenset[str]:
    """Fields that are masked in cases of other handlers until a reason is given."""
    return frozenset(f for showing in table.classes.values() if showing.other != "full" for f in showing.fields)


def hidden_in_lists(table: RightsTable, *, names: bool) -> frozenset[str]:
    """Fields that are masked in lists and hits. `names`: the viewer sees names of persons there."""
    shown = {"full", "names"} if names else {"full"}
    return frozenset(f for showing in table.classes.values() if showing.list not in shown for f in showing.fields)


def export_look(field: str, table: RightsTable) -> Look:
    """How a field may stand in a table that leaves the machine row by row: full, pseudonym, none (§2, §3)."""
    return next((showing.export for showing in table.classes.values() if field in showing.fields), "full")


def masked(record: S, hidden: frozenset[str]) -> S:
    """A frozen record with its hidden text fields masked (party, person, hit, duty)."""
    changes = {
        field: _MASKS[field](value)
        for field in hidden
        if field in _MASKS and isinstance(value := getattr(record, field, None), str) and value
    }
    return msgspec.structs.replace(record, **changes) if changes else record


def handles(user: str, state: CaseState) -> bool:
    """Whether a case is this user's own: named as handler, else registered by them, or they held a session of it."""
    handler = state.reg.facts.get("handler")
    if handler:
        return handler == user
    staff = [person for held in state.sessions for person in (*held.mediators, held.recorder)]
    staff += [person for agreement in state.agreements for person in agreement.mediators]
    return state.opened_by == user or any(person.user == user for person in staff)


def mask_view(view: CaseView, hidden: frozenset[str]) -> CaseView:
    """A case as others than its handler see it before they gave a reason; its `masked` says so."""
    return msgspec.structs.replace(
        view,
        state=_mask_state(view.state, hidden),
        parties=tuple(masked(party, hidden) for party in view.parties),
        duties=tuple(_mask_duty(duty, hidden) for duty in view.duties),
        masked=True,
    )


def mask_title(title: str, names: tuple[str, ...]) -> str:
    """A case title (卷名) with the names of persons masked; longer names first, so that none hides in another."""
    for name in sorted(set(names), key=len, reverse=True):
        if name:
            title = title.replace(name, mask_name(name))
    return title


def _mask_state(state: CaseState, hidden: frozenset[str]) -> CaseState:
    agreements = tuple(_mask_agreement(agreement, hidden) for agreement in state.agreements)
    return msgspec.structs.replace(state, agreements=agreements)


def _mask_agreement(agreement: ce.AgreementConcluded, hidden: frozenset[str]) -> ce.AgreementConcluded:
    return msgspec.structs.replace(agreement, duties=tuple(masked(duty, hidden) for duty in agreement.duties))


def _mask_duty(view: DutyView, hidden: frozenset[str]) -> DutyView:
    return msgspec.structs.replace(view, duty=masked(view.duty, hidden))
