"""One case on one page: how far it is, what is next and why, and everything about it in tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabWidget, QWidget

from desktop.domain.engine import Task
from desktop.ops import Core, Op
from desktop.usecases.follow_up import reopen_case
from desktop.usecases.look_at import look_at_case
from desktop.usecases.permission import may_do
from desktop.usecases.release_case import give_back
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.agreement_tab import AgreementTab
from ui.screens.case.attachments_tab import AttachmentsTab
from ui.screens.case.county_band import CountyBand
from ui.screens.case.facts_tab import FactsTab
from ui.screens.case.handler_sheet import HandlerSheet
from ui.screens.case.handling_tab import HandlingTab
from ui.screens.case.history_tab import HistoryTab
from ui.screens.case.loaded import Loaded
from ui.screens.case.masked_band import MaskedBand
from ui.screens.case.papers_tab import PapersTab
from ui.screens.case.parties_tab import PartiesTab
from ui.screens.case.session_tab import SessionTab
from ui.screens.case.step_view import StepView
from ui.screens.case.tab import CaseTab
from ui.screens.case.timeline import Timeline, marks_of
from ui.screens.case.undo_bar import UndoBar
from ui.screens.case.visits_tab import VisitsTab
from ui.shell.message_line import MessageLine
from ui.shell.reason_sheet import ReasonSheet
from ui.shell.screen import Screen
from ui.shell.ways import Ways
from ui.style.blocks import button, card, column, label, rename, row, scrolled, tip
from ui.style.look import look
from ui.style.one_line import OneLine
from ui.style.pill import Pill
from ui.style.words import State, left_state

TABS: Final = (
    ("parties", "当事人", PartiesTab),
    ("facts", "诉求与事实", FactsTab),
    ("session", "调解笔录", SessionTab),
    ("agreement", "协议与履行", AgreementTab),
    ("handling", "信访办理", HandlingTab),
    ("papers", "文书", PapersTab),
    ("attachments", "附件", AttachmentsTab),
    ("visits", "回访评价", VisitsTab),
    ("history", "经过", HistoryTab),
)
_PLACES: Final = {key: number for number, (key, _words, _make) in enumerate(TABS)}
# In large text nine tabs stand side by side with these words; and a dispute is not handled as a petition.
_SHORT: Final = {"facts": "诉求", "session": "笔录", "agreement": "协议", "handling": "办理", "visits": "回访"}
_ROOMY: Final = 12  # pt
# Where the act that satisfies a step is done; acts of papers are done in the papers tab, own forms in the step view.
WHERE: Final = {
    "session.held": "session",
    "agreement.concluded": "agreement",
    "duty.performed": "agreement",
    "visit.recorded": "visits",
    "attachment.added": "attachments",
}


class CasePage(Screen):
    """Header, timeline, tabs."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self.case: Loaded | None = None
        self._case_id = ""
        self._tab = ""
        self._asked: Op[Any] | None = None
        self.right = QStackedWidget()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("案件内容"))
        self._parts: dict[str, CaseTab] = {}
        for _key, words, _make in TABS:
            holder = QWidget()
            holder.setLayout(column())
            self.tabs.addTab(holder, tr(words))
        self.tabs.currentChanged.connect(self._on_tab)
        self.step_view = StepView(core, ways)
        self.step_view.done.connect(self._on_step_done)
        self.step_view.left.connect(lambda: self.right.setCurrentIndex(0))
        self.right.addWidget(self.tabs)
        self.right.addWidget(self.step_view)
        self.right.currentChanged.connect(lambda _index: self._show_why())
        self._lines()
        body = QWidget()
        body.setLayout(row(self._left(), self.right, gap=8))
        layout = column(
            self._head(),
            self.why,
            self.masked,
            self.county,
            self.message,
            self.undo,
            self.reason,
            self.handler,
            body,
            margins=(16, 10, 16, 10),
            gap=6,
        )
        layout.setStretch(8, 1)
        self.setLayout(layout)

    def _lines(self) -> None:
        """What may be said or asked between the head and the tabs."""
        self.why = label("", tone="soft", wrap=True)
        self.masked = MaskedBand(self.core)
        self.masked.wanted.connect(self._on_look)
        self.county = CountyBand(self.core)
        self.message = MessageLine()
        self.reason = ReasonSheet()
        self.handler = HandlerSheet(self.core)
        self.handler.done.connect(self.message.done)
        self.handler.refused.connect(self.message.refused)
        self.undo = UndoBar(self.core)
        self.undo.undone.connect(lambda: self.message.done(tr("已撤销。")))
        self.undo.refused.connect(self.message.refused)

    def _head(self) -> QWidget:
        back = button(tr("返回"), self.ways.back_wanted.emit, drawing="arrow-left")
        self.title = OneLine(rank="title")
        self.pill = Pill()
        self.others = button(tr("其他"))
        self.others.setProperty("menu", True)
        self.next = button(tr("下一步"), self._on_next, primary=True, drawing="arrow-right")
        holder = QWidget()
        layout = row(back, self.title, self.pill, self.others, self.next)
        layout.setStretch(1, 1)
        holder.setLayout(layout)
        return holder

    def _left(self) -> QWidget:
        self.timeline = Timeline()
        inside = QWidget()
        inside.setLayout(column(self.timeline, None))
        self.number = label("", tone="soft", rank="small", wrap=True)
        layout = column(label(tr("办理经过"), rank="heading"), self.number, scrolled(inside), gap=6)
        layout.setStretch(2, 1)
        self.sheet = card(layout)
        self.fit()
        return self.sheet

    def fit(self) -> None:
        self.sheet.setFixedWidth(min(look().scaled(212), 250))  # nine tabs need the rest in the largest text
        self._name_tabs()

    def _name_tabs(self) -> None:
        """Whole words where there is room for them."""
        dispute = self.case is not None and self.case.view.state.reg.kind == "dispute"
        for key, words, _make in TABS:
            short = _SHORT.get(key, words)
            whole = tr("办理") if key == "handling" and dispute else tr(words)
            self.tabs.setTabText(_PLACES[key], whole if look().size <= _ROOMY else tr(short))
            self.tabs.setTabToolTip(_PLACES[key], whole)

    def arrive(self, carried: Any) -> None:
        """Open a case, on a tab when one is named."""
        case_id, tab = carried
        self.message.quiet()
        if case_id != self._case_id:
            self.leave()
            self.reason.hide()  # what it asks is of the case before
            self.handler.hide()
            self.right.setCurrentIndex(0)
            self.case = None
        self._case_id, self._tab = case_id, tab or ("" if self.case is not None else "parties")
        self._stale = False
        self.reload()

    def reload(self) -> None:
        if not self._case_id:
            return
        if self._asked is not None:
            self._asked.cancel()
        self._asked = ops.open_case(self.core, self._case_id).on_success(self.show_loaded).run(self)

    def show_loaded(self, case: Loaded) -> None:
        """Show what the reader answered."""
        if case.id != self._case_id:
            return
        self.case = case
        self._name_tabs()
        self.ways.belongs_to.emit("cases" if case.view.state.reg.kind == "dispute" else "petitions")
        self.title.say(case.view.title)
        tip(self.title, f"{case.view.title}　{case.view.state.reg.number}")
        self.number.setText(case.view.state.reg.number)
        self.pill.show_state(_state(case))
        self.timeline.show_marks(marks_of(case))
        self.masked.show_case(case)
        self.county.show_case(case)
        self.undo.show_case(case)
        self._show_next(case)
        self._show_others(case)
        self.part(TABS[self.tabs.currentIndex()][0])
        for part in self._parts.values():
            part.show_case(case)
        if self._tab:
            self.show_tab(self._tab)
            self._tab = ""

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front; "steps" opens the step that is next, "record" a new record of mediation."""
        if key == "steps":
            self._on_next()
        elif key == "record":
            self.show_tab("session")
            self.part("session").open_with("")
        elif key in _PLACES:
            self.right.setCurrentIndex(0)
            self.part(key)
            self.tabs.setCurrentIndex(_PLACES[key])

    def part(self, key: str) -> CaseTab:
        """The tab of this key; built when it is first needed, so that a case opens at once."""
        part = self._parts.get(key)
        if part is None:
            part = self._parts[key] = TABS[_PLACES[key]][2](self.core, self.ways)
            part.went_on.connect(self.show_tab)
            part.room_wanted.connect(self._make_room)
            part.task_wanted.connect(self._do)
            holder = self.tabs.widget(_PLACES[key]).layout()
            if holder is not None:
                holder.addWidget(part)
            if self.case is not None:
                part.show_case(self.case)
        return part

    def _on_tab(self, index: int) -> None:
        self.leave()
        self.part(TABS[index][0])
        self._show_why()
        self.ways.help_moved.emit()

    def leave(self) -> None:
        for part in self._parts.values():
            part.leave()
        self.step_view.leave()

    def help_key(self, place: str) -> str:
        return f"case.{TABS[self.tabs.currentIndex()][0]}"

    def back(self) -> bool:
        if self.right.currentIndex() == 0:
            return False
        self.right.setCurrentIndex(0)
        return True

    def _show_next(self, case: Loaded) -> None:
        task, on_its_way = case.status.next, case.view.state.in_transit
        self.next.setVisible(not on_its_way and (task is not None or case.view.state.closed is not None))
        self.next.setEnabled(True)
        if on_its_way:
            self.why.setText(tr("这件事正在移交：放行的记录随下一个数据包到县里，由县里交给接着办的站。"))
        elif task is not None:
            rename(self.next, tr("下一步：{}").format(task.title))
            basis = tr("（{}）").format(task.basis) if task.basis else ""
            notes = [reason.text for reason in case.status.warnings]
            words = [tr("为什么：{}{}").format(task.why, basis)] if task.why else []
            self.why.setText("　".join([*words, *(f"▲ {note}" for note in notes)]))
        else:
            rename(self.next, tr("重新办理"))
            self.why.setText("")
        self._show_why()

    def _make_room(self, wanted: bool) -> None:
        """While a talk is written the page is for writing."""
        self.sheet.setVisible(not wanted)
        self._show_why()

    def _show_why(self) -> None:
        """The view of a step and the handling tab say reasons themselves."""
        told = self.right.currentIndex() != 0 or self.tabs.currentIndex() == _PLACES["handling"]
        told = told or self.sheet.isHidden()
        self.why.setVisible(bool(self.why.text()) and not told)

    def _show_others(self, case: Loaded) -> None:
        menu = QMenu(self.others)
        for task in (*case.status.current[1:], *case.status.offers) if not case.view.state.in_transit else ():
            action = QAction(task.title, menu)
            tip(action, task.why)
            action.triggered.connect(partial(self._do, task))
            menu.addAction(action)
        if self.handler.offers(case):
            menu.addAction(tr("换承办人"), partial(self._change_handler, case))
        if case.writable and case.county.granted and may_do(self.core.viewer, "case.write"):
            menu.addAction(tr("退回县里"), partial(self._give_back, case.id))
        self.others.setMenu(menu)
        self.others.setVisible(not menu.isEmpty())

    def _on_next(self) -> None:
        if self.case is None:
            return
        task = self.case.status.next
        if task is not None:
            self._do(task)
        elif self.case.view.state.closed is not None:
            self._reopen(self.case.id)

    def _do(self, task: Task, _checked: bool = False) -> None:
        if self.case is None:
            return
        self.message.quiet()
        step = self.case.procedure.step(task.step)
        if step is not None and (task.act == "step" or task.form or step.end):
            self.step_view.begin(self.case, task)
            self.right.setCurrentIndex(1)
            return
        event, _, kind = task.act.partition(":")
        papers = [d for d in self.case.view.state.documents if d.type == kind and not d.void_reason]
        if event == "document.served" and papers:
            self.show_tab("handling")
            handling = self.part("handling")
            if isinstance(handling, HandlingTab):
                handling.serve(papers[-1])
            return
        tab = WHERE.get(task.act, "papers" if task.act.startswith("document.") else "facts")
        self.show_tab(tab)
        self.part(tab).open_with(task.step)

    def _on_step_done(self, warnings: tuple[str, ...]) -> None:
        self.right.setCurrentIndex(0)
        self.message.done(tr("已记下。"))
        self.message.warn(warnings)

    def _ask(self, words: str, yes: str, go: Callable[[str], object]) -> None:
        """One sheet at a time: in the largest text there is no room for two."""
        self.handler.hide()
        self.reason.ask(words, yes, go)

    def _change_handler(self, case: Loaded) -> None:
        self.reason.hide()
        self.handler.open(case)

    def _reopen(self, case_id: str) -> None:
        day = self.today().isoformat()

        def go(reason: str) -> None:
            op = ops.act(self.core, lambda uow: reopen_case(case_id, day, reason, uow))
            op.on_success(lambda _done: self.message.done(tr("已重新办理。"))).on_error(self.message.refused).run(self)

        self._ask(tr("重新办理这件事：结案会留在经过里，案件回到办理中。"), tr("重新办理"), go)

    def _on_look(self) -> None:
        case_id = self._case_id

        def go(reason: str) -> None:
            op = ops.act(self.core, lambda uow: look_at_case(case_id, reason, uow))
            op.on_success(lambda _view: self.message.quiet()).on_error(self.message.refused).run(self)

        self._ask(tr("查看完整的号码和住址：写明为什么要看，会记在操作记录里。"), tr("查看"), go)

    def _give_back(self, case_id: str) -> None:
        def go(reason: str) -> None:
            op = ops.act(self.core, lambda uow: give_back(case_id, reason, uow))
            op.on_success(lambda _done: self.message.done(tr("已退回县里。")))
            op.on_error(self.message.refused).run(self)

        self._ask(tr("把这件事退回县里：原因会报给县里，由县里另行交办，你这里不能再办。"), tr("退回县里"), go)


def _state(case: Loaded) -> State:
    if case.view.state.in_transit:
        return State("…", tr("等县里移交"), "amber")
    if case.view.state.closed is not None:
        return State("✓", tr("已结案"), "grey")
    days = [limit.days_left for limit in case.status.limits if limit.who == "duty" and limit.days_left is not None]
    return left_state(min(days)) if days else State("●", tr("正在办理"), "green")
