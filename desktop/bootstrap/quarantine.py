"""Bundles that were set aside: an operator lists them, tries one again, or gives one up with a reason."""

from __future__ import annotations

import msgspec

from db import inbox, journal
from db.inbox import InboxRow
from desktop.bootstrap.inbox import InboxLine, quarantined, take_file
from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from exports.bundles.situations import tidy


def quarantine(desk: Desk) -> list[InboxRow]:
    """What was set aside, oldest first."""
    with desk.store.transaction() as connection:
        return inbox.rows(connection, ("QUARANTINED",))


def retry(desk: Desk, name: str) -> InboxLine:
    """Try a file that was set aside once more: its sender may be enrolled by now.

    Raises:
        RuleViolation: R-618 nothing of this name was set aside, or its file was never kept.
    """
    row = _set_aside_as(desk, name)
    path = quarantined(desk, row.digest)
    line = take_file(desk, path, name=row.name)
    if line.state != "QUARANTINED":
        _forget(desk, row)
    return line


def discard(desk: Desk, name: str, reason: str) -> None:
    """Give a file that was set aside up, for a reason that stays in its row.

    Raises:
        RuleViolation: R-618 as `retry`; R-619 without a reason.
    """
    if not reason.strip():
        raise RuleViolation("R-619", "没有写明为什么放弃这个数据包。", field="reason", way_out="请写一句原因。")
    row = _set_aside_as(desk, name)
    with desk.store.transaction() as connection:
        now = desk.store.clock.now()
        inbox.note(connection, msgspec.structs.replace(row, state="DISCARDED", doc=reason))
        journal.write(connection, at=now, user=desk.viewer.id, act="import.discarded", subject=row.code, note=reason)
        connection.commit()
    tidy(desk.store.fs, quarantined(desk, row.digest))


def _set_aside_as(desk: Desk, name: str) -> InboxRow:
    """By name or the beginning of its digest."""
    found = next((r for r in quarantine(desk) if r.name == name or (len(name) > 7 and r.digest.startswith(name))), None)
    if found is None or not desk.store.fs.exists(quarantined(desk, found.digest)):
        raise RuleViolation(
            "R-618", f"没有叫“{name}”的搁置文件。", field="name", way_out="请先列出搁置的文件，再选一个。"
        )
    return found


def _forget(desk: Desk, row: InboxRow) -> None:
    with desk.store.transaction() as connection:
        inbox.forget(connection, row.digest)
        connection.commit()
    tidy(desk.store.fs, quarantined(desk, row.digest))
