"""抄录: the form of another system in its own order, each value with a key that copies it; ticks are kept."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget

from desktop.ops import Core, Op
from desktop.usecases.copy_sheet import CopyField, CopySheet, copy_maps
from ui.fields.choice import Combo
from ui.fields.text import TextField
from ui.i18n import tr
from ui.screens.papers import ops
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, clear, column, label, row, scrolled
from ui.style.look import look

_STATES: Final = {"unreported": "未报", "reported": "已报", "returned": "退回"}
_NAMES: Final = 150  # pixels at 12 pt for the titles of the form


class Copying(Screen):
    """One case in the form of one platform."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._case_id = ""
        self._asked: Op[Any] | None = None
        self._next = -1
        self._boxes: list[QCheckBox] = []
        self._keys: list[QPushButton] = []
        self._shown: set[str] = set()
        self.sheet: CopySheet | None = None
        self.map = Combo()
        self.map.setAccessibleName(tr("抄到哪个系统"))
        for key, title in copy_maps():
            self.map.addItem(title, key)
        self.map.activated.connect(lambda _index: self.reload())
        self.case = label("", tone="soft", wrap=True)
        self.left = label("")
        self.number = TextField(tr("系统里的编号"))
        self.reported = button(tr("记为已报"), self._on_reported, narrow=True)
        self.message = MessageLine()
        self._rows = column(gap=2)
        inside = QWidget()
        inside.setLayout(self._rows)
        head = row(label(tr("抄录"), rank="title"), self.map, None, self.left)
        foot = row(self.number.caption, self.number, self.reported, None)
        self._area = scrolled(inside)
        layout = column(head, self.case, self._area, foot, self.message, margins=(16, 12, 16, 12))
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._show_nothing()

    def arrive(self, carried: Any) -> None:
        """A case is handed over: (case id, title)."""
        if isinstance(carried, tuple):
            self._case_id, title = carried
            self.case.setText(title)
            self._shown = set()
            self.reload()

    def reload(self) -> None:
        if not self._case_id:
            return
        op = ops.copy_sheet(self.core, self.map.currentData(), self._case_id)
        self._asked = op.on_success(self._show).on_error(self.message.refused).run(self)

    def _show_nothing(self) -> None:
        self._rows.addWidget(label(tr("先在“文书”里选一份文书，再按“抄录”。"), tone="soft", wrap=True))
        self._rows.addStretch(1)
        self.reported.setEnabled(False)

    def _show(self, sheet: CopySheet) -> None:
        self.sheet = sheet
        clear(self._rows)
        self._boxes, self._keys = [], []
        for place, field in enumerate(sheet.fields):
            self._rows.addWidget(self._line(field, place))
        self._rows.addStretch(1)
        self.number.set_value(sheet.platform_number)
        self.reported.setEnabled(True)
        self._say_left(sheet)

    def _say_left(self, sheet: CopySheet) -> None:
        self.left.setText(tr("{}　还剩{}项没抄").format(tr(_STATES[sheet.state]), sheet.left))

    def _line(self, field: CopyField, place: int) -> QWidget:
        done = QCheckBox()
        done.setChecked(field.done)
        done.setEnabled(bool(field.text))
        done.setAccessibleName(tr("抄过了：{}").format(field.title))
        done.clicked.connect(lambda on: self._tick(field.title, bool(on)))
        name = label(("＊" if field.required else "") + field.title, rank="strong")
        name.setMinimumWidth(look().scaled(_NAMES))
        hidden = field.personal and field.title not in self._shown
        words = tr("（点“看”再显示）") if hidden and field.text else field.text or tr("（没有内容）")
        value = label(words, tone="" if field.text and not hidden else "soft", wrap=True)
        if not hidden:
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        copy = button(tr("复制"), partial(self._copy, place), narrow=True)
        copy.setAccessibleName(tr("复制：{}").format(field.title))
        self._boxes.append(done)
        self._keys.append(copy)
        copy.setEnabled(bool(field.text))
        line = row(done, name, value, None, gap=10)
        if hidden and field.text:
            look_at = button(tr("看"), partial(self._reveal, field.title), narrow=True)
            look_at.setAccessibleName(tr("看：{}").format(field.title))
            line.addWidget(look_at)
        line.addWidget(copy)
        line.setStretch(2, 1)
        holder = QWidget()
        holder.setLayout(line)
        return holder

    def _copy(self, place: int) -> None:
        """Put a value on the clipboard, tick it off and go on to the next that is not copied yet."""
        if self.sheet is None:
            return
        field = self.sheet.fields[place]
        QApplication.clipboard().setText(field.text)
        self.message.done(tr("已复制：{}。到那边粘贴后，接着抄下一项。").format(field.title))
        following = [n for n, one in enumerate(self.sheet.fields) if n > place and one.text and not one.done]
        self._next = following[0] if following else place
        self._tick(field.title, True)

    def _reveal(self, title: str) -> None:
        self._shown.add(title)
        if self.sheet is not None:
            self._show(self.sheet)

    def _tick(self, title: str, done: bool) -> None:
        if self.sheet is not None:
            ops.tick(self.core, self.sheet, title, done).on_success(self._on_ticked).on_error(self.message.refused).run(
                self
            )

    def _on_ticked(self, sheet: CopySheet) -> None:
        """The ticks follow what was kept; the keyboard goes to the next value that is not copied yet."""
        self.sheet = sheet
        for box, field in zip(self._boxes, sheet.fields, strict=True):
            box.setChecked(field.done)
        self._say_left(sheet)
        if self._next >= 0:
            key = self._keys[self._next]
            key.setFocus()
            self._area.ensureWidgetVisible(key)
        self._next = -1

    def _on_reported(self) -> None:
        if self.sheet is not None:
            op = ops.report(self.core, self.sheet, self.number.value().strip())
            op.on_success(self._on_told).on_error(self.message.refused).run(self)

    def _on_told(self, sheet: CopySheet) -> None:
        self._show(sheet)
        self.message.done(tr("已记为已报。"))
