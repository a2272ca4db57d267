"""Slows down guessing of passphrases, also across restarts; holds no passphrase and no login name in plain.

The file lies in the state folder, outside the data. A clock set back never shortens a wait: it begins anew. Whoever
can delete the file can also copy the data away and guess there; that is what the cost of the key slots is for.
"""

from __future__ import annotations

import contextlib
import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.domain.errors import Situation
from desktop.services.seams import Clock, Fs, read_whole, write_whole

FREE = 3
"""Wrong passphrases before the first wait: old hands and input methods err."""

FIRST_SECONDS = 5
LONGEST_SECONDS = 900
_KEPT = 20


class Failures(Struct, frozen=True):
    """Wrong passphrases since the last right one: how many, when the wait began (ISO), times of the latest."""

    count: int
    since: str
    times: tuple[str, ...] = ()


class LoginGuard:
    """Counts wrong passphrases of each login of one data folder."""

    def __init__(self, state: Path, data: Path, fs: Fs, clock: Clock) -> None:
        self._path = state / "logins.json"
        self._data = data
        self._fs = fs
        self._clock = clock

    def check(self, login: str) -> None:
        """Raises Situation S-243 while a wait is running."""
        seconds = self.waiting(login)
        if seconds:
            raise Situation(
                "S-243",
                f"口令连续输错，请等{_words(seconds)}再试。",
                safe="数据没有改动。",
                way_out="忘记了口令，可以用恢复单打开。",
            )

    def waiting(self, login: str) -> int:
        """Seconds that are left to wait; 0 when one may try."""
        known = self._load().get(self._name(login))
        if known is None:
            return 0
        delay = delay_after(known.count)
        since, now = datetime.fromisoformat(known.since), self._clock.now()
        if now < since:
            self._save(login, msgspec.structs.replace(known, since=now.isoformat()))
            return delay
        left = since + timedelta(seconds=delay) - now
        return max(0, -(-left // timedelta(seconds=1)))

    def failed(self, login: str) -> None:
        """A wrong passphrase was typed."""
        now = self._clock.now().isoformat()
        known = self._load().get(self._name(login), Failures(0, now))
        self._save(login, Failures(known.count + 1, now, (*known.times, now)[-_KEPT:]))

    def succeeded(self, login: str) -> tuple[str, ...]:
        """The right passphrase was typed; returns the times of the wrong ones before it, for the journal."""
        known = self._load().get(self._name(login))
        if known is not None:
            self._save(login, None)
        return known.times if known is not None else ()

    def _name(self, login: str) -> str:
        return hashlib.sha256(f"{self._data.resolve()}\n{login}".encode()).hexdigest()

    def _load(self) -> dict[str, Failures]:
        try:
            return msgspec.json.decode(read_whole(self._fs, self._path), type=dict[str, Failures])
        except (OSError, msgspec.DecodeError):
            return {}

    def _save(self, login: str, failures: Failures | None) -> None:
        known = {name: value for name, value in self._load().items() if name != self._name(login)}
        if failures is not None:
            known[self._name(login)] = failures
        with contextlib.suppress(OSError):  # a state folder that cannot be written must not keep people out
            self._fs.mkdir(self._path.parent)
            write_whole(self._fs, self._path, msgspec.json.encode(known))


def delay_after(failures: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row: 0, 0, 5, 10, 20 … at most a quarter of an hour."""
    if failures < FREE:
        return 0
    return int(min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** min(failures - FREE, 20)))


def _words(seconds: int) -> str:
    return f"{seconds}秒" if seconds < 60 else f"{-(-seconds // 60)}分钟"
