"""Input for whole numbers: heads, metres, days."""

from __future__ import annotations

from desktop.domain.errors import RuleViolation
from ui.fields.text import LineField
from ui.i18n import tr


class NumberField(LineField):
    """A whole number; kept as int, None when empty or unreadable."""

    def __init__(
        self, title: str, *, required: bool = False, hint: str = "", least: int | None = None, most: int | None = None
    ) -> None:
        super().__init__(title, required=required, hint=hint)
        self.latin_only()
        self._least = least
        self._most = most

    def value(self) -> int | None:
        text = self.typed()
        return int(text) if text.isascii() and text.isdigit() else None

    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))

    def problem(self) -> RuleViolation | None:
        found = super().problem()
        if found is not None or self.is_empty():
            return found
        number = self.value()
        if number is None:
            return RuleViolation("R-908", tr("这里只能填数字。"), way_out=tr("请只写阿拉伯数字。"))
        if (self._least is not None and number < self._least) or (self._most is not None and number > self._most):
            return RuleViolation("R-908", tr("这个数字不在允许的范围里。"), way_out=tr("请核对。"))
        return None
