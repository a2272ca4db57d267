"""The lock over an open station: asks for PIN or passphrase. Keeps neither; counting and rules are the domain's."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.idle_lock import IdleLock
from desktop.ops import Core
from desktop.usecases.lock_station import Resumed
from ui.fields.form import Form
from ui.fields.text import SecretField
from ui.i18n import tr
from ui.shell.gate import door
from ui.style.blocks import button, label, set_tone


class Lock(QWidget):
    """Asks who wants to go on. Signals: opened."""

    opened = Signal()

    def __init__(self, core: Core, state: IdleLock) -> None:
        super().__init__()
        self.setObjectName("page")
        self._core = core
        self._state = state
        self.form = Form()
        self.secret = SecretField(tr("口令或PIN"))
        self.secret.line.setProperty("enterActs", True)
        self.secret.line.returnPressed.connect(self.try_open)
        self.form.add("secret", self.secret)
        self.told = label("", wrap=True)
        self.told.hide()
        go = button(tr("继续工作"), self.try_open, primary=True, drawing="lock")
        who = label(tr("{}，屏幕已锁定，正在写的内容都保存着。").format(core.viewer.name), tone="soft", wrap=True)
        layout, _ = door(who, self.form, self.told, go, title=tr("已锁定"), drawing="lock")
        self.setLayout(layout)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.secret.line.setFocus()

    def try_open(self) -> None:
        """Try the PIN or passphrase that was typed."""
        typed = self.secret.value()
        if typed:
            state = self._state
            self._core.write_quietly(lambda: self._core.keeper.resume(state, typed)).on_success(self._on_answer).run(
                self
            )

    def _on_answer(self, answer: Resumed) -> None:
        self.secret.line.clear()
        self.secret.line.setFocus()
        if answer.opened:
            self.told.hide()
            self.opened.emit()
            return
        self.told.setText(f"✗ {answer.told}")
        set_tone(self.told, "red")
        self.told.show()
