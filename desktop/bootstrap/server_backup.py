"""A county on PostgreSQL is backed up by the server's own tools; here somebody says that it was done and checked."""

from __future__ import annotations

from db import durable, journal
from desktop.bootstrap.database import server_of
from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import demand_right


def begin_server_backup(desk: Desk) -> None:
    """Before the copy is taken: what is held now is in it for certain.

    Raises:
        RuleViolation: R-203 no right, R-622 the tables are in our own file.
    """
    _demand(desk)
    with desk.store.transaction() as connection:
        durable.mark(connection)
        connection.commit()


def confirm_server_backup(desk: Desk, how: str) -> None:
    """The copy was restored somewhere else and looked at: from now on receipts call what it holds durable.

    Raises:
        RuleViolation: R-203, R-622, R-623 none was begun, R-624 nothing is said of where it lies and who looked.
    """
    _demand(desk)
    if not how.strip():
        raise RuleViolation(
            "R-624", "没有写明备份在哪里、怎样核对过。", field="confirm", way_out="请写一句，例如：备份机，已试恢复。"
        )
    with desk.store.transaction() as connection:
        held = durable.take_mark(connection)
        if held is None:
            raise RuleViolation(
                "R-623", "备份以前没有先记下。", field="confirm", way_out="请先用 --begin 记下，再备份，核对后再确认。"
            )
        durable.note(connection, held)
        now = desk.doors.clock.now()
        journal.write(connection, at=now, user=desk.viewer.id, act="backup", subject="server", note=how.strip())
        connection.commit()


def _demand(desk: Desk) -> None:
    demand_right(desk.viewer, "backup")
    if not server_of(desk.folder, desk.doors.fs):
        raise RuleViolation(
            "R-622", "这份数据在本机文件里，不在服务器上。", field="data", way_out="请用 backup 备份到别的盘。"
        )
