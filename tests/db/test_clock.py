"""Scenario 23 on a real station: jumps between two runs, every way to print, one answer, and what is not touched.

The window's half is tests/gui/test_clock_jump.py, the county's tests/journeys/test_sync_stories.py (story 23).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.exchange import join_receipt
from desktop.bootstrap.receipt_paper import print_receipts
from desktop.bootstrap.station import Desk
from desktop.bootstrap.window import ChosenFiles
from desktop.bootstrap.workplace import workplace_of
from desktop.cli import main
from desktop.domain.clock_doubt import DayInDoubt
from desktop.domain.errors import RuleViolation
from desktop.domain.journal import JournalFilter
from desktop.domain.receipts import Receipt
from desktop.services.seams import SystemFs
from desktop.usecases.bind_dossier import BindDossier, gather_dossier
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.hold_session import hold_session
from desktop.usecases.make_list import MakeList, make_list
from desktop.usecases.make_paper import PreparePaper, issue_paper, prepare_paper
from desktop.usecases.plan_round import note_round
from desktop.usecases.print_batch import gather_batch
from desktop.usecases.print_blank import PrintBlank, print_blank
from desktop.usecases.print_labels import file_labels
from desktop.usecases.print_papers import QueuePaper, queue_papers
from desktop.usecases.report_month import ReportMonth, note_report, report_month
from desktop.usecases.settle_quickly import settle_quickly
from desktop.usecases.watch_clock import confirm_day, note_jump
from tests.db.county_kit import make_county
from tests.db.station_kit import LOGIN, NOW, PASSPHRASE, TODAY, Station, agreement, quick, register, session

Act = Callable[[Desk, Any, str, str], object]
FAR = {
    "a year back": datetime.fromisoformat("2025-11-20T09:00:00+08:00"),
    "a year on": datetime.fromisoformat("2027-11-20T09:00:00+08:00"),
    "1970": datetime.fromisoformat("1970-01-01T08:00:30+08:00"),
    "2099": datetime.fromisoformat("2099-12-31T23:59:30+08:00"),
    "across Spring Festival": datetime.fromisoformat("2027-02-06T09:00:00+08:00"),
}


def lines(desk: Desk, act: str) -> list[str]:
    """Notes of the journal's lines of an act, newest first."""
    return [row.line.note for row in desk.queries.journal(desk.viewer, JournalFilter(act=act))]


def county_wrote(desk: Desk, moment: datetime) -> None:
    """A receipt of the county is held."""
    receipt = Receipt(
        county="990101", county_epoch="ab" * 16, county_ordinal=1, station=desk.store.identity.station, serial=1,
        county_time=moment.isoformat(timespec="seconds"),
    )  # fmt: skip
    with desk.store.transaction() as connection:
        join_receipt(connection, receipt, NOW)
        connection.commit()


# ---- between two runs ----
@pytest.mark.parametrize("name", FAR)
def test_a_jump_between_two_runs_is_seen_noted_and_asked_about(station: Station, name: str) -> None:
    with station.open() as desk:
        register(desk)
    station.close()
    station.clock.at = FAR[name]
    with station.open() as desk:
        (note,) = lines(desk, "clock.jump")
        assert note == f"2026-11-20T09:00+08:00 → {FAR[name].isoformat(timespec='minutes')}"
        case = register(desk, received_at="1969-12-31T10:00:00+08:00").case_id
        with desk.uow(desk.viewer) as uow, pytest.raises(DayInDoubt, match="S-541"):
            prepare_paper(PreparePaper(case, "mediation_acceptance"), uow, desk.papers)
    station.close()
    station.clock.at += timedelta(hours=1)
    with station.open() as desk:  # one line for one jump; the doubt outlives a restart
        assert len(lines(desk, "clock.jump")) == 1
        assert desk.queries.clock_doubt(desk.viewer) is not None


