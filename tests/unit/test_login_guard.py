"""Guessing gets slower, across restarts, whatever happens to the clock; honest people are not kept out for long."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.errors import Situation
from desktop.services.login_guard import LONGEST_SECONDS, LoginGuard, delay_after
from desktop.services.seams import FixedClock, SystemFs

NOON = datetime.fromisoformat("2026-11-20T12:00:00+08:00")


class Place:
    """A data folder with its state folder and clock; `guard` is a fresh start of the program each time."""

    def __init__(self, root: Path) -> None:
        self.root, self.clock = root, FixedClock(NOON)

    @property
    def guard(self) -> LoginGuard:
        return LoginGuard(self.root / "state", self.root / "data", SystemFs(), self.clock)

    def later(self, **by: float) -> None:
        self.clock.at += timedelta(**by)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_the_delays_grow_and_end() -> None:
    assert [delay_after(n) for n in range(9)] == [0, 0, 0, 5, 10, 20, 40, 80, 160]
    assert delay_after(10_000) == LONGEST_SECONDS
    assert all(delay_after(n) <= delay_after(n + 1) for n in range(60))


def test_the_third_wrong_passphrase_makes_one_wait_even_after_a_restart(place: Place) -> None:
    for _ in range(3):
        place.guard.check("zhou")
        place.guard.failed("zhou")
    with pytest.raises(Situation, match="S-243") as told:
        place.guard.check("zhou")
    assert "5秒" in told.value.message
    place.guard.check("li")
    place.later(seconds=4)
    assert place.guard.waiting("zhou") == 1
    place.later(seconds=1)
    place.guard.check("zhou")


def test_the_right_passphrase_ends_it_and_tells_of_the_wrong_ones(place: Place) -> None:
    for _ in range(4):
        place.guard.failed("zhou")
        place.later(minutes=1)
    assert len(place.guard.succeeded("zhou")) == 4
    assert place.guard.succeeded("zhou") == ()
    assert place.guard.waiting("zhou") == 0


def test_a_clock_set_back_begins_the_wait_anew(place: Place) -> None:
    for _ in range(6):
        place.guard.failed("zhou")
    place.later(seconds=30)
    assert place.guard.waiting("zhou") == 10
    place.later(days=-3)
    assert place.guard.waiting("zhou") == 40
    place.later(seconds=39)
    assert place.guard.waiting("zhou") == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(jumps=st.lists(st.integers(-10_000, 60), max_size=12))
def test_no_jumping_back_lets_one_in_before_the_wait_has_passed(
    tmp_path_factory: pytest.TempPathFactory, jumps: list[int]
) -> None:
    """Time that really passed is at most the sum of the forward steps."""
    place = Place(tmp_path_factory.mktemp("guard"))
    for _ in range(7):
        place.guard.failed("zhou")
    passed = 0
    for jump in jumps:
        passed += max(0, jump)
        place.later(seconds=jump)
        if place.guard.waiting("zhou") == 0:
            assert passed >= delay_after(7)
            break


def test_no_name_stands_in_the_file(place: Place) -> None:
    place.guard.failed("周明")
    text = (place.root / "state/logins.json").read_text()
    assert "周明" not in text
    assert "zhou" not in text


def test_a_torn_or_missing_file_keeps_nobody_out(place: Place) -> None:
    place.guard.failed("zhou")
    (place.root / "state/logins.json").write_bytes(b'{"x')
    assert place.guard.waiting("zhou") == 0
    place.guard.failed("zhou")
    assert place.guard.succeeded("zhou") == (NOON.isoformat(),)


def test_two_folders_of_one_computer_count_apart(place: Place) -> None:
    other = LoginGuard(place.root / "state", place.root / "other", SystemFs(), place.clock)
    for _ in range(5):
        place.guard.failed("zhou")
    assert other.waiting("zhou") == 0
