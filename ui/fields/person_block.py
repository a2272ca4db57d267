"""Inputs of one party, person or organisation, on half a screen; offers people the station already knows.

Only the name is asked for; a number is never demanded. Must not look anybody up itself: it says what was typed
(`looked_for`) and shows what it is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import RuleViolation
from desktop.domain.id_card import IdCard
from desktop.domain.identity import DOCUMENT_TYPES, IdNumber, Sex, mask_id, mask_phone
from desktop.domain.names import check_name
from desktop.domain.organisation_code import check_organisation_code
from desktop.domain.read_models import PersonHit
from ui.fields.choice import ChoiceField, PickField
from ui.fields.dates import DateField
from ui.fields.form import Form
from ui.fields.identity import IdNumberField
from ui.fields.nations import NATIONS
from ui.fields.place import PlaceField
from ui.fields.text import PhoneField, TextField
from ui.i18n import tr
from ui.style.blocks import button, card, clear, column, label, link, row

LOOK_AFTER: Final = 250  # ms without a key before known people are asked for
_MOST_HITS: Final = 2
_PERSON: Final = ("name", "id_number", "phone", "sex", "nation", "address")
_MORE: Final = ("id_type", "id_missing_reason", "birth", "work", "guardian", "agent", "agent_power")
_ORGANISATION: Final = ("org_name", "code", "representative", "representative_post", "org_phone", "org_address")


class NameField(TextField):
    """A person's name; rare characters stay as they are (R-110 and following)."""

    def problem(self) -> RuleViolation | None:
        found = super().problem()
        if found is not None or self.is_empty():
            return found
        try:
            check_name(self.value())
        except RuleViolation as error:
            return error
        return None


class CodeField(TextField):
    """统一社会信用代码, checked when left."""

    def problem(self) -> RuleViolation | None:
        if self.is_empty():
            return None
        try:
            check_organisation_code(self.value())
        except RuleViolation as error:
            return error
        return None


def offered_person(hit: PersonHit, take: Callable[[], object]) -> QWidget:
    """A known person who may be the one being typed; numbers are masked, since others may look on."""
    details = [mask_phone(hit.phone) if hit.phone else "", mask_id(hit.id_number) if hit.id_number else "", hit.address]
    told = tr("已登记过：{}　{}　（{}件）").format(hit.name, "　".join(d for d in details if d), hit.cases)
    chosen = button(tr("就是此人"), take, narrow=True)
    chosen.setAccessibleName(tr("就是此人 {}").format(hit.name))
    return card(row(label(told, tone="blue", wrap=True), chosen), tint="blue")


