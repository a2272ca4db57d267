"""The file of a case (卷宗) before it is bound: what it lacks and how to get it, days that cannot be."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain.dossier import VOLUMES, Gap, Volume
from desktop.ops import Core, Progress
from desktop.usecases.bind_dossier import BindDossier, Dossier, DossierCheck, Gathered, check_dossier, gather_dossier
from desktop.usecases.print_labels import FileLabel, file_labels
from ui.fields.choice import ChoiceField, TickField
from ui.fields.form import Form
from ui.fields.text import TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.shell.message_line import MessageLine
from ui.shell.running import Running
from ui.style.blocks import RowButton, button, card, clear, column, label, row, scrolled, tip

_RETENTIONS: Final = (("10年", "10年"), ("30年", "30年"), ("永久", "永久"))
_SHAPES: Final = {"must": "■ 必须", "due": "▲ 按需", "may": "○ 可选"}


class DossierSheet(QWidget):
    """Hidden until `open`. Signals: wanted (a type of paper that is missing), bound (a Dossier), left (not now).

    `labelled` (PDF): a label was drawn.
    """

    wanted = Signal(str)
    bound = Signal(object)
    labelled = Signal(bytes)
    left = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self._case_id = ""
        self.heading = label("", rank="heading", wrap=True)
        self.found = column(gap=2)
        self.form = Form(columns=2)
        self.form.add("checker", TextField(tr("检查人")))
        self.form.add(
            "retention",
            ChoiceField(tr("保管期限"), [(key, tr(words)) for key, words in _RETENTIONS], hint=tr("不选就按规定")),
        )
        self.form.add("remark", TextField(tr("情况说明")), span=2)
        self.form.add("two_sided", TickField(tr("双面打印"), start=True, hint=tr("每份文书从新的一张纸起")), span=2)
        self.message = MessageLine()
        self.label = button(tr("卷宗标签"), self._on_label)
        self.buttons = row(self.label, None, button(tr("先不装订"), self._on_left))
        self.makers: dict[Volume, QPushButton] = {}
        for volume in VOLUMES:
            made = button(
                tr("装订{}").format(tr(VOLUMES[volume])), partial(self._on_bind, volume), primary=volume == "main"
            )
            self.makers[volume] = made
            self.buttons.addWidget(made)
        self.running = Running(tr("装订进度"))
        inside = QWidget()
        inside.setLayout(column(self.found, card(column(self.form)), None, gap=8))
        layout = column(
            self.heading, scrolled(inside), self.running, self.message, self.buttons, gap=8, margins=(8, 0, 0, 0)
        )
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    def open(self, case: Loaded) -> None:
        """Look what the file would hold and show it."""
        self._case_id = case.id
        papers, case_id = self._core.papers, case.id
        self.message.quiet()
        self.show()
        op = self._core.mutate(lambda uow: check_dossier(case_id, uow, papers), quiet=True)
        op.on_success(self._show_check).on_error(self.message.refused).run(self)

    def _show_check(self, check: DossierCheck) -> None:
        clear(self.found)
        names = "、".join(dict.fromkeys(item.name for item in check.plan.items))
        self.heading.setText(tr("卷宗：{}").format(check.title))
        if check.gaps:
            self.found.addWidget(label(tr("还缺这些，点一下去办："), rank="strong"))
        for gap in check.gaps:
            self.found.addWidget(self._shown(gap))
        for warning in check.warnings:
            self.found.addWidget(label(f"▲ {warning}", tone="amber", wrap=True))
        if not check.gaps and not check.warnings:
            self.found.addWidget(label(tr("✓ 该有的都有了，日期前后也对。"), tone="green", wrap=True))
        there = tr("装入：{}").format(names) if names else tr("现在还没有可以装订的文书；待签稿要先记下签名。")
        self.found.addWidget(label(there, wrap=True))
        volumes = check.plan.volumes()
        for volume, made in self.makers.items():
            made.setVisible(volume in volumes)

    def _shown(self, gap: Gap) -> QWidget:
        """A paper that is missing can be pressed, and says where that leads."""
        words = f"{tr(_SHAPES[gap.need])}　{gap.name}"
        if not gap.type:
            return label(f"{words}：{gap.way}", wrap=True)
        made = RowButton(words, partial(self.wanted.emit, gap.type))
        tip(made, gap.way)
        made.setAccessibleDescription(gap.way)
        return made

    def _on_bind(self, volume: Volume) -> None:
        values = {key: self.form[key].value() for key in self.form.fields}
        command, papers = BindDossier(self._case_id, volume, **values), self._core.papers
        self._enable(on=False)
        op = ops.act(self._core, lambda uow: gather_dossier(command, uow, papers))
        op.on_success(self._bind).on_error(self._refused).run(self)

    def _bind(self, gathered: Gathered) -> None:
        bindery, progress = self._core.bindery, Progress()
        op = self._core.work(lambda: bindery.bind(gathered, progress.report), progress=progress)
        op.on_success(self._on_bound).on_error(self._refused)
        self.running.follow(op, {"bind": tr("正在装订")}, lambda: self._enable(on=True)).run(self)

    def _on_label(self) -> None:
        """A label to stick on the file: number, name, days, keeping and a code."""
        case_id, papers, bindery = self._case_id, self._core.papers, self._core.bindery

        def draw(labels: tuple[FileLabel, ...]) -> None:
            self._core.work(lambda: bindery.labels(labels)).on_success(self.labelled.emit).run(self)

        op = ops.act(self._core, lambda uow: file_labels((case_id,), uow, papers))
        op.on_success(draw).on_error(self.message.refused).run(self)

    def _refused(self, error: BaseException) -> bool:
        self._enable(on=True)
        return self.message.refused(error)

    def _on_bound(self, made: Dossier) -> None:
        self.hide()
        self.bound.emit(made)

    def _on_left(self) -> None:
        self.hide()
        self.left.emit()

    def _enable(self, *, on: bool) -> None:
        for made in self.makers.values():
            made.setEnabled(on)
