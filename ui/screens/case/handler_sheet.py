"""Gives one case to another handler (承办人) of this station, in place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.masking import handles
from desktop.ops import Core
from desktop.usecases.manage_users import assign_handler
from desktop.usecases.permission import may_do
from ui.fields.choice import ChoiceField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.style.blocks import button, card, column, label, row


class HandlerSheet(QWidget):
    """Hidden until `open`. Signals: done (words), refused (an error)."""

    done = Signal(str)
    refused = Signal(object)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._case_id = ""
        self.words = label("", rank="strong", wrap=True)
        self.handler = ChoiceField(tr("承办人"), required=True)
        give = button(tr("交给这位"), self._on_give, primary=True)
        line = row(self.handler.caption, self.handler, button(tr("取消"), self.hide), give)
        line.setStretch(1, 1)
        self.setLayout(column(card(column(self.words, line, gap=6), tint="amber")))
        self.hide()

    def offers(self, case: Loaded) -> bool:
        """Whether this viewer may give the case away, and to whom there is."""
        viewer = self._core.viewer
        mine = handles(viewer.id, case.view.state) or may_do(viewer, "case.close")
        return case.writable and mine and may_do(viewer, "case.write") and bool(_others(case))

    def open(self, case: Loaded) -> None:
        """Ask to whom."""
        self._case_id = case.id
        now = case.users.get(_handler(case), case.view.state.reg.registrar)
        self.words.setText(tr("现在由{}承办。换了以后，号码和住址由接手的人看全。").format(now))
        self.handler.set_options(_others(case))
        self.handler.set_value("")
        self.handler.say("")
        self.show()
        self.handler.editor.setFocus()

    def _on_give(self) -> None:
        if not self.handler.check():
            return
        case_id, to, name = self._case_id, self.handler.value(), self.handler.words()
        self.hide()
        op = ops.act(self._core, lambda uow: assign_handler(case_id, to, uow))
        op.on_success(lambda _done: self.done.emit(tr("已交给{}承办。").format(name))).on_error(self._on_error).run(
            self
        )

    def _on_error(self, error: BaseException) -> bool:
        self.refused.emit(error)
        return True


def _handler(case: Loaded) -> str:
    """Who is named, else who registered the case."""
    return str(case.view.state.reg.facts.get("handler") or case.view.state.opened_by)


def _others(case: Loaded) -> list[tuple[str, str]]:
    return [(user, name) for user, name in case.handlers.items() if user != _handler(case)]
