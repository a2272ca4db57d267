"""The seams a data folder is opened with; apart, so that the unlock screen needs no database to be drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct

from desktop.services.keystore import Cost
from desktop.services.seams import Clock, Fs, Random, SystemClock, SystemFs, SystemRandom

APP_VERSION: Final = "0.1.0"


class Doors(Struct, frozen=True):
    """The seams and costs a station is opened with; the defaults are production."""

    fs: Fs = SystemFs()
    clock: Clock = SystemClock()
    random: Random = SystemRandom()
    cost: Cost = Cost()
    state: Path | None = None
