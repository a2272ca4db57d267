"""Joins one case with the records of its parties to the frozen view that papers and pages read."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from db.cache import category_label, source_label
from db.queries.cases import case_state
from db.reference import CodeWords
from db.tables import cache_limit, state_organisation, state_person
from desktop.domain import case_events as ce
from desktop.domain.case import CaseState
from desktop.domain.case_view import CaseView, Committee, DutyView, PaperView, PartyView, case_title, full_years
from desktop.domain.person import OrganisationState, PersonState
from desktop.domain.procedure import Procedure
from desktop.domain.viewer import Viewer

LABELS = {"applicant": "申请人", "respondent": "被申请人", "third": "第三人"}
_SEX = {"male": "男", "female": "女", "": ""}
_POWER = {"general": "一般代理", "special": "特别授权", "": ""}


def case_view(
    viewer: Viewer, connection: Connection, case_id: str, committee: Committee, procedure: Procedure | None
) -> CaseView:
    """The case with everything a paper may say about it; the paper itself is still blank."""
    return view_of(viewer, connection, case_state(viewer, connection, case_id), committee, procedure)


def view_of(
    viewer: Viewer, connection: Connection, state: CaseState, committee: Committee, procedure: Procedure | None
) -> CaseView:
    """As `case_view`, for a state that is already at hand (a use case's own writes included).

    `procedure`: the working method of the case, None for lists that do not need it.
    """
    people, organisations = _records(connection, state)
    parties = tuple(
        _person_party(party, people[party.record], state) if party.record in people
        else _organisation_party(party, organisations.get(party.record))
        for party in state.reg.parties
    )  # fmt: skip
    names = {p.id: p.name for p in parties}
    codes = CodeWords(connection)
    label = category_label(state, codes)
    agreement = state.agreement
    return CaseView(
        state=state,
        committee=committee,
        title=case_title(
            tuple(p.name for p in parties if p.side == "applicant"),
            tuple(p.name for p in parties if p.side == "respondent"),
            label,
            state.reg.kind,
        ),
        category_label=label,
        source_label=source_label(state, codes),
        parties=parties,
        duties=tuple(_duty(duty, names, state) for duty in (agreement.duties if agreement else ())),
        paper=PaperView("", "", 0, 0),
        session=state.sessions[-1] if state.sessions else None,
        step_facts={step.step: step.facts for step in state.steps},
        procedure_title=procedure.title if procedure else "",
        paper_steps=procedure.paper_steps() if procedure else {},
        limits=_limits(connection, state.id),
    )


def _limits(connection: Connection, case_id: str) -> dict[str, str]:
    """Last days of the limits that run, by key, as they stood after the last commit (raw: the office's own duty)."""
    rows = connection.execute(select(cache_limit.c.key, cache_limit.c.raw).where(cache_limit.c.case_id == case_id))
    return {row.key: row.raw for row in rows}


def _records(connection: Connection, state: CaseState) -> tuple[dict[str, PersonState], dict[str, OrganisationState]]:
    ids = [p.record for p in state.reg.parties]
    people = connection.execute(select(state_person.c.id, state_person.c.doc).where(state_person.c.id.in_(ids)))
    firms = connection.execute(
        select(state_organisation.c.id, state_organisation.c.doc).where(state_organisation.c.id.in_(ids))
    )
    return (
        {i: msgspec.json.decode(doc, type=PersonState) for i, doc in people},
        {i: msgspec.json.decode(doc, type=OrganisationState) for i, doc in firms},
    )


def _person_party(party: ce.Party, person: PersonState, state: CaseState) -> PartyView:
    data = person.data
    return PartyView(
        id=party.id,
        label=LABELS[party.side],
        side=party.side,
        kind="person",
        name=data.name,
        sex=_SEX[data.sex],  # type: ignore[arg-type]
        nation=data.nation,
        age=full_years(data.birth, state.reg.received_at[:10]),
        birth=data.birth,
        work=data.work,
        phone=data.phone,
        address=data.address,
        id_type=data.id_type,
        id_number=data.id_number,
        agent=party.agent,
        agent_power=_POWER[party.agent_power],
        guardian=data.guardian,
        note=party.note,
    )


def _organisation_party(party: ce.Party, organisation: OrganisationState | None) -> PartyView:
    blank = PartyView(party.id, LABELS[party.side], party.side, party.kind, "")
    if organisation is None:
        return blank  # the record travels in another bundle that has not come yet
    data = organisation.data
    return msgspec.structs.replace(
        blank,
        name=data.name,
        code=data.code,
        phone=data.phone,
        address=data.address,
        representative=party.representative or data.representative,
        representative_post=party.representative_post or data.post,
        agent=party.agent,
        agent_power=_POWER[party.agent_power],
        note=party.note,
    )


def _duty(duty: ce.Duty, names: dict[str, str], state: CaseState) -> DutyView:
    done = sum(act.amount for act in state.performed if act.duty == duty.id)
    return DutyView(duty, names.get(duty.debtor, ""), names.get(duty.creditor, ""), done)
