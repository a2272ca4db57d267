"""加盖电子印章: a certificate file and its password put a seal (PAdES) on the PDF in front, as a file of its own.

The last of all steps: what is changed afterwards breaks the seal. The password is kept nowhere.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import AppError
from desktop.ops import Core
from desktop.usecases.workplace import Sealed
from ui.fields.text import SecretField, TextField
from ui.i18n import told, tr
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, card, column, label, row


class SealSheet(QWidget):
    """Hidden until `open`. Signals: saved (path of the sealed file)."""

    saved = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._pdf = b""
        self._title = ""
        self._certificate: Path | None = None
        told = tr("印章文件（.p12、.pfx）由发证机构给。盖章后另存一份，这份再改一个字印章就失效。")
        self.choose = button(tr("选印章文件"), self._on_choose, drawing="folder", narrow=True)
        self.password = SecretField(tr("印章口令"))
        self.reason = TextField(tr("盖章事由"), placeholder=tr("可以不写"))
        self.message = MessageLine()
        self.yes = button(tr("加盖并另存"), self._on_yes, primary=True)
        secret = row(self.choose, self.password.caption, self.password)
        secret.setStretch(2, 1)
        foot = row(self.reason.caption, self.reason, button(tr("取消"), self.close_sheet), self.yes)
        foot.setStretch(1, 1)
        inside = column(label(told, tone="soft", wrap=True), secret, foot, self.message, gap=6)
        self.setLayout(column(card(inside, tint="blue")))
        self.hide()

    def open(self, pdf: bytes, title: str) -> None:
        """Ask for the seal of a PDF."""
        self._pdf, self._title = pdf, title
        self.message.quiet()
        self.password.set_value("")
        self.show()
        self.choose.setFocus()

    def close_sheet(self) -> None:
        """Forget the password and go."""
        self.password.line.clear()
        self._pdf = b""
        self.hide()

    def take(self, path: Path) -> None:
        """The certificate file that was chosen."""
        self._certificate = path
        self.choose.setText(f" {path.name}")
        self.choose.setAccessibleName(tr("印章文件 {}").format(path.name))
        self.password.editor.setFocus()

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, tr("选印章文件"), "", tr("印章文件 (*.p12 *.pfx)"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.take(Path(chosen)))
        dialog.open()

    def _on_yes(self) -> None:
        if self._certificate is None:
            self.message.warn((tr("请先选印章文件。"),))
            return
        pdf, path, password = self._pdf, self._certificate, self.password.value()
        reason, bindery = self.reason.value(), self._core.bindery
        self.yes.setEnabled(False)
        op = self._core.work(lambda: bindery.seal(pdf, path, password, reason))
        op.on_success(self._on_sealed).on_error(self._on_refused).on_done(lambda: self.yes.setEnabled(True)).run(self)

    def _on_refused(self, error: BaseException) -> bool:
        """A wrong password is told here, where it is typed again."""
        if not isinstance(error, AppError):
            return False
        self.message.warn((told(error),))
        self.password.editor.setFocus()
        return True

    def _on_sealed(self, sealed: Sealed) -> None:
        name = tr("{}（已盖章）.pdf").format(self._title)
        dialog = QFileDialog(self, tr("盖好章的文件存到"), name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.fileSelected.connect(lambda chosen: self.keep(sealed, Path(chosen)))
        dialog.open()

    def keep(self, sealed: Sealed, path: Path) -> None:
        """Write the sealed file."""
        files = self._core.files
        op = self._core.work(lambda: files.write(path, sealed.pdf))
        op.on_success(lambda _done: self._on_kept(path)).run(self)

    def _on_kept(self, path: Path) -> None:
        self.close_sheet()
        self.saved.emit(str(path))
