"""What a time limit is, as data: the rows of reference/limits.toml; must not count days (time_limits does)."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from desktop.domain.errors import RuleViolation

LONGEST = 3660  # of any unit; a larger number is a slip
Unit = Literal["days", "workdays", "months", "hours", "minutes"]
UNIT_NAMES: dict[Unit, str] = {
    "days": "日",
    "workdays": "个工作日",
    "months": "个月",
    "hours": "小时",
    "minutes": "分钟",
}


class LimitRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One row of reference/limits.toml.

    `length` 0: fixed case by case (an order's own limit), use `with_length`. `max_extension` in the same unit;
    "agreed": as long as the parties agree. `kind`: `duty` of an office or `right` of a citizen. `warn`: days ahead to
    remind. `verified` False: a parameter nobody has confirmed, shown as 未核实 and never printed as law.
    """

    code: str
    name: str
    length: int
    unit: Unit
    starts: str = ""
    basis: str = ""
    kind: Literal["duty", "right"] = "duty"
    max_extension: int | Literal["agreed"] = 0
    pausable: bool = False
    warn: tuple[int, ...] = ()
    verified: bool = True
    note: str = ""

    def with_length(self, length: int) -> LimitRule:
        return msgspec.structs.replace(self, length=length)


def plain_rule(length: int, unit: Unit) -> LimitRule:
    """A limit without a law behind it, such as a local method or `--length 15 --unit days` asks for."""
    return LimitRule(code="", name=f"{length}{UNIT_NAMES[unit]}", length=length, unit=unit, verified=False)


def parse_limits(text: str) -> dict[str, LimitRule]:
    """The table of limits by code. Raises RuleViolation R-181 (unreadable, a code twice, a length below 0)."""

    class Table(msgspec.Struct, forbid_unknown_fields=True):
        limit: tuple[LimitRule, ...]

    try:
        rules = msgspec.toml.decode(text, type=Table).limit
    except msgspec.DecodeError as error:
        raise _table_fault(str(error)) from None
    table: dict[str, LimitRule] = {}
    for rule in rules:
        if rule.code in table or rule.length < 0 or not re.fullmatch(r"[A-Z]\d{1,2}[A-Z]?", rule.code):
            raise _table_fault(rule.code)
        table[rule.code] = rule
    return table


def _table_fault(what: str) -> RuleViolation:
    return RuleViolation(
        "R-181", f"期限表有错：{what}。", field="limit", way_out="每一项要有不重复的code，以及name、length和unit。"
    )


def refuse_looser(national: LimitRule, local: LimitRule) -> LimitRule:
    """`local`, if it gives no more time than `national` (a local profile may be stricter, never looser).

    Working days are held against calendar days at five a week. Raises RuleViolation R-180.
    """
    days: dict[Unit, float] = {"days": 1, "workdays": 7 / 5, "months": 31, "hours": 1 / 24, "minutes": 1 / 1440}

    def longest(rule: LimitRule, count: int | Literal["agreed"]) -> float:
        return float("inf") if count == "agreed" else count * days[rule.unit]

    if longest(local, local.length) > longest(national, national.length) or (
        longest(local, local.max_extension) > longest(national, national.max_extension)
    ):
        raise RuleViolation(
            "R-180",
            f"“{local.name}”比国家规定的“{national.name}”宽，不能采用。",
            field="limit",
            basis=national.basis,
            way_out=f"本地期限最长为{national.length}{UNIT_NAMES[national.unit]}，延长也不能更长。",
        )
    return local
