"""A small station with cases and attachments on the real encrypted database, made once per run and copied per test.

Invented people only. Keys cost little here; nothing else differs from production. `photo` gives bytes that do not
compress, always the same for the same number.
"""

from __future__ import annotations

import hashlib
import shutil
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from msgspec import Struct

from desktop.bootstrap.doors import Doors
from desktop.bootstrap.station import Desk, NewStation, create_station, open_station
from desktop.domain.case_view import Committee
from desktop.domain.person import PersonRecorded
from desktop.services.keystore import Cost
from desktop.services.seams import BEIJING, FixedClock, Fs, SystemFs
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.register_case import PartyInput, RegisterCase, register_case

LOGIN: Final = "zhou"
PASSPHRASE: Final = "春江水暖2026"
NOW: Final = datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING)


class Template(Struct, frozen=True):
    """A closed station folder with its state folder, its recovery words and its cases."""

    folder: Path
    words: tuple[str, ...]
    cases: tuple[str, ...]


class Laptop:
    """One computer: a data folder, its own state folder, a clock set by hand."""

    def __init__(self, root: Path, *, at: datetime = NOW, fs: Fs | None = None) -> None:
        self.root = root
        self.folder = root / "data"
        self.clock = FixedClock(at)
        self.doors = Doors(clock=self.clock, cost=Cost(1, 1024, 1), state=root / "state", fs=fs or SystemFs())

    @property
    def database(self) -> Path:
        return self.folder / "fengqiao.db"

    def open(self, login: str = LOGIN, passphrase: str = PASSPHRASE, *, fs: Fs | None = None) -> Desk:
        doors = (
            self.doors
            if fs is None
            else Doors(self.doors.fs, self.clock, cost=Cost(1, 1024, 1), state=self.doors.state)
        )
        return open_station(self.folder, login, passphrase, doors)


def photo(number: int, size: int = 3000) -> bytes:
    """`size` bytes that look like a photo to a disk."""
    found = b"".join(hashlib.sha256(f"{number}/{i}".encode()).digest() for i in range(-(-size // 32)))
    return found[:size]


def register(desk: Desk, number: int) -> str:
    """One more case; returns its id."""
    parties = (
        PartyInput(
            "applicant", PersonRecorded(f"周桂{chr(0x4E00 + number)}", phone="13800001234", address="云桥村3组")
        ),
        PartyInput("respondent", PersonRecorded(f"许志{chr(0x4E00 + number)}", phone="13800004321")),
    )
    command = RegisterCase(
        "people_mediation", "2026-11-20T08:30:00+08:00", "application", "02", f"楼上漏水，第{number}次来说", parties
    )
    with desk.uow(desk.viewer) as uow:
        found = register_case(command, uow)
        uow.commit()
    return found.case_id


def attach(desk: Desk, case_id: str, data: bytes) -> None:
    """A photo joins the case."""
    with desk.uow(desk.viewer) as uow:
        attach_file(AttachFile(case_id, "天花板.jpg", "photo", "image/jpeg", data), uow)
        uow.commit()


@pytest.fixture(scope="session")
def station_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Made once: four cases, three of them with a photo."""
    laptop = Laptop(tmp_path_factory.mktemp("template"))
    committee = Committee("云桥村人民调解委员会", "云桥", "", "")
    new = NewStation("990101001", "云桥村调解室", "周明", LOGIN, PASSPHRASE, committee)
    desk, words = create_station(laptop.folder, new, laptop.doors)
    cases = []
    with desk:
        for number in range(4):
            cases.append(register(desk, number))
            if number:
                attach(desk, cases[-1], photo(number))
    return Template(laptop.root, tuple(words), tuple(cases))


@pytest.fixture
def laptop(station_template: Template, tmp_path: Path) -> Laptop:
    """A copy of the template with its state folder, as the same computer would have it."""
    shutil.copytree(station_template.folder, tmp_path / "laptop")
    return Laptop(tmp_path / "laptop")
