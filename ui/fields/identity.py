"""Input for 公民身份号码: checked while typing, tells sex and birth date; must not demand a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal

from desktop.domain.errors import RuleViolation
from desktop.domain.identity import IdNumber, Sex, check_id, tidy_number
from ui.fields.text import LineField
from ui.i18n import tr

_WHOLE: Final = (15, 18)  # lengths at which the number is whole and may be judged


class IdNumberField(LineField):
    """An identity number; kept tidied. Signals: recognised (IdNumber) when a right one stands here."""

    recognised = Signal(object)

    def __init__(self, title: str, today: Callable[[], date], *, required: bool = False) -> None:
        super().__init__(title, required=required, placeholder=tr("18位，可以刷身份证"))
        self.latin_only()
        self._today = today
        self.line.textEdited.connect(lambda _text: self._on_typed())

    def value(self) -> str:
        return tidy_number(self.typed())

    def set_value(self, value: object) -> None:
        super().set_value(value)
        self._tell(quiet_while_short=True)

    def number(self) -> IdNumber | None:
        """The checked number; None while there is none."""
        try:
            return check_id(self.value(), today=self._today(), known_regions=None) if not self.is_empty() else None
        except RuleViolation:
            return None

    def problem(self) -> RuleViolation | None:
        found = super().problem()
        if found is not None or self.is_empty():
            return found
        try:
            check_id(self.value(), today=self._today(), known_regions=None)
        except RuleViolation as error:
            return error
        return None

    def accept_note(self) -> None:
        number = self.number()
        if number is None:
            super().accept_note()
            return
        sex = tr("男") if number.sex is Sex.MALE else tr("女")
        birth = number.birth
        told = tr("✓ 号码正确　{}　{}年{}月{}日").format(sex, birth.year, birth.month, birth.day)
        self.say("　".join((told, *number.warnings)), "amber" if number.warnings else "green")

    def _on_typed(self) -> None:
        self._tell(quiet_while_short=True)
        number = self.number()
        if number is not None:
            self.recognised.emit(number)

    def _tell(self, *, quiet_while_short: bool) -> None:
        if quiet_while_short and len(self.value()) not in _WHOLE:
            self.say("")
        else:
            self.check()
