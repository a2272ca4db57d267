"""Published reference data as units of work and queries need it; what ships with the program is version 0."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache

import msgspec

from db.engine import Connection
from db.reference import References, published, published_keys, published_states
from db.store import Assessment
from desktop.domain.activity import ActivityForm
from desktop.domain.activity_text import read_form
from desktop.domain.calendar import Calendar, parse_holiday_table
from desktop.domain.case import CaseState
from desktop.domain.case_view import Committee
from desktop.domain.engine import status
from desktop.domain.errors import AppError, RuleViolation
from desktop.domain.numbering import NumberPatterns
from desktop.domain.places import Place, read_places
from desktop.domain.procedure import Procedure
from desktop.domain.procedure_check import parse_procedure
from desktop.domain.station_events import Published
from desktop.procedures import base, known_names, shipped
from desktop.procedures import procedure as shipped_procedure
from desktop.reference import load_calendar
from desktop.reference.regions import regions
from desktop.services.seams import Clock
from desktop.usecases.load_places import PLACES
from desktop.usecases.manage_methods import ACTIVITY, CHOSEN, PROCEDURE, SETTINGS
from desktop.usecases.numbers import NUMBERS, PATTERNS
from desktop.usecases.set_body import COMMITTEE_KEY

_LAST_DAY = "9999-12-31"


class StationReferences:
    """Answers from the newest published version in force today, else from what ships with the program."""

    def __init__(self, station: str, clock: Clock, read_blob: Callable[[str], bytes]) -> None:
        self._station = station
        self._clock = clock
        self._read_blob = read_blob

    def bound(self) -> References:
        """The questions as db/ asks them."""
        return References(self.committee, self.procedure, self.calendar, self.places, self.calendars)

    def committee(self, connection: Connection) -> Committee:
        """The body in whose name papers go out; R-204 while it is not set.

        A clock that stands before the day it was set must not take it away: then the newest one counts.
        """
        key = f"{self._station}.{COMMITTEE_KEY}"
        content = self._text(connection, SETTINGS, key) or self._text(connection, SETTINGS, key, day=_LAST_DAY)
        if content is None:
            raise RuleViolation(
                "R-204", "还没有填写调解委员会的名称。", field="committee", way_out="请在“设置”里填写单位信息。"
            )
        return self._numbered(connection, msgspec.json.decode(content, type=Committee))

    def _numbered(self, connection: Connection, committee: Committee) -> Committee:
        """With the patterns of numbers of today: the station's own, over them what the county rules for all."""
        own = self._text(connection, NUMBERS, f"{self._station}.{PATTERNS}")
        if own is not None:
            mine = msgspec.json.decode(own, type=NumberPatterns)
            committee = msgspec.structs.replace(committee, **msgspec.structs.asdict(mine))
        ruled = self._text(connection, NUMBERS, PATTERNS)
        if ruled is not None:
            county = msgspec.structs.asdict(msgspec.json.decode(ruled, type=NumberPatterns))
            committee = msgspec.structs.replace(committee, **{name: text for name, text in county.items() if text})
        return committee

    def procedure(self, connection: Connection, key: str, version: int | None) -> Procedure:
        """A working method: the version a case runs by, or the one in force today."""
        content = self._text(connection, PROCEDURE, key, version)
        if content is not None:
            return _parsed(content, key)
        found = shipped_procedure(key)
        if found is None or version not in (None, found.version):
            raise RuleViolation(
                "R-357", "这件事用的办理规程还没有到这台电脑上。", field="procedure", way_out="请先导入县里的最新文件。"
            )
        return found

    def procedures(self) -> tuple[Procedure, ...]:
        """All methods that ship with the program."""
        return tuple(shipped().values())

    def calendar(self, connection: Connection) -> Calendar:
        """The calendar of today."""
        return self.calendars(connection)(self._today())

    def calendars(self, connection: Connection) -> Callable[[str], Calendar]:
        """The calendar that was in force on an ISO day, of every year: packaged holiday tables, over them the published
        ones, the station's own, then the county's. What was met in time stays so when a later table says otherwise."""
        everybody = published_states(connection, "holidays")
        mine = [state for state in everybody if state.versions[0].key.startswith(f"{self._station}.")]
        county = [state for state in everybody if "." not in state.versions[0].key]  # its word is the last

        @cache
        def made_of(versions: tuple[Published, ...]) -> Calendar:
            calendar = load_calendar()
            for version in versions:
                text = version.content or self._read_blob(version.content_hash).decode("utf-8")
                calendar = calendar.with_table(parse_holiday_table(text))
            return calendar

        def on(day: str) -> Calendar:
            found = (state.in_force(day) for state in (*mine, *county))
            return made_of(tuple(version for version in found if version is not None))

        return on

    def assess(self, connection: Connection) -> Callable[[CaseState], Assessment]:
        """What the cache keeps of a case: next step, its limit, all running limits of offices."""
        calendar = self.calendar(connection)

        @cache
        def method(key: str, version: int) -> Procedure | None:
            try:
                return self.procedure(connection, key, version)
            except RuleViolation:
                return None

        def judge(state: CaseState) -> Assessment:
            procedure = method(state.reg.procedure.key, state.reg.procedure.version)
            return _assessed(procedure, state, calendar)

        return judge

    def own_procedures(self, connection: Connection) -> tuple[Procedure, ...]:
        """Methods in force that this station loaded itself, or that the county published beside the shipped ones."""
        everybody = published_keys(connection, PROCEDURE, "")
        mine = f"{self._station}."
        keys = [k for k in everybody if k.startswith(mine) or ("." not in k and shipped_procedure(k) is None)]
        texts = ((key, self._text(connection, PROCEDURE, key)) for key in keys)
        return tuple(_parsed(text, key) for key, text in texts if text is not None)

    def own_forms(self, connection: Connection) -> tuple[tuple[ActivityForm, bool], ...]:
        """Activities that were published, each with whether this station offers it: its own and the county's in force.

        What is not offered (withdrawn, of another station) is there so that what was recorded by it can be read.
        """
        mine = f"{self._station}."
        found: list[tuple[ActivityForm, bool]] = []
        for state in published_states(connection, ACTIVITY):
            version = state.in_force(self._today())
            newest = version or state.versions[-1]
            with suppress(AppError):  # its file comes with another bundle, or was written for a newer program
                text = newest.content or self._read_blob(newest.content_hash).decode("utf-8")
                offered = version is not None and (newest.key.startswith(mine) or "." not in newest.key)
                found.append((_form(text, newest.key), offered))
        return tuple(found)

    def chosen(self, connection: Connection) -> frozenset[str]:
        """Keys of the shipped methods this station chose to use besides the usual ones."""
        content = self._text(connection, SETTINGS, f"{self._station}.{CHOSEN}")
        return frozenset() if content is None else frozenset(msgspec.json.decode(content, type=list[str]))

    def places(self, connection: Connection) -> tuple[Place, ...]:
        """Villages and grids this station loaded."""
        content = self._text(connection, PLACES, self._station)
        return () if content is None else read_places(content, regions())

    def _text(
        self, connection: Connection, kind: str, key: str, version: int | None = None, day: str = ""
    ) -> str | None:
        found = published(connection, kind, key, day or self._today(), version)
        if found is None:
            return None
        return found.content or self._read_blob(found.content_hash).decode("utf-8")

    def _today(self) -> str:
        return self._clock.now().date().isoformat()


@lru_cache(maxsize=64)
def _form(content: str, key: str) -> ActivityForm:
    """A published activity file under the key it was published by."""
    return msgspec.structs.replace(read_form(content, key, known_names()), key=key)


@lru_cache(maxsize=64)
def _parsed(content: str, key: str) -> Procedure:
    """A published file; its key is the one it was published under, which may carry a station's code."""
    return msgspec.structs.replace(parse_procedure(content, key, known_names(), base), key=key)


def _assessed(procedure: Procedure | None, state: CaseState, calendar: Calendar) -> Assessment:
    if procedure is None:
        return Assessment("", "等待办理规程", "", "", ())
    found = status(procedure, state, calendar)
    step = found.next
    limits = tuple((x.key, x.title, x.work_by, x.raw, x.basis) for x in found.limits if x.who == "duty")
    due = min(limits, key=lambda x: x[2], default=("", "", "", "", ""))
    return Assessment(step.step if step else "", step.title if step else "", due[2], due[1], limits)
