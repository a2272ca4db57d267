"""The neutral picture of one key, for when somebody looks at the screen. Shows nothing of the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.i18n import tr


class Cover(QWidget):
    """A quiet landscape over everything, for when somebody looks at the screen; any key or click takes it away."""

    uncovered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("屏幕已盖住，按任意键返回"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self.width(), self.height()
        sky = QLinearGradient(0, 0, 0, height)
        sky.setColorAt(0, QColor("#DCE9F4"))
        sky.setColorAt(1, QColor("#F7F2E4"))
        painter.fillRect(self.rect(), sky)
        painter.setPen(Qt.PenStyle.NoPen)
        for level, colour in ((0.55, "#B8CBDD"), (0.66, "#8FA9BF"), (0.79, "#6C8B7C")):
            painter.setBrush(QColor(colour))
            painter.drawPath(_hills(width, height, level))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress) and self.isVisible():
            self.uncovered.emit()
            return True
        return super().event(event)


def _hills(width: int, height: int, level: float) -> QPainterPath:
    path = QPainterPath()
    top = height * level
    path.moveTo(0, top)
    wide = width / 3
    for number in range(3):
        left = number * wide
        lift = height * (0.16 if (number + round(level * 100)) % 2 else 0.07)
        path.cubicTo(left + wide * 0.35, top - lift, left + wide * 0.65, top + lift * 0.4, left + wide, top)
    path.lineTo(width, height)
    path.lineTo(0, height)
    return path
