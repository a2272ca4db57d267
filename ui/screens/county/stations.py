"""各站: how far every station's records have come; take their sticks in, answer them, see to what was set aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.domain.station_board import Board, StationLine
from desktop.ops import Core, Op, Progress
from desktop.usecases.county_room import AsideRow, BagTaken, CountyRoom
from ui.i18n import tr
from ui.screens.county.aside import AsideList
from ui.screens.county.invite import InviteForm
from ui.screens.county.station_table import StationModel
from ui.screens.county.station_words import line_words
from ui.screens.sync.stick_place import StickPlace
from ui.shell.message_line import MessageLine
from ui.shell.reason_sheet import ReasonSheet
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row, scrolled
from ui.style.busy import Busy
from ui.style.flow import Flow
from ui.style.tables import Table

_FIGURES: Final = ("stations", "well", "gap", "late", "aside")
_MOST_TOLD: Final = 3


class Stations(Screen):
    """The county's face of the place for sticks."""

    def __init__(self, core: Core, ways: Ways, room: CountyRoom) -> None:
        super().__init__(core, ways)
        self.room = room
        self.message = MessageLine()
        self.reason = ReasonSheet()
        layout = column(self._figures(), self._middle(), self.reason, self.message, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _figures(self) -> QWidget:
        self.figures = {key: label("0", rank="figure") for key in _FIGURES}
        words = (tr("站点"), tr("● 正常"), tr("▲ 有缺口"), tr("■ 超过14天没有来"), tr("■ 搁置的数据包"))
        sheets = [
            card(column(figure, label(text, tone="soft"), gap=0))
            for figure, text in zip(self.figures.values(), words, strict=True)
        ]
        holder = QWidget()
        line = row(*sheets)
        for place in range(len(sheets)):
            line.setStretch(place, 1)
        holder.setLayout(line)
        return holder

    def _middle(self) -> QWidget:
        self.model = StationModel()
        self.table = Table(self.model, tr("各站"))
        self.table.setProperty("inCard", True)
        self.table.columns(0, 150, 74, 84, 104, spare=3)
        self.table.pills(1)
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._on_row())
        self.empty = label(tr("还没有接入站点。先在右边写接入文件。"), tone="soft", wrap=True)
        self.detail = label("", wrap=True)
        self.unsafe = label(tr("▲ 县里还没有备份到别的盘，各站看不到“稳妥保存”。"), tone="amber", wrap=True)
        listed = column(label(tr("各站"), rank="heading"), self.empty, self.table, self.detail, self.unsafe, gap=8)
        listed.setStretch(2, 1)
        beside = row(card(listed), self._acts(), gap=12)
        beside.setStretch(0, 6)
        beside.setStretch(1, 5)
        holder = QWidget()
        holder.setLayout(beside)
        return holder

    def _acts(self) -> QWidget:
        self.place = StickPlace(self.core, tr("没有看到U盘。插好再按下面的按钮，也可以换一个地方。"))
        self.take = button(tr("收U盘上的数据包"), self._on_take, primary=True, drawing="usb")
        self.answer = button(tr("把回执写到U盘"), self._on_answer, drawing="usb")
        self.pages = button(tr("做回执页"), self._on_pages, drawing="print", narrow=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("正在处理"))
        self.bar.hide()
        self.busy = Busy(self.take, self.answer, self.pages)
        ways = QWidget()
        ways.setLayout(Flow(self.answer, self.pages, gap=10))
        hint = label(tr("U盘回不去的站，印回执页带去，站里拍照就能读。"), tone="soft", wrap=True)
        sticks = column(label(tr("收和发"), rank="heading"), self.place, self.take, self.bar, ways, hint, gap=8)
        self.aside = AsideList(self._on_retry, self._on_discard)
        self.invite = InviteForm(self._on_invite)
        holder = QWidget()
        holder.setLayout(column(card(sticks), card(self.aside.layout()), card(self.invite.layout()), None))
        return scrolled(holder)

    def reload(self) -> None:
        self.core.query(lambda queries, viewer: queries.stations(viewer)).on_success(self.show_board).run(self)
        self.core.write_quietly(self.room.aside).on_success(self.aside.show_rows).run(self)
        self.place.look()

    def help_key(self, place: str) -> str:
        return "stations"

    def show_board(self, board: Board) -> None:
        """Show what the reader answered; the station that was chosen stays chosen."""
        now, before = self.core.clock.now(), self._chosen()
        troubles = [line.troubles(now) for line in board.lines]
        counts = (
            len(board.lines),
            sum(1 for one in troubles if not one),
            sum(1 for one in troubles if "gap" in one),
            sum(1 for one in troubles if "overdue" in one),
            sum(line.aside for line in board.lines) + board.strange,
        )
        for figure, count in zip(self.figures.values(), counts, strict=True):
            figure.setText(str(count))
        self.model.fill(board.lines, now)
        self.empty.setVisible(not board.lines)
        self.unsafe.setVisible(any(line.records and not line.durable for line in board.lines))
        self.table.setVisible(bool(board.lines))
        codes = [line.code for line in self.model.lines]
        self.table.selectRow(codes.index(before.code) if before is not None and before.code in codes else 0)
        self._on_row()

    def _chosen(self) -> StationLine | None:
        at = self.table.currentIndex().row()
        return self.model.lines[at] if 0 <= at < len(self.model.lines) else None

    def _on_row(self) -> None:
        line = self._chosen()
        self.detail.setText(line_words(line, self.core.clock.now()) if line is not None else "")

    def _on_take(self) -> None:
        self.place.at(self.take_in, lambda: self.place.ask_folder(tr("没有看到U盘。从哪里收？"), self.take_in))

    def take_in(self, folder: Path) -> None:
        """Take every bundle of a folder in."""
        progress = Progress()
        op = self.core.write(lambda: self.room.take_in(folder, progress.report), progress=progress)
        self._run(op.on_success(self._on_taken))

    def _on_answer(self) -> None:
        self.place.at(self.answer_to, lambda: self.place.ask_folder(tr("没有看到U盘。写到哪里？"), self.answer_to))

    def answer_to(self, folder: Path) -> None:
        """Write what every working computer is to have."""
        self._run(self.core.write(lambda: self.room.answer(folder)).on_success(self._on_answered))

    def _on_pages(self) -> None:
        self.place.ask_folder(tr("回执页存到哪里？"), self.print_to)

    def print_to(self, folder: Path) -> None:
        """Make a page for every station that may get no stick back."""
        self._run(self.core.write(lambda: self.room.pages(folder)).on_success(self._on_printed))

    def _on_retry(self, row: AsideRow) -> None:
        self._run(self.core.write(lambda: self.room.retry(row.key)).on_success(self._on_taken))

    def _on_discard(self, row: AsideRow) -> None:
        def go(reason: str) -> None:
            self._run(self.core.write(lambda: self.room.discard(row.key, reason)))

        self.reason.ask(tr("放弃这个数据包：{}。文件会删掉，原因留在记录里。").format(row.name), tr("放弃"), go)

    def _on_invite(self, code: str, name: str) -> None:
        def go(folder: Path) -> None:
            self._run(self.core.write(lambda: self.room.invite(code, name, folder)).on_success(self.invite.show_made))

        self.place.at(go, lambda: self.place.ask_folder(tr("没有看到U盘。写到哪里？"), go))

    def _run(self, op: Op[Any]) -> None:
        self.message.quiet()
        self.busy.begin()
        self.bar.show()
        op.on_error(self._on_refused).on_done(self._on_done).run(self)

    def _on_done(self) -> None:
        self.bar.hide()
        self.busy.end()

    def _on_refused(self, error: BaseException) -> bool:
        if not isinstance(error, AppError):
            return False
        field = error.field if isinstance(error, RuleViolation) else ""
        told = RuleViolation(error.code, error.message, field=field, way_out=error.way_out)
        return self.message.refused(told, self.invite.form)

    def _on_taken(self, done: BagTaken) -> None:
        told = tr("收了{}个数据包：{}条新记录，{}件案件。").format(done.stored, done.new, done.cases)
        if done.known:
            told += tr("另有{}个以前收过。").format(done.known)
        wrong = list(done.refused[:_MOST_TOLD])
        if len(done.refused) > _MOST_TOLD:
            wrong.append(tr("共搁置{}个，见右边").format(len(done.refused)))
        if done.left:
            wrong.append(tr("还有{}个没有处理完，请再收一次").format(done.left))
        if wrong:
            self.message.warn((told, *wrong))
        elif done.stored or done.known:
            self.message.done(told)
        else:
            self.message.done(tr("这里没有数据包。"))

    def _on_answered(self, files: int) -> None:
        words = tr("写好{}个文件，每台电脑一个。可以拔下U盘，带回各站。").format(files)
        self.message.done(words if files else tr("还没有可以写回执的电脑。"))

    def _on_printed(self, made: tuple[int, int]) -> None:
        printed, long = made
        told = tr("做好{}个站的回执页，可以打印。").format(printed)
        if long:
            self.message.warn((told, tr("{}个站的回执太长印不下，请用U盘带去").format(long)))
        else:
            self.message.done(told)
