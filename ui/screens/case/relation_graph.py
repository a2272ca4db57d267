"""Who stands how to whom in a case, as a small drawing: sides opposite each other, duties as arrows, agents beside."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.case_view import PartyView
from desktop.domain.money import digits
from ui.i18n import tr
from ui.screens.case.loaded import Loaded
from ui.style.look import look

_MOST = 6  # names of a side that are drawn; the list under it has them all


class Relation(Struct, frozen=True):
    """One tie between two names, as words. `arrow`: a duty, drawn from `one` to `other`."""

    one: str
    other: str
    words: str
    arrow: bool = False


def relations_of(case: Loaded) -> tuple[Relation, ...]:
    """Duties that are owed, agents, guardians, who speaks for an organisation."""
    names = dict(case.names())
    found = []
    for view in case.view.duties:
        owed = view.duty.amount - view.done
        amount = view.duty.amount
        what = tr("应付{}元，还差{}元").format(digits(amount), digits(owed)) if amount else view.duty.text
        found.append(Relation(names.get(view.duty.debtor, ""), names.get(view.duty.creditor, ""), what, arrow=True))
    for party in case.view.parties:
        found += _ties(party)
    return tuple(found)


def _ties(party: PartyView) -> list[Relation]:
    power = tr("（{}）").format(party.agent_power) if party.agent_power else ""
    said = (
        (party.agent, tr("委托代理人{}").format(power)),
        (party.guardian, tr("监护人")),
        (party.representative, party.representative_post or tr("代表")),
    )
    return [Relation(name, party.name, words) for name, words in said if name]


class RelationGraph(QWidget):
    """Painted; read out as text."""

    def __init__(self) -> None:
        super().__init__()
        self._sides: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._arrows: set[tuple[str, str]] = set()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_case(self, case: Loaded) -> None:
        parties = case.view.parties
        left = tuple(p.name for p in parties if p.side == "applicant")
        right = tuple(p.name for p in parties if p.side != "applicant")
        self._sides = (_shortened(left), _shortened(right))
        relations = relations_of(case)
        self._arrows = {(r.one, r.other) for r in relations if r.arrow}
        told = [tr("{}与{}").format("、".join(left), "、".join(right))] if right else ["、".join(left)]
        self.setAccessibleName(tr("关系图：{}").format("；".join([*told, *(_told(r) for r in relations)])))
        self.setVisible(bool(right))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().scaled(420), max(1, *(len(side) for side in self._sides)) * self._step() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes = {name: box for place in (0, 1) for name, box in self._boxes(place).items()}
        painter.setPen(QPen(QColor(look().colours.edge), 1.5))
        for one in self._sides[0]:
            for other in self._sides[1]:
                painter.drawLine(QPointF(boxes[one].right(), boxes[one].center().y()), _left_of(boxes[other]))
        for one, other in self._arrows:
            if one in boxes and other in boxes:
                self._arrow(painter, boxes[one], boxes[other])
        for place, side in enumerate(self._sides):
            for name in side:
                self._box(painter, boxes[name], name, blue=place == 0)

    def _boxes(self, place: int) -> dict[str, QRectF]:
        names = self._sides[place]
        words = self.fontMetrics()
        width = max((words.horizontalAdvance(name) for name in names), default=0) + 28
        left = 2.0 if place == 0 else min(self.width() - 2.0 - width, look().scaled(420))
        spare = (self.height() - len(names) * self._step()) / 2
        height = words.height() + 12
        return {name: QRectF(left, spare + n * self._step() + 4, width, height) for n, name in enumerate(names)}

    def _box(self, painter: QPainter, box: QRectF, name: str, *, blue: bool) -> None:
        colours = look().colours
        painter.setPen(QPen(QColor(colours.blue_deep if blue else colours.amber), 1))
        painter.setBrush(QColor(colours.blue_ground if blue else colours.amber_ground))
        painter.drawRoundedRect(box, 6, 6)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _arrow(self, painter: QPainter, one: QRectF, other: QRectF) -> None:
        """A thick line with a head: this side owes the other something."""
        rightward = one.x() < other.x()
        start = QPointF(one.right() if rightward else one.left(), one.center().y())
        end = QPointF(other.left() if rightward else other.right(), other.center().y())
        colour = QColor(look().colours.green)
        painter.setPen(QPen(colour, 2.5))
        painter.drawLine(start, end)
        back = -9.0 if rightward else 9.0
        painter.setBrush(colour)
        wings = [QPointF(end.x() + back, end.y() + wing) for wing in (-6, 6)]
        painter.drawPolygon(QPolygonF([end, *wings]))

    def _step(self) -> int:
        return self.fontMetrics().height() + 24


def _left_of(box: QRectF) -> QPointF:
    return QPointF(box.left(), box.center().y())


def _shortened(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) <= _MOST:
        return names
    return (*names[: _MOST - 1], tr("等{}人").format(len(names)))


def _told(relation: Relation) -> str:
    return tr("{}　{}　{}").format(relation.one, relation.words, relation.other)
