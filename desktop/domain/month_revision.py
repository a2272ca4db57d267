"""What a month said when it was reported, and what is different now: late work changes no figure silently.

Pure. The figures of an office only, as in `station_month`.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from desktop.domain.station_month import Block, Changed, MonthReport, Revision


class Reported(Struct, frozen=True):
    """A report that left the program: the day it did, and its figures."""

    on: str
    blocks: tuple[Block, ...]


def period_key(since: str, until: str, station: str = "") -> str:
    """By which name the reports of a period are kept here, at a county for one station or ("") for all."""
    return ".".join(part for part in ("reported", since, until, station) if part)


def revision(known: Sequence[Reported], report: MonthReport) -> Revision:
    """What is different from the last report of the same period."""
    if not known:
        return Revision()
    return Revision(tuple(one.on for one in known), _changes(known[-1].blocks, report.blocks))


def with_report(known: Sequence[Reported], report: MonthReport) -> tuple[Reported, ...]:
    """The reports with this one; the same figures once more, or those of days yet to come, are no further version."""
    if report.made_on < report.until or (known and known[-1].blocks == report.blocks):
        return tuple(known)
    return (*known, Reported(report.made_on, report.blocks))


def _changes(before: Sequence[Block], now: Sequence[Block]) -> tuple[Changed, ...]:
    """Cell by cell, by the words of table, line and column; what one of the two does not have counts as 0."""
    old, new = _cells(before), _cells(now)
    found = []
    for where in dict.fromkeys((*new, *old)):
        one, other = old.get(where, "0"), new.get(where, "0")
        if one != other:
            found.append(Changed(*where, one, other))
    return tuple(found)


def _cells(blocks: Sequence[Block]) -> dict[tuple[str, str, str], str]:
    return {
        (block.title, line.label, head.title): shown
        for block in blocks
        for line in block.lines
        for head, shown in zip(block.heads, block.shown(line), strict=True)
    }


def encode_reports(reports: Sequence[Reported]) -> str:
    return msgspec.json.encode(list(reports)).decode()


def decode_reports(kept: str) -> tuple[Reported, ...]:
    """The reports of a period as they were kept; none for ""."""
    return tuple(msgspec.json.decode(kept, type=list[Reported])) if kept else ()
