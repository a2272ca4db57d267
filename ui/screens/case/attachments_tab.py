"""附件: photographs, scans, sound and files of the case; taken in, listed, shown, copied out. Content never runs."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QWidget

from desktop.domain.case_events import AttachmentAdded
from desktop.domain.foreign import Drawn
from desktop.ops import Core
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.attachment_view import VIEWABLE, AttachmentView
from ui.screens.case.loaded import Loaded
from ui.screens.case.tab import CaseTab
from ui.screens.papers.scan_home import SUFFIXES, ScanHome
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, hide_unless, label, row, scrolled

KINDS: Final = {"photo": "照片", "scan": "扫描件", "audio": "录音", "file": "文件"}


def _foot(hint: QWidget, add: QWidget) -> QHBoxLayout:
    line = row(hint, add)
    line.setStretch(0, 1)
    return line


class AttachmentsTab(CaseTab):
    """List, add, keep."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.setAcceptDrops(True)
        self._waiting = 0
        self._list = column(gap=6)
        inside = QWidget()
        inside.setLayout(self._list)
        self.message = MessageLine()
        self.add = button(tr("添加文件"), self._on_add, drawing="clip")
        hint = label(
            tr("也可以把文件拖到这里，或者按Ctrl+V粘贴。加入时记下指纹，原样加密保存。"), tone="soft", wrap=True
        )
        self.view = AttachmentView(core)
        self.view.closed.connect(self._on_closed)
        self.home = ScanHome(core, lambda path: self.take([path]), straight=True)
        self.home.told.connect(self.message.done)
        self.home.form_new.connect(lambda forms: self.ways.to_place("intake", forms))
        self.home.form_home.connect(lambda case_id: self.ways.to_case(case_id, "attachments"))
        self.home.opened.connect(self._on_home)
        self._dropped: list[Path] = []
        listed = QWidget()
        layout = column(scrolled(inside), self.home, _foot(hint, self.add))
        layout.setStretch(0, 1)
        layout.setStretch(1, 2)
        listed.setLayout(layout)
        self.pages = QStackedWidget()
        self.pages.addWidget(listed)
        self.pages.addWidget(self.view)
        self.setLayout(column(self.pages, self.message, margins=(12, 10, 12, 10)))
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_case(self, case: Loaded) -> None:
        if self.case is None or self.case.id != case.id:
            self.view.close_view()
        super().show_case(case)
        clear(self._list)
        for attachment in reversed(case.view.state.attachments):
            self._list.addWidget(self._shown(attachment))
        if not case.view.state.attachments:
            self._list.addWidget(label(tr("还没有附件。"), tone="soft"))
        self._list.addStretch(1)

    def take(self, paths: list[Path]) -> None:
        """Take files into the case, one after the other."""
        if self.case is None:
            return
        for path in paths:
            self._waiting += 1
            op = ops.attach(self.core, self.case.id, path)
            op.on_success(partial(self._on_taken, path.name)).on_error(self.message.refused)
            op.on_done(self._on_done).run(self)
        self.add.setEnabled(not self._waiting)

    def paste(self) -> None:
        """Files or a picture that lie in the clipboard; a picture comes as its bytes and is not decoded here."""
        if self.case is None:
            return
        data = QGuiApplication.clipboard().mimeData()
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data is not None else []
        if paths:
            self.take(paths)
            return
        for form, suffix in (("image/png", "png"), ("image/jpeg", "jpg")):
            if data is not None and data.hasFormat(form):
                at = self.core.clock.now().strftime("%Y%m%d-%H%M%S")
                name = tr("粘贴的图片{}.{}").format(at, suffix)
                op = ops.attach_bytes(self.core, self.case.id, name, bytes(data.data(form).data()))
                op.on_success(partial(self._on_taken, name)).on_error(self.message.refused).run(self)
                return
        self.message.warn([tr("剪贴板里没有文件或图片。")])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.bring([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def bring(self, paths: list[Path]) -> None:
        """Files that fall on the page: a scan with one of our codes goes home to its paper, the others are attached."""
        scans = [path for path in paths if path.suffix.lower() in SUFFIXES]
        self.take([path for path in paths if path not in scans])
        self._dropped += scans
        self._bring_next()

    def _bring_next(self) -> None:
        if self._dropped and self.home.isHidden():
            self.home.take(self._dropped.pop(0))

    def _on_home(self, on: bool) -> None:
        """The next one when nothing is asked any more; after this call, for it closes before it begins."""
        if not on:
            QTimer.singleShot(0, self, self._bring_next)

    def _shown(self, attachment: AttachmentAdded) -> QFrame:
        size = max(1, attachment.size // 1024)
        told = tr("{}　{}　{} KB　指纹 {}").format(
            tr(KINDS[attachment.kind]), attachment.name, size, attachment.content_hash[:12]
        )
        words = label(told, wrap=True)
        keep = button(tr("另存一份"), partial(self._on_keep, attachment), narrow=True)
        keep.setAccessibleName(tr("另存一份 {}").format(attachment.name))
        look = button(tr("看"), partial(self._on_look, attachment), drawing="eye", narrow=True)
        look.setAccessibleName(tr("看 {}").format(attachment.name))
        hide_unless(attachment.media_type in VIEWABLE, look)
        line = row(words, look, keep)
        line.setStretch(0, 1)
        return card(line)

    def _on_closed(self) -> None:
        self.pages.setCurrentIndex(0)

    def _on_look(self, attachment: AttachmentAdded) -> None:
        if self.case is not None:
            self.pages.setCurrentIndex(1)
            self.view.show_attachment(self.case.id, attachment)

    def _on_add(self) -> None:
        dialog = QFileDialog(self, tr("选择文件"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda chosen: self.take([Path(name) for name in chosen]))
        dialog.open()

    def _on_keep(self, attachment: AttachmentAdded) -> None:
        dialog = QFileDialog(self, tr("另存一份"), attachment.name)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda chosen: self._keep(attachment, Path(chosen)))
        dialog.open()

    def _keep(self, attachment: AttachmentAdded, path: Path) -> None:
        if self.case is None:
            return
        files = self.core.files

        def write(stored: Drawn) -> None:
            op = self.core.work(lambda: files.write(path, stored.pieces()))
            op.on_success(lambda _done: self.message.done(tr("已存到 {}").format(path.name))).run(self)

        ops.attachment(self.core, self.case.id, attachment.content_hash).on_success(write).run(self)

    def _on_taken(self, name: str, _id: str) -> None:
        self.message.done(tr("已加入：{}").format(name))

    def _on_done(self) -> None:
        self._waiting -= 1
        self.add.setEnabled(self._waiting <= 0)
