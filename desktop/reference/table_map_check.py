"""Judges whether a table map makes sense: fields, codes and dates exist, nothing stands twice, what is needed is there.

Only finds faults; must not repair anything. A map without faults can be used in every direction it claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.domain.procedure_text import Fault
from desktop.domain.toml_lines import Path, line_of
from desktop.reference.code_lists import taxonomy
from desktop.reference.local_codes import CLASSED
from desktop.reference.table_fields import code_lists, code_words, default_codes, field_rule
from desktop.reference.table_map import Column, TableMap, plain_title

DATE_TOKENS = re.compile(r"YYYY|MM|DD|HH|mm|ss|M|D")
GIVEN = ("case.source", "case.category", "case.form", "case.region", "case.grid", "case.place")
"""Registration fields that `given` may hold besides facts."""


def judge(table_map: TableMap, lines: dict[Path, int]) -> list[Fault]:
    """All faults of a map whose spelling is right."""
    faults = [*_head(table_map, lines), *_twice(table_map, lines)]
    for index, column in enumerate(table_map.column):
        faults += [
            Fault(line_of(lines, ("column", index, *at)), f"“{column.title}”：{message}")
            for at, message in _column(table_map, column)
        ]
    if table_map.direction in ("both", "in"):
        faults += [Fault(line_of(lines, ("direction",)), message) for message in _needed(table_map)]
    return faults


def _head(table_map: TableMap, lines: dict[Path, int]) -> Iterator[Fault]:
    systems = {entry.code for entry in taxonomy("outside_systems").entries}
    if table_map.system and table_map.system not in systems:
        yield Fault(line_of(lines, ("system",)), f"没有名为“{table_map.system}”的外部系统")
    numbered = [i for i, column in enumerate(table_map.column) if column.field == "platform.number"]
    if numbered and not table_map.system:
        yield Fault(line_of(lines, ("column", numbered[0])), "有平台编号的列，就要写明是哪个系统（system）")
    for i, pattern in enumerate(table_map.dates):
        if not _is_date(pattern):
            yield Fault(line_of(lines, ("dates", i)), f"“{pattern}”不是日期格式，要有 YYYY、M 和 D 各一个")
    for field, value in table_map.given.items():
        rule = field_rule(field)
        if rule is None or not (field in GIVEN or field.startswith("facts.")):
            yield Fault(line_of(lines, ("given", field)), f"“{field}”不能在 given 里给定")
        elif (codes := default_codes(field, table_map.kind)) and value not in code_words(codes):
            yield Fault(line_of(lines, ("given", field)), f"代码表“{codes}”里没有“{value}”")


def _twice(table_map: TableMap, lines: dict[Path, int]) -> Iterator[Fault]:
    titles: dict[str, int] = {}
    fields: dict[str, int] = {}
    for index, column in enumerate(table_map.column):
        at = line_of(lines, ("column", index))
        for title in (column.title, *column.also):
            before = titles.setdefault(plain_title(title), index)
            if before != index:
                yield Fault(at, f"列名“{title}”写了两次")
        if column.is_read and column.field in fields:
            yield Fault(at, f"“{column.title}”和“{table_map.column[fields[column.field]].title}”都读入“{column.field}”")
        if column.is_read:
            fields[column.field] = index


def _column(table_map: TableMap, column: Column) -> Iterator[tuple[Path, str]]:
    if column.field and column.rule is None:
        yield ("field",), f"没有名为“{column.field}”的字段"
        return
    if column.field.startswith("member."):
        yield ("field",), "这个字段只用于成员名单，不用于登记表"
    if not column.field and not column.constant and column.use != "read":
        yield ("title",), '要写 field（对应的字段）或 constant（固定内容）；只占位的列写 use = "read"'
    if column.codes and column.codes not in code_lists():
        yield ("codes",), f"没有名为“{column.codes}”的代码表"
        return
    if column.value_kind == "code":
        yield from _codes(table_map, column)
    elif column.other or column.write_codes or column.joined:
        yield ("field",), "other、write_codes、joined 只用于代码列"
    if column.date and not _is_date(column.date):
        yield ("date",), f"“{column.date}”不是日期格式，要有 YYYY、M 和 D 各一个"
    if column.separator and column.joined:
        yield ("joined",), "separator 和 joined 只能用一个"


def _codes(table_map: TableMap, column: Column) -> Iterator[tuple[Path, str]]:
    listed = column.codes or default_codes(column.field, table_map.kind)
    known = table_map.shipped_words(column) or dict.fromkeys(column.values.values(), "")
    if not known:
        yield ("values",), "这一列要有代码表（codes）或对照（values）"
    for word, code in column.values.items():
        local = listed in CLASSED and any(code.startswith(above) for above in known)  # a county's own, see there
        if code and code not in known and not local:
            yield ("values", word), f"“{word}”对应的“{code}”不在代码表“{listed}”里"
    if column.other and column.other not in known:
        yield ("other",), f"other 的“{column.other}”不在代码表里"
    words = {*table_map.shipped_words(column).values(), *column.values, *known}
    if column.default and column.default not in words:
        yield ("default",), f"default 的“{column.default}”不是这一列里的词"


def _needed(table_map: TableMap) -> Iterator[str]:
    """What a registration cannot do without."""
    there = {c.field for c in table_map.column if c.is_read} | set(table_map.given)
    sides = ["applicant", "respondent"] if table_map.kind == "dispute" else ["applicant"]
    for field in ("case.received", "case.summary", "case.source", "case.category", *(f"{s}.name" for s in sides)):
        if field not in there:
            rule = field_rule(field)
            title = rule.title if rule else field
            yield f'要能导入，缺少“{title}”（{field}）的列或 given；只用来导出的写 direction = "out"'
    for column in table_map.column:
        if column.field in ("case.received", "case.summary", *(f"{s}.name" for s in sides)) and not column.required:
            yield f"“{column.title}”是登记必填项，要写 required = true"


def _is_date(pattern: str) -> bool:
    tokens = DATE_TOKENS.findall(pattern)
    day = [t[0] for t in tokens if t not in ("HH", "mm", "ss")]
    return sorted(day) == ["D", "M", "Y"]
