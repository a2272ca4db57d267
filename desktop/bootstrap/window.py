"""Joins the window to a data folder: what ui.desk.Desk asks for, answered by the station. Must not know any screen.

What needs the database is imported when somebody unlocks: the first picture must not wait for it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec

from desktop.bootstrap.doors import Doors
from desktop.domain.case_view import Committee
from desktop.domain.errors import Situation
from desktop.domain.progress import Report
from desktop.reference import load_calendar
from desktop.services.keystore import KeyStore, check_passphrase
from desktop.services.seams import Clock, Fs, read_whole, write_whole
from desktop.services.wipe import Wipe
from desktop.usecases.restoring import Opener, Restored, RestorePlan, RestoreWish
from desktop.usecases.workplace import Workplace
from ui.desk import Invited, RescueView, StationWish

if TYPE_CHECKING:
    from desktop.bootstrap.station import Desk

log = logging.getLogger(__name__)

RARE: Final = ("rare1", "rare2")
INVITATION_BYTES: Final = 4 * 1024 * 1024
_HEAD: Final = 64


class ChosenFiles:
    """Files the user chose, through the one door to files."""

    def __init__(self, fs: Fs) -> None:
        self._fs = fs

    def read(self, path: Path, most: int) -> bytes:
        with _readable(path):
            self._demand_size(path, most)
            return read_whole(self._fs, path)

    @contextmanager
    def open(self, path: Path, most: int) -> Iterator[_ChosenFile]:
        with _readable(path):
            self._demand_size(path, most)
            file = self._fs.open_read(path)
        with file:
            yield _ChosenFile(file, path)

    def _demand_size(self, path: Path, most: int) -> None:
        if self._fs.size(path) > most:
            raise Situation(
                "S-902",
                f"文件“{path.name}”太大，超过了{most // 1024 // 1024}兆。",
                safe="没有改动。",
                way_out="请换一个小一些的文件；照片可以先缩小再加入。",
            )

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        try:
            write_whole(self._fs, path, data)
        except OSError as error:
            raise Situation(
                "S-904",
                f"文件“{path.name}”写不进去，可能是空间不够或者U盘拔掉了。",
                safe="案件里的内容没有受影响。",
                way_out="请检查U盘和剩余空间，再试一次。",
            ) from error


class _ChosenFile:
    """A file while it is read; what the stick refuses is told as such."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self.head = self._ahead = self._read(_HEAD)

    def read(self, size: int = -1, /) -> bytes:
        found, self._ahead = self._ahead, b""
        return found or self._read(size)

    def _read(self, size: int) -> bytes:
        with _readable(self._path):
            return self._file.read(size)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Situation(
            "S-903",
            f"文件“{path.name}”读不出来。",
            safe="没有改动。",
            way_out="请检查U盘有没有插好，再试一次。",
        ) from error


