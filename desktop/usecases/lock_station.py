"""Lock a session and resume it: by PIN while it was not wrong too often, else by the passphrase; all in the journal.

The lock itself is a pure object (domain/idle_lock.py); nothing is lost while locked, drafts lie saved.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from desktop.domain.errors import AppError, RuleViolation
from desktop.domain.idle_lock import IdleLock
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork


class Pins(Protocol):
    """Hashing of PINs (services/session_lock.py)."""

    def is_pin(self, text: str) -> bool: ...
    def hash(self, pin: str) -> bytes: ...
    def fits(self, stored: bytes, pin: str) -> bool: ...


class Passphrases(Protocol):
    """The key slots, asked whether a passphrase is the user's."""

    def confirm(self, passphrase: str) -> None:
        """Raises Situation S-201 when it is wrong, S-243 while a wait is running."""
        ...


class Resumed(Struct, frozen=True):
    """Whether the session goes on; `told` says why not. `pin`: whether a PIN may be tried next time."""

    opened: bool
    told: str = ""
    pin: bool = False


def pin_name(user: str) -> str:
    """Where a user's PIN hash lies among the local secrets."""
    return f"pin.{user}"


def set_pin(pin: str, uow: UnitOfWork, pins: Pins) -> None:
    """Take a PIN of 4 to 6 digits for resuming; "" takes it away. Raises R-216 for anything else."""
    demand_right(uow.viewer, "journal.own")
    if pin and not pins.is_pin(pin):
        raise RuleViolation(
            "R-216", "解锁数字应为4到6位数字。", field="pin", way_out="不要用生日和连号；不想设置可以留空。"
        )
    uow.keep_secret(pin_name(uow.viewer.id), pins.hash(pin) if pin else b"")
    uow.journal("pin.set", uow.viewer.id)


def lock_session(lock: IdleLock, uow: UnitOfWork) -> None:
    """Close the lock (lock key or idle time); the caller commits and shows nothing but the lock."""
    demand_right(uow.viewer, "journal.own")
    if not lock.locked:
        lock.lock()
        uow.journal("locked", uow.viewer.id)


def resume_session(
    typed: str, lock: IdleLock, uow: UnitOfWork, pins: Pins, passphrases: Passphrases, *, whole: bool = False
) -> Resumed:
    """Try what was typed as PIN, or as passphrase; the caller commits either way, since a wrong one is journalled.

    `whole`: the user chose to type the passphrase (it may consist of digits too).
    """
    demand_right(uow.viewer, "journal.own")
    if any(user.id == uow.viewer.id and user.revoked for user in uow.users()):
        return Resumed(opened=False, told="这个用户已经停用。请关闭程序，由别的同事登录。")
    stored = uow.secret(pin_name(uow.viewer.id))
    if stored and pins.is_pin(typed) and lock.pin_allowed and not whole:
        if pins.fits(stored, typed):
            return _resume(lock, uow)
        lock.wrong_pin()
        uow.journal("pin.wrong" if lock.pin_allowed else "pin.spent", uow.viewer.id)
        left = lock.tries_left
        told = f"解锁数字不对，还可以试{left}次。" if left else "解锁数字输错次数太多，请输入口令。"
        return Resumed(opened=False, told=told, pin=lock.pin_allowed)
    try:
        passphrases.confirm(typed)
    except AppError as refused:
        uow.journal("login.failed", uow.viewer.id)
        return Resumed(opened=False, told=refused.told(), pin=bool(stored) and lock.pin_allowed)
    return _resume(lock, uow)


def _resume(lock: IdleLock, uow: UnitOfWork) -> Resumed:
    lock.resume(uow.now())
    uow.journal("resumed", uow.viewer.id)
    return Resumed(opened=True)
