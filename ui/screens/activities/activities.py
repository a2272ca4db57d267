"""公共事务: receptions, patrols, deliberations, registers and lessons of the station; what was promised comes first."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.domain.activity import SORTS, next_day
from desktop.domain.read_models import ActivityRow
from desktop.ops import Core
from ui.fields.choice import ChoiceField
from ui.i18n import tr
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, toggle
from ui.style.tables import STATE_ROLE, Index, Table
from ui.style.words import State, left_state, short_day

_ROOT: Final = QModelIndex()


class ActivityModel(QAbstractTableModel):
    """Columns: day, what, by which method, how it stands."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.rows: tuple[ActivityRow, ...] = ()
        self._screen = screen
        self._heads = (tr("日期"), tr("内容"), tr("做法"), tr("状态"))

    def fill(self, rows: tuple[ActivityRow, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.rows[index.row()]
        state = self._state(entry)
        if role == STATE_ROLE:
            return state
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            form = self._screen.core.reference.activity_form(entry.form)
            method = form.title if form is not None else entry.form
            return (short_day(entry.on), entry.title, method, state.text)[index.column()]
        return None

    def _state(self, entry: ActivityRow) -> State:
        if entry.state == "closed":
            return State("✓", tr("已办结"), "grey")
        if entry.due:
            return left_state((date.fromisoformat(entry.due) - self._screen.today()).days)
        return State("●", tr("没有待办"), "green")


class Activities(Screen):
    """One table, a sort to choose, and what is to be recorded next."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.model = ActivityModel(self)
        self.table = Table(self.model, tr("公共事务"))
        self.table.setProperty("inCard", True)
        self.table.columns(100, 0, 280, 150, spare=2)
        self.table.pills(3)
        self.table.opened.connect(self._on_opened)
        self.method = ChoiceField(tr("做法"))
        self.method.combo.currentIndexChanged.connect(lambda _index: self._tell_next())
        self.next = label("", tone="soft", wrap=True)
        self.add = button(tr("记一件"), self._on_add, primary=True, drawing="plus")
        self.open = button(tr("打开"), lambda: self._on_opened(self.table.chosen()), drawing="folder")
        start = row(self.method.caption, self.method, self.add, self.open)
        start.setStretch(1, 1)
        layout = column(self._head(), card(column(self.table)), self.next, start, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._offer()

    def _head(self) -> QWidget:
        self.sorts = QButtonGroup(self)
        made = []
        for number, words in enumerate((tr("全部"), *(tr(w) for w in SORTS.values()))):
            one = toggle(words, on=number == 0)
            one.setProperty("narrow", True)
            self.sorts.addButton(one, number)
            made.append(one)
        self.sorts.idClicked.connect(lambda _id: self.reload())
        holder = QWidget()
        first = row(label(tr("公共事务"), rank="title"), None)
        holder.setLayout(column(first, row(*made, None, gap=6), gap=6))
        return holder

    def sort(self) -> str:
        """Key of the sort that is shown, "" for all."""
        return ("", *SORTS)[max(0, self.sorts.checkedId())]

    def reload(self) -> None:
        self._offer()  # a file may have been loaded or withdrawn since
        sort = self.sort()
        self.core.query(lambda queries, viewer: queries.activities(viewer, sort, "")).on_success(self.show_rows).run(
            self
        )

    def show_rows(self, rows: tuple[ActivityRow, ...]) -> None:
        """Show what the reader answered: promises that wait first, then the newest."""
        self.model.fill(tuple(sorted(rows, key=lambda r: (r.state == "closed", not r.due, r.due))))
        self.open.setEnabled(bool(rows))
        if rows:
            self.table.selectRow(0)

    def _offer(self) -> None:
        sort = self.sort()
        before = self.method.value()
        fitting = [form for form in self.core.reference.activity_forms() if not sort or form.sort == sort]
        self.method.set_options([(f.key, f"{f.title}　{f.place}") for f in fitting])
        kept = [form.key for form in fitting if form.key == before] or [form.key for form in fitting]
        self.method.set_value(kept[0] if kept else "")
        self._tell_next()

    def _tell_next(self) -> None:
        form = self.core.reference.activity_form(str(self.method.value()))
        if form is None:
            self.next.setText("")
            return
        told = tr("来源：{}。").format(form.source)
        if form.every:
            told += tr("下一次：{}。").format(short_day(next_day(form.every, self.today()).isoformat()))
        slots = "、".join(slot.label for slot in form.slots)
        self.next.setText(told + (tr("来源没有说、可以自定的：{}。").format(slots) if slots else ""))

    def _on_add(self) -> None:
        form = str(self.method.value())
        if form:
            self.ways.to_place("activity", ("", form))

    def _on_opened(self, number: int) -> None:
        if 0 <= number < len(self.model.rows):
            chosen = self.model.rows[number]
            self.ways.to_place("activity", (chosen.id, chosen.form))
