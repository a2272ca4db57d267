"""How far a case is: what was done, what is next, which days bind. Painted, and read out as text."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.i18n import tr
from ui.screens.case.loaded import Loaded
from ui.style.look import look
from ui.style.words import short_day


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
        return QSize(look().scaled(200), self._row() * len(self._marks) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = look().colours
        row, middle = self._row(), look().scaled(10)
        if len(self._marks) > 1:
            painter.setPen(QPen(QColor(colours.edge), 2))
            painter.drawLine(middle, middle + 4, middle, row * (len(self._marks) - 1) + middle)
        for place, mark in enumerate(self._marks):
            self._paint(painter, mark, place * row, middle)

    def _paint(self, painter: QPainter, mark: Mark, top: int, middle: int) -> None:
        colours = look().colours
        colour = QColor({"done": colours.green, "now": colours.blue, "todo": colours.off}[mark.state])
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if mark.state != "todo" else QColor(colours.card))
        radius = look().scaled(6)
        painter.drawEllipse(QPointF(middle, top + middle + 2), radius, radius)
        words = painter.fontMetrics()
        left = middle * 2 + look().scaled(8)
        space = self.width() - left - 4
        font = painter.font()
        font.setBold(mark.state == "now")
        painter.setFont(font)
        painter.setPen(QColor(colours.ink if mark.state != "todo" else colours.soft))
        title = painter.fontMetrics().elidedText(mark.title, Qt.TextElideMode.ElideRight, space)
        painter.drawText(left, top + words.ascent() + 2, title)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(colours.soft))
        painter.drawText(left, top + words.ascent() + words.lineSpacing() + 2, mark.detail)

    def _row(self) -> int:
        return round(self.fontMetrics().lineSpacing() * 2.35)
