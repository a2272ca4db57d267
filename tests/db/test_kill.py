"""Killed at random moments: no acknowledged commit is lost, rows equal the rebuilt ones, the journal is whole."""

from __future__ import annotations

import os
import random
import select
import signal
from pathlib import Path
from typing import NoReturn

import pytest

from db import journal
from db.digest import digest, rebuild
from desktop.bootstrap.station import Desk
from desktop.domain.read_models import CaseFilter
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.hold_session import hold_session
from desktop.usecases.register_case import register_case
from tests.db.station_kit import Station, Template, registration, session
from tests.faults import HITS

LONGEST = 0.15
"""Seconds from the first acknowledged commit to the kill; the moment is drawn, nothing is measured."""


def _work(station: Station, acknowledge: int) -> NoReturn:
    """The child: commits and says so, until it is killed. It must never come back into the test runner."""
    try:
        desk = station.open()
        while True:
            with desk.uow(desk.viewer) as uow:
                case = register_case(registration(), uow)
                hold_session(session(case), uow)
                attach_file(AttachFile(case.case_id, "照片.jpg", "photo", "image/jpeg", os.urandom(2000)), uow)
                uow.journal("case.looked", case.case_id)
                uow.commit()
            os.write(acknowledge, f"{case.case_id} {case.number}\n".encode())
    finally:
        os._exit(1)


def _kill_one(station: Station, after: float) -> list[tuple[str, str]]:
    """Let a child work, kill it; returns (case, number) of every commit it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work(station, writing)
    os.close(writing)
    said = os.read(reading, 65536)  # the first commit is there, or the child has failed
    select.select([], [], [], after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    HITS["SIGKILL, saving"] += 1
    while more := os.read(reading, 65536):
        said += more
    os.close(reading)
    lines = said.decode().split("\n")[:-1]
    return [(line.split(" ")[0], line.split(" ")[1]) for line in lines]


def _check(desk: Desk, acknowledged: list[tuple[str, str]], numbers: dict[str, str], kills: int) -> None:
    """Everything acknowledged is here and whole; each kill may have hit one commit that it could not tell of.

    `numbers`: number of each case looked at after earlier kills, filled up here.
    """
    stored = set(desk.queries.case_ids(desk.viewer, CaseFilter()))
    assert {case_id for case_id, _number in acknowledged} | numbers.keys() <= stored
    assert len(stored) <= len(acknowledged) + kills
    for case_id in stored - numbers.keys():
        state = desk.queries.case_view(desk.viewer, case_id).state
        assert len(state.sessions) == 1
        (attached,) = state.attachments
        assert len(desk.queries.attachment(desk.viewer, case_id, attached.content_hash)) == 2000
        numbers[case_id] = state.reg.number
    assert len(set(numbers.values())) == len(numbers)
    assert all(numbers[case_id] == number for case_id, number in acknowledged)
    with desk.store.transaction() as connection:
        live = digest(connection)
        rebuild(connection)
        assert digest(connection) == live
        assert journal.first_broken(connection) is None
        looked = {line.subject for line in journal.lines(connection) if line.act == "case.looked"}
        assert looked == stored
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []


def _run(template: Template, where: Path, kills: int, seed: int) -> None:
    station, draw = Station(template, where), random.Random(seed)
    acknowledged: list[tuple[str, str]] = []
    numbers: dict[str, str] = {}
    for n in range(kills):
        acknowledged += _kill_one(station, draw.random() * LONGEST)
        _check(station.open(), acknowledged, numbers, n + 1)
        station.close()
    assert len(acknowledged) >= kills


def test_no_acknowledged_commit_is_lost(template: Template, tmp_path: Path) -> None:
    _run(template, tmp_path, 15, 20261120)


@pytest.mark.soak
def test_no_acknowledged_commit_is_lost_in_a_long_run(template: Template, tmp_path: Path) -> None:
    for part in range(25):
        folder = tmp_path / str(part)
        folder.mkdir()
        _run(template, folder, 20, part)
