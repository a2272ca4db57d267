"""What every input has: words that belong to it, a place for what is wrong, a value. Must not know any record.

Label and input are buddies and share the accessible name, so that eyes, keyboard, screen readers and tests find the
same thing. What is wrong stands under the input, with the legal basis; nothing pops up.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.errors import RuleViolation
from ui.i18n import said, tr
from ui.style.blocks import Tone, label, restyle, set_tone


class Field(QWidget):
    """An input with its label and its note line.

    Attributes: title, caption (the label, placed by the form), editor (what takes the focus), required,
        masked (others see it only in part, so a copy does not stay in the clipboard).
    Signals: edited (the user changed something), settled (the user is done with it: focus left).
    """

    masked = False
    edited = Signal()
    settled = Signal()

    def __init__(self, title: str, editor: QWidget, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.title = title
        self.editor = editor
        self.required = required
        self._hint = hint
        self._hint_tone: Tone = "soft"
        self.caption = label(title + (" *" if required else ""))
        self.caption.setBuddy(editor)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.caption.setProperty("caption", True)
        self.note = label("", rank="small", wrap=True)
        self.note.setVisible(False)
        editor.setAccessibleName(title)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(1)
        self.layout_.addWidget(self.body())
        self.layout_.addWidget(self.note)
        self.layout_.addStretch(1)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        editor.installEventFilter(self)
        self.say(hint, "soft")

    def body(self) -> QWidget:
        """What stands above the note; the editor alone unless a field has more."""
        return self.editor

    def value(self) -> Any:
        """The content as it is kept; subclasses say in which form."""
        raise AssertionError(f"{type(self).__name__} has no value")

    def set_value(self, value: Any) -> None:
        raise AssertionError(f"{type(self).__name__} takes no value {value!r}")

    def is_empty(self) -> bool:
        return self.value() in ("", None, (), [])

    def problem(self) -> RuleViolation | None:
        """What is wrong with the content by itself; None when nothing is."""
        if self.required and self.is_empty():
            return RuleViolation("R-902", tr("请填写“{}”。").format(self.title))
        return None

    def check(self) -> bool:
        """Show what is wrong, or take the note away; answers whether all is well."""
        found = self.problem()
        if found is None:
            self.accept_note()
            return True
        self.show_error(found)
        return False

    def accept_note(self) -> None:
        """The note of a content that is in order."""
        self.say(self._hint, self._hint_tone)

    def show_error(self, error: RuleViolation) -> None:
        """Say at the input what is wrong and by which rule."""
        basis = tr("（依据：{}）").format(error.basis) if error.basis else ""
        self.say(f"✗ {said(error)}{basis}[{error.code}]", "red", wrong=True)

    def set_hint(self, text: str, tone: Tone = "soft") -> None:
        """Another hint from now on; shown at once unless an error stands there."""
        changed = text != self._hint
        self._hint, self._hint_tone = text, tone
        if changed and not self.editor.property("wrong"):
            self.accept_note()

    def say(self, text: str, tone: Tone = "soft", *, wrong: bool = False) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
        set_tone(self.note, tone)
        if bool(self.editor.property("wrong")) != wrong:
            self.editor.setProperty("wrong", wrong)
            restyle(self.editor)
        self.editor.setAccessibleDescription(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.editor and event.type() == QEvent.Type.FocusOut:
            self._on_left()
        return super().eventFilter(watched, event)

    def _on_left(self) -> None:
        if not self.is_empty():
            self.check()
        self.settled.emit()
