"""What every test gets without asking: no screen, its own state folder, and a look at what it left behind.

Must not hold fixtures of one area; those live beside their tests.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.postgres"]

# No deadlines: a slow machine is not a wrong program. No database: a run must not depend on an earlier one.
settings.register_profile("ci", deadline=None, database=None, max_examples=60, print_blob=True)
settings.register_profile(
    "soak", deadline=None, database=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """A long run says how many faults of the file system it has played."""
    if config.getoption("markexpr") == "soak":
        from tests.faults import HITS

        for kind, count in sorted(HITS.items()):
            terminalreporter.write_line(f"fault {kind:18}{count:>10}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys begin first: the longest file shall not be the last one that a run on two cores waits for."""
    items.sort(key=lambda item: "tests/journeys/" not in item.nodeid)


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The anchor outside the database (FENGQIAO_STATE) never leaks from one test, or this user's home, into another."""
    before = os.environ.get("FENGQIAO_STATE")
    os.environ["FENGQIAO_STATE"] = str(tmp_path_factory.mktemp("state"))
    yield
    if before is None:
        del os.environ["FENGQIAO_STATE"]
    else:
        os.environ["FENGQIAO_STATE"] = before


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log is a finding. A test that plays a fault says so with `expects_log_warnings`."""
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.told and request.node.get_closest_marker("expects_log_warnings") is None:
        pytest.fail("the log has unexpected warnings:\n" + "\n".join(handler.told), pytrace=False)


@pytest.fixture(autouse=True, scope="module")
def _settled_heap() -> Iterator[None]:
    """What outlives a file (tables, fonts, procedures) is not walked again by every collection after it."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_survives(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails when a thread, an executor or a window outlives its test."""
    threads = set(threading.enumerate())
    windows = {id(w) for w in _root_windows()}
    yield
    left = [f"thread {t.name}" for t in threading.enumerate() if t not in threads and not _is_foreign(t)]
    if {"qapp", "qtbot"} & set(request.fixturenames):
        left += [f"window {type(w).__name__}" for w in _left_windows(windows)]
        left += [f"QThread {t}" for t in _running_qthreads()]
    if left:
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)


def _is_foreign(thread: threading.Thread) -> bool:
    """Python names a thread that it did not start (a running QThread) "Dummy-n" and never forgets it."""
    return isinstance(thread, threading._DummyThread)


def _root_windows() -> list[QWidget]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or not isinstance(widgets.QApplication.instance(), widgets.QApplication):
        return []
    return [w for w in widgets.QApplication.topLevelWidgets() if w.parent() is None]


def _left_windows(before: set[int]) -> list[QWidget]:
    """Root windows that are new since `before`, after Qt and Python have thrown away what they can; closed here."""
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [w for w in _root_windows() if id(w) not in before]
    for window in left:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return left


def _running_qthreads() -> list[str]:
    import shiboken6
    from PySide6.QtCore import QThread, QThreadPool

    main = QThread.currentThread()
    running = [
        t.objectName() or "unnamed"
        for t in gc.get_objects()
        if isinstance(t, QThread) and shiboken6.isValid(t) and t is not main and t.isRunning()
    ]
    if QThreadPool.globalInstance().activeThreadCount():
        running.append("global pool")
    return running
