"""What a screen reader, a keyboard and weak eyes meet: names and roles, no double click, high contrast, any scale."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from tests.gui.conftest import settle
from tests.gui.finding import shown
from tests.gui.test_every_screen import SCREENS, cut_texts, go, overlaps
from ui.shell.main_page import MainPage
from ui.shell.window import Window
from ui.style.look import TEXT_SIZES, Look
from ui.style.palette import contrast
from ui.style.tables import Table

OpenCase = Callable[[str, str], QWidget]
ROOT = Path(__file__).parents[2]
# Tables without a button that opens the chosen row: one click or Enter opens it.
ROLES = {
    QLineEdit: QAccessible.Role.EditableText,
    QPlainTextEdit: QAccessible.Role.EditableText,
    QComboBox: QAccessible.Role.ComboBox,
}


def below(found: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The tree as a screen reader walks it; only what is seen."""
    for place in range(found.childCount()):
        child = found.child(place)
        if child is not None and child.isValid() and not getattr(child.state(), "invisible", 0):
            yield child
            yield from below(child)


@pytest.mark.parametrize("place", SCREENS)
def test_a_screen_reader_finds_every_input_by_name(page: MainPage, open_case: OpenCase, place: str) -> None:
    screen = go(page, open_case, place)
    root = QAccessible.queryAccessibleInterface(screen)
    assert root is not None
    read: dict[int, QAccessibleInterface] = {}
    for one in below(root):
        widget = one.object()
        if isinstance(widget, QWidget):
            read[id(widget)] = one
    for kind, role in ROLES.items():
        for widget in shown(screen, kind):
            if isinstance(widget.parent(), QComboBox) or widget.objectName().startswith("qt_"):
                continue
            one = read.get(id(widget)) or QAccessible.queryAccessibleInterface(widget)
            assert one is not None
            assert one.role() == role, (place, type(widget).__name__)
            assert one.text(QAccessible.Text.Name), (place, type(widget).__name__)
    for button in shown(screen, QPushButton):
        one = QAccessible.queryAccessibleInterface(button)
        assert one is not None
        assert one.text(QAccessible.Text.Name), (place, button.text())


def heard(table: Table, signal: str) -> int:
    """How many listen to a signal of a table."""
    return table.receivers(SIGNAL(signal))  # type: ignore[arg-type]  # a text at run time, whatever the stub says


@pytest.mark.parametrize("place", SCREENS)
def test_nothing_needs_a_double_click(page: MainPage, open_case: OpenCase, place: str) -> None:
    """Beside a table that opens its rows stands a button that does the same, or one click does."""
    screen = go(page, open_case, place)
    for table in shown(screen, Table):
        if not heard(table, "opened(int)"):
            continue
        one_click = heard(table, "clicked(QModelIndex)") > 0
        buttons: list[QAbstractButton] = list(screen.findChildren(QAbstractButton))
        opens = [made for made in buttons if any(words in made.text() for words in ("打开", "改这句"))]
        assert one_click or opens, (place, table.accessibleName())


def test_a_table_that_opens_its_rows_is_seen(page: MainPage) -> None:
    (table,) = shown(page.go("cases"), Table)
    assert heard(table, "opened(int)") == 1
    assert heard(table, "clicked(QModelIndex)") == 0


@pytest.mark.parametrize("place", ["workbench", "cases", "petitions", "tab.handling", "writing", "step"])
def test_high_contrast_fits_and_stands_out(window: Window, page: MainPage, open_case: OpenCase, place: str) -> None:
    screen = go(page, open_case, place)
    for size in TEXT_SIZES:
        window.wear(Look(size, high_contrast=True))
        settle()
        assert (size, [*cut_texts(screen), *overlaps(screen)]) == (size, [])
    for label in shown(screen, QLabel):
        ink = label.palette().color(label.foregroundRole())
        if label.text() and label.pixmap().isNull():
            assert contrast(ink.name(), QColor("#FFFFFF").name()) >= 4.5, label.text()
    window.wear(Look())


@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_a_screen_of_any_scale_holds_the_window(scale: str) -> None:
    """What 125 %, 150 % and 200 % leave of a full-HD or 4K screen is the same window; nothing is cut in it."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/gui/test_every_screen.py", "-k", "workbench or intake or handling",
         "-p", "no:randomly"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
