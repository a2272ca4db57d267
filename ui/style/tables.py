"""Tables of the window: one look, rows by text size, states as pills. Must not ask for data."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.style.look import look
from ui.style.words import State

STATE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_ROOMY: Final = 14  # pt: above it a table has no room for what can be spared
_WORDS: Final = 120  # pixels at 12 pt that a column of no fixed width keeps
Index = QModelIndex | QPersistentModelIndex


class Table(QTableView):
    """Rows are chosen with one click or the arrow keys and opened with Enter. Signals: opened (row)."""

    opened = Signal(int)

    def __init__(self, model: QAbstractItemModel, name: str, *, click_opens: bool = False) -> None:
        super().__init__()
        self._widths: tuple[int, ...] = ()
        self._spare = self._pill = -1
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(False)
        if click_opens:
            self.clicked.connect(lambda index: self.opened.emit(index.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.fit()

    def fit(self) -> None:
        """Follow the text size."""
        self.verticalHeader().setDefaultSectionSize(look().target)
        self.horizontalHeader().setFixedHeight(look().target)
        if self._spare >= 0:
            self.setColumnHidden(self._spare, look().size > _ROOMY)
        self._share()

    def _share(self) -> None:
        """Give the columns their widths; where they do not fit, words are cut evenly and a state is never cut."""
        shown = [c for c in range(len(self._widths)) if not self.isColumnHidden(c)]
        fixed = {c: look().scaled(self._widths[c]) for c in shown if self._widths[c]}
        left = look().scaled(_WORDS) * (len(shown) - len(fixed))
        over = sum(fixed.values()) + left - self.viewport().width()
        words = sum(width for column, width in fixed.items() if column != self._pill)
        for column, width in fixed.items():
            give = over * width // words + 1 if over > 0 and column != self._pill else 0
            self.setColumnWidth(column, max(width - give, width // 2))

    def columns(self, *widths: int, spare: int = -1) -> None:
        """Column widths in pixels at 12 pt; 0 takes what is left. `spare`: a column that large text does without."""
        self._widths = widths
        self._spare = spare
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        modes = QHeaderView.ResizeMode
        for column, width in enumerate(widths):
            header.setSectionResizeMode(column, modes.Interactive if width else modes.Stretch)
        self.fit()

    def keep_ends(self, column: int) -> None:
        """What does not fit in this column loses its middle: numbers differ at their end."""
        self.setItemDelegateForColumn(column, EndsDelegate(self))

    def pills(self, column: int) -> None:
        """Show this column's states as pills."""
        self._pill = column
        self.setItemDelegateForColumn(column, PillDelegate(self))

    def chosen(self) -> int:
        """The chosen row, -1 for none."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen() >= 0:
            self.opened.emit(self.chosen())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()


class EndsDelegate(QStyledItemDelegate):
    """Cuts the middle out of a text that is too long."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle  # type: ignore[attr-defined]


class PillDelegate(QStyledItemDelegate):
    """Draws a state as shape, words and tint, so that it survives colour blindness and a black-and-white printer."""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        state = index.data(STATE_ROLE)
        if isinstance(state, State):
            painter.setFont(option.font)
            draw_pill(painter, QRectF(option.rect), state)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(look().scaled(130), look().target)


def draw_pill(painter: QPainter, space: QRectF, state: State) -> None:
    """A rounded box with the words of a state, at the left of `space`."""
    colours = look().colours
    ink, ground = (
        QColor(getattr(colours, "blue_deep" if state.tint == "blue" else state.tint)),
        QColor(getattr(colours, f"{state.tint}_ground")),
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    words = QFontMetrics(painter.font())
    width = min(words.horizontalAdvance(state.text) + 20, space.width() - 10)
    height = min(words.height() + 8, space.height() - 6)
    box = QRectF(space.x() + 6, space.center().y() - height / 2 + 0.5, width, height)
    painter.setPen(QPen(ink, 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 6, 6)
    painter.drawText(
        box, Qt.AlignmentFlag.AlignCenter, words.elidedText(state.text, Qt.TextElideMode.ElideRight, int(width) - 8)
    )
    painter.restore()
