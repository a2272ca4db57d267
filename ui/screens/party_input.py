"""Turns the inputs of a party into what the use cases take, and back. Must not check: the use cases do."""

from __future__ import annotations

from typing import Any

import msgspec

from desktop.domain.case_events import Side
from desktop.domain.case_view import PartyView
from desktop.domain.person import OrganisationRecorded, PersonRecorded
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.register_case import PartyInput

_PERSON = (
    "name", "sex", "birth", "nation", "id_type", "id_number", "id_missing_reason", "phone", "work", "address",
    "guardian",
)  # fmt: skip


def party_input(value: dict[str, Any], side: Side, uow: UnitOfWork) -> PartyInput:
    """The party as typed. What a known person already has and was not typed anew stays as it is."""
    record = str(value.get("record", ""))
    if value.get("kind") == "organisation":
        return PartyInput(
            side=side,
            organisation=OrganisationRecorded(
                name=value["org_name"],
                code=value["code"],
                representative=value["representative"],
                post=value["representative_post"],
                phone=value["org_phone"],
                address=value["org_address"],
            ),
            record=record,
            representative=value["representative"],
            representative_post=value["representative_post"],
        )
    typed = {key: value[key] for key in _PERSON if value.get(key)}
    known = uow.person(record) if record else None
    data = msgspec.structs.replace(known.data, **typed) if known is not None else PersonRecorded(**typed)
    return PartyInput(
        side=side,
        person=data,
        record=record,
        agent=value.get("agent", ""),
        agent_power=value.get("agent_power", "") if value.get("agent") else "",
    )


def party_value(view: PartyView, record: str) -> dict[str, Any]:
    """The inputs of a party that is already in a case."""
    if view.kind == "organisation":
        return {
            "kind": "organisation",
            "org_name": view.name,
            "code": view.code,
            "representative": view.representative,
            "representative_post": view.representative_post,
            "org_phone": view.phone,
            "org_address": view.address,
            "record": record,
            "party_id": view.id,
        }
    sex = {"男": "male", "女": "female"}.get(view.sex, "")
    same = {key: getattr(view, key) for key in ("name", "nation", "birth", "work", "phone", "address", "guardian")}
    numbers = {"id_type": view.id_type, "id_number": view.id_number, "agent": view.agent}
    return {"kind": "person", **same, **numbers, "sex": sex, "record": record, "party_id": view.id}


def names_of(value: dict[str, Any]) -> str:
    """The name of a party as typed."""
    return str(value.get("org_name" if value.get("kind") == "organisation" else "name", ""))