def test_an_event_written_after_the_last_line_counts_too(station: Station) -> None:
    with station.open() as desk:
        station.later(days=3)
        register(desk)  # writes no line of the journal
        assert lines(desk, "clock.jump") == []
    station.close()
    station.clock.at = NOW + timedelta(days=1)
    for _ in range(2):
        with station.open() as desk:
            assert lines(desk, "clock.jump") == ["2026-11-23T09:00+08:00 → 2026-11-21T09:00+08:00"]
        station.close()


def test_weeks_of_absence_and_the_computer_s_own_corrections_are_no_jumps(station: Station) -> None:
    for by in (timedelta(days=45), timedelta(minutes=-1), timedelta(days=10)):
        station.clock.at += by
        with station.open() as desk:
            assert lines(desk, "clock.jump") == []
            assert desk.queries.clock_doubt(desk.viewer) is None
        station.close()


def test_a_clock_that_is_put_right_again_needs_no_answer(station: Station) -> None:
    with station.open() as desk:
        case = register(desk).case_id
    station.close()
    station.clock.at = FAR["1970"]
    station.open()
    station.close()
    station.clock.at = NOW + timedelta(minutes=30)
    with station.open() as desk, desk.uow(desk.viewer) as uow:
        assert len(lines(desk, "clock.jump")) == 2
        assert prepare_paper(PreparePaper(case, "mediation_acceptance"), uow, desk.papers).pdf


# ---- every way to print ----
def _list(desk: Desk, uow: Any, _case: str, _paper: str) -> object:
    return make_list(MakeList("mediation_register", "2026-11-01", "2026-11-30"), uow, desk.papers)


def _month(desk: Desk, uow: Any, _case: str, _paper: str) -> None:
    note_report(report_month(ReportMonth("2026-11"), desk.queries, desk.viewer, TODAY), uow)


def _round(desk: Desk, uow: Any, _case: str, _paper: str) -> None:
    note_round(desk.queries.calls(desk.viewer, "2030-01-01"), uow)


WAYS: dict[str, Act] = {
    "paper": lambda desk, uow, case, _paper: prepare_paper(PreparePaper(case, "mediation_record"), uow, desk.papers),
    "print queue": lambda desk, uow, case, paper: queue_papers([QueuePaper(case, paper)], uow, desk.papers),
    "batch": lambda desk, uow, case, _paper: gather_batch([case], "", uow, desk.papers),
    "form": lambda desk, uow, _case, _paper: print_blank(PrintBlank("mediation_application"), uow, desk.papers),
    "quick settlement": lambda desk, uow, _case, _paper: settle_quickly(quick(), uow, desk.papers),
    "file": lambda desk, uow, case, _paper: gather_dossier(BindDossier(case), uow, desk.papers),
    "labels": lambda desk, uow, case, _paper: file_labels([case], uow, desk.papers),
    "register": _list,
    "month": _month,
    "visits": _round,
}


@pytest.fixture
def doubtful(station: Station) -> tuple[Desk, str, str]:
    """A station whose county was nine days ahead; a case with an agreement, a frozen paper and visits to make."""
    desk = station.open()
    made = register(desk)
    with desk.uow(desk.viewer) as uow:
        hold_session(session(made), uow)
        conclude_agreement(agreement(made), uow)
        paper = prepare_paper(PreparePaper(made.case_id, "mediation_record"), uow, desk.papers).document
        issue_paper(made.case_id, paper, uow)
        uow.commit()
    county_wrote(desk, NOW + timedelta(days=9))
    return desk, made.case_id, paper


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_print_asks_until_the_day_is_confirmed(doubtful: tuple[Desk, str, str], way: str) -> None:
    desk, case, paper = doubtful
    with desk.uow(desk.viewer) as uow:
        with pytest.raises(DayInDoubt) as asked:
            WAYS[way](desk, uow, case, paper)
        assert (asked.value.doubt.today, asked.value.doubt.other) == ("2026-11-20", "2026-11-29")
    with desk.uow(desk.viewer) as uow:
        confirm_day(TODAY, uow)
        uow.commit()
    with desk.uow(desk.viewer) as uow:
        WAYS[way](desk, uow, case, paper)
        uow.commit()
    assert lines(desk, "clock.confirmed") == ["behind_county 2026-11-29 → 2026-11-20"]


