"""Who is in the case: read in full, corrected, joined, left. One block of inputs at a time."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from desktop.domain.case_events import Side
from desktop.domain.case_view import PartyView
from desktop.ops import Core
from desktop.usecases.correct_case import drop_party
from desktop.usecases.record_person import change_organisation, change_person
from desktop.usecases.register_case import with_party
from ui.fields.choice import PickField
from ui.fields.person_block import PersonBlock
from ui.fields.text import TextField
from ui.i18n import tr
from ui.screens.case import ops
from ui.screens.case.links import Links
from ui.screens.case.loaded import Loaded
from ui.screens.case.members import Members
from ui.screens.case.relation_graph import RelationGraph, relations_of
from ui.screens.case.tab import CaseTab
from ui.screens.id_photo import IdPhoto
from ui.screens.party_input import party_input, party_value
from ui.shell.message_line import MessageLine
from ui.shell.ways import Ways
from ui.style.blocks import button, card, clear, column, label, row, scrolled
from ui.style.words import long_day


class PartiesTab(CaseTab):
    """当事人."""

    def __init__(self, core: Core, ways: Ways) -> None:
        super().__init__(core, ways)
        self._list = column(gap=8)
        self.message = MessageLine()
        inside = QWidget()
        self.graph = RelationGraph()
        self._relations = column(gap=2)
        inside.setLayout(column(self._list, self.graph, self._relations, None, gap=8))
        self.add = button(tr("添加当事人"), self._on_add, drawing="plus")
        reading = QWidget()
        self.members, self.links = Members(self.core), Links(self.core, self.ways)
        body = QWidget()
        body.setLayout(column(inside, self.members, self.links, None, gap=8))
        reading.setLayout(column(scrolled(body), row(self.add, None)))
        self.pages = QStackedWidget()
        self.pages.addWidget(reading)
        self.pages.addWidget(self._editing())
        layout = column(self.pages, self.message, margins=(12, 12, 12, 12))
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def _editing(self) -> QWidget:
        page = QWidget()
        self.title = label("", rank="heading")
        sides = (("applicant", tr("申请人")), ("respondent", tr("被申请人")), ("third", tr("第三人")))
        self.side = PickField(tr("在案件里是"), sides, start="respondent")
        self.block = PersonBlock(tr("当事人"), self.today)
        self.block.address.offer(self.core.reference.places())
        self.block.aside(IdPhoto(self.core, self.block))
        self.block.looked_for.connect(self._look)
        self.reason = TextField(tr("离开的原因"), required=True, placeholder=tr("如：登记有误；已另案处理"))
        save = button(tr("保存"), self._save, primary=True, drawing="check")
        cancel = button(tr("不改了"), self._read)
        body = QWidget()
        body.setLayout(
            column(row(self.side.caption, self.side, None), row(self.reason.caption, self.reason), self.block, None)
        )
        layout = column(self.title, scrolled(body), row(cancel, None, save))
        layout.setStretch(1, 1)
        page.setLayout(layout)
        self._mode = ""
        self._party = ""
        return page

    def show_case(self, case: Loaded) -> None:
        super().show_case(case)
        clear(self._list)
        self.add.setEnabled(case.writable)
        for party in case.view.parties:
            self._list.addWidget(self._shown(party, writable=case.writable))
        self.members.show_case(case)
        self.links.show_case(case)
        self.graph.show_case(case)
        clear(self._relations)
        for tie in relations_of(case):
            words = tr("{}　→　{}：{}") if tie.arrow else tr("{}　是{}的{}")
            self._relations.addWidget(label(words.format(tie.one, tie.other, tie.words), wrap=True))

    def _shown(self, party: PartyView, *, writable: bool) -> QFrame:
        head = label(f"{party.label}　{party.name}", rank="heading")
        change = button(tr("改正"), partial(self._on_change, party.id), drawing="pen", narrow=True)
        change.setAccessibleName(tr("改正 {}").format(party.name))
        drop = button(tr("离开"), partial(self._on_drop, party.id), narrow=True)
        drop.setAccessibleName(tr("离开 {}").format(party.name))
        change.setEnabled(writable and self.case is not None and not self.case.view.masked)  # masks are no data
        drop.setEnabled(writable)
        lines = [label(line, wrap=True) for line in _facts(party)]
        return card(column(row(head, None, change, drop), *lines, gap=4))

    def _on_add(self) -> None:
        self._edit("add", tr("添加当事人"), {})
        self.side.set_value("respondent")

    def _on_change(self, party_id: str) -> None:
        party = self.case.party(party_id) if self.case else None
        if party is None or self.case is None:
            return
        record = next(p.record for p in self.case.view.state.reg.parties if p.id == party_id)
        self._party = party_id
        self._edit("change", tr("改正 {}").format(party.name), party_value(party, record))

    def _on_drop(self, party_id: str) -> None:
        party = self.case.party(party_id) if self.case else None
        if party is not None:
            self._party = party_id
            self._edit("drop", tr("{}离开本案").format(party.name), {})

    def _edit(self, mode: str, title: str, value: dict[str, Any]) -> None:
        self._mode = mode
        self.title.setText(title)
        self.block.set_value({})
        for field in self.block.form.fields.values():
            field.set_value("")
        self.block.set_value({"kind": "person", **value})
        for widget, shown in (
            (self.side, mode == "add"),
            (self.side.caption, mode == "add"),
            (self.reason, mode == "drop"),
            (self.reason.caption, mode == "drop"),
            (self.block, mode != "drop"),
        ):
            widget.setVisible(shown)
        self.message.quiet()
        self.pages.setCurrentIndex(1)
        (self.reason if mode == "drop" else self.block.name).editor.setFocus()

    def _read(self) -> None:
        self.pages.setCurrentIndex(0)

    def _save(self) -> None:
        right = self.reason.check() if self._mode == "drop" else self.block.check()
        if not right or self.case is None:
            return
        case_id, party, value, reason = self.case.id, self._party, self.block.value(), self.reason.value()
        side: Side = self.side.value()  # type: ignore[assignment]  # its options are the sides
        mode = self._mode

        def work(uow: Any) -> None:
            if mode == "drop":
                drop_party(case_id, party, reason, uow)
            elif mode == "add":
                with_party(case_id, party_input(value, side, uow), uow)
            else:
                entry = party_input(value, "applicant", uow)
                if entry.person is not None:
                    change_person(entry.record, entry.person, uow)
                elif entry.organisation is not None:
                    change_organisation(entry.record, entry.organisation, uow)

        op = ops.act(self.core, work).on_success(lambda _done: self._read())
        op.on_error(lambda error: self.message.refused(error, self.block.form)).run(self)

    def _look(self, name: str, phone: str, number: str) -> None:
        if self._mode == "add":
            op = self.core.query(lambda queries, viewer: queries.known_persons(viewer, name, phone, number))
            op.on_success(self.block.offer).run(self)


def _facts(party: PartyView) -> tuple[str, ...]:
    """A party in two or three lines, only what is known."""
    if party.kind == "organisation":
        who = (
            tr("法定代表人{}{}").format(party.representative, party.representative_post) if party.representative else ""
        )
        first = "，".join(part for part in (party.code, who) if part)
    else:
        birth = tr("{}出生").format(long_day(party.birth)) if party.birth else ""
        number = tr("身份证号{}").format(party.id_number) if party.id_number else ""
        first = "，".join(part for part in (party.sex, party.nation, birth, number, party.work) if part)
    second = "，".join(
        part
        for part in (
            tr("电话{}").format(party.phone) if party.phone else "",
            party.address,
            tr("代理人{}（{}）").format(party.agent, party.agent_power) if party.agent else "",
            tr("监护人{}").format(party.guardian) if party.guardian else "",
        )
        if part
    )
    return tuple(line for line in (first, second) if line)
