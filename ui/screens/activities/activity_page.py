"""One activity: its form, and its lists with what was promised until when. Drawn from the file of its method."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.activity import ActivityForm, ActivityState, ListOf
from desktop.domain.activity_events import EntryPut
from desktop.domain.read_models import CaseRow
from desktop.domain.viewer import Viewer
from desktop.ops import Core
from desktop.usecases.activities import (
    OpenActivity,
    PutEntry,
    change_activity,
    close_activity,
    drop_entry,
    open_activity,
    put_entry,
    withdraw_activity,
)
from desktop.usecases.protocols import Queries, UnitOfWork
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.i18n import tr
from ui.screens.activities.cases_of import CasesOf
from ui.screens.case import ops
from ui.screens.case.step_fields import fact_of, input_for, wide
from ui.shell.message_line import MessageLine
from ui.shell.reason_sheet import ReasonSheet
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, hide_unless, label, row, scrolled
from ui.style.words import short_day

ON = "activity.on"


class ActivityPage(Screen):
    """The form above, the lists below; a new one is saved before its lists can be written."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._method: ActivityForm | None = None
        self._id = ""
        self._state: ActivityState | None = None
        self.form = Form()
        self.adders: dict[str, Form] = {}
        self._entries: dict[str, QVBoxLayout] = {}
        self.title = label("", rank="title")
        self.about = label("", tone="soft", wrap=True)
        self.message = MessageLine()
        self.reason = ReasonSheet()
        self._place = column(self.form, gap=10)
        body = QWidget()
        body.setLayout(column(self._place, None))
        back = button(tr("返回"), ways.back_wanted.emit, drawing="arrow-left")
        self.close_button = button(tr("办结"), self._on_close, drawing="check")
        self.save = button(tr("保存"), self._on_save, primary=True)
        self.withdraw = button(tr("撤回"), self._on_withdraw, drawing="undo")
        foot = row(back, None, self.withdraw, self.close_button, self.save)
        parts = (self.title, self.about, scrolled(body), self.message, self.reason, foot)
        layout = column(*parts, margins=(16, 12, 16, 12))
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def arrive(self, carried: Any) -> None:
        """(id or "" for a new one, key of its form)."""
        self._id, key = carried
        method = self.core.reference.activity_form(key)
        self.message.quiet()
        self.reason.hide()
        if method is not None:
            self._build(method)
            self.reload()

    def reload(self) -> None:
        if self._id:
            wanted = self._id
            op = self.core.query(lambda queries, viewer: _asked(queries, viewer, wanted))
            op.on_success(lambda answer: self.show_state(*answer)).run(self)

    def show_state(self, state: ActivityState | None, rows: tuple[CaseRow, ...]) -> None:
        """Show what the reader answered; what is being typed in the lists stays."""
        if state is None or self._method is None or state.id != self._id:
            return
        fresh = self._state is None
        self._state = state
        if fresh:
            self.form.fill({ON: state.reg.on, **{k: _shown(v) for k, v in state.reg.facts.items()}})
        for chosen in self._method.lists:
            self._show_entries(chosen, state)
        self.cases.show_cases(state.id, rows, writable=state.closed is None)
        self._allow()

    def _build(self, method: ActivityForm) -> None:
        self._method, self._state = method, None
        clear(self._place)
        self.adders, self._entries = {}, {}
        self.title.setText(method.title)
        self.about.setText(f"{method.place}　{method.source}" + (f"　{method.about}" if method.about else ""))
        self.form = self._form_of(method.fields)
        self._place.addWidget(card(column(self.form)))
        for chosen in method.lists:
            self._place.addWidget(self._list(chosen))
        self.cases = CasesOf(self.core, self.ways)
        self._place.addWidget(self.cases)
        self._allow()

    def _form_of(self, fields: Any, *, dated: bool = True) -> Form:
        made = Form(columns=2)
        if dated:
            made.add(ON, DateField(tr("日期"), self.today, required=True), span=2)
            made[ON].set_value(self.today().isoformat())
        for field in fields:
            made.add(field.key, input_for(field, self.core, None), span=2 if wide(field) else 1)
        return made

    def _list(self, chosen: ListOf) -> QWidget:
        self._entries[chosen.key] = column(gap=4)
        self.adders[chosen.key] = self._form_of(chosen.fields, dated=False)
        add = button(tr("加一项"), partial(self._on_add, chosen), narrow=True, drawing="plus")
        add.setAccessibleName(tr("加一项 {}").format(chosen.title))
        heading = label(chosen.title, rank="heading")
        return card(column(heading, self._entries[chosen.key], self.adders[chosen.key], row(None, add), gap=6))

    def _show_entries(self, chosen: ListOf, state: ActivityState) -> None:
        place = self._entries[chosen.key]
        clear(place)
        for entry in state.entries:
            if entry.list == chosen.key:
                place.addLayout(self._entry(chosen, entry, writable=state.closed is None))

    def _entry(self, chosen: ListOf, entry: EntryPut, *, writable: bool) -> Any:
        words = "　".join(_words(entry.facts.get(f.key, ""), f.kind) for f in chosen.fields if entry.facts.get(f.key))
        tone = "green" if entry.done else ""
        told = label(f"✓ {words}" if entry.done else words, wrap=True, tone=tone)  # type: ignore[arg-type]
        first = words[:12]
        done = button(tr("办好了"), partial(self._on_done, chosen, entry), narrow=True)
        done.setAccessibleName(tr("办好了 {}").format(first))
        hide_unless(writable and bool(chosen.due) and not entry.done, done)
        drop = button(tr("去掉"), partial(self._on_drop, entry), narrow=True)
        drop.setAccessibleName(tr("去掉 {}").format(first))
        hide_unless(writable, drop)
        line = row(told, done, drop)
        line.setStretch(0, 1)
        return line

    def _allow(self) -> None:
        closed = self._state is not None and self._state.closed is not None
        self.save.setEnabled(not closed)
        for act in (self.close_button, self.withdraw):
            act.setEnabled(self._state is not None and not closed)
        for adder in self.adders.values():
            adder.parentWidget().setEnabled(self._state is not None and not closed)

    def _on_save(self) -> None:
        method, known = self._method, self._id
        if method is None or not self.form.check():
            return
        values = self.form.values()
        on = str(values[ON])
        facts = {f.key: v for f in method.fields if (v := fact_of(f, values[f.key])) not in ("", None, [])}

        def work(uow: UnitOfWork) -> str:
            if known:
                change_activity(method, known, on, facts, uow)
                return known
            return open_activity(OpenActivity(method, on, facts), uow)

        op = ops.act(self.core, work).on_success(self._on_saved)
        op.on_error(lambda error: self.message.refused(error, self.form)).run(self)

    def _on_saved(self, made: str) -> None:
        self._id = made
        self.message.done(tr("已保存"))
        self.reload()

    def _on_add(self, chosen: ListOf) -> None:
        adder = self.adders[chosen.key]
        if not adder.check():
            return
        values = adder.values()
        facts = {f.key: v for f in chosen.fields if (v := fact_of(f, values[f.key])) not in ("", None, [])}
        self._put(chosen, facts, adder=adder)

    def _put(self, chosen: ListOf, facts: Any, *, entry: str = "", done: str = "", adder: Form | None = None) -> None:
        method, known = self._method, self._id
        if method is None:
            return
        op = ops.act(self.core, lambda uow: put_entry(PutEntry(method, known, chosen.key, facts, entry, done), uow))
        op.on_success(lambda _id: self._on_put(adder)).on_error(self.message.refused).run(self)

    def _on_put(self, adder: Form | None) -> None:
        for field in adder.fields.values() if adder else ():
            field.set_value("")
        if adder:
            next(iter(adder.fields.values())).editor.setFocus()
        self.message.quiet()

    def _on_done(self, chosen: ListOf, entry: EntryPut) -> None:
        self._put(chosen, entry.facts, entry=entry.id, done=self.today().isoformat())

    def _on_drop(self, entry: EntryPut) -> None:
        known = self._id
        op = ops.act(self.core, lambda uow: drop_entry(known, entry.id, uow))
        op.on_error(self.message.refused).run(self)

    def _on_close(self) -> None:
        known, today = self._id, self.today().isoformat()
        op = ops.act(self.core, lambda uow: close_activity(known, today, "", uow))
        op.on_success(lambda _done: self.message.done(tr("已办结"))).on_error(self.message.refused).run(self)

    def _on_withdraw(self) -> None:
        known = self._id

        def go(reason: str) -> None:
            op = ops.act(self.core, lambda uow: withdraw_activity(known, reason, uow))
            op.on_success(lambda _done: self.ways.back_wanted.emit()).on_error(self.message.refused).run(self)

        self.reason.ask(tr("撤回这件登记错的事：以后不再列出，办理记录里留着。"), tr("撤回"), go)


def _asked(queries: Queries, viewer: Viewer, activity_id: str) -> tuple[ActivityState | None, tuple[CaseRow, ...]]:
    state = queries.activity(viewer, activity_id)
    linked = dict.fromkeys(one.case for one in state.cases) if state is not None else {}
    return state, queries.case_rows(viewer, tuple(linked))


def _shown(value: Any) -> Any:
    return "、".join(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else value


def _words(value: Any, kind: str) -> str:
    if kind == "date":
        return tr("{}前").format(short_day(str(value)))
    return "、".join(str(v) for v in value) if isinstance(value, list) else str(value)
