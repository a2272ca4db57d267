"""Finds persons, cases and papers from anywhere (Ctrl+F); asks in the background while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.domain.read_models import CaseFilter, SearchHit
from desktop.ops import Core, Op
from ui.i18n import tr
from ui.shell.ways import Ways
from ui.style.blocks import column
from ui.style.look import look

WAIT: Final = 180  # ms without a key before the search runs
_MOST: Final = 12


class SearchBox(QLineEdit):
    """The box in the top bar with the list that opens below it."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__()
        self._core = core
        self._ways = ways
        self._asked: Op[tuple[SearchHit, ...]] | None = None
        self.setPlaceholderText(tr("查姓名、首字母、编号 Ctrl+F"))
        self.setAccessibleName(tr("查找"))
        self.setClearButtonEnabled(True)
        self.setProperty("enterActs", True)
        self.setMaxLength(60)
        self.found = _Found(self)
        self.found.list.itemActivated.connect(self._on_chosen)
        self.found.list.itemClicked.connect(self._on_chosen)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.search)
        self.textEdited.connect(lambda _text: self._timer.start())

    def search(self) -> None:
        """Ask for what stands in the box."""
        if self._asked is not None:
            self._asked.cancel()
        text = self.text().strip()
        if not text:
            self.found.hide()
            return
        self._asked = self._core.query(lambda q, viewer: q.search(viewer, text)).on_success(self._on_found).run(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.found.hide()
            self.clear()
            self._ways.back_wanted.emit()
        elif key == Qt.Key.Key_Down and self.found.isVisible():
            self.found.list.setFocus()
            self.found.list.setCurrentRow(0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.found.isVisible() and self.found.list.count():
                self._on_chosen(self.found.list.item(0))
            else:
                self.search()
        else:
            super().keyPressEvent(event)

    def _on_found(self, hits: tuple[SearchHit, ...]) -> None:
        self.found.fill(sorted(hits, key=lambda hit: hit.kind == "person")[:_MOST])  # the case is what is wanted mostly
        self.found.open_below(self)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole)
        self.found.hide()
        if not isinstance(hit, SearchHit):
            return
        self.clear()
        if hit.case_id or hit.kind == "case":
            tabs = {"document": "papers", "person": "parties", "case": ""}
            self._ways.to_case(hit.case_id or hit.id, tabs[hit.kind])
        else:
            self._ways.to_place("cases", CaseFilter(text=hit.title))


class _Found(QFrame):
    """The list of hits; a child of the window that lies over the page."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self.setProperty("card", True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("查找结果"))
        self.list.setProperty("inCard", True)
        layout = column(self.list)
        layout.setContentsMargins(4, 4, 4, 4)
        self.setLayout(layout)
        self.hide()

    def fill(self, hits: Sequence[SearchHit]) -> None:
        kinds = {"case": tr("案件"), "person": tr("人员"), "document": tr("文书")}
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(tr("{}　{}\n　　　{}").format(kinds[hit.kind], hit.title, hit.detail))
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self.list.addItem(item)
        if not hits:
            self.list.addItem(QListWidgetItem(tr("没有找到。可以换姓名、拼音首字母、电话或者编号再试。")))

    def open_below(self, box: QWidget) -> None:
        window = box.window()
        self.setParent(window)
        width = max(box.width(), round(look().pixels * 30))
        corner = box.mapTo(window, QPoint(box.width() - width, box.height() + 4))
        rows = self.list.sizeHintForRow(0) * self.list.count() + 24
        self.setGeometry(max(8, corner.x()), corner.y(), width, min(rows, window.height() - corner.y() - 40))
        self.show()
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)
