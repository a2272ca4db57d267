"""What the county publishes goes down with its log and is used at the stations from its day on; withdrawn, no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from desktop.bootstrap.publishing import publish, withdraw
from desktop.bootstrap.station import Desk
from desktop.cli import main
from desktop.domain.errors import RuleViolation
from desktop.services.seams import FixedClock
from tests.db.county_kit import PASSPHRASE, fill
from tests.db.test_county_acts import Ring

HOLIDAYS = """year = 2026
published = true
source = "县里的通知"
work = [{}]

[[holiday]]
name = "防汛"
first = 2026-11-{}
last = 2026-11-{}
"""
METHOD = (files("desktop.procedures") / "people_mediation.toml").read_text("utf-8")


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Ring]:
    found = Ring(tmp_path)
    yield found
    found.close()


def is_off(desk: Desk, day: date) -> bool:
    with desk.reader.connect() as connection:
        return not desk.references.calendar(connection).is_workday(day)


def version(desk: Desk, key: str) -> int:
    with desk.reader.connect() as connection:
        return desk.references.procedure(connection, key, None).version


def test_holidays_of_the_county_are_used_from_their_day_on(ring: Ring) -> None:
    day = date(2026, 11, 25)
    publish(ring.county, "2026.toml", HOLIDAYS.format("", 25, 26))
    publish(ring.county, "2026.toml", HOLIDAYS.format("", 27, 27), "2026-12-01")
    assert not is_off(ring.a, day)
    ring.down()
    assert is_off(ring.a, day)
    assert is_off(ring.b, day)
    assert not is_off(ring.a, date(2026, 11, 27)), "the second version is for later"
    withdraw(ring.county, "holidays", "2026", 1, "发错了")
    ring.down()
    assert not is_off(ring.a, day)


def test_a_long_method_goes_down_with_its_file_and_a_running_case_keeps_its_version(ring: Ring) -> None:
    newer = METHOD.replace("version = 0", "version = 3", 1).replace('title = "人民调解"', 'title = "人民调解（新）"', 1)
    assert len(newer.encode()) > 4000
    (old,) = fill(ring.a, 1)
    publish(ring.county, "method.toml", newer)
    ring.down()
    assert version(ring.a, "people_mediation") == 3
    (new,) = fill(ring.a, 1)
    versions = [ring.a.queries.case_view(ring.a.viewer, c).state.reg.procedure.version for c in (old, new)]
    assert versions == [0, 3]
    withdraw(ring.county, "procedure", "people_mediation", 3, "先不用")
    ring.down()
    assert version(ring.a, "people_mediation") == 0
    assert ring.a.queries.case_plan(ring.a.viewer, new)[0].version == 3


def test_versions_are_superseded_never_changed(ring: Ring) -> None:
    newer = METHOD.replace("version = 0", "version = 3", 1)
    publish(ring.county, "method.toml", newer)
    for text, start, code in (
        (newer, "", "R-631"),
        (newer.replace("version = 3", "version = 4", 1), "明年", "R-632"),
        ("title = 1", "", "R-634"),
        ("{", "", "R-634"),
    ):
        with pytest.raises(RuleViolation, match=code):
            publish(ring.county, "method.toml", text, start)
    with pytest.raises(RuleViolation, match="R-633"):
        withdraw(ring.county, "procedure", "people_mediation", 9, "没有的版本")
    with pytest.raises(RuleViolation, match="R-603"):
        withdraw(ring.county, "procedure", "people_mediation", 3, "")


def test_what_a_station_publishes_is_its_own(ring: Ring) -> None:
    day = date(2026, 11, 25)
    publish(ring.a, "2026.toml", HOLIDAYS.format("", 25, 25))
    assert is_off(ring.a, day)
    ring.carry()
    assert not is_off(ring.b, day)
    assert not is_off(ring.county, day)
    publish(ring.county, "2026.toml", HOLIDAYS.format("", 24, 24))
    ring.down()
    assert not is_off(ring.a, day), "the county's word is the last"


def test_the_command_line_publishes_and_withdraws(
    ring: Ring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    folder = ring.county.folder
    ring.county.close()
    file = tmp_path / "2026.toml"
    file.write_text(HOLIDAYS.format("", 25, 25), "utf-8")
    assert main(["publish", "--data", str(folder), str(file), "--from", "2027-01-01"]) == 0
    assert "2027-01-01起使用" in capsys.readouterr().out
    withdrawal = ["--withdraw", "holidays", "2026", "1"]
    assert main(["publish", "--data", str(folder), *withdrawal]) == 1
    assert main(["publish", "--data", str(folder), *withdrawal, "--reason", "发错了"]) == 0


def test_a_county_s_table_of_years_ago_is_still_known(ring: Ring) -> None:
    """Scenario 40: found in a drawer after eighteen months, an old case is judged by the year's own table."""
    publish(ring.county, "2026.toml", HOLIDAYS.format("", 25, 26))
    ring.down()
    for desk in (ring.county, ring.a):
        clock = desk.doors.clock
        assert isinstance(clock, FixedClock)
        clock.at += timedelta(days=3 * 366)
        assert is_off(desk, date(2026, 11, 25))


def test_a_table_that_came_later_judges_nothing_that_was_done_before(ring: Ring) -> None:
    """Scenario 40: each day has the calendar that was in force on it."""
    publish(ring.county, "2026.toml", HOLIDAYS.format("", 25, 26))
    publish(ring.county, "2026.toml", HOLIDAYS.format("", 27, 27), "2026-12-01")
    ring.down()
    with ring.a.reader.connect() as connection:
        on = ring.a.references.calendars(connection)
        assert [on("2026-11-24").day_name(date(2026, 11, day)) for day in (25, 26, 27)] == ["防汛", "防汛", ""]
        assert [on("2026-12-01").day_name(date(2026, 11, day)) for day in (25, 26, 27)] == ["", "", "防汛"]
        assert on("2026-12-01") is on("2028-05-01")


def test_limits_are_looked_at_again_when_other_holidays_count(ring: Ring) -> None:
    """By the file that brings them, and on the day from which they count."""
    fill(ring.a, 1)
    caught_up(ring.a)  # the first look of all
    assert caught_up(ring.a) == 0
    publish(ring.county, "2026.toml", HOLIDAYS.format("", 25, 26))
    ring.down()
    assert caught_up(ring.a) == 1
    publish(ring.county, "2026.toml", HOLIDAYS.format("", 27, 27), "2026-12-01")
    ring.down()
    caught_up(ring.a)
    assert caught_up(ring.a) == 0
    clock = ring.a.doors.clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(days=13)
    assert caught_up(ring.a) == 1
    assert caught_up(ring.a) == 0


def caught_up(desk: Desk) -> int:
    """How many cases were pending and are caught up with."""
    desk.cache_pending()
    with desk.store.transaction() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM cache_pending").scalar_one()
    while desk.refresh_cache():
        pass
    return int(count)
