"""下发内容: what the county (or this station) published, its version and from when; why something is not used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.ops import Core
from desktop.usecases.publish_reference import PublishedRow
from ui.i18n import tr
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import card, column, label, link, row
from ui.style.tables import STATE_ROLE, Index, Table
from ui.style.words import State, long_day

_ROOT: Final = QModelIndex()


def published_state(entry: PublishedRow) -> State:
    """How a version stands, as shape, words and colour."""
    return {
        "in_force": State("●", tr("在用"), "green"),
        "later": State("◷", tr("到日子才用"), "blue"),
        "before": State("○", tr("已被新版代替"), "grey"),
        "withdrawn": State("○", tr("已撤回"), "grey"),
        "refused": State("✗", tr("有错，没有用"), "red"),
        "waiting": State("◷", tr("文件还没到"), "amber"),
    }[entry.state]


class PublishedModel(QAbstractTableModel):
    """Columns: kind, name, version, first day, whose, state."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[PublishedRow, ...] = ()
        self._heads = (tr("种类"), tr("名称"), tr("版本"), tr("从哪天起用"), tr("谁发的"), tr("状态"))

    def fill(self, rows: tuple[PublishedRow, ...]) -> None:
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
        if role == STATE_ROLE:
            return published_state(entry)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cells: tuple[Callable[[], str], ...] = (
                lambda: entry.kind_title,
                lambda: entry.title,
                lambda: tr("第{}版").format(entry.version),
                lambda: long_day(entry.since),
                lambda: tr("县里") if entry.county else tr("本站"),
                lambda: published_state(entry).text,
            )
            return cells[index.column()]()
        return entry.detail or None if role == Qt.ItemDataRole.ToolTipRole else None


class Published(Screen):
    """One table; what the chosen row says stands under it."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.model = PublishedModel()
        self.table = Table(self.model, tr("县里下发的内容"))
        self.table.setProperty("inCard", True)
        self.table.columns(110, 0, 90, 170, 90, 160, spare=4)
        self.table.pills(5)
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._on_row())
        self.empty = label(tr("县里还没有下发过内容，用的都是程序自带的。"), tone="soft", wrap=True)
        self.detail = label("", wrap=True)
        self.message = MessageLine()
        hint = label(
            tr("下发的内容随县里的文件到达，从写明的日子起用。已经办的事、已经出的文书照旧，不受影响。"),
            tone="soft",
            wrap=True,
        )
        back = link(tr("返回设置"), lambda: self.ways.to_place("settings"))
        head = row(label(tr("县里下发的内容"), rank="title"), None, back)
        inside = column(self.empty, self.table)
        layout = column(head, card(inside), self.detail, hint, self.message, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def reload(self) -> None:
        op = self.core.query(lambda _queries, _viewer: self.core.methods.published())
        op.on_success(self.show_rows).on_error(self.message.refused).run(self)

    def show_rows(self, rows: tuple[PublishedRow, ...]) -> None:
        """What needs a look first, then what is in force."""
        order = ("refused", "waiting", "in_force", "later", "before", "withdrawn")
        self.model.fill(tuple(sorted(rows, key=lambda r: order.index(r.state))))
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.detail.setText("")
        if rows:
            self.table.selectRow(0)

    def _on_row(self) -> None:
        chosen = self.table.currentIndex().row()
        entry = self.model.rows[chosen] if 0 <= chosen < len(self.model.rows) else None
        self.detail.setText(f"{entry.title}：{entry.detail}" if entry and entry.detail else "")
