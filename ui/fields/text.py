"""Inputs for words: one line, several lines, telephone numbers."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from desktop.domain.errors import RuleViolation
from desktop.domain.identity import check_phone
from ui.fields.base import Field
from ui.fields.line import Line
from ui.i18n import tr
from ui.style.look import look

LINE_LIMIT: Final = 300  # characters; longer texts belong into a long field
FULL_WIDTH: Final = "国"  # every Chinese character is as wide as this one
LONG_LIMIT: Final = 200_000  # characters; what one event may carry
_LATIN: Final = Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText


class LineField(Field):
    """Anything that is typed on one line. Attributes: line."""

    def __init__(self, title: str, *, required: bool = False, hint: str = "", placeholder: str = "") -> None:
        self.line = Line()
        self.line.setMaxLength(LINE_LIMIT)
        self.line.setPlaceholderText(placeholder)
        super().__init__(title, self.line, required=required, hint=hint)
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def typed(self) -> str:
        return self.line.text().strip()

    def set_value(self, value: object) -> None:
        self.line.setText(str(value or ""))

    def is_empty(self) -> bool:
        return not self.typed()

    def latin_only(self) -> None:
        """Digits and letters: an input method would take them as choices of its candidates."""
        self.line.setInputMethodHints(_LATIN)
        self.line.plain = True


class TextField(LineField):
    """One line of text; kept without blanks at its ends."""

    def value(self) -> str:
        return self.typed()


class SecretField(TextField):
    """A passphrase; never kept by the field, never drafted, never written into a log."""

    def __init__(self, title: str, *, required: bool = True, hint: str = "") -> None:
        super().__init__(title, required=required, hint=hint)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.latin_only()  # an input method would spell it out in its candidates, for everybody in the room
        self.line.setInputMethodHints(_LATIN | Qt.InputMethodHint.ImhSensitiveData)

    def value(self) -> str:
        return self.line.text()


class PhoneField(TextField):
    """A telephone number, tidied when the input is left (R-108)."""

    def __init__(self, title: str, *, required: bool = False) -> None:
        super().__init__(title, required=required)
        self.latin_only()

    def problem(self) -> RuleViolation | None:
        found = super().problem()
        if found is not None or self.is_empty():
            return found
        try:
            check_phone(self.value())
        except RuleViolation as error:
            return error
        return None

    def accept_note(self) -> None:
        if not self.is_empty() and not self.line.hasFocus():
            self.line.setText(check_phone(self.value()))
        super().accept_note()


def width_of_line(edit: QPlainTextEdit, length: int) -> int:
    """Pixels an input may be wide so that a line holds at most `length` Chinese characters."""
    beside = edit.width() - edit.viewport().width() + 2 * edit.document().documentMargin()
    return int(QFontMetricsF(edit.font()).horizontalAdvance(FULL_WIDTH) * length + beside) + 1


class LongText(QPlainTextEdit):
    """Several lines; Tab moves on, pasted text comes without its formatting and within the limit."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.overflowed = False
        self.wanted = 0

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted or super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.wanted or super().minimumSizeHint().height())

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = LONG_LIMIT - len(self.toPlainText())
        text = source.text()
        self.overflowed = len(text) > room
        self.textCursor().insertText(text[: max(0, room)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)


class LongTextField(Field):
    """Text of several lines; `lines` is the height it asks for, Ctrl+Enter moves on."""

    def __init__(
        self,
        title: str,
        *,
        lines: int = 3,
        required: bool = False,
        hint: str = "",
        placeholder: str = "",
        grow: bool = False,
    ) -> None:
        self.text = LongText()
        self._line = 0
        self.text.setPlaceholderText(placeholder)
        super().__init__(title, self.text, required=required, hint=hint)
        self._lines = lines
        vertical = QSizePolicy.Policy.Expanding if grow else QSizePolicy.Policy.Fixed
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        if grow:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            self.layout_.setStretch(0, 1000)
        self._fit()
        self.text.textChanged.connect(self._on_changed)

    def value(self) -> str:
        return self.text.toPlainText().strip()

    def set_value(self, value: object) -> None:
        blocked = self.text.blockSignals(True)
        self.text.setPlainText(str(value or ""))
        self.text.blockSignals(blocked)

    def problem(self) -> RuleViolation | None:
        if self.text.overflowed:
            self.text.overflowed = False
            return RuleViolation(
                "R-903",
                tr("粘贴的文字太长，只收下了前{}个字。").format(LONG_LIMIT),
                way_out=tr("长材料请作为附件放进案件。"),
            )
        return super().problem()

    def _on_changed(self) -> None:
        if self.text.overflowed:
            self.check()
        self.edited.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def keep_lines(self, length: int) -> None:
        """Lines of at most so many characters, however wide the window is: they are read out."""
        self._line = length
        self._fit()

    def _fit(self) -> None:
        height = QFontMetricsF(self.text.font()).lineSpacing() * self._lines + 22
        self.text.wanted = max(look().target, round(height))
        if self._line:
            self.text.setMaximumWidth(width_of_line(self.text, self._line))
        self.text.updateGeometry()
