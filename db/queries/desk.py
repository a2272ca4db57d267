"""The first screen: what is due, what was done, where one stopped, how safe the work is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Column, Connection, Select, func, select

from db.queries.cases import case_rows, sees_cases, shown_titles
from db.store import get_setting
from db.tables import cache_case, cache_limit, local_draft, local_outbox, local_receipt, state_case, state_duty
from desktop.domain.read_models import MOST_COUNTED, DraftRow, DueCounts, DueItem, LimitShape, Workbench
from desktop.domain.rights import may
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights

SOON_DAYS = 3
_EVER = 36_500  # days


class Asked(NamedTuple):
    """Whose duties are asked for, and on which day. `owner`: an installation; "" for all (a county looks at all)."""

    owner: str
    today: date


def due_items(viewer: Viewer, connection: Connection, asked: Asked, until: str, limit: int = 0) -> tuple[DueItem, ...]:
    """Limits of offices and promised performances up to a day, the oldest first; none without the right "due".

    A case that went to another station, or is on its way there, is no longer our duty. `limit`: 0 for all.
    """
    if not may(viewer, "due", rights()):
        return ()
    both = _limits(viewer, asked, ("", until)), _duties(viewer, asked, ("", until))
    limits, duties = (connection.execute(query.limit(limit) if limit else query) for query in both)
    items = [
        _item(asked.today, row.case_id, row.title, row.what, due=row.work_by, kind="limit", basis=row.basis)
        for row in limits
    ]
    items += [
        _item(asked.today, row.case_id, row.title, f"履行：{row.what}", due=row.due, kind="duty") for row in duties
    ]
    items.sort(key=lambda i: (i.due, i.case_id, i.what))
    items = items[:limit] if limit else items
    titles = shown_titles(viewer, connection, {i.case_id: i.case_title for i in items})
    return tuple(msgspec.structs.replace(i, case_title=titles[i.case_id]) for i in items)


def due_counts(viewer: Viewer, connection: Connection, asked: Asked) -> DueCounts:
    """How many of them are late, due today and due soon; all 0 without the right "due"."""
    if not may(viewer, "due", rights()):
        return DueCounts(0, 0, 0)

    def count(first: int, last: int) -> int:
        since, until = ((asked.today + timedelta(days=ahead)).isoformat() for ahead in (first, last))
        both = (part(viewer, asked, (since, until)).order_by(None).limit(MOST_COUNTED) for part in (_limits, _duties))
        found = (connection.execute(select(func.count()).select_from(part.subquery())).scalar() for part in both)
        return min(MOST_COUNTED, sum(int(number or 0) for number in found))

    return DueCounts(overdue=count(-_EVER, -1), today=count(0, 0), soon=count(1, SOON_DAYS))


def _limits(viewer: Viewer, asked: Asked, days: tuple[str, str]) -> Select[Any]:
    table = cache_limit
    found = select(table.c.case_id, cache_case.c.title, table.c.what, table.c.work_by, table.c.basis)
    return _between(viewer, asked, found, table.c.work_by, days).order_by(table.c.work_by, table.c.case_id)


def _duties(viewer: Viewer, asked: Asked, days: tuple[str, str]) -> Select[Any]:
    table = state_duty
    found = select(table.c.case_id, cache_case.c.title, table.c.what, table.c.due).where(table.c.open == 1)
    return _between(viewer, asked, found, table.c.due, days).order_by(table.c.due, table.c.case_id)


def _between(viewer: Viewer, asked: Asked, query: Select[Any], day: Column[Any], days: tuple[str, str]) -> Select[Any]:
    """Of dated rows of cases those from one day to another (first and last of `days`)."""
    case = day.table.c.case_id
    found = (
        query.join(cache_case, cache_case.c.case_id == case)
        .join(state_case, state_case.c.id == case)
        .where(day > "", day >= days[0], day <= days[1], sees_cases(viewer))
    )
    if not asked.owner:
        return found
    return found.where(state_case.c.owner == asked.owner, cache_case.c.owner != "")  # "": on its way to another


def _item(
    today: date, case_id: str, title: str, what: str, *, due: str, kind: Literal["limit", "duty"], basis: str = ""
) -> DueItem:
    left = (date.fromisoformat(due[:10]) - today).days
    shape: LimitShape = "overdue" if left < 0 else "today" if left == 0 else "soon" if left <= SOON_DAYS else "later"
    return DueItem(case_id, title or "", what, due, left, shape, kind, basis)


def drafts(viewer: Viewer, connection: Connection) -> tuple[DraftRow, ...]:
    """The viewer's own drafts, newest first."""
    rows = connection.execute(
        select(local_draft).where(local_draft.c.user == viewer.id).order_by(local_draft.c.saved_at.desc())
    )
    return tuple(DraftRow(r.form, r.case_id, r.saved_at, r.title, r.content) for r in rows)


def workbench(viewer: Viewer, connection: Connection, asked: Asked, provisional: bool) -> Workbench:
    """Everything the first screen shows on a day."""
    month = asked.today.isoformat()[:7]
    recent = connection.execute(
        select(state_case.c.id).where(sees_cases(viewer)).order_by(state_case.c.last_at.desc()).limit(8)
    ).scalars()

    def count(*conditions: object) -> int:
        query = select(func.count()).select_from(state_case).where(sees_cases(viewer), *conditions)  # type: ignore[arg-type]
        return int(connection.execute(query).scalar() or 0)

    return Workbench(
        today=asked.today.isoformat(),
        due=due_counts(viewer, connection, asked),
        open_cases=_open_cases(viewer, connection, asked.owner),
        month_opened=count(state_case.c.received >= f"{month}-01", state_case.c.received <= f"{month}-31"),
        month_closed=count(state_case.c.closed_on >= f"{month}-01", state_case.c.closed_on <= f"{month}-31"),
        recent=case_rows(viewer, connection, list(recent)),
        drafts=drafts(viewer, connection),
        last_export=str(connection.execute(select(func.max(local_outbox.c.created_at))).scalar() or ""),
        last_receipt=str(connection.execute(select(func.max(local_receipt.c.imported_at))).scalar() or ""),
        last_backup=get_setting(connection, "backup.proven_at"),
        calendar_provisional=provisional,
        backup_failed=get_setting(connection, "backup.failed"),
    )


def _open_cases(viewer: Viewer, connection: Connection, owner: str) -> int:
    """How many cases are being handled: of `owner`, or all."""
    query = select(func.count()).select_from(cache_case).where(cache_case.c.state.in_(("open", "agreed")))
    query = query.where(sees_cases(viewer, cache_case))
    return int(connection.execute(query.where(cache_case.c.owner == owner) if owner else query).scalar() or 0)
