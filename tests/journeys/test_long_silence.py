"""Scenario 40: a station that nobody heard of for eighteen months, its data begun by the oldest frozen program.

County and station are those of tests/corpus/v0001, upgraded by being opened; the stick in the drawer was written by
that program. Meanwhile the county has twice changed the holidays and the code list and has handed in its months. A few
hundred events here, more than 40,000 in a soak (written by the present program into the old data: the old one is not
here to write them).
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.exchange import export, import_file
from desktop.bootstrap.inbox import take_file
from desktop.bootstrap.publishing import publish
from desktop.bootstrap.station import Desk, open_station
from desktop.bootstrap.verify import verify_desk
from desktop.domain.case_events import Staff
from desktop.domain.journal import JournalFilter
from desktop.domain.station_month import MonthReport, Revision
from desktop.domain.viewer import Viewer
from desktop.services.keystore import Cost
from desktop.services.seams import BEIJING, FixedClock
from desktop.usecases.conclude_agreement import ConcludeAgreement
from desktop.usecases.conclude_agreement import conclude_agreement as conclude
from desktop.usecases.follow_up import CloseCase, DoStep, close_case, do_step
from desktop.usecases.hold_session import hold_session
from desktop.usecases.register_case import register_case
from desktop.usecases.report_month import ReportMonth, note_report, report_month
from desktop.usecases.watch_clock import confirm_day
from tests.db.station_kit import party, registration, session
from tests.journeys.sync_world import hashes, own_hashes

CORPUS: Final = Path(__file__).parents[1] / "corpus" / "v0001"
STATION: Final = "990101001"
MONTHS: Final = [f"{2026 + (10 + n) // 12}-{(10 + n) % 12 + 1:02d}" for n in range(18)]  # 2026-11 to 2028-04
HEAD: Final = Viewer("head", "县领导", ("county_head",))
AUDITOR: Final = Viewer("auditor", "审计员", ("county_auditor",))
FLOOD: Final = """year = 2027
published = true
source = "县里的通知"
work = []

[[holiday]]
name = "防汛"
first = 2027-{}
last = 2027-{}
"""
CODES: Final = """list = "dispute_types"
source = "县司法局通知"
withdrawn = ["{}"]

[[entry]]
code = "{}"
label = "{}"
mark = "ours"
parent = "02"
"""


class Silence:
    """Copies of the frozen county and its station, one clock for both."""

    def __init__(self, where: Path) -> None:
        self.folder = where / "v0001"
        shutil.copytree(CORPUS, self.folder)
        self.clock = FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=BEIJING))
        self.doors = Doors(clock=self.clock, cost=Cost(1, 1024, 1), state=self.folder / "state")
        self.county = open_station(self.folder / "county", "admin", "demo", self.doors)
        keeper = (*self.county.viewer.roles, "reference_keeper")  # a role that the frozen program did not know yet
        self.county.viewer = Viewer(self.county.viewer.id, self.county.viewer.name, keeper)
        self.station = open_station(self.folder / "station", "zhou", "demo", self.doors)
        for desk in (self.county, self.station):
            desk.arrived()
            desk.store.assess = None  # no screen looks at these desks
        (self.folder / "up").mkdir()

    def close(self) -> None:
        self.station.close()
        self.county.close()

    def on(self, day: str) -> None:
        self.clock.at = datetime.fromisoformat(f"{day}T09:00:00+08:00")

    def month(self, desk: Desk, month: str, station: str = STATION) -> MonthReport:
        viewer = HEAD if desk is self.county else desk.viewer
        today = self.clock.now().date().isoformat()
        return report_month(ReportMonth(month, 0, station), desk.queries, viewer, today)

    def hand_in(self, month: str) -> MonthReport:
        """The county reports a month of all its stations."""
        made = self.month(self.county, month, "")
        with self.county.uow(HEAD) as uow:
            if uow.clock_doubt() is not None:
                confirm_day(made.made_on, uow)
            note_report(made, uow)
            uow.commit()
        return made


@pytest.fixture
def silence(tmp_path: Path) -> Iterator[Silence]:
    made = Silence(tmp_path)
    yield made
    made.close()


def quarrels(desk: Desk, month: str, count: int) -> list[str]:
    """Matters that came in, were talked over, agreed on and closed within a day; half of them of a code that goes."""
    made = []
    for slice_ in range(0, count, 50):
        with desk.uow(desk.viewer) as uow:
            for number in range(slice_, min(count, slice_ + 50)):
                day = f"{month}-{number % 20 + 1:02d}"
                case = register_case(
                    registration(
                        received_at=f"{day}T08:00:00+08:00", category=("02", "09")[number % 2], place=f"第{number}处",
                        parties=(party(f"曾小{number % 97}"), party("许志强", "respondent")),
                    ),
                    uow,
                )  # fmt: skip
                hold_session(session(case, started=f"{day}T08:20:00+08:00", ended=f"{day}T08:50:00+08:00"), uow)
                agreed = ConcludeAgreement(
                    case.case_id, "oral", day, "漏水", ("许志强修好。",), (), performed_on_spot=True,
                    mediators=(Staff("周明"),), recorder=Staff("周明"),
                )  # fmt: skip
                conclude(agreed, uow)
                close_case(CloseCase(case.case_id, day, "settled", "当场履行"), uow)
                made.append(case.case_id)
            uow.commit()
    return made


def petition_of_february(desk: Desk) -> str:
    """Asked on Monday the 1st, taken on the 8th: in time only if the flood days are no working days."""
    with desk.uow(desk.viewer) as uow:
        case = register_case(
            registration(
                procedure="petition_simple", kind="petition", category="04", source="direct",
                received_at="2027-02-01T09:00:00+08:00", parties=(party("周桂兰"),),
            ),
            uow,
        )  # fmt: skip
        checked: dict[str, Any] = {"fits": "适用", "reason": "咨询、建议、表扬，可以即时答复"}
        do_step(DoStep(case.case_id, "simple_check", "2027-02-08", checked), uow)
        do_step(DoStep(case.case_id, "simple_accept", "2027-02-08", {"told": "电话"}), uow)
        uow.commit()
    return case.case_id


def limits(report: MonthReport) -> dict[str, tuple[int, ...]]:
    (block,) = (block for block in report.blocks if block.title == "办理期限")
    return {line.label: line.figures for line in block.lines}


def live_through(silence: Silence, a_month: int) -> str:
    """Eighteen months at a station that hears nothing, and at a county that changes its rules; the petition's id."""
    petition = ""
    for number, month in enumerate(MONTHS):
        silence.on(f"{month}-28")
        quarrels(silence.station, month, a_month)
        if month == "2026-12":
            publish(silence.county, "2027.toml", FLOOD.format("02-02", "02-05"))
            publish(silence.county, "codes.toml", CODES.format("09", "0291", "养犬纠纷"))
        if month == "2027-02":
            petition = petition_of_february(silence.station)
        if month == "2027-04":
            publish(silence.county, "2027.toml", FLOOD.format("06-01", "06-02"))
            publish(silence.county, "codes.toml", CODES.format("0291", "0292", "噪声纠纷"))
        if number:
            silence.hand_in(MONTHS[number - 1])
    return petition


