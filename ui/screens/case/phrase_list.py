"""常用语: usual phrases with the names of this case in them, and the user's own; one key writes them down."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.ops import Core
from desktop.usecases.own_words import drop_phrase, keep_phrase, own_phrases
from ui.fields.search_line import SearchLine
from ui.i18n import tr
from ui.screens.case import ops
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, column, row


class PhraseList(QWidget):
    """Signals: chosen (words for the record), left, adding (the sentence being written is wanted)."""

    chosen = Signal(str)
    left = Signal()
    adding = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._own: tuple[str, ...] = ()
        self._names: dict[str, str] = {}
        self.search = SearchLine(tr("查常用语"), tr("输入字词筛选"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("常用语"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.message = MessageLine()
        self.take = button(tr("写进笔录"), self._on_take, narrow=True, drawing="pen")
        self.drop = button(tr("删去"), self._on_drop, narrow=True)
        keep = button(tr("把正在写的加进来"), self.adding.emit, narrow=True, drawing="plus")
        layout = column(self.search, self.list, row(keep, None), row(self.drop, None, self.take), self.message, gap=6)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.into(self.list)
        self.search.entered.connect(self._on_take)
        self.search.left.connect(self.left)
        self.list.currentRowChanged.connect(lambda _row: self.drop.setEnabled(self._chosen() in self._own))
        self.list.itemActivated.connect(lambda _item: self._on_take())

    def begin(self, names: dict[str, str]) -> None:
        """`names`: what stands for {申请人} and the like in this case."""
        self._names = names
        self._show()
        self._core.mutate(own_phrases, quiet=True).on_success(self._take_own).run(self)

    def focus(self) -> None:
        self.search.selectAll()
        self.search.setFocus()

    def keep(self, text: str) -> None:
        """Add a sentence to the user's own."""
        op = ops.act(self._core, lambda uow: keep_phrase(text, uow))
        op.on_success(self._take_own).on_error(self.message.refused).run(self)

    def _take_own(self, own: tuple[str, ...]) -> None:
        self._own = own
        self.message.quiet()
        self._show()

    def _show(self) -> None:
        typed = self.search.text().split()
        every = [(tr("我的"), text) for text in self._own] + list(self._core.reference.phrases())
        self.list.clear()
        for moment, text in every:
            filled = self._filled(text)
            if all(word in filled or word in moment for word in typed):
                item = QListWidgetItem(f"{moment}　{filled}")
                item.setData(Qt.ItemDataRole.UserRole, text)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.take.setEnabled(self.list.count() > 0)

    def _filled(self, text: str) -> str:
        for word, name in self._names.items():
            text = text.replace(f"{{{word}}}", name)
        return text

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _on_take(self) -> None:
        if text := self._chosen():
            self.chosen.emit(self._filled(text))

    def _on_drop(self) -> None:
        phrase = self._chosen()
        op = ops.act(self._core, lambda uow: drop_phrase(phrase, uow))
        op.on_success(self._take_own).on_error(self.message.refused).run(self)
