"""Activities of the public life: what their events add up to, and the files that say what each sort asks. No IO.

A file describes one working method that is no case: a reception on Monday evening, a diary, a deliberation.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec
from msgspec import Struct

from desktop.domain.activity_events import (
    ActivityChanged,
    ActivityClosed,
    ActivityLinked,
    ActivityOpened,
    ActivityWithdrawn,
    EntryPut,
    FormRef,
)
from desktop.domain.case_events import Facts
from desktop.domain.events import Event, order_key, payload_of
from desktop.domain.person import frontier_of
from desktop.domain.procedure import Field, Parameter

Sort = Literal["reception", "patrol", "deliberation", "register", "lesson", "errand"]
SORTS: dict[Sort, str] = {
    "reception": "接访值班",
    "patrol": "巡查走访",
    "deliberation": "议事",
    "register": "名册",
    "lesson": "普法和法律援助",
    "errand": "代办",
}


class ListOf(Struct, frozen=True, forbid_unknown_fields=True):
    """A list of an activity. `due`: key of the column with the day until which an entry is to be done."""

    key: str
    title: str
    fields: tuple[Field, ...] = msgspec.field(name="field")
    due: str = ""


class ActivityForm(Struct, frozen=True, forbid_unknown_fields=True):
    """A method of this kind. `every`: its rhythm, "day", "week:1" (Monday) or "month:18"; "" for none.

    `name`: which field names an activity in lists. `rows`: rows of the source table that it carries.
    """

    key: str
    version: int
    title: str
    sort: Sort
    source: str
    name: str
    fields: tuple[Field, ...] = msgspec.field(name="field")
    place: str = "国家"
    rows: tuple[str, ...] = ()
    about: str = ""
    every: str = ""
    lists: tuple[ListOf, ...] = msgspec.field(default=(), name="list")
    parameters: tuple[Parameter, ...] = msgspec.field(default=(), name="parameter")
    hash: str = ""

    @property
    def slots(self) -> tuple[Parameter, ...]:
        """What the source leaves unsaid."""
        return tuple(p for p in self.parameters if p.said == "unsaid")

    def list_of(self, key: str) -> ListOf | None:
        return next((x for x in self.lists if x.key == key), None)


def next_day(every: str, today: date) -> date:
    """The next day of a rhythm, today included. Raises ValueError for a rhythm that is none."""
    unit, _, number = every.partition(":")
    wanted = int(number or 0)
    if unit == "day" and not wanted:
        return today
    if unit == "week" and 1 <= wanted <= 7:
        return today + timedelta(days=(wanted - today.isoweekday()) % 7)
    if unit == "month" and 1 <= wanted <= 28:
        first = today if today.day <= wanted else (today.replace(day=1) + timedelta(days=32)).replace(day=1)
        return first.replace(day=wanted)
    raise ValueError(f"every 写的“{every}”不是一个周期")


class ActivityState(Struct, frozen=True):
    """An activity as now known. `entries`: of all lists, in the order they were made, those taken out left away."""

    id: str
    reg: ActivityOpened
    entries: tuple[EntryPut, ...]
    cases: tuple[ActivityLinked, ...]
    closed: ActivityClosed | None
    withdrawn: bool
    last_at: str
    frontier: tuple[str, ...]

    @property
    def open_days(self) -> list[str]:
        """Days until which open entries are to be done, the earliest first; none once it is closed."""
        return [] if self.closed else sorted(e.due for e in self.entries if e.due and not e.done)


def fold_activity(events: Iterable[Event]) -> ActivityState | None:
    """Fold the events of one activity; None without a readable `activity.opened`."""
    ordered = sorted(events, key=order_key)
    payloads = [payload_of(event) for event in ordered]
    reg = next((p for p in payloads if isinstance(p, ActivityOpened)), None)
    if reg is None:
        return None
    entries: dict[str, EntryPut] = {}
    for payload in payloads:
        if isinstance(payload, EntryPut):
            entries[payload.id] = payload
        elif isinstance(payload, ActivityChanged):
            reg = _changed(reg, payload)
    return ActivityState(
        id=ordered[0].header.id,
        reg=reg,
        entries=tuple(e for e in entries.values() if not e.gone),
        cases=tuple(p for p in payloads if isinstance(p, ActivityLinked)),
        closed=next((p for p in reversed(payloads) if isinstance(p, ActivityClosed)), None),
        withdrawn=any(isinstance(p, ActivityWithdrawn) for p in payloads),
        last_at=ordered[-1].header.at,
        frontier=frontier_of(ordered),
    )


def _changed(reg: ActivityOpened, payload: ActivityChanged) -> ActivityOpened:
    new = {name: msgspec.json.decode(pair[1]) for name, pair in payload.set.items()}
    facts: Facts = {**reg.facts, **{k[6:]: v for k, v in new.items() if k.startswith("facts.")}}
    plain = {k: v for k, v in new.items() if k in ("on", "title") and isinstance(v, str)}
    return msgspec.structs.replace(reg, facts={k: v for k, v in facts.items() if v is not None}, **plain)


__all__ = ["SORTS", "ActivityForm", "ActivityState", "FormRef", "fold_activity", "next_day"]
