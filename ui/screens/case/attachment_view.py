"""One photograph or scan on the screen: bare pixels that the helper process drew; nothing of the file runs here."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from desktop.domain.case_events import AttachmentAdded
from desktop.domain.foreign import Drawn, Opened, Pixels
from desktop.ops import Core, Op
from ui.i18n import tr
from ui.screens.case import ops
from ui.style.blocks import button, column, label, row

LONGEST: Final = 2_400  # pixels asked for: sharp when enlarged to the window's double width
VIEWABLE: Final = ("image/jpeg", "image/png", "image/tiff", "image/bmp", "image/webp", "application/pdf")


def image_of(pixels: Pixels) -> QImage:
    """The pixels as Qt holds them; no decoder is asked."""
    form = QImage.Format.Format_Grayscale8 if pixels.colours == 1 else QImage.Format.Format_RGB888
    return QImage(pixels.data, pixels.width, pixels.height, pixels.width * pixels.colours, form).copy()


class AttachmentView(QWidget):
    """Signals: closed."""

    closed = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._asked: Op[Any] | None = None
        self._data: Drawn | None = None
        self._picture = QPixmap()
        self.number = 0
        self.pages = 0
        self.heading = label("", rank="strong", wrap=True)
        self.told = label("", tone="soft", wrap=True)
        self.back = button(tr("回到列表"), self.close_view, drawing="arrow-left", narrow=True)
        self.before = button(tr("上一页"), lambda: self.turn(-1), narrow=True)
        self.after = button(tr("下一页"), lambda: self.turn(1), narrow=True)
        self.whole = button(tr("整页"), lambda: self._zoom(0), narrow=True)
        self.larger = button(tr("放大"), lambda: self._zoom(1), drawing="zoom-in", narrow=True)
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.sheet)
        self._times = 0
        head = row(self.back, self.heading, self.before, self.after, self.whole, self.larger, gap=6)
        head.setStretch(1, 1)
        layout = column(head, self.told, self.area, gap=6)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_attachment(self, case_id: str, attachment: AttachmentAdded) -> None:
        """Fetch it and show its first page."""
        self._data, self.number, self.pages, self._times = None, 0, 0, 0
        self.heading.setText(attachment.name)
        self._say(tr("正在打开…"))
        self._arrange()
        op = ops.attachment(self._core, case_id, attachment.content_hash)
        self._asked = op.on_success(self._on_data).on_error(self._on_error).run(self)

    def turn(self, by: int) -> None:
        """Another page."""
        if 0 <= self.number + by < self.pages:
            self.number += by
            self._times = 0
            self._ask()

    def close_view(self) -> None:
        """Stop what is being opened, and go back."""
        if self._asked is not None:
            self._asked.cancel()
        self._data, self._asked = None, None
        self._picture = QPixmap()
        self.sheet.clear()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageUp.value: -1, Qt.Key.Key_PageDown.value: 1}
        if event.key() in steps:
            self.turn(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint()

    def _on_data(self, data: Drawn) -> None:
        self._data = data
        self._asked = ops.look(self._core, data).on_success(self._on_opened).on_error(self._on_error).run(self)

    def _on_opened(self, opened: Opened) -> None:
        self.pages = opened.pages
        self._ask()

    def _ask(self) -> None:
        self._arrange()
        if self._data is None:
            return
        op = ops.page(self._core, self._data, self.number, LONGEST)
        self._asked = op.on_success(self._on_page).on_error(self._on_error).run(self)

    def _on_page(self, pixels: Pixels) -> None:
        self._picture = QPixmap.fromImage(image_of(pixels))
        self._say(tr("第{}页　共{}页").format(self.number + 1, self.pages) if self.pages > 1 else "")
        self._paint()

    def _on_error(self, error: BaseException) -> bool:
        """What cannot be shown is said in place of the page."""
        told = getattr(error, "told", None)
        if told is None:
            return False
        self.sheet.clear()
        self._say(told())
        return True

    def _zoom(self, step: int) -> None:
        self._times = min(3, self._times + step) if step else 0
        self._paint()

    def _paint(self) -> None:
        if self._picture.isNull():
            return
        room = self.area.viewport().size() * (1 + self._times)
        self.sheet.setPixmap(
            self._picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        self.sheet.setAccessibleName(tr("{} 第{}页").format(self.heading.text(), self.number + 1))

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def _arrange(self) -> None:
        for made, there in ((self.before, self.number > 0), (self.after, self.number + 1 < self.pages)):
            made.setVisible(self.pages > 1)
            made.setEnabled(there)
