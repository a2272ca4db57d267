"""What the lists of cases have in common: states, filters, a table that fetches what is seen, a button that opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct
from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QLineEdit, QPushButton, QWidget

from desktop.domain.read_models import CaseFilter, CaseRow
from desktop.domain.viewer import Viewer
from desktop.ops import Core, Op
from desktop.usecases.protocols import Queries
from ui.fields.choice import Combo, Option
from ui.i18n import tr
from ui.screens.cases.case_model import MOST, PAGE, CaseModel, Column
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, toggle
from ui.style.tables import Table

Answer = tuple[CaseFilter, int, tuple[CaseRow, ...], bool]  # what was asked, how many, the first page, text cut
WAIT: Final = 180  # ms without a key before the list is filtered


class Layout(Struct, frozen=True):
    """How a list looks. `widths`: of the columns and of the limit at the end; `spare`: what large text does without."""

    title: str
    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    states: tuple[Option, ...]
    spare: int = -1


class ListPage(Screen):
    """A list of cases. Subclasses say which columns and filters it has, and what they ask for (`which`)."""

    def __init__(self, core: Core, ways: Ways, layout: Layout) -> None:
        super().__init__(core, ways)
        self._asked: Op[Answer] | None = None
        self._came = False
        self._before: QWidget | None = None
        self._states = layout.states
        self._combos: list[Combo] = []
        self.model = CaseModel(core, self.today, layout.columns)
        self.table = Table(self.model, layout.title)
        self.table.setProperty("inCard", True)
        self.table.columns(*layout.widths, spare=layout.spare)
        self.table.keep_ends(0)
        self.table.pills(len(layout.columns))
        self.table.opened.connect(self._on_opened)
        self.count = label("", tone="soft")
        self.open = button(tr("打开"), lambda: self._on_opened(self.table.chosen()), drawing="folder")
        self.foot = row(self.count, None, self.open)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.reload)
        body = column(self.before_table(), card(column(self.table)), self.foot)
        body.setStretch(1, 1)
        whole = column(self._head(layout.title), self._filters(), body, margins=(16, 12, 16, 12))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def which(self) -> CaseFilter:
        """What the inputs ask for."""
        raise AssertionError(f"{type(self).__name__} asks for nothing")

    def acts(self) -> Sequence[QPushButton]:
        """The buttons at the right of the title."""
        return ()

    def filters(self) -> Sequence[QWidget]:
        """Filters beside the search text."""
        return ()

    def before_table(self) -> QWidget:
        """What stands over the table."""
        holder = QWidget()
        holder.hide()
        return holder

    def combo(self, name: str, options: Sequence[Option]) -> Combo:
        """A filter that chooses one of several."""
        made = Combo()
        made.setAccessibleName(name)
        for key, words in options:
            made.addItem(words, key)
        made.activated.connect(lambda _index: self.reload())
        self._combos.append(made)
        return made

    def order_combo(self) -> Combo:
        """In which order the cases stand."""
        return self.combo(tr("排列"), (("received", tr("新的在前")), ("due", tr("先到期的在前"))))

    def state(self) -> str:
        """Key of the state button that is down."""
        return self._states[max(0, self.states.checkedId())][0]

    def arrive(self, carried: Any) -> None:
        """Somebody wants the cases of one state, or those in which a name stands."""
        if isinstance(carried, CaseFilter):
            self.states.button(0).setChecked(True)
            for combo in self._combos:
                combo.setCurrentIndex(0)
            self.text.setText(carried.text)
            self.reload()
            return
        keys = [key for key, _words in self._states]
        if carried in keys:
            self.states.button(keys.index(carried)).setChecked(True)
            self.reload()

    def reload(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        which = self.which()

        def ask(queries: Queries, viewer: Viewer) -> Answer:
            counted, first = (msgspec.structs.replace(which, limit=limit) for limit in (MOST + 1, PAGE))
            cut = queries.text_is_cut(viewer, which.text)
            return which, queries.case_count(viewer, counted), queries.case_page(viewer, first), cut

        self._asked = self.core.query(ask).on_success(self._on_answer).run(self)

    def chosen_case(self) -> str:
        """Id of the chosen case, "" for none."""
        number = self.table.chosen()
        chosen = self.model.row_at(number) if 0 <= number < self.model.rowCount() else None
        return chosen.id if chosen is not None else ""

    def open_case(self, case_id: str) -> None:
        """Where a case of this list is opened."""
        self.ways.to_case(case_id)

    def _head(self, title: str) -> QWidget:
        self.states = QButtonGroup(self)
        made = []
        for number, (_key, words) in enumerate(self._states):
            one = toggle(tr(words), on=number == 0)
            one.setProperty("narrow", True)
            self.states.addButton(one, number)
            made.append(one)
        self.states.idClicked.connect(lambda _id: self.reload())
        holder = QWidget()
        holder.setLayout(row(label(title, rank="title"), *made, None, *self.acts()))
        return holder

    def _filters(self) -> QWidget:
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("输入姓名、拼音首字母、编号"))
        self.text.setAccessibleName(tr("筛选"))
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        layout = row(self.text, *self.filters())
        layout.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def _on_answer(self, answer: Answer) -> None:
        which, count, first, cut = answer
        chosen = self.table.chosen()
        self.model.fill(which, count, first)
        if count > MOST:
            self.count.setText(tr("多于{}件，这里列出排在最前的{}件；请用上面的条件筛选。").format(MOST, MOST))
        else:
            self.count.setText(tr("共{}件").format(count) if count else tr("没有这样的案件。"))
        if cut:
            said = tr("{}符合“{}”的太多，只查了一部分；请多写几个字。")
            self.count.setText(said.format(self.count.text() + tr("；"), which.text))
        self.open.setEnabled(bool(count))
        if count:
            self.table.selectRow(min(max(0, chosen), self.model.rowCount() - 1))
        if self._came:
            self._came = False
            if self._is_free():
                self.table.setFocus()  # so that the arrows and Enter work at once

    def _is_free(self) -> bool:
        """Whether nobody went elsewhere or began to write while the list was asked for."""
        now = QApplication.focusWidget()
        if now is None or now is self._before:
            return True
        return self.isAncestorOf(now) and not (isinstance(now, QLineEdit) and now.text())

    def showEvent(self, event: QShowEvent) -> None:
        self._came = True
        self._before = QApplication.focusWidget()
        super().showEvent(event)
        if self._came and not self._stale and self.model.rowCount():
            self._came = False
            self.table.setFocus()

    def _on_opened(self, number: int) -> None:
        opened = self.model.row_at(number) if 0 <= number < self.model.rowCount() else None
        if opened is not None:
            self.open_case(opened.id)
