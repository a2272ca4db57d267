"""A place to draw a signature with pen, finger or mouse; gives the strokes as a picture. Must not keep them."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.i18n import tr
from ui.style.look import look

_LEAST_STROKE = 12.0  # pixels of ink; less is a slip of the hand
_PEN = 2.6


class SignaturePad(QWidget):
    """Signals: drawn (something stands in it now, or no longer)."""

    drawn = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("签名的地方"))
        self.setMinimumHeight(look().scaled(110))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strokes: list[QPainterPath] = []

    def sizeHint(self) -> QSize:
        return QSize(look().scaled(260), look().scaled(110))

    def is_empty(self) -> bool:
        return sum(stroke.length() for stroke in self._strokes) < _LEAST_STROKE

    def clear(self) -> None:
        self._strokes = []
        self.drawn.emit(False)
        self.update()

    def png(self) -> bytes:
        """The strokes in black on white at twice the size of the screen; nothing when the pad is empty."""
        if self.is_empty():
            return b""
        image = QImage(self.size() * 2, QImage.Format.Format_Grayscale8)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.scale(2, 2)
        self._draw(painter, QColor("black"))
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # a format is text, whatever the stub says
        return bytes(buffer.data().data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self._strokes[-1].lineTo(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.drawn.emit(not self.is_empty())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        painter.setPen(QPen(QColor(look().colours.edge), 1, Qt.PenStyle.DashLine))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self._draw(painter, QColor("black"))
        painter.end()

    def _begin(self, at: QPointF) -> None:
        stroke = QPainterPath(at)
        stroke.lineTo(at + QPointF(0.1, 0.1))
        self._strokes.append(stroke)
        self.update()

    def _draw(self, painter: QPainter, ink: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, _PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for stroke in self._strokes:
            painter.drawPath(stroke)
