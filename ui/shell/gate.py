"""The door: unlock the station with the passphrase or with the recovery sheet. Must not keep a passphrase."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.ops import Ops
from desktop.usecases.workplace import Workplace
from ui.desk import Desk
from ui.fields.choice import ChoiceField
from ui.fields.form import Form
from ui.fields.text import SecretField, TextField
from ui.i18n import LANGUAGES, language, told, tr
from ui.shell.ways_out import WaysOut
from ui.style.blocks import button, card, column, label, link, rename, row, set_tone
from ui.style.icons import icon
from ui.style.look import look

_AFTER_PAINT: Final = 300  # ms: the first picture comes before everything


def door(*inside: QWidget, title: str, drawing: str) -> tuple[QVBoxLayout, QFrame]:
    """A card in the middle of an empty window, as lock and set-up show it."""
    picture = QLabel()
    side = round(look().pixels * 2.6)
    picture.setPixmap(_picture(drawing, side))
    picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
    heading = label(title, rank="title", wrap=True)
    heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sheet = card(column(picture, heading, *inside, gap=12))
    layout = sheet.layout()
    if layout is not None:
        layout.setContentsMargins(32, 24, 32, 24)
    sheet.setFixedWidth(min(860, look().scaled(560)))
    return column(None, row(None, sheet, None), None, margins=(16, 16, 16, 16)), sheet


def language_links(go: Callable[[str], object]) -> list[QWidget]:
    """The other languages by their own names."""
    return [link(name, partial(go, key)) for key, name in LANGUAGES if key != language()]


def _picture(drawing: str, side: int) -> QPixmap:
    return icon(drawing).pixmap(side, side)


class Gate(QWidget):
    """Unlocks. Signals: opened (Workplace), restore_wanted, rescue_wanted (login, passphrase), language_wanted."""

    opened = Signal(object)
    restore_wanted = Signal()
    rescue_wanted = Signal(str, str)
    language_wanted = Signal(str)

    def __init__(self, desk: Desk, ops: Ops) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._ops = ops
        self.form = Form()
        logins = desk.logins()
        self.login = self.form.add("login", ChoiceField(tr("用户"), [(name, name) for name in logins], required=True))
        self.login.set_value(desk.preference("login") or (logins[0] if logins else ""))
        self.words = self.form.add("words", TextField(tr("恢复单上的字"), required=True))
        self.passphrase = SecretField(tr("口令"))
        self.passphrase.line.setProperty("enterActs", True)
        self.form.add("passphrase", self.passphrase)
        self.told = label("", wrap=True)
        self.open = button(tr("打开"), self.unlock, primary=True, drawing="lock")
        self.passphrase.line.returnPressed.connect(self.unlock)
        self._switch = link(tr("忘了口令？用恢复单打开"), self._toggle_sheet)
        restore = link(tr("从备份恢复"), self.restore_wanted.emit)
        self.ways_out = WaysOut()
        self.ways_out.chosen.connect(self._on_way_out)
        links = QWidget()
        links.setLayout(row(self._switch, None, *language_links(self.language_wanted.emit), restore))
        layout, _sheet = door(
            self.form, self.told, self.ways_out, self.open, links, title=tr("枫桥调解台"), drawing="talk"
        )
        self.setLayout(layout)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self._ops.work(self._get_ready).run(self))
        self._with_sheet = False
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.passphrase.line.setFocus()
        self._soon.start(_AFTER_PAINT)

    def _get_ready(self) -> None:
        """While the passphrase is being typed, load what the station and its first screen need."""
        for name in ("ui.shell.main_page", "ui.screens.workbench.workbench"):
            import_module(name)
        self._desk.get_ready()

    def unlock(self) -> None:
        """Try what was typed."""
        if not self.form.check():
            return
        login, words, passphrase = self.login.value(), self.words.value(), self.passphrase.value()
        desk, with_sheet = self._desk, self._with_sheet
        self._tell(tr("正在打开……"))
        self.ways_out.hide()
        self.setEnabled(False)

        def work() -> Workplace:
            if with_sheet:
                return desk.unlock_with_sheet(login, words, passphrase)
            return desk.unlock(login, passphrase)

        op = self._ops.write(work)
        op.on_success(self._on_opened).on_error(self._on_refused).on_done(self._on_done).run(self)

    def _on_opened(self, workplace: Workplace) -> None:
        self._desk.set_preference("login", self.login.value())
        self._tell("")
        self.opened.emit(workplace)

    def _on_refused(self, error: BaseException) -> bool:
        if isinstance(error, RuleViolation) and self.form.show_error(error):
            self._tell("")
            return True
        if isinstance(error, AppError):
            self._tell(f"✗ {told(error)}", wrong=True)
            self.ways_out.offer(error.code)
            return True
        return False

    def _on_way_out(self, way: str) -> None:
        login, passphrase, desk = self.login.value(), self.passphrase.value(), self._desk
        if way == "restore":
            self.restore_wanted.emit()
        elif not passphrase:
            self.form.check()
        elif way == "rescue":
            self.rescue_wanted.emit(login, passphrase)
        elif way == "back":
            op = self._ops.write(lambda: desk.go_back(login, passphrase))
            told = tr("已退回升级前的数据（{}），请用旧版程序打开；要再升级，请再按一次“打开”。")
            op.on_success(lambda version: self._tell(told.format(version))).on_error(self._on_refused).run(self)
        else:
            self._ops.write(desk.start_again).on_success(lambda _done: self.unlock()).run(self)

    def _on_done(self) -> None:
        self.setEnabled(True)
        if not self.ways_out.isVisibleTo(self):
            self.passphrase.line.clear()  # else it opens the way out too
        self.passphrase.line.setFocus()

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        set_tone(self.told, "red" if wrong else "soft")

    def _toggle_sheet(self) -> None:
        self._with_sheet = not self._with_sheet
        self._arrange()

    def _arrange(self) -> None:
        self.form.show_field("words", self._with_sheet)
        self.passphrase.caption.setText(tr("新口令 *") if self._with_sheet else tr("口令 *"))
        rename(self._switch, tr("用口令打开") if self._with_sheet else tr("忘了口令？用恢复单打开"))
        self._tell("")
