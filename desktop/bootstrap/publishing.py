"""`publish FILE`: what kind of reference data a file is, whether it is in order, and its publication."""

from __future__ import annotations

import tomllib

import msgspec

from desktop.bootstrap.methods import read_method
from desktop.bootstrap.station import Desk
from desktop.domain.calendar import parse_holiday_table
from desktop.domain.canonical import encode
from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import NumberPatterns
from desktop.domain.station_events import Published
from desktop.reference.local_codes import CODES, demand_kept_words, parse_local_codes
from desktop.usecases.numbers import NUMBERS, PATTERNS, check_patterns
from desktop.usecases.publish_reference import TEMPLATE, PublishReference, publish_reference, withdraw_reference


def read_reference(name: str, text: str, effective_from: str = "") -> PublishReference:
    """A file as a publication: method, holidays, code list, patterns of numbers, template (which is judged later).

    Raises:
        RuleViolation: R-161, R-162, R-401 with every fault, R-638; R-634 none of them.
    """
    try:
        table, fault = tomllib.loads(text), ""
    except tomllib.TOMLDecodeError as error:
        table, fault = {}, f"文件格式有误（{error}）。"
    if "holiday" in table:
        year = parse_holiday_table(text).year
        return PublishReference("holidays", str(year), text, effective_from=effective_from)
    if "steps" in table or "step" in table:
        method = read_method(text, name)
        return PublishReference("procedure", method.key, text, method.version, effective_from)
    if table.keys() & set(NumberPatterns.__struct_fields__):
        return PublishReference(NUMBERS, PATTERNS, _patterns(text), effective_from=effective_from)
    if "list" in table:
        return PublishReference(CODES, parse_local_codes(text).list, text, effective_from=effective_from)
    if "block" in table:
        version = table.get("version")
        return PublishReference(
            TEMPLATE, str(table.get("key", "")), text, version if isinstance(version, int) else 0, effective_from
        )
    raise RuleViolation(
        "R-634",
        f"认不出这是哪一种参考数据。{fault}",
        field="file",
        way_out="可以发布的有：办理规程、年度节假日安排、文书模板、代码表、编号格式（TOML文件）。",
    )


def _patterns(text: str) -> str:
    """Patterns of numbers as they are published. Raises R-151 … R-158, R-634."""
    try:
        found = msgspec.toml.decode(text, type=NumberPatterns)
    except msgspec.ValidationError as error:
        raise RuleViolation("R-634", f"编号格式文件有误：{error}。", field="file", way_out=_PATTERNS) from error
    check_patterns(found)
    return encode(msgspec.to_builtins(found)).decode()


_PATTERNS = "只写 case_pattern 和 letter_pattern 两行，至少一行。"


def publish(desk: Desk, name: str, text: str, effective_from: str = "") -> Published:
    """Check and publish in one transaction."""
    cmd = read_reference(name, text, effective_from)
    if cmd.kind == TEMPLATE:
        desk.templates.demand_fit(name, cmd)
    if cmd.kind == CODES:
        demand_kept_words(parse_local_codes(text), desk.codes.published(cmd.key))
    with desk.uow(desk.viewer) as uow:
        done = publish_reference(cmd, uow)
        uow.commit()
    desk.take_up()
    return done


def withdraw(desk: Desk, kind: str, key: str, version: int, reason: str) -> str:
    """Take a version out of use in one transaction; the id of what it was a version of.

    Raises:
        RuleViolation: R-203, R-603, R-633 no such version in use.
    """
    with desk.uow(desk.viewer) as uow:
        known = withdraw_reference(kind, key, version, reason, uow)
        uow.commit()
    desk.take_up()
    return known.id
