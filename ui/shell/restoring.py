"""Restore from a backup: which one, who opens it, what it would do, and then what is missing. Must not keep secrets."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QStackedWidget, QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.ops import Ops, Progress
from desktop.usecases.restoring import NewPassphrase, Opener, Restored, RestorePlan, RestoreWish
from ui.desk import Desk
from ui.fields.choice import PickField
from ui.fields.form import Form
from ui.fields.text import SecretField, TextField
from ui.i18n import told, tr
from ui.shell.gate import door
from ui.shell.restore_words import done_lines, plan_lines
from ui.shell.running import Running
from ui.style.blocks import button, column, label, link, row, scrolled, set_tone

STEPS = {"restore": "正在拷回", "check": "正在核对", "migrate": "正在升级"}
LARGEST_KEY = 10_000  # bytes; a recovery key is one line
Way = Literal["user", "sheet", "county"]


class Restoring(QWidget):
    """Signals: given_up, restored (Restored). `expect`: code of the station whose data are here, "" when unknown."""

    given_up = Signal()
    restored = Signal(object)

    def __init__(self, desk: Desk, ops: Ops, *, expect: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._ops = ops
        self._expect = expect
        self._path: Path | None = None
        self.pages = QStackedWidget()
        self.told = label("", wrap=True)
        self.told.hide()
        self.running = Running(tr("恢复进度"))
        for page in (self._asking(), self._planned(), self._finished()):
            self.pages.addWidget(page)
        layout, sheet = door(self.pages, self.running, self.told, title=tr("从备份恢复"), drawing="undo")
        sheet.setFixedWidth(round(sheet.width() * 1.35))
        self.setLayout(layout)
        self._on_way()

    def _asking(self) -> QWidget:
        self.place = label(tr("请选备份盘上 fengqiao-backup 里的备份文件，或者整个备份文件夹。"), wrap=True)
        self.choose_file = button(tr("选备份文件"), self._on_file, drawing="folder")
        self.choose_folder = button(tr("选备份文件夹"), self._on_folder, drawing="usb")
        self.form = Form()
        ways = [("user", tr("用户口令")), ("sheet", tr("恢复单")), ("county", tr("县里的恢复密钥"))]
        self.way = PickField(tr("用什么打开"), ways, start="user")
        self.form.add("way", self.way)
        self.form.add("login", TextField(tr("用户"), required=True, hint=tr("备份时就有的用户")))
        self.form.add("words", TextField(tr("恢复单上的字"), required=True))
        self.key = SecretField(tr("县里的恢复密钥"), hint=tr("县里给的一行文字，AGE-SECRET-KEY 开头"))
        self.form.add("key", self.key)
        self.passphrase = SecretField(tr("口令"))
        self.form.add("passphrase", self.passphrase)
        self.way.edited.connect(self._on_way)
        self.look = button(tr("看看这份备份"), self.plan, primary=True)
        holder = QWidget()
        holder.setLayout(
            column(
                self.place,
                row(self.choose_file, self.choose_folder, None),
                self.form,
                row(link(tr("返回"), self.given_up.emit), None, self.look),
            )
        )
        return holder

    def _planned(self) -> QWidget:
        self.said = label("", wrap=True)
        self.partial = tick(tr("缺少的附件不要紧，先恢复其余的，缺的列成清单"))
        self.later = tick(tr("先不恢复附件（磁盘放不下时选）"))
        self.go = button(tr("恢复"), self.restore, primary=True, drawing="undo")
        back = link(tr("换一份备份"), lambda: self._turn_to(0))
        holder = QWidget()
        holder.setLayout(column(scrolled(_held(self.said)), self.partial, self.later, row(back, None, self.go)))
        return holder

    def _finished(self) -> QWidget:
        self.done = label("", wrap=True)
        self._result: Restored | None = None
        self.enter = button(tr("打开恢复好的数据"), self._on_enter, primary=True, drawing="lock")
        holder = QWidget()
        holder.setLayout(column(scrolled(_held(self.done)), row(None, self.enter)))
        return holder

    def take(self, path: Path) -> None:
        """A backup file or folder was chosen."""
        self._path = path
        self.place.setText(tr("备份：{}").format(path))
        self._tell("")

    def plan(self) -> None:
        """Look at the backup before anything is written."""
        if self._path is None:
            self._on_folder()
            return
        if not self.form.check():
            return
        path, opener = self._path, self._opener()
        self._tell(tr("正在看备份……"))
        op = self._ops.write(lambda: self._desk.plan_restore(path, opener))
        op.on_success(self._on_planned).on_error(self._on_refused).run(self)

    def restore(self) -> None:
        """Restore as chosen; may be stopped until the end."""
        if self._path is None:
            return
        wish = RestoreWish(
            path=self._path,
            opener=self._opener(),
            partial=self.partial.isChecked(),
            attachments=not self.later.isChecked(),
            new=self._new(),
            expect=self._expect,
        )
        self._tell("")
        self.go.setEnabled(False)
        progress = Progress()
        op = self._ops.write(lambda: self._desk.restore(wish, progress.report), progress=progress)
        op.on_success(self._on_restored).on_error(self._on_refused)
        words = {step: tr(text) for step, text in STEPS.items()}
        self.running.follow(op, words, lambda: self.go.setEnabled(True)).run(self)

    def _opener(self) -> Opener:
        way: str = self.way.value()
        if way == "sheet":
            return Opener(words=self.form["words"].value())
        if way == "county":
            return Opener(county_identity=self.key.value().strip())
        return Opener(login=self.form["login"].value(), passphrase=self.passphrase.value())

    def _new(self) -> NewPassphrase | None:
        """Who comes by the sheet or the county's key gives a user a new passphrase at once."""
        if self.way.value() == "user":
            return None
        return NewPassphrase(self.form["login"].value(), self.passphrase.value())

    def _on_way(self) -> None:
        way = self.way.value()
        self.form.show_field("words", way == "sheet")
        self.form.show_field("key", way == "county")
        self.passphrase.caption.setText(tr("口令 *") if way == "user" else tr("新口令 *"))

    def _on_planned(self, plan: RestorePlan) -> None:
        self._tell("")
        self.said.setText("\n".join(plan_lines(plan, self._expect)))
        self.partial.setVisible(bool(plan.missing))
        self.later.setVisible(bool(plan.attachments))
        self.later.setChecked(plan.needed > plan.free)
        self._turn_to(1)

    def _on_restored(self, done: Restored) -> None:
        self._result = done
        for field in (self.passphrase, self.key):
            field.line.clear()
        self.form["words"].set_value("")
        self.done.setText("\n".join(done_lines(done)))
        self._turn_to(2)

    def _on_enter(self) -> None:
        self.restored.emit(self._result)

    def _on_refused(self, error: BaseException) -> bool:
        if isinstance(error, RuleViolation) and self.form.show_error(error):
            self._turn_to(0)
            self._tell("")
            return True
        if isinstance(error, AppError):
            if error.code == "S-261":
                self.partial.show()
            if error.code == "S-262":
                self.later.show()
            self._tell(f"✗ {told(error)}", wrong=True)
            return True
        return False

    def _turn_to(self, page: int) -> None:
        self.pages.setCurrentIndex(page)

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        set_tone(self.told, "red" if wrong else "soft")

    def _on_file(self) -> None:
        self._ask(QFileDialog.FileMode.ExistingFile, tr("选备份文件"))

    def _on_folder(self) -> None:
        self._ask(QFileDialog.FileMode.Directory, tr("选备份文件夹"))

    def _ask(self, mode: QFileDialog.FileMode, words: str) -> None:
        dialog = QFileDialog(self, words)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(mode)
        dialog.setNameFilters([tr("备份（*.fqbackup）")])
        dialog.fileSelected.connect(lambda chosen: self.take(Path(chosen)))
        dialog.open()


def tick(words: str) -> QCheckBox:
    """A yes or no that belongs to no form."""
    made = QCheckBox(words)
    made.setAccessibleName(words)
    return made


def _held(inside: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(inside, None))
    return holder
