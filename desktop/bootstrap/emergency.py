"""Joins lock, PIN and emergency wipe with an open station."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from db.store import current_epoch
from desktop.bootstrap.keys import DATABASE, key_of_user
from desktop.bootstrap.station import Desk, login_guard
from desktop.domain.errors import Situation
from desktop.domain.idle_lock import IdleLock
from desktop.services.anchor import state_folder
from desktop.services.session_lock import PinHasher
from desktop.services.wipe import Slip, Wipe
from desktop.usecases.lock_station import Resumed, lock_session, resume_session, set_pin


class DeskPassphrases:
    """The passphrase of the logged-in user, asked of the key slots; wrong ones slow down the next try."""

    def __init__(self, desk: Desk, login: str) -> None:
        self._desk = desk
        self._login = login

    def confirm(self, passphrase: str) -> None:
        guard = login_guard(self._desk.folder, self._desk.doors)
        key_of_user(self._desk.folder / DATABASE, self._login, passphrase, self._desk.keystore, guard)
        guard.succeeded(self._login)


def lock(desk: Desk, lock_state: IdleLock) -> None:
    """Close the lock and write it into the journal."""
    with desk.uow(desk.viewer) as uow:
        lock_session(lock_state, uow)
        uow.commit()


def resume(desk: Desk, login: str, lock_state: IdleLock, typed: str, *, whole: bool = False) -> Resumed:
    """Try a PIN, or the passphrase when `whole` or no PIN may be tried; the answer says what to show."""
    pins = PinHasher(desk.doors.random, desk.doors.cost)
    with desk.uow(desk.viewer) as uow:
        found = resume_session(typed, lock_state, uow, pins, DeskPassphrases(desk, login), whole=whole)
        uow.commit()
    return found


def choose_pin(desk: Desk, pin: str) -> None:
    """Set or, with "", take away the logged-in user's PIN. Raises R-216."""
    with desk.uow(desk.viewer) as uow:
        set_pin(pin, uow, PinHasher(desk.doors.random, desk.doors.cost))
        uow.commit()


def wipe_of(desk: Desk) -> Wipe:
    """The emergency wipe of this station; `prepare()` is its first step."""
    doors = desk.doors
    return Wipe(desk.folder, doors.state or state_folder(), doors.fs, doors.clock, doors.random)


def carry_out(desk: Desk, wipe: Wipe, code: str, backups: Sequence[Path] = ()) -> int:
    """Second step: closes the station and destroys it; returns how many files went. Raises R-215 for wrong digits.

    `backups`: this installation's own backup folders on this computer (not those on a stick in another house).
    """
    wipe.check(code)
    identity = desk.store.identity
    epoch = ""
    at = desk.doors.clock.now().isoformat(timespec="seconds")
    with contextlib.suppress(OSError, Situation):  # a damaged file or a stick that is gone must not stop the wipe
        with desk.store.transaction() as connection:
            epoch = current_epoch(connection, identity.installation)
        desk.close()
    return wipe.carry_out(code, Slip(identity.station, identity.installation, epoch, at), backups)
