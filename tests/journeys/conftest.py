"""A real window on real threads, with a county beside it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.window import WindowDesk
from desktop.ops import ThreadRunner
from tests.gui.sample_station import NOW, PASSPHRASE, doors, sample_station
from tests.journeys.hands import Hands
from ui import reporters
from ui.shell import paper_printing
from ui.shell.window import Window
from ui.style.look import Look, wear


class Scene(Struct):
    """Everything a story needs. `printed`: the file that stands for the printer."""

    hands: Hands
    window: Window
    desk: WindowDesk
    county: Path
    invitation: Path
    stick: Path
    printed: Path
    told: list[reporters.Message]


@pytest.fixture
def nobody_asks_the_database_on_the_screens_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every connection the window's station uses tells when it is used on the main thread."""
    from sqlalchemy import Engine, event

    faults: list[str] = []

    def look(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        if threading.current_thread() is threading.main_thread():
            faults.append(statement[:80])

    event.listen(Engine, "before_cursor_execute", look)
    yield faults
    event.remove(Engine, "before_cursor_execute", look)


@pytest.fixture
def scene(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    """A computer on its first day, and a county that has invited it."""
    wear(qapp, Look())
    county_doors = doors(tmp_path / "county-side", NOW - timedelta(days=1))
    new = NewCounty(code="990000", name="示范县", user="县管理员", login="county", passphrase="county-pass-9")
    county, _words, _escrow = create_county(tmp_path / "county", new, county_doors)
    with county:
        invitation, _digits = enrol(county, "YQ01", "云桥村调解站", tmp_path / "invitation")
    stick, printed = tmp_path / "stick", tmp_path / "printed.pdf"
    stick.mkdir()
    recording = reporters.RecordingReporter()
    before = reporters.use(recording)
    paper_printing.print_into(str(printed))
    desk = WindowDesk(tmp_path / "station", doors(tmp_path / "station-side", NOW))
    runner = ThreadRunner()
    window = Window(qapp, desk, runner)
    window.resize(1366, 690)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield Scene(Hands(qtbot, window), window, desk, tmp_path / "county", invitation, stick, printed, recording.messages)
    window.close()
    runner.submit("writer", desk.close)
    assert runner.close() == ()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    paper_printing.print_into("")
    reporters.use(before)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station in the middle of its work, made once."""
    folder = tmp_path_factory.mktemp("sample")
    sample_station(folder)
    return folder


@pytest.fixture
def day(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    sample: Path,
    nobody_asks_the_database_on_the_screens_thread: list[str],
) -> Iterator[Scene]:
    """An ordinary day at that station: the window is unlocked and shows the workbench; no screen waits for a query."""
    nobody_asks_the_database_on_the_screens_thread.clear()
    wear(qapp, Look())
    shutil.copytree(sample, tmp_path / "copy")
    stick, printed = tmp_path / "stick", tmp_path / "printed.pdf"
    stick.mkdir()
    recording = reporters.RecordingReporter()
    before = reporters.use(recording)
    paper_printing.print_into(str(printed))
    desk = WindowDesk(tmp_path / "copy" / "station", doors(tmp_path / "copy", NOW))
    runner = ThreadRunner()
    window = Window(qapp, desk, runner)
    window.resize(1366, 690)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hands = Hands(qtbot, window)
    hands.into("口令", PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: window.page is not None and hands.reads("要办的事"))
    yield Scene(hands, window, desk, tmp_path, tmp_path, stick, printed, recording.messages)
    assert nobody_asks_the_database_on_the_screens_thread == []
    window.close()
    runner.submit("writer", desk.close)
    assert runner.close() == ()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    paper_printing.print_into("")
    reporters.use(before)
    wear(qapp, Look())
