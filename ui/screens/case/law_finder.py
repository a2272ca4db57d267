"""法条: finds an article by word or number and writes its point into the record; users import whole texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget

from desktop.domain.law import Article, find_articles
from desktop.ops import Core
from desktop.usecases.own_words import LARGEST_LAW, import_law, law_texts
from desktop.usecases.protocols import UnitOfWork
from ui.fields.search_line import SearchLine
from ui.i18n import tr
from ui.screens.case import ops
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, column, label, row, scrolled

_MOST: Final = 40


class LawFinder(QWidget):
    """Signals: chosen (words for the record), left."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._articles = core.reference.articles()
        self._texts: dict[str, dict[int, str]] = {}
        self._category = ""
        self.search = SearchLine(tr("查法条"), tr("输入字词或者条号，如 漏水、290"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("法条"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.whole = label("", wrap=True)
        self.message = MessageLine()
        self.take = button(tr("写进笔录"), self._on_take, narrow=True, drawing="pen")
        more = button(tr("导入法律全文"), self._on_import, narrow=True)
        inside = QWidget()
        inside.setLayout(column(self.whole, None))
        layout = column(self.search, self.list, scrolled(inside), row(more, None, self.take), self.message, gap=6)
        layout.setStretch(1, 5)
        layout.setStretch(2, 3)
        self.setLayout(layout)
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.into(self.list)
        self.search.entered.connect(self._on_take)
        self.search.left.connect(self.left)
        self.list.currentRowChanged.connect(lambda _row: self._show_whole())
        self.list.itemActivated.connect(lambda _item: self._on_take())

    def begin(self, category: str) -> None:
        """Offer what suits this kind of dispute; texts that were imported are asked for."""
        self._category = category
        self._show()
        self._core.mutate(law_texts, quiet=True).on_success(self._take_texts).run(self)

    def focus(self) -> None:
        self.search.selectAll()
        self.search.setFocus()

    def article(self) -> Article | None:
        """The chosen one."""
        item = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Article) else None

    def _take_texts(self, texts: dict[str, dict[int, str]]) -> None:
        self._texts = texts
        self._show_whole()

    def _show(self) -> None:
        self.list.clear()
        for article in find_articles(self._articles, self.search.text(), self._category)[:_MOST]:
            item = QListWidgetItem(tr("{}　{}").format(article.cited, article.subject))
            item.setData(Qt.ItemDataRole.UserRole, article)
            self.list.addItem(item)
        self.take.setEnabled(self.list.count() > 0)
        self.list.setCurrentRow(0)
        if not self.list.count():
            self.whole.setText(tr("没有找到。换一个字词，或者写条号。"))

    def _show_whole(self) -> None:
        article = self.article()
        if article is None:
            return
        text = self._texts.get(article.law, {}).get(article.number, "")
        mark = "" if article.checked else tr("（要点未核实，引用前请看原文）")
        whole = tr("原文：{}").format(text) if text else tr("这里只有要点；原文可以导入。")
        title = f"{article.title}{article.place}"
        self.whole.setText("\n".join((title, tr("要点：{}{}").format(article.summary, mark), whole)))

    def _on_take(self) -> None:
        article = self.article()
        if article is not None:
            self.chosen.emit(tr("按照{}，{}").format(article.cited, article.summary))

    def _on_import(self) -> None:
        dialog = QFileDialog(self, tr("选择法律全文（纯文本）"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("纯文本 (*.txt)"))
        dialog.fileSelected.connect(lambda chosen: self.take_text(Path(chosen)))
        dialog.open()

    def take_text(self, path: Path) -> None:
        """Keep the whole text of the law whose name the file bears, else of the one that is chosen."""
        names = sorted({article.law for article in self._articles}, key=len, reverse=True)
        shown = self.article()
        law = next((name for name in names if name in path.stem), shown.law if shown else "")
        if law:
            op = ops.act(self._core, _importing(self._core, law, path))
            op.on_success(lambda count: self._on_imported(law, count)).on_error(self.message.refused).run(self)

    def _on_imported(self, law: str, count: int) -> None:
        self.message.done(tr("{}的原文已导入，共{}条。").format(law, count))
        self._core.mutate(law_texts, quiet=True).on_success(self._take_texts).run(self)


def _importing(core: Core, law: str, path: Path) -> Callable[[UnitOfWork], int]:
    return lambda uow: import_law(law, core.files.read(path, LARGEST_LAW), uow)
