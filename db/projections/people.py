"""The rows of people and organisations."""

from __future__ import annotations

from db.projections import Projection, Rows
from db.tables import state_organisation, state_person
from desktop.domain.canonical import encode_checked
from desktop.domain.person import OrganisationState, PersonState, fold_organisation, fold_person


def _person(state: PersonState) -> Rows:
    data = state.data
    row = {
        "id": state.id,
        "name": data.name,
        "phone": data.phone,
        "id_number": data.id_number,
        "doc": encode_checked(state).decode(),
    }
    return {state_person: [row]}


def _organisation(state: OrganisationState) -> Rows:
    row = {
        "id": state.id,
        "name": state.data.name,
        "code": state.data.code,
        "doc": encode_checked(state).decode(),
    }
    return {state_organisation: [row]}


PROJECTIONS = {
    "person": Projection(fold_person, _person, ((state_person, state_person.c.id),)),
    "organisation": Projection(fold_organisation, _organisation, ((state_organisation, state_organisation.c.id),)),
}
