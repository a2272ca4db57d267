"""Every procedure that ships: it can be walked from registration to each of its ends, and names only what exists."""

from __future__ import annotations

import pytest

from desktop.domain.engine import status
from desktop.domain.procedure import Procedure
from desktop.domain.procedure_check import check_procedure
from desktop.procedures import base, known_names, shipped, texts
from desktop.reference import load_calendar
from tests.procedure_walker import explore

ALL = sorted(shipped())
CALENDAR = load_calendar()


@pytest.mark.parametrize("name", sorted(texts()))
def test_the_file_has_no_faults(name: str) -> None:
    assert check_procedure(texts()[name], known_names(), base) == []
    assert f'key = "{name.removesuffix(".toml")}"' in texts()[name].splitlines()


@pytest.mark.parametrize("key", ALL)
def test_every_end_and_every_step_is_reached_by_real_events(key: str) -> None:
    procedure = shipped()[key]
    under = base(procedure.based_on) if procedure.based_on else None
    tested = {s.key for s in under.steps} if under else set()
    steps = {s.key for s in procedure.steps if not s.slot and not s.end} - tested
    journey = explore(procedure, CALENDAR, steps)
    assert set(procedure.outcomes) - journey.ends.keys() == set()
    assert steps - journey.steps == set()
    for outcome, case in journey.ends.items():
        closed = status(procedure, case.state, CALENDAR)
        assert closed.closed, outcome
        assert (closed.current, closed.limits) == ((), ())


@pytest.mark.parametrize("key", ALL)
def test_every_step_tells_who_and_why(key: str) -> None:
    procedure: Procedure = shipped()[key]
    for step in procedure.steps:
        if not step.slot:
            assert step.roles, step.key
    for limit in procedure.limits:
        assert limit.basis, limit.key
