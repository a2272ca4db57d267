"""Sending over a line, a card of the sync page: whether the place is reached, since when, and where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.ops import Core
from desktop.usecases.workplace import RoadState, Travelled
from ui.fields.form import Form
from ui.fields.text import SecretField, TextField
from ui.i18n import said, tr
from ui.shell.courier import Courier
from ui.shell.message_line import MessageLine
from ui.style.blocks import Tone, button, card, column, label, row, set_tone
from ui.style.words import moment

_AT_FIELD: Final = {"S-621": "url", "S-622": "secret", "S-623": "url"}
_STATES: Final[dict[bool | None, tuple[str, Tone]]] = {
    None: ("○ 还没有试过", "soft"),
    True: ("● 连得上", "green"),
    False: ("▲ 现在连不上，会自动再试", "amber"),
}


class OverLine(QWidget):
    """The line of state and the buttons; the address opens under them."""

    def __init__(self, core: Core, courier: Courier, message: MessageLine) -> None:
        super().__init__()
        self._core, self._courier, self._message = core, courier, message
        self._kept = RoadState()
        self.state = label("", wrap=True)
        self.fault = label("", tone="soft", wrap=True)
        self.go = button(tr("现在传送"), self._on_go, narrow=True)
        self.change = button(tr("送达地址"), self._on_change, narrow=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("传送进度"))
        self.stop = button(tr("停止传送"), self._on_stop, narrow=True)
        self.working = QWidget()
        self.working.setLayout(row(self.bar, self.stop))
        self.address = self._address()
        heading = label(tr("经网络传送"), rank="heading")
        acts = row(self.go, self.change, None)
        body = column(heading, self.state, self.fault, acts, self.working, self.address, gap=8)
        self.setLayout(column(card(body)))
        self.working.hide()
        self.address.hide()
        courier.changed.connect(self.reload)
        courier.progressed.connect(self._on_progress)
        courier.arrived.connect(self._on_arrived)

    def _address(self) -> QWidget:
        self.form = Form()
        hint = tr("写成 sftp://服务器/文件夹 的样子，问县里要；清空就是不用网络。")
        self.form.add("url", TextField(tr("地址"), hint=hint))
        self.form.add("user", TextField(tr("用户名")))
        self.secret = SecretField(tr("密码"), required=False, hint=tr("加密保存在本机；不改就空着。"))
        self.form.add("secret", self.secret)
        self.keep = button(tr("保存并试一下"), self.save, narrow=True)
        holder = QWidget()
        holder.setLayout(column(self.form, row(self.keep, None), gap=8))
        return holder

    def reload(self) -> None:
        """Ask what is kept; the rest the courier knows."""
        self._core.write_quietly(self._core.road.kept).on_success(self.show_kept).run(self)

    def show_kept(self, kept: RoadState) -> None:
        self._kept = kept
        courier = self._courier
        self.go.setEnabled(bool(kept.url) and not courier.busy)
        self.working.setVisible(courier.busy and bool(kept.url))
        if not courier.busy:
            self.stop.setEnabled(True)
            self.bar.setRange(0, 0)
        words, tone = _STATES[courier.reached]
        if not kept.url:
            self.state.setText(tr("没有设送达地址，用U盘送就行。"))
            set_tone(self.state, "soft")
        else:
            last = moment(kept.carried_at, self._core.clock.now())
            told = tr("上次传送：{}").format(last) if last else tr("还没有传送过")
            self.state.setText(tr("{}　{}").format(tr(words), told))
            set_tone(self.state, tone)
        fault = courier.fault
        self.fault.setText(f"{said(fault)}[{fault.code}]" if fault is not None and kept.url else "")
        self.fault.setVisible(bool(self.fault.text()))

    def save(self) -> None:
        """Keep what was typed, then see whether the place lets us in."""
        self._message.quiet()
        url, user, secret = (str(self.form[key].value()) for key in ("url", "user", "secret"))
        self.keep.setEnabled(False)
        road = self._core.road
        op = self._core.write_quietly(lambda: road.choose(url, user, secret))
        op.on_success(self._on_kept).on_error(self._on_wrong).run(self)

    def _on_kept(self, reach: Callable[[], None] | None) -> None:
        self.secret.line.clear()
        self._courier.forget()
        if reach is None:
            self.keep.setEnabled(True)
            self.address.hide()
            self._message.done(tr("不再经网络传送，用U盘送就行。"))
            return
        self._core.work(reach).on_success(self._on_reached).on_error(self._on_wrong).run(self)

    def _on_reached(self, _done: None) -> None:
        self.keep.setEnabled(True)
        self.address.hide()
        self._message.done(tr("连得上，地址已经保存。"))
        self._courier.reached = True
        self._courier.attempt()

    def _on_wrong(self, error: BaseException) -> bool:
        self.keep.setEnabled(True)
        if not isinstance(error, AppError):
            return False
        field = error.field if isinstance(error, RuleViolation) else _AT_FIELD.get(error.code, "")
        told = RuleViolation(error.code, error.message, field=field, way_out=error.way_out)
        return self._message.refused(told, self.form)

    def _on_change(self) -> None:
        self.address.setVisible(not self.address.isVisible())
        self.form.fill({"url": self._kept.url, "user": self._kept.user, "secret": ""})
        for field in self.form.fields.values():
            field.accept_note()
        self.form["url"].setFocus()

    def _on_go(self) -> None:
        self._message.quiet()
        self._courier.attempt(asked=True)

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self._courier.stop()

    def _on_progress(self, done: int, total: int, _name: str) -> None:
        self.bar.setRange(0, 100)
        self.bar.setValue(done * 100 // max(1, total))  # a bar counts to 2 GB only

    def _on_arrived(self, done: Travelled) -> None:
        if done.refused:
            self._message.warn(done.refused)
        elif done.sent or done.fetched:
            told = tr("传送好了：送出{}个文件，收到{}个，新记录{}条。")
            self._message.done(told.format(done.sent, done.fetched, done.new))
        else:
            self._message.done(tr("没有新的内容要传送。"))
