"""Cases that belong together (并案、重复件、移送、回流): linked by number, and every link can be taken back."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.case_events import CaseLinked
from desktop.ops import Core
from desktop.usecases.correct_case import link_cases
from ui.fields.choice import PickField
from ui.fields.text import TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, label, link, row

RELATIONS: Final = (("merged", "并案"), ("repeat", "重复件"), ("transferred", "移送"), ("return", "回流"))


class Links(QWidget):
    """A card with what is linked and one line to link another."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__()
        self._core = core
        self._ways = ways
        self._case: Loaded | None = None
        self._list = column(gap=4)
        self.number = TextField(tr("编号"), placeholder=tr("另一件的编号"))
        self.relation = PickField(tr("关系"), [(key, tr(words)) for key, words in RELATIONS], start="merged")
        self.add = button(tr("关联"), self._on_add, narrow=True)
        self.message = MessageLine()
        line = row(self.number.caption, self.number)
        line.setStretch(1, 1)
        how = row(self.relation.caption, self.relation, None, self.add)
        heading = label(tr("关联的事项"), rank="heading")
        self.setLayout(column(card(column(heading, self._list, line, how, self.message, gap=6))))

    def show_case(self, case: Loaded) -> None:
        self._case = case
        clear(self._list)
        for one in case.view.state.links:
            self._list.addLayout(self._shown(case, one))
        self.add.setEnabled(not case.view.state.in_transit)

    def _shown(self, case: Loaded, one: CaseLinked) -> QHBoxLayout:
        words = dict(RELATIONS).get(one.relation, one.relation)
        other = next((r for r in case.linked if r.id == one.other), None)
        title = tr("{}：{}　{}").format(tr(words), other.number, other.title) if other else tr(words)
        go = link(title, partial(self._ways.to_case, one.other, ""))
        back = button(tr("撤回关联"), partial(self._on_unlink, one), narrow=True)
        back.setAccessibleName(tr("撤回关联 {}").format(other.number if other else one.other[:8]))
        return row(go, None, back)

    def _on_add(self) -> None:
        typed, relation = self.number.value(), str(self.relation.value())
        if not typed:
            self.number.editor.setFocus()
            return
        self._core.query(lambda queries, viewer: queries.case_by_number(viewer, typed)).on_success(
            lambda other: self._link(other, relation)
        ).run(self)

    def _link(self, other: str, relation: str) -> None:
        case = self._case
        if case is None:
            return
        if not other or other == case.id:
            self.message.warn((tr("没有这个编号的另一件事，请核对编号。"),))
            return
        op = ops.act(self._core, lambda uow: link_cases(case.id, other, relation, uow))
        op.on_success(lambda _done: self._on_linked()).on_error(self.message.refused).run(self)

    def _on_linked(self) -> None:
        self.number.set_value("")
        self.message.quiet()

    def _on_unlink(self, one: CaseLinked) -> None:
        case = self._case
        if case is not None:
            op = ops.act(self._core, lambda uow: link_cases(case.id, one.other, one.relation, uow, undo=True))
            op.on_error(self.message.refused).run(self)
