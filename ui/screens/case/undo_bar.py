"""撤销 right after an act: what was just done, in one line, with the button that takes it back. Knows no act."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ops import Core
from desktop.usecases.correct_case import undo_last
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.style.blocks import button, card, column, row
from ui.style.one_line import OneLine


class UndoBar(QWidget):
    """Hidden until an act was added to the case in front. Signals: undone, refused (an error)."""

    undone = Signal()
    refused = Signal(object)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._case_id = self._newest = self._offered = ""
        self.words = OneLine()
        self.undo = button(tr("撤销"), self._on_undo, drawing="undo", narrow=True)
        line = row(self.words, self.undo, button(tr("知道了"), self.hide, narrow=True), gap=8)
        line.setStretch(0, 1)
        sheet = card(line)
        line.setContentsMargins(10, 2, 4, 2)
        self.setLayout(column(sheet))
        self.hide()

    def show_case(self, case: Loaded) -> None:
        """Offer the newest act when it is new since the case was last shown, and can be taken back."""
        newest = case.history[0] if case.history else None
        fresh = newest is not None and self._case_id == case.id and newest.hash != self._newest
        if newest is not None and fresh and newest.undoable and newest.actor == self._core.viewer.id:
            self._offered = newest.hash
            self.words.say(tr("刚才：{}").format(newest.text))
            self.show()
        elif fresh or self._case_id != case.id:
            self.hide()
        self._case_id, self._newest = case.id, newest.hash if newest is not None else ""

    def _on_undo(self) -> None:
        case_id, event = self._case_id, self._offered
        self.hide()
        op = ops.act(self._core, lambda uow: undo_last(case_id, event, uow))
        op.on_success(lambda _done: self.undone.emit()).on_error(self._on_error).run(self)

    def _on_error(self, error: BaseException) -> bool:
        self.refused.emit(error)
        return True
