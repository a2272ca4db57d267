"""A short number that opens the idle lock for the rest of this run; never stored, gone when the program ends."""

from __future__ import annotations

import hmac
from typing import Final

from desktop.domain.errors import RuleViolation
from ui.i18n import tr

TRIES: Final = 5


class Pin:
    """Kept in memory only: whoever can read it there could read the open records as well."""

    def __init__(self) -> None:
        self._digits = ""
        self._wrong = 0

    def choose(self, digits: str) -> None:
        """Set or, with "", forget it. Raises RuleViolation R-909 for what is not four to eight digits."""
        if digits and not (digits.isascii() and digits.isdigit() and 4 <= len(digits) <= 8):
            told = tr("PIN要4到8位数字。")
            raise RuleViolation("R-909", told, field="pin", way_out=tr("请换一个自己记得住的。"))
        self._digits = digits
        self._wrong = 0

    @property
    def usable(self) -> bool:
        return bool(self._digits) and self._wrong < TRIES

    def fits(self, typed: str) -> bool:
        """Whether this opens the lock; after too many wrong ones only the passphrase does."""
        if not self.usable:
            return False
        if hmac.compare_digest(typed.encode(), self._digits.encode()):
            self._wrong = 0
            return True
        self._wrong += 1
        return False