class PersonBlock(QWidget):
    """One party. Signals: edited, settled, looked_for (name, phone, id number)."""

    edited = Signal()
    settled = Signal()
    looked_for = Signal(str, str, str)

    def __init__(self, title: str, today: Callable[[], date]) -> None:
        super().__init__()
        self.title = title
        self.record = ""
        self.party_id = ""
        self.form = Form(columns=2)
        self._build(today)
        self._hits = column(gap=4)
        self._more = link(tr("更多：代理人、监护人、其他证件……"), self._toggle_more)
        self._column = column(self.form, self._hits, row(self._more, None), None, gap=6)
        self.setLayout(self._column)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AFTER)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self.form.edited.connect(self._on_edited)
        self.form.settled.connect(self.settled)
        self._show_more = False
        self._arrange()

    def _build(self, today: Callable[[], date]) -> None:
        form = self.form
        kinds = (("person", tr("个人")), ("organisation", tr("单位")))
        self.kind = PickField(tr("类别"), kinds, start="person")
        form.add("kind", self.kind, span=2)
        self.name = NameField(tr("姓名"), required=True)
        form.add("name", self.name)
        form.add("phone", PhoneField(tr("电话")))
        self.id_number = IdNumberField(tr("身份证号"), today)
        form.add("id_number", self.id_number, span=2)
        self.sex = PickField(tr("性别"), (("male", tr("男")), ("female", tr("女"))))
        form.add("sex", self.sex)
        form.add("nation", ChoiceField(tr("民族"), [(n, n) for n in NATIONS]))
        self.address = PlaceField(tr("住址"))
        form.add("address", self.address, span=2).masked = True
        form.add("birth", DateField(tr("出生日期"), today))
        form.add("work", TextField(tr("单位职业")))
        form.add("id_type", ChoiceField(tr("证件种类"), [(k, t.name) for k, t in DOCUMENT_TYPES.items()]))
        form.add("id_missing_reason", TextField(tr("未提供号码"), placeholder=tr("原因，如：没带在身上")))
        form.add("guardian", TextField(tr("监护人")))
        form.add("agent", TextField(tr("委托代理人")))
        powers = (("general", tr("一般授权")), ("special", tr("特别授权")))
        form.add("agent_power", PickField(tr("代理权限"), powers), span=2)
        form.add("org_name", TextField(tr("单位名称"), required=True), span=2)
        form.add("code", CodeField(tr("信用代码"), placeholder=tr("18位统一社会信用代码")), span=2)
        form.add("representative", TextField(tr("法定代表人")))
        form.add("representative_post", TextField(tr("职务")))
        form.add("org_phone", PhoneField(tr("联系电话")))
        form.add("org_address", TextField(tr("单位地址")))
        self.id_number.recognised.connect(self._on_recognised)
        self.form["nation"].set_value(NATIONS[0])

    def is_blank(self) -> bool:
        """Whether nothing that names the party has been entered."""
        keys = ("name", "id_number", "phone") if self.kind.value() == "person" else ("org_name", "code")
        return all(self.form[key].is_empty() for key in keys)

    def shown_name(self) -> str:
        key = "name" if self.kind.value() == "person" else "org_name"
        return str(self.form[key].value())

    def value(self) -> dict[str, Any]:
        """All inputs by key, with `record` when a known person was taken and `party_id` when the party exists."""
        return {**self.form.values(), "record": self.record, "party_id": self.party_id}

    def set_value(self, value: dict[str, Any]) -> None:
        self.form.fill(value)
        self.record = str(value.get("record", ""))
        self.party_id = str(value.get("party_id", ""))
        self._arrange()

    def check(self) -> bool:
        return self.form.check()

    def take_card(self, number: str) -> None:
        """A card reader read this number."""
        self.kind.set_value("person")
        self._arrange()
        self.id_number.set_value(number)
        found = self.id_number.number()
        if found is not None:
            self._on_recognised(found)
        (self.name if self.name.is_empty() else self.form["address"]).editor.setFocus()
        self._on_edited()

    def take_id_card(self, found: IdCard) -> None:
        """A card was read off a picture and confirmed; what was not read stays as it was typed."""
        read = {"name": found.name, "nation": found.nation, "address": found.address}
        self.form.fill({**self.form.values(), **{key: value for key, value in read.items() if value}})
        self.take_card(found.number)

    def aside(self, way: QWidget) -> None:
        """Another way of filling in, under the inputs."""
        self._column.insertWidget(1, way)

    def offer(self, hits: Sequence[PersonHit]) -> None:
        """Show people the station already knows; one click takes the data over."""
        clear(self._hits)
        for hit in hits[:_MOST_HITS]:
            if hit.id == self.record:
                continue
            self._hits.addWidget(offered_person(hit, partial(self._take, hit)))

    def _take(self, hit: PersonHit) -> None:
        self.record = hit.id
        self.form.fill({"name": hit.name, "phone": hit.phone, "id_number": hit.id_number, "address": hit.address})
        number = self.id_number.number()
        if number is not None:
            self._on_recognised(number)
        self.offer(())
        self.edited.emit()
        self.settled.emit()

    def _on_recognised(self, number: IdNumber) -> None:
        self.sex.set_value("male" if number.sex is Sex.MALE else "female")
        self.form["birth"].set_value(number.birth.isoformat())

    def _on_edited(self) -> None:
        self._arrange()
        self._timer.start()
        self.edited.emit()

    def _look(self) -> None:
        name, phone, number = (str(self.form[key].value()) for key in ("name", "phone", "id_number"))
        if self.kind.value() == "person" and (len(name) > 1 or phone or number):
            self.looked_for.emit(name, phone, number)
        else:
            self.offer(())

    def _toggle_more(self) -> None:
        self._show_more = not self._show_more
        self._arrange()

    def _arrange(self) -> None:
        person = self.kind.value() != "organisation"
        for key in _PERSON:
            self.form.show_field(key, person)
        for key in _MORE:
            filled = not self.form[key].is_empty() and key not in ("birth", "id_type", "work")
            self.form.show_field(key, person and (self._show_more or filled))
        for key in _ORGANISATION:
            self.form.show_field(key, not person)
        self._more.setVisible(person and not self._show_more)
