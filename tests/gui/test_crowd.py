"""A hall full of people in the window: counted, named, cards attached, delegates chosen, registered, reported."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.identity import check_character
from tests.gui.conftest import settle
from tests.gui.finding import activate, burst, click_key, commit, press, says
from ui.screens.crowd.crowd import Crowd
from ui.shell.main_page import MainPage
from ui.shell.window import Window

BODY = "99000019680315002"
CARD = BODY + check_character(BODY)


def card(number: int) -> str:
    """The identity number of another invented person."""
    body = f"{BODY[:-1]}{int(BODY[-1]) + number}"
    return body + check_character(body)


def hall(page: MainPage) -> Crowd:
    page.go("intake")
    settle()
    press(page.screens["intake"], "人多来访")
    settle()
    found = page.screens["crowd"]
    assert isinstance(found, Crowd)
    found.form.fill(
        {"present": 30, "concerned": 213, "category": "02", "summary": "健身馆停业，要求退还预付卡余额。",
         "requests": "退还余额"}
    )  # fmt: skip
    return found


def named(qtbot: QtBot, crowd: Crowd, *names: str) -> None:
    """Type names one after another, Enter after each, as the clerk does."""
    for name in names:
        commit(crowd.name.line, name)
        click_key(qtbot, crowd.name.line, Qt.Key.Key_Return)


def delegates(crowd: Crowd, *rows: int) -> None:
    for row in rows:
        crowd.table.selectRow(row)
        press(crowd, "选为代表")


def test_names_come_first_and_cards_find_their_people(page: MainPage, qtbot: QtBot) -> None:
    crowd = hall(page)
    named(qtbot, crowd, "江大海", "陆晓燕")
    crowd.table.selectRow(0)
    page.take_card(CARD)
    assert [bool(p.id_number) for p in crowd.model.people] == [True, False]
    page.take_card(CARD)
    assert says(crowd, "这张证已经刷过")
    assert crowd.name.typed() == ""


def test_a_reader_types_cards_wherever_the_keyboard_is(page: MainPage, qtbot: QtBot, window: Window) -> None:
    """Real keys, as a reader sends them: no digit stays behind and no card is lost."""
    activate(qtbot, window)
    crowd = hall(page)
    summary, category = crowd.form["summary"].editor, crowd.form["category"].editor
    before = (crowd.form["summary"].value(), crowd.form["category"].value())
    crowd.name.line.setFocus()
    commit(crowd.name.line, "江大海")
    burst(QApplication.focusWidget(), CARD, 10_000, 4)
    for place, (widget, name) in enumerate(((summary, "陆晓燕"), (category, "叶春梅"), (crowd.table, "丁国庆"))):
        widget.setFocus()
        burst(QApplication.focusWidget(), card(place + 1), 20_000 * (place + 1), 4)
        assert says(crowd, "证件已读到"), name
        named(qtbot, crowd, name)  # the keyboard is at the name again
    people = [(person.name, person.id_number) for person in crowd.model.people]
    assert people == list(zip(("江大海", "陆晓燕", "叶春梅", "丁国庆"), map(card, range(4)), strict=True))
    assert (crowd.form["summary"].value(), crowd.form["category"].value()) == before


def test_a_second_card_without_a_name_does_not_push_out_the_first(page: MainPage, qtbot: QtBot) -> None:
    crowd = hall(page)
    page.take_card(card(0))
    page.take_card(card(1))
    assert says(crowd, "上一张证还没有打姓名")
    named(qtbot, crowd, "叶春梅")
    assert [person.id_number for person in crowd.model.people] == [card(0)]


def test_a_card_before_the_name_waits_for_it(page: MainPage, qtbot: QtBot) -> None:
    crowd = hall(page)
    page.take_card(CARD)
    assert says(crowd, "证件已读到")
    named(qtbot, crowd, "叶春梅")
    assert (crowd.model.people[-1].name, crowd.model.people[-1].id_number) == ("叶春梅", CARD)


def test_the_visit_is_registered_with_its_paper_and_the_first_report(page: MainPage, qtbot: QtBot) -> None:
    crowd = hall(page)
    named(qtbot, crowd, "江大海", "陆晓燕", "叶春梅")
    delegates(crowd, 0, 1)
    press(crowd, "可以代收文书")
    press(crowd, "登记，印代表推选书")
    settle()
    assert says(crowd, "1批30人次")
    assert crowd.preview.isVisible()
    words = crowd.report.value()
    assert "30人来访，涉及213人" in words
    assert "江大海、陆晓燕" in words
    press(crowd, "出快报")
    settle()
    assert says(crowd, "快报已出")
    view = page.core._queries.case_view(page.core.viewer, crowd._case)
    assert (view.state.reg.visitors, view.state.reg.heads, view.state.reg.batches) == (30, 213, 1)
    assert {paper.type for paper in view.state.documents} == {"delegate_election", "urgent_report"}
    chosen = view.state.steps[0].facts["delegates"]
    assert [row["may_receive"] for row in chosen if isinstance(row, dict)] == [False, True]  # type: ignore[union-attr]


def test_a_sixth_delegate_warns_and_the_visit_is_saved(page: MainPage, qtbot: QtBot) -> None:
    crowd = hall(page)
    named(qtbot, crowd, "江大海", "陆晓燕", "叶春梅", "丁国庆", "沈云仙", "施有根")
    delegates(crowd, 0, 1, 2, 3, 4, 5)
    assert "▲" in crowd.counted.text()
    press(crowd, "登记，印代表推选书")
    settle()
    assert says(crowd, "✓ 已登记"), crowd.message.text()
    assert says(crowd, "代表推选书要五人以内才能印")
    view = page.core._queries.case_view(page.core.viewer, crowd._case)
    assert (view.state.steps[0].facts["count"], len(view.state.documents)) == (6, 0)


def test_without_delegates_it_is_registered_all_the_same(page: MainPage, qtbot: QtBot) -> None:
    crowd = hall(page)
    named(qtbot, crowd, "江大海")
    press(crowd, "登记，印代表推选书")
    settle()
    assert says(crowd, "1批30人次")
    assert "代表还没有推选" in crowd.report.value()


def test_what_is_typed_is_kept_as_a_draft(page: MainPage, qtbot: QtBot) -> None:
    crowd = hall(page)
    named(qtbot, crowd, "江大海")
    crowd.leave()
    settle()
    drafts = page.core._queries.drafts(page.core.viewer)
    assert [draft.form for draft in drafts if draft.form == "crowd"] == ["crowd"]
    draft = next(d for d in drafts if d.form == "crowd")
    crowd._start_anew()
    crowd.keeper.flush()
    settle()
    page.go("crowd", draft)
    settle()
    assert [p.name for p in crowd.model.people] == ["江大海"]
    assert crowd.form["present"].value() == 30


def test_nobody_named_is_said_and_nothing_is_registered(page: MainPage) -> None:
    crowd = hall(page)
    press(crowd, "登记，印代表推选书")
    assert says(crowd, "至少打一个人的姓名")
