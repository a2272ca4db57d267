"""密封登记: accusations, for the two roles that may see them. Built only for a viewer with the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedWidget, QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.domain.sealed import SealedState
from desktop.ops import Core
from desktop.usecases.workplace import Received, Sent
from ui.i18n import tr
from ui.screens.sealed import ops
from ui.screens.sealed.new_matter import NewMatter
from ui.screens.sealed.one_matter import OneMatter
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import RowButton, button, card, clear, column, label, link, row, scrolled


class Sealed(Screen):
    """List, register, one matter; the sealed bundle to the county."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._chosen = ""
        self.message = MessageLine()
        self.new, self.one = NewMatter(core), OneMatter(core)
        self.pages = QStackedWidget()
        self.pages.addWidget(label(tr("请从左边选一件，或者登记一件。"), tone="soft"))
        self.pages.addWidget(scrolled(self.new))
        self.pages.addWidget(scrolled(self.one))
        self.new.registered.connect(self._on_registered)
        self.one.changed.connect(self._on_told)
        back = link(tr("返回设置"), lambda: self.ways.to_place("settings"))
        self.send = button(tr("送县里专办"), self._on_send, drawing="usb", narrow=True)
        self.take = button(tr("收站里送来的"), self._on_take, drawing="folder", narrow=True)
        head = row(label(tr("密封登记"), rank="title"), None, self.take, self.send, back)
        middle = row(self._left(), self.pages, gap=12)
        middle.setStretch(0, 4)
        middle.setStretch(1, 7)
        layout = column(head, middle, self.message, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _left(self) -> QWidget:
        self._list = column(gap=2)
        inside = QWidget()
        inside.setLayout(self._list)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("在密封登记里查找"))
        self.search.setAccessibleName(tr("在密封登记里查找"))
        self.search.returnPressed.connect(self.reload)
        self.add = button(tr("登记检举控告"), self._on_new, drawing="plus")
        layout = column(self.search, scrolled(inside), self.add, gap=8)
        layout.setStretch(1, 1)
        return card(layout)

    def reload(self) -> None:
        ops.load(self.core, self.search.text().strip()).on_success(self.show_matters).run(self)

    def show_matters(self, matters: tuple[SealedState, ...]) -> None:
        """Show the list; the chosen one stays chosen."""
        clear(self._list)
        for state in reversed(matters):
            shape = "✓" if state.closed else "●"
            words = f"{shape} {state.opened.number}　{state.opened.accused}"
            self._list.addWidget(RowButton(words, partial(self.show_matter, state)))
        if not matters:
            self._list.addWidget(label(tr("没有。"), tone="soft"))
        self._list.addStretch(1)
        chosen = next((state for state in matters if state.id == self._chosen), None)
        if chosen is not None:
            self.one.show_matter(chosen)

    def show_matter(self, state: SealedState) -> None:
        """One matter with what may be done."""
        self._chosen = state.id
        self.message.quiet()
        self.one.show_matter(state)
        self.pages.setCurrentIndex(2)

    def leave(self) -> None:
        """Nothing of it stays on the screen when the user goes elsewhere or the screen is locked."""
        self._chosen = ""
        clear(self._list)
        self.one.state = None
        self.pages.setCurrentIndex(0)
        self._stale = True

    def _on_new(self) -> None:
        self.message.quiet()
        self.new.clear()
        self.pages.setCurrentIndex(1)

    def _on_registered(self, matter_id: str, number: str) -> None:
        self._chosen = matter_id
        self._on_told(tr("已登记：{}").format(number))
        self.pages.setCurrentIndex(2)

    def _on_told(self, words: str) -> None:
        self.message.done(words)
        self.reload()

    def send_to(self, folder: Path) -> None:
        """Write the sealed bundle into a folder."""
        self.message.quiet()
        ops.export(self.core, folder).on_success(self._on_sent).on_error(self._on_refused).run(self)

    def take_file(self, path: Path) -> None:
        """Take a station's sealed bundle in, at the county."""
        self.message.quiet()
        ops.take(self.core, path).on_success(self._on_taken).on_error(self._on_refused).run(self)

    def _on_sent(self, sent: Sent) -> None:
        if sent.paths:
            names = "、".join(path.name for path in sent.paths)
            self.message.done(tr("已写好：{}。请由专人交给县里的专办人员。").format(names))
        else:
            self.message.done(tr("没有要送的。"))

    def _on_taken(self, done: Received) -> None:
        self._on_told(tr("已收下{}条。").format(done.new))

    def _on_refused(self, error: BaseException) -> bool:
        if isinstance(error, AppError):
            self.message.show_error(RuleViolation(error.code, error.message, way_out=error.way_out))
            return True
        return False

    def _on_send(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, tr("写到哪里"), self.send_to)

    def _on_take(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFile, tr("选择密封的文件"), self.take_file)

    def _ask(self, mode: QFileDialog.FileMode, words: str, go: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self, words)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(lambda chosen: go(Path(chosen)))
        dialog.open()
