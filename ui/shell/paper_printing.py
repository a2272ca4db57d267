"""Puts finished pages on the printer; the only module that opens print dialogs. Must not compose papers.

Imported only when something is printed: the libraries behind it would slow the start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import Situation
from ui.i18n import tr
from ui.reporters import present
from ui.style.look import FAMILIES

RESOLUTION: Final = 300  # dpi at which pages are drawn: sharper than an office printer shows

_file = ""


def print_into(path: str) -> None:
    """Print without a dialog into this PDF file from now on (demonstration, tests); "" for the printer again."""
    global _file  # noqa: PLW0603, one process prints to one place
    _file = path


def print_pdf(parent: QWidget, pdf: bytes, title: str, copies: int, printed: Callable[[], object]) -> None:
    """Let the user choose a printer, then draw every page of a PDF on it; `printed` is called afterwards."""

    def draw(printer: QPrinter) -> None:
        if draw_pages(pdf, printer, copies):
            printed()
        else:
            present(parent, no_printer())

    choose_printer(parent, title, draw, lambda: present(parent, no_printer()))


def print_words(parent: QWidget, title: str, lines: Sequence[str]) -> None:
    """Print a few large lines (the recovery sheet): never through a file of ours."""
    none = partial(present, parent, no_printer())
    choose_printer(parent, title, lambda printer: _draw_words(printer, title, lines), none)


def draw_pages(pdf: bytes, printer: QPrinter, copies: int = 1) -> bool:
    """Draw all pages at paper size, as often as asked; False when the printer refuses.

    What the preview shows is drawn by this same function.
    """
    holder = QObject()
    document = QPdfDocument(holder)
    buffer = QBuffer(holder)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    for number in range(max(1, copies) * document.pageCount()):
        if number:
            printer.newPage()
        page = number % document.pageCount()
        size = document.pagePointSize(page)
        pixels = QSize(round(size.width() / 72 * RESOLUTION), round(size.height() / 72 * RESOLUTION))
        painter.drawImage(sheet, document.render(page, pixels))
    painter.end()
    document.close()
    return True


def no_printer() -> Situation:
    """There is no printer, or it refuses."""
    return Situation(
        "S-901",
        tr("没有找到可用的打印机。"),
        safe=tr("文书已经保存，没有丢失。"),
        way_out=tr("请接好打印机、打开电源后再打印；也可以先存成PDF文件，拿到别处打印。"),
    )


def choose_printer(
    parent: QWidget,
    title: str,
    go: Callable[[QPrinter], object],
    none: Callable[[], object],
    given_up: Callable[[], object] = lambda: None,
) -> None:
    """Ask which printer; exactly one of the three is called."""
    if not _file and not QPrinterInfo.availablePrinters():
        none()
        return
    printer = a4_printer(title)
    if _file:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(_file)
        go(printer)
        return
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setWindowTitle(tr("打印 {}").format(title))
    dialog.accepted.connect(lambda: go(printer))
    dialog.rejected.connect(given_up)
    dialog.show()


def a4_printer(title: str) -> QPrinter:
    """Pages without margins of the printer's own: the paper brings them."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    printer.setFullPage(True)
    return printer


def _draw_words(printer: QPrinter, title: str, lines: Sequence[str]) -> None:
    painter = QPainter()
    if not painter.begin(printer):
        return
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(18)
    painter.setFont(font)
    height = painter.fontMetrics().lineSpacing() * 3 // 2
    left, top = printer.width() // 8, printer.height() // 10
    for number, line in enumerate((title, "", *lines)):
        painter.drawText(left, top + number * height, line)
    painter.end()
