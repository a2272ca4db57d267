"""Emergency wipe: makes the data of this computer unreadable for good, in two steps and without a network.

What opens the data goes first, so that a wipe stopped after a second has done its work; files follow. Nothing is kept
but a slip that says which station this was, so that the county can invite it anew and send everything it has back.
On flash media old blocks may survive: they hold ciphertext whose key slots needed a passphrase each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.services.seams import Clock, Fs, Random, write_whole

SLIP: Final = "wiped.json"
KEYS: Final = "keys.json"
DATABASE: Final = "fengqiao.db"
VALID: Final = timedelta(minutes=2)
_HEAD_BYTES: Final = 1 << 20


class WipeOrder(Struct, frozen=True):
    """The first step: four digits that must be typed for the second, and until when they hold."""

    code: str
    until: datetime


class Slip(Struct, frozen=True):
    """What is left in the folder: enough to be invited anew, nothing of any person."""

    station: str
    installation: str
    epoch: str
    wiped_at: str


class Wipe:
    """Wipes one data folder, with its backups on this computer and its part of the state folder."""

    def __init__(self, folder: Path, state: Path, fs: Fs, clock: Clock, random: Random) -> None:
        self._folder = folder
        self._state = state
        self._fs = fs
        self._clock = clock
        self._random = random
        self._order: WipeOrder | None = None

    def prepare(self) -> WipeOrder:
        """First step. Nothing is touched yet; the digits are shown and hold for two minutes."""
        code = f"{int.from_bytes(self._random.bytes(4), 'big') % 10_000:04d}"
        self._order = WipeOrder(code, self._clock.now() + VALID)
        return self._order

    def check(self, code: str) -> None:
        """Raises RuleViolation R-215 when the second step may not be taken with these digits; they hold for one try."""
        order = self._order
        if order is None or code != order.code or not self._clock.now() <= order.until:
            self._order = None
            raise RuleViolation(
                "R-215", "确认数字不对或已过时，没有清除任何内容。", field="code", way_out="请从第一步重新开始。"
            )

    def carry_out(self, code: str, slip: Slip, also: Sequence[Path] = ()) -> int:
        """Second step, with the database closed; returns how many files were destroyed.

        `also`: this installation's own backup folders on this computer; everything in them goes. Stopped or failing
        in the middle, a second run goes on where it was.

        Raises:
            RuleViolation: R-215 without the first step, too late, or with other digits.
        """
        self.check(code)
        self._order = None
        count = 0
        for place in (self._folder, *also):
            if self._fs.exists(place):
                count += self._destroy_keys(place)
        for place in (self._folder, *also):
            if self._fs.exists(place):
                count += self._destroy_rest(place)
        count += self._forget_state(slip.epoch)
        self._fs.mkdir(self._folder)
        write_whole(self._fs, self._folder / SLIP, msgspec.json.encode(slip))
        return count

    def _destroy_keys(self, place: Path) -> int:
        """Key slots, then the first megabyte of every database: its salt and schema. From here on nothing opens."""
        found = list(self._files(place))
        keys = [path for path in found if path.name.endswith(KEYS)]
        for path in keys:
            self._overwrite(path, self._fs.size(path))
            self._fs.unlink(path)
        for path in found:
            if path.name.startswith(DATABASE) or path.suffix == ".db":
                self._overwrite(path, min(self._fs.size(path), _HEAD_BYTES))
        return len(keys)

    def _destroy_rest(self, place: Path) -> int:
        found = [path for path in self._files(place) if path.name != SLIP]
        for path in found:
            self._fs.unlink(path)
        return len(found)

    def _forget_state(self, epoch: str) -> int:
        """The anchors of this folder; those of other stations on this computer stay."""
        count = 0
        folder = self._state / "anchors"
        for path in self._files(folder) if self._fs.exists(folder) else ():
            if not epoch or path.stem.startswith(epoch) or path.suffix == ".anchor":
                self._fs.unlink(path)
                count += 1
        return count

    def _overwrite(self, path: Path, size: int) -> None:
        with self._fs.open_write(path) as file:
            while size > 0:
                part = self._random.bytes(min(size, 1 << 16))
                file.write(part)
                size -= len(part)
            self._fs.fsync(file)

    def _files(self, place: Path) -> Iterator[Path]:
        for path in self._fs.listdir(place):
            if path.is_dir() and not path.is_symlink():
                yield from self._files(path)
            else:
                yield path
