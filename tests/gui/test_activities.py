"""公共事务 in the window: a night visit is recorded with its problems, ticked off and closed, by its file alone."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPushButton

from desktop.domain.read_models import CaseFilter
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says, shown
from ui.screens.activities.activities import Activities
from ui.screens.activities.activity_page import ON, ActivityPage
from ui.shell.main_page import MainPage


def screen(page: MainPage) -> Activities:
    page.go("schedule")
    settle()
    press(page.screens["schedule"], "公共事务")
    settle()
    found = page.screens["activities"]
    assert isinstance(found, Activities)
    return found


def begun(page: MainPage, key: str) -> ActivityPage:
    found = screen(page)
    found.method.set_value(key)
    press(found, "记一件")
    settle()
    made = page.screens["activity"]
    assert isinstance(made, ActivityPage)
    return made


def test_a_night_visit_is_recorded_until_nothing_is_open(page: MainPage) -> None:
    made = begun(page, "fenghua_night")
    assert says(made, "周一夜访（2.0版）")
    made.form.fill({ON: "2026-11-16", "place": "塘下村", "scope": "村社", "leader": "骆建民"})
    press(made, "保存")
    settle()
    assert says(made, "已保存")
    made.adders["problems"].fill(
        {"what": "渡口没有灯", "channel": "网格排摸信息", "who": "交通站", "by": "2026-12-01", "reply": ""}
    )
    press(made, "加一项 问题清单")
    settle()
    assert says(made, "渡口没有灯")
    press(made, "办结")
    settle()
    assert says(made, "还有1项没有办完")
    done = next(b for b in shown(made, QPushButton) if b.accessibleName().startswith("办好了"))
    done.click()
    settle()
    assert says(made, "✓ 渡口没有灯")
    press(made, "办结")
    settle()
    assert not made.save.isEnabled()
    (row,) = screen(page).model.rows
    assert (row.title, row.state) == ("塘下村", "closed")


def test_what_is_asked_for_is_asked_for(page: MainPage) -> None:
    made = begun(page, "patrol")
    press(made, "保存")
    settle()
    assert says(made, "请填写“走了哪里”")


def test_the_rhythm_and_the_slots_are_told(page: MainPage) -> None:
    found = screen(page)
    found.method.set_value("fenghua_night")
    assert "下一次：" in found.next.text()
    assert "同时结合的做法" in found.next.text()
    press(found, "议事")
    settle()
    methods = named(found, QComboBox, "做法")
    assert "周一夜访（2.0版）　宁波奉化区" not in [methods.itemText(i) for i in range(methods.count())]


def saved(page: MainPage) -> ActivityPage:
    made = begun(page, "fenghua_night")
    assert not made.cases.isEnabled()
    assert not made.withdraw.isEnabled()
    made.form.fill({ON: "2026-11-16", "place": "塘下村", "scope": "村社", "leader": "骆建民"})
    press(made, "保存")
    settle()
    return made


def test_a_case_that_came_out_of_it_is_named_by_its_number(page: MainPage) -> None:
    made, asked = saved(page), page.core._queries
    case = asked.case_rows(page.core.viewer, asked.case_ids(page.core.viewer, CaseFilter(text="何秀英")))[0]
    made.cases.number.set_value("没有这个号")
    press(made, "关联")
    settle()
    assert says(made, "没有这个编号的另一件事")
    made.cases.number.set_value(case.number)
    press(made, "关联")
    settle()
    assert not made.cases.message.isVisible()
    press(made, f"{case.number}　{case.title}")
    settle()
    assert page.current == "case"


def test_one_entered_by_mistake_is_taken_back_with_a_reason(page: MainPage) -> None:
    made = saved(page)
    press(made, "撤回")
    press(made.reason, "撤回")
    assert says(made.reason, "请填写“原因”")
    made.reason.reason.set_value("记重了")
    press(made.reason, "撤回")
    settle()
    assert page.current == "activities"
    assert screen(page).model.rows == ()
