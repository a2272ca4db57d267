"""Receptions, patrols, deliberations, registers, lessons: every form that ships is filled, gone on with and closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.digest import digest, rebuild
from desktop.bootstrap.station import Desk
from desktop.domain.activity import SORTS, ActivityForm, ActivityState, next_day
from desktop.domain.activity_text import read_form
from desktop.domain.errors import RuleViolation
from desktop.domain.procedure import Field
from desktop.domain.viewer import Viewer
from desktop.reference import load_keys
from desktop.reference.activity_forms import activity_form, activity_forms
from desktop.usecases.activities import (
    OpenActivity,
    PutEntry,
    change_activity,
    close_activity,
    drop_entry,
    link_case,
    open_activity,
    put_entry,
    withdraw_activity,
)
from tests.db.station_kit import TODAY, register

BY = "2026-11-25"
NIGHT = activity_forms()["fenghua_night"]


def value(field: Field) -> Any:
    plain: dict[str, Any] = {"number": 3, "check": True, "date": BY, "people": ["骆建民"], "money": 100}
    return field.choices[0] if field.choices else plain.get(field.kind, "写一句")


def filled(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {field.key: value(field) for field in fields}


def started(desk: Desk, form: ActivityForm = NIGHT) -> str:
    with desk.uow(desk.viewer) as uow:
        made = open_activity(OpenActivity(form, TODAY, filled(form.fields)), uow)
        uow.commit()
    return made


def entry(desk: Desk, activity: str, form: ActivityForm = NIGHT, **how: Any) -> str:
    chosen = form.lists[0]
    with desk.uow(desk.viewer) as uow:
        made = put_entry(PutEntry(form, activity, chosen.key, filled(chosen.fields), **how), uow)
        uow.commit()
    return made


def state(desk: Desk, activity: str) -> ActivityState:
    found = desk.queries.activity(desk.viewer, activity)
    assert found is not None
    return found


def refused(code: str) -> Any:
    return pytest.raises(RuleViolation, match=f"^{code} ")


@pytest.mark.parametrize("key", sorted(activity_forms()))
def test_every_form_runs_from_its_beginning_to_its_end(desk: Desk, key: str) -> None:
    form = activity_forms()[key]
    made = started(desk, form)
    for chosen in form.lists:
        with desk.uow(desk.viewer) as uow:
            one = put_entry(PutEntry(form, made, chosen.key, filled(chosen.fields)), uow)
            put_entry(PutEntry(form, made, chosen.key, filled(chosen.fields), one, TODAY), uow)
            uow.commit()
    with desk.uow(desk.viewer) as uow:
        close_activity(made, TODAY, "办完了", uow)
        uow.commit()
    (row,) = desk.queries.activities(desk.viewer, form.sort, "closed")
    assert (row.id, row.form, row.due) == (made, key, "")
    assert row.title
    assert len(state(desk, made).entries) == len(form.lists)


def test_the_forms_carry_their_rows_and_label_what_is_unsaid() -> None:
    rows = {method.row for method in load_keys("methods")}
    carried = [row for form in activity_forms().values() for row in form.rows]
    assert set(carried) <= rows
    assert len(carried) == len(set(carried)) == 20
    assert {form.sort for form in activity_forms().values() if form.place == "国家"} == set(SORTS)
    for form in activity_forms().values():
        assert all(slot.note for slot in form.slots), form.key


def test_the_nearest_open_promise_is_what_is_due(desk: Desk) -> None:
    made = started(desk)
    one = entry(desk, made)
    (row,) = desk.queries.activities(desk.viewer, "reception", "open")
    assert row.due == BY
    with desk.uow(desk.viewer) as uow, refused("R-425"):
        close_activity(made, TODAY, "", uow)
    entry(desk, made, entry=one, done=TODAY)
    assert desk.queries.activities(desk.viewer, "", "open")[0].due == ""
    two = entry(desk, made)
    with desk.uow(desk.viewer) as uow:
        drop_entry(made, two, uow)
        uow.commit()
    assert [e.id for e in state(desk, made).entries] == [one]


def test_corrections_keep_old_and_new(desk: Desk) -> None:
    made = started(desk)
    facts = {**filled(NIGHT.fields), "place": "塘下村"}
    with desk.uow(desk.viewer) as uow:
        assert change_activity(NIGHT, made, TODAY, facts, uow)
        assert not change_activity(NIGHT, made, TODAY, facts, uow)
        uow.commit()
    assert (state(desk, made).reg.title, state(desk, made).reg.facts["place"]) == ("塘下村", "塘下村")


def test_a_case_that_came_out_of_it_is_named(desk: Desk) -> None:
    made, case = started(desk), register(desk)
    one = entry(desk, made)
    with desk.uow(desk.viewer) as uow:
        link_case(made, case.case_id, one, uow)
        uow.commit()
    assert [(x.case, x.entry) for x in state(desk, made).cases] == [(case.case_id, one)]


def test_a_mistake_is_taken_back_and_in_no_list(desk: Desk) -> None:
    made = started(desk)
    with desk.uow(desk.viewer) as uow:
        with refused("R-426"):
            withdraw_activity(made, " ", uow)
        withdraw_activity(made, "记错了", uow)
        uow.commit()
    assert desk.queries.activities(desk.viewer, "", "") == ()
    with desk.uow(desk.viewer) as uow, refused("R-423"):
        close_activity(made, TODAY, "", uow)


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    made = started(desk)
    with desk.uow(desk.viewer) as uow:
        with refused("R-422"):
            open_activity(OpenActivity(NIGHT, "昨天", filled(NIGHT.fields)), uow)
        with refused("R-413"):
            open_activity(OpenActivity(NIGHT, TODAY, {}), uow)
        with refused("R-414"):
            open_activity(OpenActivity(NIGHT, TODAY, {**filled(NIGHT.fields), "scope": "别处"}), uow)
        with refused("R-423"):
            put_entry(PutEntry(NIGHT, made, "no_list", {}), uow)
        close_activity(made, TODAY, "", uow)
        with refused("R-424"):
            close_activity(made, TODAY, "", uow)
    with desk.uow(Viewer("u9", "别人", ("system_auditor",))) as other, refused("R-203"):
        open_activity(OpenActivity(NIGHT, TODAY, filled(NIGHT.fields)), other)


def test_live_rows_and_a_rebuild_agree(desk: Desk) -> None:
    made = started(desk)
    entry(desk, made)
    with desk.store.transaction() as connection:
        before = digest(connection)
        rebuild(connection)
        assert digest(connection) == before


@pytest.mark.parametrize(
    ("every", "today", "expected"),
    [
        ("day", "2026-11-20", "2026-11-20"),
        ("week:1", "2026-11-20", "2026-11-23"),
        ("week:2", "2026-11-24", "2026-11-24"),
        ("month:18", "2026-11-20", "2026-12-18"),
        ("month:18", "2026-11-18", "2026-11-18"),
        ("month:18", "2026-12-31", "2027-01-18"),
    ],
)
def test_the_next_day_of_a_rhythm(every: str, today: str, expected: str) -> None:
    assert next_day(every, date.fromisoformat(today)).isoformat() == expected


HEAD = 'key = "x"\nversion = 0\ntitle = "t"\nsource = "s"\n'
FIELD = '\n[[field]]\nkey = "a"\nlabel = "A"'


@pytest.mark.parametrize(
    "text",
    [
        "key = 1",
        f'{HEAD}sort = "party"\nname = "a"{FIELD}',
        f'{HEAD}sort = "patrol"\nname = "b"{FIELD}',
        f'{HEAD}sort = "patrol"\nname = "a"\nevery = "week:9"{FIELD}',
        f'{HEAD}sort = "patrol"\nname = "a"{FIELD}{FIELD}',
    ],
)
def test_a_form_with_a_fault_is_refused(text: str) -> None:
    with refused("R-421"):
        read_form(text, "x.toml")
    assert activity_form("x") is None
