"""Every form of every working method that ships: each input gives what the engine takes, and may be said in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from desktop.domain.engine import Task
from desktop.domain.engine_acts import refusals
from desktop.domain.procedure import Field as FieldData
from desktop.domain.procedure import Procedure, Step
from desktop.procedures import shipped
from desktop.reference import load_calendar
from tests.gui.finding import names, press, says, shown
from ui.fields.base import Field
from ui.fields.choice import ChoiceField, PickField, TickField, TicksField
from ui.fields.rows import RowsField
from ui.fields.text import LineField, LongTextField
from ui.screens.case.case_page import CasePage
from ui.screens.case.loaded import Loaded
from ui.screens.case.step_fields import fact_of, input_for
from ui.screens.case.step_words import facts_words
from ui.shell.main_page import MainPage

OpenCase = Callable[[str, str], QWidget]
CALENDAR = load_calendar()
TYPED = {"date": "今天", "datetime": "今天 9:30", "money": "1千5百", "number": "3", "people": "周明、李云"}


def fill(field: Field, data: FieldData) -> None:
    """Answer as a hand would: the first choice, or words."""
    if isinstance(field, ChoiceField):
        field.combo.setCurrentIndex(0)
    elif isinstance(field, PickField):
        field.set_value(next(iter(field.row.buttons)))
    elif isinstance(field, TicksField):
        field.set_value(tuple(field.ticks)[:1])
    elif isinstance(field, TickField):
        field.set_value(True)
    elif isinstance(field, LongTextField):
        field.text.setPlainText("查明属实。")
    elif isinstance(field, RowsField):
        for column in data.columns:
            fill(field._rows[0][column.key], column)
    else:
        assert isinstance(field, LineField)
        field.line.setText(TYPED.get(data.kind, "云桥镇"))


def told(procedure: Procedure, step: Step, case: Loaded, page: MainPage) -> list[str]:
    """What the engine has against the values of a filled form."""
    facts = {}
    for data in step.fields:
        field = input_for(data, page.core, case)
        fill(field, data)
        assert field.check(), f"{procedure.key}.{step.key}.{data.key}: {field.note.text()}"
        facts[data.key] = fact_of(data, field.value())
        field.deleteLater()
    codes = {
        data.taxonomy: frozenset(c for c, _ in page.core.reference.choices(data.taxonomy))
        for data in step.fields
        if data.taxonomy
    }
    found = refusals(procedure, case.view.state, CALENDAR, step.key, facts, codes=codes)
    words = facts_words(procedure, step.key, facts, page.core, case)
    assert all("：" in one for one in words)
    return [f"{one.code} {procedure.key}.{step.key} {one.message}" for one in found if one.code in ("R-413", "R-414")]


@pytest.mark.parametrize("part", range(4))
def test_every_form_gives_what_the_engine_takes(page: MainPage, open_case: OpenCase, part: int) -> None:
    case_page = open_case("江大海", "")
    assert isinstance(case_page, CasePage)
    assert case_page.case is not None
    methods = [shipped()[key] for key in sorted(shipped())][part::4]
    asked = 0
    for procedure in methods:
        for step in procedure.steps:
            asked += len(step.fields)
            files = any(f.kind in ("attachment", "attachments") and f.required for f in step.fields)
            if not files:
                assert told(procedure, step, case_page.case, page) == []
    assert asked > 50


def test_a_guard_is_told_when_its_input_is_answered(open_case: OpenCase) -> None:
    """对方不同意 … : the rule of the method stands over the button before anybody presses it."""
    page = open_case("何秀英", "")
    assert isinstance(page, CasePage)
    assert page.case is not None
    procedure = shipped()["petition_group_visit"]
    step = procedure.step("delegates")
    assert step is not None
    page.case = Loaded(**{**{f: getattr(page.case, f) for f in Loaded.__struct_fields__}, "procedure": procedure})
    page.step_view.begin(page.case, Task("delegates", step.title, "step", "must"))
    page.right.setCurrentIndex(1)
    assert not page.step_view.guards.isVisible()
    page.step_view.form["count"].set_value(6)
    page.step_view.form["count"].edited.emit()
    assert says(page, "请留意：代表不得超过五人")
    page.step_view.form["count"].set_value(5)
    page.step_view.form["count"].edited.emit()
    assert not page.step_view.guards.isVisible()
    press(page, "先不办")
    assert "先不办" not in names(page, type(shown(page, QWidget)[0]))
