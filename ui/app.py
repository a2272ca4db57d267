"""Starts the window on a station and ends it cleanly. Called by the composition root with what the window needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import PySide6
from PySide6.QtWidgets import QApplication

from desktop.ops import ThreadRunner
from ui.desk import Desk
from ui.i18n import load_translations, tr
from ui.reporters import present
from ui.shell.window import Window
from ui.style.look import TEXT_SIZES, Look, wear

_NAMED: Final = ("XMODIFIERS", "GTK_IM_MODULE", "INPUT_METHOD")
_PORTAL: Final = "org.freedesktop.portal.IBus"
BAD_PAIR = "PySide6 6.12.0 与 Python 3.11 及更早版本一起用会中途退出，请安装 6.8.0.2。"


def run(desk: Desk, argv: Sequence[str]) -> int:
    """Show the window until it is closed; answers the exit code."""
    if PySide6.__version__.startswith("6.12.0") and sys.version_info < (3, 12):
        sys.stderr.write(BAD_PAIR + "\n")
        return 3
    if sys.platform.startswith("linux"):
        os.environ.update(input_method(os.environ, answers_as_ibus))
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


def input_method(environment: Mapping[str, str], answers: Callable[[], bool]) -> dict[str, str]:
    """What to set so that Chinese can be typed: the wheels bring Qt's plugin for IBus and none for fcitx.

    fcitx5 answers on the IBus portal when both variables are set. Where the desktop names no input method, whoever
    `answers` as IBus on the session bus is taken. A user's own choice of anything else stays.
    """
    own = environment.get("QT_IM_MODULE", "")
    named = " ".join(environment.get(name, "") for name in _NAMED)
    if "fcitx" in own or (not own and "fcitx" in named):
        return {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": environment.get("IBUS_USE_PORTAL", "1")}
    if own:
        return {}
    if "ibus" in named:
        return {"QT_IM_MODULE": "ibus"}
    return {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"} if not named.strip() and answers() else {}


def answers_as_ibus() -> bool:
    """Whether fcitx5 or IBus runs in this session."""
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus()
    return bus.isConnected() and bool(bus.interface().isServiceRegistered(_PORTAL).value())
