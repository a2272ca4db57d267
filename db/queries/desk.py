"""The first screen: what is due, what was done, where one stopped, how safe the work is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec
from sqlalchemy import Connection, func, select

from db.queries.cases import case_rows, sees_cases, shown_titles
from db.store import get_setting
from db.tables import cache_case, cache_limit, local_draft, local_outbox, local_receipt, state_case, state_duty
from desktop.domain.read_models import DraftRow, DueItem, LimitShape, Workbench
from desktop.domain.rights import may
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights

SOON_DAYS = 3


def due_items(viewer: Viewer, connection: Connection, today: date, until: str) -> tuple[DueItem, ...]:
    """Limits of offices and promised performances up to a day, the oldest first; none without the right "due"."""
    if not may(viewer, "due", rights()):
        return ()
    items = [
        _item(today, row.case_id, row.title, row.what, due=row.work_by, kind="limit", basis=row.basis)
        for row in connection.execute(
            select(
                cache_limit.c.case_id,
                cache_case.c.title,
                cache_limit.c.what,
                cache_limit.c.work_by,
                cache_limit.c.basis,
            )
            .join(cache_case, cache_case.c.case_id == cache_limit.c.case_id)
            .join(state_case, state_case.c.id == cache_limit.c.case_id)
            .where(cache_limit.c.work_by <= until, cache_limit.c.work_by != "", sees_cases(viewer))
        )
    ]
    items += [
        _item(today, row.case_id, row.title, f"履行：{row.what}", due=row.due, kind="duty")
        for row in connection.execute(
            select(state_duty.c.case_id, cache_case.c.title, state_duty.c.what, state_duty.c.due)
            .join(cache_case, cache_case.c.case_id == state_duty.c.case_id)
            .join(state_case, state_case.c.id == state_duty.c.case_id)
            .where(state_duty.c.open == 1, state_duty.c.due <= until, state_duty.c.due != "", sees_cases(viewer))
        )
    ]
    titles = shown_titles(viewer, connection, {i.case_id: i.case_title for i in items})
    shown = [msgspec.structs.replace(i, case_title=titles[i.case_id]) for i in items]
    return tuple(sorted(shown, key=lambda i: (i.due, i.case_id, i.what)))


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


def workbench(viewer: Viewer, connection: Connection, today: date, provisional: bool) -> Workbench:
    """Everything the first screen shows on a day."""
    items = due_items(viewer, connection, today, (today + timedelta(days=SOON_DAYS)).isoformat())
    month = today.isoformat()[:7]
    recent = connection.execute(
        select(state_case.c.id).where(sees_cases(viewer)).order_by(state_case.c.last_at.desc()).limit(8)
    ).scalars()

    def count(*conditions: object) -> int:
        query = select(func.count()).select_from(state_case).where(sees_cases(viewer), *conditions)  # type: ignore[arg-type]
        return int(connection.execute(query).scalar() or 0)

    return Workbench(
        today=today.isoformat(),
        overdue=tuple(i for i in items if i.shape == "overdue"),
        due_today=tuple(i for i in items if i.shape == "today"),
        due_soon=tuple(i for i in items if i.shape == "soon"),
        open_cases=count(state_case.c.state != "closed"),
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
