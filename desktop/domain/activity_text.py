"""From the text of an activity file to its form, with the line of every fault. Must not read files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec
from msgspec import Struct

from desktop.domain.activity import ActivityForm, ListOf, next_day
from desktop.domain.canonical import sha256
from desktop.domain.errors import RuleViolation
from desktop.domain.procedure import Field, Parameter
from desktop.domain.procedure_check import Known, field_faults
from desktop.domain.procedure_text import Fault, Plain, convert_item, read_toml
from desktop.domain.toml_lines import Path, find_lines, line_of

_SECTIONS: Final[dict[str, type[Struct]]] = {"field": Field, "list": ListOf, "parameter": Parameter}


class FormFaults(RuleViolation):
    """R-421: an activity file has faults; `faults` names each with its line."""

    def __init__(self, origin: str, faults: tuple[Fault, ...]) -> None:
        told = "；".join(f"第{f.line}行：{f.message}" for f in faults[:5])
        more = f"……共 {len(faults)} 处" if len(faults) > 5 else ""
        super().__init__(
            "R-421", f"公共事务文件“{origin}”有错误。{told}{more}。", field="file", way_out="请按行号改正后再载入。"
        )
        self.faults = faults


def is_form(text: str) -> bool:
    """Whether a file means an activity (it names its sort) and not a working method of cases."""
    return ("sort",) in find_lines(text)


def check_form(text: str, known: Known | None = None) -> list[Fault]:
    """Every fault of an activity file, by line; an empty list means that it can be used."""
    return list(_judge(text, known or Known())[1])


def read_form(text: str, name: str, known: Known | None = None) -> ActivityForm:
    """The form of a file. Raises R-421 with every fault and its line."""
    form, faults = _judge(text, known or Known())
    if form is None or faults:
        raise FormFaults(name, faults or (Fault(1, "没有内容"),))
    return msgspec.structs.replace(form, hash=sha256(text.encode()).hex())


def _judge(text: str, known: Known) -> tuple[ActivityForm | None, tuple[Fault, ...]]:
    lines = find_lines(text)
    plain, faults = read_toml(text)
    if "hash" in plain:
        faults.append(Fault(line_of(lines, ("hash",)), "“hash”由程序计算，不能写在文件里"))
    for section, kind in _SECTIONS.items():
        for i, item in enumerate(_items(plain, section)):
            inner = _items(item, "field") if kind is ListOf and isinstance(item, dict) else []
            for j, part in enumerate(inner):
                convert_item(part, Field, (section, i, "field", j), lines, faults)
            convert_item(item, kind, (section, i), lines, faults)
    if faults:
        return None, tuple(sorted(set(faults)))
    form = convert_item(plain, ActivityForm, (), lines, faults)
    if isinstance(form, ActivityForm):
        faults += _senseless(form, known, lines)
        return form, tuple(sorted(faults))
    return None, tuple(faults)


def _items(plain: Plain, name: str) -> list[Any]:
    value = plain.get(name, [])
    return value if isinstance(value, list) else [value]


def _senseless(form: ActivityForm, known: Known, lines: dict[Path, int]) -> Iterator[Fault]:
    """What is spelled well and means nothing."""

    def at(*path: str | int) -> int:
        return line_of(lines, path)

    if not form.key.replace("_", "").isalnum() or not form.key.isascii():
        yield Fault(at("key"), "key 只能用英文字母、数字和下划线")
    if form.version < 0:
        yield Fault(at("version"), "version 不能小于 0")
    for name in ("title", "source", "place"):
        if not getattr(form, name).strip():
            yield Fault(at(name), f"{name} 不能空着")
    yield from field_faults(form.fields, known, lambda *path: at("field", *path))
    if form.name not in {f.key for f in form.fields}:
        yield Fault(at("name"), f"name 指的“{form.name}”不是表里的一栏")
    for i, one in enumerate(form.lists):
        yield from field_faults(one.fields, known, lambda *path, i=i: at("list", i, "field", *path))
        if one.key in {x.key for x in form.lists[:i]}:
            yield Fault(at("list", i, "key"), f"清单“{one.key}”写了两次")
        if one.due and one.due not in {f.key for f in one.fields if f.kind == "date"}:
            yield Fault(at("list", i, "due"), f"“{one.title}”的 due 应是一个日期栏")
    if form.every:
        try:
            next_day(form.every, date(2026, 1, 1))
        except ValueError as error:
            yield Fault(at("every"), str(error))
