"""Figures of backup, restore and check: 20,000 cases with 1 GB of attachments, then 100 changed cases.

The medium is a folder on the same disk: what a slow stick adds is its writing speed, which is not ours to measure.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from desktop.bench.bundles import change_cases, fill_station
from desktop.bench.figure import Figure, own_memory, seconds
from desktop.bootstrap.backup import BackupDone, run_backup
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.restore import restore
from desktop.bootstrap.station import Desk, NewStation, create_station
from desktop.bootstrap.verify import verify_desk
from desktop.domain.case_view import Committee
from desktop.domain.read_models import CaseFilter
from desktop.services.keystore import Cost
from desktop.usecases.restoring import Opener

CASES, EVENTS, BLOBS = 20_000, 3, 10_000
_QUICK = Cost(1, 1024, 1)


def backup_figures(folder: Path, cases: int = CASES, events: int = EVENTS, blobs: int = BLOBS) -> Iterator[Figure]:
    """First backup, the next one, restore, check. `blobs`: attachments of 100 kB."""
    doors = Doors(cost=_QUICK, state=folder / "state")
    committee = Committee("云桥村人民调解委员会", "云桥", "990101001001", "站")
    new = NewStation("990101001001", "站", "周明", "bench", "bench", committee, practice=True)
    desk, _ = create_station(folder / "data", new, doors)
    stick = folder / "stick"
    with desk:
        ids = fill_station(desk, cases, events, blobs)
        wall, _ = seconds(lambda: run_backup(desk, stick))
        size = (folder / "data" / "fengqiao.db").stat().st_size / 1e6
        told = f"{cases:,} cases, {size:.0f} MB and {blobs / 10:.0f} MB of attachments"
        yield Figure("backup_first", told, wall, 30, "s", "same disk")
        change_cases(desk, ids[:100])
        done: list[BackupDone] = []
        wall, _ = seconds(lambda: done.append(run_backup(desk, stick)))
        yield Figure("backup_next", "after 100 changed cases", wall, 3, "s", f"{done[0].copied / 1e6:.0f} MB written")
        wall, _ = seconds(lambda: verify_desk(desk))
        yield Figure("verify", "the whole station, attachments decrypted", wall, 0, "s")
        yield Figure("list_query", "50 cases of the list, nothing else running", _list_query(desk), 0, "ms")
    wall, _ = seconds(lambda: restore(done[0].path, folder / "restored", Opener("bench", "bench"), doors))
    yield Figure("restore", "into an empty folder, every page and attachment checked", wall, 40, "s", "same disk")
    yield Figure("backup_memory", "greatest memory of the bench so far", own_memory(), 0, "MB")


def _list_query(desk: Desk) -> float:
    """Median milliseconds of the case list's first page."""
    taken = []
    for _ in range(30):
        begin = time.perf_counter()
        ids = desk.queries.case_ids(desk.viewer, CaseFilter())
        desk.queries.case_rows(desk.viewer, list(ids)[:50])
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)
