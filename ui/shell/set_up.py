"""First-run set-up: names the station and its first user, shows the recovery sheet once. Must not make keys."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop.domain.errors import AppError, RuleViolation
from desktop.ops import Ops
from ui.desk import Desk, Invited, StationWish
from ui.fields.choice import TickField
from ui.fields.form import Form
from ui.fields.text import SecretField, TextField
from ui.i18n import told, tr
from ui.shell.gate import door, language_links
from ui.shell.sheet_words import SheetWords
from ui.style.blocks import button, column, label, link, row, scrolled, set_tone


class SetUp(QWidget):
    """Two pages: what is asked, and the recovery sheet. Signals: finished (login), restore_wanted, language_wanted."""

    finished = Signal(str)
    restore_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, desk: Desk, ops: Ops) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._ops = ops
        self._words: tuple[str, ...] = ()
        self._invitation = b""
        self._pages = QStackedWidget()
        self._pages.addWidget(self._asking())
        self.setLayout(column(self._pages))

    def _asking(self) -> QWidget:
        page = QWidget()
        self.form = Form()
        self.form.add("committee", TextField(tr("调委会名称"), required=True, placeholder=tr("如：云桥村调委会全称")))
        self.form.add("word", TextField(tr("编号用字"), required=True, placeholder=tr("如：云桥，印成“云桥人调字”")))
        self.form.add("station_name", TextField(tr("站点名称"), required=True, placeholder=tr("如：云桥村调解站")))
        station = TextField(tr("站点代码"), required=True, hint=tr("县里给的代码；没有就自己起，用字母和数字"))
        station.latin_only()
        self.form.add("station", station)
        self.form.add("user", TextField(tr("您的姓名"), required=True))
        self.passphrase = SecretField(tr("口令"), hint=tr("至少6位，用自己记得住的一句话的拼音最好"))
        self.form.add("passphrase", self.passphrase)
        self.again = SecretField(tr("再写一遍口令"))
        self.form.add("again", self.again)
        self.told = label("", wrap=True)
        self.told.hide()
        self.make = button(tr("建立调解台"), self.set_up, primary=True)
        self.invited = button(tr("有县里给的接入文件"), self._on_choose, drawing="folder")
        intro = label(tr("第一次使用，请填写这几项，大约一分钟。以后都可以在设置里看到。"), tone="soft", wrap=True)
        links = _beside(*language_links(self.language_wanted.emit), link(tr("从备份恢复"), self.restore_wanted.emit))
        layout, sheet = door(
            intro,
            scrolled(self.form),
            self.told,
            _beside(self.invited, self.make),
            links,
            title=tr("欢迎使用枫桥调解台"),
            drawing="talk",
        )
        sheet.setFixedWidth(round(sheet.width() * 1.25))
        page.setLayout(layout)
        page.setTabOrder(self.again.line, self.make)  # Enter after the last field must not open a file dialog
        page.setTabOrder(self.make, self.invited)
        return page

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, tr("选择县里给的接入文件"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.take_invitation(Path(chosen)))
        dialog.open()

    def take_invitation(self, path: Path) -> None:
        """Read the county's file: it says which station this is."""
        op = self._ops.work(lambda: self._desk.read_invitation(path))
        op.on_success(self._on_invited).on_error(self._on_refused).run(self)

    def _on_invited(self, invited: Invited) -> None:
        self._invitation = invited.raw
        self.form.fill({"station": invited.station, "station_name": invited.station_name})
        told = tr("{}的接入文件。请打电话给县里，核对这十二位数字是否相同：{}")
        self._tell(told.format(invited.county, invited.digits))

    def set_up(self) -> None:
        """Make the station from what was typed."""
        if not self._is_right():
            return
        values = self.form.values()
        wish = StationWish(
            station=values["station"],
            station_name=values["station_name"],
            committee=values["committee"],
            word=values["word"],
            user=values["user"],
            passphrase=values["passphrase"],
            invitation=self._invitation,
        )
        self._tell(tr("正在建立，请稍候……"))
        self.make.setEnabled(False)
        op = self._ops.write(lambda: self._desk.set_up(wish))
        op.on_success(self._on_made).on_error(self._on_refused).on_done(lambda: self.make.setEnabled(True)).run(self)

    def _is_right(self) -> bool:
        good = self.form.check()
        station = self.form["station"]
        if not station.is_empty() and not re.fullmatch(r"[A-Za-z0-9-]{2,20}", station.value()):
            told = tr("站点代码只能用字母、数字和横线，2至20个。")
            station.show_error(RuleViolation("R-906", told, way_out=tr("请照县里给的代码填写。")))
            good = False
        try:
            self._desk.check_passphrase(self.passphrase.value())
        except RuleViolation as error:
            self.passphrase.show_error(error)
            good = False
        if self.again.value() != self.passphrase.value():
            self.again.show_error(RuleViolation("R-907", tr("两遍口令不一样。"), way_out=tr("请再写一遍。")))
            good = False
        return good

    def _on_made(self, words: tuple[str, ...]) -> None:
        self._words = words
        self.passphrase.line.clear()
        self.again.line.clear()
        self._pages.addWidget(self._sheet())
        self._pages.setCurrentIndex(1)

    def _on_refused(self, error: BaseException) -> bool:
        if self.form.show_error(error):
            self._tell("")
            return True
        if isinstance(error, AppError):
            self._tell(f"✗ {told(error)}", wrong=True)
            return True
        return False

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        set_tone(self.told, "red" if wrong else "soft")

    def _sheet(self) -> QWidget:
        page = QWidget()
        told = label(
            tr(
                "请把这{}个词抄下来或者打印出来，锁进保险柜。忘了口令时，只有它能打开本机的数据。此后不会再显示。"
            ).format(len(self._words)),
            wrap=True,
        )
        words = SheetWords(self.form["station_name"].value())
        words.show_words(self._words)
        kept = TickField(tr("我已经收好恢复单"))
        start = button(tr("开始使用"), lambda: self.finished.emit(self.form["user"].value()), primary=True)
        start.setEnabled(False)
        kept.tick.toggled.connect(start.setEnabled)
        layout, sheet = door(told, words, kept, _beside(start), title=tr("恢复单（只显示这一次）"), drawing="lock")
        sheet.setFixedWidth(round(sheet.width() * 1.25))
        page.setLayout(layout)
        return page


def _beside(*what: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*what))
    return holder
