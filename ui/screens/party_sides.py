"""Inputs of all parties of one side: one block at a time, chosen by name; more are added with one key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QWidget

from desktop.ops import Core, Op
from ui.fields.person_block import PersonBlock
from ui.i18n import tr
from ui.screens.id_photo import IdPhoto
from ui.style.blocks import button, card, clear, column, label, row, scrolled, toggle

_MOST_IN_SIGHT = 6


class PartySide(QWidget):
    """Applicants, or respondents. Signals: edited, settled."""

    edited = Signal()
    settled = Signal()

    def __init__(self, title: str, core: Core, today: Callable[[], date]) -> None:
        super().__init__()
        self.title = title
        self.required = True
        self._core = core
        self._today = today
        self.blocks: list[PersonBlock] = []
        self._stack = QStackedWidget()
        self._names = QHBoxLayout()
        self._names.setSpacing(6)
        self._group = QButtonGroup(self)
        self._asked: Op[Any] | None = None
        add = button(tr("再加一位"), self.add_user, drawing="plus", narrow=True)
        add.setAccessibleName(tr("再加一位{}").format(title))
        self.drop = button(tr("去掉这位"), self._drop, drawing="cross", narrow=True)
        self.drop.setAccessibleName(tr("去掉这位{}").format(title))
        self.heading = label(title, rank="heading")
        head = row(self.heading, self._names, None, self.drop, add, gap=8)
        sheet = card(column(head, scrolled(self._stack), gap=8))
        self.setLayout(column(sheet))
        self.add()

    def add(self) -> PersonBlock:
        """One more empty block, shown."""
        block = PersonBlock(f"{self.title}{len(self.blocks) + 1}", self._today)
        block.address.offer(self._core.reference.places())
        block.aside(IdPhoto(self._core, block))
        block.edited.connect(self._on_edited)
        block.settled.connect(self.settled)
        block.looked_for.connect(lambda *typed: self._look(block, *typed))
        self.blocks.append(block)
        self._stack.addWidget(block)
        self._stack.setCurrentWidget(block)
        self._show_names()
        return block

    def add_user(self) -> None:
        """The user wants one more; an empty last one is taken first."""
        empty = next((b for b in self.blocks if b.is_blank()), None)
        block = empty or self.add()
        self._stack.setCurrentWidget(block)
        self._show_names()
        block.name.editor.setFocus()

    def value(self) -> list[dict[str, Any]]:
        """All blocks that name somebody."""
        return [block.value() for block in self.blocks if not block.is_blank()]

    def set_value(self, parties: list[dict[str, Any]]) -> None:
        for block in self.blocks:
            self._stack.removeWidget(block)
            block.deleteLater()
        self.blocks.clear()
        for party in parties or [{}]:
            self.add().set_value(party)
        self._stack.setCurrentIndex(0)
        self._show_names()

    def check(self) -> bool:
        """Every block that names somebody must be right; where the side is `required`, the first must name somebody."""
        for number, block in enumerate(self.blocks):
            if ((number == 0 and self.required) or not block.is_blank()) and not block.check():
                self._stack.setCurrentWidget(block)
                self._show_names()
                return False
        return True

    def take_card(self, number: str) -> bool:
        """A card was read while no input had the focus: the next empty block takes it."""
        block = next((b for b in self.blocks if b.is_blank()), None)
        if block is None:
            return False
        self._stack.setCurrentWidget(block)
        block.take_card(number)
        return True

    def _look(self, block: PersonBlock, name: str, phone: str, number: str) -> None:
        if self._asked is not None:
            self._asked.cancel()
        op = self._core.query(lambda queries, viewer: queries.known_persons(viewer, name, phone, number))
        self._asked = op.on_success(block.offer).run(block)

    def _drop(self) -> None:
        shown = self._stack.currentWidget()
        rest = [block.value() for block in self.blocks if block is not shown]
        self.set_value(rest)
        self.edited.emit()

    def _on_edited(self) -> None:
        self._show_names()
        self.edited.emit()

    def _show_names(self) -> None:
        several = len(self.blocks) > 1
        self.drop.setVisible(several)
        clear(self._names)
        if not several:
            return
        shown = self._stack.currentIndex()
        first = max(0, min(shown - _MOST_IN_SIGHT // 2, len(self.blocks) - _MOST_IN_SIGHT))
        for number in range(first, min(first + _MOST_IN_SIGHT, len(self.blocks))):
            made = toggle(self.blocks[number].shown_name() or str(number + 1), on=number == shown)
            made.setProperty("narrow", True)
            made.setAccessibleName(f"{self.title}{number + 1}")
            made.clicked.connect(lambda _on=False, to=number: self._show(to))
            self._names.addWidget(made)

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._show_names()
