"""How many cases run by which working method."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, func, select

from db.queries.cases import sees_cases
from db.tables import state_case
from desktop.domain.viewer import Viewer


def cases_by_method(viewer: Viewer, connection: Connection) -> Counter[str]:
    """Key of a method -> number of cases this viewer may see; 0 for one that none runs by."""
    rows = connection.execute(
        select(state_case.c.procedure, func.count()).where(sees_cases(viewer)).group_by(state_case.c.procedure)
    )
    found: Counter[str] = Counter()
    for name, count in rows:
        found[str(name).rpartition("@")[0]] += int(count)
    return found
