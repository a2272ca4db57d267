"""A window on a real station for tests of one screen; operations run inline, messages are recorded."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.bootstrap.window import WindowDesk
from desktop.domain.read_models import CaseFilter
from desktop.ops import InlineRunner
from tests.gui.sample_station import NOW, PASSPHRASE, doors, sample_station
from ui import reporters
from ui.shell.gate import Gate
from ui.shell.main_page import MainPage
from ui.shell.window import Window
from ui.style.look import Look, wear


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample station, made once."""
    folder = tmp_path_factory.mktemp("template")
    sample_station(folder)
    return folder


@pytest.fixture
def desk(template: Path, tmp_path: Path) -> WindowDesk:
    """A copy of the sample station for this test."""
    shutil.copytree(template, tmp_path / "copy")
    return WindowDesk(tmp_path / "copy" / "station", doors(tmp_path / "copy", NOW))


@pytest.fixture
def told() -> Iterator[list[reporters.Message]]:
    """What the user was told in message boxes."""
    recording = reporters.RecordingReporter()
    before = reporters.use(recording)
    yield recording.messages
    reporters.use(before)


@pytest.fixture
def plain_look(qapp: QApplication) -> Iterator[None]:
    """Every test begins with the smallest text and the calm colours."""
    wear(qapp, Look())
    yield
    wear(qapp, Look())


@pytest.fixture
def window(qapp: QApplication, desk: WindowDesk, told: list[reporters.Message], plain_look: None) -> Iterator[Window]:
    """The locked window; nothing may be told in a box unless the test looks at it."""
    made = Window(qapp, desk, InlineRunner())
    made.resize(1366, 690)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    settle()
    desk.close()


@pytest.fixture
def page(window: Window) -> MainPage:
    """The unlocked window at the workbench."""
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    gate.passphrase.line.setText(PASSPHRASE)
    gate.unlock()
    settle()
    assert window.page is not None
    return window.page


@pytest.fixture
def open_case(page: MainPage) -> Callable[[str, str], QWidget]:
    """Opens the case in whose title a name stands, on a tab."""

    def go(name: str, tab: str = "") -> QWidget:
        rows = page.core._queries.case_rows(
            page.core.viewer, page.core._queries.case_ids(page.core.viewer, CaseFilter())
        )
        case_id = next(row.id for row in rows if name in row.title)
        page.ways.to_case(case_id, tab)
        settle()
        return page.screens["case"]

    return go


def settle() -> None:
    """Let Qt lay out and throw away what it was told to."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
