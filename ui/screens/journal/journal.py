"""操作记录: what was looked at, printed, exported, refused. The inspected read their own lines, the auditor all."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QSizePolicy

from desktop.domain.journal import JournalFilter, JournalRow
from desktop.domain.viewer import Viewer
from desktop.ops import Core
from desktop.usecases.permission import may_do
from desktop.usecases.protocols import Queries
from ui.fields.choice import ChoiceField
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.i18n import tr
from ui.screens.journal.journal_model import JournalModel
from ui.shell.message_line import MessageLine
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, link, row
from ui.style.tables import Table

EVERY = "*"
KINDS = (
    ("login", "登录和口令"),
    ("look", "查看"),
    ("paper", "文书"),
    ("export", "导出数据包"),
    ("import", "导入数据包"),
    ("table", "表格"),
    ("journal", "操作记录"),
    ("refused", "没有权限"),
    ("user", "用户"),
    ("backup", "备份"),
    ("restore", "恢复"),
)


class Journal(Screen):
    """The newest lines that fit the filter."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.reads_all = may_do(core.viewer, "journal.read")
        self.model = JournalModel()
        self.table = Table(self.model, tr("操作记录"))
        self.table.columns(170, 130, 260, 0)
        self.message = MessageLine()
        self.whole = label("", wrap=True)
        told = (
            tr("您是审计员，看到的是全部记录。看这里，也会记一笔。")
            if self.reads_all
            else tr("这里是您自己的操作记录；审计员看得到全部。记录只增不改，带校验。")
        )
        self.save = button(tr("导出"), self._on_save, drawing="folder", narrow=True)
        head = row(
            label(tr("操作记录"), rank="title"),
            None,
            self.save,
            link(tr("返回设置"), lambda: self.ways.to_place("settings")),
        )
        lines = column(label(told, tone="soft", wrap=True), self.whole, self._filter(), self.table, gap=8)
        lines.setStretch(3, 1)
        listed = card(lines)
        layout = column(head, listed, self.message, margins=(16, 12, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _filter(self) -> Form:
        self.filter = Form(columns=4)
        self.user = ChoiceField(tr("用户"), [(EVERY, tr("所有人"))])
        self.act = ChoiceField(tr("操作"), [(EVERY, tr("所有操作")), *((key, tr(words)) for key, words in KINDS)])
        self.filter.add("user", self.user)
        self.filter.add("act", self.act)
        self.filter.add("from_day", DateField(tr("从"), self.today))
        self.filter.add("to_day", DateField(tr("到"), self.today))
        self.user.set_value(EVERY)
        self.act.set_value(EVERY)
        self.filter.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.filter.show_field("user", self.reads_all)
        self.filter.edited.connect(self.reload)
        self.filter.settled.connect(self.reload)
        return self.filter

    def _ask(self) -> JournalFilter:
        values: dict[str, str] = {key: "" if value == EVERY else value for key, value in self.filter.values().items()}
        return JournalFilter(
            user=values["user"], act=values["act"], from_day=values["from_day"], to_day=values["to_day"]
        )

    def reload(self) -> None:
        which = self._ask()

        def ask(queries: Queries, viewer: Viewer) -> tuple[tuple[JournalRow, ...], int | None, list[tuple[str, str]]]:
            names = [(user.id, user.name) for user in queries.users(viewer)]
            return queries.journal(viewer, which), queries.journal_broken(viewer), names

        self.core.query(ask).on_success(self.show_answer).run(self)

    def show_answer(self, answer: tuple[tuple[JournalRow, ...], int | None, list[tuple[str, str]]]) -> None:
        """Show what the reader answered."""
        rows, broken, names = answer
        self.model.fill(rows)
        self.user.set_options([(EVERY, tr("所有人")), *names])
        if broken is not None:
            told = tr("✗ 第{}条与前面的校验对不上，可能被改动过。请告诉县里，不要删除任何文件。")
            self.whole.setText(told.format(broken))
        else:
            self.whole.setText(tr("✓ 校验完整") if self.reads_all else "")
        self.whole.setVisible(bool(self.whole.text()))

    def _on_save(self) -> None:
        dialog = QFileDialog(self, tr("导出操作记录"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("表格（*.csv）"), tr("可核对的记录（*.json）")])
        dialog.selectFile(tr("操作记录.csv"))
        dialog.fileSelected.connect(lambda chosen: self.save_to(Path(chosen)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the lines this user may see into a file; the export is itself a line."""
        core = self.core

        def work() -> None:
            core.files.write(path, core.safe.journal_file("json" if path.suffix == ".json" else "csv"))

        op = core.write(work).on_success(lambda _done: self.message.done(tr("已写好：{}").format(path.name)))
        op.on_error(self.message.refused).run(self)
