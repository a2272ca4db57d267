"""`publish FILE`: what kind of reference data a file is, whether it is in order, and its publication."""

from __future__ import annotations

import tomllib

from desktop.bootstrap.methods import read_method
from desktop.bootstrap.station import Desk
from desktop.domain.calendar import parse_holiday_table
from desktop.domain.errors import RuleViolation
from desktop.domain.station_events import Published
from desktop.usecases.publish_reference import PublishReference, publish_reference, withdraw_reference


def read_reference(name: str, text: str, effective_from: str = "") -> PublishReference:
    """A file as a publication: a working method, or a year's holidays.

    Raises:
        RuleViolation: R-161, R-162, R-401 with every fault; R-634 neither.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        table = {}
    if "holiday" in table:
        year = parse_holiday_table(text).year
        return PublishReference("holidays", str(year), text, effective_from=effective_from)
    if "steps" in table or "step" in table:
        method = read_method(text, name)
        return PublishReference("procedure", method.key, text, method.version, effective_from)
    raise RuleViolation(
        "R-634",
        "认不出这是哪一种参考数据。",
        field="file",
        way_out="可以发布的有：办理规程、年度节假日安排（TOML文件）。",
    )


def publish(desk: Desk, name: str, text: str, effective_from: str = "") -> Published:
    """Check and publish in one transaction."""
    cmd = read_reference(name, text, effective_from)
    with desk.uow(desk.viewer) as uow:
        done = publish_reference(cmd, uow)
        uow.commit()
    return done


def withdraw(desk: Desk, kind: str, key: str, version: int, reason: str) -> str:
    """Take a version out of use in one transaction; the id of what it was a version of.

    Raises:
        RuleViolation: R-203, R-603, R-633 no such version in use.
    """
    with desk.uow(desk.viewer) as uow:
        known = withdraw_reference(kind, key, version, reason, uow)
        uow.commit()
    return known.id
