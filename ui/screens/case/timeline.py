"""How far a case is: what was done, what is next, which days bind. Painted, and read out as text."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.i18n import tr
from ui.screens.case.loaded import Loaded
from ui.style.look import look
from ui.style.words import short_day

_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class Mark(Struct, frozen=True):
    """One line of the timeline."""

    title: str
    detail: str
    state: Literal["done", "now", "todo"]


def marks_of(case: Loaded) -> tuple[Mark, ...]:
    """Done steps in their order, the open ones, the running limits."""
    state, status = case.view.state, case.status
    marks = [Mark(step.title, short_day(step.on), "done") for step in status.done]
    if not any(step.step == "register" for step in status.done) and not status.done:
        marks.append(Mark(tr("登记"), short_day(state.reg.received_at), "done"))
    for place, task in enumerate(status.current):
        detail = tr("{}前").format(short_day(task.due)) if task.due else ""
        marks.append(Mark(task.title, detail, "now" if place == 0 else "todo"))
    for limit in status.limits:
        if limit.who == "duty":
            marks.append(Mark(limit.title, tr("{}前办完").format(short_day(limit.work_by)), "todo"))
    if state.closed is not None:
        marks.append(Mark(tr("已结案"), short_day(state.closed.on), "done"))
    return tuple(marks)


class Timeline(QWidget):
    """Paints the marks under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        self._marks = marks
        words = {"done": tr("已办"), "now": tr("现在"), "todo": tr("待办")}
        self.setAccessibleName("；".join(f"{words[m.state]} {m.title} {m.detail}" for m in marks))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().scaled(200), sum(self._heights(self.width())) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heights, middle = self._heights(self.width()), look().scaled(10)
        if len(heights) > 1:
            painter.setPen(QPen(QColor(look().colours.edge), 2))
            painter.drawLine(middle, middle + 4, middle, sum(heights[:-1]) + middle)
        top = 0
        for mark, height in zip(self._marks, heights, strict=True):
            self._paint(painter, mark, top, middle)
            top += height

    def _paint(self, painter: QPainter, mark: Mark, top: int, middle: int) -> None:
        colours = look().colours
        colour = QColor({"done": colours.green, "now": colours.blue, "todo": colours.off}[mark.state])
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if mark.state != "todo" else QColor(colours.card))
        radius = look().scaled(6)
        painter.drawEllipse(QPointF(middle, top + middle + 2), radius, radius)
        font = painter.font()
        font.setBold(mark.state == "now")
        painter.setFont(font)
        painter.setPen(QColor(colours.ink if mark.state != "todo" else colours.soft))
        space = self._space(self.width())
        title = QRect(_left(), top + 2, space, self._title_height(mark, space))
        painter.drawText(title, _WRAPPED, mark.title)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(colours.soft))
        under = QRect(_left(), title.bottom() + 1, space, self.fontMetrics().lineSpacing())
        painter.drawText(under, _WRAPPED, mark.detail)

    def _heights(self, width: int) -> list[int]:
        """How high each mark is: a long title takes several lines."""
        line, space = self.fontMetrics().lineSpacing(), self._space(width)
        return [self._title_height(mark, space) + round(line * (1.35 if mark.detail else 0.8)) for mark in self._marks]

    def _title_height(self, mark: Mark, space: int) -> int:
        font = self.font()
        font.setBold(mark.state == "now")
        return QFontMetrics(font).boundingRect(QRect(0, 0, space, 10_000), _WRAPPED, mark.title).height()

    def _space(self, width: int) -> int:
        return max(60, width - _left() - 4)


def _left() -> int:
    return look().scaled(10) * 2 + look().scaled(8)
