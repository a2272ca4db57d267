"""What a restore asks of a person and what it answers. Frozen values only; reads nothing."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from desktop.domain.backups import Lost, MissingFile


class Opener(Struct, frozen=True):
    """How the person opens the backup: passphrase of a user, words of the recovery sheet, or the county's key."""

    login: str = ""
    passphrase: str = ""
    words: str = ""
    county_identity: str = ""


class NewPassphrase(Struct, frozen=True):
    """Set at once for a user, for those who came by the sheet or the county's key."""

    login: str
    passphrase: str


class RestorePlan(Struct, frozen=True):
    """What a restore would do. Sizes in bytes; `lost` as far as this computer can know."""

    backup: Path
    made_at: str
    station: str
    station_name: str
    cases: int
    attachments: int
    missing: int
    needed: int
    free: int
    lost: Lost


class Restored(Struct, frozen=True):
    """What was restored. `missing`: attachments that are not there, by case number and name."""

    folder: Path
    made_at: str
    station_name: str
    attachments: int
    missing: tuple[MissingFile, ...]
    lost: Lost


class RestoreWish(Struct, frozen=True):
    """A restore as a person chose it. `partial`: go on without attachments that are missing or damaged, and list them;
    `attachments`: False leaves all of them for later; `expect`: the station it should be, "" when any will do."""

    path: Path
    opener: Opener
    partial: bool = False
    attachments: bool = True
    new: NewPassphrase | None = None
    expect: str = ""
