"""The only place that opens message boxes: tells the user about an error, or asks before what cannot be undone.

Tests put a recording reporter in place and read what the user was told.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Literal, Protocol

from msgspec import Struct
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.domain.clock_doubt import DayInDoubt
from desktop.domain.errors import AppError, Cancelled, RuleViolation, Situation
from ui.i18n import said, tr
from ui.style.words import doubt_words

log = logging.getLogger(__name__)


class Message(Struct, frozen=True):
    """What the user is told. `code` can be read over the telephone."""

    kind: Literal["rule", "situation", "fault", "question"]
    title: str
    text: str
    details: str = ""
    code: str = ""


class Reporter(Protocol):
    """Shows messages and asks questions."""

    def show(self, parent: QWidget | None, message: Message) -> None: ...
    def ask(
        self, parent: QWidget | None, message: Message, yes: str, agreed: Callable[[], object], no: str = ""
    ) -> None:
        """Call `agreed` when the user chose the words `yes`; `no`: what else can be chosen, "" for going back."""
        ...


class BoxReporter:
    """Message boxes that stop only the window they belong to; no event loop of their own."""

    def show(self, parent: QWidget | None, message: Message) -> None:
        box = _box(parent, message)
        box.addButton(tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
        box.open()

    def ask(
        self, parent: QWidget | None, message: Message, yes: str, agreed: Callable[[], object], no: str = ""
    ) -> None:
        box = _box(parent, message)
        sure = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(no or tr("不，返回"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.buttonClicked.connect(lambda clicked: agreed() if clicked is sure else None)
        box.open()


class RecordingReporter:
    """Keeps what would have been shown; answers every question with `answer`."""

    def __init__(self, *, answer: bool = True) -> None:
        self.messages: list[Message] = []
        self.answer = answer

    def show(self, parent: QWidget | None, message: Message) -> None:
        self.messages.append(message)

    def ask(
        self, parent: QWidget | None, message: Message, yes: str, agreed: Callable[[], object], no: str = ""
    ) -> None:
        self.messages.append(message)
        if self.answer:
            agreed()


_reporter: Reporter = BoxReporter()


def use(reporter: Reporter) -> Reporter:
    """Put another reporter in place; answers the one before."""
    global _reporter
    before, _reporter = _reporter, reporter
    return before


def present(parent: QObject | None, error: BaseException) -> None:
    """Tell the user about an error of any kind; a cancel is told to nobody."""
    if isinstance(error, Cancelled):
        return
    _reporter.show(_window(parent), message_of(error))


def confirm(parent: QObject | None, title: str, text: str, yes: str, agreed: Callable[[], object]) -> None:
    """Ask before what cannot be undone; `agreed` is called when the user says `yes`."""
    _reporter.ask(_window(parent), Message("question", title, text), yes, agreed)


def ask_day(parent: QObject | None, error: DayInDoubt, agreed: Callable[[], object]) -> None:
    """The computer's date is doubted: which day is it? `agreed` is called when it is the one the computer says."""
    text = tr("{}\n今天是几号？").format(doubt_words(error.doubt))
    details = tr("要打印的文书上会印这个日期。还没有打印，已经保存的内容没有受影响。")
    message = Message("question", tr("请核对日期"), text, details, error.code)
    _reporter.ask(_window(parent), message, tr("是对的，照这个日期打印"), agreed, tr("去改日期再打"))


def _in_two(error: AppError, safe: str = "") -> tuple[str, str]:
    """What happened, and what to do; whole in the first where another language says both at once."""
    whole = said(error)
    return (safe + error.message, error.way_out) if whole.startswith(error.message) else (safe + whole, "")


def message_of(error: BaseException) -> Message:
    """What to say about an error: first whether anything is lost, then what happened and what to do."""
    if isinstance(error, RuleViolation):
        basis = tr("依据：{}").format(error.basis) if error.basis else ""
        return Message("rule", tr("请改一下"), said(error), basis, error.code)
    if isinstance(error, Situation):
        safe = error.safe or tr("已经保存的内容没有受影响。")
        return Message("situation", tr("没有办成"), *_in_two(error, safe + "\n"), error.code)
    if isinstance(error, AppError):
        return Message("situation", tr("没有办成"), *_in_two(error), error.code)
    _write_down(error)
    return Message(
        "fault",
        tr("程序出错了"),
        tr("已经保存的内容没有受影响，刚才这一步没有完成。"),
        tr("请再试一次；还不行，请把下面的代码告诉技术人员。"),
        f"S-999 {type(error).__name__}",
    )


def _write_down(error: BaseException) -> None:
    """Where it happened, never what was in the variables: a log carries no names and no texts."""
    frames = traceback.extract_tb(error.__traceback__)
    log.error("fault %s at %s", type(error).__name__, " < ".join(f"{f.name}:{f.lineno}" for f in reversed(frames)))


def _window(parent: QObject | None) -> QWidget | None:
    return parent.window() if isinstance(parent, QWidget) else None


def _box(parent: QWidget | None, message: Message) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    icons = {"rule": QMessageBox.Icon.Warning, "question": QMessageBox.Icon.Question}
    box.setIcon(icons.get(message.kind, QMessageBox.Icon.Critical))
    box.setWindowTitle(message.title)
    box.setText(message.text)
    code = tr("代码：{}").format(message.code) if message.code else ""
    box.setInformativeText("\n".join(part for part in (message.details, code) if part))
    return box
