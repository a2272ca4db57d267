"""Inputs: what they take, what they say, how the keyboard goes through them."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import RuleViolation
from desktop.domain.identity import check_character
from desktop.domain.read_models import PersonHit
from desktop.services.seams import FixedClock
from tests.gui.finding import activate, burst, click_key, click_keys, commit, named, press
from tests.gui.sample_station import NOW
from ui.fields.choice import ChoiceField, PickField, TickField, TicksField
from ui.fields.dates import DateField, read_day, read_time
from ui.fields.duty_rows import DutyRows
from ui.fields.form import Form
from ui.fields.habits import Habits
from ui.fields.identity import IdNumberField
from ui.fields.money import MoneyField
from ui.fields.number import NumberField
from ui.fields.person_block import PersonBlock
from ui.fields.rows import RowsField
from ui.fields.text import LONG_LIMIT, LongText, LongTextField, PhoneField, SecretField, TextField
from ui.style.blocks import column

TODAY = date(2026, 11, 20)
RIGHT = "99000019680307513" + check_character("99000019680307513")


def today() -> date:
    return TODAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-20", "2026-11-20"), ("20261120", "2026-11-20"), ("2026年1月5日", "2026-01-05"),
        ("2026.1.5", "2026-01-05"),
        ("11-30", "2026-11-30"), ("1130", "2026-11-30"), ("11月30日", "2026-11-30"), ("今天", "2026-11-20"),
        ("明天", "2026-11-21"), ("昨天", "2026-11-19"), ("+10", "2026-11-30"), (" 2026 - 11 - 20 ", "2026-11-20"),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(typed: str, day: str) -> None:
    assert read_day(typed, TODAY).isoformat() == day


@pytest.mark.parametrize("typed", ["2026-02-30", "20261320", "下周", "2026", "11-20-2026-1", "二〇二六", ""])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(RuleViolation, match="R-901"):
        read_day(typed, TODAY)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert read_day(day.isoformat(), TODAY) == day
    assert read_day(day.strftime("%Y%m%d"), TODAY) == day


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_days_and_times(typed: str) -> None:
    with contextlib.suppress(RuleViolation):
        read_day(typed, TODAY)
    with contextlib.suppress(RuleViolation):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "time"),
    [("9:30", "09:30"), ("0930", "09:30"), ("930", "09:30"), ("9", "09:00"), ("9点半", "09:30"), ("14点5分", "14:05"),
     ("9：05", "09:05"), ("9点", "09:00"), ("23:59", "23:59")],
)  # fmt: skip
def test_times_are_read_as_people_write_them(typed: str, time: str) -> None:
    assert read_time(typed) == time


def test_a_date_input_keeps_iso_and_says_the_weekday(qtbot: QtBot) -> None:
    field = DateField("期限", today, required=True)
    qtbot.addWidget(field)
    field.set_value("20261130")
    assert field.value() == "2026-11-30"
    assert field.check()
    assert "星期一" in field.note.text()
    field.set_value("2月30日")
    assert not field.check()
    assert "R-901" in field.note.text()
    assert field.value() == "2月30日"  # a draft loses nothing
    field.set_value("")
    assert not field.check()
    assert "R-902" in field.note.text()


def test_money_is_kept_in_fen_and_written_out(qtbot: QtBot) -> None:
    field = MoneyField("金额")
    qtbot.addWidget(field)
    click_keys(qtbot, field.editor, "3500.5")
    assert field.value() == 350050
    assert field.note.text() == "人民币叁仟伍佰元伍角"
    field.set_value(168032)
    assert field.line.text() == "1,680.32"
    field.line.setText("1.234")
    assert field.value() is None
    assert not field.check()
    assert not field.is_empty()


def test_numbers_stay_in_their_range(qtbot: QtBot) -> None:
    field = NumberField("人数", least=1, most=100)
    qtbot.addWidget(field)
    for typed, good in (("12", True), ("0", False), ("101", False), ("十二", False), ("", True)):
        field.line.setText(typed)
        assert field.check() is good
    field.line.setText("12")
    assert field.value() == 12


def test_an_identity_number_is_judged_when_it_is_whole(qtbot: QtBot) -> None:
    field = IdNumberField("身份证号", today)
    qtbot.addWidget(field)
    seen: list[object] = []
    field.recognised.connect(seen.append)
    click_keys(qtbot, field.editor, RIGHT[:-1])
    assert field.note.text() == ""
    click_keys(qtbot, field.editor, RIGHT[-1])
    assert "男" in field.note.text() or "女" in field.note.text()
    assert len(seen) == 1
    field.line.setText(RIGHT[:-1] + ("1" if RIGHT[-1] != "1" else "2"))
    assert not field.check()
    assert "GB 11643" in field.note.text()
    assert field.line.property("wrong") is True


def test_a_telephone_number_is_tidied_when_it_is_left(qtbot: QtBot) -> None:
    form = Form()
    form.add("phone", PhoneField("电话"))
    form.add("other", TextField("别的"))
    qtbot.addWidget(form)
    activate(qtbot, form)
    form["phone"].editor.setFocus()
    click_keys(qtbot, form["phone"].editor, "138 0000-1234")
    form["other"].editor.setFocus()
    assert form["phone"].value() == "13800001234"


def test_pasted_text_comes_plain_and_within_the_limit(qtbot: QtBot) -> None:
    field = LongTextField("情况")
    qtbot.addWidget(field)
    data = QMimeData()
    data.setHtml("<b>甲</b>")
    data.setText("甲" * 1_000_000)
    field.text.insertFromMimeData(data)
    assert len(field.text.toPlainText()) == LONG_LIMIT
    assert "R-903" in field.note.text()


def test_choices_keep_keys(qtbot: QtBot) -> None:
    choice = ChoiceField("类型", [("01", "婚姻"), ("02", "邻里")], required=True)
    pick = PickField("结果", (("yes", "好"), ("no", "不好")))
    tick, ticks = TickField("已告知"), TicksField("到场", (("a", "甲"), ("b", "乙")))
    for widget in (choice, pick, tick, ticks):
        qtbot.addWidget(widget)
    assert choice.value() == ""
    assert not choice.check()
    choice.set_value("02")
    assert (choice.value(), choice.words()) == ("02", "邻里")
    choice.set_options([("02", "邻里纠纷"), ("03", "宅基地")])
    assert choice.words() == "邻里纠纷"
    activate(qtbot, pick)
    click_key(qtbot, pick.row.buttons["yes"], Qt.Key.Key_2)
    assert pick.value() == "no"
    click_key(qtbot, pick.row.buttons["no"], Qt.Key.Key_Left)
    assert pick.value() == "yes"
    tick.set_value(True)
    ticks.set_value(["b"])
    assert (tick.value(), ticks.value()) == (True, ("b",))


def test_rows_without_content_are_left_out(qtbot: QtBot) -> None:
    field = RowsField("清单", [("name", lambda: TextField("姓名")), ("sum", lambda: MoneyField("金额"))])
    qtbot.addWidget(field)
    field.set_value([{"name": "甲", "sum": 100}, {"name": "", "sum": None}])
    assert field.value() == [{"name": "甲", "sum": 100}]


def test_chinese_comes_by_the_input_method(qtbot: QtBot) -> None:
    field = TextField("姓名")
    qtbot.addWidget(field)
    commit(field.editor, "欧阳𪚥")
    assert field.value() == "欧阳𪚥"


def test_labels_and_inputs_belong_together(qtbot: QtBot) -> None:
    form = Form(columns=2)
    first = form.add("name", TextField("姓名", required=True))
    qtbot.addWidget(form)
    form.show()
    assert first.caption.buddy() is first.editor
    assert first.editor.accessibleName() == "姓名"
    assert not form.check()
    assert first.editor.accessibleDescription().startswith("✗")
    assert form.show_error(RuleViolation("R-1", "不行。", field="name", basis="某法第一条"))
    assert "某法第一条" in first.note.text()
    assert not form.show_error(RuleViolation("R-1", "不行。", field="other"))


def test_enter_goes_on_to_the_next_input(qtbot: QtBot, qapp: QApplication) -> None:
    habits = Habits(qapp, FixedClock(NOW))
    form = Form()
    for key in ("one", "two"):
        form.add(key, TextField(key))
    form.add("kind", ChoiceField("kind", [("a", "甲")]))
    qtbot.addWidget(form)
    activate(qtbot, form)
    form["one"].editor.setFocus()
    click_key(qtbot, form["one"].editor, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form["two"].editor
    click_key(qtbot, form["two"].editor, Qt.Key.Key_Enter)
    assert QApplication.focusWidget() is form["kind"].editor
    habits.deleteLater()


def test_a_card_reader_fills_no_field_with_digits(qtbot: QtBot, qapp: QApplication) -> None:
    habits = Habits(qapp, FixedClock(NOW))
    seen: list[str] = []
    habits.scanned.connect(seen.append)
    line = QLineEdit("云桥村")
    qtbot.addWidget(line)
    activate(qtbot, line)
    line.setFocus()
    burst(line, RIGHT, 10_000, 5)
    assert seen == [RIGHT]
    assert line.text() == "云桥村"
    burst(line, RIGHT, 50_000, 200)  # a hand: the digits belong to the input
    assert seen == [RIGHT]
    assert line.text() == "云桥村" + RIGHT
    burst(line, RIGHT[:-1] + ("1" if RIGHT[-1] != "1" else "2"), 90_000, 5)  # wrong check digit: nobody's number
    assert seen == [RIGHT]
    habits.deleteLater()


def test_digits_typed_just_before_a_card_stay(qtbot: QtBot, qapp: QApplication) -> None:
    habits = Habits(qapp, FixedClock(NOW))
    seen: list[str] = []
    habits.scanned.connect(seen.append)
    line, text, combo = QLineEdit(), LongText(), QComboBox()
    combo.setEditable(True)
    combo.addItems(["1号楼", "9号楼"])
    holder = QWidget()
    holder.setLayout(column(line, text, combo))
    qtbot.addWidget(holder)
    activate(qtbot, holder)
    for widget, words in ((line, line.text), (text, text.toPlainText), (combo, combo.currentText)):
        widget.setFocus()
        before = "12" if widget is not combo else "1号楼"
        burst(widget, ("12" if widget is not combo else "") + RIGHT, 10_000, 5)
        assert (seen.pop(), words()) == (RIGHT, before)
    habits.deleteLater()


HIT = PersonHit("p1", "周桂兰", "13800001234", RIGHT, "云桥村三组", 2, "同名")


def test_a_known_person_is_offered_and_taken(qtbot: QtBot) -> None:
    block = PersonBlock("申请人", today)
    qtbot.addWidget(block)
    block.show()
    block.offer((HIT,))
    press(block, "就是此人 周桂兰")
    value = block.value()
    assert (value["record"], value["name"], value["address"]) == ("p1", "周桂兰", "云桥村三组")
    assert value["sex"] in ("male", "female")
    assert value["birth"] == "1968-03-07"


def test_known_people_are_asked_for_once_after_typing(qtbot: QtBot) -> None:
    block = PersonBlock("申请人", today)
    qtbot.addWidget(block)
    with qtbot.waitSignal(block.looked_for) as asked:
        click_keys(qtbot, block.name.editor, "ab")
    assert asked.args == ["ab", "", ""]


def test_an_organisation_has_its_own_inputs(qtbot: QtBot) -> None:
    block = PersonBlock("被申请人", today)
    qtbot.addWidget(block)
    block.show()
    press(block, "单位")
    assert named(block, QLineEdit, "单位名称")
    assert not block.form["id_number"].isVisible()
    block.set_value({"kind": "organisation", "org_name": "恒垣建筑有限公司"})
    assert block.shown_name() == "恒垣建筑有限公司"
    assert block.check()


def duties(qtbot: QtBot) -> DutyRows:
    numbers = iter(range(1000))
    made = DutyRows(today, lambda: f"id{next(numbers)}")
    made.set_names((("a", "周桂兰"), ("b", "许志强")))
    made.set_value([{"kind": "pay", "debtor": "b", "creditor": "a", "text": "赔偿", "amount": 600000, "parts": [{}]}])
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_single_payment_needs_only_the_total(qtbot: QtBot) -> None:
    rows = duties(qtbot)
    rows.cards[0].parts[0].due.set_value("2026-11-30")
    assert rows.check()
    duty = rows.duties()[0]
    assert (duty.amount, duty.parts[0].amount, duty.parts[0].due) == (600000, 600000, "2026-11-30")


def test_instalments_must_make_the_total(qtbot: QtBot) -> None:
    rows = duties(qtbot)
    card = rows.cards[0]
    press(card, "再加一期")
    for part, due, fen in zip(card.parts, ("2026-11-30", "2026-12-31"), (300000, 250000), strict=True):
        part.due.set_value(due)
        part.amount.set_value(fen)
    assert not rows.check()
    assert "R-905" in card.amount.note.text()
    card.parts[1].amount.set_value(300000)
    assert rows.check()
    assert [p.amount for p in rows.duties()[0].parts] == [300000, 300000]
    assert rows.total() == 600000
    press(card, "去掉第2期")
    assert [p.due.value() for p in card.parts] == ["2026-11-30"]


def test_a_promise_to_do_something_has_no_sum(qtbot: QtBot) -> None:
    rows = duties(qtbot)
    press(rows.cards[0], "做事")
    rows.cards[0].parts[0].due.set_value("2026-11-30")
    assert rows.check()
    assert rows.duties()[0].amount == 0
    assert not rows.cards[0].amount.isVisible()


def test_duties_survive_a_draft(qtbot: QtBot) -> None:
    rows = duties(qtbot)
    press(rows, "再加一项履行内容")
    before = rows.value()
    rows.set_value(before)
    assert rows.value() == before
    assert len(rows.cards) == 2
    press(rows, "去掉第2项")
    assert len(rows.cards) == 1


def test_no_input_method_takes_the_keys_of_passphrases_and_numbers(qtbot: QtBot) -> None:
    """It would show a passphrase in its candidates, and take digits as choices among them."""
    takes = [(SecretField("口令"), False), (IdNumberField("身份证号", today), False), (NumberField("人数"), False)]
    for field, wanted in (*takes, (PhoneField("电话"), False), (TextField("姓名"), True)):
        qtbot.addWidget(field)
        qtbot.addWidget(field.caption)
        asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
        QApplication.sendEvent(field.editor, asked)
        assert asked.value(Qt.InputMethodQuery.ImEnabled) is wanted, field
