"""回访和履行: whom to reach, what to say on the telephone, and the list for a walk, on one sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.domain.money import digits
from desktop.domain.rounds import Call, for_walking, in_words
from desktop.ops import Core
from desktop.usecases.plan_round import note_round
from desktop.usecases.protocols import UnitOfWork
from ui.i18n import tr
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, scrolled
from ui.style.look import look
from ui.style.tables import STATE_ROLE, Index, Table
from ui.style.words import left_state, short_day

_ROOT: Final = QModelIndex()
_KINDS: Final = {"remind": "提醒履行", "overdue": "询问履行", "ask": "向对方核实", "visit": "回访"}


class CallModel(QAbstractTableModel):
    """Columns: day, who, telephone, what for, state."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: tuple[Call, ...] = ()
        self._heads = (tr("日期"), tr("找谁"), tr("电话"), tr("什么事"), tr("期限"))

    def fill(self, calls: tuple[Call, ...]) -> None:
        self.beginResetModel()
        self.calls = calls
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.calls)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        call = self.calls[index.row()]
        state = left_state(call.days_left)
        if role == STATE_ROLE:
            return state
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            about = f"{tr(_KINDS[call.kind])}：{call.what}"
            return (short_day(call.due), call.name, call.phone, about, state.text)[index.column()]
        return None


class Rounds(QWidget):
    """List left, words for the chosen one right."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__()
        self._core = core
        self._ways = ways
        self.model = CallModel()
        self.table = Table(self.model, tr("回访和履行"))
        self.table.setProperty("inCard", True)
        self.table.columns(84, 88, 124, 0, 128, spare=2)
        self.table.pills(4)
        self.table.opened.connect(lambda _row: self._open("agreement"))
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._show_words())
        self.who = label("", rank="heading", wrap=True)
        self.words = label("", wrap=True)
        self.ask = label("", tone="soft", wrap=True)
        inside = QWidget()
        inside.setLayout(column(self.who, self.words, self.ask, None, gap=10, margins=(0, 0, 8, 0)))
        self.perform = button(tr("登记履行"), partial(self._open, "agreement"), narrow=True)
        self.visit = button(tr("记回访"), partial(self._open, "visits"), narrow=True)
        side = column(scrolled(inside), row(None, self.perform, self.visit), gap=8)
        side.setStretch(0, 1)
        split = QSplitter()
        split.addWidget(card(column(self.table)))
        split.addWidget(card(side))
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        split.widget(1).setMinimumWidth(look().scaled(260))
        self.message = MessageLine()
        self.count = label("", tone="soft")
        self.print = button(tr("打印走访单"), self._on_print, drawing="print")
        layout = column(split, self.message, row(self.count, None, self.print), gap=8)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def show_calls(self, calls: tuple[Call, ...]) -> None:
        """Show what the reader answered."""
        self.model.fill(calls)
        nobody = tr("这段时间没有要提醒、询问和回访的人。")
        self.count.setText(tr("共{}人次；走访单按住址排好顺序。").format(len(calls)) if calls else nobody)
        for made in (self.print, self.perform, self.visit):
            made.setEnabled(bool(calls))
        if calls:
            self.table.selectRow(0)
        self._show_words()

    def _chosen(self) -> Call | None:
        number = self.table.chosen()
        return self.model.calls[number] if 0 <= number < len(self.model.calls) else None

    def _show_words(self) -> None:
        call = self._chosen()
        if call is None:
            self.who.setText("")
            self.words.setText(tr("点左边的一行，这里是电话里可以说的话。"))
            self.ask.setText("")
            return
        script = self._core.reference.phone_scripts()[call.script]
        told = {"caller": self._core.viewer.name, "body": self._core.title, "amount": f"{digits(call.amount)}元"}
        self.who.setText(f"{call.name}　{call.phone or tr('没有电话')}")
        self.words.setText(in_words(script.text, call, told))
        self.ask.setText(
            tr("问清楚：{}").format("　".join(script.ask)) + f"\n{call.number}　{call.title}\n{call.address}"
        )

    def _open(self, tab: str) -> None:
        call = self._chosen()
        if call is not None:
            self._ways.to_case(call.case_id, tab)

    def _on_print(self) -> None:
        self.make_list(self._send)

    def make_list(self, use: Callable[[bytes], object]) -> None:
        """Note that the list leaves the program, draw it in the pool, hand it on."""
        calls, bindery = for_walking(self.model.calls), self._core.bindery

        def note(uow: UnitOfWork) -> None:
            note_round(calls, uow)
            uow.commit()

        def noted(_done: None) -> None:
            self._core.work(lambda: bindery.visits(calls)).on_success(use).on_error(self.message.refused).run(self)

        self._core.mutate(note, quiet=True).on_success(noted).on_error(self.message.refused).run(self)

    def _send(self, pdf: bytes) -> None:
        from ui.shell.paper_printing import print_pdf

        print_pdf(
            self, pdf, tr("走访单"), 1, lambda: self.message.done(tr("已送去打印。用后请收好，里面有电话和住址。"))
        )
