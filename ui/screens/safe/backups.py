"""备份和恢复: how old the last proven backup is, where backups lie, trying one out, checking the data."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.domain.verification import VerifyResult
from desktop.ops import Core, Progress
from desktop.usecases.permission import may_do
from desktop.usecases.safekeeping import Kept, MadeBackup, TriedRestore
from ui.i18n import tr
from ui.screens.safe import ops
from ui.screens.safe.place_card import place_card
from ui.shell.message_line import MessageLine
from ui.shell.running import Running
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, label, link, row, scrolled, set_tone
from ui.style.words import age_state, moment

STEPS = {
    "snapshot": "取一份快照",
    "check": "核对",
    "attachments": "拷附件",
    "database": "拷数据",
    "restore": "试着恢复",
    "pages": "核对数据页",
    "events": "核对记录",
    "rows": "核对登记",
}


class Backups(Screen):
    """备份和恢复."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.may_back_up = may_do(core.viewer, "backup")
        self.message = MessageLine()
        self.running = Running(tr("备份进度"))
        self._kept: Kept | None = None
        self.age, self.tried, self.failed = label(""), label(""), label("", tone="red", wrap=True)
        self._places = column(gap=12)
        self.result = label("", wrap=True)
        self.result.hide()
        places = QWidget()
        places.setLayout(self._places)
        body = QWidget()
        body.setLayout(column(self._held(), self._figures(), places, self._acts(), self.result, None, gap=12))
        back = link(tr("返回设置"), lambda: self.ways.to_place("settings"))
        head = row(label(tr("备份和恢复"), rank="title"), None, back)
        layout = column(head, scrolled(body), self.running, self.message, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _held(self) -> QWidget:
        words = tr("这台电脑的数据是从备份恢复来的。请先看看案件对不对、缺什么；看过了再让它往县里发送。")
        self.confirm = button(tr("确认可以发送"), self._on_confirm, narrow=True)
        self.held = card(column(label(words, wrap=True), row(self.confirm, None), gap=6), tint="amber")
        self.held.hide()
        return self.held

    def _figures(self) -> QWidget:
        lines = column(
            row(label(tr("最近一次证实能用的备份")), None, self.age),
            row(label(tr("最近一次真的试着恢复")), None, self.tried),
            self.failed,
            gap=6,
        )
        return card(lines)

    def _acts(self) -> QWidget:
        """What else can be done; restoring closes the station first."""
        self.second = button(tr("选第二个备份盘"), self._on_second, drawing="usb")
        self.try_out = button(tr("试着恢复一次"), self.rehearse, drawing="undo")
        self.verify = button(tr("核对数据"), self.check, drawing="check")
        self.salvage = button(tr("从旧文件夹抢救"), self._on_salvage, drawing="folder")
        self.restore = button(tr("从备份恢复"), self._on_restore, drawing="undo")
        for made in (self.second, self.try_out, self.salvage, self.restore) if not self.may_back_up else ():
            made.hide()
        told = tr(
            "“试着恢复一次”把最新的备份真的恢复到临时的地方，核对后删掉，不影响现在的数据。"
            "“从旧文件夹抢救”把损坏的旧数据里还读得出来的内容带回来。“从备份恢复”会先关闭当前数据。"
        )
        left = column(row(self.try_out, self.verify, None), row(self.second, self.salvage, self.restore, None))
        return card(column(label(told, tone="soft", wrap=True), left, gap=8))

    def reload(self) -> None:
        self.core.write_quietly(self.core.safe.kept).on_success(self.show_kept).run(self)

    def show_kept(self, kept: Kept) -> None:
        """Show how safe the data are."""
        self._kept = kept
        now = self.core.clock.now()
        for shown, state in (
            (self.age, age_state(kept.proven_at, now, soon=2, late=8, never="amber")),
            (self.tried, age_state(kept.rehearsed_at, now, soon=31, late=62, never="amber")),
        ):
            shown.setText(state.text)
            set_tone(shown, state.tint)
        self.failed.setVisible(bool(kept.failed_at))
        told = tr("■ {}的备份没有成功（{}）。以前的备份还在；请检查备份盘后再备份一次。")
        self.failed.setText(told.format(moment(kept.failed_at, now), kept.failed_code) if kept.failed_at else "")
        self.held.setVisible(kept.held)
        clear(self._places)
        for place in kept.places:
            go = partial(self.back_up, place.folder) if self.may_back_up else None
            self._places.addWidget(place_card(place, now, go))

    def back_up(self, place: Path) -> None:
        """Back up to one place now."""
        if self.running.busy:
            return
        self.message.quiet()
        progress = Progress()
        op = ops.back_up(self.core, place, progress).on_success(self._on_made).on_error(self._on_refused)
        self._follow(op)

    def rehearse(self) -> None:
        """Really restore the newest backup into a temporary place."""
        if self.running.busy:
            return
        self.message.quiet()
        progress = Progress()
        op = ops.rehearse(self.core, progress).on_success(self._on_tried).on_error(self._on_refused)
        self._follow(op)

    def check(self) -> None:
        """Check pages, chains, rows, keys and attachments; work goes on meanwhile."""
        if self.running.busy:
            return
        self.message.quiet()
        progress = Progress()
        op = ops.check(self.core, progress).on_success(self._on_checked).on_error(self._on_refused)
        self._follow(op)

    def _follow(self, op: ops.AnyOp) -> None:
        words = {step: tr(text) for step, text in STEPS.items()}
        self.running.follow(op, words, self.reload).run(self)

    def _on_made(self, done: MadeBackup) -> None:
        told = tr("备份好了，并且读回核对过：{}件案件，写了{}兆。")
        self.message.done(told.format(done.cases, -(-done.copied // 1_000_000)))

    def _on_tried(self, done: TriedRestore) -> None:
        told = tr("{}真的恢复了一遍，里面的{}条记录和附件都核对过，备份能用。")
        self.message.done(told.format(done.backup.name, done.events))

    def _on_checked(self, found: VerifyResult) -> None:
        self.result.setText("\n".join(found.told()))
        set_tone(self.result, "green" if found.whole else "red")
        self.result.show()

    def _on_confirm(self) -> None:
        op = self.core.write(self.core.safe.confirm_sending).on_success(lambda _done: self.reload())
        op.on_error(self._on_refused).run(self)

    def _on_second(self) -> None:
        self._choose(tr("选第二个备份盘（例如优盘）"), self.set_second)

    def set_second(self, folder: Path) -> None:
        """Back up there too whenever it is there."""
        op = self.core.write(lambda: self.core.safe.set_second(folder)).on_success(lambda _done: self.reload())
        op.on_error(self._on_refused).run(self)

    def _on_salvage(self) -> None:
        self._choose(tr("选损坏的旧数据文件夹"), self.salvage_from)

    def salvage_from(self, folder: Path) -> None:
        """Carry what still reads there into this station."""
        if self.running.busy:
            return
        self.message.quiet()
        op = ops.salvage(self.core, folder, Progress()).on_success(self.message.done).on_error(self._on_refused)
        self._follow(op)

    def _on_restore(self) -> None:
        self.ways.restore_wanted.emit(self._kept.station if self._kept is not None else "")

    def _choose(self, words: str, go: ops.Taking) -> None:
        dialog = QFileDialog(self, words)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, on=True)
        dialog.fileSelected.connect(lambda chosen: go(Path(chosen)))
        dialog.open()

    def _on_refused(self, error: BaseException) -> bool:
        if isinstance(error, AppError):
            self.core.changed.emit()  # a failed backup stands on the first screen
            self.message.show_error(RuleViolation(error.code, error.message, way_out=error.way_out))
            return True
        return False
