"""手册: the manual task by task, with pictures, inside the window. Must not run anything a page holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QTextBrowser, QWidget

from desktop.ops import Core
from desktop.usecases.workplace import Manual as Pages
from desktop.usecases.workplace import ManualPage
from ui.i18n import tr
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import RowButton, button, card, clear, column, label, row, scrolled
from ui.style.look import look

_NARROW = 640  # px a picture of a page has at least


class ManualScreen(Screen):
    """The list of tasks on the left, the page on the right."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.page = QTextBrowser()
        self.page.setAccessibleName(tr("手册内容"))
        self.page.setOpenLinks(False)
        self.message = MessageLine()
        self._list = column(gap=2)
        inside = QWidget()
        inside.setLayout(self._list)
        self.save = button(tr("存成PDF"), self._on_save, drawing="folder", narrow=True)
        head = row(label(tr("使用手册"), rank="title"), None, self.save)
        listed = column(scrolled(inside))
        middle = row(card(listed), self.page, gap=12)
        middle.setStretch(0, 3)
        middle.setStretch(1, 8)
        layout = column(head, middle, self.message, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def reload(self) -> None:
        self.core.work(self.core.reference.manual).on_success(self.show_manual).run(self)

    def show_manual(self, manual: Pages) -> None:
        """Fill the list and show the first page."""
        self.page.setSearchPaths([str(manual.folder)])
        clear(self._list)
        for number, page in enumerate(manual.pages, 1):
            self._list.addWidget(RowButton(f"{number}. {page.title}", partial(self.show_page, page)))
        if not manual.pages:
            self._list.addWidget(label(tr("这台电脑上没有手册文件。"), tone="soft", wrap=True))
        self._list.addStretch(1)
        self.save.setVisible(bool(manual.pages))
        if manual.pages and not self.page.toPlainText():
            self.show_page(manual.pages[0])

    def show_page(self, page: ManualPage) -> None:
        """One task."""
        self.page.setMarkdown(page.text)
        width = max(_NARROW, self.page.viewport().width() - look().scaled(40))
        html = self.page.toHtml().replace("<img ", f'<img width="{width}" ')
        self.page.setHtml(html)

    def save_to(self, path: Path) -> None:
        """The whole manual as PDF where the user wants it."""
        core = self.core
        op = core.work(lambda: core.files.write(path, core.reference.manual_pdf()))
        op.on_success(lambda _done: self.message.done(tr("已写好：{}").format(path.name))).run(self)

    def _on_save(self) -> None:
        dialog = QFileDialog(self, tr("存成PDF"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(tr("枫桥调解台使用手册.pdf"))
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()
