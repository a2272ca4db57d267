"""文书 of all cases: by state, with who has not signed yet."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.domain.read_models import DocumentRow
from desktop.ops import Core
from ui.i18n import tr
from ui.screens.papers.scan_home import ScanHome, dragged
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import Tint, button, card, column, label, row, toggle
from ui.style.tables import STATE_ROLE, Index, Table
from ui.style.words import State, short_day

_ROOT: Final = QModelIndex()
_STATES: Final[dict[str, tuple[str, str, Tint]]] = {
    "draft": ("…", "草稿", "grey"),
    "prepared": ("▲", "待签", "amber"),
    "issued": ("●", "已定稿", "green"),
    "signed": ("●", "已签", "green"),
    "served": ("✓", "已送达", "grey"),
    "void": ("■", "已作废", "red"),
}
_FILTERS: Final = (("", "全部"), ("prepared", "待签"), ("signed", "已签"), ("void", "作废"))


def paper_state(row: DocumentRow) -> State:
    """How far a paper is; one that still lacks signatures says how many."""
    shape, words, tint = _STATES[row.stage]
    if row.stage == "signed" and row.missing:
        return State("▲", tr("还差{}人签").format(len(row.missing)), "amber")
    return State(shape, tr(words), tint)


class PaperModel(QAbstractTableModel):
    """Columns: day, title, case, number, state."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[DocumentRow, ...] = ()
        self._heads = (tr("日期"), tr("文书"), tr("案件"), tr("编号"), tr("状态"))

    def fill(self, rows: tuple[DocumentRow, ...]) -> None:
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
        state = paper_state(entry)
        if role == STATE_ROLE:
            return state
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cells = (short_day(entry.on), entry.type_title, entry.case_title, entry.number, state.text)
            return cells[index.column()]
        return None


class PaperList(Screen):
    """文书."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._all: tuple[DocumentRow, ...] = ()
        self.model = PaperModel()
        self.table = Table(self.model, tr("文书"))
        self.table.setProperty("inCard", True)
        self.table.columns(88, 220, 0, 212, 132, spare=0)
        self.table.pills(4)
        self.table.opened.connect(self._on_opened)
        self.count = label("", tone="soft")
        self.message = MessageLine()
        self.home = ScanHome(core)
        self.home.told.connect(self.message.done)
        self.scan = button(tr("扫描件归位"), self.home.choose, drawing="clip")
        self.setAcceptDrops(True)
        self.open = button(tr("打开文书"), lambda: self._on_opened(self.table.chosen()), drawing="paper")
        foot = row(self.count, None, self.scan, self.open)
        layout = column(self._head(), card(column(self.table)), self.home, self.message, foot, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if scans := dragged(event.mimeData()):
            self.home.take(scans[0])

    def _head(self) -> QWidget:
        self.filters = QButtonGroup(self)
        made = []
        for number, (_key, words) in enumerate(_FILTERS):
            one = toggle(tr(words), on=number == 0)
            one.setProperty("narrow", True)
            self.filters.addButton(one, number)
            made.append(one)
        self.filters.idClicked.connect(lambda _id: self._filter())
        holder = QWidget()
        holder.setLayout(row(label(tr("文书"), rank="title"), None, *made))
        return holder

    def reload(self) -> None:
        self.core.query(lambda queries, viewer: queries.documents(viewer)).on_success(self.show_rows).run(self)

    def show_rows(self, rows: tuple[DocumentRow, ...]) -> None:
        """Show what the reader answered (the newest 500)."""
        self._all = rows
        self._filter()

    def _filter(self) -> None:
        wanted = _FILTERS[max(0, self.filters.checkedId())][0]
        rows = tuple(r for r in self._all if not wanted or r.stage == wanted)
        self.model.fill(rows)
        nothing = tr("没有这样的文书。文书在案件里出，印好后列在这里。")
        self.count.setText(tr("共{}份").format(len(rows)) if rows else nothing)
        self.open.setEnabled(bool(rows))
        if rows:
            self.table.selectRow(0)

    def _on_opened(self, number: int) -> None:
        if 0 <= number < len(self.model.rows):
            self.ways.to_case(self.model.rows[number].case_id, "papers")