class WindowDesk:
    """A data folder as the window meets it."""

    def __init__(self, folder: Path, doors: Doors | None = None) -> None:
        self.folder = folder
        self.doors = doors or Doors()
        self.clock: Clock = self.doors.clock
        self.desk: Desk | None = None
        self._login = ""
        self._wipe: Wipe | None = None
        self.files = ChosenFiles(self.doors.fs)
        self._preferences = self._read_preferences()

    @property
    def _keystore(self) -> KeyStore:
        return KeyStore(self.folder / "keys.json", self.doors.fs, self.doors.random, self.doors.cost)

    def is_new(self) -> bool:
        if not self.doors.fs.exists(self.folder):
            from desktop.bootstrap.take_over import finish

            finish(self.folder, self.doors)
        return not self.doors.fs.exists(self.folder / "keys.json")

    def logins(self) -> tuple[str, ...]:
        return self._keystore.logins()

    def check_passphrase(self, passphrase: str) -> None:
        check_passphrase(passphrase)

    def read_invitation(self, path: Path) -> Invited:
        from exports.bundles.enrolment import read_invitation, secret_hash, spoken_digits

        raw = self.files.read(path, INVITATION_BYTES)
        invitation = read_invitation(raw)
        digits = spoken_digits(secret_hash(invitation.secret))
        return Invited(raw, invitation.county.name, invitation.station, invitation.station_name, digits)

    def set_up(self, wish: StationWish) -> tuple[str, ...]:
        from desktop.bootstrap.exchange import join_county
        from desktop.bootstrap.station import NewStation, create_station
        from exports.bundles.enrolment import read_invitation

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

    def get_ready(self) -> None:
        for name in ("desktop.bootstrap.station", "desktop.bootstrap.workplace"):
            import_module(name)
        load_calendar()

    def unlock(self, login: str, passphrase: str) -> Workplace:
        from desktop.bootstrap.station import open_station

        return self._opened(open_station(self.folder, login, passphrase, self.doors), login)

    def unlock_with_sheet(self, login: str, words: str, passphrase: str) -> Workplace:
        from desktop.bootstrap.station import open_with_key

        check_passphrase(passphrase)
        key = self._keystore.unlock_with_sheet(words)
        workplace = self._opened(open_with_key(self.folder, login, key, self.doors), login)
        self._keystore.put_user(login, passphrase, key)
        return workplace

    def plan_restore(self, path: Path, opener: Opener) -> RestorePlan:
        from desktop.bootstrap.restore import plan_restore

        return plan_restore(path, self.folder, opener, self.doors)

    def restore(self, wish: RestoreWish, report: Report) -> Restored:
        from desktop.bootstrap.take_over import restore_here

        done = restore_here(self.folder, wish, self.doors, report)
        self.set_preference("login", wish.new.login if wish.new is not None else wish.opener.login)
        return done

    def rescue(self, login: str, passphrase: str) -> RescueView:
        from desktop.bootstrap.rescue import open_rescue
        from desktop.bootstrap.rescue_lines import RescueLines

        return RescueLines(open_rescue(self.folder, login, passphrase, self.doors))

    def start_again(self) -> None:
        from desktop.bootstrap.upgrade import start_again

        start_again(self.folder, self.doors.fs)

    def go_back(self, login: str, passphrase: str) -> str:
        from desktop.bootstrap.upgrade import go_back

        return go_back(self.folder, self._keystore.unlock(login, passphrase), self.doors)

    def renew_key(self) -> Workplace:
        from desktop.bootstrap.users import renew_data_key

        before = self._station()
        self.desk = None  # closed by the renewal, come what may
        return self._opened(renew_data_key(before, self._login), self._login)

    def prepare_wipe(self) -> str:
        from desktop.bootstrap.emergency import wipe_of

        self._wipe = wipe_of(self._station())
        return self._wipe.prepare().code

    def wipe(self, code: str) -> int:
        from desktop.bootstrap.backup import beside
        from desktop.bootstrap.emergency import carry_out, wipe_of

        desk = self._station()
        count = carry_out(desk, self._wipe or wipe_of(desk), code, (beside(desk),))
        self.desk, self._wipe = None, None
        return count

    def _station(self) -> Desk:
        if self.desk is None:
            raise AssertionError("no station is open")
        return self.desk

    def rare_fonts(self) -> tuple[Path, ...]:
        from exports.documents.typeset.fontset import default_cache_folder, ensure_unpacked, manifest

        rows, folder = manifest(), default_cache_folder()
        return tuple(ensure_unpacked(self.doors.fs, folder, key, rows[key]) for key in RARE)

    def arrived(self) -> None:
        if self.desk is not None:
            self.desk.arrived()

    def close(self) -> None:
        """Back up what changed, then close; a backup that fails is in the journal and on the next first screen."""
        if self.desk is None:
            return
        from desktop.bootstrap.backup import back_up_if_due

        desk, self.desk = self.desk, None
        try:
            back_up_if_due(desk, "exit")
        except Situation as error:
            log.info("backup on exit failed: %s", error.code)
        finally:
            with suppress(Situation):  # a damaged file is told at the next opening; here nobody listens any more
                desk.close()

    def preference(self, key: str) -> str:
        return self._preferences.get(key, "")

    def set_preference(self, key: str, value: str) -> None:
        self._preferences[key] = value
        self.doors.fs.mkdir(self.folder)
        write_whole(self.doors.fs, self.folder / "window.json", msgspec.json.encode(self._preferences))

    def _opened(self, desk: Desk, login: str) -> Workplace:
        from desktop.bootstrap.workplace import workplace_of

        try:
            workplace = workplace_of(desk, login, self.files)
        except BaseException:
            desk.abandon()
            raise
        self.desk, self._login = desk, login
        return workplace

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
