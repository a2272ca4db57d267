"""文书 of all cases: by state, the page beside the list, what is missing; the ways to registers and to copying."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QSplitter, QWidget

from desktop.domain.read_models import DocumentRow
from desktop.ops import Core
from desktop.usecases.print_papers import QueuePaper
from ui.i18n import tr
from ui.screens.papers import ops
from ui.screens.papers.paper_model import PaperModel
from ui.screens.papers.paper_side import PaperSide
from ui.screens.papers.queue_card import QueueCard
from ui.screens.papers.scan_home import ScanHome, dragged
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, toggle
from ui.style.flow import Flow
from ui.style.look import look
from ui.style.tables import Table

_FILTERS: Final = (
    ("", "全部"),
    ("draft", "草稿"),
    ("prepared", "待签"),
    ("issued", "已定稿"),
    ("signed", "已签"),
    ("served", "已送达"),
    ("void", "作废"),
)
MOST_IN_ONE_GO: Final = 100
WAIT: Final = 120  # ms without a key before the page of the chosen row is asked for


class PaperList(Screen):
    """文书."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._all: tuple[DocumentRow, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._show_chosen)
        self.model = PaperModel()
        self.table = Table(self.model, tr("文书"))
        self.table.setProperty("inCard", True)
        self.table.columns(94, 0, 0, 124, spare=0)
        self.table.pills(3)
        self.table.opened.connect(self._on_opened)
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._timer.start())
        self.side = PaperSide(core)
        self.side.case_wanted.connect(self.ways.to_case)
        self.side.settings_wanted.connect(lambda: self.ways.to_place("settings"))
        self.count = label("", tone="soft")
        self.message = MessageLine()
        self.home = ScanHome(core)
        self.home.told.connect(self.message.done)
        self.home.form_new.connect(lambda forms: self.ways.to_place("intake", forms))
        self.home.form_home.connect(lambda case_id: self.ways.to_case(case_id, "attachments"))
        self.setAcceptDrops(True)
        self.queue = QueueCard(core)
        self.queue.told.connect(self.message.done)
        self.side.preview.queued.connect(lambda _why: self.queue.reload())
        parts = (self._head(), self._body(), self.home, self.queue, self.message)
        layout = column(*parts, gap=8, margins=(16, 12, 16, 12))
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
        states = Flow()
        for number, (_key, words) in enumerate(_FILTERS):
            one = toggle(tr(words), on=number == 0)
            one.setProperty("narrow", True)
            self.filters.addButton(one, number)
            states.addWidget(one)
        self.scan = button(tr("扫描件归位"), self.home.choose, drawing="clip", narrow=True)
        self.lists = button(tr("登记簿和报表"), lambda: self.ways.to_place("lists"), drawing="list", narrow=True)
        self.copying = button(tr("抄录"), self._on_copying, drawing="pen", narrow=True)
        self.batch = button(tr("列出的都打印"), self._on_batch, drawing="print", narrow=True)
        self.months = button(tr("月度卷宗"), lambda: self.ways.to_place("month_files"), drawing="folder", narrow=True)
        for act in (self.lists, self.months, self.copying, self.scan, self.batch):
            states.addWidget(act)
        self.filters.idClicked.connect(lambda _id: self._filter())
        holder = QWidget()
        holder.setLayout(column(row(label(tr("文书"), rank="title"), self._search(), self.count, None), states, gap=6))
        return holder

    def _search(self) -> QLineEdit:
        self.text = QLineEdit()
        self.text.setAccessibleName(tr("按文书、案件或编号筛选"))
        self.text.setPlaceholderText(tr("文书、案件或编号"))
        self.text.setMinimumWidth(look().scaled(220))
        self.text.textChanged.connect(lambda _text: self._filter())
        return self.text

    def _body(self) -> QSplitter:
        left = card(column(self.table))
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.side)
        split.setStretchFactor(0, 6)
        split.setStretchFactor(1, 5)
        split.setSizes([620, 520])
        split.setChildrenCollapsible(False)
        left.setMinimumWidth(look().scaled(330))
        return split

    def _on_batch(self) -> None:
        """All that is listed and can be printed, in one go: a morning's papers for signing."""
        rows = [r for r in self.model.rows if r.stage not in ("void", "draft")]
        self.queue.add(tuple(QueuePaper(r.case_id, r.id) for r in rows))

    def reload(self) -> None:
        self.queue.reload()
        ops.rows(self.core).on_success(self.show_rows).run(self)

    def show_rows(self, rows: tuple[DocumentRow, ...]) -> None:
        """Show what the reader answered (what is waited for, and the newest 500); the chosen row stays chosen."""
        self._all = rows
        self._filter()

    def _filter(self) -> None:
        wanted = _FILTERS[max(0, self.filters.checkedId())][0]
        text = self.text.text().strip()
        rows = tuple(
            r
            for r in self._all
            if (r.stage == wanted if wanted else r.stage != "draft")
            and (not text or any(text in part for part in (r.type_title, r.case_title, r.number)))
        )
        before = self._chosen()
        self.model.fill(rows)
        self.count.setText(tr("共{}份").format(len(rows)))
        self.batch.setEnabled(0 < len(rows) <= MOST_IN_ONE_GO)
        self.batch.setToolTip(tr("一次最多{}份，请先用上面的按钮筛一筛").format(MOST_IN_ONE_GO))
        places = [place for place, row_ in enumerate(rows) if before is not None and row_.id == before.id]
        if rows:
            self.table.selectRow(places[0] if places else 0)
        self._show_chosen()

    def _chosen(self) -> DocumentRow | None:
        number = self.table.chosen()
        return self.model.rows[number] if 0 <= number < len(self.model.rows) else None

    def _show_chosen(self) -> None:
        self._timer.stop()
        self.side.show_row(self._chosen())

    def _on_opened(self, number: int) -> None:
        if 0 <= number < len(self.model.rows):
            self.ways.to_case(self.model.rows[number].case_id, "papers")

    def _on_copying(self) -> None:
        chosen = self._chosen()
        self.ways.to_place("copying", (chosen.case_id, chosen.case_title) if chosen else None)
