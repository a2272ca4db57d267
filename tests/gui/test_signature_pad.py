"""A signature drawn on the screen: strokes become a picture, the picture is marked, family matters are refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import settle
from tests.gui.finding import press, says
from ui.fields.signature_pad import SignaturePad
from ui.screens.case.case_page import CasePage
from ui.screens.case.papers_tab import PapersTab

OpenCase = Callable[[str, str], QWidget]


def draw(pad: SignaturePad) -> None:
    """Two strokes with the mouse."""
    for start, end in ((QPoint(20, 20), QPoint(120, 60)), (QPoint(60, 15), QPoint(60, 80))):
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(pad, end)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


@pytest.fixture
def pad(qtbot: QtBot, plain_look: None) -> SignaturePad:
    made = SignaturePad()
    qtbot.addWidget(made)
    made.resize(300, 110)
    made.show()
    return made


def test_strokes_become_a_picture_and_are_cleared(pad: SignaturePad) -> None:
    told: list[bool] = []
    pad.drawn.connect(told.append)
    assert pad.png() == b""
    draw(pad)
    assert told == [True, True]
    image = Image.open(io.BytesIO(pad.png()))
    assert image.size == (600, 220)
    assert image.getextrema() == (0, 255)
    pad.clear()
    assert pad.is_empty()
    assert told[-1] is False


def test_a_touch_is_no_signature(pad: SignaturePad) -> None:
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    assert pad.is_empty()
    assert pad.png() == b""


def signing(page: QWidget) -> Any:
    press(page, "▲ 人民调解受理登记表")
    press(page, "出《人民调解受理登记表》")
    settle()
    assert isinstance(page, CasePage)
    tab = page.part("papers")
    assert isinstance(tab, PapersTab)
    return tab


def test_a_drawn_signature_is_kept_as_an_image(open_case: OpenCase) -> None:
    page = open_case("江大海", "papers")
    tab = signing(page)
    press(page, "屏上签 江大海")
    assert says(page, "不能代替纸上的亲笔签名")
    assert not tab.signatures.drawing.yes.isEnabled()
    draw(tab.signatures.drawing.pad)
    press(page, "签好了")
    settle()
    assert isinstance(page, CasePage)
    assert page.case is not None
    state = page.case.view.state
    (signed,) = state.documents[0].signed
    (kept,) = state.attachments
    assert (signed.way, signed.scan) == ("drawn", kept.id)
    assert kept.document == "", "an image of a signature never stands in the file in place of the signed paper"
    assert "不是手写签名" in kept.note
    assert says(page, "江大海（签名图像）")
