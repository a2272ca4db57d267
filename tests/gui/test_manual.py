"""The manual: every page is of the few kinds, shows a picture that is there, and opens from the help."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QPushButton

from scripts import manual
from tests.gui.conftest import settle
from tests.gui.finding import names, press, says
from ui.screens.manual.manual import ManualScreen
from ui.shell.main_page import MainPage
from ui.shell.places import PLACES


def test_every_page_is_a_task_with_steps_and_a_picture_that_is_there() -> None:
    pages = manual.pages()
    assert len(pages) >= 20
    for path in pages:
        kinds = [part.kind for part in manual.parts(path.read_text("utf-8"))]
        assert kinds[0] == "title"
        assert kinds.count("picture") == 1
        assert "step" in kinds
        steps = [part.mark for part in manual.parts(path.read_text("utf-8")) if part.kind == "step"]
        assert steps == [f"{number}." for number in range(1, len(steps) + 1)]
        for part in manual.parts(path.read_text("utf-8")):
            assert part.kind != "picture" or (manual.ROOT / part.words).stat().st_size > 10_000


def test_buttons_that_pages_name_are_in_the_program() -> None:
    """Words in quotation marks that stand behind 按 are words of the window."""
    sources = "\n".join(path.read_text("utf-8") for path in (manual.ROOT.parents[1] / "ui").rglob("*.py"))
    missing = []
    for path in manual.pages():
        for words in re.findall("按“([^”]+)”", path.read_text("utf-8")):
            if words.partition("（")[0] not in sources:
                missing.append(f"{path.name}: {words}")
    assert missing == []


def test_the_manual_opens_from_the_help_and_shows_its_pictures(page: MainPage, tmp_path: Path) -> None:
    page.show_help()
    settle()
    press(page, "使用手册")
    settle()
    screen = cast("ManualScreen", page.screens["manual"])
    assert len([name for name in names(screen, QPushButton) if re.match(r"\d+\. ", name)]) == len(manual.pages())
    assert "第一次使用" in screen.page.toPlainText()
    assert "pictures/set-up.jpg" in screen.page.toHtml()
    screen.save_to(tmp_path / "out.pdf")
    settle()
    assert (tmp_path / "out.pdf").read_bytes() == manual.PDF.read_bytes()
    assert says(screen, "已写好")


def test_every_place_of_the_navigation_is_in_the_manual() -> None:
    text = "\n".join(path.read_text("utf-8") for path in manual.pages())
    assert [place.title for place in PLACES if place.title not in text] == []
