"""People, organisations and the search box."""

from __future__ import annotations

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection, func, select

from db import search
from db.exchange import station_epochs
from db.log import among
from db.queries.cases import sees_cases, shown_titles
from db.tables import (
    cache_case,
    log_epoch,
    log_event,
    state_case,
    state_document,
    state_organisation,
    state_party,
    state_person,
    state_user,
)
from desktop.domain.identity import mask_id, mask_phone
from desktop.domain.masking import hidden_in_lists, hidden_in_others, masked
from desktop.domain.names import mask_name
from desktop.domain.person import PersonState
from desktop.domain.read_models import PersonHit, SearchHit
from desktop.domain.rights import may
from desktop.domain.station_events import UserState
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights, rights_table

MOST_KNOWN = 20


def known_persons(
    viewer: Viewer, connection: Connection, name: str, phone: str, id_number: str
) -> tuple[PersonHit, ...]:
    """People already registered who may be the one being typed: by id number, phone, or name.

    Whoever may register people gets the data to take over into the form (screens show them masked); others masked.
    """
    if not may(viewer, "person.read", rights()):
        return ()
    wanted = []
    if id_number:
        wanted.append(state_person.c.id_number == id_number)
    if phone:
        wanted.append(state_person.c.phone == phone)
    if len(name) >= 2:
        wanted.append(state_person.c.name == name)
    if not wanted:
        return ()
    docs: set[str] = set()  # asked for one after another: each by an index of its own, whatever the others find
    for condition in wanted:
        docs.update(connection.execute(select(state_person.c.doc).where(condition).limit(MOST_KNOWN)).scalars())
    hits = [_hit(connection, msgspec.json.decode(doc, type=PersonState), (name, phone, id_number)) for doc in docs]
    if not may(viewer, "person.write", rights()):
        hidden = hidden_in_lists(rights_table(), names=True)  # who asks has typed the name
        hits = [masked(hit, hidden) for hit in hits]
    order = {"同一证件号": 0, "同名同电话": 1, "同一电话": 2, "同名": 3}
    return tuple(sorted(hits, key=lambda h: (order[h.reason], h.id))[:MOST_KNOWN])


def _hit(connection: Connection, person: PersonState, typed: tuple[str, str, str]) -> PersonHit:
    data, (name, phone, id_number) = person.data, typed
    count = connection.execute(
        select(func.count()).select_from(state_party).where(state_party.c.record == person.id)
    ).scalar()
    if id_number and data.id_number == id_number:
        reason = "同一证件号"
    elif phone and data.phone == phone:
        reason = "同名同电话" if data.name == name else "同一电话"
    else:
        reason = "同名"
    return PersonHit(person.id, data.name, data.phone, data.id_number, data.address, int(count or 0), reason)


def person(viewer: Viewer, connection: Connection, person_id: str) -> PersonState | None:
    """One person record: in full for whoever may register people, masked for others who may read persons."""
    if not may(viewer, "person.read", rights()):
        return None
    doc = connection.execute(select(state_person.c.doc).where(state_person.c.id == person_id)).scalar()
    if doc is None:
        return None
    found = msgspec.json.decode(doc, type=PersonState)
    if may(viewer, "person.write", rights()):
        return found
    return msgspec.structs.replace(found, data=masked(found.data, hidden_in_others(rights_table())))


def find(viewer: Viewer, connection: Connection, typed: str) -> tuple[SearchHit, ...]:
    """Cases and people that fit what was typed; names are shown, numbers masked (lists are not the case page)."""
    typed = typed.strip()
    if not typed or not may(viewer, "search", rights()):
        return ()
    hits: dict[tuple[str, str], SearchHit] = {}
    owners = [owner for owner, _kind in search.find_keys(connection, typed)]
    if may(viewer, "person.read", rights()):
        hits |= _people(connection, owners, names=may(viewer, "names", rights()))
    cases = set(connection.execute(select(state_party.c.case_id).where(state_party.c.record.in_(owners))).scalars())
    cases |= set(owners) | set(search.find_texts(connection, typed))
    found = connection.execute(
        select(state_case.c.id, state_case.c.number, state_case.c.received, cache_case.c.title)
        .join(cache_case, cache_case.c.case_id == state_case.c.id)
        .where(state_case.c.id.in_(cases), sees_cases(viewer))
        .order_by(state_case.c.received.desc())
        .limit(50)
    )
    rows = found.all()
    titles = shown_titles(viewer, connection, {row[0]: row[3] for row in rows})
    for case_id, number, received, _title in rows:
        detail = f"{number}　{received}".strip()
        hits["case", case_id] = SearchHit("case", case_id, case_id, titles[case_id], detail)
    papers = connection.execute(
        select(state_document.c.id, state_document.c.case_id, state_document.c.number, state_document.c.type)
        .join(state_case, state_case.c.id == state_document.c.case_id)
        .where(state_document.c.number == typed, sees_cases(viewer))
    )
    for paper_id, case_id, number, kind in papers:
        hits["document", paper_id] = SearchHit("document", paper_id, case_id, number, kind)
    return tuple(hits.values())


def _people(connection: Connection, owners: list[str], *, names: bool) -> dict[tuple[str, str], SearchHit]:
    """People and organisations that are in some case; whose only registration was withdrawn is nobody's business."""
    found: dict[tuple[str, str], SearchHit] = {}
    owners = list(connection.execute(select(state_party.c.record).where(state_party.c.record.in_(owners))).scalars())
    people = connection.execute(select(state_person).where(state_person.c.id.in_(owners))).mappings()
    for row in people:
        detail = "　".join(x for x in (mask_phone(row["phone"]), mask_id(row["id_number"])) if x)
        name = row["name"] if names else mask_name(row["name"])
        found["person", row["id"]] = SearchHit("person", row["id"], "", name, detail)
    for row in connection.execute(select(state_organisation).where(state_organisation.c.id.in_(owners))).mappings():
        found["person", row["id"]] = SearchHit("person", row["id"], "", row["name"], row["code"])
    return found


def users(viewer: Viewer, connection: Connection) -> tuple[UserState, ...]:
    """All users of the station; names of colleagues are no secret inside it."""
    rows = connection.execute(select(state_user.c.doc).order_by(state_user.c.login)).scalars()
    return tuple(msgspec.json.decode(doc, type=UserState) for doc in rows)


def user_ids(viewer: Viewer, connection: Connection) -> tuple[str, ...]:
    """Ids of all users known here."""
    return tuple(connection.execute(select(state_user.c.id)).scalars())


def users_of(viewer: Viewer, connection: Connection, station: str) -> tuple[UserState, ...]:
    """Users of one station: first those it added itself, then those the county named there; each by login.

    Of several records of one login (a reissued computer has its own and the lost one's) the newest comes first.
    """
    epochs = station_epochs(connection, station)
    added = (
        select(log_event.c.id, log_event.c.tick, among(connection, log_epoch.c.id, epochs))
        .join(log_epoch, log_epoch.c.no == log_event.c.epoch_no)
        .where(log_event.c.type == "user.added")
    )
    rows = connection.execute(added).all()
    age = {user: tick for user, tick, _here in rows}
    own = {user for user, _tick, here in rows if here}
    found = sorted(users(viewer, connection), key=lambda user: (user.login, -age.get(user.id, 0)))
    return (
        *(user for user in found if user.id in own and user.station is UNSET),
        *(user for user in found if user.station == station),
    )
