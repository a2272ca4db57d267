"""月度卷宗: all files closed in a month, what each still lacks; bound into a folder in one go, and their labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QSplitter, QWidget

from desktop.domain.dossier import Volume
from desktop.domain.errors import AppError, Cancelled
from desktop.ops import Core, Op, Progress
from desktop.usecases.bind_dossier import BindDossier, Gathered, gather_dossier
from desktop.usecases.month_files import MonthFile, closed_in_month, file_name, files_of
from desktop.usecases.print_labels import FileLabel, box_of, file_labels
from ui.fields.choice import ChoiceField, TickField
from ui.fields.text import TextField
from ui.i18n import told, tr
from ui.screens.case.ops import act
from ui.screens.papers.preview import PaperPreview
from ui.shell.message_line import MessageLine
from ui.shell.running import Running
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, row
from ui.style.look import look
from ui.style.tables import STATE_ROLE, Index, Table
from ui.style.words import State, short_day

_ROOT: Final = QModelIndex()
_MONTHS: Final = 24
_DECEMBER: Final = 12


class MonthModel(QAbstractTableModel):
    """Columns: case, day of closing, what it lacks."""

    def __init__(self) -> None:
        super().__init__()
        self.files: tuple[MonthFile, ...] = ()
        self._heads = (tr("案件"), tr("结案日"), tr("卷宗"))

    def fill(self, files: tuple[MonthFile, ...]) -> None:
        self.beginResetModel()
        self.files = files
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.files)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.files[index.row()]
        state = _state(entry)
        if role == STATE_ROLE:
            return state
        if role == Qt.ItemDataRole.ToolTipRole:
            return "　".join((entry.number, entry.title, "、".join(entry.lacks)))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return (entry.title, short_day(entry.closed_on), state.text)[index.column()]
        return None


def _state(entry: MonthFile) -> State:
    if not entry.volumes:
        return State("○", tr("还没有文书"), "grey")
    if entry.lacks:
        return State("■", tr("缺{}样").format(len(entry.lacks)), "red")
    return State("✓", tr("齐了"), "green")


class MonthFiles(Screen):
    """Choose a month, look, bind, label."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._left: list[tuple[MonthFile, Volume]] = []
        self._all = self._done = 0
        self._folder = Path()
        self._asked: Op[Any] | None = None
        self._problems: list[str] = []
        self.month = ChoiceField(tr("结案的月份"), self._months())
        self.month.edited.connect(self.reload)
        self.model = MonthModel()
        self.table = Table(self.model, tr("这个月的卷宗"))
        self.table.setProperty("inCard", True)
        self.table.columns(0, 110, 150, spare=1)
        self.table.pills(2)
        self.table.opened.connect(self._on_opened)
        self.count = label("", tone="soft", wrap=True)
        self.checker = TextField(tr("检查人"))
        self.two_sided = TickField(tr("双面打印"), start=True, hint=tr("每份文书从新的一张纸起"))
        self.running = Running(tr("装订进度"))
        self.message = MessageLine()
        self.labels = button(tr("这个月的标签"), self._on_labels, drawing="list", narrow=True)
        self.open = button(tr("打开案件"), lambda: self._on_opened(self.table.chosen()), narrow=True)
        self.bind = button(tr("全部装订"), self._on_bind, primary=True, drawing="folder")
        self.preview = PaperPreview(core)
        self.preview.print.setProperty("primary", False)
        self.preview.saved.connect(lambda path: self.message.done(tr("已存成文件：{}").format(Path(path).name)))
        self.preview.show_nothing(tr("点“这个月的标签”，在这里看，再打印。装订好的卷宗在您选的文件夹里。"))
        self.month.set_value(self._months()[1][0])
        self.setLayout(column(self._body(), margins=(16, 12, 16, 12)))

    def _months(self) -> list[tuple[str, str]]:
        """This month and the ones before, the newest first."""
        today = self.today()
        last = today.year * _DECEMBER + today.month - 1
        days = [divmod(last - back, _DECEMBER) for back in range(_MONTHS)]
        return [(f"{year}-{month + 1:02d}", tr("{}年{}月").format(year, month + 1)) for year, month in days]

    def _body(self) -> QSplitter:
        head = row(label(tr("月度卷宗"), rank="title"), None, self.month.caption, self.month)
        checker = row(self.checker.caption, self.checker)
        sides = row(self.two_sided.caption, self.two_sided)
        parts = (head, self.count, self.table, checker, sides, self.running, self.message)
        inside = column(*parts, row(self.open, self.labels, None, self.bind), gap=8)
        inside.setStretch(2, 1)
        left = card(inside)
        left.setMinimumWidth(look().scaled(430))
        split = QSplitter()
        split.addWidget(left)
        right = QWidget()
        right.setLayout(column(self.preview, margins=(8, 0, 0, 0)))
        split.addWidget(right)
        split.setSizes([620, 520])
        split.setChildrenCollapsible(False)
        return split

    def reload(self) -> None:
        """Ask which files the month has, unless they are just being bound."""
        if self._left:
            return
        month, papers = self.month.value(), self.core.papers

        def check(ids: tuple[str, ...]) -> None:
            progress = Progress()
            op = self.core.mutate(lambda uow: files_of(ids, uow, papers, progress.report), quiet=True)
            op.on_success(self.show_files).on_error(self.message.refused).run(self)

        op = self.core.query(lambda queries, viewer: closed_in_month(month, queries, viewer))
        op.on_success(check).on_error(self.message.refused).run(self)

    def show_files(self, files: tuple[MonthFile, ...]) -> None:
        """Show what was answered."""
        self.model.fill(files)
        ready = [entry for entry in files if entry.volumes]
        lacking = sum(bool(entry.lacks) for entry in ready)
        words = tr("结案{}件，可以装订{}件，其中{}件还缺必须的文书，可以打开案件去补。")
        none = tr("这个月没有结案的事。")
        self.count.setText(words.format(len(files), len(ready), lacking) if files else none)
        self.labels.setEnabled(bool(files))
        self.open.setEnabled(bool(files))
        if files:
            self.table.selectRow(0)
        self.bind.setEnabled(bool(ready))

    def _on_opened(self, number: int) -> None:
        if 0 <= number < len(self.model.files):
            self.ways.to_case(self.model.files[number].case_id, "papers")

    def _on_labels(self) -> None:
        ids = tuple(entry.case_id for entry in self.model.files)
        kinds = {entry.kind for entry in self.model.files}
        box = box_of(kinds) if len(ids) > 1 else ""
        papers, bindery = self.core.papers, self.core.bindery

        def draw(labels: tuple[FileLabel, ...]) -> None:
            op = self.core.work(lambda: bindery.labels(labels, box))
            op.on_success(lambda pdf: self.preview.show_pdf(pdf, tr("卷宗标签"), 1)).run(self)

        act(self.core, lambda uow: file_labels(ids, uow, papers)).on_success(draw).on_error(self.message.refused).run(
            self
        )

    def _on_bind(self) -> None:
        dialog = QFileDialog(self, tr("卷宗存到哪个文件夹"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda chosen: self.bind_into(Path(chosen)))
        dialog.open()

    def bind_into(self, folder: Path) -> None:
        """Bind every file of the month into a folder, one after the other; what is written stays when it is stopped."""
        self.message.quiet()
        self._folder, self._problems = folder, []
        self._left = [(entry, volume) for entry in self.model.files for volume in entry.volumes]
        self._all, self._done = len(self._left), 0
        self.bind.setEnabled(False)
        self.running.begin(self._stop)
        self._next()

    def _next(self) -> None:
        if not self._left:
            self._end(tr("已装订{}册，在文件夹“{}”里。").format(self._done, self._folder.name))
            return
        entry, volume = self._left[0]
        self.running.at(self._all - len(self._left), self._all, entry.title)
        papers = self.core.papers
        command = BindDossier(entry.case_id, volume, checker=self.checker.value(), two_sided=self.two_sided.value())
        op = act(self.core, lambda uow: gather_dossier(command, uow, papers))
        self._asked = op.on_success(self._bind).on_error(self._on_problem).run(self)

    def _bind(self, gathered: Gathered) -> None:
        if not self._left:
            return
        entry, _volume = self._left[0]
        bindery, files, folder, progress = self.core.bindery, self.core.files, self._folder, Progress()

        def work() -> tuple[str, ...]:
            made = bindery.bind(gathered, progress.report)
            progress.no_return()
            files.write(folder / file_name(entry.number, entry.case_id, made.volume), made.pdf)
            return made.left_out

        op = self.core.work(work, progress=progress)
        self._asked = op.on_success(self._on_bound).on_error(self._on_problem).run(self)

    def _on_bound(self, left_out: tuple[str, ...]) -> None:
        self._problems += left_out
        self._done += 1
        self._left = self._left[1:]
        self._next()

    def _on_problem(self, error: BaseException) -> bool:
        """A file that cannot be bound does not keep the others; a full disk keeps all."""
        if isinstance(error, Cancelled) or not isinstance(error, AppError):
            return False
        self._problems.append(f"{self._left[0][0].title}：{told(error)}" if self._left else told(error))
        self._left = self._left[1:] if getattr(error, "code", "") != "S-904" else []
        self._next()
        return True

    def _stop(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._left = []
        self._end(tr("停下了。已装订的{}册留在文件夹里。").format(self._done))

    def _end(self, words: str) -> None:
        self._left, self._asked = [], None
        self.running.hide()
        self.bind.setEnabled(True)
        if self._problems:
            self.message.warn((words, *self._problems[:5]))
        else:
            self.message.done(words)
