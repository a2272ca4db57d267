"""同步: what will go to the county, where to, how far every record is; and what the county sent back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.domain.read_models import AttachmentState, BundleRow, SyncState
from desktop.ops import Core, Op, Progress
from desktop.usecases.workplace import Received, Sent
from ui.i18n import tr
from ui.screens.sync.over_line import OverLine
from ui.screens.sync.stick_place import Mode, StickPlace
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import Tone, button, card, clear, column, label, row, scrolled
from ui.style.busy import Busy
from ui.style.flow import Flow
from ui.style.words import moment

_STATES: Final[dict[str, tuple[str, Tone]]] = {
    "sealed": ("… 已打包", "soft"),
    "on_medium": ("▲ 已写到U盘，等县里收", "amber"),
    "handed_over": ("▲ 已交出，等县里收", "amber"),
    "received": ("● 县里已收到", "green"),
    "durable": ("✓ 县里已稳妥保存", "green"),
    "overdue": ("■ 很久没有回执", "red"),
    "refused": ("■ 县里没有收下", "red"),
}
_STEPS: Final = {"events": "整理记录", "blobs": "整理附件", "seal": "加密签名", "check": "读回核对"}


class SyncPage(Screen):
    """同步."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._running: Op[Sent] | None = None
        self.message = MessageLine()
        layout = column(self._figures(), self._middle(), self.message, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _figures(self) -> QWidget:
        self.figures = {key: label("0", rank="figure") for key in ("written", "exported", "received", "durable")}
        words = (tr("已写入本机"), tr("已导出"), tr("县里已收到"), tr("已稳妥保存"))
        sheets = []
        for (_key, figure), text in zip(self.figures.items(), words, strict=True):
            sheets.append(card(column(figure, label(text, tone="soft"), gap=0)))
        arrows = [label("→", rank="title", tone="soft") for _ in range(3)]
        items = [sheets[0], arrows[0], sheets[1], arrows[1], sheets[2], arrows[2], sheets[3]]
        line = row(*items)
        for place in (0, 2, 4, 6):
            line.setStretch(place, 1)
        holder = QWidget()
        holder.setLayout(line)
        return holder

    def _middle(self) -> QWidget:
        holder = QWidget()
        beside = row(self._sending(), self._bundles(), gap=12)
        beside.setStretch(0, 1)
        beside.setStretch(1, 1)
        holder.setLayout(beside)
        return holder

    def _sending(self) -> QWidget:
        self.waiting = label("", rank="strong", wrap=True)
        self.files = label("", tone="soft", wrap=True)
        self.drafts = label("", tone="soft", wrap=True)
        self.place = StickPlace(self.core, tr("没有看到U盘。插好再按“导出到U盘”，也可以换一个地方。"))
        self.send = button(tr("导出到U盘"), self._on_send, primary=True, drawing="usb")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("导出进度"))
        self.stop = button(tr("停下"), self._on_stop, narrow=True)
        self.take = button(tr("导入县里的文件"), self._on_take, drawing="usb")
        self.pick = button(tr("选文件"), self._on_pick, drawing="folder", narrow=True)
        self.read = button(tr("读回执页"), self._on_read, drawing="photo")
        self.busy = Busy(self.take, self.pick, self.read)
        self.working = QWidget()
        self.working.setLayout(row(self.bar, self.stop))
        self.working.hide()
        up = column(
            label(tr("送到县里"), rank="heading"),
            self.waiting,
            self.files,
            self.drafts,
            self.place,
            self.send,
            self.working,
            gap=8,
        )
        self.county = label("", wrap=True)
        self.refused = label("", tone="red", wrap=True)
        ways = QWidget()
        ways.setLayout(Flow(self.take, self.pick, self.read, gap=10))
        down = column(label(tr("县里带回来的"), rank="heading"), self.county, self.refused, ways, gap=8)
        holder = QWidget()
        self.line = OverLine(self.core, self.ways.courier, self.message)
        holder.setLayout(column(card(up), card(down), self.line, None))
        return scrolled(holder)

    def _bundles(self) -> QWidget:
        self._list = column(gap=8)
        inside = QWidget()
        inside.setLayout(self._list)
        layout = column(label(tr("送出过的文件"), rank="heading"), scrolled(inside), gap=8)
        layout.setStretch(1, 1)
        return card(layout)

    def reload(self) -> None:
        self.core.query(lambda queries, viewer: queries.sync_state(viewer)).on_success(self.show_state).run(self)
        self.line.reload()
        self.place.look()

    def show_state(self, state: SyncState) -> None:
        """Show what the reader answered."""
        for key, figure in self.figures.items():
            figure.setText(str(getattr(state, key)))
        waiting = state.written - state.received
        self.waiting.setText(
            tr("有{}条记录县里还没有收到，导出时都会带上。").format(waiting)
            if waiting
            else tr("县里都收到了，没有要送的。")
        )
        self.files.setText(_told_of_files(state.attachments))
        self.files.setVisible(bool(self.files.text()))
        self.drafts.setText(tr("另有{}份草稿没有写完，不会送出。").format(state.drafts) if state.drafts else "")
        self.drafts.setVisible(bool(state.drafts))
        now = self.core.clock.now()
        if state.enrolled:
            last = moment(state.last_receipt_at, now)
            told = tr("已接入{}。").format(state.county_name)
            self.county.setText(told + (tr("上次回执：{}").format(last) if last else tr("还没有收到过回执。")))
        else:
            self.county.setText(tr("本站还没有接入县里。请先导入县里给的接入文件；在此之前请按时备份。"))
        self.refused.setText("\n".join(tr("县里没有收下{}").format(one) for one in state.refused))
        self.refused.setVisible(bool(state.refused))
        self.send.setEnabled(state.enrolled and self._running is None)
        self._show_bundles(state.bundles)

    def _show_bundles(self, bundles: tuple[BundleRow, ...]) -> None:
        clear(self._list)
        now = self.core.clock.now()
        for bundle in bundles:
            words, tone = _STATES[bundle.state]
            head = row(label(moment(bundle.created_at, now), rank="strong"), None, label(tr(words), tone=tone))
            told = label(tr("{}条记录　{}").format(bundle.events, bundle.name), tone="soft", wrap=True)
            self._list.addWidget(card(column(head, told, gap=2)))
        if not bundles:
            self._list.addWidget(label(tr("还没有送出过。"), tone="soft"))
        self._list.addStretch(1)

    def _on_send(self) -> None:
        nowhere = tr("没有看到U盘。写到哪里？")
        self.place.at(self.send_to, lambda: self.place.ask_folder(nowhere, self.send_to))

    def send_to(self, folder: Path) -> None:
        """Write what the county does not have yet."""
        self.message.quiet()
        progress = Progress()
        exchange = self.core.exchange
        op = self.core.write(lambda: exchange.export(folder, progress.report), progress=progress)
        self._running = op.on_success(self._on_sent).on_error(self._on_refused)
        self._running.on_progress(self._on_progress).on_done(self._on_done)
        self.send.setEnabled(False)
        self.stop.setEnabled(True)
        self.bar.setRange(0, 0)
        self.working.show()
        self._running.run(self)

    def _on_progress(self, done: int, total: int, step: str) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.bar.setFormat(tr("{} %p%").format(tr(_STEPS.get(step, "正在导出"))))

    def _on_stop(self) -> None:
        if self._running is not None:
            self.stop.setEnabled(False)
            self._running.cancel()

    def _on_sent(self, sent: Sent) -> None:
        more: list[str] = []
        if not sent.paths:
            told = tr("没有新的内容要送。")
        else:
            names = "、".join(path.name for path in sent.paths)
            told = tr("已写好：{}（{}条记录）。").format(names, sent.events)
        if sent.later:
            more.append(tr("还有{}个附件这个U盘放不下，请换一个U盘再导出一次。").format(sent.later))
        elif sent.paths:
            told += tr("可以拔下U盘，送到县里。")
        if sent.behind:
            more.append(tr("这个U盘上写过本机现在没有的记录：这台电脑可能退回过以前的数据，或者被复制过。请告诉县里。"))
        if more:
            self.message.warn((told, *more))
        else:
            self.message.done(told)

    def _on_done(self) -> None:
        self._running = None
        self.working.hide()
        self.reload()

    def _on_take(self) -> None:
        self.place.at(self.take_all, self._on_pick)

    def _on_pick(self) -> None:
        self.place.ask(tr("选择县里的文件"), Mode.ExistingFile, lambda names: self.take_file(Path(names[0])))

    def take_all(self, folder: Path) -> None:
        """Import whatever the county has put on a stick for this computer."""
        exchange, progress = self.core.exchange, Progress()
        op = self.core.write(lambda: exchange.take_all(folder, progress.report), progress=progress)
        self._import(op.on_success(self._on_all_taken))

    def take_file(self, path: Path) -> None:
        """Import one file of the county."""
        exchange = self.core.exchange
        self._import(self.core.write(lambda: exchange.take(path)).on_success(self._on_taken))

    def _import(self, op: Op[Received]) -> None:
        self.message.quiet()
        self.busy.begin()
        op.on_error(self._on_refused).on_done(self._on_imported).run(self)

    def _on_imported(self) -> None:
        self.busy.end()
        self.reload()

    def _on_read(self) -> None:
        self.place.ask(
            tr("选择回执页的照片或扫描件"),
            Mode.ExistingFiles,
            lambda names: self.read_pages([Path(name) for name in names]),
        )

    def read_pages(self, paths: list[Path]) -> None:
        """Read a printed receipt from its pictures, then take it."""
        self.message.quiet()
        exchange = self.core.exchange
        self.busy.begin()
        op = self.core.work(lambda: exchange.read_pages(paths)).on_success(self._on_pages).on_error(self._on_refused)
        op.on_done(self.busy.end).run(self)

    def _on_pages(self, texts: tuple[str, ...]) -> None:
        exchange = self.core.exchange
        op = self.core.write(lambda: exchange.take_receipt(texts)).on_success(self._on_receipt)
        op.on_error(self._on_refused).run(self)

    def _on_receipt(self, done: Received) -> None:
        if done.known:
            self.message.done(tr("这张回执以前读过，没有重复。"))
        else:
            self.message.done(tr("回执已读入，上面的数字已经更新。"))
        self.reload()

    def _on_taken(self, done: Received) -> None:
        if done.joined:
            self.message.done(tr("已接入{}，以后导出的文件县里都能读。").format(done.joined))
        elif done.known:
            self.message.done(tr("这份文件以前已经导入过，没有重复。"))
        else:
            told = tr("已导入：{}条新记录，{}份回执。").format(done.new, done.receipts)
            if done.remarks:
                self.message.warn((told, *done.remarks))
            else:
                self.message.done(told)

    def _on_all_taken(self, done: Received) -> None:
        told = tr("已导入{}个文件：{}条新记录，{}份回执。").format(done.files, done.new, done.receipts)
        if not done.files and not done.remarks:
            known = tr("县里给的文件以前都导入过了，没有新的。")
            self.message.done(known if done.known else tr("这里没有县里给本站的文件。"))
        elif done.remarks:
            self.message.warn((told, *done.remarks) if done.files else done.remarks)
        else:
            self.message.done(told)

    def _on_refused(self, error: BaseException) -> bool:
        if isinstance(error, AppError):
            self.message.show_error(RuleViolation(error.code, error.message, way_out=error.way_out))
            return True
        return False


def _told_of_files(files: AttachmentState) -> str:
    """How many attachments are still to be brought, on the way and at the county; "" where there are none."""
    words = (
        (tr("还要带去{}个（{} MB）"), files.waiting),
        (tr("在路上{}个（{} MB）"), files.on_the_way),
        (tr("县里已有{}个（{} MB）"), files.at_county),
    )
    told = [text.format(amount.count, f"{amount.size / 1e6:.1f}") for text, amount in words if amount.count]
    return tr("附件：{}").format(tr("，").join(told)) if told else ""
