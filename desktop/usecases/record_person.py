"""Record a person or organisation once, checked; the same record then serves many cases."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.identity import RESIDENT_CARD, check_document, check_id, check_phone
from desktop.domain.names import check_name
from desktop.domain.organisation_code import check_organisation_code
from desktop.domain.person import OrganisationChanged, OrganisationRecorded, PersonChanged, PersonRecorded
from desktop.reference.area_codes import area_codes
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork


class PersonChecked(Struct, frozen=True):
    """A person ready to be recorded, and what the screen should mention without stopping anybody."""

    data: PersonRecorded
    warnings: tuple[str, ...] = ()


def check_person(data: PersonRecorded, uow: UnitOfWork) -> PersonChecked:
    """Name, id number and phone checked and put into their one form; sex and birth filled from the id number.

    Raises RuleViolation with the code of the check that failed.
    """
    name = check_name(data.name)
    phone = check_phone(data.phone) if data.phone else ""
    if not data.id_number:
        return PersonChecked(msgspec.structs.replace(data, name=name, phone=phone))
    if data.id_type not in ("", RESIDENT_CARD):
        other = check_document(data.id_type, data.id_number, today=uow.now().date(), known_regions=area_codes())
        return PersonChecked(msgspec.structs.replace(data, name=name, phone=phone, id_number=other))
    number = check_id(data.id_number, today=uow.now().date(), known_regions=area_codes())
    filled = msgspec.structs.replace(
        data,
        name=name,
        phone=phone,
        id_type=RESIDENT_CARD,
        id_number=number.number,
        sex=number.sex.value,
        birth=number.birth.isoformat(),
    )
    return PersonChecked(filled, number.warnings)


def record_person(data: PersonRecorded, uow: UnitOfWork) -> str:
    """Record a new person; returns the id of the record."""
    demand_right(uow.viewer, "person.write")
    person_id = uow.new_id()
    uow.record(person_id, check_person(data, uow).data)
    return person_id


def change_person(person_id: str, data: PersonRecorded, uow: UnitOfWork) -> None:
    """Correct a person; only fields that differ become part of the event."""
    demand_right(uow.viewer, "person.write")
    known = uow.person(person_id)
    if known is None:
        raise no_such_person("person")
    changed = _differences(known.data, check_person(data, uow).data)
    if changed:
        uow.record(person_id, PersonChanged(changed))


def no_such_person(field: str) -> RuleViolation:
    """R-303: the record of a person is not there."""
    return RuleViolation("R-303", "找不到这个人的登记。", field=field, way_out="请重新查找。")


def check_organisation(data: OrganisationRecorded) -> OrganisationRecorded:
    """Name present, credit code right when given (GB 32100)."""
    if not data.name.strip():
        raise RuleViolation(
            "R-304", "单位名称还没有填。", field="organisation.name", way_out="请填写营业执照上的全称。"
        )
    code = check_organisation_code(data.code) if data.code else ""
    return msgspec.structs.replace(data, name=data.name.strip(), code=code)


def record_organisation(data: OrganisationRecorded, uow: UnitOfWork) -> str:
    """Record a new organisation; returns the id of the record."""
    demand_right(uow.viewer, "person.write")
    organisation_id = uow.new_id()
    uow.record(organisation_id, check_organisation(data))
    return organisation_id


def change_organisation(organisation_id: str, data: OrganisationRecorded, uow: UnitOfWork) -> None:
    """Correct an organisation; only fields that differ become part of the event."""
    demand_right(uow.viewer, "person.write")
    known = uow.organisation(organisation_id)
    if known is None:
        raise RuleViolation("R-303", "找不到这个单位的登记。", field="organisation", way_out="请重新查找。")
    changed = _differences(known.data, check_organisation(data))
    if changed:
        uow.record(organisation_id, OrganisationChanged(changed))


def _differences(old: Struct, new: Struct) -> dict[str, tuple[str, str]]:
    before, after = msgspec.structs.asdict(old), msgspec.structs.asdict(new)
    return {field: (before[field], after[field]) for field in after if before[field] != after[field]}
