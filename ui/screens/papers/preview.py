"""A paper on the screen as it will be on paper: zoom, print, save. Its libraries are loaded when first needed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.ops import Core
from desktop.usecases.print_papers import QueuePaper
from ui.i18n import tr
from ui.screens.papers.ops import before_printing, queue
from ui.screens.papers.seal_sheet import SealSheet
from ui.shell.print_run import PrintRun
from ui.style.blocks import button, clear, label, tip, toggle
from ui.style.flow import Flow

_STEP = 1.2


class PaperPreview(QWidget):
    """Shows one PDF. Signals: printed, queued (why the printer did not take it), saved (path)."""

    printed = Signal()
    queued = Signal(str)
    saved = Signal(str)

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self.pdf = b""
        self.title = ""
        self.copies = 1
        self._paper: tuple[str, str] | None = None
        self._holder: QWidget | None = None
        self._place = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.before = Flow()
        self.smaller = button("", lambda: self._zoom(1 / _STEP), drawing="zoom-out", narrow=True)
        self.larger = button("", lambda: self._zoom(_STEP), drawing="zoom-in", narrow=True)
        for made, words in ((self.smaller, tr("缩小")), (self.larger, tr("放大"))):
            made.setAccessibleName(words)
            tip(made, words)
        self.keep = button(tr("存成PDF"), self.save, narrow=True)
        self.print = button(tr("打印"), self.send_to_printer, primary=True, drawing="print")
        self.preview = toggle(tr("打印预览"))
        self.preview.setProperty("narrow", True)
        self.preview.clicked.connect(lambda _on=False: self._on_preview())
        for made in (self.print, self.preview, self.keep, self.smaller, self.larger):
            self.before.addWidget(made)
        self.seal = button(tr("盖电子章"), self._on_seal, narrow=True)
        self.before.addWidget(self.seal)
        self.sheet = SealSheet(core)
        self.sheet.saved.connect(self.saved)
        layout.addLayout(self.before)
        layout.addWidget(self.sheet)
        layout.addLayout(self._place, 1)
        self._empty = label(tr("点左边的文书，在这里看。"), tone="soft")
        self._place.addWidget(self._empty)
        self._place.addStretch(1)
        self._enable()

    def show_pdf(self, pdf: bytes, title: str, copies: int, paper: tuple[str, str] | None = None) -> None:
        """Show a paper; `copies` is what the printer is asked for.

        `paper`: case and id of a registered paper, whose prints are counted and whose further prints are marked.
        """
        self.pdf, self.title, self.copies, self._paper = pdf, title, copies, paper
        self.sheet.close_sheet()
        self._show_paper()
        self._enable()

    def _show_paper(self) -> None:
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self.preview.setChecked(False)
        clear(self._place)
        self._holder = QWidget()
        document = QPdfDocument(self._holder)
        buffer = QBuffer(self._holder)
        buffer.setData(QByteArray(self.pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        view = QPdfView(self._holder)
        view.setDocument(document)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setAccessibleName(tr("文书预览 {}").format(self.title))
        inside = QVBoxLayout(self._holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(view)
        self._place.addWidget(self._holder)

    def show_nothing(self, words: str) -> None:
        """No paper is chosen, or it cannot be shown."""
        self.pdf = b""
        clear(self._place)
        self._place.addWidget(label(words, tone="soft", wrap=True))
        self._place.addStretch(1)
        self._holder = None
        self._enable()

    def send_to_printer(self) -> None:
        """Choose a printer and print all copies; a registered paper waits in the queue when there is none."""
        if self.pdf and self._paper is not None:
            self._run = PrintRun(self, self._core)
            self._run.ended.connect(self._on_ended)
            op = queue(self._core, (QueuePaper(*self._paper, self.copies),))
            op.on_success(lambda jobs: self._run.start(jobs, fresh=True)).run(self)
        elif self.pdf:
            from ui.shell.paper_printing import print_pdf

            print_pdf(self, self.pdf, self.title, self.copies, self.printed.emit)

    def _on_ended(self, printed: int, left: int, why: str) -> None:
        if printed:
            self.printed.emit()
        elif left:
            self.queued.emit(why)

    def _on_preview(self) -> None:
        """The pages as the printer would draw them, a further print with its mark; or the paper again."""
        if not self.preview.isChecked() or not self.pdf:
            self._show_paper()
        elif self._paper is None:
            self._show_sheets(self.pdf, self.copies)
        else:
            op = before_printing(self._core, QueuePaper(*self._paper, self.copies))
            op.on_success(lambda sheets: self._show_sheets(sheets.pdf, sheets.copies)).run(self)

    def _show_sheets(self, pdf: bytes, copies: int) -> None:
        from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget

        from ui.shell.paper_printing import a4_printer, draw_pages

        self._printer: QPrinter = a4_printer(self.title)
        made = QPrintPreviewWidget(self._printer)
        made.setAccessibleName(tr("打印预览 {}").format(self.title))
        made.paintRequested.connect(lambda printer: draw_pages(pdf, printer, copies))
        clear(self._place)
        self._holder = None
        self._place.addWidget(made)
        made.fitToWidth()

    def _on_seal(self) -> None:
        self.sheet.open(self.pdf, self.title)

    def save(self) -> None:
        """Choose a place and save the file there."""
        dialog = QFileDialog(self, tr("存成PDF"), self.title + ".pdf", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.fileSelected.connect(self._save_as)
        dialog.open()

    def _save_as(self, chosen: str) -> None:
        path, pdf, files = Path(chosen), self.pdf, self._core.files
        self._core.work(lambda: files.write(path, pdf)).on_success(lambda _done: self.saved.emit(chosen)).run(self)

    def _zoom(self, factor: float) -> None:
        from PySide6.QtPdfWidgets import QPdfView

        view = self._holder.findChild(QPdfView) if self._holder is not None else None
        if view is None:
            return
        if view.zoomMode() != QPdfView.ZoomMode.Custom:
            pages = view.document()
            wide = pages.pagePointSize(0).width() * view.logicalDpiX() / 72 if pages.pageCount() else view.width()
            view.setZoomFactor(max(0.2, (view.viewport().width() - 12) / wide))
            view.setZoomMode(QPdfView.ZoomMode.Custom)
        view.setZoomFactor(min(5.0, max(0.2, view.zoomFactor() * factor)))

    def _enable(self) -> None:
        for made in (self.smaller, self.larger, self.keep, self.print, self.preview, self.seal):
            made.setEnabled(bool(self.pdf))
