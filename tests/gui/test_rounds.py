"""日程: follow-up by telephone and on foot, and the reminder when the desk is seen."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from tests.gui.conftest import settle
from tests.gui.finding import names, press, says
from ui.screens.schedule.schedule import Schedule
from ui.shell.cover import Cover
from ui.shell.main_page import MainPage
from ui.shell.window import Window


def opened(page: MainPage) -> Schedule:
    screen = page.go("schedule")
    assert isinstance(screen, Schedule)
    press(screen, "回访和履行")
    press(screen, "一年内")
    settle()
    return screen


def test_the_words_for_the_chosen_call_are_there(page: MainPage) -> None:
    screen = opened(page)
    assert [(call.name, call.script) for call in screen.rounds.model.calls[:3]] == [
        ("江大海", "ask"), ("江小河", "overdue_pay"), ("江小河", "remind_pay"),
    ]  # fmt: skip
    screen.rounds.table.selectRow(1)
    assert says(screen, "您好，请问是江小河吗？")
    assert says(screen, "还有1,000.00元")
    assert says(screen, "问清楚：付了没有？")


def test_a_call_leads_to_the_performance_and_the_visit(page: MainPage) -> None:
    screen = opened(page)
    press(screen, "登记履行")
    settle()
    assert page.current == "case"
    assert any(name.startswith("登记履行") for name in names(page.screens["case"], QPushButton))
    page.go("schedule")
    press(screen, "记回访")
    settle()
    assert "记一次回访" in names(page.screens["case"], QPushButton)


def test_the_round_is_drawn_in_the_order_of_doors(page: MainPage, tmp_path: Path) -> None:
    screen = opened(page)
    made: list[bytes] = []
    screen.rounds.make_list(made.append)
    settle()
    path = tmp_path / "round.pdf"
    path.write_bytes(made[0])
    text = "".join(
        subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
        .stdout.decode()
        .split()
    )
    assert "走访单" in text
    assert "共5人次" in text
    assert "13800001234" in text
    assert "用后交回或者销毁" in text


def test_an_empty_round_is_refused_in_place(page: MainPage) -> None:
    screen = opened(page)
    screen.rounds.show_calls(())
    assert says(screen, "没有要提醒、询问和回访的人")
    assert not screen.rounds.print.isEnabled()
    screen.rounds.make_list(lambda _pdf: None)
    assert says(screen, "R-453")


def test_what_is_due_is_said_at_the_start_and_when_the_desk_is_seen_again(window: Window, page: MainPage) -> None:
    assert page.told.text().startswith("▲ 今天到期")
    page.told.setText("")
    window.cover()
    cover = window.stack.currentWidget()
    assert isinstance(cover, Cover)
    cover.uncovered.emit()
    settle()
    assert says(page, "▲ 今天到期")
