"""办理规程: which working methods this station uses; a file of one's own is loaded here, faults are shown by line."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ops import Core
from desktop.usecases.manage_methods import MethodFault, MethodRow
from ui.fields.text import TextField
from ui.i18n import tr
from ui.screens.methods.method_model import MethodModel
from ui.shell.message_line import MessageLine
from ui.shell.reason_sheet import ReasonSheet
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, label, rename, row
from ui.style.tables import Table

LARGEST: Final = 1 << 20
_SHOWN_FAULTS: Final = 6


class Methods(Screen):
    """One table; what the chosen row allows stands under it."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._all: tuple[MethodRow, ...] = ()
        self._wanted = ""
        self.model = MethodModel()
        self.table = Table(self.model, tr("办理规程"))
        self.table.setProperty("inCard", True)
        self.table.columns(300, 190, 0, 70, 130, spare=2)
        self.table.pills(4)
        self.table.selectionModel().selectionChanged.connect(lambda *_rows: self._on_row())
        self.sought = TextField(tr("查找"))
        self.sought.line.textChanged.connect(lambda _text: self._filter())
        self.act = button(tr("选用"), self._on_act, drawing="check")
        self.load = button(tr("载入文件"), self._on_load, primary=True, drawing="folder")
        self.message = MessageLine()
        self.reason = ReasonSheet()
        self._faults = column(gap=2)
        self.fault_box = QWidget()
        self.fault_box.setLayout(self._faults)
        self.fault_box.hide()
        hint = label(
            tr(
                "自己写的规程最少十行，接访、巡查、议事等公共事务的做法也在这里载入，见“说明”。"
                "国家规定的期限和步骤只能更严，不能放宽。停用后，正在办的事仍按原来的办完。"
            ),
            tone="soft",
            wrap=True,
        )
        foot = row(hint, self.act, self.load)
        foot.setStretch(0, 1)
        head = row(label(tr("办理规程"), rank="title"), None, self.sought.caption, self.sought)
        layout = column(
            head, card(column(self.table)), self.fault_box, self.message, self.reason, foot, margins=(16, 12, 16, 12)
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def back(self) -> bool:
        """Esc closes the reason first."""
        if self.reason.isVisible():
            self.reason.hide()
            return True
        return False

    def reload(self) -> None:
        self.core.query(lambda _queries, _viewer: self.core.methods.all()).on_success(self.show_rows).run(self)

    def show_rows(self, rows: tuple[MethodRow, ...]) -> None:
        """Show what the reader answered: what is in use first."""
        self._all = tuple(sorted(rows, key=lambda r: (not r.own, not r.offered)))
        self._filter()

    def take(self, path: Path) -> None:
        """Load a chosen file; its faults are listed by line."""
        self._show_faults(())
        files, methods = self.core.files, self.core.methods

        def work() -> str | tuple[MethodFault, ...]:
            try:
                text = files.read(path, LARGEST).decode("utf-8")
            except UnicodeDecodeError:
                return (MethodFault(1, tr("这不是一份UTF-8的文字文件")),)
            return methods.check(text) or methods.load(path.name, text)

        op = self.core.write(work).on_success(lambda found: self._on_loaded(path.name, found))
        op.on_error(self.message.refused).run(self)

    def _filter(self) -> None:
        words = self.sought.line.text().strip()
        rows = tuple(r for r in self._all if not words or any(words in t for t in (r.title, r.place, r.key, r.source)))
        self.model.fill(rows)
        if rows:
            self.table.selectRow(next((i for i, r in enumerate(rows) if r.key == self._wanted), 0))
        self._on_row()

    def _chosen(self) -> MethodRow | None:
        number = self.table.chosen()
        return self.model.rows[number] if 0 <= number < len(self.model.rows) else None

    def _on_row(self) -> None:
        chosen = self._chosen()
        self.act.setEnabled(chosen is not None and (chosen.own or not chosen.usual))
        if chosen is not None:
            rename(self.act, tr("停用") if chosen.own else tr("不再选用") if chosen.offered else tr("选用"))

    def _on_act(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        self._wanted = chosen.key
        if chosen.own:
            self.reason.ask(
                tr("停用“{}”：正在办的事仍按它办完。").format(chosen.title),
                tr("停用"),
                lambda reason: self._withdraw(chosen, reason),
            )
            return
        kept = {r.key for r in self._all if r.offered and not r.usual and not r.own}
        keys = tuple(sorted(kept ^ {chosen.key}))
        methods = self.core.methods
        told = tr("不再选用：{}") if chosen.offered else tr("已选用：{}")
        op = self.core.write(lambda: methods.choose(keys))
        op.on_success(lambda _done: self.message.done(told.format(chosen.title))).on_error(self.message.refused)
        op.run(self)

    def _withdraw(self, chosen: MethodRow, reason: str) -> None:
        methods = self.core.methods
        op = self.core.write(lambda: methods.withdraw(chosen.key, reason))
        op.on_success(lambda _done: self.message.done(tr("已停用：{}").format(chosen.title)))
        op.on_error(self.message.refused).run(self)

    def _on_load(self) -> None:
        dialog = QFileDialog(self, tr("选择办理规程文件"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("*.toml")
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def _on_loaded(self, name: str, found: str | tuple[MethodFault, ...]) -> None:
        if isinstance(found, tuple):
            self._show_faults(found)
            self.message.warn((tr("“{}”有{}处错误，没有载入。请按行号改正后再载入。").format(name, len(found)),))
            return
        self._wanted = found
        activity = self.core.reference.activity_form(found) is not None
        told = tr("已载入：{}。在公共事务里就可以用它。") if activity else tr("已载入：{}。登记时就可以选它。")
        self.message.done(told.format(name))
        self.reload()

    def _show_faults(self, faults: tuple[MethodFault, ...]) -> None:
        clear(self._faults)
        for fault in faults[:_SHOWN_FAULTS]:
            self._faults.addWidget(label(tr("第{}行：{}").format(fault.line, fault.message), tone="red", wrap=True))
        if len(faults) > _SHOWN_FAULTS:
            self._faults.addWidget(label(tr("……共{}处").format(len(faults)), tone="red"))
        self.fault_box.setVisible(bool(faults))
