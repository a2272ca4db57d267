"""Says why numbers and addresses of a case are shown in part, and opens the way to see them: a written reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ops import Core
from desktop.usecases.permission import may_do
from ui.i18n import tr
from ui.screens.case.loaded import Loaded
from ui.style.blocks import button, card, column, hide_unless, label, row


class MaskedBand(QWidget):
    """One line over the tabs; not there while everything is shown. Signal: wanted (the whole case)."""

    wanted = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self.words = label("", wrap=True)
        self.look = button(tr("写明事由查看"), self.wanted.emit, narrow=True)
        hide_unless(may_do(core.viewer, "case.unmask"), self.look)
        line = row(self.words, self.look)
        line.setStretch(0, 1)
        sheet = card(line, tint="blue")
        line.setContentsMargins(10, 2, 4, 2)
        self.setLayout(column(sheet))
        self.hide()

    def show_case(self, case: Loaded) -> None:
        """Show whether something of this case is masked, and why."""
        closed = case.view.state.closed is not None
        why = tr("这件事已经结案") if closed else tr("这件事不是你经办的")
        self.words.setText(tr("{}，证件号码、电话、住址和账号只显示一部分。").format(why))
        self.setVisible(case.view.masked)
