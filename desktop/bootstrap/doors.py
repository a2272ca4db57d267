"""The seams a data folder is opened with; apart, so that the unlock screen needs no database to be drawn."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from desktop.services.keystore import Cost
from desktop.services.seams import Clock, Fs, Random, SystemClock, SystemFs, SystemRandom


class Doors(Struct, frozen=True):
    """The seams and costs a station is opened with; the defaults are production."""

    fs: Fs = SystemFs()
    clock: Clock = SystemClock()
    random: Random = SystemRandom()
    cost: Cost = Cost()
    state: Path | None = None
