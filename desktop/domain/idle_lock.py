"""When the screen locks, and how it opens again; pure, told the time by its caller. Hides nothing itself: screens do.

Five minutes without a key, thirty while a mediation is running (practice.md T4); one key locks at once, another covers
the screen with a neutral picture. A PIN opens again; after five wrong ones only the passphrase does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct


class LockPolicy(Struct, frozen=True):
    """Minutes without a key before the lock, in general and while 调解进行中.

    `clipboard_seconds`: how long a copied value of a masked field may stay in the clipboard, which a lock clears too.
    """

    idle_minutes: int = 5
    session_minutes: int = 30
    pin_tries: int = 5
    clipboard_seconds: int = 30
    warn_seconds: int = 20


BACKWARDS = timedelta(minutes=1)
"""A clock corrected by less than this is no reason to lock."""


class IdleLock:
    """The lock of one logged-in session.

    Attributes:
        policy: the times it goes by.
        locked: nothing may be shown but the lock.
        covered: the neutral picture is shown; the idle time runs on behind it.
        in_session: a mediation is running.
    """

    def __init__(self, policy: LockPolicy, now: datetime) -> None:
        self.policy = policy
        self.locked = False
        self.covered = False
        self.in_session = False
        self._touched = now
        self._wrong = 0

    def touched(self, now: datetime) -> None:
        """A key or the mouse; while locked or covered it does not count as work."""
        if not self.locked and not self.covered:
            self._touched = now

    def shift(self, by: timedelta) -> None:
        """Somebody set the clock by so much: the idle time stays what it is."""
        self._touched += by

    def due(self, now: datetime) -> bool:
        """Whether the lock must close now. A clock set back by more than a minute closes it: idle time is unknown."""
        return not self.locked and (self.seconds_left(now) <= 0 or self._touched - now > BACKWARDS)

    def seconds_left(self, now: datetime) -> int:
        """Seconds until the lock closes by itself; 0 when it is due or closed."""
        if self.locked:
            return 0
        minutes = self.policy.session_minutes if self.in_session else self.policy.idle_minutes
        left = self._touched + timedelta(minutes=minutes) - now
        return max(0, -(-left // timedelta(seconds=1)))

    def warns(self, now: datetime) -> bool:
        """Whether the screen should say that it is about to lock."""
        return not self.locked and 0 < self.seconds_left(now) <= self.policy.warn_seconds

    def lock(self) -> None:
        """The lock key, or the idle time is over."""
        self.locked, self.covered = True, False

    def cover(self) -> None:
        """Show the neutral picture."""
        self.covered = not self.locked

    def uncover(self, now: datetime) -> None:
        """Take the picture away; back at work, unless the idle time ended behind it."""
        self.covered = False
        if self.due(now):
            self.lock()
        else:
            self._touched = now

    @property
    def pin_allowed(self) -> bool:
        """Whether a PIN may still be tried."""
        return self._wrong < self.policy.pin_tries

    @property
    def tries_left(self) -> int:
        return max(0, self.policy.pin_tries - self._wrong)

    def wrong_pin(self) -> None:
        """A wrong PIN; the count stands until the passphrase, or the right PIN, opens."""
        self._wrong += 1

    def resume(self, now: datetime) -> None:
        """Opened again."""
        self.locked, self.covered, self._wrong = False, False, 0
        self._touched = now
