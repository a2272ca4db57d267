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
from tests.gui.sample_county import busy_county
from tests.gui.sample_station import PASSPHRASE, doors, full_station
from ui.i18n import load_translations
from ui.screens.case.case_page import TABS, CasePage
from ui.screens.county.stations import Stations
from ui.screens.papers.month_files import MonthFiles
from ui.screens.sealed.sealed import Sealed
from ui.screens.users.users import Users
from ui.shell.gate import Gate
from ui.shell.main_page import MainPage
from ui.shell.places import INNER, PLACES
from ui.shell.window import Window
from ui.style.look import Look, wear

SIZE = (1366, 768)
TEXT_SIZES = (12, 14, 16)
Picture = Callable[[str], None]

BESIDE = {"activity": ("activities", "open"), "copying": ("papers", "copying")}


def main() -> int:
    """Take all pictures; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--sizes", type=int, nargs="*", default=list(TEXT_SIZES))
    parser.add_argument("--language", choices=["", "en"], default="")
    parser.add_argument("--plain-names", action="store_true", help="names without size and number, for the manual")
    chosen = parser.parse_args()
    chosen.to.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    load_translations(app, chosen.language)
    with tempfile.TemporaryDirectory() as folder:
        for size in chosen.sizes:
            wear(app, Look(size))
            front = "" if chosen.plain_names else f"{size}{chosen.language}-"
            taken = all_screens(app, Path(folder) / str(size), chosen.to, front)
            print(f"{size} pt: {taken} pictures in {chosen.to}")
    return 0


def all_screens(app: QApplication, folder: Path, out: Path, front: str) -> int:
    """Every screen in one text size; answers how many. `front`: what file names begin with, "" for the name alone."""
    folder.mkdir()
    taken: list[Path] = []

    def picture_of(window: Window) -> Picture:
        def take(name: str) -> None:
            settle()
            path = out / (f"{front}{len(taken):02d}-{name}.png" if front else f"{name}.png")
            window.grab().save(str(path))
            taken.append(path)

        return take

    fresh = opened(app, WindowDesk(folder / "new", doors(folder)))
    picture_of(fresh)("set-up")
    gone(fresh)
    desk = full_station(folder)
    window = opened(app, desk)
    take = picture_of(window)
    take("gate")
    walk(window, take)
    gone(window)
    desk.close()
    county = opened(app, busy_county(folder / "busy", folder / "STICK"))
    stations(county, picture_of(county), folder / "STICK")
    gone(county)
    return len(taken)


def stations(window: Window, take: Picture, stick: Path) -> None:
    """The county's place for sticks."""
    screen = cast("Stations", unlocked(window).go("sync"))
    screen.place.set_folder(stick)
    settle()
    take("stations")


def walk(window: Window, take: Picture) -> None:
    """Unlock, and go through every place and every tab of a case."""
    page = unlocked(window)
    for place in (*PLACES, *INNER):
        if place.key not in ("case", "sealed"):
            page.go(place.key)
            if place.key == "month_files":
                this_month(cast("MonthFiles", page.screens[place.key]))
            if place.key in BESIDE:
                pressed(page, place.key)
            take(place.key)
    around_users(page, take)
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
    uncovered(window)
    window.show_wipe()
    take("wipe")
    uncovered(window)
    window.show_restore("YQ01")
    take("restore")


def this_month(screen: MonthFiles) -> None:
    """The files of the month that is not over yet: there are some."""
    screen.month.set_value(screen.today().isoformat()[:7])
    screen.reload()


def pressed(page: MainPage, place: str) -> None:
    """A screen that shows what was chosen elsewhere, reached by the button there."""
    where, name = BESIDE[place]
    screen = page.go(where)
    settle()
    getattr(screen, name).click()


def around_users(page: MainPage, take: Picture) -> None:
    """One user, and an invented accusation."""
    users = cast("Users", page.go("users"))
    settle()
    users.show_user(users._users[0])
    take("users-one")
    sealed = cast("Sealed", page.go("sealed"))
    sealed.new.clear()
    sealed.new.form.fill({"accused": "钱某", "content": "在村里的工程里收好处。", "anonymous": True})
    sealed.new.register()
    take("sealed")


def uncovered(window: Window) -> None:
    """Take away what lies over the desk, as the right passphrase does."""
    while window._covered:
        window._uncover()


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