def carry_up(silence: Silence) -> None:
    """The stick of the drawer and the new ones, in no order; each once more afterwards."""
    wrote = export(silence.station, silence.folder / "up")
    sticks = [*(silence.folder / "bundles").glob("*.fqb"), *wrote.paths]
    random.Random(40).shuffle(sticks)
    for stick in sticks:
        line = take_file(silence.county, stick)
        assert line.state == "STORED", line
    before = silence.county.digest()
    assert [take_file(silence.county, stick).state for stick in sticks] == ["DUPLICATE"] * len(sticks)
    assert silence.county.digest() == before == silence.county.digest(rebuild_first=True)


def hear_again(silence: Silence) -> None:
    """The county's answer reaches the station, which then has nothing more to send."""
    own = silence.station.store.identity.installation
    for path in send_down(silence.county, silence.folder / "up"):
        if path.read_bytes().rpartition(b" to=installation:")[2].startswith(own.encode()):
            import_file(silence.station, path)
    state = silence.station.queries.sync_state(silence.station.viewer)
    assert state.received == state.written


@pytest.mark.parametrize("a_month", [2, pytest.param(380, marks=pytest.mark.soak)])
def test_eighteen_months_of_silence(silence: Silence, a_month: int) -> None:
    petition = live_through(silence, a_month)
    silence.on("2028-05-20")
    handed_in = {month: silence.month(silence.county, month, "") for month in MONTHS[:-1]}
    assert all(report.revision.reports and not report.revision.changed for report in handed_in.values())
    carry_up(silence)
    written = own_hashes(silence.station)
    assert written <= hashes(silence.county)
    assert len(written) > (40_000 if a_month > 100 else 200)
    assert verify_desk(silence.county).whole
    hear_again(silence)
    seen = silence.county.queries.case_view(HEAD, petition).state
    assert seen.owner == silence.station.store.identity.installation
    each_day_has_its_calendar(silence)
    old_codes_keep_their_words(silence)
    for month in MONTHS:  # I17
        assert silence.month(silence.county, month).blocks == silence.month(silence.station, month).blocks, month
    every_month_is_revised_visibly(silence, handed_in)


def each_day_has_its_calendar(silence: Silence) -> None:
    """The flood days of February were working days again only from April 2027 on."""
    for desk in (silence.county, silence.station):
        assert limits(silence.month(desk, "2027-02"))["简易办理决定是否受理"] == (1, 0, 0, 1000)
        with desk.reader.connect() as connection:
            calendars = desk.references.calendars(connection)
        assert calendars("2027-02-08").day_name(date(2027, 2, 3)) == "防汛"
        assert calendars("2027-04-28").day_name(date(2027, 2, 3)) == ""
        assert calendars("2027-04-28").day_name(date(2027, 6, 1)) == "防汛"


def old_codes_keep_their_words(silence: Silence) -> None:
    """What the newest list withdraws is offered no more; cases of the time before are told by their words."""
    offered = dict(silence.station.codes.choices("dispute_types"))
    assert offered["0292"] == "噪声纠纷"
    assert "0291" not in offered
    for desk in (silence.county, silence.station):
        labels = {line.label for block in silence.month(desk, "2027-06").blocks for line in block.lines}
        assert {"邻里纠纷", "环境污染纠纷"} <= labels


def every_month_is_revised_visibly(silence: Silence, handed_in: dict[str, MonthReport]) -> None:
    """Each says which figures are others than those that were handed in, and is told of as reported anew."""
    county = silence.county
    for month, before in handed_in.items():
        now = silence.month(county, month, "")
        assert now.revision.last == before.revision.last
        assert any(change.told.startswith("登记（件） ") for change in now.revision.changed), month
        assert silence.hand_in(month).revision == now.revision
        assert silence.month(county, month, "").revision == Revision((before.revision.last, "2028-05-20"))
    noted = [row.line.act for row in county.queries.journal(AUDITOR, JournalFilter(act="report"))]
    assert noted.count("report.revised") == len(handed_in)


def test_the_frozen_program_is_the_oldest() -> None:
    said = json.loads((CORPUS / "said.json").read_text("utf-8"))
    assert said["schema"] == min(path.name[1:] for path in CORPUS.parent.glob("v*"))
    assert timedelta(days=540) < datetime(2028, 5, 20) - datetime(2026, 11, 21)
