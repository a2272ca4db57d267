"""Takes pictures of every screen of the window at 1366x768 in three text sizes, for the manual and for looking at them.

Builds an invented station in a temporary folder and writes PNG files into the folder given (default build/screenshots).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.bootstrap.window import WindowDesk
from desktop.domain.read_models import CaseFilter
from desktop.ops import InlineRunner
from tests.gui.sample_station import PASSPHRASE, doors, sample_station
from ui.i18n import load_translations
from ui.screens.case.case_page import TABS, CasePage
from ui.shell.gate import Gate
from ui.shell.main_page import MainPage
from ui.shell.places import PLACES
from ui.shell.window import Window
from ui.style.look import Look, wear

SIZE = (1366, 768)
TEXT_SIZES = (12, 14, 16)
Picture = Callable[[str], None]


def main() -> int:
    """Take all pictures; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--sizes", type=int, nargs="*", default=list(TEXT_SIZES))
    chosen = parser.parse_args()
    chosen.to.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    load_translations(app, "")
    with tempfile.TemporaryDirectory() as folder:
        for size in chosen.sizes:
            wear(app, Look(size))
            taken = all_screens(app, Path(folder) / str(size), chosen.to, size)
            print(f"{size} pt: {taken} pictures in {chosen.to}")
    return 0


def all_screens(app: QApplication, folder: Path, out: Path, size: int) -> int:
    """Every screen in one text size; answers how many."""
    folder.mkdir()
    taken: list[Path] = []

    def picture_of(window: Window) -> Picture:
        def take(name: str) -> None:
            settle()
            path = out / f"{size}-{len(taken):02d}-{name}.png"
            window.grab().save(str(path))
            taken.append(path)

        return take

    fresh = opened(app, WindowDesk(folder / "new", doors(folder)))
    picture_of(fresh)("set-up")
    gone(fresh)
    desk = sample_station(folder)
    window = opened(app, desk)
    take = picture_of(window)
    take("gate")
    walk(window, take)
    gone(window)
    desk.close()
    return len(taken)


def walk(window: Window, take: Picture) -> None:
    """Unlock, and go through every place and every tab of a case."""
    page = unlocked(window)
    for place in (*(p.key for p in PLACES), "quick"):
        page.go(place)
        take(place)
    leak, ditch = case_of(page, "周桂兰"), case_of(page, "江大海")
    for key, _words, _make in TABS:
        page.ways.to_case(leak, key)
        take(f"case-{key}")
    page.ways.to_case(ditch, "agreement")
    take("case-performance")
    page.ways.to_case(ditch, "steps")
    take("case-step")
    page.ways.to_case(leak, "session")
    writing(page, "session", take)
    writing(page, "agreement", take)
    window.lock()
    take("lock")


def unlocked(window: Window) -> MainPage:
    """The desk behind the door."""
    gate = cast("Gate", window.stack.currentWidget())
    gate.passphrase.line.setText(PASSPHRASE)
    gate.unlock()
    return cast("MainPage", window.page)


def writing(page: MainPage, tab: str, take: Picture) -> None:
    """The editor of a tab."""
    case = cast("CasePage", page.screens["case"])
    case.show_tab(tab)
    case.part(tab).open_with("")
    take(f"writing-{tab}")


def case_of(page: MainPage, name: str) -> str:
    """Id of the case in whose title a name stands."""
    found: list[str] = []
    op = page.core.query(lambda queries, viewer: queries.case_ids(viewer, CaseFilter(text=name)))
    op.on_success(found.extend).run(page)
    return found[0]


def opened(app: QApplication, desk: WindowDesk) -> Window:
    window = Window(app, desk, InlineRunner())
    window.resize(*SIZE)
    window.show()
    return window


def gone(window: Window) -> None:
    window.close()
    window.deleteLater()
    settle()


def settle() -> None:
    """Let Qt lay out and throw away what it was told to."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
