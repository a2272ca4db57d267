"""Plays told stories: cases that go on act by act, by the same use cases as the window. What happens is in data files.

An act says when it happened (`ago`: days before the last day and the time, "12 09:30"). In facts, `day:+5` is the day
five days after the act and `time:09:30` a moment of that day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct

from desktop.bootstrap.station import Desk
from desktop.demo.people import Crowd
from desktop.domain.case_events import OutsideNumber, Staff
from desktop.domain.person import OrganisationRecorded
from desktop.usecases.conclude_agreement import ConcludeAgreement, DutyInput, PartInput, conclude_agreement
from desktop.usecases.follow_up import (
    CloseCase,
    DoStep,
    PerformDuty,
    RecordVisit,
    close_case,
    do_step,
    perform_duty,
    record_visit,
)
from desktop.usecases.hold_session import HoldSession, TurnInput, hold_session
from desktop.usecases.make_paper import (
    PreparePaper,
    ServePaper,
    SignPaper,
    issue_paper,
    prepare_paper,
    serve_paper,
    sign_paper,
)
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.register_case import PartyInput, RegisterCase, register_case

MEDIATOR = Staff("周明")
RECORDER = Staff("李云")
SIGNERS = {"人民调解员": ("mediator", "signature"), "记录人": ("recorder", "signature")}

SHEETS = {"dispute": "mediation_acceptance", "petition": "petition_registration"}
"""The sheet that is printed at the registration of a matter."""


class Agreed(Struct, frozen=True, forbid_unknown_fields=True):
    """What the parties agreed. `pay`: (days after the agreement, yuan) of each instalment to the first applicant."""

    clauses: tuple[str, ...]
    pay: tuple[tuple[int, int], ...] = ()
    form: Literal["written", "oral"] = "written"
    on_spot: bool = False


class Act(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that was done. Several may stand in one act: the step first, its papers after it."""

    ago: str
    step: str = ""
    facts: dict[str, Any] = {}
    talk: tuple[str, ...] = ()
    result: Literal["success", "failed", "continue"] = "continue"
    routes: str = ""
    agreed: Agreed | None = None
    paid: int = 0
    papers: tuple[str, ...] = ()
    served: str = ""
    signed: bool = False
    visit: str = ""
    kept: Literal["yes", "partly", "no", "unknown"] = "yes"
    satisfied: Literal["", "yes", "mostly", "no"] = "yes"
    close: str = ""


class Story(Struct, frozen=True, forbid_unknown_fields=True):
    """A case from its registration to where it stands today. Names ending in 公司, 馆, 社, 厂 are organisations."""

    key: str
    procedure: str
    ago: str
    category: str
    summary: str
    applicants: tuple[str, ...]
    requests: tuple[str, ...]
    respondents: tuple[str, ...] = ()
    kind: Literal["dispute", "petition", "suggestion", "enquiry"] = "petition"
    form: Literal["oral", "written", "none"] = "oral"
    source: str = "direct"
    place: str = ""
    visitors: int = 0
    heads: int = 0
    outside: dict[str, str] = {}
    act: tuple[Act, ...] = ()


class Moment(NamedTuple):
    """Something that happens at a time of its own; played in the order of time."""

    at: datetime
    happen: Callable[[], None]


def stories() -> tuple[Story, ...]:
    """Every story that ships, national methods first."""
    folder = files("desktop.demo") / "stories"
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("national.toml", "local.toml")]
    return tuple(msgspec.convert(story, Story) for text in texts for story in tomllib.loads(text)["story"])


def moments(desk: Desk, end: datetime, crowd: Crowd) -> Iterator[Moment]:
    """Registration and acts of every story, each at its time."""
    for story in stories():
        player = _Player(desk, story, end, crowd)
        yield Moment(player.when(story.ago), player.register)
        for act in story.act:
            yield Moment(player.when(act.ago), player.acting(act))


