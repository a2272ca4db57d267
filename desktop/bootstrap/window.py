"""Joins the window to a data folder: what ui.desk.Desk asks for, answered by the station. Must not know any screen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

import msgspec

from desktop.bootstrap.exchange import export, import_file, join_county
from desktop.bootstrap.station import Desk, Doors, NewStation, create_station, open_station, open_with_key
from desktop.domain.case_view import Committee
from desktop.domain.errors import Situation
from desktop.domain.viewer import Viewer
from desktop.reference import taxonomy
from desktop.services.keystore import KeyStore, check_passphrase
from desktop.services.seams import Clock, Fs, read_whole, write_whole
from desktop.usecases.protocols import UnitOfWork, UnitsOfWork
from desktop.usecases.workplace import Received, Report, Sent, Workplace
from exports.bundles.enrolment import read_invitation, secret_hash, spoken_digits
from ui.desk import Invited, StationWish

BUNDLE_SUFFIX: Final = ".fqb"
INVITATION_BYTES: Final = 4 * 1024 * 1024


class StationReference:
    """Code lists and methods as choices of a screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def choices(self, name: str) -> tuple[tuple[str, str], ...]:
        """The most particular codes in the list's order: an entry with entries under it is only a heading."""
        found = taxonomy(name)
        return tuple((entry.code, entry.label) for entry in found.entries if not found.below(entry.code))

    def procedures(self, kind: str) -> tuple[tuple[str, str], ...]:
        """Methods a station offers without having chosen them, national ones first."""
        usable = [p for p in self._desk.references.procedures() if p.usual and kind in p.kinds]
        return tuple((p.key, p.title) for p in sorted(usable, key=lambda p: not p.national))


class ChosenFiles:
    """Files the user chose, through the one door to files."""

    def __init__(self, fs: Fs) -> None:
        self._fs = fs

    def read(self, path: Path, most: int) -> bytes:
        try:
            if self._fs.size(path) > most:
                raise Situation(
                    "S-902",
                    f"文件“{path.name}”太大，超过了{most // 1024 // 1024}兆。",
                    safe="没有改动。",
                    way_out="请换一个小一些的文件；照片可以先缩小再加入。",
                )
            return read_whole(self._fs, path)
        except OSError as error:
            raise Situation(
                "S-903",
                f"文件“{path.name}”读不出来。",
                safe="没有改动。",
                way_out="请检查U盘有没有插好，再试一次。",
            ) from error

    def write(self, path: Path, data: bytes) -> None:
        try:
            write_whole(self._fs, path, data)
        except OSError as error:
            raise Situation(
                "S-904",
                f"文件“{path.name}”写不进去，可能是空间不够或者U盘拔掉了。",
                safe="案件里的内容没有受影响。",
                way_out="请检查U盘和剩余空间，再试一次。",
            ) from error


class StationExchange:
    """Bundles out and county files in, as the sync page asks for them."""

    def __init__(self, desk: Desk, files: ChosenFiles) -> None:
        self._desk = desk
        self._files = files

    def export(self, folder: Path, report: Report) -> Sent:
        done = export(self._desk, folder, on_progress=report)
        return Sent(done.paths, done.events, done.blobs)

    def take(self, path: Path) -> Received:
        """Invitation files are told from bundles by their name."""
        if path.suffix != BUNDLE_SUFFIX:
            invitation = read_invitation(self._files.read(path, INVITATION_BYTES))
            join_county(self._desk, invitation)
            return Received(joined=invitation.county.name)
        done = import_file(self._desk, path)
        return Received(done.new, done.cases, done.receipts, int(done.known))


class WindowDesk:
    """A data folder as the window meets it."""

    def __init__(self, folder: Path, doors: Doors | None = None) -> None:
        self.folder = folder
        self.doors = doors or Doors()
        self.clock: Clock = self.doors.clock
        self.desk: Desk | None = None
        self.files = ChosenFiles(self.doors.fs)
        self._preferences = self._read_preferences()

    @property
    def _keystore(self) -> KeyStore:
        return KeyStore(self.folder / "keys.json", self.doors.fs, self.doors.random, self.doors.cost)

    def is_new(self) -> bool:
        return not self.doors.fs.exists(self.folder / "keys.json")

    def logins(self) -> tuple[str, ...]:
        return self._keystore.logins()

    def check_passphrase(self, passphrase: str) -> None:
        check_passphrase(passphrase)

    def read_invitation(self, path: Path) -> Invited:
        raw = self.files.read(path, INVITATION_BYTES)
        invitation = read_invitation(raw)
        digits = spoken_digits(secret_hash(invitation.secret))
        return Invited(raw, invitation.county.name, invitation.station, invitation.station_name, digits)

    def set_up(self, wish: StationWish) -> tuple[str, ...]:
        committee = Committee(
            name=wish.committee,
            word=wish.word,
            station=wish.station,
            station_name=wish.station_name,
            mediators=(wish.user,),
        )
        invitation = read_invitation(wish.invitation) if wish.invitation else None
        new = NewStation(
            code=wish.station,
            name=wish.station_name,
            user=wish.user,
            login=wish.user,
            passphrase=wish.passphrase,
            committee=committee,
            invitation=invitation,
        )
        desk, words = create_station(self.folder, new, self.doors)
        with desk:
            if invitation is not None:
                join_county(desk, invitation)
        return tuple(words)

    def unlock(self, login: str, passphrase: str) -> Workplace:
        return self._opened(open_station(self.folder, login, passphrase, self.doors))

    def unlock_with_sheet(self, login: str, words: str, passphrase: str) -> Workplace:
        check_passphrase(passphrase)
        key = self._keystore.unlock_with_sheet(words)
        workplace = self._opened(open_with_key(self.folder, login, key, self.doors))
        self._keystore.put_user(login, passphrase, key)
        return workplace

    def confirm_user(self, login: str, passphrase: str) -> None:
        self._keystore.unlock(login, passphrase)

    def arrived(self) -> None:
        if self.desk is not None:
            self.desk.arrived()

    def close(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def preference(self, key: str) -> str:
        return self._preferences.get(key, "")

    def set_preference(self, key: str, value: str) -> None:
        self._preferences[key] = value
        self.doors.fs.mkdir(self.folder)
        write_whole(self.doors.fs, self.folder / "window.json", msgspec.json.encode(self._preferences))

    def _opened(self, desk: Desk) -> Workplace:
        self.desk = desk
        with desk.uow(desk.viewer) as uow:
            title = uow.committee().name
        return Workplace(
            units=_units(desk),
            queries=desk.queries,
            papers=desk.papers,
            reference=StationReference(desk),
            files=self.files,
            exchange=StationExchange(desk, self.files),
            viewer=desk.viewer,
            clock=desk.doors.clock,
            title=title,
        )

    def _read_preferences(self) -> dict[str, str]:
        path = self.folder / "window.json"
        if not self.doors.fs.exists(path):
            return {}
        try:
            return msgspec.json.decode(read_whole(self.doors.fs, path), type=dict[str, str])
        except msgspec.DecodeError:
            return {}  # how the window looked is not worth a refusal to start


def _units(desk: Desk) -> UnitsOfWork:
    def open_unit(viewer: Viewer) -> AbstractContextManager[UnitOfWork]:
        return desk.uow(viewer)

    return open_unit


def run_window(folder: Path, argv: Sequence[str] = ()) -> int:
    """Show the window on a data folder until it is closed; answers the exit code."""
    from ui.app import run

    return run(WindowDesk(folder), argv)