def test_an_electronic_seal_bears_a_time_too(doubtful: tuple[Desk, str, str], tmp_path: Path) -> None:
    desk = doubtful[0]
    workplace = workplace_of(desk, LOGIN, ChosenFiles(SystemFs()))
    with pytest.raises(DayInDoubt):
        workplace.bindery.seal(b"%PDF", tmp_path / "none.p12", "", "")


def test_a_county_s_receipts_ask_as_well(tmp_path: Path) -> None:
    with make_county(tmp_path) as county:
        with county.uow(county.viewer) as uow:
            note_jump(NOW, timedelta(days=366), uow)
        with pytest.raises(DayInDoubt):
            print_receipts(county, tmp_path)


def test_the_answer_holds_for_its_date_and_only_the_date_of_the_clock_can_be_confirmed(
    station: Station, doubtful: tuple[Desk, str, str]
) -> None:
    desk = doubtful[0]
    with desk.uow(desk.viewer) as uow:
        with pytest.raises(RuleViolation, match="R-542"):
            confirm_day("2026-11-29", uow)
        confirm_day(TODAY, uow)
        uow.commit()
    station.later(hours=14)
    assert desk.queries.clock_doubt(desk.viewer) is None
    station.later(hours=2)
    assert desk.queries.clock_doubt(desk.viewer) is not None
    with desk.uow(desk.viewer) as uow:
        confirm_day("2026-11-21", uow)
        confirm_day("2026-11-21", uow)  # without a doubt there is nothing to confirm
        uow.commit()
    assert len(lines(desk, "clock.confirmed")) == 2


# ---- without a screen ----
def test_the_terminal_says_what_to_do_and_takes_the_day(
    station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(station.state))
    real = datetime.now(NOW.tzinfo)
    station.clock.at = real - timedelta(days=400)
    with station.open() as desk:
        register(desk, received_at=station.clock.at.isoformat(timespec="seconds"))
    station.close()
    blank = ["paper", "blank", "--type", "mediation_application", "--out", str(tmp_path / "a.pdf")]
    data = ["--data", str(station.folder)]
    assert main([*blank, *data]) == 1
    told = capsys.readouterr().err
    assert "今天是几号" in told
    assert "S-541" in told
    assert "--today" in told
    assert main([*blank, *data, "--today", "1999-01-01"]) == 1
    assert "R-542" in capsys.readouterr().err
    assert main([*blank, *data, "--today", real.date().isoformat()]) == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert main([*blank, *data]) == 0  # settled


# ---- what a clock has no say in ----
@pytest.mark.parametrize("name", FAR)
def test_limits_and_figures_do_not_hang_on_the_clock(station: Station, name: str) -> None:
    """The day asked for and the calendar make a limit; the clock only says how many days are left."""
    with station.open() as desk:
        case = register(desk)
        before, limits = desk.queries.case_view(desk.viewer, case.case_id).state, desk.standing(case.case_id).limits
        station.clock.jump(FAR[name] - station.clock.at)
        with desk.uow(desk.viewer) as uow:
            note_jump(NOW, FAR[name] - NOW, uow)
        after = desk.queries.case_view(desk.viewer, case.case_id).state
        assert (after.owner, after.reg, after.closed) == (before.owner, before.reg, before.closed)
        told = [(x.key, x.raw, x.work_by) for x in desk.standing(case.case_id).limits]
        assert told == [(x.key, x.raw, x.work_by) for x in limits]
        assert desk.digest() == desk.digest(rebuild_first=True)


def test_what_is_remembered_of_the_clock_is_in_no_digest(station: Station) -> None:
    with station.open() as desk:
        register(desk)
        before = desk.digest()
        with desk.uow(desk.viewer) as uow:
            note_jump(NOW, timedelta(days=9), uow)
        with desk.uow(desk.viewer) as uow:
            confirm_day(TODAY, uow)
            uow.commit()
        assert desk.digest() == before
