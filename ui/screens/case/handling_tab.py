"""信访办理: any working method, drawn from its data file: what waits and why, what may be done besides, which days
bind, what stands in the way, what was done and how it was filled in."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.case import DocumentState, Step
from desktop.domain.engine import PaperDue, Reason, Task
from desktop.ops import Core
from ui.i18n import tr
from ui.screens.case.limit_cards import LimitCards
from ui.screens.case.loaded import Loaded
from ui.screens.case.serve_sheet import ServeSheet
from ui.screens.case.step_words import facts_words, where_words, who_words
from ui.screens.case.tab import CaseTab
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import Item, Tint, button, card, clear, column, label, link, row, scrolled, tip
from ui.style.words import long_day, short_day


class HandlingTab(CaseTab):
    """Two columns that scroll."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.message = MessageLine()
        self._tasks, self._side, self._done = column(gap=8), column(gap=8), column(gap=6)
        self.serving = ServeSheet(core)
        self.serving.served.connect(self.message.done)
        self.limits = LimitCards(core)
        self.limits.changed.connect(self.message.done)
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.serving, self._tasks, self._done, None, gap=10, margins=(0, 0, 8, 0)))
        right.setLayout(column(label(tr("期限"), rank="heading"), self.limits, self._side, None, margins=(0, 0, 8, 0)))
        beside = row(scrolled(left), scrolled(right), gap=12)
        beside.setStretch(0, 6)
        beside.setStretch(1, 5)
        layout = column(self.message, beside, margins=(12, 10, 6, 10))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_case(self, case: Loaded) -> None:
        if self.case is None or self.case.id != case.id:
            self.serving.hide()
            self.message.quiet()
        super().show_case(case)
        self.limits.show_case(case)
        self._show_tasks(case)
        self._show_side(case)
        self._show_done(case)

    def serve(self, paper: DocumentState) -> None:
        """Put down who received a paper."""
        if self.case is not None:
            self.serving.ask(self.case, paper)

    # ---- what waits ----

    def _show_tasks(self, case: Loaded) -> None:
        clear(self._tasks)
        status = case.status
        for raised in status.raised:
            role = self.core.reference.role(raised.role) if raised.role else ""
            told = tr("■ {}").format(raised.text) + (tr("　报给{}").format(role) if role else "")
            self._tasks.addWidget(card(column(label(told, tone="red", wrap=True)), tint="red"))
        heading = tr("现在要办") if len(status.current) < 2 else tr("现在要办（可以同时进行）")
        self._tasks.addWidget(label(heading, rank="heading"))
        for place, task in enumerate(status.current):
            self._tasks.addWidget(self._task_card(case, task, "blue" if place == 0 else None))
        if not status.current:
            words = tr("已经结案。") if status.closed else tr("没有等着办的步骤。")
            self._tasks.addWidget(label(words, tone="soft"))
        if status.offers:
            self._tasks.addWidget(label(tr("需要时也可以办"), rank="heading"))
            self._tasks.addWidget(card(column(*(self._offer(case, task) for task in status.offers), gap=4)))

    def _task_card(self, case: Loaded, task: Task, tint: Tint | None) -> QFrame:
        title = label(task.title + _times(case, task.step), rank="strong", wrap=True)
        head = row(title, *self._go(case, task))
        head.setStretch(0, 1)
        due = tr("{}前办完").format(long_day(task.due)) if task.due else ""
        lines = [line for line in (due, who_words(task, self.core), where_words(task, case)) if line]
        items: list[Item] = [head]
        if task.why:
            items.append(label(tr("为什么：{}").format(task.why), wrap=True))
        if lines:
            items.append(label("　".join(lines), tone="amber" if due else "soft", wrap=True))
        if task.basis:
            items.append(label(tr("依据：{}").format(task.basis), tone="soft", rank="small", wrap=True))
        return card(column(*items, gap=4), tint=tint)

    def _go(self, case: Loaded, task: Task) -> list[QWidget]:
        if not case.writable:
            return []
        made = button(tr("办这一步"), partial(self.task_wanted.emit, task), narrow=True)
        made.setAccessibleName(tr("办这一步：{}").format(task.title))
        return [made]

    def _offer(self, case: Loaded, task: Task) -> QWidget:
        holder = QWidget()
        words = label(task.title + _times(case, task.step), wrap=True)
        tip(words, "\n".join(part for part in (task.why, task.basis) if part))
        why = label(task.why, tone="soft", rank="small", wrap=True)
        line = row(column(words, why, gap=0), *self._go(case, task))
        line.setStretch(0, 1)
        holder.setLayout(line)
        return holder

    # ---- what stands in the way ----

    def _show_side(self, case: Loaded) -> None:
        clear(self._side)
        status = case.status
        self._block(tr("请留意"), status.warnings, "▲", "amber")
        missing = tuple(self._missing(case, paper) for paper in status.documents_due if paper.type in case.types)
        if missing:
            to_papers = link(tr("到“文书”里出"), lambda: self.went_on.emit("papers"))
            words = [label(line, wrap=True) for line in missing]
            self._side.addWidget(label(tr("还缺的文书"), rank="heading"))
            self._side.addWidget(card(column(*words, row(None, to_papers), gap=4)))
        gates = [
            Reason("gate", key, tr("《{}》：{}").format(case.types[key].title, r.text), r.basis)
            for key, reasons in status.blocked.items()
            if key in case.types
            for r in reasons
        ]
        self._block(tr("先要审批，才能印"), gates, "■", "red")
        if not status.closed:
            self._block(tr("结案还差"), status.blocks_closing, "○", "")

    def _missing(self, case: Loaded, paper: PaperDue) -> str:
        shape = {"must": "■", "due": "▲"}.get(paper.need, "○")
        how = tr("（还要送达）") if paper.serve else ""
        often = tr("　还差{}份").format(paper.missing) if paper.missing > 1 else ""
        return f"{shape} 《{case.types[paper.type].title}》{how}{often}"

    def _block(self, title: str, reasons: tuple[Reason, ...] | list[Reason], shape: str, tone: str) -> None:
        if not reasons:
            return
        lines: list[QWidget] = []
        for reason in reasons:
            lines.append(label(f"{shape} {reason.text}", tone=tone, wrap=True))  # type: ignore[arg-type]  # a tone
            if reason.basis:
                lines.append(label(tr("依据：{}").format(reason.basis), tone="soft", rank="small", wrap=True))
        self._side.addWidget(label(title, rank="heading"))
        self._side.addWidget(card(column(*lines, gap=4)))

    # ---- what was done ----

    def _show_done(self, case: Loaded) -> None:
        clear(self._done)
        if not case.status.done:
            return
        self._done.addWidget(label(tr("已经办过"), rank="heading"))
        kept = _by_step(case)
        lines: list[QWidget] = []
        for done in reversed(case.status.done):
            lines.append(label(tr("✓ {}　{}").format(short_day(done.on), done.title), tone="green", wrap=True))
            found = kept.get((done.step, done.on))
            if found:
                step = found.pop()
                words = facts_words(case.procedure, step.step, step.facts, self.core, case)
                if words:
                    lines.append(label("　　" + "；".join(words), tone="soft", wrap=True))
        self._done.addWidget(card(column(*lines, gap=2)))


def _by_step(case: Loaded) -> dict[tuple[str, str], list[Step]]:
    """The recorded forms by step and day, the last one at the end."""
    found: dict[tuple[str, str], list[Step]] = {}
    for step in case.view.state.steps:
        found.setdefault((step.step, step.on), []).append(step)
    return found


def _times(case: Loaded, step: str) -> str:
    """（第2次） when a loop has come back to a step."""
    before = sum(done.step == step for done in case.status.done)
    return tr("（第{}次）").format(before + 1) if before else ""
