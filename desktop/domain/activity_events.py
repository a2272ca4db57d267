"""What can happen to an activity of the public life (接访、巡查、议事、名册、普法): payloads only, no rules."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from desktop.domain.case_events import Facts, Text
from desktop.domain.events import event_type


class FormRef(Struct, frozen=True):
    """Which parameter file an activity runs by: key, version and content hash."""

    key: str
    version: int
    hash: str


@event_type("activity.opened", "activity")
class ActivityOpened(Struct, frozen=True):
    """Planned or held on a day. `owner`: the installation that writes it; `facts`: what its form asked."""

    owner: str
    form: FormRef
    sort: str
    on: str
    title: str
    facts: Facts = msgspec.field(default_factory=dict)


@event_type("activity.changed", "activity")
class ActivityChanged(Struct, frozen=True):
    """Fields of the form corrected: name -> [old, new], only those that differ (values are canonical JSON)."""

    set: dict[str, tuple[msgspec.Raw, msgspec.Raw]]


@event_type("activity.entry", "activity")
class EntryPut(Struct, frozen=True):
    """An entry of one of its lists, whole; a later one of the same id replaces it.

    `due`: the day until which it is to be done, `done`: the day it was, "" while open; `gone`: taken out.
    """

    id: str
    list: str
    facts: Facts
    due: str = ""
    done: str = ""
    gone: bool = False


@event_type("activity.linked", "activity")
class ActivityLinked(Struct, frozen=True):
    """A case that came out of the activity. `entry`: of which entry, "" for the whole."""

    case: str
    entry: str = ""


@event_type("activity.closed", "activity")
class ActivityClosed(Struct, frozen=True):
    """Nothing is left to be done; `note` says how it ended."""

    on: str
    note: Text = ""


@event_type("activity.withdrawn", "activity")
class ActivityWithdrawn(Struct, frozen=True):
    """Registered by mistake; in no list any more."""

    reason: Text
