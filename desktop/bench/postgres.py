"""A PostgreSQL server of the bench's own: as a county would run it, durable, gone afterwards.

PostgreSQL refuses to run as root; then only the server is switched to the user `postgres`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from desktop.services.seams import throw_away_folder


class Databases:
    """Empty databases on a server that is reached through a socket in its folder only."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._programs = programs
        self._numbers = count(1)

    def new(self) -> str:
        """URL of a new one."""
        name = f"bench_{next(self._numbers)}"
        _run(self._folder, [self._programs / "createdb", "-h", self._folder, "-U", "bench", name])
        return f"postgresql://bench@/{name}?host={self._folder}"


@contextmanager
def own_postgres() -> Iterator[Databases | None]:
    """The newest installed server, started; None where none is installed."""
    programs = _programs()
    if programs is None:
        yield None
        return
    with throw_away_folder("fqpg") as folder:  # right under the temporary folder: a socket's path is short
        if os.name == "posix" and os.geteuid() == 0:
            subprocess.run(["/bin/chown", "postgres:postgres", str(folder)], check=True)
        data = folder / "data"
        flags = ["-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        _run(folder, [programs / "initdb", "-D", data, *flags])
        options = f"-k {folder} -c listen_addresses=''"
        control: list[str | Path] = [programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w"]
        _run(folder, [*control, "-o", options, "start"])
        try:
            yield Databases(folder, programs)
        finally:
            _run(folder, [*control, "-m", "immediate", "stop"])


def _programs() -> Path | None:
    """Where the newest server's programs are; Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _run(folder: Path, command: Sequence[str | Path]) -> None:
    root = os.name == "posix" and os.geteuid() == 0
    switch = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] if root else []
    nowhere = subprocess.DEVNULL  # the server inherits what is open and would keep a reader of it waiting
    subprocess.run([*switch, *command], check=True, cwd=folder, stdin=nowhere, stdout=nowhere)
