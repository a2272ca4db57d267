"""How far every station's records have come, as the county sees it, and what there is to ask about.

Pure; figures come from the log and the journal of files (sync-model.md §7, I21). No figure of a station with a gap
counts as final.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

OVERDUE_DAYS: Final = 14
"""So many days without a file from a station, or without an answer of the county, are told (sync-model.md §2)."""

Trouble = Literal["forked", "aside", "gap", "overdue", "silent", "retired", "files", "unanswered"]
"""In the order in which they ask for somebody: a copied computer, files set aside, records that are missing, nothing
for long, nothing ever, no working computer left, attachments that have not come, an answer that was not written yet."""


class StationLine(Struct, frozen=True):
    """One station. `records`: counted, up to the first gap of each of its chains; `durable`: of them, in a verified
    backup away from here. `missing`: records in front of `waiting` others that are here and count only with them.
    `waits`: files of which something waits. `forks`: places where two machines wrote. `files`: attachments that its
    cases name and that have not come.
    `aside`: files of it that were refused. `last_at`, `answered_at`: ISO times of the last file taken in and of the
    last receipt that was written for it, "" never. `computers`: working ones; `invited`: invitations not taken up."""

    code: str
    name: str
    computers: int = 0
    invited: int = 0
    records: int = 0
    durable: int = 0
    missing: int = 0
    waiting: int = 0
    waits: int = 0
    forks: int = 0
    files: int = 0
    aside: int = 0
    last_at: str = ""
    answered_at: str = ""

    def days_silent(self, now: datetime) -> int:
        """Whole days since its last file, by the county's clock; 0 for one that never sent any."""
        return _days(self.last_at, now)

    def troubles(self, now: datetime) -> tuple[Trouble, ...]:
        """What there is to ask about, the gravest first; nothing when all is well."""
        retired = not self.computers and not self.invited
        found: dict[Trouble, bool] = {
            "forked": self.forks > 0,
            "aside": self.aside > 0,
            "gap": self.missing > 0 or self.waits > 0,
            "overdue": not retired and is_overdue(self.last_at, now),
            "silent": not retired and not self.last_at,
            "retired": retired,
            "files": self.files > 0,
            "unanswered": bool(self.last_at) and self.answered_at < self.last_at,
        }
        return tuple(trouble for trouble, there in found.items() if there)


class Board(Struct, frozen=True):
    """All stations by code. `strange`: files set aside whose sender nobody knows."""

    lines: tuple[StationLine, ...]
    strange: int = 0


def is_overdue(written: str, now: datetime) -> bool:
    """Whether a bundle that was written then, and of which no receipt speaks, counts as lost."""
    return _days(written, now) > OVERDUE_DAYS


def _days(at: str, now: datetime) -> int:
    return (now - datetime.fromisoformat(at)).days if at else 0
