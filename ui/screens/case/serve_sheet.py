"""送达: puts down in place who received a paper, how and on which day; from that day the receiver's limits run."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.case import DocumentState
from desktop.ops import Core
from desktop.usecases.make_paper import ServePaper, serve_paper
from ui.fields.choice import ChoiceField, TickField
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.fields.text import TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, card, column, label, row


class ServeSheet(QWidget):
    """Hidden until `ask`. Signals: served (words to say)."""

    served = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._case_id, self._document = "", ""
        self.words = label("", rank="strong", wrap=True)
        self.addressee = ChoiceField(tr("送给谁"), required=True)
        self.form = Form(columns=2)
        self.form.add("addressee", self.addressee)
        self.form.add("on", DateField(tr("收到日期"), lambda: core.clock.now().date(), required=True))
        self.form.add("way", ChoiceField(tr("送达方式"), core.reference.choices("service_ways"), required=True))
        self.form.add("receiver", TextField(tr("签收人"), placeholder=tr("本人签收可以不填")))
        refused = TickField(tr("拒绝签收"), hint=tr("拒收要有见证人或者拍照（民事诉讼法第八十九条，参照）"))
        self.form.add("refused", refused)
        self.form.add("witnesses", TextField(tr("见证人"), placeholder=tr("几个人用顿号隔开")))
        self.message = MessageLine()
        yes = button(tr("记下送达"), self._on_yes, drawing="check")
        foot = row(button(tr("取消"), self.hide), None, yes)
        self.setLayout(column(card(column(self.words, self.form, self.message, foot, gap=6), tint="amber")))
        self.hide()

    def ask(self, case: Loaded, paper: DocumentState) -> None:
        """Begin for one paper; who has not received it yet comes first."""
        self._case_id, self._document = case.id, paper.id
        info = case.types.get(paper.type)
        title = info.title if info is not None else paper.type
        self.words.setText(tr("登记送达：《{}》{}").format(title, paper.number))
        there = {one.addressee for one in paper.served}
        parties = sorted(case.names(), key=lambda entry: entry[0] in there)
        self.addressee.set_options(parties)
        today = self._core.clock.now().date().isoformat()
        first = parties[0][0] if parties else ""
        self.form.fill({"addressee": first, "on": today, "way": "", "receiver": "", "refused": False, "witnesses": ""})
        self.message.quiet()
        self.show()
        self.form["way"].editor.setFocus()

    def _on_yes(self) -> None:
        if not self.form.check():
            return
        value = self.form.values()
        witnesses = tuple(name for name in value.pop("witnesses").replace("，", "、").split("、") if name)
        command = ServePaper(case_id=self._case_id, document=self._document, witnesses=witnesses, **value)
        op = ops.act(self._core, lambda uow: serve_paper(command, uow))
        op.on_success(self._on_served).on_error(lambda error: self.message.refused(error, self.form)).run(self)

    def _on_served(self, _answer: None) -> None:
        self.hide()
        self.served.emit(tr("送达已记下，期限从收到那天起算。"))
