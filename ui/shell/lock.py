"""Covers the window: the lock that asks for PIN or passphrase, and the neutral picture. Keeps no passphrase."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import AppError
from desktop.ops import Ops
from ui.desk import Desk
from ui.fields.form import Form
from ui.fields.text import SecretField
from ui.i18n import tr
from ui.shell.gate import door
from ui.shell.pin import Pin
from ui.style.blocks import button, label, set_tone

IDLE_MINUTES: Final = 10


class Lock(QWidget):
    """Asks who wants to go on. A PIN opens it too, until it was wrong five times. Signals: opened."""

    opened = Signal()

    def __init__(self, desk: Desk, ops: Ops, login: str, pin: Pin) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._ops = ops
        self._login = login
        self._pin = pin
        self.form = Form()
        self.secret = SecretField(tr("口令或PIN") if pin.usable else tr("口令"))
        self.secret.line.setProperty("enterActs", True)
        self.secret.line.returnPressed.connect(self.try_open)
        self.form.add("secret", self.secret)
        self.told = label("", wrap=True)
        self.told.hide()
        go = button(tr("继续工作"), self.try_open, primary=True, drawing="lock")
        layout, _ = door(
            label(tr("{}，屏幕已锁定，正在写的内容都保存着。").format(login), tone="soft", wrap=True),
            self.form, self.told, go, title=tr("已锁定"), drawing="lock",
        )  # fmt: skip
        self.setLayout(layout)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.secret.line.setFocus()

    def try_open(self) -> None:
        """Try the PIN or passphrase that was typed."""
        typed = self.secret.value()
        if not typed:
            return
        if self._pin.fits(typed):
            self._on_right()
            return
        op = self._ops.write(lambda: self._desk.confirm_user(self._login, typed))
        op.on_success(lambda _answer: self._on_right()).on_error(self._on_wrong).run(self)

    def _on_right(self) -> None:
        self.secret.line.clear()
        self.told.hide()
        self.opened.emit()

    def _on_wrong(self, error: BaseException) -> bool:
        self.secret.line.clear()
        self.secret.line.setFocus()
        if isinstance(error, AppError):
            self.told.setText(f"✗ {error.told()}")
            set_tone(self.told, "red")
            self.told.show()
            return True
        return False


class Idle(QObject):
    """Says when nobody touched the window for a while; watches the native window (few events). Signals: idle."""

    idle = Signal()

    def __init__(self, window: QWidget, minutes: int = IDLE_MINUTES) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)

    def watch(self, window: QWidget) -> None:
        """Call once the window is shown."""
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        self._timer.setInterval(max(1, minutes) * 60_000)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (
            QEvent.Type.KeyPress,
            QEvent.Type.MouseMove,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.Wheel,
        ):
            self._timer.start()
        return False
