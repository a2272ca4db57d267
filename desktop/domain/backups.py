"""What a backup says of itself, when one is due and which old ones stay. Must not read files, clocks or databases.

Order among backups is their serial, never their time: a clock set back must not make a new backup look old and have
it thrown away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal

import msgspec
from msgspec import Struct

from desktop.domain.canonical import content_hash, encode_checked, sha256

FORMAT: Final = 1
DAYS, WEEKS, MONTHS, NEWEST = 7, 4, 12, 3
REHEARSAL_DAYS: Final = 30

Occasion = Literal["asked", "exit", "daily", "import", "upgrade"]


class EpochHead(Struct, frozen=True, order=True):
    """Where one epoch ends in a database; the hash covers every event before it."""

    epoch: str
    seq: int
    hash: str


class Contents(Struct, frozen=True):
    """What a database holds, in counts and heads; compared between the open one and its copies.

    `mark` changes exactly when there is something new to keep: events, bodies or drafts (looking is not writing).
    Sealed matters do not change it, or the times of backups would tell of them.

    It does not stand in the manifest, which lies open: even a count tells whether there are sealed matters.
    """

    schema: str
    station: str
    station_name: str
    installation: str
    heads: tuple[EpochHead, ...]
    events: int
    bodies: int
    cases: int
    blobs: int
    drafts: int
    drafts_at: str
    journal: int
    journal_head: str
    mark: str = ""


class StoredFile(Struct, frozen=True):
    """One file of a backup: its name inside the backup folder, size in bytes, SHA-256 of its bytes."""

    name: str
    size: int
    sha256: str


class BackupManifest(Struct, frozen=True, kw_only=True):
    """The last file of a backup to be written: without it there is no backup. It lies open on the medium.

    `blobs` names attachments by their file names, which tell nothing of their content. `missing`: how many
    attachments were not on the computer when the backup was made.
    """

    format: int = FORMAT
    serial: int
    made_at: str
    occasion: Occasion
    program: str
    schema: str
    station: str
    station_name: str
    installation: str
    database: StoredFile
    keys: StoredFile
    blobs: tuple[StoredFile, ...]
    missing: int = 0

    @property
    def size(self) -> int:
        """Bytes that a restore writes."""
        return self.database.size + self.keys.size + sum(b.size for b in self.blobs)


class _Version(Struct):
    format: int


def encode_manifest(manifest: BackupManifest) -> bytes:
    """Canonical JSON in one line, its SHA-256 in the next: a bent bit is not believed."""
    line = encode_checked(manifest)
    return line + b"\n" + sha256(line).hex().encode() + b"\n"


def decode_manifest(raw: bytes) -> BackupManifest:
    """Read a manifest.

    Raises:
        ValueError: damaged, cut or not a manifest. NewerFormat: written by a newer program.
    """
    line, _, rest = raw.partition(b"\n")
    if rest.strip() != sha256(line).hex().encode():
        raise ValueError("manifest does not match its hash")
    try:
        if msgspec.json.decode(line, type=_Version).format > FORMAT:
            raise NewerFormat
        return msgspec.json.decode(line, type=BackupManifest)
    except msgspec.DecodeError as error:
        raise ValueError(f"no manifest: {error}") from error


class NewerFormat(Exception):
    """The backup was written by a newer program than this one."""


class MissingFile(Struct, frozen=True):
    """An attachment whose file is not there: number of its case and its name; both empty when no case names it."""

    number: str
    name: str


class Lost(Struct, frozen=True):
    """What is known to have happened after a backup was made, and is not in it.

    `acts`: recorded acts after the backup, None when this computer remembers nothing of this station. `exported`: how
    many of them had gone into a bundle, None when unknown. `numbers`: (series, first, last) of official numbers given.
    """

    acts: int | None = None
    exported: int | None = None
    numbers: tuple[tuple[str, int, int], ...] = ()

    def told(self) -> tuple[str, ...]:
        """In plain lines, with what comes back by itself and what does not."""
        if self.acts is None:
            return ("这台电脑不知道备份之后还记过什么；县里收到过的，会随县里的数据包回来。",)
        if self.acts == 0 and not self.numbers:
            return ("据这台电脑所知，备份之后没有新的记录。",)
        lines = [f"备份之后记过的{self.acts}条记录不在这份备份里。"]
        if self.exported is not None:
            lines.append(f"其中{self.exported}条已经导出，县里收到后会随县里的数据包回来；其余的要重新登记。")
        else:
            lines.append("县里收到过的会随县里的数据包回来，没有交到县里的要重新登记。")
        lines += [
            f"{_spoken(series)}第{first}号到第{last}号在备份之后已经用过，请核对已打印的文书。"
            for series, first, last in self.numbers
        ]
        return tuple(lines)


def _spoken(series: str) -> str:
    """A series as people name it: year and word out of station/word/year/letter/route."""
    parts = series.split("/")
    return f"{parts[2]}年“{parts[1]}”" if len(parts) > 2 else f"“{series}”"


class LastBackup(Struct, frozen=True):
    """The last backup that was proven by opening it: when, and the mark of what it holds."""

    at: str
    mark: str


def mark_of(heads: Sequence[EpochHead], bodies: int, drafts: int, drafts_at: str) -> str:
    """See `Contents.mark`; of what is not sealed."""
    return content_hash([heads, bodies, drafts, drafts_at])


def backup_due(
    occasion: Occasion, now: datetime, last: LastBackup | None, mark: str, *, sees_sealed: bool = False
) -> bool:
    """Whether a backup is to be made now.

    On exit and before an import: when something changed since the last proven one. On exit of somebody who may handle
    sealed matters (`sees_sealed`) always: it must not depend on whether they did. Daily: when something changed and
    the last one was made on another day, so that a clock set back brings one backup too many, never one too few.
    Asked for and before an upgrade: always.
    """
    if occasion in ("asked", "upgrade") or last is None or (occasion == "exit" and sees_sealed):
        return True
    if last.mark == mark:
        return False
    return occasion != "daily" or date.fromisoformat(last.at[:10]) != now.date()


def rehearsal_due(now: datetime, last: str) -> bool:
    """Whether the monthly trial restore is due; `last`: ISO time of the last good one, "" for never."""
    if not last:
        return True
    days = (now.date() - date.fromisoformat(last[:10])).days
    return days >= REHEARSAL_DAYS or days < 0


def kept(backups: Sequence[tuple[int, str]]) -> frozenset[int]:
    """Serials that stay of all proven backups (serial, ISO time made).

    The newest three; the newest of each of the last 7 days, 4 weeks and 12 months that have one. "Last" counts days
    that have a backup, not days of the calendar: a computer switched off for a year loses none.
    """
    newest_first = sorted(backups, reverse=True)
    stay = {serial for serial, _ in newest_first[:NEWEST]}
    periods = ((DAYS, _day), (WEEKS, _week), (MONTHS, _month))
    for most, period in periods:
        seen: dict[str, int] = {}
        for serial, made in newest_first:
            seen.setdefault(period(date.fromisoformat(made[:10])), serial)
        stay.update(list(seen.values())[:most])
    return frozenset(stay)


def _day(day: date) -> str:
    return day.isoformat()


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-{week}"


def _month(day: date) -> str:
    return day.isoformat()[:7]
