"""Official numbers: the next one of a series, from the log and the anchor. No gaps are filled, none is given twice."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from db.tables import state_case, state_document


def greatest_serials(connection: Connection) -> dict[str, int]:
    """Last number of every series that the log knows."""
    found: dict[str, int] = {}
    for table in (state_case, state_document):
        rows = connection.execute(
            select(table.c.series, func.max(table.c.serial)).where(table.c.series != "").group_by(table.c.series)
        )
        for series, serial in rows:
            found[series] = max(serial, found.get(series, 0))
    return found


def greatest_serial(connection: Connection, series: str) -> int:
    """Last number of one series; 0 when none was taken."""
    return max(
        connection.execute(select(func.max(t.c.serial)).where(t.c.series == series)).scalar() or 0
        for t in (state_case, state_document)
    )
