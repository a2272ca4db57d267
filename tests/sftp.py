"""A real SFTP server for tests: Debian's sshd on a free port of 127.0.0.1, with keys and settings of its own.

It runs as who runs the tests and lets them in by a key made for the run; no account and no setting of the machine is
touched. Must not be imported by product code.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

_SETTINGS = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/known
StrictModes no
UsePAM no
PasswordAuthentication yes
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
"""


class SftpServer(NamedTuple):
    """A running server. `url`: of a fresh folder; `files`: the same folder here; `secret`: the key that opens it."""

    url: str
    files: Path
    user: str
    secret: str


class Sshd:
    """One sshd process. `restart` gives it a new host key, as another machine under the same address would have."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._program = shutil.which("sshd") or "/usr/sbin/sshd"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "settings").write_text(_SETTINGS.format(port=self.port, folder=folder))
        self.secret = self._key("login")
        (folder / "known").write_text((folder / "login.pub").read_text())

    def _key(self, name: str) -> str:
        path = self.folder / name
        path.unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
        return path.read_text()

    def start(self) -> None:
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # sshd of Debian insists on it
        self._key("host")
        command = [self._program, "-D", "-e", "-f", str(self.folder / "settings")]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE)
        for line in self._process.stderr or ():
            if b"Server listening" in line:
                return
        pytest.fail("sshd did not start: run `make install`", pytrace=False)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            if self._process.stderr is not None:  # sessions that are still open hold their end of it
                self._process.stderr.close()
            self._process = None


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Sshd]:
    (tmp_path / "sshd").mkdir(mode=0o700)
    server = Sshd(tmp_path / "sshd")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def sftp(sshd: Sshd, tmp_path: Path) -> SftpServer:
    files = tmp_path / "sftp" / "office"
    return SftpServer(f"sftp://127.0.0.1:{sshd.port}{files}", files, getpass.getuser(), sshd.secret)
