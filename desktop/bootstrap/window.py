"""Joins the window to a data folder: what ui.desk.Desk asks for, answered by the station. Must not know any screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from desktop.bootstrap.station import Desk, Doors, NewStation, create_station, open_station, open_with_key
from desktop.domain.case_view import Committee
from desktop.reference import taxonomy
from desktop.services.keystore import KeyStore, check_passphrase
from desktop.services.seams import Clock, read_whole, write_whole
from desktop.usecases.workplace import Workplace
from ui.desk import StationWish


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


class WindowDesk:
    """A data folder as the window meets it."""

    def __init__(self, folder: Path, doors: Doors | None = None) -> None:
        self.folder = folder
        self.doors = doors or Doors()
        self.clock: Clock = self.doors.clock
        self.desk: Desk | None = None
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

    def set_up(self, wish: StationWish) -> tuple[str, ...]:
        committee = Committee(
            name=wish.committee,
            word=wish.word,
            station=wish.station,
            station_name=wish.station_name,
            mediators=(wish.user,),
        )
        new = NewStation(wish.station, wish.station_name, wish.user, wish.user, wish.passphrase, committee)
        desk, words = create_station(self.folder, new, self.doors)
        desk.close()
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
            units=lambda viewer: desk.uow(viewer),
            queries=desk.queries,
            papers=desk.papers,
            reference=StationReference(desk),
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


def run_window(folder: Path, argv: Sequence[str] = ()) -> int:
    """Show the window on a data folder until it is closed; answers the exit code."""
    from ui.app import run

    return run(WindowDesk(folder), argv)
