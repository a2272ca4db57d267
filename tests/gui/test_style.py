"""The look: enough contrast, every size, nothing left open in the sheet."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFont, QFontInfo, QImage, QPainter

from desktop.bootstrap.window import WindowDesk
from ui.style.icons import _drawn
from ui.style.look import FAMILIES, TEXT_SIZES, Look, sheet, take_fonts
from ui.style.palette import CALM, HIGH_CONTRAST, Colours, contrast

PAIRS = [
    ("ink", "ground"), ("ink", "card"), ("ink", "stripe"), ("ink", "chosen"), ("ink", "head"), ("ink", "tab"),
    ("soft", "ground"), ("soft", "card"), ("nav_ink", "nav"), ("nav_ink", "nav_hover"), ("nav_soft", "nav"),
    ("red", "red_ground"), ("red", "card"), ("amber", "amber_ground"), ("amber", "card"), ("green", "green_ground"),
    ("green", "card"), ("grey", "grey_ground"), ("blue_deep", "blue_ground"), ("blue_deep", "card"), ("off", "card"),
]  # fmt: skip


@pytest.mark.parametrize("colours", [CALM, HIGH_CONTRAST])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [CALM, HIGH_CONTRAST])
def test_white_text_stands_out_on_filled_buttons(colours: Colours) -> None:
    assert contrast("#FFFFFF", colours.blue) >= 4.5
    assert contrast("#FFFFFF", colours.nav_on) >= 4.5


def test_contrast_is_measured_as_the_guideline_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_the_sheet_is_whole_and_targets_are_large(size: int) -> None:
    look = Look(size)
    assert "$" not in sheet(look)
    assert look.target >= 40
    assert not [px for px in re.findall(r"font-size: (\d+)pt", sheet(look)) if int(px) < 11]


@pytest.mark.usefixtures("qapp")
def test_rare_names_are_drawn_and_not_boxed(desk: WindowDesk) -> None:
    take_fonts(desk.rare_fonts())
    font = QFont()
    font.setFamilies(FAMILIES)
    rare = {QFontInfo(QFont(name)).family() for name in ("FQRareOne", "FQRareTwo")}
    assert rare == {"FQRareOne", "FQRareTwo"}
    drawn = {name: picture_of(name, font) for name in ("\U0002a6a5", "\U0002cb4e", "\U000f0000")}
    assert len(set(drawn.values())) == 3  # the last one is in no font and is a box


def picture_of(text: str, font: QFont) -> bytes:
    """How a text looks, as bytes to be compared."""
    image = QImage(80, 60, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(10, 40, text)
    painter.end()
    return bytes(image.constBits())


@pytest.mark.usefixtures("qapp")
def test_icons_are_drawn() -> None:
    drawn = _drawn("home", "#1F5FA8").toImage()
    colours = {
        drawn.pixelColor(x, y).name() for x in range(64) for y in range(64) if drawn.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#1f5fa8"}
