"""Input for sums: whole 分 inside, written out in 大写 underneath while typing."""

from __future__ import annotations

from desktop.domain import money
from desktop.domain.errors import RuleViolation
from ui.fields.text import LineField
from ui.i18n import tr


class MoneyField(LineField):
    """A sum of money; kept in 分, None when empty or unreadable."""

    def __init__(
        self, title: str, *, required: bool = False, hint: str = "", least: int | None = None, most: int | None = None
    ) -> None:
        self._least, self._most = least, most
        super().__init__(title, required=required, hint=hint, placeholder=tr("如 3500 或 3千5百"))
        self.line.textEdited.connect(lambda _text: self._echo())
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> int | None:
        text = self.line.text().strip()
        try:
            return money.parse(text) if text else None
        except RuleViolation:
            return None

    def set_value(self, value: object) -> None:
        self.line.setText(money.digits(value) if isinstance(value, int) else str(value or ""))
        self._echo()

    def problem(self) -> RuleViolation | None:
        found = super().problem()
        if found is not None or self.is_empty():
            return found
        try:
            fen = money.parse(self.line.text())
        except RuleViolation as error:
            return error
        if self._least is not None and fen < self._least:
            return RuleViolation("R-909", tr("不能少于{}。").format(money.written(self._least)), way_out=tr("请核对。"))
        if self._most is not None and fen > self._most:
            return RuleViolation("R-909", tr("不能多于{}。").format(money.written(self._most)), way_out=tr("请核对。"))
        return None

    def accept_note(self) -> None:
        fen = self.value()
        if fen is None:
            super().accept_note()
        else:
            self.say(tr("人民币{}").format(money.capital(fen)), "green")

    def _echo(self) -> None:
        if self.value() is not None:
            self.accept_note()
        elif self.is_empty():
            self.say(self._hint)

    def _tidy(self) -> None:
        fen = self.value()
        if fen is not None:
            self.line.setText(money.digits(fen))
