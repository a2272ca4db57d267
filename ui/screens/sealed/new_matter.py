"""The form for one more sealed matter. Keeps no draft: what is not registered is nowhere."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import RuleViolation
from desktop.ops import Core
from desktop.services.seams import BEIJING
from desktop.usecases.sealed_matters import RegisterSealed, SealedRegistered
from ui.fields.choice import PickField, TickField
from ui.fields.dates import DateField, read_time
from ui.fields.form import Form
from ui.fields.text import LongTextField, TextField
from ui.i18n import tr
from ui.screens.sealed import ops
from ui.screens.sealed.words import FORMS
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, card, column, label, row


class NewMatter(QWidget):
    """Signals: registered (id, number)."""

    registered = Signal(str, str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self.form = Form(columns=2)
        self.form.add(
            "accused", TextField(tr("被检举控告的人"), required=True, hint=tr("不知道姓名的，写能认出的称呼"))
        )
        self.form.add("accused_unit", TextField(tr("所在单位")))
        self.form.add("accuser", TextField(tr("检举控告人")))
        self.form.add("accuser_contact", TextField(tr("联系方式")))
        self.form["accuser_contact"].masked = True
        self.anonymous = TickField(tr("匿名，本人不愿留名"))
        self.form.add("anonymous", self.anonymous)
        self.form.add("form", PickField(tr("提出方式"), [(key, tr(words)) for key, words in FORMS], start="oral"))
        self.form.add("on", DateField(tr("收到日期"), self._today, required=True))
        self.form.add("time", TextField(tr("时间"), placeholder="9:30"))
        self.form.add("content", LongTextField(tr("内容"), lines=6, required=True), span=2)
        self.message = MessageLine()
        self.save = button(tr("登记"), self.register, primary=True, drawing="check")
        told = tr("只有信访专干和站长看得到；不进普通登记、查找、统计和数据包（信访工作条例第三十条、第四十六条）。")
        lines = column(
            label(tr("登记检举控告"), rank="heading"),
            label(told, tone="soft", wrap=True),
            self.form,
            self.message,
            row(self.save, None),
            gap=8,
        )
        self.setLayout(column(card(lines), None))

    def clear(self) -> None:
        """An empty form for today."""
        now = self._core.clock.now()
        empty = dict.fromkeys(("accused", "accused_unit", "accuser", "accuser_contact", "content"), "")
        self.form.fill({**empty, "anonymous": False, "form": "oral"})
        self.form.fill({"on": now.date().isoformat(), "time": f"{now:%H:%M}"})
        self.message.quiet()
        self.form["accused"].editor.setFocus()

    def register(self) -> None:
        """Register what was written."""
        self.message.quiet()
        if not self.form.check():
            return
        values = self.form.values()
        try:
            at = self._at(values["on"], values["time"])
        except RuleViolation as error:
            self.form["time"].show_error(error)
            return
        cmd = RegisterSealed(
            received_at=at,
            accused=values["accused"],
            content=values["content"],
            form=values["form"] or "oral",
            accused_unit=values["accused_unit"],
            accuser=values["accuser"],
            accuser_contact=values["accuser_contact"],
            anonymous=values["anonymous"],
        )
        op = ops.register(self._core, cmd).on_success(self._on_registered)
        op.on_error(lambda error: self.message.refused(error, self.form)).run(self)

    def _at(self, day: str, time: str) -> str:
        clock = read_time(time) if time else "00:00"
        hour, minute = (int(part) for part in clock.split(":"))
        moment = self._core.clock.now().astimezone(BEIJING).replace(second=0, microsecond=0)
        whole = date.fromisoformat(day)
        return moment.replace(whole.year, whole.month, whole.day, hour, minute).isoformat(timespec="seconds")

    def _today(self) -> date:
        return self._core.clock.now().date()

    def _on_registered(self, done: SealedRegistered) -> None:
        self.clear()
        self.registered.emit(done.matter_id, done.number)
