"""Rules that hold for every screen in every text size: nothing cut, nothing without a name, nothing untranslated."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from tests.gui.conftest import settle
from tests.gui.finding import press, shown
from ui.screens.case.case_page import TABS, CasePage
from ui.screens.case.session_tab import SessionTab
from ui.shell.main_page import MainPage
from ui.shell.places import INNER, PLACES
from ui.shell.window import Window
from ui.style.look import TEXT_SIZES, Look

INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QTableView, QListView)
ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u3400-\u9fff]")
OpenCase = Callable[[str, str], QWidget]


def go(page: MainPage, open_case: OpenCase, place: str) -> QWidget:
    """Show a place, a tab of a case, or a state of a tab."""
    if place.startswith("tab."):
        return open_case("周桂兰", place.removeprefix("tab."))
    if place == "step":
        case = open_case("何秀英", "steps")
    elif place == "filing":
        case = open_case("江大海", "papers")
        press(case, "装订卷宗")
    elif place == "copied":
        shown_case = open_case("江大海", "papers")
        assert isinstance(shown_case, CasePage)
        assert shown_case.case is not None
        case = page.go("copying", (shown_case.case.id, shown_case.case.view.title))
    elif place == "listed":
        case = page.go("lists")
        press(case, "做出来看")
    elif place == "writing":
        case = open_case("周桂兰", "session")
        assert isinstance(case, CasePage)
        case.part("session").open_with("")
    elif place in ("laws", "phrases", "reading"):
        case = at_the_table(open_case, place)
    elif place == "follow-up":
        case = page.go("schedule")
        press(case, "回访和履行")
    elif place == "petition":
        case = petition_page(page)
    elif place == "agreeing":
        case = open_case("周桂兰", "agreement")
        assert isinstance(case, CasePage)
        case.part("agreement").open_with("")
    else:
        case = page.go(place)
        if place == "activity":
            page.ways.to_place("activity", ("", "fenghua_night"))
    settle()
    return case


def at_the_table(open_case: OpenCase, place: str) -> QWidget:
    """The minutes with law, phrases or the large letters beside or over them."""
    case = open_case("何秀英", "record")
    assert isinstance(case, CasePage)
    tab = case.part("session")
    assert isinstance(tab, SessionTab)
    tab.editor.show_step(1)
    for words in ("今天谈停车的事，权利义务已经告知，双方同意由我们主持吗？", "同意。", "同意，车位的事要说清楚。"):
        tab.editor.turns.composer.setPlainText(words)
        tab.editor.turns.put_down()
    talk = tab.editor.talk
    {"laws": talk.show_laws, "phrases": talk.show_phrases, "reading": talk.read_back}[place]()
    return case


def petition_page(page: MainPage) -> QWidget:
    """A petition that was sorted, on its handling tab."""
    from tests.gui.test_petitions import petition, sort

    case = petition(page)
    sort(case)
    return case


TAB_NAMES = tuple(f"tab.{key}" for key, _words, _make in TABS)
SCREENS = (
    *(p.key for p in (*PLACES, *INNER) if p.key != "case"),
    *TAB_NAMES,
    "step",
    "writing",
    "agreeing",
    "laws",
    "phrases",
    "reading",
    "petition",
    "filing",
    "follow-up",
    "copied",
    "listed",
)


def cut_texts(page: QWidget) -> list[str]:
    """Buttons and one-line labels whose words do not fit, and widgets that lie outside their parent."""
    found = []
    for button in shown(page, QPushButton):
        needed = button.fontMetrics().horizontalAdvance(button.text()) + (
            button.iconSize().width() if not button.icon().isNull() else 0
        )
        if button.width() < needed and not button.property("row"):
            found.append(f"button {button.text()!r} {button.width()} < {needed}")
    for label in shown(page, QLabel):
        words = label.text()
        if words and not label.wordWrap() and label.sizePolicy().horizontalPolicy().name != "Ignored":
            needed = label.fontMetrics().horizontalAdvance(words)
            if label.width() < needed or label.height() < label.fontMetrics().height() - 2:
                found.append(f"label {words!r} {label.size()} needs {needed}")
    return found


def overlaps(page: QWidget) -> list[str]:
    """Siblings that are drawn over each other."""
    found = []
    for parent in [page, *shown(page, QWidget)]:
        if isinstance(parent, QScrollArea) or parent.layout() is None:
            continue
        children = [
            w for i in range(parent.layout().count()) if (w := parent.layout().itemAt(i).widget()) and w.isVisible()
        ]
        for place, one in enumerate(children):
            for other in children[place + 1 :]:
                if one.geometry().intersects(other.geometry()):
                    found.append(f"{type(one).__name__} over {type(other).__name__} in {type(parent).__name__}")
    return found


def sideways(page: QWidget) -> list[str]:
    """Scrolled pages wider than their window: what is at the right can be neither seen nor reached."""
    found = []
    for area in shown(page, QScrollArea):
        inside, room = area.widget(), area.viewport().width()
        reached = area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if inside is not None and inside.width() > room and not reached:
            wide = [
                f"{type(w).__name__} {w.accessibleName() or w.property('text')!r} {w.minimumSizeHint().width()}"
                for w in shown(inside, QWidget)
                if w.minimumSizeHint().width() > room
            ]
            found.append(f"{inside.width()} in {room}: {wide[-1:]}")
    return found


@pytest.mark.parametrize("place", SCREENS)
def test_a_screen_in_every_size(window: Window, page: MainPage, open_case: OpenCase, place: str) -> None:
    """Everything named; nothing cut or covered, and the window stays as large as the user made it."""
    screen = go(page, open_case, place)
    assert [*nameless(screen), *filled(screen)] == []
    for size in TEXT_SIZES:
        window.wear(Look(size))
        settle()
        faults = [*cut_texts(screen), *overlaps(screen), *small_buttons(screen), *sideways(screen)]
        assert (size, faults) == (size, [])
        assert (window.width(), window.height()) == (1366, 690)


def nameless(screen: QWidget) -> list[str]:
    """Inputs and buttons that a screen reader could not name."""
    return [
        f"{type(w).__name__} {w.objectName()} has no name"
        for kind in (*INPUTS, QPushButton)
        for w in shown(screen, kind)
        if not w.accessibleName() and not isinstance(w.parent(), QComboBox) and not w.objectName().startswith("qt_")
    ]


def filled(screen: QWidget) -> list[str]:
    """More than one filled button; the header of a case has its own beside that of a form."""
    found = [b.accessibleName() for b in shown(screen, QPushButton) if b.property("primary")]
    return found if len(found) > (2 if isinstance(screen, CasePage) else 1) else []


def small_buttons(screen: QWidget) -> list[str]:
    """Buttons that a trembling hand would miss."""
    return [b.accessibleName() for b in shown(screen, QPushButton) if b.height() < 36 and not b.property("link")]


def untranslated(text: str, name: str) -> list[str]:
    """Chinese text in a module of ui/ that does not go through tr(). Docstrings and data that tr() gets are fine."""
    tree = ast.parse(text)
    allowed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            allowed |= {id(n) for n in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            allowed.add(id(node.value))
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if all(isinstance(t, ast.Name) and t.id.isupper() for t in targets):
                allowed |= {id(n) for n in ast.walk(node)}  # tables whose words go through tr() where they are shown
        if isinstance(node, ast.Dict | ast.Compare):
            allowed |= {id(n) for n in ast.walk(node) if isinstance(n, ast.Constant)}
    return [
        f"{name}:{node.lineno} {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and id(node) not in allowed
    ]


def test_all_words_go_through_translation() -> None:
    modules = sorted((ROOT / "ui").rglob("*.py"))
    found = [fault for path in modules for fault in untranslated(path.read_text("utf-8"), path.name)]
    assert found == []


def test_untranslated_words_are_seen() -> None:
    text = '"""中文"""\nTABLE = {"a": "甲"}\nprint("漏掉的")\nprint(tr("好的"))\n'
    assert [fault.split()[-1] for fault in untranslated(text, "x.py")] == ["'漏掉的'"]
