"""One measured figure, and the two clocks the bench reads. Nothing else of the product reads a stop-watch."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from desktop.services.seams import SystemFs, read_whole


class Figure(Struct, frozen=True):
    """A figure with its goal (0 = none). `unit`: s, ms, µs, MB; `note` says how it was taken."""

    key: str
    what: str
    value: float
    goal: float
    unit: str
    note: str = ""

    @property
    def met(self) -> bool:
        return not self.goal or self.value <= self.goal


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """(wall, CPU of this process) of one run."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def median_of(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median wall and CPU over several runs."""
    taken = [seconds(work) for _ in range(runs)]
    return statistics.median(t[0] for t in taken), statistics.median(t[1] for t in taken)


def child(arguments: Sequence[str], environment: dict[str, str], runs: int) -> tuple[float, str]:
    """Least wall time of a child Python from start to end, and what its last run printed."""
    best, text = float("inf"), ""
    for _ in range(runs):
        begin = time.perf_counter()
        done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True)
        best, text = min(best, time.perf_counter() - begin), done.stdout
    return best, text


def child_cpu(arguments: Sequence[str], environment: dict[str, str], runs: int) -> float:
    """Least CPU (user and system) of a child Python from start to end: what other work on the machine does not move."""
    best = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        child(arguments, environment, 1)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def children_cpu() -> float:
    """CPU of the child processes that have ended so far, s."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def own_memory() -> float:
    """Greatest resident memory of this process so far, MB.

    Linux keeps in ru_maxrss what the parent held before the child's program began; its own high-water mark does not.
    """
    status = Path("/proc/self/status")
    if sys.platform == "linux":
        marks = dict(line.split(":", 1) for line in read_whole(SystemFs(), status).decode().splitlines())
        return int(marks["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
