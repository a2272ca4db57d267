"""The rows of a case: what lists filter and sort by, and the whole state as canonical JSON."""

from __future__ import annotations

from typing import Any

from db.projections import Projection, Rows
from db.tables import state_case, state_document, state_duty, state_party
from desktop.domain.canonical import encode_checked
from desktop.domain.case import CaseState, fold_case


def rows_of_case(state: CaseState) -> Rows:
    """All rows of one case."""
    return {
        state_case: [columns_of_case(state) | {"doc": encode_checked(state).decode()}],
        state_party: [
            {
                "case_id": state.id,
                "party_id": party.id,
                "side": party.side,
                "kind": party.kind,
                "record": party.record,
                "place": place,
            }
            for place, party in enumerate(state.reg.parties)
        ],
        state_duty: _duty_rows(state),
        state_document: [
            {
                "case_id": state.id,
                "id": paper.id,
                "type": paper.type,
                "number": paper.number,
                "series": paper.series,
                "serial": paper.serial,
                "draft": paper.draft,
                "stage": paper.stage,
                "on_day": paper.on,
                "facts_hash": paper.facts_hash,
                "pdf_hash": paper.pdf_hash,
            }
            for paper in state.documents
        ],
    }


def columns_of_case(state: CaseState) -> dict[str, Any]:
    """The row of a case without its document."""
    reg = state.reg
    return {
        "id": state.id,
        "number": reg.number,
        "series": reg.series,
        "serial": reg.serial,
        "kind": reg.kind,
        "category": reg.category,
        "source": reg.source,
        "received": reg.received_at[:10],
        "opened_at": state.opened_at,
        "state": _word(state),
        "outcome": state.closed.outcome if state.closed else "",
        "closed_on": state.closed.on if state.closed else "",
        "procedure": f"{reg.procedure.key}@{reg.procedure.version}",
        "owner": state.owner,
        "owner_version": state.owner_version,
        "secrecy": reg.secrecy,
        "last_at": state.last_at,
        "quick": int(reg.quick),
    }


def _word(state: CaseState) -> str:
    if state.closed is not None:
        return "closed"
    return "agreed" if state.agreement is not None else "open"


def _duty_rows(state: CaseState) -> list[dict[str, Any]]:
    if state.agreement is None:
        return []
    still = {part.id for _duty, part in state.open_parts()}
    return [
        {
            "case_id": state.id,
            "part_id": part.id,
            "due": part.due,
            "kind": duty.kind,
            "what": duty.text,
            "amount": part.amount,
            "open": int(part.id in still),
        }
        for duty in state.agreement.duties
        for part in duty.parts
    ]


PROJECTIONS = {
    "case": Projection(
        fold_case,
        rows_of_case,
        (
            (state_case, state_case.c.id),
            (state_party, state_party.c.case_id),
            (state_duty, state_duty.c.case_id),
            (state_document, state_document.c.case_id),
        ),
    )
}
