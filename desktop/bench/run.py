"""All figures of the bench, one after another, in throw-away folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.bench.attachments import attachment_figures
from desktop.bench.backup import backup_figures
from desktop.bench.bundles import bundle_figures
from desktop.bench.cases import CASES, case_figures, scale_figures
from desktop.bench.county import county_figures
from desktop.bench.engines import engine_figures
from desktop.bench.figure import Figure, child, child_cpu, median_of
from desktop.bench.files import file_figures
from desktop.bench.filled import filled_station
from desktop.bench.months import month_view
from desktop.bench.province import province_figures
from desktop.bench.sample import sample_view
from desktop.bench.window_work import TYPING
from desktop.bootstrap.station import open_station
from desktop.demo import build_demo
from desktop.services.keystore import KeyStore
from desktop.services.seams import SystemFs, SystemRandom, throw_away_folder

Report = Callable[[str], None]

REGISTERED = 1000  # cases of the register that is drawn


def bench(report: Report, only: str = "", scale: int = 0) -> list[Figure]:
    """Measure everything, or the groups named in `only` (comma-separated): papers, dossier, window, bundles,
    attachments, county, province, backup, cases. With `scale` only the lists are measured, with so many cases filled
    straight from folds.
    """
    groups: dict[str, Callable[[Path], Iterator[Figure]]] = {
        "papers": _papers,
        "dossier": file_figures,
        "window": _window,
        "bundles": bundle_figures,
        "attachments": attachment_figures,
        "county": county_figures,
        "province": province_figures,
        "backup": backup_figures,
        "cases": case_figures,
    }
    if scale:
        groups = {"scale": lambda folder: _scale(folder, scale)}
    chosen = [name for name in groups if not only or name in only.split(",")]
    found: list[Figure] = []
    for name in chosen:
        with throw_away_folder("fengqiao-bench-") as folder:
            for figure in groups[name](folder):
                report(f"{figure.key}: {figure.value:.3f} {figure.unit}")
                found.append(figure)
    return found


def _environment(folder: Path) -> dict[str, str]:
    """Children find their modules compiled, as in an installed program: the first run of each does not count."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "FENGQIAO_STATE": str(folder / "state"),
    }


def _papers(folder: Path) -> Iterator[Figure]:
    from desktop.bootstrap.papers import PdfPapers
    from desktop.services.seams import SystemClock

    environment = _environment(folder)
    child(["-m", "desktop.bench.first_paper", str(folder), "1"], environment, 1)
    wall, _ = child(["-m", "desktop.bench.first_paper", str(folder), "1"], environment, 5)
    yield Figure("first_paper", "process start to the first two-page agreement on disk", wall, 0.3, "s", "least of 5")
    cpu = child_cpu(["-m", "desktop.bench.first_paper", str(folder), "1"], environment, 5)
    yield Figure("first_paper_cpu", "the CPU of it", cpu, 0, "s", "least of 5")
    papers, now = PdfPapers(), SystemClock().now()
    counter = iter(range(10_000))

    def one() -> None:
        papers.render(papers.compose("mediation_agreement", sample_view(next(counter))), now)

    one()
    _, cpu = median_of(one, 60)
    yield Figure("next_paper", "each further agreement, CPU", cpu * 1000, 0, "ms", "median of 60 in one process")
    yield from engine_figures(folder, environment)
    _, printed = child(["-m", "desktop.bench.first_paper", str(folder), "1000"], environment, 1)
    cpu_ms, memory = (float(x) for x in printed.split())
    yield Figure("thousand_papers", "1,000 distinct agreements on disk, CPU", cpu_ms, 12, "s", "one process")
    yield Figure("thousand_memory", "its greatest memory", memory, 200, "MB")
    register = month_view(REGISTERED)
    _, cpu = median_of(lambda: papers.render(papers.compose("mediation_register", register), now), 3)
    yield Figure("register", f"a register of {REGISTERED} cases, CPU", cpu, 0, "s", "median of 3")


def _window(folder: Path) -> Iterator[Figure]:
    station = folder / "station"
    build_demo(station, cases=30, seed=1, now="2026-11-20T09:00:00+08:00", tour=False)
    environment = _environment(folder)
    child(["-m", "desktop.bench.first_paint", str(station), "gate"], environment, 1)
    wall, _ = child(["-m", "desktop.bench.first_paint", str(station), "gate"], environment, 5)
    yield Figure("first_paint", "process start to first paint and end", wall, 0.5, "s", "least of 5")
    child(["-m", "desktop.bench.first_paint", str(station), "desk"], environment, 1)
    _, printed = child(["-m", "desktop.bench.first_paint", str(station), "desk"], environment, 1)
    milliseconds, memory = (float(x) for x in printed.split()[:2])  # the look again before the end may print once more
    yield Figure("to_workbench", "passphrase to usable workbench", milliseconds, 1000, "ms", "36 cases")
    yield Figure("window_memory", "greatest memory of the window", memory, 200, "MB", "36 cases")
    yield from _work(folder / "many", environment)
    store = KeyStore(station / "keys.json", SystemFs(), SystemRandom())
    wall, _ = median_of(lambda: store.unlock("demo", "demo"), 5)
    yield Figure("unlock_key", "passphrase to data key", wall, 0.3, "s", "median of 5")
    wall, _ = median_of(lambda: open_station(station, "demo", "demo").close(), 5)
    yield Figure("unlock", "passphrase to open station", wall, 0.3, "s", "median of 5")


def _scale(folder: Path, count: int) -> Iterator[Figure]:
    """Lists, search and the window on so many cases."""
    yield from scale_figures(folder, count)
    environment = _environment(folder)
    child(["-m", "desktop.bench.window_work", str(folder / "scale"), "lists"], environment, 1)
    _, printed = child(["-m", "desktop.bench.window_work", str(folder / "scale"), "lists"], environment, 1)
    unlocked, cases, petitions, memory = (float(x) for x in printed.split())
    note = f"{count:,} cases, straight from folds"
    yield Figure("scale_workbench", "passphrase to usable workbench", unlocked, 0, "ms", note)
    yield Figure("scale_list", "the list of mediations opens in the window", cases, 500, "ms", f"first visit; {note}")
    yield Figure(
        "scale_petitions", "the list of petitions opens, by due day", petitions, 500, "ms", f"first visit; {note}"
    )
    yield Figure("scale_memory", "greatest memory of the window after that", memory, 0, "MB", note)


def _work(folder: Path, environment: dict[str, str]) -> Iterator[Figure]:
    """What a user waits for in a station of many cases."""
    filled_station(folder, CASES).close()
    child(["-m", "desktop.bench.window_work", str(folder), "day"], environment, 1)
    _, printed = child(["-m", "desktop.bench.window_work", str(folder), "day"], environment, 1)
    unlocked, opened, key, step, memory = (float(x) for x in printed.split())
    note = f"{CASES:,} cases, straight from folds"
    typed = f"Enter {TYPING / 1000} s after the door was seen; {note}"
    yield Figure("many_workbench", "passphrase to usable workbench", unlocked, 1000, "ms", typed)
    yield Figure("open_case", "a case opened from the list", opened, 150, "ms", f"median of 11; {note}")
    yield Figure("minutes_key", "key press to paint in the minutes", key, 16, "ms", "p95 of 120, after 40 turns")
    yield Figure("list_step", "one scroll step of the list of cases", step, 16, "ms", f"p95 of 120; {note}")
    yield Figure("many_memory", "greatest memory of the window after that", memory, 250, "MB", note)
