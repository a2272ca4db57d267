"""The four kinds of trouble, so that every layer says the same thing about them; must not format dialogs.

`RuleViolation`: the user can mend it, shown at the field. `Situation`: the world refused; says what happened,
what is safe and what to do. `Cancelled`: the user stopped it, silent. Anything else is our bug.
Codes can be read over the telephone; each has an entry in docs/errors.md (held by a test).
"""

from __future__ import annotations


class AppError(Exception):
    """Base of what the program tells the user about on purpose.

    `code` is stable ("R-101", "S-203"); `message` is one plain Chinese sentence; `way_out` says what to do next.
    """

    def __init__(self, code: str, message: str, *, way_out: str = "") -> None:
        super().__init__(f"{code} {message}")
        self.code = code
        self.message = message
        self.way_out = way_out

    def told(self) -> str:
        """The whole text for the user, code last so that it can be read out."""
        return f"{self.message}{self.way_out}（{self.code}）"


class RuleViolation(AppError):
    """A rule of the field is not met; `field` names the input, `basis` the law or standard behind it."""

    def __init__(self, code: str, message: str, *, field: str = "", basis: str = "", way_out: str = "") -> None:
        super().__init__(code, message, way_out=way_out)
        self.field = field
        self.basis = basis


class Situation(AppError):
    """The world refused: disk full, stick gone, wrong key, damaged file; `safe` says what is not lost."""

    def __init__(self, code: str, message: str, *, safe: str = "", way_out: str = "") -> None:
        super().__init__(code, message, way_out=way_out)
        self.safe = safe

    def told(self) -> str:
        return f"{self.message}{self.safe}{self.way_out}（{self.code}）"


class Cancelled(Exception):
    """The user stopped it; shown to nobody."""