class _Player:
    """Plays one story; knows its case once it is registered."""

    def __init__(self, desk: Desk, story: Story, end: datetime, crowd: Crowd) -> None:
        self._desk = desk
        self._story = story
        self._end = end
        self._crowd = crowd
        self._case = ""
        self._applicants: tuple[str, ...] = ()
        self._respondents: tuple[str, ...] = ()

    def when(self, ago: str) -> datetime:
        days, _, time = ago.partition(" ")
        day = self._end.date() - timedelta(days=int(days))
        return datetime.fromisoformat(f"{day.isoformat()}T{time}:00").replace(tzinfo=self._end.tzinfo)

    def register(self) -> None:
        story = self._story
        parties = (
            *(party("applicant", name, self._crowd) for name in story.applicants),
            *(party("respondent", name, self._crowd) for name in story.respondents),
        )
        with self._desk.uow(self._desk.viewer) as uow:
            made = register_case(
                RegisterCase(
                    procedure=story.procedure,
                    received_at=uow.now().isoformat(timespec="seconds"),
                    source=story.source,
                    category=story.category,
                    summary=story.summary,
                    parties=parties,
                    kind=story.kind,
                    form=story.form,
                    place=story.place,
                    requests=story.requests,
                    visitors=story.visitors,
                    heads=story.heads,
                    batches=1 if story.visitors >= 5 else 0,
                    outside_numbers=tuple(OutsideNumber(k, n) for k, n in story.outside.items()),
                ),
                uow,
            )
            self._case = made.case_id
            self._applicants = made.parties[: len(story.applicants)]
            self._respondents = made.parties[len(story.applicants) :]
            if story.kind in SHEETS:
                self._paper(SHEETS[story.kind], Act(story.ago), uow)
            uow.commit()

    def acting(self, act: Act) -> Callable[[], None]:
        def happen() -> None:
            with self._desk.uow(self._desk.viewer) as uow:
                self._act(act, uow)
                uow.commit()

        return happen

    def _act(self, act: Act, uow: UnitOfWork) -> None:
        day = uow.now().date()
        if act.step:
            do_step(DoStep(self._case, act.step, day.isoformat(), _dated(act.facts, day)), uow)
        if act.talk:
            hold_session(self._session(act, uow), uow)
        if act.agreed:
            conclude_agreement(self._agreement(act.agreed, day), uow)
        if act.paid:
            self._pay(act.paid, day, uow)
        for kind in act.papers:
            self._paper(kind, act, uow)
        if act.visit:
            visited = (*self._applicants[:1], *self._respondents[:1])
            seen = RecordVisit(
                self._case, day.isoformat(), "home", MEDIATOR.name, visited, act.visit, act.kept, act.satisfied
            )
            record_visit(seen, uow)
        if act.close:
            close_case(CloseCase(self._case, day.isoformat(), act.close), uow)

    def _paper(self, kind: str, act: Act, uow: UnitOfWork) -> None:
        day = uow.now().date().isoformat()
        made = prepare_paper(PreparePaper(self._case, kind), uow, self._desk.papers)
        if act.signed:
            for signer in self._desk.papers.info(kind).signers:
                who, way = SIGNERS.get(signer, (signer, "seal" if "章" in signer else "signature_fingerprint"))
                people = (*self._applicants, *self._respondents) if signer == "当事人" else (who,)
                for one in people:
                    sign_paper(SignPaper(self._case, made.document, one, msgspec.convert(way, _WAY), day), uow)
        if act.served:
            for applicant in self._applicants:
                serve_paper(ServePaper(self._case, made.document, applicant, act.served, day), uow)
        elif made.draft and not act.signed:
            issue_paper(self._case, made.document, uow)

    def _session(self, act: Act, uow: UnitOfWork) -> HoldSession:
        ended = uow.now()
        return HoldSession(
            case_id=self._case,
            place="云桥村调解室",
            started=(ended - timedelta(minutes=70)).isoformat(timespec="seconds"),
            ended=ended.isoformat(timespec="seconds"),
            mediators=(MEDIATOR,),
            recorder=RECORDER,
            result=act.result,
            present=(*self._applicants, *self._respondents),
            turns=tuple(self._turn(line) for line in act.talk),
            failure_reason="双方对主要事实和数额说法不一，都不肯让步。" if act.result == "failed" else "",
            routes_told=act.routes,
        )

    def _turn(self, line: str) -> TurnInput:
        who, _, text = line.partition("：")
        names = dict(zip((*self._story.applicants, *self._story.respondents), self._party_ids(), strict=True))
        return TurnInput(names[who], who, text) if who in names else TurnInput("mediator", MEDIATOR.name, text)

    def _party_ids(self) -> tuple[str, ...]:
        return (*self._applicants, *self._respondents)

    def _agreement(self, agreed: Agreed, day: date) -> ConcludeAgreement:
        parts = tuple(PartInput((day + timedelta(days=after)).isoformat(), yuan * 100) for after, yuan in agreed.pay)
        total = sum(part.amount for part in parts)
        duty = DutyInput(
            self._respondents[0], self._applicants[0], "pay", "给付协议约定的款项", parts, total, "银行转账"
        )
        return ConcludeAgreement(
            case_id=self._case,
            form=agreed.form,
            on=day.isoformat(),
            dispute=self._story.summary,
            clauses=agreed.clauses,
            duties=(duty,) if parts else (),
            performed_on_spot=agreed.on_spot,
            mediators=(MEDIATOR,),
            recorder=RECORDER,
        )

    def _pay(self, yuan: int, day: date, uow: UnitOfWork) -> None:
        duty, part = uow.case(self._case).open_parts()[0]
        perform_duty(PerformDuty(self._case, duty.id, part.id, day.isoformat(), yuan * 100, "银行转账"), uow)


_WAY = Literal["signature", "seal", "fingerprint", "signature_fingerprint"]


def party(side: Any, name: str, crowd: Crowd) -> PartyInput:
    """A party of this name with invented data; some names are organisations'."""
    if name.endswith(("公司", "馆", "社", "厂")):
        firm = OrganisationRecorded(name=name, representative=crowd.person().name, post="负责人", phone="13800009000")
        return PartyInput(side, organisation=firm, representative=firm.representative, representative_post="负责人")
    return PartyInput(side, person=msgspec.structs.replace(crowd.person(), name=name))


def _dated(value: Any, day: date) -> Any:
    """Facts with their days and moments put in."""
    if isinstance(value, dict):
        return {key: _dated(item, day) for key, item in value.items()}
    if isinstance(value, list):
        return [_dated(item, day) for item in value]
    if isinstance(value, str) and value.startswith("day:"):
        return (day + timedelta(days=int(value[4:]))).isoformat()
    if isinstance(value, str) and value.startswith("time:"):
        return f"{day.isoformat()}T{value[5:]}:00+08:00"
    return value
