"""The oral matter is read back to the applicant in large letters before anything is registered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.conftest import settle
from tests.gui.finding import click_key, press, says
from ui.screens.intake.intake import Intake
from ui.shell.main_page import MainPage
from ui.style.look import look


def test_what_was_typed_is_read_out_piece_by_piece(page: MainPage, qtbot: QtBot) -> None:
    intake = page.go("intake")
    settle()
    assert isinstance(intake, Intake)
    intake.show_matter("petition")
    intake.facts.fill({"summary": "村口三盏路灯坏了半个月。", "requests": "修好路灯"})
    intake.show_step(2)
    press(intake, "大字读给本人听")
    settle()
    reading = intake.review.reading
    assert reading.isVisible()
    pieces = [said.text for said in intake.review._lines]
    assert "村口三盏路灯坏了半个月。" in pieces
    assert reading.now.fontInfo().pointSize() >= look().size * 1.6
    for _ in range(pieces.index("村口三盏路灯坏了半个月。")):
        click_key(qtbot, reading, Qt.Key.Key_Space)
    assert "村口三盏路灯坏了半个月。" in reading.now.text()
    click_key(qtbot, reading, Qt.Key.Key_Escape)
    settle()
    assert says(intake, "读给本人听，没有错再签名")
    assert intake.step == 2


def test_the_last_piece_leads_back(page: MainPage, qtbot: QtBot) -> None:
    intake = page.go("intake")
    settle()
    assert isinstance(intake, Intake)
    intake.facts.fill({"summary": "屋檐滴水。"})
    intake.show_step(2)
    press(intake, "大字读给本人听")
    for _ in intake.review._lines:
        click_key(qtbot, intake.review.reading, Qt.Key.Key_Space)
    settle()
    assert not intake.review.reading.isVisible()
