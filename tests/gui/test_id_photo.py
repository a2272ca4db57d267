"""A photograph of an identity card fills the inputs after it was confirmed; really read, in the helper process."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.services import helper
from tests.gui.conftest import settle
from tests.gui.finding import names, press, says
from tests.id_card_kit import CARDS, drawn, seen
from ui.screens.id_photo import IdPhoto
from ui.screens.intake.intake import Intake
from ui.shell.main_page import MainPage


def intake_of(page: MainPage) -> Intake:
    page.ways.to_place("intake")
    settle()
    screen = page.screens["intake"]
    assert isinstance(screen, Intake)
    return screen


def test_a_card_is_read_confirmed_and_filled_in(page: MainPage, tmp_path: Path) -> None:
    screen, card = intake_of(page), CARDS[3]
    photo = tmp_path / "证件.jpg"
    photo.write_bytes(seen(drawn(card), "tilted", random.Random(1)))
    block = screen.sides["applicant"].blocks[0]
    way = block.findChild(IdPhoto)
    assert isinstance(way, IdPhoto)
    way.read(photo)
    settle()
    assert says(screen, f"✓ 姓名：{card.name}")
    assert not way.picture.pixmap().isNull()
    assert block.name.value() == ""  # nothing is taken over before it was confirmed
    press(screen, "核对过了，填进去")
    value = block.value()
    assert (value["name"], value["id_number"], value["sex"], value["nation"]) == (
        card.name,
        card.number,
        "male",
        "回族",
    )
    assert value["address"] == card.address
    assert value["birth"] == card.birth


def test_a_number_that_is_wrong_is_coloured(page: MainPage, tmp_path: Path) -> None:
    screen, card = intake_of(page), CARDS[0]
    wrong = card.number[:-1] + ("0" if card.number[-1] != "0" else "1")
    photo = tmp_path / "证件.jpg"
    photo.write_bytes(seen(drawn(card, wrong), "flat", random.Random(1)))
    way = screen.sides["applicant"].blocks[0].findChild(IdPhoto)
    assert isinstance(way, IdPhoto)
    way.read(photo)
    settle()
    assert says(screen, f"▲ 身份证号：{wrong}")
    press(screen, "不用")
    assert screen.sides["applicant"].blocks[0].is_blank()


def test_a_picture_without_a_card_is_told(page: MainPage, tmp_path: Path) -> None:
    screen = intake_of(page)
    way = screen.sides["applicant"].blocks[0].findChild(IdPhoto)
    assert isinstance(way, IdPhoto)
    blank = tmp_path / "白.png"
    from PIL import Image

    Image.new("RGB", (400, 300), "white").save(blank)
    way.read(blank)
    settle()
    assert says(screen, "没有找到身份证号码")
    (tmp_path / "坏.png").write_bytes(b"no picture")
    way.read(tmp_path / "坏.png")
    settle()
    assert says(screen, "S-511")


def test_without_the_extra_the_button_is_not_there(page: MainPage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "从照片读身份证" in names(intake_of(page), QPushButton)
    monkeypatch.setattr(helper, "find_spec", lambda _name: None)
    screen = intake_of(page)
    screen.sides["applicant"].add()
    settle()
    assert "从照片读身份证" not in [name for name in names(screen.sides["applicant"], QPushButton)]
