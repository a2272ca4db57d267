"""Published reference data as units of work and queries need it; what ships with the program is version 0."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from db.engine import Connection
from db.reference import published
from db.store import Assessment
from db.unit_of_work import References
from desktop.domain.calendar import Calendar, parse_holiday_table
from desktop.domain.case import CaseState
from desktop.domain.case_view import Committee
from desktop.domain.engine import status
from desktop.domain.errors import RuleViolation
from desktop.domain.procedure import Procedure
from desktop.domain.procedure_check import parse_procedure
from desktop.procedures import base, known_names, shipped
from desktop.procedures import procedure as shipped_procedure
from desktop.reference import load_calendar
from desktop.services.seams import Clock

SETTINGS = "settings"
COMMITTEE_KEY = "committee"


class StationReferences:
    """Answers from the newest published version in force today, else from what ships with the program."""

    def __init__(self, station: str, clock: Clock) -> None:
        self._station = station
        self._clock = clock

    def bound(self) -> References:
        """The three questions as db/ asks them."""
        return References(self.committee, self.procedure, self.calendar)

    def committee(self, connection: Connection) -> Committee:
        """The body in whose name papers go out; R-204 while it is not set."""
        content = published(connection, SETTINGS, f"{self._station}.{COMMITTEE_KEY}", self._today())
        if content is None:
            raise RuleViolation(
                "R-204", "还没有填写调解委员会的名称。", field="committee", way_out="请在“设置”里填写单位信息。"
            )
        return msgspec.json.decode(content, type=Committee)

    def procedure(self, connection: Connection, key: str, version: int | None) -> Procedure:
        """A working method: the version a case runs by, or the one in force today."""
        content = published(connection, "procedure", key, self._today(), version)
        if content is not None:
            return _parsed(content)
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
        """Packaged holiday tables with the published ones over them."""
        calendar = load_calendar()
        for year in range(self._clock.now().year - 1, self._clock.now().year + 3):
            content = published(connection, "holidays", str(year), self._today())
            if content is not None:
                calendar = calendar.with_table(parse_holiday_table(content))
        return calendar

    def assess(self, connection: Connection, state: CaseState) -> Assessment:
        """What the cache keeps of a case: next step, its limit, all running limits of offices."""
        try:
            procedure = self.procedure(connection, state.reg.procedure.key, state.reg.procedure.version)
        except RuleViolation:
            return Assessment("", "等待办理规程", "", "", ())
        found = status(procedure, state, self.calendar(connection))
        step = found.next
        limits = tuple((x.key, x.title, x.work_by, x.raw, x.basis) for x in found.limits if x.who == "duty")
        due = min((x for x in limits), key=lambda x: x[2], default=("", "", "", "", ""))
        return Assessment(step.step if step else "", step.title if step else "", due[2], due[1], limits)

    def _today(self) -> str:
        return self._clock.now().date().isoformat()


@lru_cache(maxsize=64)
def _parsed(content: str) -> Procedure:
    return parse_procedure(content, "published", known_names(), base)
