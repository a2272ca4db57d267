"""The emergency wipe in two steps: what it does, then four digits. Must not destroy anything itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.ops import Core
from ui.desk import Desk
from ui.fields.form import Form
from ui.fields.text import TextField
from ui.i18n import said, told, tr
from ui.shell.gate import door
from ui.style.blocks import button, label, row, set_tone


class Wiping(QWidget):
    """Signals: given_up, wiped."""

    given_up = Signal()
    wiped = Signal()

    def __init__(self, desk: Desk, core: Core) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._core = core
        told = label(
            tr(
                "只在电脑要被抢走、偷走或强行搜查时使用。会立即销毁本机的全部记录、密钥和本机上的备份，不能恢复，不用联网。"
                "县里已经收到的内容，可以由县里重新发给本站；县里还没收到的，只有别处的备份盘里有。"
            ),
            wrap=True,
        )
        self.digits = label("", rank="figure")
        self.form = Form()
        self.code = TextField(tr("照着写上面的四位数字"))
        self.code.latin_only()
        self.form.add("code", self.code)
        self.told = label("", wrap=True)
        self.told.hide()
        self.begin = button(tr("第一步：准备清除"), self._on_begin)
        self.go = button(tr("第二步：立即清除"), self._on_go, primary=True, drawing="trash")
        self.stay = button(tr("不清除，返回"), self.given_up.emit)
        self._second = QWidget()
        self._second.setLayout(row(self.digits, self.form, self.go))
        self._second.hide()
        buttons = QWidget()
        buttons.setLayout(row(self.stay, None, self.begin))
        layout, sheet = door(told, self._second, self.told, buttons, title=tr("紧急清除本机数据"), drawing="warn")
        sheet.setFixedWidth(round(sheet.width() * 1.25))
        self.setLayout(layout)

    def _on_begin(self) -> None:
        self._core.write_quietly(self._desk.prepare_wipe).on_success(self._on_prepared).run(self)

    def _on_prepared(self, digits: str) -> None:
        self.digits.setText(digits)
        self.begin.hide()
        self._second.show()
        self.code.editor.setFocus()

    def _on_go(self) -> None:
        code = self.code.value()
        self.setEnabled(False)
        op = self._core.write_quietly(lambda: self._desk.wipe(code))
        op.on_success(lambda _count: self.wiped.emit()).on_error(self._on_refused)
        op.on_done(lambda: self.setEnabled(True)).run(self)

    def _on_refused(self, error: BaseException) -> bool:
        """Wrong digits: from the first step again."""
        if not isinstance(error, AppError):
            return False
        self._second.hide()
        self.begin.show()
        self.code.line.clear()
        words = said(error) if isinstance(error, RuleViolation) else told(error)
        self.told.setText(f"✗ {words}")
        set_tone(self.told, "red")
        self.told.show()
        return True
