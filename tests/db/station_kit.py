"""A real station on disk for the tests of db/ and use cases: made once, copied for each test, opened as in production.

Only the passphrase cost and the clock differ from production. Invented people only.
"""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from desktop.bootstrap.keys import DATABASE
from desktop.bootstrap.station import Desk, Doors, NewStation, create_station, open_station
from desktop.domain.case_events import Staff
from desktop.domain.case_view import Committee
from desktop.domain.person import PersonRecorded
from desktop.services.keystore import Cost
from desktop.services.seams import FixedClock
from desktop.usecases.conclude_agreement import ConcludeAgreement, DutyInput, PartInput
from desktop.usecases.hold_session import HoldSession, TurnInput
from desktop.usecases.register_case import PartyInput, RegisterCase, RegisterCaseResult, register_case
from desktop.usecases.settle_quickly import SettleQuickly

NOW = datetime.fromisoformat("2026-11-20T09:00:00+08:00")
TODAY = "2026-11-20"
LOGIN, PASSPHRASE = "zhou", "春江水暖2026"
COMMITTEE = Committee("云桥村人民调解委员会", "云桥", "990101001", "云桥村调解室", court="云桥法院")
ALL_ROLES = ("committee_head", "mediator", "station_head", "system_admin")


class Template(NamedTuple):
    """A closed station that nobody changes: its data folder, its state folder, its recovery words."""

    folder: Path
    state: Path
    words: list[str]


def make_template(where: Path, **station: Any) -> Template:
    """Make a station once."""
    doors = Doors(clock=FixedClock(NOW), cost=Cost(1, 1024, 1), state=where / "state")
    new = NewStation("990101001", "云桥村调解室", "周明", LOGIN, PASSPHRASE, COMMITTEE)
    desk, words = create_station(where / "data", msgspec.structs.replace(new, **station), doors)
    desk.close()
    return Template(where / "data", where / "state", words)


class Station:
    """A copy of a template with its own clock: open it, close it, set it back, look at its files."""

    def __init__(self, template: Template, where: Path) -> None:
        self.folder, self.state = where / "data", where / "state"
        where.mkdir(parents=True, exist_ok=True)
        shutil.copytree(template.folder, self.folder)
        shutil.copytree(template.state, self.state)
        self.clock = FixedClock(NOW)
        self.doors = Doors(clock=self.clock, cost=Cost(1, 1024, 1), state=self.state)
        self._open: list[Desk] = []

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def open(self, login: str = LOGIN, passphrase: str = PASSPHRASE) -> Desk:
        desk = open_station(self.folder, login, passphrase, self.doors)
        self._open.append(desk)
        return desk

    def close(self) -> None:
        """Close whatever is open still."""
        while self._open:
            self._open.pop().close()

    def snapshot(self, where: Path) -> Path:
        """Copy the closed data folder, as a careless backup by hand does."""
        self.close()
        shutil.copytree(self.folder, where)
        return where

    def put_back(self, snapshot: Path) -> None:
        """Put an old copy in the place of the data folder; the state folder stays as it is."""
        self.close()
        shutil.rmtree(self.folder)
        shutil.copytree(snapshot, self.folder)

    def lose_state(self) -> None:
        """The anchor is gone: another machine, or a cleaned profile."""
        shutil.rmtree(self.state)

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.clock.at += timedelta(**by)


def person(name: str, **values: Any) -> PersonRecorded:
    return PersonRecorded(name, **values)


def party(name: str, side: Any = "applicant", **values: Any) -> PartyInput:
    return PartyInput(side, PersonRecorded(name, **values))


def registration(**values: Any) -> RegisterCase:
    """A neighbours' dispute that may be registered."""
    facts: dict[str, Any] = {
        "procedure": "people_mediation",
        "received_at": "2026-11-20T08:30:00+08:00",
        "source": "application",
        "category": "02",
        "summary": "楼上漏水，天花板受损",
        "parties": (party("周桂兰", phone="13800001234"), party("许志强", "respondent")),
    }
    return RegisterCase(**(facts | values))


def register(desk: Desk, **values: Any) -> RegisterCaseResult:
    """Register and commit."""
    with desk.uow(desk.viewer) as uow:
        result = register_case(registration(**values), uow)
        uow.commit()
    return result


def session(case: RegisterCaseResult, **values: Any) -> HoldSession:
    """A session that may be recorded."""
    facts: dict[str, Any] = {
        "case_id": case.case_id,
        "place": "村调解室",
        "started": "2026-11-20T08:40:00+08:00",
        "ended": "2026-11-20T08:50:00+08:00",
        "mediators": (Staff("周明"),),
        "recorder": Staff("李云"),
        "result": "success",
        "present": case.parties,
        "turns": (TurnInput(case.parties[0], "周桂兰", "天花板漏了。"), TurnInput(case.parties[1], "许志强", "我修。")),
    }
    return HoldSession(**(facts | values))


def duty(case: RegisterCaseResult, *parts: tuple[str, int], **values: Any) -> DutyInput:
    """The respondent pays the applicant in these parts: (day, 分)."""
    facts: dict[str, Any] = {
        "debtor": case.parties[1],
        "creditor": case.parties[0],
        "kind": "pay",
        "text": "赔偿",
        "parts": tuple(PartInput(due, amount) for due, amount in parts),
        "amount": sum(amount for _due, amount in parts),
        "way": "转账",
    }
    return DutyInput(**(facts | values))


def agreement(case: RegisterCaseResult, **values: Any) -> ConcludeAgreement:
    """A written agreement on 3000 yuan in two parts."""
    facts: dict[str, Any] = {
        "case_id": case.case_id,
        "form": "written",
        "on": TODAY,
        "dispute": "漏水",
        "clauses": ("许志强赔偿3000元，分两期。",),
        "duties": (duty(case, ("2026-12-01", 100000), ("2027-01-01", 200000)),),
        "mediators": (Staff("周明"),),
        "recorder": Staff("李云"),
    }
    return ConcludeAgreement(**(facts | values))


def quick(**values: Any) -> SettleQuickly:
    """Something settled and performed on the spot."""
    facts: dict[str, Any] = {
        "procedure": "people_mediation",
        "received_at": "2026-11-20T08:30:00+08:00",
        "category": "02",
        "summary": "鸡吃了菜",
        "applicant": party("王五"),
        "respondent": party("赵六", "respondent"),
        "agreed": "赔一篮菜",
        "performed": True,
        "mediator": "周明",
    }
    return SettleQuickly(**(facts | values))
