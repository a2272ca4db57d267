"""Cases as rows of a table over a window of ids: true count, true scroll bar, rows fetched when they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.domain.read_models import CaseRow
from desktop.ops import Core
from ui.i18n import tr
from ui.style.tables import STATE_ROLE, Index
from ui.style.words import case_state

PAGE: Final = 100
KEPT_PAGES: Final = 30
_ROOT: Final = QModelIndex()
Column = tuple[str, Callable[[CaseRow], str]]  # (head, what stands in it)


class CaseModel(QAbstractTableModel):
    """The columns asked for, and the time limit as the last one."""

    def __init__(self, core: Core, today: Callable[[], date], columns: Sequence[Column]) -> None:
        super().__init__()
        self._core = core
        self._today = today
        self._cells = [cell for _head, cell in columns]
        self.ids: Sequence[str] = ()
        self._pages: dict[int, tuple[CaseRow, ...]] = {}
        self._asked: set[int] = set()
        self._generation = 0
        self._heads = (*(head for head, _cell in columns), tr("期限"))

    def fill(self, ids: Sequence[str]) -> None:
        self.beginResetModel()
        self.ids = ids
        self._pages.clear()
        self._asked.clear()
        self._generation += 1
        self.endResetModel()

    def row_at(self, number: int) -> CaseRow | None:
        """The row, or None while it is on its way; asking for it fetches its page."""
        page = number // PAGE
        rows = self._pages.get(page)
        if rows is None:
            self._fetch(page)
            rows = self._pages.get(page)
        place = number % PAGE
        return rows[place] if rows is not None and place < len(rows) else None

    def _fetch(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        ids = list(self.ids[page * PAGE : (page + 1) * PAGE])
        generation = self._generation
        op = self._core.query(lambda queries, viewer: queries.case_rows(viewer, ids))
        op.on_success(lambda rows: self._on_page(generation, page, rows)).run(self)

    def _on_page(self, generation: int, page: int, rows: tuple[CaseRow, ...]) -> None:
        if generation != self._generation:
            return
        if len(self._pages) >= KEPT_PAGES:
            oldest = next(iter(self._pages))
            del self._pages[oldest]
            self._asked.discard(oldest)
        self._pages[page] = rows
        first, last = page * PAGE, min(len(self.ids), (page + 1) * PAGE) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._heads) - 1))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.ids)

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
