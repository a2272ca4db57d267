"""Table maps (表格对照表): how the columns of another system's table stand for fields here, one file both ways.

Read from TOML and judged whole: every fault with its line, so that its author can mend it without a programmer. The
format is told in docs/table-maps.md. A map holds no code; what a field means is known by the use cases.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.procedure_text import Fault
from desktop.domain.toml_lines import Path, find_lines, line_of
from desktop.reference.table_fields import FACT, FieldKind, FieldRule, code_words, default_codes, field_rule

Words = Annotated[str, Meta(min_length=1, max_length=200)]
Use = Literal["both", "read", "write"]


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """One column. `title` is written, `also` are other titles ("申请人/姓名": of two header rows).

    `values`: the platform's word -> our code; several words may stand for one code, the first is written. `other`: the
    code of words that no list knows, "" refuses them. `default`: the word taken for an empty cell. `refuse`: words
    whose rows are not taken. `separator`: several names or requests in one cell. `joined`: a path of levels
    ("一级_二级"), the first level is the code, the rest the subtype. `constant`: written in every row, never read.
    `date`: how a day is written (YYYY, MM, M, DD, D, HH, mm, ss). `money`: unit of sums in the table.
    """

    title: Words
    also: tuple[Words, ...] = ()
    field: str = ""
    use: Use = "both"
    required: bool = False
    default: str = ""
    codes: str = ""
    values: dict[str, str] = {}
    other: str = ""
    refuse: tuple[str, ...] = ()
    write_codes: bool = False
    separator: str = ""
    joined: str = ""
    constant: str = ""
    kind: Literal["", "text", "date", "count", "money"] = ""
    date: str = ""
    money: Literal["yuan", "wan"] = "yuan"
    width: Annotated[int, Meta(ge=4, le=100)] = 14

    @property
    def rule(self) -> FieldRule | None:
        return field_rule(self.field)

    @property
    def value_kind(self) -> FieldKind:
        """What its cells hold."""
        if self.kind:
            return self.kind
        if self.codes or self.values:
            return "code"
        return self.rule.kind if self.rule else "text"

    @property
    def is_read(self) -> bool:
        rule = self.rule
        return rule is not None and rule.reads and self.use != "write" and not self.constant

    @property
    def is_written(self) -> bool:
        rule = self.rule
        return self.use != "read" and (rule is None or rule.writes)


class TableMap(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of another system. `system`: key of taxonomy outside_systems, "" for a ledger of our own.

    `given`: our values for registration fields that the table does not have. `skip`: rows that begin with one of these
    words are no records (合计). `header`: number of the header row, 0 to look for it. `day`: which day decides whether
    a case belongs to a period. `mark`: whether the shape is attested by a public source or ours.
    """

    key: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    version: int
    title: Words
    source: Words
    mark: Literal["attested", "unverified", "ours"]
    kind: Literal["dispute", "petition", "suggestion", "enquiry"]
    procedure: str
    direction: Literal["both", "in", "out"] = "both"
    system: str = ""
    sheet: str = ""
    header: Annotated[int, Meta(ge=0, le=50)] = 0
    skip: tuple[Words, ...] = ()
    dates: tuple[Words, ...] = ()
    day: Literal["received", "closed"] = "received"
    given: dict[str, str] = {}
    note: str = ""
    column: tuple[Column, ...]

    def shipped_words(self, column: Column) -> dict[str, str]:
        """Code -> word of the column's code list as it ships; empty where it has none."""
        name = column.codes or default_codes(column.field, self.kind)
        return dict(code_words(name)) if name else {}

    def codes_of(self, column: Column) -> dict[str, str]:
        """Code -> the word that is written for it: the map's own first one, else the shipped one."""
        own: dict[str, str] = {}
        for word, code in column.values.items():
            own.setdefault(code, word)
        return self.shipped_words(column) | own

    def columns_of(self, *fields: str) -> tuple[Column, ...]:
        return tuple(c for c in self.column if c.field in fields)


class TableMapFaults(RuleViolation):
    """R-701: a table map has faults; `faults` names each with its line."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        told = "；".join(f"第{f.line}行：{f.message}" for f in faults[:5])
        more = f"……共 {len(faults)} 处" if len(faults) > 5 else ""
        super().__init__(
            "R-701", f"对照表“{name}”有错误。{told}{more}。", field="map", way_out="请按行号改正后再载入。"
        )
        self.faults = faults


def parse_table_map(text: str, name: str) -> TableMap:
    """A table map from its text. Raises TableMapFaults (R-701) with every fault and its line."""
    lines = find_lines(text)
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        line = int(where[1]) if where else max(1, len(text.splitlines()))
        raise TableMapFaults(name, (Fault(line, f"不是合法的 TOML 文本：{error}"),)) from error
    faults: list[Fault] = []
    table_map = _read(plain, lines, faults)
    if table_map is not None:
        from desktop.reference.table_map_check import judge

        faults += judge(table_map, lines)
    if table_map is None or faults:
        raise TableMapFaults(name, tuple(sorted(set(faults))) or (Fault(1, "没有内容"),))
    return table_map


def _read(plain: dict[str, Any], lines: dict[Path, int], faults: list[Fault]) -> TableMap | None:
    raw = plain.get("column", [])
    if not isinstance(raw, list) or not raw:
        faults.append(Fault(line_of(lines, ("column",)), "没有一列：至少要有一个 [[column]]"))
        raw = []
    columns = [found for i, one in enumerate(raw) if (found := _convert(one, Column, ("column", i), lines, faults))]
    head = _convert({**plain, "column": []}, TableMap, (), lines, faults)
    if not isinstance(head, TableMap) or len(columns) < len(raw) or not raw:
        return None
    return msgspec.structs.replace(head, column=tuple(columns))


def _convert(value: Any, kind: type[Struct], path: Path, lines: dict[Path, int], faults: list[Fault]) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        names = re.findall(r"`([^`$]+)`", message)
        inner = re.findall(r"\.([a-z_]+)", message.rpartition(" - at ")[2]) if " - at " in message else []
        if "missing required field" in message:
            told = f"缺少“{names[0]}”"
        elif "unknown field" in message:
            inner, told = names[:1], f"不认识“{names[0]}”，请核对拼写"
        else:
            told = f"“{inner[0] if inner else '此处'}”的值不对：{message.rpartition(' - at ')[0] or message}"
        faults.append(Fault(line_of(lines, (*path, *inner)), told))
        return None


def plain_title(title: str) -> str:
    """A header as it is compared: half-width, without blanks, marks of obligation and bracketed hints."""
    text = re.sub(r"[\s*★:：]", "", unicodedata.normalize("NFKC", title))
    return re.sub(r"[(\[][^()\[\]]*(必填|选填|格式|元|万元)[^()\[\]]*[)\]]", "", text)


@cache
def table_map_names() -> tuple[str, ...]:
    """Keys of the maps that ship, sorted."""
    folder = files("desktop.reference") / "table_maps"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def table_map(key: str) -> TableMap:
    """A map that ships. Raises RuleViolation R-709 when there is none of this key."""
    if key not in table_map_names():
        raise RuleViolation(
            "R-709",
            f"没有名为“{key}”的对照表。",
            field="map",
            way_out=f"随程序带来的有：{'、'.join(table_map_names())}；也可以指定自己的对照表文件。",
        )
    text = (files("desktop.reference") / "table_maps" / f"{key}.toml").read_text("utf-8")
    return parse_table_map(text, f"{key}.toml")


def is_fact(field: str) -> bool:
    """Whether a field is a further fact of the registration."""
    return FACT.fullmatch(field) is not None
