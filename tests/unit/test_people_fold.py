"""The folds of people and organisations: recorded once, corrected by fields, the same from any order."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.events import Event
from desktop.domain.person import (
    OrganisationChanged,
    OrganisationRecorded,
    PersonChanged,
    PersonRecorded,
    fold_organisation,
    fold_person,
)
from tests.builders import Author, hexed

PERSON, FIRM = hexed("person"), hexed("firm")


def _recorded() -> Author:
    author = Author("a")
    author.record(PERSON, PersonRecorded("周桂兰", phone="13800001234", sex="female"))
    return author


def _data(author: Author) -> PersonRecorded:
    state = fold_person(author.known[PERSON].values())
    assert state is not None
    return state.data


def test_a_correction_changes_only_its_fields() -> None:
    author = _recorded()
    author.record(PERSON, PersonChanged({"phone": ("13800001234", "13800001235"), "work": ("", "务农")}))
    assert _data(author) == PersonRecorded("周桂兰", phone="13800001235", sex="female", work="务农")


def test_fields_of_a_later_program_are_passed_over() -> None:
    author = _recorded()
    author.record(PERSON, PersonChanged({"shoe": ("", "42"), "work": ("", "务农")}))
    assert _data(author).work == "务农"


def test_a_value_that_cannot_be_is_not_folded() -> None:
    author = _recorded()
    before = _data(author)
    author.record(PERSON, PersonChanged({"sex": ("female", "unclear"), "work": ("", "务农")}))
    assert _data(author) == before


def test_without_a_record_there_is_nobody() -> None:
    author = Author("a")
    author.record(PERSON, PersonChanged({"work": ("", "务农")}))
    assert fold_person(author.chain) is None
    assert fold_person([]) is None
    assert fold_organisation([]) is None


def test_a_second_record_changes_nothing() -> None:
    author = _recorded()
    author.record(PERSON, PersonRecorded("许志强"))
    assert _data(author).name == "周桂兰"


def test_an_organisation_is_corrected_likewise() -> None:
    author = Author("a")
    author.record(FIRM, OrganisationRecorded("云桥建材店", representative="许志强"))
    author.record(FIRM, OrganisationChanged({"representative": ("许志强", "周桂兰")}))
    state = fold_organisation(author.chain)
    assert state is not None
    assert state.data == OrganisationRecorded("云桥建材店", representative="周桂兰")
    assert state.frontier == (author.chain[-1].hash.hex(),)
    assert fold_person(author.chain) is None


@pytest.mark.parametrize("fold", [fold_person, fold_organisation])
@given(
    st.lists(st.tuples(st.sampled_from(["name", "phone", "note"]), st.text(max_size=3), st.booleans()), max_size=8),
    st.randoms(use_true_random=False),
)
def test_any_order_gives_the_same_record(fold: Any, edits: list[tuple[str, str, bool]], random: Any) -> None:
    person = fold is fold_person
    recorded: Any = PersonRecorded if person else OrganisationRecorded
    changed: Any = PersonChanged if person else OrganisationChanged
    hands = [Author("a"), Author("b")]
    hands[1].learn(hands[0].record(PERSON, recorded("甲")))
    events: list[Event] = list(hands[0].chain)
    for field, value, first in edits:
        events.append(hands[first].record(PERSON, changed({field: ("", value)})))
        if value:
            hands[not first].learn(*events)
    expected = fold(events)
    random.shuffle(events)
    assert fold(events) == expected
    assert expected is not None
    assert msgspec.json.decode(msgspec.json.encode(expected), type=type(expected)) == expected
