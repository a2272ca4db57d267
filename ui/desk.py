"""What the window needs from outside before and around the unlocked station; the composition root provides it.

Must not be implemented in ui/: the window knows neither files nor keys.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec import Struct

from desktop.domain.progress import Report
from desktop.services.seams import Clock
from desktop.usecases.restoring import Opener, Restored, RestorePlan, RestoreWish
from desktop.usecases.workplace import Workplace


class StationWish(Struct, frozen=True):
    """What the first-run set-up asks for. `word`: 调委会字 in file numbers; `user`: name and login of the first one."""

    station: str
    station_name: str
    committee: str
    word: str
    user: str
    passphrase: str
    invitation: bytes = b""


class Invited(Struct, frozen=True):
    """What a county's invitation file says. `digits`: read out over the telephone, the same on the county's screen."""

    raw: bytes
    county: str
    station: str
    station_name: str
    digits: str


class RescueView(Protocol):
    """Damaged data, read-only. Slow: called on worker threads only."""

    def cases(self) -> tuple[tuple[str, str], ...]:
        """(id, words) of the cases whose rows read. Raises S-202."""
        ...

    def lines(self, case_id: str) -> tuple[str, ...]:
        """Everything that reads of one case, in plain lines. Raises S-202."""
        ...

    def damage(self, report: Report) -> tuple[str, ...]:
        """What does not read, in plain lines. Cancelled."""
        ...

    def close(self) -> None: ...


class Desk(Protocol):
    """The station as the window meets it. Methods named slow are called on a worker thread only."""

    clock: Clock

    def is_new(self) -> bool:
        """Whether no station has been set up in the data folder yet."""
        ...

    def logins(self) -> tuple[str, ...]:
        """Who has a key slot."""
        ...

    def check_passphrase(self, passphrase: str) -> None:
        """Raises RuleViolation when the passphrase is too weak."""
        ...

    def read_invitation(self, path: Path) -> Invited:
        """Slow. What an invitation file says. Raises Situation when it is none or damaged."""
        ...

    def set_up(self, wish: StationWish) -> tuple[str, ...]:
        """Slow. Make the station; answers the words of the recovery sheet, shown once."""
        ...

    def get_ready(self) -> None:
        """Slow. Load what opening a station needs, while the passphrase is being typed."""
        ...

    def unlock(self, login: str, passphrase: str) -> Workplace:
        """Slow. Open the station. Raises Situation for a wrong passphrase or a damaged file."""
        ...

    def unlock_with_sheet(self, login: str, words: str, passphrase: str) -> Workplace:
        """Slow. Open the station by the recovery sheet and give the user a new passphrase."""
        ...

    def plan_restore(self, path: Path, opener: Opener) -> RestorePlan:
        """Slow. Look at a backup (its file, or the folder it lies in) before anything is written.

        Raises S-201, S-251, S-257, S-269, S-270.
        """
        ...

    def restore(self, wish: RestoreWish, report: Report) -> Restored:
        """Slow. Restore and put the data in place of those that are here, which stay beside them; no station is open.

        Raises R-202, S-201, S-231, S-251, S-257 to S-263, S-269, S-270. Cancelled.
        """
        ...

    def rescue(self, login: str, passphrase: str) -> RescueView:
        """Slow. Look at damaged data without changing a byte.

        Raises S-201, S-202, S-203, S-234, S-243, S-262, S-264.
        """
        ...

    def start_again(self) -> None:
        """Try upgraded data whose first start did not succeed once more."""
        ...

    def go_back(self, login: str, passphrase: str) -> str:
        """Slow. Put the data from before the upgrade back in place; answers their version.

        Raises S-201, S-262, S-270.
        """
        ...

    def renew_key(self) -> Workplace:
        """Slow. Put the open station under a new data key, for all who may still come in; answers it open again.

        Raises R-203, S-241 keys.json was changed by a stranger, S-272.
        """
        ...

    def prepare_wipe(self) -> str:
        """First step of the emergency wipe: digits that must be typed within two minutes. Nothing is touched yet."""
        ...

    def wipe(self, code: str) -> int:
        """Slow. Second step: destroys the data, keys and backups on this computer; how many files. Raises R-215."""
        ...

    def rare_fonts(self) -> tuple[Path, ...]:
        """Slow. Font files for the characters no system font has; the papers' own. Raises Situation S-501, S-502."""
        ...

    def arrived(self) -> None:
        """The first screen is there: an upgrade of the data before this start has succeeded."""
        ...

    def close(self) -> None:
        """Slow. Close the open station; nothing is lost when it was never opened."""
        ...

    def preference(self, key: str) -> str:
        """A setting of this computer (text size, contrast), readable before unlocking; "" when never set."""
        ...

    def set_preference(self, key: str, value: str) -> None: ...
