"""What a table map is: columns of another system's table and the fields of ours that they mean.

Read from TOML by table_map_file.py; must not read files.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Literal

from msgspec import Meta, Struct

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


def plain_title(title: str) -> str:
    """A header as it is compared: half-width, without blanks, marks of obligation and bracketed hints."""
    text = re.sub(r"[\s*★:：]", "", unicodedata.normalize("NFKC", title))
    return re.sub(r"[(\[][^()\[\]]*(必填|选填|格式|元|万元)[^()\[\]]*[)\]]", "", text)


def is_fact(field: str) -> bool:
    """Whether a field is a further fact of the registration."""
    return FACT.fullmatch(field) is not None
