"""Writing the record of one mediation session: who and where, what was said, how it ended. Kept as a draft."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.case_events import Attendee, Narrative, Staff
from desktop.ops import Core
from desktop.usecases.hold_session import HoldSession, HoldSessionResult, TurnInput, hold_session
from ui.fields.choice import PickField, TickField, TicksField
from ui.fields.dates import DateField, TimeField
from ui.fields.form import Form
from ui.fields.text import LongTextField, TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.loaded import Loaded
from ui.screens.case.tab import people
from ui.screens.case.talk_page import TalkPage
from ui.screens.case.turn_list import LINE
from ui.shell.message_line import MessageLine
from ui.style.blocks import button, clear, column, rename, row, scrolled, toggle

_LAST = 2
_TIME = 5  # characters of HH:MM


class SessionEditor(QWidget):
    """Three steps. Signals: edited, settled, held (HoldSessionResult, result key), given_up."""

    edited = Signal()
    settled = Signal()
    held = Signal(object, str)
    given_up = Signal()

    def __init__(self, core: Core) -> None:
        super().__init__()
        self._core = core
        self.case: Loaded | None = None
        self.frame = Form(columns=3)
        self.told = Form(columns=3)
        self.narrative = Form()
        self._build_narrative()
        self.talk = TalkPage(core, self.narrative)
        self.turns = self.talk.turns
        self.ending = Form(columns=1)
        self.message = MessageLine()
        self.pages = QStackedWidget()
        self._build_frame()
        self._build_ending()
        self.pages.addWidget(self._frame_page())
        self.pages.addWidget(self.talk)
        self.pages.addWidget(scrolled(self.ending))
        self.setLayout(self._laid_out())
        for part in (self.frame, self.told, self.narrative, self.ending):
            part.edited.connect(self._on_edited)
            part.settled.connect(self.settled)
        self.talk.edited.connect(self._on_edited)
        self.talk.settled.connect(self.settled)
        self.talk.ended.connect(lambda: self.show_step(_LAST))

    def _laid_out(self) -> QVBoxLayout:
        self.steps = [toggle(words) for words in (tr("① 时间地点人员"), tr("② 笔录"), tr("③ 结果"))]
        for number, step in enumerate(self.steps):
            step.setProperty("narrow", True)
            step.clicked.connect(lambda _on=False, to=number: self.show_step(to))
        self.next = button(tr("下一步"), self._on_next, primary=True)
        self.drop = button(tr("不写了"), self.given_up.emit, narrow=True)
        layout = column(row(*self.steps, None, self.drop, self.next, gap=8), self.pages, self.message, gap=8)
        layout.setStretch(1, 1)
        return layout

    def _build_frame(self) -> None:
        today = self._core.clock.now
        self.frame.add("place", TextField(tr("地点"), required=True), span=2)
        modes = (("dialogue", tr("问答式")), ("narrative", tr("叙述式")))
        self.mode = PickField(tr("写法"), modes, start="dialogue")
        self.frame.add("mode", self.mode)
        self.frame.add("day", DateField(tr("日期"), lambda: today().date(), required=True))
        self.frame.add("start", TimeField(tr("开始"), required=True))
        self.frame.add("end", TimeField(tr("结束")))
        several = tr("几个人用顿号隔开")
        self.frame.add("mediators", TextField(tr("调解员"), required=True, placeholder=several))
        self.frame.add("recorder", TextField(tr("记录人"), required=True))
        self.frame.add("attendees", TextField(tr("参加人"), placeholder=several))
        self.frame.edited.connect(self._on_frame_edited)
        self.told.add("rights_told", TickField(tr("已告知权利义务"), start=True))
        self.told.add("consented", TickField(tr("双方同意调解"), start=True))
        self.told.add("closed_door", TickField(tr("要求不公开")))

    def _frame_page(self) -> QWidget:
        self.present_holder = column(gap=0)
        body = QWidget()
        body.setLayout(column(self.frame, self.present_holder, self.told, None, gap=8))
        self.present: TicksField | None = None
        return scrolled(body)

    def _build_narrative(self) -> None:
        for key, words in (
            ("applicant", tr("一、申请人陈述及要求")),
            ("respondent", tr("二、被申请人陈述及意见")),
            ("found", tr("三、查明的事实")),
            ("issues", tr("四、争议焦点与释法说理")),
            ("outcome", tr("五、协商经过和结果")),
        ):
            text = LongTextField(words, lines=3)
            text.keep_lines(LINE)
            self.narrative.add(key, text)

    def _build_ending(self) -> None:
        results = (("success", tr("达成协议")), ("continue", tr("继续调解")), ("failed", tr("调解不成")))
        self.result = PickField(tr("结果"), results, required=True)
        self.ending.add("result", self.result)
        self.ending.add("failure_reason", LongTextField(tr("不成的原因"), lines=2))
        routes = tr("如：可以在2027年3月1日前向县劳动仲裁委申请仲裁，或者向人民法院起诉")
        self.ending.add("routes_told", LongTextField(tr("已告知的途径"), lines=2, placeholder=routes))
        self.ending.stretch()

    @property
    def step(self) -> int:
        return self.pages.currentIndex()

    def show_step(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        for place, step in enumerate(self.steps):
            step.setChecked(place == number)
        rename(self.next, tr("完成笔录") if number == _LAST else tr("下一步"))
        self.message.quiet()
        self.talk.show_bar(on=number == 1)
        self._arrange()
        self.settled.emit()
        if number == 0:
            self.frame["place"].editor.setFocus()
        elif number == 1:
            if self.case is not None:
                self.talk.begin(self.case, self._names(self.case), self._began())
            self.talk.focus()
        else:
            self.result.row.setFocus()

    def begin(self, case: Loaded, content: dict[str, Any]) -> None:
        """Start a session of this case, or go on with a draft of one."""
        self.case = case
        self._make_present(case)
        now = self._core.clock.now()
        last = case.view.session
        usual = {
            "place": last.place if last else "",
            "mode": last.mode if last else "dialogue",
            "day": now.date().isoformat(),
            "start": (now - timedelta(minutes=now.minute % 5)).strftime("%H:%M"),
            "end": "",
            "mediators": self._core.viewer.name,
            "recorder": last.recorder.name if last else "",
            "attendees": "",
        }
        told = {"rights_told": True, "consented": True, "closed_door": False}
        self.frame.fill({**usual, **content.get("frame", {})})
        self.told.fill({**told, **content.get("told", {})})
        self.narrative.fill({**dict.fromkeys(self.narrative.fields, ""), **content.get("narrative", {})})
        ending = dict.fromkeys(self.ending.fields, "")
        self.ending.fill({**ending, **content.get("ending", {})})
        if self.present is not None:
            self.present.set_value(content.get("present", [p.id for p in case.view.parties]))
        self._set_speakers()
        self.turns.set_value(content.get("turns", {}))
        self.show_step(int(content.get("step", 0)))

    def content(self) -> dict[str, Any]:
        """Everything typed, as it is drafted."""
        return {
            "frame": self.frame.values(),
            "told": self.told.values(),
            "narrative": self.narrative.values(),
            "ending": self.ending.values(),
            "present": list(self.present.value()) if self.present else [],
            "turns": self.turns.value(),
            "step": self.step,
        }

    def _make_present(self, case: Loaded) -> None:
        clear(self.present_holder)
        self.present = TicksField(tr("到场的当事人"), case.names())
        self.present.edited.connect(self._on_edited)
        self.present_holder.addLayout(row(self.present.caption, self.present))

    def _on_edited(self) -> None:
        self._arrange()
        self.edited.emit()

    def _on_frame_edited(self) -> None:
        self._set_speakers()

    def _arrange(self) -> None:
        self.talk.show_mode(self.mode.value())
        failed = self.result.value() == "failed"
        self.ending.show_field("failure_reason", failed)
        self.ending.show_field("routes_told", failed)

    def _set_speakers(self) -> None:
        if self.case is None:
            return
        mediators = people(self.frame["mediators"].value())
        speakers = [("mediator", one.name) for one in mediators] or [("mediator", tr("调解员"))]
        speakers += [
            (p.id, p.name) for p in self.case.view.parties if self.present is None or p.id in self.present.value()
        ]
        speakers += [("attendee", one.name) for one in people(self.frame["attendees"].value())]
        if self.frame["recorder"].value():
            speakers.append(("recorder", self.frame["recorder"].value()))
        self.turns.set_speakers(speakers)

    def _names(self, case: Loaded) -> dict[str, str]:
        """What stands for the parties and those at the table in usual phrases."""
        sides = {"申请人": "applicant", "被申请人": "respondent"}
        named = {word: "、".join(p.name for p in case.view.parties if p.side == side) for word, side in sides.items()}
        people_at_table = {"调解员": self.frame["mediators"].value(), "记录人": self.frame["recorder"].value()}
        return {word: name for word, name in {**named, **people_at_table}.items() if name}

    def _began(self) -> datetime | None:
        """When the talk began, where it is of today."""
        now = self._core.clock.now()
        frame = self.frame.values()
        if frame["day"] != now.date().isoformat() or len(frame["start"]) != _TIME:
            return None
        return datetime.combine(now.date(), time.fromisoformat(frame["start"]), now.tzinfo)

    def _on_next(self) -> None:
        if self.step < _LAST:
            if self.step != 0 or self.frame.check():
                self.show_step(self.step + 1)
            return
        if not self.ending.check():
            return
        if not self.frame.check():
            self.show_step(0)
            self.frame.check()
            return
        self._finish()

    def _finish(self) -> None:
        if self.case is None:
            return
        self.turns.put_down()
        command = self._command(self.case.id)
        self.next.setEnabled(False)
        op = ops.act(self._core, lambda uow: hold_session(command, uow))
        op.on_success(self._on_held).on_error(self._on_refused).on_done(lambda: self.next.setEnabled(True)).run(self)

    def _command(self, case_id: str) -> HoldSession:
        frame, told, ending = self.frame.values(), self.told.values(), self.ending.values()
        now = self._core.clock.now()
        zone = now.isoformat()[-6:]
        today = now.date().isoformat() == frame["day"]
        end = frame["end"] or (max(now.strftime("%H:%M"), frame["start"]) if today else frame["start"])
        return HoldSession(
            case_id=case_id,
            place=frame["place"],
            started=f"{frame['day']}T{frame['start']}:00{zone}",
            ended=f"{frame['day']}T{end}:00{zone}",
            mediators=people(frame["mediators"]),
            recorder=Staff(frame["recorder"]),
            result=ending["result"],
            mode=frame["mode"],
            present=self.present.value() if self.present else (),
            attendees=tuple(Attendee(one.name) for one in people(frame["attendees"])),
            turns=tuple(TurnInput(t.speaker, t.name, t.text, t.at) for t in self.turns.model.turns),
            narrative=msgspec.convert(self.narrative.values(), Narrative),
            failure_reason=ending["failure_reason"],
            routes_told=ending["routes_told"],
            **told,
        )

    def _on_held(self, done: HoldSessionResult) -> None:
        self.held.emit(done, self.result.value())

    def _on_refused(self, error: BaseException) -> bool:
        for number, form in ((0, self.frame), (0, self.told), (2, self.ending)):
            if form.show_error(error):
                self.show_step(number)
                form.show_error(error)
                return True
        return self.message.refused(error)
