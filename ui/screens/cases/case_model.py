"""Cases as rows of a table: a true count and scroll bar, and pages of rows that are fetched when they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.domain.read_models import CaseFilter, CaseRow
from desktop.ops import Core, Op
from ui.i18n import tr
from ui.style.tables import STATE_ROLE, Index
from ui.style.words import case_state

PAGE: Final = 100
KEPT_PAGES: Final = 30
MOST: Final = 20_000
"""So many rows can be scrolled through; what is beyond them is reached by a filter. So neither the memory nor the time
of a list depends on the number of cases."""
_ROOT: Final = QModelIndex()
Column = tuple[str, Callable[[CaseRow], str]]  # (head, what stands in it)


class CaseModel(QAbstractTableModel):
    """The columns asked for, and the time limit as the last one."""

    def __init__(self, core: Core, today: Callable[[], date], columns: Sequence[Column]) -> None:
        super().__init__()
        self._core = core
        self._today = today
        self._cells = [cell for _head, cell in columns]
        self._which = CaseFilter()
        self._count = 0
        self._pages: dict[int, tuple[CaseRow, ...]] = {}
        self._asked: dict[int, Op[tuple[CaseRow, ...]]] = {}
        self._heads = (*(head for head, _cell in columns), tr("期限"))

    def fill(self, which: CaseFilter, count: int, first: tuple[CaseRow, ...]) -> None:
        """Show the cases that fit: so many of them, the first page at hand."""
        self.beginResetModel()
        for op in self._asked.values():
            op.cancel()
        self._which = which
        self._count = min(MOST, count)
        self._pages = {0: first}
        self._asked.clear()
        self.endResetModel()

    def row_at(self, number: int) -> CaseRow | None:
        """The row, or None while it is on its way; asking for it fetches its page."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._fetch(page)
            rows = self._pages.get(page)
        return rows[place] if rows is not None and place < len(rows) else None

    def _fetch(self, page: int) -> None:
        if page in self._asked:
            return
        which = msgspec.structs.replace(self._which, limit=PAGE, offset=page * PAGE)
        op = self._core.query(lambda queries, viewer: queries.case_page(viewer, which))
        self._asked[page] = op
        op.on_success(lambda rows: self._on_page(op, page, rows)).run(self)

    def _on_page(self, op: Op[tuple[CaseRow, ...]], page: int, rows: tuple[CaseRow, ...]) -> None:
        if self._asked.get(page) is not op:
            return  # the list was asked for something else since
        del self._asked[page]
        if len(self._pages) >= KEPT_PAGES:
            del self._pages[next(iter(self._pages))]
        self._pages[page] = rows
        first, last = page * PAGE, min(self._count, (page + 1) * PAGE) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._heads) - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, STATE_ROLE):
            return None
        row = self.row_at(index.row())
        if row is None:
            return "…" if index.column() == 1 and role == Qt.ItemDataRole.DisplayRole else None
        last = index.column() == len(self._cells)
        if role == STATE_ROLE:
            return case_state(row, self._today()) if last else None
        return case_state(row, self._today()).text if last else self._cells[index.column()](row)
