"""统计: the station's own month as tables, printed and saved; an office as object, never a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QGridLayout, QWidget

from desktop.domain.station_month import Block, MonthReport, Revision, month_label
from desktop.ops import Core
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.report_month import ReportMonth, note_report, report_month
from ui.i18n import tr
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, label, row, scrolled
from ui.style.words import long_day

_CUT_OFFS: Final = ((-1, "按本单位设置"), (0, "每月最后一天"), (20, "每月20日"), (25, "每月25日"))


_MOST_CHANGES: Final = 6  # told on the screen; the paper names all


class Statistics(Screen):
    """One month at a time; Page Up and Page Down turn to the month before and after."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._month = self.today().isoformat()[:7]
        self.report: MonthReport | None = None
        self.heading = label("", rank="heading")
        self.earlier = button(tr("上个月"), partial(self._turn, -1), drawing="arrow-left", narrow=True)
        self.later = button(tr("下个月"), partial(self._turn, 1), drawing="arrow-right", narrow=True)
        self.earlier.setShortcut(Qt.Key.Key_PageUp)
        self.later.setShortcut(Qt.Key.Key_PageDown)
        self.cut_off = QComboBox()
        self.cut_off.setAccessibleName(tr("统计到每月哪一天"))
        for day, words in _CUT_OFFS:
            self.cut_off.addItem(tr(words), day)
        self.cut_off.activated.connect(lambda _place: self.reload())
        self._tables = column(gap=10)
        inside = QWidget()
        inside.setLayout(self._tables)
        self.message = MessageLine()
        self.print = button(tr("打印"), partial(self._make, self._print), primary=True, drawing="print")
        self.keep = button(tr("存成PDF"), partial(self._choose, "pdf"))
        self.sheet = button(tr("存成表格"), partial(self._choose, "xlsx"))
        caption = label(tr("统计到"))
        caption.setBuddy(self.cut_off)
        head = row(label(tr("统计"), rank="title"), None, caption, self.cut_off, self.earlier, self.heading, self.later)
        foot = row(self.message, None, self.sheet, self.keep, self.print)
        foot.setStretch(0, 1)
        layout = column(head, scrolled(inside, sideways=True), foot, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._name()

    def reload(self) -> None:
        ask, today = ReportMonth(self._month, int(self.cut_off.currentData())), self.today().isoformat()
        op = self.core.query(lambda queries, viewer: report_month(ask, queries, viewer, today))
        op.on_success(self.show_report).on_error(self.message.refused).run(self)

    def show_report(self, report: MonthReport) -> None:
        """Show what the reader answered."""
        self.report = report
        clear(self._tables)
        period = tr("统计期间：{}至{}").format(report.since, report.until)
        self._tables.addWidget(label(period, tone="soft"))
        self._show_revision(report.revision)
        if report.silent:
            self._tables.addWidget(label(tr("本期没有发生登记、调解、办结和履行，可以零报。"), tone="amber", wrap=True))
        for block in report.told():
            self._tables.addWidget(_table(block))
        self._tables.addStretch(1)

    def _show_revision(self, past: Revision) -> None:
        """A month that was reported says when, and what late work has changed since."""
        if past.changed:
            told = "；".join(change.told for change in past.changed[:_MOST_CHANGES])
            more = tr("等{}处").format(len(past.changed)) if len(past.changed) > _MOST_CHANGES else ""
            words = tr("▲ {}报出过，之后数字变了：{}{}。再报出去会写明是重报。")
            self._tables.addWidget(label(words.format(long_day(past.last), told, more), tone="amber", wrap=True))
        elif past.last:
            words = tr("✓ {}报出过，数字没有变。")
            self._tables.addWidget(label(words.format(long_day(past.last)), tone="soft", wrap=True))

    def _turn(self, by: int) -> None:
        year, month = int(self._month[:4]), int(self._month[5:]) + by
        if month in (0, 13):
            year, month = year + by, 12 if by < 0 else 1
        if date(year, month, 1) <= self.today():
            self._month = f"{year}-{month:02d}"
            self._name()
            self.reload()

    def _name(self) -> None:
        self.heading.setText(month_label(self._month))
        self.later.setEnabled(self._month < self.today().isoformat()[:7])

    def _make(self, use: Callable[[bytes], object], form: Literal["pdf", "xlsx"] = "pdf") -> None:
        """Note that the report leaves the program, make its file in the pool, and hand it on."""
        report, bindery = self.report, self.core.bindery
        if report is None:
            return

        def noted(_done: None) -> None:
            self.reload()
            op = self.core.work(lambda: bindery.month(report, form))
            op.on_success(use).on_error(self.message.refused).run(self)

        def note(uow: UnitOfWork) -> None:
            note_report(report, uow)
            uow.commit()

        op = self.core.mutate(note, quiet=True)
        op.on_success(noted).on_error(self.message.refused).run(self)

    def _print(self, pdf: bytes) -> None:
        from ui.shell.paper_printing import print_pdf

        if self.report is not None:
            print_pdf(self, pdf, self.report.title, 1, lambda: self.message.done(tr("已送去打印。")))

    def _choose(self, form: Literal["pdf", "xlsx"]) -> None:
        if self.report is None:
            return
        name = f"{self.report.title}{self.report.label}.{form}"
        dialog = QFileDialog(self, tr("存到哪里"), name, f"{form.upper()} (*.{form})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen), form))
        dialog.open()

    def save(self, path: Path, form: Literal["pdf", "xlsx"]) -> None:
        """Write the report in front to a file."""
        files = self.core.files

        def write(data: bytes) -> None:
            op = self.core.work(lambda: files.write(path, data))
            op.on_success(lambda _done: self.message.done(tr("已存到 {}").format(path.name))).run(self)

        self._make(write, form)


def _table(block: Block) -> QFrame:
    """A table of figures: words left, numbers right, the sum in bold."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0 if len(block.heads) > 1 else 2, 1)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    grid.addWidget(label(block.title, rank="strong"), 0, 0)
    for place, head in enumerate(block.heads, 1):
        unit = "" if head.unit in ("件", "%") else f"（{head.unit}）"
        grid.addWidget(label(head.title + unit, tone="soft"), 0, place, right)
    for number, line in enumerate(block.lines, 1):
        last = block.summed and number == len(block.lines)
        grid.addWidget(label(line.label, rank="strong" if last else ""), number, 0)
        for place, text in enumerate(block.shown(line), 1):
            grid.addWidget(label(text, rank="strong" if last else ""), number, place, right)
    return card(grid)
