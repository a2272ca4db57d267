"""What an open station offers the window for users, keys, backups and checks. Interfaces and answers only, no rules."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from desktop.domain.progress import Report
from desktop.domain.verification import VerifyResult
from desktop.usecases.manage_users import AddUser, Revoked, RevokeUser


class UserBook(Protocol):
    """Users together with their key slots on this computer. Slow: on the writer thread. Each call is a transaction."""

    def add(self, cmd: AddUser) -> str: ...
    def revoke(self, cmd: RevokeUser) -> Revoked:
        """Record and slot; afterwards a new data key is worth offering (docs/decisions/0002)."""
        ...

    def reset_passphrase(self, login: str, new: str) -> None:
        """For somebody who forgot it, or whom the county named and who has none yet. Raises R-203, R-202, S-234."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """The user's own. Raises R-202, S-201."""
        ...

    def new_sheet(self, passphrase: str) -> tuple[str, ...]:
        """Words of a new recovery sheet; the old one opens nothing any more. Raises R-203, S-201."""
        ...

    def logins(self) -> tuple[str, ...]:
        """Who has a key slot on this computer."""
        ...

    def renewal_advised(self) -> tuple[str, ...]:
        """Names of users whom the county revoked since the data key was made."""
        ...


class KeptBackup(Struct, frozen=True):
    """A proven backup on a medium. `size`: bytes a restore would write; `missing`: attachments it has not."""

    path: Path
    made_at: str
    occasion: str
    size: int
    attachments: int
    missing: int


class KeptPlace(Struct, frozen=True):
    """A place backups go to, newest first. `here`: its medium answers; `second`: the one that may be away."""

    folder: Path
    second: bool
    here: bool
    backups: tuple[KeptBackup, ...] = ()
    damaged: tuple[str, ...] = ()


class Kept(Struct, frozen=True):
    """How safe the data are. `failed`: when the last attempt failed, with its code; `held`: sending waits for a yes
    after a restore."""

    places: tuple[KeptPlace, ...]
    proven_at: str
    rehearsed_at: str
    rehearsal_due: bool
    failed_at: str = ""
    failed_code: str = ""
    held: bool = False
    restored_at: str = ""
    station: str = ""


class MadeBackup(Struct, frozen=True):
    """A backup that was made and read back."""

    place: Path
    cases: int
    attachments: int
    copied: int
    missing: int


class TriedRestore(Struct, frozen=True):
    """A backup that was really restored into a temporary place and checked there."""

    backup: Path
    events: int
    attachments: int
    missing: int


class BroughtOver(Struct, frozen=True):
    """What was carried over from damaged data; `lost`: at least so many records do not read there."""

    events: int
    lost: int
    attachments: int
    attachments_lost: int
    drafts: int


class Safe(Protocol):
    """Backups and checks of the open station. Slow; every method opens its own transactions."""

    def kept(self) -> Kept: ...
    def set_second(self, folder: Path | None) -> None:
        """Name the second medium, or none. Raises R-203."""
        ...

    def back_up_to(self, place: Path, report: Report) -> MadeBackup:
        """Raises R-203, S-251 to S-256, S-262, S-263, S-271. Cancelled at any time."""
        ...

    def rehearse(self, place: Path | None, report: Report) -> TriedRestore:
        """Really restore the newest backup into a temporary place. Raises S-251, S-262, S-268, S-270. Cancelled."""
        ...

    def rehearse_when_due(self) -> TriedRestore | None:
        """The monthly trial; None while it is not due, or there is no backup yet. Raises S-251, S-262, S-268."""
        ...

    def check(self, report: Report) -> VerifyResult:
        """Check everything, in a process of its own. Cancelled."""
        ...

    def salvage(self, damaged: Path, report: Report) -> BroughtOver:
        """Carry what still reads in a damaged folder of this station into this one. Raises S-262, S-264. Cancelled."""
        ...

    def journal_file(self, form: Literal["csv", "json"]) -> bytes:
        """The lines the viewer may see, to be written into a file; the export is itself a line. Raises R-203."""
        ...

    def confirm_sending(self) -> None:
        """A person has looked at what a restore brought back: bundles may be written again. Raises R-203."""
        ...
