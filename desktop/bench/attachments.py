"""Memory with attachments of the largest size: every step in a process of its own, which prints what it needed.

python -m desktop.bench.attachments FOLDER CASE STEP
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from desktop.bench.bundles import fill_station, pair
from desktop.bench.figure import Figure, child, own_memory
from desktop.bootstrap.backup import run_backup
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.exchange import export
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.restore import restore
from desktop.bootstrap.station import Desk, open_station
from desktop.bootstrap.verify import verify_desk
from desktop.bootstrap.window import ChosenFiles
from desktop.domain.errors import Situation
from desktop.services.keystore import Cost
from desktop.services.seams import Dice, SystemFs
from desktop.usecases.attach_file import LARGEST, AttachFile, attach_file
from desktop.usecases.restoring import Opener

MANY: Final = 3
_MB: Final = 1 << 20


def attachment_figures(folder: Path) -> Iterator[Figure]:
    """Attachments of 200 MB on their way through a station, bundles, a county and a backup."""
    county, station, _stick = pair(folder, "")
    (case,) = fill_station(station, 1, 2, 0)
    county.close()
    station.close()
    for number in range(2 * MANY):
        _film(folder, number)
    for step, (what, _work) in _STEPS.items():
        _, printed = child(["-m", "desktop.bench.attachments", str(folder), case, step], dict(os.environ), 1)
        own, others = (float(part) for part in printed.split())
        note = f"{MANY} of 200 MB, a process of its own" + (f"; the one it started {others:.0f} MB" if others else "")
        yield Figure(f"attachments_{step}", what, own, 200, "MB", note)


def _film(folder: Path, number: int) -> None:
    dice = Dice(number)
    with SystemFs().open_write(folder / f"film{number}.mp4") as file:
        for _ in range(LARGEST // _MB):
            file.write(dice.bytes(_MB))


def _attach(desk: Desk, folder: Path, case: str) -> None:
    """Three files that no earlier call has taken."""
    begin = len(desk.queries.case_view(desk.viewer, case).state.attachments)
    for number in range(begin, begin + MANY):
        name = f"film{number}.mp4"
        with ChosenFiles(SystemFs()).open(folder / name, LARGEST) as file, desk.uow(desk.viewer) as uow:
            attach_file(AttachFile(case, name, "file", "video/mp4", file), uow)
            uow.commit()


def _keep(desk: Desk, folder: Path, case: str) -> None:
    """Copied out of the case again."""
    stored = desk.queries.case_view(desk.viewer, case).state.attachments[0]
    pieces = desk.queries.attachment_file(desk.viewer, case, stored.content_hash).pieces()
    ChosenFiles(SystemFs()).write(folder / "copy.mp4", pieces)


def _look(desk: Desk, _folder: Path, case: str) -> None:
    """What the window does to show one; the helper finds that it is no picture."""
    stored = desk.queries.case_view(desk.viewer, case).state.attachments[0]
    with suppress(Situation):
        desk.foreign.look(desk.queries.attachment_file(desk.viewer, case, stored.content_hash))


def _restore(_desk: Desk, folder: Path, _case: str) -> None:
    (backup,) = (folder / "backup").rglob("*.fqbackup")
    restore(backup, folder / "restored", Opener("bench", "bench"), _doors(folder))


_STEPS: Final[dict[str, tuple[str, Callable[[Desk, Path, str], object]]]] = {
    "attach": ("attached from files", _attach),
    "keep": ("one copied out", _keep),
    "look": ("one given to the process that shows it", _look),
    "export": ("written into a bundle", lambda desk, folder, _case: export(desk, folder / "stick")),
    "import": ("taken in, opened here", lambda desk, folder, _case: take_inbox(desk, folder / "stick", workers=0)),
    "attach_more": ("three more attached", _attach),
    "export_more": ("written into a bundle", lambda desk, folder, _case: export(desk, folder / "stick")),
    "import_apart": (
        "taken in, opened apart",
        lambda desk, folder, _case: take_inbox(desk, folder / "stick", workers=1),
    ),
    "verify": ("the station checked", lambda desk, _folder, _case: verify_desk(desk)),
    "backup": ("the station backed up", lambda desk, folder, _case: run_backup(desk, folder / "backup")),
    "restore": ("and restored", _restore),
}


def _doors(folder: Path) -> Doors:
    return Doors(cost=Cost(1, 1024, 1), state=folder / "state")


def _one(folder: Path, case: str, step: str) -> None:
    """Do one step and print the greatest memory of this process and of its children, MB."""
    at, login = ("county", "admin") if step.startswith("import") else ("station", "bench")
    with open_station(folder / at, login, "bench", _doors(folder)) as desk:
        _STEPS[step][1](desk, folder, case)
    print(own_memory(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


if __name__ == "__main__":
    _one(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
