"""设置: text size, contrast, the body in whose name papers go out, users, lock."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QVBoxLayout, QWidget

from desktop.domain.errors import RuleViolation
from desktop.domain.station_events import UserState
from desktop.ops import Core
from desktop.usecases.permission import may_do
from ui.fields.choice import PickField
from ui.fields.text import SecretField
from ui.i18n import LANGUAGES, language, tr
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, label, row, scrolled, toggle
from ui.style.flow import Flow
from ui.style.look import TEXT_SIZES, Look, look

_SIZES: Final = ("小（12）", "中（14）", "大（16）", "特大（20）")
_KEYS: Final = (
    ("F1–F8", "到各个地方"),
    ("Ctrl+F", "查找"),
    ("回车", "到下一格；按钮上就是按下"),
    ("Esc", "返回"),
    ("Ctrl+＋　Ctrl+－", "字号大小"),
    ("Ctrl+L", "锁定"),
    ("F12", "盖住屏幕"),
    ("笔录里：数字，Alt+数字", "选说话人"),
)
_DOORS: Final = (
    ("body", "单位和文书信息", "paper", "settings"),
    ("users", "用户和口令", "person", "journal.own"),
    ("published", "下发内容", "list", "journal.own"),
    ("journal", "操作记录", "list", "journal.own"),
    ("backups", "备份和恢复", "check", "journal.own"),
    ("sealed", "密封登记", "lock", "sealed"),
    ("manual", "使用手册", "paper", "journal.own"),
)


class Settings(Screen):
    """Everything at once; what is changed holds at once."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.sizes = QButtonGroup(self)
        body = QWidget()
        body.setLayout(column(self._look(), self._doors(), row(self._who(), self._keys(), gap=12), None, gap=12))
        layout = column(label(tr("设置"), rank="title"), scrolled(body), margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _look(self) -> QWidget:
        made = []
        for number, (size, words) in enumerate(zip(TEXT_SIZES, _SIZES, strict=True)):
            one = toggle(tr(words), on=size == look().size)
            self.sizes.addButton(one, number)
            made.append(one)
        self.sizes.idClicked.connect(lambda _id: self._apply())
        self.contrast = QCheckBox(tr("高对比度（黑白分明）"))
        self.contrast.setAccessibleName(self.contrast.text())
        self.contrast.setChecked(look().high_contrast)
        self.contrast.clicked.connect(lambda _on=False: self._apply())
        self.languages = PickField(tr("语言 Language"), LANGUAGES, start=language())
        self.languages.edited.connect(lambda: self.ways.language_wanted.emit(self.languages.value()))
        spoken = row(self.languages.caption, self.languages, None)
        sizes = row(label(tr("字号")), *made, None)
        lines = column(label(tr("字号、颜色和语言"), rank="heading"), sizes, self.contrast, spoken, gap=10)
        return card(lines)

    def _doors(self) -> QWidget:
        """Where the station itself is looked after; what a user may not see is not there."""
        doors = [
            button(tr(words), partial(self.ways.to_place, place), drawing=drawing)
            for place, words, drawing, right in _DOORS
            if may_do(self.core.viewer, right)
        ]
        wipe = button(tr("紧急清除"), self.ways.wipe_wanted.emit, drawing="warn")
        buttons = QWidget()
        buttons.setLayout(Flow(*doors, wipe, gap=8))
        return card(column(label(tr("用户、记录和备份"), rank="heading"), buttons, gap=8))

    def _who(self) -> QWidget:
        self._users = QVBoxLayout()
        lock = button(tr("现在锁定"), self.ways.lock_wanted.emit, drawing="lock")
        self.pin = SecretField(tr("数字PIN"))
        self.pin.caption.setText(tr("锁屏PIN"))
        choose = button(tr("设定PIN"), self._on_pin, narrow=True)
        pin = row(self.pin.caption, self.pin, choose)
        hint = label(tr("设了PIN，锁屏后只要输PIN就能继续；留空再按一次就是取消。"), tone="soft", wrap=True)
        heading = label(self.core.title, rank="strong", wrap=True)
        methods = button(tr("办理规程"), lambda: self.ways.to_place("methods"), drawing="list")
        inside = column(
            label(tr("单位和用户"), rank="heading"), heading, self._users, pin, hint, row(lock, methods, None), None
        )
        return card(inside)

    def _keys(self) -> QWidget:
        lines = [row(label(tr(keys), rank="strong"), None, label(tr(words))) for keys, words in _KEYS]
        return card(column(label(tr("键盘"), rank="heading"), *lines, None, gap=6))

    def reload(self) -> None:
        number = TEXT_SIZES.index(look().size) if look().size in TEXT_SIZES else 0
        self.sizes.button(number).setChecked(True)
        self.core.query(lambda queries, viewer: queries.users(viewer)).on_success(self.show_users).run(self)

    def show_users(self, users: tuple[UserState, ...]) -> None:
        """Show who may log in."""
        clear(self._users)
        for user in users:
            state = tr("　已停用") if user.revoked else ""
            self._users.addWidget(label(tr("用户 {}{}").format(user.name, state)))

    def _on_pin(self) -> None:
        keeper, digits = self.core.keeper, self.pin.value()
        op = self.core.write_quietly(lambda: keeper.choose_pin(digits)).on_error(self._on_no_pin)
        op.on_success(lambda _done: self._on_pin_set(bool(digits))).run(self)

    def _on_pin_set(self, chosen: bool) -> None:
        self.pin.say(tr("✓ 已设定") if chosen else tr("✓ 已取消"), "green")
        self.pin.line.clear()

    def _on_no_pin(self, error: BaseException) -> bool:
        if isinstance(error, RuleViolation):
            self.pin.show_error(error)
        return isinstance(error, RuleViolation)

    def _apply(self) -> None:
        size = TEXT_SIZES[max(0, self.sizes.checkedId())]
        self.ways.settings_changed.emit(Look(size, self.contrast.isChecked()))
