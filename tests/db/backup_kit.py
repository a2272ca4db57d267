"""A station with cases and attachments, and what the tests of backup, restore, check and damage do to it.

Built on station_kit; invented people only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import sqlcipher3.dbapi2

from desktop.bootstrap.backup import BackupDone, run_backup
from desktop.bootstrap.station import Desk, Doors
from desktop.bootstrap.verify import verify
from desktop.domain.errors import Situation
from desktop.domain.verification import VerifyResult
from desktop.services.backup_place import Backup, find_backups
from desktop.services.keystore import Cost
from desktop.services.seams import Fs, SystemFs
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.restoring import Opener
from tests.db.station_kit import LOGIN, PASSPHRASE, Station, Template, make_template, party, register

PAGE: Final = 4096
OPENER: Final = Opener(LOGIN, PASSPHRASE)
CASES: Final = 4
PHOTOS: Final = 3


def photo(number: int, size: int = 3000) -> bytes:
    """`size` bytes that do not compress, always the same for the same number."""
    found = b"".join(hashlib.sha256(f"{number}/{i}".encode()).digest() for i in range(-(-size // 32)))
    return found[:size]


def add_case(desk: Desk, number: int, *photos: bytes) -> str:
    """One more case with its photos; returns its id."""
    name = chr(0x4E00 + number)
    case = register(
        desk,
        summary=f"楼上漏水，第{number}次来说",
        parties=(party(f"周桂{name}", phone="13800001234"), party(f"许志{name}", "respondent")),
    )
    for data in photos:
        with desk.uow(desk.viewer) as uow:
            attach_file(AttachFile(case.case_id, f"天花板{number}.jpg", "photo", "image/jpeg", data), uow)
            uow.commit()
    return case.case_id


def make_filled(where: Path) -> Template:
    """A closed station with four cases, three of them with a photo."""
    template = make_template(where)
    doors = Doors(cost=Cost(1, 1024, 1), state=template.state)
    from desktop.bootstrap.station import open_station

    with open_station(template.folder, LOGIN, PASSPHRASE, doors) as desk:
        for number in range(CASES):
            add_case(desk, number, *([photo(number)] if number else []))
    return template


def with_fs(station: Station, fs: Fs) -> Station:
    """The same station through another door to files."""
    station.doors = Doors(fs=fs, clock=station.clock, cost=Cost(1, 1024, 1), state=station.state)
    return station


def back_up(station: Station, to: Path) -> BackupDone:
    """Open, back up, close."""
    desk = station.open()
    try:
        return run_backup(desk, to)
    finally:
        station.close()


def backups(place: Path) -> list[Backup]:
    return find_backups(SystemFs(), place)


def check(station: Station) -> VerifyResult:
    """Check the closed station with its key."""
    return verify(station.folder, key_of(station), station.doors)


def kinds(result: VerifyResult) -> set[str]:
    return {finding.kind for finding in result.findings}


def key_of(station: Station) -> bytes:
    from desktop.services.keystore import KeyStore

    return KeyStore(station.folder / "keys.json", SystemFs(), station.doors.random, Cost(1, 1024, 1)).unlock(
        LOGIN, PASSPHRASE
    )


def keyed(path: Path, key: bytes) -> sqlcipher3.dbapi2.Connection:
    """A bare connection of somebody who has the key and wants to change things past the program."""
    connection = sqlcipher3.dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return connection


def flip(path: Path, at: int, bit: int = 0x40) -> None:
    """Bend one bit."""
    data = bytearray(path.read_bytes())
    data[at] ^= bit
    path.write_bytes(data)


def code_of(call: Callable[[], object]) -> str:
    """The code of the situation that a call ends with."""
    with pytest.raises(Situation) as caught:
        call()
    assert caught.value.message
    assert caught.value.safe
    assert caught.value.way_out
    return caught.value.code


def files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}
