"""Registers and reports of a period, from a real encrypted station: every act is counted by its own day."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from db.unit_of_work import SqlUnitOfWork
from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation
from desktop.domain.journal import JournalFilter
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.make_list import MakeList, make_list
from desktop.usecases.register_case import register_case
from tests.db.station_kit import TODAY, Station, agreement, registration

REGISTER = "mediation_register"
MONTH = ("2026-11-01", "2026-11-30")


@pytest.fixture(scope="module")
def open_desk(template: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    station = Station(template, tmp_path_factory.mktemp("lists"))
    yield station.open()
    station.close()


@pytest.fixture
def uow(open_desk: Desk) -> Iterator[SqlUnitOfWork]:
    """A unit of work that nobody commits."""
    with open_desk.uow(open_desk.viewer) as own:
        yield own


def test_a_case_is_counted_in_the_month_of_each_of_its_acts(uow: SqlUnitOfWork) -> None:
    case = register_case(registration(received_at="2026-10-30T09:00:00+08:00"), uow)
    conclude_agreement(agreement(case), uow)
    october, november = uow.list_view("2026-10-01", "2026-10-31"), uow.list_view(*MONTH)
    assert [row.id for row in october.rows] == [case.case_id]
    assert november.rows == ()
    assert (october.disputes[-1].received, october.disputes[-1].agreed) == (1, 0)
    assert (november.disputes[-1].received, november.disputes[-1].agreed) == (0, 1)
    assert november.disputes[-1].amount == uow.case(case.case_id).agreements[0].duties[0].amount > 0
    assert [row.id for row in november.pending] == [case.case_id]


def test_the_days_of_a_schedule_are_those_that_are_worked(uow: SqlUnitOfWork) -> None:
    days = uow.list_view("2026-10-01", "2026-10-12").days
    assert [day.on for day in days] == ["2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"]
    assert days[0].weekday == "星期四"


def test_a_register_is_drawn_with_its_cases_and_leaves_a_line_in_the_journal(desk: Desk, tmp_path: Path) -> None:
    with desk.uow(desk.viewer) as uow:
        case = register_case(registration(), uow)
        made = make_list(MakeList(REGISTER, *MONTH), uow, desk.papers)
        uow.commit()
    (tmp_path / "list.pdf").write_bytes(made.pdf)
    read = subprocess.run(["pdftotext", "-layout", str(tmp_path / "list.pdf"), "-"], check=True, capture_output=True)
    text = "".join(read.stdout.decode().split())
    assert made.title == "人民调解登记簿"
    assert "共1件" in text
    assert desk.queries.case_view(desk.viewer, case.case_id).state.documents == ()
    assert len(desk.queries.journal(desk.viewer, JournalFilter(act="list", subject=REGISTER))) == 1


def test_names_are_masked_for_whoever_may_not_see_them(uow: SqlUnitOfWork) -> None:
    case = register_case(registration(), uow)
    full = next(row for row in uow.list_view(*MONTH).rows if row.id == case.case_id)
    uow.viewer = msgspec.structs.replace(uow.viewer, id="other", roles=("legal_reviewer",))
    masked = next(row for row in uow.list_view(*MONTH).rows if row.id == case.case_id)
    assert full.applicants != masked.applicants
    assert "*" in masked.applicants


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (MakeList("mediation_agreement", *MONTH), "R-432"),
        (MakeList("love_letter", *MONTH), "R-409"),
        (MakeList(REGISTER, TODAY, "2026-11-01"), "R-431"),
        (MakeList(REGISTER, "2024-11-01", TODAY), "R-431"),
        (MakeList(REGISTER, "", ""), "R-431"),
    ],
)
def test_what_is_no_list_or_no_period_is_refused(
    open_desk: Desk, uow: SqlUnitOfWork, wanted: MakeList, code: str
) -> None:
    with pytest.raises(RuleViolation, match=f"^{code} "):
        make_list(wanted, uow, open_desk.papers)


def test_a_register_needs_the_right_to_export(open_desk: Desk, uow: SqlUnitOfWork) -> None:
    uow.viewer = msgspec.structs.replace(uow.viewer, roles=("grid_worker",))
    with pytest.raises(RuleViolation, match=r"^R-203 "):
        make_list(MakeList(REGISTER, *MONTH), uow, open_desk.papers)
