"""What only a county does at its window: take the stations' files in, answer them, look after what was set aside."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec import Struct

from desktop.domain.progress import Report


class BagTaken(Struct, frozen=True):
    """What became of the files of a stick. `stored`: taken in now; `known`: here before; `refused`: set aside, each in
    words; `left`: not judged to the end, the next run takes them."""

    stored: int = 0
    new: int = 0
    cases: int = 0
    known: int = 0
    refused: tuple[str, ...] = ()
    left: int = 0


class AsideRow(Struct, frozen=True):
    """A file that was set aside. `key` names it; `told`: why, and what to do."""

    key: str
    name: str
    station: str
    seen_at: str
    told: str


class Invitation(Struct, frozen=True):
    """An invitation that was written. `digits`: to be compared over the telephone."""

    name: str
    digits: str


class CountyRoom(Protocol):
    """Slow: on the writer thread; each call is its own transactions. All raise R-203 without the right."""

    def take_in(self, folder: Path, report: Report) -> BagTaken:
        """Every bundle of a folder; a faulty one stops no other. Raises E15 when the folder cannot be read."""
        ...

    def answer(self, folder: Path) -> int:
        """Write receipts, decisions and published things for every working computer; how many files. E14 to E16."""
        ...

    def pages(self, folder: Path) -> tuple[int, int]:
        """Receipts as pages with QR codes, for stations to which no stick goes back: (pages, too long for one)."""
        ...

    def aside(self) -> tuple[AsideRow, ...]:
        """What was set aside and waits for somebody, oldest first."""
        ...

    def retry(self, key: str) -> BagTaken:
        """Try a file once more: its sender may be known by now. Raises R-618."""
        ...

    def discard(self, key: str, reason: str) -> None:
        """Give a file up for a reason that stays. Raises R-618, R-619."""
        ...

    def invite(self, code: str, name: str, folder: Path) -> Invitation:
        """Write an invitation for a station's computer. Raises R-620, E14 to E16."""
        ...
