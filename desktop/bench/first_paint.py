"""Child of the bench: opens the window on a practice station and ends. argv: folder, then `gate` or `desk`.

`gate`: ends at the first paint of the unlock screen. `desk`: unlocks, waits for the workbench, prints ms and MB.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget


def main(folder: Path, upto: str) -> None:
    """Show the window as `ui.app.run` does, up to the asked moment."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLineEdit

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
    window.show()
    app.processEvents()
    window.repaint()
    if upto == "desk":
        begin = time.perf_counter()
        fields = cast("list[QLineEdit]", window.findChildren(QLineEdit))
        field = next(f for f in fields if f.echoMode() == QLineEdit.EchoMode.Password)
        field.setText("demo")
        field.returnPressed.emit()
        timer = QTimer()
        timer.timeout.connect(lambda: _when_there(window, begin, app))
        timer.start(2)
        app.exec()
    runner.submit("writer", desk.close)
    runner.close()


def _when_there(window: QWidget, begin: float, app: QApplication) -> None:
    from PySide6.QtWidgets import QLineEdit

    fields = cast("list[QLineEdit]", window.findChildren(QLineEdit))
    waiting = [f for f in fields if f.echoMode() == QLineEdit.EchoMode.Password]
    if any(f.isVisible() for f in waiting):
        return
    from desktop.bench.figure import own_memory

    print((time.perf_counter() - begin) * 1000, own_memory())
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
