"""The rows of activities of the public life."""

from __future__ import annotations

from db.projections import Projection, Rows
from db.tables import state_activity
from desktop.domain.activity import ActivityState, fold_activity
from desktop.domain.canonical import encode_checked


def _activity(state: ActivityState) -> Rows:
    if state.withdrawn:
        return {}
    row = {
        "id": state.id,
        "form": state.reg.form.key,
        "kind": state.reg.sort,
        "state": "closed" if state.closed else "open",
        "on_day": state.reg.on,
        "due": next(iter(state.open_days), ""),
        "title": state.reg.title,
        "owner": state.reg.owner,
        "doc": encode_checked(state).decode(),
    }
    return {state_activity: [row]}


PROJECTIONS = {"activity": Projection(fold_activity, _activity, ((state_activity, state_activity.c.id),))}
