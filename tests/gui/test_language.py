"""The window in English: the catalogue is whole, the switch works at once, no frame stays Chinese."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from desktop.bootstrap.window import WindowDesk
from desktop.domain.errors import RuleViolation
from scripts import strings
from tests.gui.conftest import settle
from tests.gui.finding import press, says, shown
from tests.gui.test_every_screen import cut_texts, overlaps
from ui.i18n import language, load_translations, said, told, tr
from ui.shell.gate import Gate
from ui.shell.main_page import MainPage
from ui.shell.places import INNER, PLACES
from ui.shell.window import Window
from ui.style.look import Look


@pytest.fixture
def back_to_chinese(qapp: QApplication) -> Iterator[None]:
    yield
    load_translations(qapp, "")


def test_no_text_is_missing_stale_or_has_other_slots() -> None:
    """`make strings` and a translation in fengqiao_en.ts mend it."""
    assert strings.faults() == []


def test_the_compiled_catalogue_says_what_the_readable_one_says(qapp: QApplication, back_to_chinese: None) -> None:
    load_translations(qapp, "en")
    assert language() == "en"
    said = strings.translations()
    assert {words: tr(words) for words in said} == said
    load_translations(qapp, "")
    assert tr("工作台") == "工作台"


def test_what_is_extracted() -> None:
    text = 'A = (("x", "甲"),)\nB = re.compile("乙")\nC = {"丙": tr("丁")}\nprint(tr("戊{}").format("己"))\n'
    assert sorted(strings.sources(text)) == ["丁", "戊{}", "甲"]


def test_the_switch_in_the_settings_works_at_once(
    window: Window, page: MainPage, desk: WindowDesk, back_to_chinese: None
) -> None:
    page.go("settings")
    settle()
    press(page, "English")
    settle()
    again = window.page
    assert again is not None
    assert again.current == "settings"
    assert [b.accessibleName() for b in shown(again.nav, QToolButton)] == [
        strings.translations()[place.title] for place in PLACES
    ]
    assert says(again, "Users, journal, backups")
    assert desk.preference("language") == "en"
    press(again, "中文")
    settle()
    assert window.page is not None
    assert says(window.page, "用户、记录和备份")


def test_the_door_speaks_both(window: Window, back_to_chinese: None) -> None:
    press(window, "English")
    settle()
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    frame = [*(w.text() for w in shown(gate, QLabel)), *(w.text() for w in shown(gate, QPushButton))]
    assert [words for words in frame if strings.CHINESE.search(words)] == ["中文"]


@pytest.mark.parametrize("place", [place.key for place in PLACES])
def test_no_frame_stays_chinese(window: Window, page: MainPage, place: str, back_to_chinese: None) -> None:
    """Buttons of every place; what users typed and terms of the law stay as they are."""
    window.speak("en")
    settle()
    again = window.page
    assert again is not None
    screen = again.go(place)
    settle()
    kept = {"中文", "语言 Language"}
    chinese = [
        b.accessibleName()
        for b in shown(screen, QPushButton)
        if strings.CHINESE.search(b.text()) and not b.property("row") and b.text().strip() not in kept
    ]
    assert chinese == []


def test_english_words_fit(window: Window, page: MainPage, back_to_chinese: None) -> None:
    """Nothing is cut or covered on any place in English either, in the usual and in large text."""
    window.speak("en")
    faults = []
    for size in (12, 16):
        window.wear(Look(size))
        again = window.page
        assert again is not None
        for place in (*PLACES, *INNER):
            if place.key != "case":
                screen = again.go(place.key)
                settle()
                faults += [(size, place.key, fault) for fault in (*cut_texts(screen), *overlaps(screen))]
    assert faults == []
    assert (window.width(), window.height()) == (1366, 690)


def test_messages_of_rules_and_situations_are_said_in_english_with_their_names(
    qapp: QApplication, back_to_chinese: None
) -> None:
    rule = RuleViolation("R-524", "2026年10月没有办结的事。", way_out="月份请写成2026-10。")
    own = RuleViolation("R-902", "Please fill in “Name”.")
    assert said(rule) == "2026年10月没有办结的事。月份请写成2026-10。"
    load_translations(qapp, "en")
    assert said(rule) == "No case was closed in that month. Write the month as 2026-10. 2026年10月没有办结的事。"
    assert told(rule).endswith("（R-524）")
    assert said(own) == "Please fill in “Name”."  # what a screen says itself is English already
    coded = strings.errors()
    assert len(coded) > 300
    assert [code for code, english in coded.items() if tr(code) != english] == []
