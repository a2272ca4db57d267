"""The least one asks of a party: name, telephone, identity number if it is at hand; known people are offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.domain.identity import IdNumber, Sex
from desktop.domain.read_models import PersonHit
from desktop.ops import Core, Op
from ui.fields.choice import PickField
from ui.fields.form import Form
from ui.fields.identity import IdNumberField
from ui.fields.person_block import LOOK_AFTER, NameField, offered_person
from ui.fields.text import PhoneField, TextField
from ui.i18n import tr
from ui.style.blocks import clear, column, label


class ShortParty(QWidget):
    """Attributes: form, name."""

    def __init__(self, title: str, core: Core, today: Callable[[], date]) -> None:
        super().__init__()
        self._core = core
        self._record = ""
        self._birth = ""
        self._asked: Op[Any] | None = None
        self.form = Form(columns=2)
        self.name = NameField(tr("姓名"), required=True)
        self.name.editor.setAccessibleDescription(title)
        self.form.add("name", self.name)
        self.form.add("phone", PhoneField(tr("电话")))
        self.id_number = IdNumberField(tr("身份证号"), today)
        self.id_number.recognised.connect(self._on_recognised)
        self.form.add("id_number", self.id_number, span=2)
        self.form.add("address", TextField(tr("住址"))).masked = True
        self.form.add("sex", PickField(tr("性别"), (("male", tr("男")), ("female", tr("女")))))
        self._hits = column(gap=4)
        self.setLayout(column(label(title, rank="heading"), self.form, self._hits, None, gap=6))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER)
        self._timer.timeout.connect(self._look)
        self.form.edited.connect(self._timer.start)

    def is_blank(self) -> bool:
        return self.name.is_empty() and self.id_number.is_empty()

    def value(self) -> dict[str, Any]:
        return {"kind": "person", **self.form.values(), "birth": self._birth, "record": self._record}

    def set_value(self, value: dict[str, Any]) -> None:
        for field in self.form.fields.values():
            field.set_value("")
            field.say("")
        self.form.fill(value)
        self._birth = str(value.get("birth", ""))
        self._record = str(value.get("record", ""))
        clear(self._hits)

    def check(self) -> bool:
        return self.form.check()

    def take_card(self, number: str) -> None:
        """A card reader read this number."""
        self.id_number.set_value(number)
        found = self.id_number.number()
        if found is not None:
            self._on_recognised(found)
        self.name.editor.setFocus()
        self.form.edited.emit()

    def _on_recognised(self, number: IdNumber) -> None:
        self.form["sex"].set_value("male" if number.sex is Sex.MALE else "female")
        self._birth = number.birth.isoformat()

    def _look(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        name, phone, number = (str(self.form[key].value()) for key in ("name", "phone", "id_number"))
        op = self._core.query(lambda queries, viewer: queries.known_persons(viewer, name, phone, number))
        self._asked = op.on_success(self._offer).run(self)

    def _offer(self, hits: tuple[PersonHit, ...]) -> None:
        clear(self._hits)
        for hit in hits[:1]:
            if hit.id != self._record:
                self._hits.addWidget(offered_person(hit, partial(self._take, hit)))

    def _take(self, hit: PersonHit) -> None:
        self._record = hit.id
        self.form.fill({"name": hit.name, "phone": hit.phone, "id_number": hit.id_number, "address": hit.address})
        clear(self._hits)
        self.form.edited.emit()
