"""Asks in place for day, reason and approver before a time limit is made longer, stands still or goes on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.engine_limits import DueLimit
from desktop.ops import Core
from desktop.usecases.follow_up import ExtendLimit, PauseLimit, extend_limit, pause_limit
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.fields.text import TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, card, column, label, rename, row

EXTEND: Final = "extend"
PAUSE: Final = "pause"
RESUME: Final = "resume"


class LimitSheet(QWidget):
    """Hidden until `ask`. Signals: changed (words to say)."""

    changed = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._kind, self._limit, self._case_id, self._since = "", "", "", ""
        self.words = label("", rank="strong", wrap=True)
        self.form = Form(columns=2)
        self.form.add("day", DateField(tr("到哪一天"), lambda: core.clock.now().date(), required=True))
        self.form.add("approver", TextField(tr("批准（同意）人"), required=True))
        self.form.add("reason", TextField(tr("原因"), required=True), span=2)
        self.message = MessageLine()
        self.yes = button(tr("延长"), self._on_yes, drawing="check")
        foot = row(button(tr("取消"), self.hide), None, self.yes)
        self.setLayout(column(card(column(self.words, self.form, self.message, foot, gap=6), tint="amber")))
        self.hide()

    def ask(self, kind: str, limit: DueLimit, case: Loaded) -> None:
        """Begin an extension, a pause or the end of one."""
        self._kind, self._limit, self._case_id = kind, limit.key, case.id
        open_pause = next((p for p in reversed(case.view.state.pauses) if p.limit == limit.key and not p.end), None)
        self._since = open_pause.start if open_pause is not None else ""
        today = self._core.clock.now().date().isoformat()
        act = act_words()[kind]
        days = {EXTEND: tr("延到哪一天"), PAUSE: tr("从哪天起"), RESUME: tr("中止到哪天")}[kind]
        self.words.setText(tr("{}：{}").format(act, limit.title))
        self.form["day"].caption.setText(f"{days} *")
        self.form["day"].editor.setAccessibleName(days)
        kept = {"reason": open_pause.reason, "approver": open_pause.approver} if open_pause is not None else {}
        self.form.fill({"day": "" if kind == EXTEND else today, "reason": "", "approver": "", **kept})
        rename(self.yes, act)
        self.message.quiet()
        self.show()
        self.form["day"].editor.setFocus()

    def _on_yes(self) -> None:
        if not self.form.check():
            return
        value, case_id, limit = self.form.values(), self._case_id, self._limit
        day, reason, approver = value["day"], value["reason"], value["approver"]
        if self._kind == EXTEND:
            longer = ExtendLimit(case_id, limit, day, reason, approver)
            op = ops.act(self._core, lambda uow: extend_limit(longer, uow))
        else:
            start, end = (day, "") if self._kind == PAUSE else (self._since, day)
            still = PauseLimit(case_id, limit, start, end, reason, approver)
            op = ops.act(self._core, lambda uow: pause_limit(still, uow))
        op.on_success(self._on_done).on_error(lambda error: self.message.refused(error, self.form)).run(self)

    def _on_done(self, _answer: None) -> None:
        self.hide()
        self.changed.emit(tr("期限已改，原因和批准人留在“经过”里。"))


def act_words() -> dict[str, str]:
    """What can be done to a limit."""
    return {EXTEND: tr("延长期限"), PAUSE: tr("中止计算"), RESUME: tr("恢复计算")}
