"""Table maps: those that ship are whole and usable both ways; every fault of a map is named with its line."""

from __future__ import annotations

import pytest

from desktop.domain.errors import RuleViolation
from desktop.procedures import shipped
from desktop.reference.table_fields import FIELDS, code_lists, code_words, field_rule
from desktop.reference.table_map import TableMap, plain_title
from desktop.reference.table_map_file import TableMapFaults, parse_table_map, table_map, table_map_names
from desktop.usecases.table_cells import CellReader
from desktop.usecases.table_out import _VALUES

HEAD = """key = "own_ledger"
version = 1
title = "自己的台账"
source = "本站"
mark = "ours"
kind = "dispute"
procedure = "people_mediation"

[given]
"case.source" = "application"

"""
COLUMNS = {
    "case.received": "受理日期",
    "applicant.name": "申请人",
    "respondent.name": "被申请人",
    "case.category": "类型",
    "case.summary": "事由",
}
BODY = "\n".join(
    f'[[column]]\ntitle = "{title}"\nfield = "{field}"\nrequired = true\n' for field, title in COLUMNS.items()
)


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(TableMapFaults) as caught:
        parse_table_map(text, "own.toml")
    return [(fault.line, fault.message) for fault in caught.value.faults]


def line(text: str, part: str) -> int:
    return next(n for n, row in enumerate(text.splitlines(), 1) if part in row)


@pytest.mark.parametrize("name", table_map_names())
def test_shipped_maps_are_whole(name: str) -> None:
    found = table_map(name)
    assert found.key == name
    assert found.direction == "both"
    assert len({plain_title(t) for c in found.column for t in (c.title, *c.also)}) >= len(found.column)


@pytest.mark.parametrize("name", table_map_names())
def test_shipped_maps_name_a_procedure_and_ends_that_exist(name: str) -> None:
    found = table_map(name)
    procedure = shipped()[found.procedure]
    assert found.kind in procedure.kinds
    outcomes = {code for column in found.columns_of("closed.outcome") for code in column.values.values()} - {""}
    assert outcomes <= {step.end for step in procedure.steps if step.end}


def test_three_shapes_ship() -> None:
    assert set(table_map_names()) >= {"mediation_ledger", "hotline_12345", "petition_system"}
    with pytest.raises(RuleViolation) as caught:
        table_map("nowhere")
    assert (caught.value.code, "mediation_ledger" in caught.value.way_out) == ("R-709", True)


@pytest.mark.parametrize("name", table_map_names())
def test_what_a_map_writes_it_reads_as_the_same_code(name: str) -> None:
    """One map is valid both ways: the word written for a code is read as that code."""
    found = table_map(name)
    for column in found.column:
        reader = CellReader(column, found)
        if column.value_kind != "code" or not column.is_read or not column.is_written:
            continue
        for code, word in found.codes_of(column).items():
            if word not in column.refuse and code != "0004":
                assert reader.read(word).value == code, (column.title, word)


def test_every_written_field_has_a_value() -> None:
    cases = {name for name, rule in FIELDS.items() if rule.writes and name.partition(".")[0] not in SIDES_AND_MORE}
    assert cases - {"row"} == set(_VALUES)


SIDES_AND_MORE = {"applicant", "respondent", "third", "member"}


def test_every_code_list_has_words() -> None:
    assert all(code_words(name) for name in code_lists())
    assert field_rule("facts.anything") is not None
    assert field_rule("facts.Bad") is None
    assert field_rule("case.nothing") is None


def test_a_map_of_ten_lines_is_enough() -> None:
    found = parse_table_map(HEAD + BODY, "own.toml")
    assert isinstance(found, TableMap)
    assert [c.field for c in found.column] == list(COLUMNS)


@pytest.mark.parametrize(
    ("old", "new", "at", "told"),
    [
        ('mark = "ours"', 'mark = "guess"', 'mark = "guess"', "mark"),
        ('kind = "dispute"', 'kind = "dispute"\nfoo = 1', "foo", "不认识“foo”"),
        ('kind = "dispute"', 'kind = "dispute"\nsystem = "nowhere"', "system", "没有名为“nowhere”的外部系统"),
        ('kind = "dispute"', 'kind = "dispute"\ndates = ["YYYY-MM"]', "dates", "不是日期格式"),
        ('"application"', '"hearsay"', "hearsay", "没有“hearsay”"),
        ('"case.source" =', '"case.summary" =', '"case.summary" =', "不能在 given 里给定"),
        ('field = "case.category"', 'field = "case.colour"', "case.colour", "没有名为“case.colour”的字段"),
        ('field = "case.category"', 'field = "case.category"\ncodes = "colours"', 'codes = "colours"', "代码表"),
        ('field = "case.category"', 'field = "case.category"\nother = "77"', 'other = "77"', "other"),
        ('field = "case.category"', 'field = "case.category"\ndefault = "吵架"', 'default = "吵架"', "default"),
        ('field = "case.category"', 'field = "case.category"\nvalues = { "吵架" = "77" }', "values", "77"),
        ('field = "case.summary"', 'field = "case.summary"\njoined = "_"', 'field = "case.summary"', "只用于代码列"),
        ('field = "case.received"', 'field = "case.received"\ndate = "日期"', 'date = "日期"', "不是日期格式"),
        ('title = "事由"', 'title = "申请人"', 'title = "申请人"', "写了两次"),
        ('title = "事由"\n', "", 'field = "case.summary"', "缺少“title”"),
        ('field = "case.summary"\n', "", 'title = "事由"', "field"),
        ('field = "respondent.name"', 'field = "applicant.name"', 'title = "被申请人"', "都读入"),
        ('field = "respondent.name"', 'field = "platform.number"', "platform.number", "system"),
        ('field = "respondent.name"', 'field = "member.claim"', "member.claim", "成员名单"),
    ],
)
def test_every_fault_is_named_with_its_line(old: str, new: str, at: str, told: str) -> None:
    text = (HEAD + BODY).replace(old, new, 1) if old != 'title = "事由"' else (HEAD + BODY).replace(old, new)
    found = faults(text)
    where = [number for number, message in found if told in message]
    assert where, found
    lines = [n for n, row in enumerate(text.splitlines(), 1) if at in row]
    assert any(abs(number - n) <= 2 for number in where for n in lines), (found, lines)


def test_several_faults_come_at_once() -> None:
    text = HEAD + BODY.replace("case.category", "case.colour").replace("case.summary", "case.words")
    assert len([m for _n, m in faults(text) if "没有名为" in m]) == 2


def test_what_a_registration_needs_is_missed() -> None:
    text = HEAD + BODY.replace('field = "case.summary"', 'field = "facts.words"').replace("required = true", "", 1)
    messages = [message for _line, message in faults(text)]
    assert any("case.summary" in m for m in messages)
    assert any("“受理日期”是登记必填项" in m for m in messages)
    parse_table_map(text.replace('kind = "dispute"', 'kind = "dispute"\ndirection = "out"'), "own.toml")


@pytest.mark.parametrize("text", ["", "key = ", 'key = "a"\n[[column]]\ntitle = 3', "[[column]]\n[[column"])
def test_what_is_no_map_is_told(text: str) -> None:
    assert faults(text)


def test_titles_are_compared_without_dress() -> None:
    assert plain_title(" *申请人 电话（必填）：") == plain_title("申请人电话")
    assert plain_title("协议涉及金额（元）") == plain_title("协议涉及金额")
    assert plain_title("申请人（单位）") != plain_title("申请人")
