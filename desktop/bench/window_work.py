"""Child of the bench: works in the window on a station of many cases and prints what a user waits for.

argv: folder, then `day` or `lists`. Prints one line. Of `day`: ms from passphrase to workbench, ms to open a case
(median), ms from a key to its paint in the minutes (p95), ms of one scroll step of the list (p95), MB of the window
afterwards. Of `lists`: ms to the workbench, ms until the list of mediations and that of petitions are there, MB.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.screens.case.case_page import CasePage
    from ui.screens.cases.case_list import CaseList
    from ui.screens.cases.list_page import ListPage
    from ui.shell.main_page import MainPage
    from ui.shell.window import Window

OPENED, KEYS, STEPS = 12, 120, 120
TYPING = 1500
"""ms from the door's first paint to Enter: nobody types a passphrase faster. The program gets ready meanwhile."""


def main(folder: Path, what: str) -> None:
    """Unlock, then a day's work or the lists alone; as `ui.app.run` sets it up."""
    from PySide6.QtWidgets import QApplication

    from desktop.bootstrap.window import WindowDesk
    from desktop.ops import ThreadRunner
    from ui.app import remembered_look
    from ui.i18n import load_translations
    from ui.shell.window import Window
    from ui.style.look import wear

    desk = WindowDesk(folder)
    app = QApplication(["bench"])
    load_translations(app, "")
    wear(app, remembered_look(desk))
    runner = ThreadRunner()
    window = Window(app, desk, runner)
    window.resize(1366, 690)
    window.show()
    app.processEvents()
    work = _Work(app, window)
    figures = [work.unlock()]
    if what == "lists":
        figures += [work.open_list("cases"), work.open_list("petitions")]
    else:
        figures += [work.open_cases(), work.write(), work.scroll()]
    from desktop.bench.figure import own_memory

    print(*figures, own_memory(), flush=True)
    if what == "lists":
        os._exit(0)  # the folder is thrown away: its backup at the end of the day would copy ten gigabytes
    runner.submit("writer", desk.close)
    runner.close()


class _Work:
    """A user's hands and a stop-watch."""

    def __init__(self, app: QApplication, window: Window) -> None:
        self._app = app
        self._window = window

    @property
    def _page(self) -> MainPage:
        return cast("MainPage", self._window.page)

    def _until(self, so: Callable[[], object]) -> float:
        """Let the window live until it is so; answers the milliseconds."""
        from PySide6.QtCore import QEventLoop, QTimer

        begin = time.perf_counter()
        waking = QTimer()
        waking.start(1)  # looks again soon, and sleeps in between: a busy loop would hold up the workers
        while not so():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._window.repaint()
        return (time.perf_counter() - begin) * 1000

    def unlock(self) -> float:
        gate: Any = self._window.stack.currentWidget()
        gate.passphrase.line.setText("demo")
        begin = time.perf_counter()
        self._until(lambda: (time.perf_counter() - begin) * 1000 > TYPING)
        begin = time.perf_counter()
        gate.unlock()
        self._until(lambda: self._window.page is not None and self._bench_filled())
        return (time.perf_counter() - begin) * 1000

    def _bench_filled(self) -> bool:
        bench: Any = self._page.screens.get("workbench")
        return bench is not None and bool(bench.day.text())

    def _list(self) -> CaseList:
        listed = cast("CaseList", self._page.go("cases"))
        self._until(lambda: listed.model.rowCount() > OPENED and listed.model.row_at(OPENED) is not None)
        return listed

    def open_list(self, place: str) -> float:
        """A list that is opened for the first time, built and filled."""
        begin = time.perf_counter()
        listed = cast("ListPage", self._page.go(place))
        self._until(lambda: listed.model.rowCount() > 0 and listed.model.row_at(0) is not None)
        return (time.perf_counter() - begin) * 1000

    def open_cases(self) -> float:
        """Median over different cases; the first one, which builds the page, does not count."""
        model = self._list().model
        ids = [row.id for number in range(OPENED) if (row := model.row_at(number)) is not None]
        taken = []
        for case_id in ids:
            self._page.ways.to_case(case_id)
            taken.append(self._until(partial(self._shows, case_id)))
        return statistics.median(taken[1:])

    def _shows(self, case_id: str) -> bool:
        page = cast("CasePage", self._page.screens["case"])
        return page.case is not None and page.case.id == case_id

    def write(self) -> float:
        """Keys in the minutes of a case, each until it is painted."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        first = self._list().model.row_at(0)
        assert first is not None  # noqa: S101 - `_list` waits for it
        open_one = first.id
        self._page.ways.to_case(open_one, "record")
        page = cast("CasePage", self._page.screens["case"])
        self._until(partial(self._shows, open_one))
        editor: Any = page.part("session")
        editor.open_with("")
        editor.editor.show_step(1)
        composer = editor.editor.turns.composer
        for number in range(40):
            composer.setPlainText(f"第{number}句，双方说了说当时的情况，愿意各让一步。")
            editor.editor.turns.put_down()
        self._until(lambda: True)
        taken = []
        for number in range(KEYS):
            letter = chr(ord("a") + number % 26)
            begin = time.perf_counter()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self._app.sendEvent(composer, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
            composer.viewport().repaint()
            taken.append((time.perf_counter() - begin) * 1000)
            self._app.processEvents()
        return statistics.quantiles(taken, n=20)[-1]

    def scroll(self) -> float:
        """Steps of the wheel through the list of cases, each until it is painted."""
        listed = self._list()
        bar = listed.table.verticalScrollBar()
        taken = []
        for number in range(STEPS):
            begin = time.perf_counter()
            bar.setValue(number * 120)
            listed.table.viewport().repaint()
            taken.append((time.perf_counter() - begin) * 1000)
            self._app.processEvents()
        return statistics.quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
