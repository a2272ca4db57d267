"""The registry of keys and the code lists: unique, complete, checked with file and line, and in step with the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from desktop.domain import case_events, county_events, person, station_events
from desktop.domain.events import EVENT_TYPES
from desktop.reference import load_keys, taxonomy, taxonomy_names
from desktop.reference.code_lists import parse_taxonomy
from desktop.reference.registry import FormKey, Kind, MethodKey, read_entries
from desktop.reference.rights_data import rights, rights_table

KINDS: tuple[Kind, ...] = get_args(Kind)
ROWS_PER_REPORT = {"000": 16, "001": 14, "002": 10, "003": 11, "004": 11}
assert case_events
assert county_events
assert person
assert station_events


@pytest.mark.parametrize("kind", KINDS)
def test_keys_and_their_chinese_terms_are_unique(kind: Kind) -> None:
    keys = load_keys(kind)
    assert len({key.key for key in keys}) == len(keys)
    assert len({key.title for key in keys}) == len(keys)


def test_every_mechanism_has_its_entry() -> None:
    expected = [f"{report}-{row:02}" for report, rows in ROWS_PER_REPORT.items() for row in range(1, rows + 1)]
    assert len(expected) == 62
    assert sorted(method.row for method in load_keys("methods")) == expected


def test_a_method_leaves_out_what_rates_petitioners() -> None:
    """Architecture §4: no lists, scores or ratings of petitioners; each such part is named with its reason."""
    words = re.compile(r"信用|信誉|负面|稳控|诚信")
    parts = {part.part for method in load_keys("methods") for part in method.left_out}
    assert {p for p in parts if words.search(p)} == parts - {"教育转化档案"}
    for method in load_keys("methods"):
        kept = {
            value
            for p in method.parameters.values()
            for value in (p if isinstance(p, list) else [p])
            if isinstance(value, str)
        }
        named = {value for value in kept if words.search(value)}
        assert not named or method.left_out, f"{method.row} keeps {named} without saying what is left out"


def test_document_numbers_are_unique_and_grouped() -> None:
    forms = load_keys("forms")
    assert len({form.number for form in forms}) == len(forms)
    assert [form.number for form in forms] == sorted(form.number for form in forms)


def test_national_forms_are_complete() -> None:
    """The 23 forms of 司发通〔2010〕239号 and its local editions have the numbers 101 to 123."""
    assert [form.number for form in load_keys("forms") if form.number <= 123] == list(range(101, 124))


def test_procedures_name_documents_that_exist() -> None:
    forms = {form.key for form in load_keys("forms")}
    assert {document for procedure in load_keys("procedures") for document in procedure.documents} <= forms


def test_event_types_are_those_of_the_code() -> None:
    listed = {key.key: key for key in load_keys("event_types")}
    for name, event in EVENT_TYPES.items():
        assert (listed[name].aggregate, listed[name].data_class) == (event.aggregate, event.data_class), name


def test_rights_are_given_to_registered_roles() -> None:
    roles = {role.key: role for role in load_keys("roles")}
    assert set(rights()) <= set(roles)
    with_right = {role for role, held in rights().items() if "sealed" in held}
    assert with_right == {key for key, role in roles.items() if role.sealed and key in rights()}
    assert sum(role.sealed and role.level == "station" for role in roles.values()) == 2
    assert sum(role.sealed and role.level == "county" for role in roles.values()) == 2


@pytest.mark.parametrize("name", taxonomy_names())
def test_code_lists_load_with_title_source_and_unique_words(name: str) -> None:
    found = taxonomy(name)
    assert found.title
    assert found.source
    for parent in ("", *(entry.code for entry in found.entries)):
        labels = [entry.label for entry in found.below(parent)]
        assert len(set(labels)) == len(labels)


def test_code_lists_say_the_fields_words() -> None:
    assert taxonomy("dispute_types").label("02") == "邻里纠纷"
    assert taxonomy("dispute_types").below("10")[0].label == "拖欠农民工工资纠纷"
    assert len(taxonomy("ethnic_groups").entries) == 56 + 2
    assert taxonomy("ethnic_groups").label("01") == "汉族"
    assert len(taxonomy("petition_content").entries) == 20
    assert "特殊人员" not in {e.label for e in taxonomy("petition_flags").entries}
    assert taxonomy("service_ways").label("county_code_of_2031") == "county_code_of_2031"
    with pytest.raises(KeyError):
        taxonomy("nothing")


GOOD = """[[entry]]
key = "a"
number = 101
title = "甲"
group = "local"
layout = "form"
copies = "2"
source = "x"
state = "planned"
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD + GOOD.replace('layout = "form"\n', ""), "forms.toml:10: .*layout"),
        (GOOD + GOOD, "forms.toml:10: a stands twice"),
        (GOOD.replace('"form"', '"poster"'), "forms.toml:1: .*poster"),
        (GOOD.replace("planned", "left_out"), "forms.toml:1: .*reason"),
        (GOOD + "colour = 1\n", "forms.toml:1: .*colour"),
        ("[[entry]\n", "forms.toml: .*line 1"),
        ("", "forms.toml:1: no"),
    ],
)
def test_a_fault_is_told_with_file_and_line(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_entries(text, "forms.toml", FormKey)


def test_a_method_may_leave_parameters_to_slots_only_by_name() -> None:
    text = '[[entry]]\nkey = "a"\nrow = "000-01"\nplace = "某镇"\ntitle = "甲"\nkind = "record"\nstate = "planned"\n'
    with pytest.raises(ValueError, match="parameters"):
        read_entries(text, "methods.toml", MethodKey)
    (method,) = read_entries(text + "slots = ['时限']\n[entry.parameters]\ndays = 3\n", "methods.toml", MethodKey)
    assert (method.slots, method.parameters) == (("时限",), {"days": 3})


def test_a_code_under_a_missing_parent_is_refused() -> None:
    text = 'title = "a"\nsource = "b"\n[[entry]]\ncode = "1"\nlabel = "x"\nmark = "ours"\nparent = "9"\n'
    with pytest.raises(ValueError, match=r"x\.toml: 1 stands under 9"):
        parse_taxonomy(text, "x")


def _sources(*folders: str) -> str:
    root = Path(__file__).parents[2]
    paths = [p for name in folders for p in ([root / name] if name.endswith(".py") else (root / name).rglob("*.py"))]
    return "\n".join(path.read_text("utf-8") for path in paths)


def test_an_event_type_is_built_exactly_when_something_records_it() -> None:
    """`state` of event_types.toml: a payload struct that folds, and an act that makes one."""
    acts = _sources("desktop/usecases", "desktop/bootstrap", "db/sealed.py", "db/store.py")
    acts = re.sub(r"(?ms)^from \S+ import (\(.*?\)|[^\n]*)$", "", acts)
    recorded = {name for name, kind in EVENT_TYPES.items() if re.search(rf"\b{kind.payload.__name__}\b", acts)}
    states = {key.key: key.state for key in load_keys("event_types")}
    assert {key for key, state in states.items() if state == "built"} == recorded


def test_a_role_is_built_exactly_when_it_has_rights() -> None:
    states = {key.key: key.state for key in load_keys("roles")}
    assert {key for key, state in states.items() if state == "built"} == set(rights_table().roles)


def test_a_class_of_data_is_built_exactly_when_it_is_masked_by_the_table() -> None:
    states = {key.key: key.state for key in load_keys("data_classes")}
    assert {key for key, state in states.items() if state == "built"} == set(rights_table().classes)
