"""Starts the window on a station and ends it cleanly. Called by the composition root with what the window needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import PySide6
from PySide6.QtWidgets import QApplication

from desktop.ops import ThreadRunner
from ui.desk import Desk
from ui.i18n import load_translations, tr
from ui.reporters import present
from ui.shell.window import Window
from ui.style.look import TEXT_SIZES, Look, wear

BAD_PAIR = "PySide6 6.12.0 与 Python 3.11 及更早版本一起用会中途退出，请安装 6.8.0.2。"


def run(desk: Desk, argv: Sequence[str]) -> int:
    """Show the window until it is closed; answers the exit code."""
    if PySide6.__version__.startswith("6.12.0") and sys.version_info < (3, 12):
        sys.stderr.write(BAD_PAIR + "\n")
        return 3
    prepare_input_methods()
    app = QApplication(list(argv[:1]) or ["fengqiao"])
    load_translations(app, desk.preference("language"))
    app.setApplicationDisplayName(tr("枫桥调解台"))
    wear(app, remembered_look(desk))
    runner = ThreadRunner()
    window = Window(app, desk, runner)
    sys.excepthook = lambda _kind, error, _trace: present(window, error)
    window.show()
    code = app.exec()
    sys.excepthook = sys.__excepthook__
    runner.submit("writer", desk.close)
    late = runner.close()
    return code if not late else 4


def remembered_look(desk: Desk) -> Look:
    """Text size and contrast as this computer's user left them."""
    size = desk.preference("text_size")
    known = int(size) if size.isdigit() and int(size) in TEXT_SIZES else TEXT_SIZES[0]
    return Look(known, desk.preference("high_contrast") == "1")


def prepare_input_methods() -> None:
    """The wheels bring no fcitx plugin; fcitx5 answers on the IBus portal when both variables are set."""
    if not sys.platform.startswith("linux"):
        return
    if "fcitx" in os.environ.get("QT_IM_MODULE", "") + os.environ.get("XMODIFIERS", ""):
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ.setdefault("IBUS_USE_PORTAL", "1")
