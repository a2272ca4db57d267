"""Figures of backup, restore and check: 20,000 cases with 1 GB of attachments, then 100 changed cases.

The medium is a folder on the same disk: what a slow stick adds is its writing speed, which is not ours to measure.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desktop.bench.bundles import change_cases, fill_station
from desktop.bench.figure import Figure, median_of, own_memory, seconds
from desktop.bootstrap.backup import BackupDone, run_backup
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.emergency import lock
from desktop.bootstrap.restore import restore
from desktop.bootstrap.station import Desk, NewStation, create_station
from desktop.bootstrap.verify import verify_desk
from desktop.bootstrap.verify_apart import verify_apart
from desktop.domain.case_view import Committee
from desktop.domain.errors import Cancelled
from desktop.domain.idle_lock import IdleLock, LockPolicy
from desktop.domain.read_models import CaseFilter
from desktop.ops import Progress, ThreadRunner
from desktop.services.keystore import Cost
from desktop.usecases.restoring import Opener

CASES, EVENTS, BLOBS = 20_000, 3, 10_000
_QUICK = Cost(1, 1024, 1)
_MOST = 40


def backup_figures(folder: Path, cases: int = CASES, events: int = EVENTS, blobs: int = BLOBS) -> Iterator[Figure]:
    """First backup, the next one, restore, check. `blobs`: attachments of 100 kB."""
    doors = Doors(cost=_QUICK, state=folder / "state")
    committee = Committee("云桥村人民调解委员会", "云桥", "990101001001", "站")
    new = NewStation("990101001001", "站", "周明", "bench", "bench", committee, practice=True)
    desk, _ = create_station(folder / "data", new, doors)
    stick = folder / "stick"
    with desk:
        ids = fill_station(desk, cases, events, blobs)
        wall, cpu = seconds(lambda: run_backup(desk, stick))
        size = (folder / "data" / "fengqiao.db").stat().st_size / 1e6
        told = f"{cases:,} cases, {size:.0f} MB and {blobs / 10:.0f} MB of attachments"
        yield Figure("backup_first", told, wall, 30, "s", f"same disk; CPU {cpu:.1f} s")
        change_cases(desk, ids[:100])
        done: list[BackupDone] = []
        wall, cpu = seconds(lambda: done.append(run_backup(desk, stick)))
        note = f"{done[0].copied / 1e6:.0f} MB written; CPU {cpu:.1f} s"
        yield Figure("backup_next", "after 100 changed cases", wall, 3, "s", note)
        wall, cpu = seconds(lambda: verify_desk(desk))
        yield Figure("verify", "the whole station, attachments decrypted", wall, 0, "s", f"CPU {cpu:.1f} s")
        yield from _beside_a_check(desk)
        wall, cpu = median_of(lambda: lock(desk, IdleLock(LockPolicy(), desk.doors.clock.now())), 5)
        yield Figure(
            "lock", "the lock key to nothing in sight but the lock", wall, 0.2, "s", f"CPU {cpu * 1000:.0f} ms"
        )
    wall, cpu = seconds(lambda: restore(done[0].path, folder / "restored", Opener("bench", "bench"), doors))
    yield Figure("restore", "into an empty folder, every page and file checked", wall, 40, "s", f"CPU {cpu:.1f} s")
    yield Figure("backup_memory", "greatest memory of the bench so far", own_memory(), 0, "MB")


def _beside_a_check(desk: Desk) -> Iterator[Figure]:
    """A list query alone, and while the whole station is checked in the background."""
    alone = _list_query(desk)
    yield Figure("list_query", "50 cases of the list, nothing else running", alone, 0, "ms")
    ended: list[object] = []
    runner, progress = ThreadRunner(), Progress()

    def check() -> None:
        with suppress(Cancelled):
            ended.append(verify_apart(desk, progress.report))

    runner.submit("pool", check)
    during: list[float] = []
    while not ended and len(during) < _MOST:
        during.append(_list_query(desk))
    progress.cancel()
    runner.close()
    slower = (statistics.median(during) / alone - 1) * 100
    yield Figure("list_query_checked", "slower while the station is checked", slower, 20, "%", f"{len(during)} rounds")


def _list_query(desk: Desk) -> float:
    """Median milliseconds of the case list's first page."""
    taken = []
    for _ in range(30):
        begin = time.perf_counter()
        ids = desk.queries.case_ids(desk.viewer, CaseFilter())
        desk.queries.case_rows(desk.viewer, list(ids)[:50])
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)
