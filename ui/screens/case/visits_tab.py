"""回访: visits that were made, and putting down a new one."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.case_events import VisitRecorded
from desktop.domain.engine import Task
from desktop.ops import Core
from desktop.usecases.follow_up import RecordVisit, record_visit
from ui.fields.choice import PickField, TicksField
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.fields.text import LongTextField, TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.screens.case.step_words import facts_words
from ui.screens.case.tab import CaseTab
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, label, row, scrolled
from ui.style.words import long_day

RATE: Final = "rate"
WAYS: Final = (("home", "上门"), ("phone", "电话"), ("station", "约见"), ("other", "其他"))
KEPT: Final = (("yes", "已履行"), ("partly", "部分履行"), ("no", "没有履行"), ("unknown", "还不清楚"))
SATISFIED: Final = (("yes", "满意"), ("mostly", "基本满意"), ("no", "不满意"))


class VisitsTab(CaseTab):
    """Read or write."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._list = column(gap=8)
        self.message = MessageLine()
        inside = QWidget()
        inside.setLayout(self._list)
        reading = QWidget()
        self.write = button(tr("记一次回访"), self._write, drawing="phone")
        self.rate = button(tr("登记满意度评价"), self._rate, drawing="check")
        reading.setLayout(column(scrolled(inside), row(self.write, self.rate, None)))
        self._seen: TicksField | None = None
        self.pages = QStackedWidget()
        self.pages.addWidget(reading)
        self.pages.addWidget(self._writing())
        layout = column(self.pages, self.message, margins=(12, 10, 12, 10))
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _writing(self) -> QWidget:
        page = QWidget()
        self.form = Form(columns=2)
        self.form.add("on", DateField(tr("回访日期"), self.today, required=True))
        self.form.add("visitor", TextField(tr("回访人"), required=True))
        self.form.add("way", PickField(tr("方式"), [(k, tr(w)) for k, w in WAYS], start="phone"), span=2)
        self.form.add("kept", PickField(tr("协议履行"), [(k, tr(w)) for k, w in KEPT], required=True), span=2)
        self.form.add("satisfied", PickField(tr("是否满意"), [(k, tr(w)) for k, w in SATISFIED]), span=2)
        what = tr("一两句：履行得怎样，双方现在怎么样")
        self.form.add("situation", LongTextField(tr("回访情况"), lines=3, required=True, placeholder=what), span=2)
        self.form.add("new_requests", TextField(tr("新的诉求")), span=2)
        self._people = QVBoxLayout()
        save = button(tr("记下回访"), self._save, primary=True, drawing="check")
        cancel = button(tr("不写了"), lambda: self.pages.setCurrentIndex(0))
        body = QWidget()
        body.setLayout(column(self.form, self._people, None))
        layout = column(scrolled(body), row(cancel, None, save))
        layout.setStretch(0, 1)
        page.setLayout(layout)
        return page

    def show_case(self, case: Loaded) -> None:
        super().show_case(case)
        clear(self._list)
        self.rate.setVisible(_rating(case) is not None)
        for on, words in _ratings(case, self.core):
            head = label(tr("满意度评价　{}").format(long_day(on)), rank="strong")
            self._list.addWidget(card(column(head, *(label(one, wrap=True) for one in words), gap=4)))
        for visit in reversed(case.view.state.visits):
            self._list.addWidget(card(column(*_shown(visit, dict(case.names())), gap=4)))
        if not case.view.state.visits:
            self._list.addWidget(label(tr("还没有回访。"), tone="soft"))
        self._list.addStretch(1)

    def _rate(self) -> None:
        task = _rating(self.case) if self.case is not None else None
        if task is not None:
            self.task_wanted.emit(task)

    def open_with(self, step: str) -> None:
        self._write()

    def _write(self) -> None:
        if self.case is None:
            return
        clear(self._people)
        self._seen = TicksField(tr("被回访人"), self.case.names())
        self._seen.set_value([key for key, _name in self.case.names()])
        self._people.addLayout(row(self._seen.caption, self._seen))
        for field in self.form.fields.values():
            field.set_value("")
        self.form.fill({"on": self.today().isoformat(), "visitor": self.core.viewer.name, "way": "phone"})
        self.message.quiet()
        self.pages.setCurrentIndex(1)
        self.form["situation"].editor.setFocus()

    def _save(self) -> None:
        if self.case is None or self._seen is None or not self.form.check():
            return
        command = RecordVisit(case_id=self.case.id, visited=self._seen.value(), **self.form.values())
        op = ops.act(self.core, lambda uow: record_visit(command, uow))
        op.on_success(self._on_saved).on_error(lambda error: self.message.refused(error, self.form)).run(self)

    def _on_saved(self, _id: str) -> None:
        self.pages.setCurrentIndex(0)
        self.message.done(tr("回访已记下。"))


def _rating(case: Loaded) -> Task | None:
    """The step in which 信访部门 and 责任单位 are rated, when it is open."""
    return next((task for task in (*case.status.current, *case.status.offers) if task.step == RATE), None)


def _ratings(case: Loaded, core: Core) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Ratings that were put down: day and words, the last one first."""
    found = [step for step in case.view.state.steps if step.step == RATE]
    return tuple((s.on, facts_words(case.procedure, RATE, s.facts, core, case)) for s in reversed(found))


def _shown(visit: VisitRecorded, names: dict[str, str]) -> tuple[QWidget, ...]:
    who = "、".join(names.get(one, one) for one in visit.visited)
    way, kept = tr(dict(WAYS)[visit.way]), tr(dict(KEPT)[visit.kept])
    satisfied = tr(dict(SATISFIED).get(visit.satisfied, ""))
    head = tr("{}　{}　回访人{}　被回访人{}").format(long_day(visit.on), way, visit.visitor, who)
    result = tr("协议{}").format(kept) + (tr("，{}").format(satisfied) if satisfied else "")
    lines = [label(head, rank="strong", wrap=True), label(visit.situation, wrap=True), label(result, tone="soft")]
    if visit.new_requests:
        lines.append(label(tr("新的诉求：{}").format(visit.new_requests), tone="amber", wrap=True))
    return tuple(lines)
