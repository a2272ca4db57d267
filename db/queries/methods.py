"""How many cases run by which working method, and how many activities are of which form."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, func, select

from db.queries.cases import sees_cases
from db.tables import state_activity, state_case
from desktop.domain.rights import may
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights


def cases_by_method(viewer: Viewer, connection: Connection) -> Counter[str]:
    """Key of a method -> number of cases this viewer may see; 0 for one that none runs by."""
    rows = connection.execute(
        select(state_case.c.procedure, func.count()).where(sees_cases(viewer)).group_by(state_case.c.procedure)
    )
    found: Counter[str] = Counter()
    for name, count in rows:
        found[str(name).rpartition("@")[0]] += int(count)
    return found


def activities_by_form(viewer: Viewer, connection: Connection) -> Counter[str]:
    """Key of a form -> number of activities recorded by it; nothing for who may not read cases."""
    if not may(viewer, "case.read", rights()):
        return Counter()
    rows = connection.execute(select(state_activity.c.form, func.count()).group_by(state_activity.c.form))
    return Counter({str(form): int(count) for form, count in rows})
