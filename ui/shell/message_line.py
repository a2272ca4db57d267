"""One line at the foot of a screen that says what is wrong or was done; nothing pops up for what a user can mend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.domain.errors import RuleViolation
from ui.fields.form import Form
from ui.i18n import said, tr
from ui.style.blocks import set_tone


class MessageLine(QLabel):
    """Words over the buttons of a screen; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.quiet()

    def quiet(self) -> None:
        self.setText("")
        self.hide()

    def done(self, words: str) -> None:
        """Something went well."""
        self._say(f"✓ {words}", "green")

    def warn(self, words: Sequence[str]) -> None:
        """Something went well, but somebody might ask."""
        if words:
            self._say("▲ " + "　".join(words), "amber")

    def show_error(self, error: RuleViolation) -> None:
        basis = tr("（依据：{}）").format(error.basis) if error.basis else ""
        self._say(f"✗ {said(error)}{basis}[{error.code}]", "red")

    def refused(self, error: BaseException, *forms: Form) -> bool:
        """Say a rule at its input or here; answers False for everything that is not a rule."""
        if not isinstance(error, RuleViolation):
            return False
        if not any(form.show_error(error) for form in forms):
            self.show_error(error)
        return True

    def _say(self, words: str, tone: str) -> None:
        self.setText(words)
        self.setAccessibleName(words)
        set_tone(self, tone)  # type: ignore[arg-type]  # one of the tones above
        self.show()
