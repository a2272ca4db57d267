"""What the case is about, open for correction until it is closed; each correction keeps old and new value."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop.domain.case_events import Request
from desktop.ops import Core
from desktop.usecases.correct_case import ChangeCase, change_case
from ui.fields.choice import ChoiceField
from ui.fields.form import Form
from ui.fields.number import NumberField
from ui.fields.text import LongTextField, TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.screens.case.tab import CaseTab
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, column, label, row
from ui.style.words import long_day

_LISTS: Final = {
    True: ("dispute_types", "mediation_sources"),
    False: ("petition_content", "petition_sources"),
}


class FactsTab(CaseTab):
    """诉求与事实."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.known = label("", tone="soft", wrap=True)
        self.form = Form(columns=2)
        self.category = ChoiceField(tr("类型"), required=True)
        self.form.add("category", self.category)
        self.source = ChoiceField(tr("来源"), required=True)
        self.form.add("source", self.source)
        self.form.add("place", TextField(tr("发生地点")))
        self.form.add("heads", NumberField(tr("涉及人数"), least=1, most=100_000))
        self.form.add("summary", LongTextField(tr("情况"), lines=4, required=True, grow=True), span=2, weight=2)
        asked = tr("一条写一行")
        self.form.add("requests", LongTextField(tr("诉求"), lines=2, placeholder=asked, grow=True), span=2, weight=1)
        self.message = MessageLine()
        self.save = button(tr("保存更正"), self._save, drawing="check")
        self.undo = button(tr("恢复原样"), self._refill, drawing="undo")
        foot = QWidget()
        foot.setLayout(row(self.undo, None, self.save))
        layout = column(self.known, self.form, self.message, foot, margins=(12, 12, 12, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._dirty = False
        self.form.edited.connect(self._on_edited)

    def show_case(self, case: Loaded) -> None:
        super().show_case(case)
        reg = case.view.state.reg
        self.known.setText(
            tr("{}　{}登记，登记人{}　办理规程：{}").format(
                reg.number, long_day(reg.received_at), reg.registrar, case.procedure.title
            )
        )
        dispute = reg.kind == "dispute"
        choices = self.core.reference.choices
        kept = ((reg.category, case.view.category_label), (reg.source, case.view.source_label))  # offered no more
        for field, name, own in zip((self.category, self.source), _LISTS[dispute], kept, strict=True):
            options = choices(name)
            field.set_options(options if own in options or not own[0] else (*options, own))
        self.form.setEnabled(case.writable)
        self._show_remarks(case)
        if not self._dirty:
            self._refill()

    def _show_remarks(self, case: Loaded) -> None:
        """What the county says of a field stands at the field, until somebody here has acted on the case."""
        said = {n.field.partition(".")[0]: n.text for n in case.county.notices if n.field}
        for key, field in self.form.fields.items():
            field.set_hint(tr("▲ 县里：{}").format(said[key]) if key in said else "", "amber")

    def _refill(self) -> None:
        if self.case is None:
            return
        reg = self.case.view.state.reg
        self.form.fill(
            {
                "category": reg.category,
                "source": reg.source,
                "place": reg.place,
                "heads": reg.heads or None,
                "summary": reg.summary,
                "requests": "\n".join(request.text for request in reg.requests),
            }
        )
        self._mark(dirty=False)

    def _on_edited(self) -> None:
        self._mark(dirty=True)

    def _mark(self, *, dirty: bool) -> None:
        self._dirty = dirty
        self.save.setEnabled(dirty)
        self.undo.setEnabled(dirty)

    def _save(self) -> None:
        if not self.form.check() or self.case is None:
            return
        case_id, value, old = self.case.id, self.form.values(), self.case.view.state.reg.requests
        texts = [line.strip() for line in value.pop("requests").splitlines() if line.strip()]
        value["heads"] = value["heads"] or len(self.case.view.parties)

        def work(uow: Any) -> bool:
            known = {request.text: request.id for request in old}
            value["requests"] = tuple(Request(known.get(text) or uow.new_id(), text) for text in texts)
            return change_case(ChangeCase(case_id, value), uow)

        op = ops.act(self.core, work).on_success(self._on_saved)
        op.on_error(lambda error: self.message.refused(error, self.form)).run(self)

    def _on_saved(self, changed: bool) -> None:
        self._mark(dirty=False)
        self.message.done(tr("更正已保存，原来的内容留在“经过”里。") if changed else tr("没有改动。"))
