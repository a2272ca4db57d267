"""The user's own passphrase and a new recovery sheet. Must not keep a passphrase or the words of a sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.ops import Core
from desktop.usecases.permission import may_do
from ui.fields.form import Form
from ui.fields.text import SecretField
from ui.i18n import tr
from ui.screens.users import ops
from ui.shell.sheet_words import SheetWords
from ui.style.blocks import button, card, column, label, row


class OwnKeys(QWidget):
    """Signals: done (words)."""

    done = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        sheet = self._sheet()
        if not may_do(core.viewer, "backup"):
            sheet.hide()
        self.setLayout(column(self._passphrase(), sheet, None, gap=12))

    def _passphrase(self) -> QWidget:
        self.form = Form()
        self.old, self.new = SecretField(tr("现在的口令")), SecretField(tr("新口令"), hint=tr("至少6个字"))
        self.again = SecretField(tr("再写一遍新口令"))
        for key, field in (("old", self.old), ("passphrase", self.new), ("again", self.again)):
            self.form.add(key, field)
        self.change = button(tr("换口令"), self._on_change, narrow=True)
        return card(column(label(tr("我的口令"), rank="heading"), self.form, row(self.change, None), gap=8))

    def _sheet(self) -> QWidget:
        told = label(
            tr("恢复单丢了或被人看过，就做一张新的：旧的从此打不开本机（以前的备份仍认旧的）。要先写现在的口令。"),
            tone="soft",
            wrap=True,
        )
        self.sheet_form = Form()
        self.confirm = SecretField(tr("我的口令"))
        self.sheet_form.add("passphrase", self.confirm)
        self.make = button(tr("做一张新恢复单"), self._on_sheet, narrow=True)
        self.words = SheetWords(self._core.title)
        self.words.hide()
        return card(
            column(label(tr("恢复单"), rank="heading"), told, self.sheet_form, row(self.make, None), self.words, gap=8)
        )

    def _on_change(self) -> None:
        if self.again.value() != self.new.value():
            self.again.show_error(RuleViolation("R-907", tr("两遍口令不一样。"), way_out=tr("请再写一遍。")))
            return
        op = ops.change_passphrase(self._core, self.old.value(), self.new.value())
        op.on_success(lambda _done: self._on_changed()).on_error(lambda error: self._wrong(error, self.old)).run(self)

    def _on_changed(self) -> None:
        for field in (self.old, self.new, self.again):
            field.line.clear()
            field.say("")
        self.done.emit(tr("口令已换好。"))

    def _on_sheet(self) -> None:
        op = ops.new_sheet(self._core, self.confirm.value())
        op.on_success(self._on_made).on_error(lambda error: self._wrong(error, self.confirm)).run(self)

    def _on_made(self, words: tuple[str, ...]) -> None:
        self.confirm.line.clear()
        self.confirm.say("")
        self.words.show_words(words)
        self.done.emit(tr("新恢复单在下面，请马上抄好或打印；离开这一页就不再显示。"))

    def _wrong(self, error: BaseException, field: SecretField) -> bool:
        """A passphrase that does not fit is said at its input."""
        if isinstance(error, RuleViolation) and self.form.show_error(error):
            return True
        if isinstance(error, AppError):
            field.show_error(RuleViolation(error.code, error.message, way_out=error.way_out))
            return True
        return False

    def hideEvent(self, event: object) -> None:
        self.words.forget()
        super().hideEvent(event)  # type: ignore[arg-type]
