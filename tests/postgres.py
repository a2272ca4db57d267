"""A real PostgreSQL server for the county's tests: one server for a run, one fresh database for a test.

Must not be imported by product code. PostgreSQL refuses to run as root, so then only the server is switched to the
user `postgres`; the tests stay who they are. Durability is switched off: the server lives as long as the run.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def _programs() -> Path:
    """The newest installed server's programs; Debian keeps them off PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        pytest.fail("PostgreSQL is not installed: run `make install`", pytrace=False)
    return found[-1].parent if found else Path(str(on_path)).parent


class PostgresServer:
    """A running server reached through a socket in its own folder only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = itertools.count(1)
        self._bin = _programs()
        self._as_server = (
            ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"] if os.geteuid() == 0 else []
        )

    def start(self) -> None:
        data = self.folder / "data"
        flags = ["-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        self._run([self._bin / "initdb", "-D", data, *flags])
        self.go_on()

    def go_on(self) -> None:
        """Start the server on its data: the first time, or after it was killed."""
        data, log = self.folder / "data", self.folder / "log"
        self._run([self._bin / "pg_ctl", "-D", data, "-l", log, "-w", "-o", f"-k {self.folder} {_OPTIONS}", "start"])

    def stop(self) -> None:
        """At once, as a kill does: nothing is finished or written out."""
        self._run([self._bin / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop"])

    def create(self) -> str:
        """A new, empty database; returns its name."""
        name = f"county_{next(self._names)}"
        self._admin(sql.SQL("create database {}").format(sql.Identifier(name)))
        return name

    def drop(self, name: str) -> None:
        self._admin(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def copy(self, source: str, target: str) -> None:
        """Database `target` is `source` as it is now; nobody may be connected to either."""
        self._admin(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(target)))
        statement = sql.SQL("create database {} template {}")
        self._admin(statement.format(sql.Identifier(target), sql.Identifier(source)))

    def url(self, name: str) -> str:
        """The SQLAlchemy URL of database `name`."""
        return f"postgresql+psycopg://tests@/{name}?host={self.folder}"

    def _admin(self, statement: sql.Composed) -> None:
        with psycopg.connect(host=str(self.folder), user="tests", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, command: Sequence[str | Path]) -> None:
        # The server inherits open pipes and would keep a reader waiting, hence no captured output.
        subprocess.run(
            [*self._as_server, *command],
            check=True,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None,
        )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server of this run, started for the first test that asks for it."""
    # Directly under the temp directory: a socket's path may have at most 107 bytes, and pytest's folders are closed
    # to the user `postgres`.
    folder = Path(tempfile.mkdtemp(prefix="fqpg"))
    yield from running(folder)


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A server that only this test sees, and may kill."""
    yield from running(Path(tempfile.mkdtemp(prefix="fqpg")))


def running(folder: Path) -> Iterator[PostgresServer]:
    """A server in this folder, gone afterwards."""
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    server = PostgresServer(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """SQLAlchemy URL of a database that only this test sees."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)
