"""One view for every step of every working method: its form, why it is asked, what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.case_events import Facts
from desktop.domain.engine import Task
from desktop.domain.engine_facts import Act, CaseFacts, Test, compile_cond, facts_of
from desktop.domain.engine_plan import plan_of
from desktop.domain.errors import RuleViolation
from desktop.domain.procedure import Cond, Step
from desktop.domain.procedure import Field as FieldData
from desktop.ops import Core
from desktop.usecases.follow_up import CloseCase, DoStep, close_case, do_step
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.fields.text import LongTextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.screens.case.step_fields import fact_of, input_for, wide
from ui.shell.draft_keeper import DraftKeeper, content_of
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, label, rename, row, scrolled
from ui.style.words import long_day

ON = "step.on"  # key of the legal day among the fields of a step
NOTE = "step.note"


class StepView(QWidget):
    """Signals: done (warnings), left (the user does something else first)."""

    done = Signal(object)
    left = Signal()

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__()
        self._core = core
        self._ways = ways
        self._case: Loaded | None = None
        self._step: Step | None = None
        self._conditions: dict[str, Test] = {}
        self.keeper: DraftKeeper | None = None
        self.form = Form()
        self.title = label("", rank="heading")
        self.why = label("", tone="soft", wrap=True)
        self.guards = label("", tone="amber", wrap=True)
        self.message = MessageLine()
        self._place = column(self.form)
        self.save = button(tr("办好了"), self._save, primary=True, drawing="check")
        back = button(tr("先不办"), self._leave, drawing="arrow-left")
        body = QWidget()
        body.setLayout(column(self._place, None))
        foot = row(back, None, self.save)
        inside = column(self.title, self.why, scrolled(body), self.guards, self.message, foot)
        inside.setStretch(2, 1)
        self.setLayout(column(card(inside)))

    def begin(self, case: Loaded, task: Task) -> None:
        """Show the form of a step that is open now."""
        step = case.procedure.step(task.step)
        if step is None:
            return
        self._leave_draft()
        self._case, self._step = case, step
        self.title.setText(tr("结案：{}").format(step.title) if step.end else step.title)
        basis = tr("　依据：{}").format(task.basis) if task.basis else ""
        due = tr("　{}前办完").format(long_day(task.due)) if task.due else ""
        self.why.setText(f"{task.why}{basis}{due}")
        rename(self.save, tr("结案") if step.end else tr("办好了"))
        self.message.quiet()
        self._build(case, step)
        self._warn(case, step)
        self._keep(case, step)

    def leave(self) -> None:
        if self.keeper is not None:
            self.keeper.flush()

    def _build(self, case: Loaded, step: Step) -> None:
        clear(self._place)
        self.form = Form(columns=2)
        today = self._core.clock.now
        self.form.add(ON, DateField(tr("办理日期"), lambda: today().date(), required=True), span=2)
        self.form[ON].set_value(today().date().isoformat())
        self._conditions = {}
        for field in step.fields:
            self.form.add(field.key, input_for(field, self._core, case), span=2 if wide(field) else 1)
            if field.when is not None:
                self._conditions[field.key] = compile_cond(field.when)
        if step.end:
            self.form.add(NOTE, LongTextField(tr("结案说明"), lines=3), span=2)
        self.form.edited.connect(self._on_edited)
        self.form.settled.connect(self.leave)
        self._place.addWidget(self.form)
        self._arrange()

    def _warn(self, case: Loaded, step: Step) -> None:
        if not step.end:
            return
        words = [reason.text for reason in case.status.blocks_closing if reason.key != step.key]
        self.message.warn([tr("还不能结案：{}").format("；".join(words))] if words else [])

    def _keep(self, case: Loaded, step: Step) -> None:
        form = f"step.{step.key}"
        self.keeper = DraftKeeper(self, self._core, self._ways, form=form, case_id=case.id)
        title = f"{step.title}　{case.view.title}"
        self.keeper.keep(self.form.values, lambda: title)
        if form in case.drafts:
            self.form.fill(content_of(case.drafts[form].content))
            self._arrange()

    def _leave_draft(self) -> None:
        if self.keeper is not None:
            self.keeper.flush()
            self.keeper.deleteLater()
            self.keeper = None

    def _on_edited(self) -> None:
        self._arrange()
        if self.keeper is not None:
            self.keeper.note_change()

    def _facts(self) -> dict[str, Any]:
        fields: dict[str, FieldData] = {f.key: f for f in self._step.fields} if self._step else {}
        values = self.form.values()
        return {key: fact_of(field, values[key]) for key, field in fields.items() if self._is_asked(key)}

    def _is_asked(self, key: str) -> bool:
        return self.form[key].isVisibleTo(self.form)

    def _arrange(self) -> None:
        """Show the inputs whose condition holds for what is typed now, and what the method asks for first."""
        if self._case is None or self._step is None:
            return
        plan = plan_of(self._case.procedure)
        facts = CaseFacts(self._case.view.state, plan.sources, plan.steps)
        values = self.form.values()
        act = Act("", {field.key: fact_of(field, values[field.key]) for field in self._step.fields})
        for key, test in self._conditions.items():
            self.form.show_field(key, test(facts, act))
        found = plan.steps[self._step.key].guards
        failing = [
            g
            for g, needs, when in found
            if (when is None or when(facts, act)) and not needs(facts, act) and _is_answered(g.needs, act.facts)
        ]
        marks = {"block": tr("■ 这样不能办：{}"), "warn": tr("▲ 请留意：{}")}
        words = [marks[g.level].format(g.reason) + (tr("（{}）").format(g.basis) if g.basis else "") for g in failing]
        self.guards.setText("\n".join(words))
        self.guards.setVisible(bool(words))

    def _save(self) -> None:
        if self._case is None or self._step is None or not self.form.check():
            return
        case_id, step, on, facts = self._case.id, self._step, self.form[ON].value(), self._facts()
        note = str(self.form[NOTE].value()) if step.end else ""
        self.save.setEnabled(False)
        op = ops.act(self._core, _work(case_id, step, on, facts, note))
        op.on_success(self._on_done).on_error(self._on_refused)
        op.on_done(lambda: self.save.setEnabled(True)).run(self)

    def _on_done(self, warnings: tuple[str, ...]) -> None:
        if self.keeper is not None:
            self.keeper.forget()
        self.done.emit(warnings)

    def _on_refused(self, error: BaseException) -> bool:
        """Cells of a table are named outcomes.0.reason: they are told at their table."""
        if isinstance(error, RuleViolation) and "." in error.field:
            error.field = error.field.partition(".")[0]
        return self.message.refused(error, self.form)

    def _leave(self) -> None:
        self.leave()
        self.left.emit()


def _is_answered(cond: Cond, facts: dict[str, Any]) -> bool:
    """Whether a guard may be told now: one about inputs waits until one of them is filled."""
    named = [name for name in facts_of(cond) if name in facts]
    return not named or any(facts[name] not in (None, "", [], False) for name in named)


def _work(case_id: str, step: Step, on: str, facts: Facts, note: str) -> Callable[[Any], tuple[str, ...]]:
    def work(uow: Any) -> tuple[str, ...]:
        if step.end:
            close_case(CloseCase(case_id, on, step.end, note), uow)
            uow.drop_draft(f"step.{step.key}", case_id)
            return ()
        return do_step(DoStep(case_id, step.key, on, facts), uow)

    return work
