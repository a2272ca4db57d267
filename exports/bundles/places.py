"""Places that a URL names: bundles go there and come from there byte for byte, as they lie on a stick.

fsspec carries them (sftp, file, memory, and whatever else it has a driver for). A file is written under `.part` and
renamed when whole; a transfer that broke goes on where it stopped, after what lies there was compared. Must not open a
bundle, and must never put a secret into a message.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import urlsplit

from msgspec import Struct

from desktop.domain.errors import Cancelled, RuleViolation, Situation
from desktop.services.seams import Fs
from exports.bundles.transport import PART_SUFFIX, SUFFIX

_CHUNK: Final = 1 << 18
_PATIENCE: Final = 20
"""Seconds until a server that does not answer counts as away."""

_CHANGES: Final = ("size", "mtime", "created", "ETag", "LastModified", "last_modified", "updated")
"""Size and whatever of these a driver of fsspec tells; never the time of reading."""

Carry = Callable[[int, int, str], None]
"""(bytes done, bytes in all, name of the file); may raise Cancelled."""


class Destination(Struct, frozen=True):
    """Where to. `secret`: a password, or the text of a private key. `host_key`: what the server showed the first time
    ("" before); another one is refused."""

    url: str
    user: str = ""
    secret: str = ""
    host_key: str = ""


def check_url(url: str) -> str:
    """The URL without a slash at its end.

    Raises:
        RuleViolation: R-621 no URL of a place that can be reached, or it holds a password.
    """
    import fsspec

    parts = urlsplit(url.strip())
    try:
        right_port = parts.port != 0
    except ValueError:
        right_port = False
    known = right_port and parts.scheme in fsspec.available_protocols() and parts.path not in ("", "/")
    if not known or parts.password or (parts.scheme in ("sftp", "ssh") and not parts.hostname):
        raise RuleViolation(
            "R-621",
            "这不是可以送达的地址。",
            field="url",
            way_out="请写成 sftp://服务器/文件夹 的样子，用户名和密码另外填写。",
        )
    return url.strip().rstrip("/")


class Place:
    """One open place.

    Attributes:
        host_key: what the server showed ("" where there is none).
    """

    def __init__(self, destination: Destination) -> None:
        """Connect.

        Raises:
            RuleViolation: R-621. Situation: S-621 away, S-622 it does not let us in, S-623 another server answers.
        """
        import fsspec

        url = check_url(destination.url)
        parts = urlsplit(url)
        self.host_key = destination.host_key
        options: dict[str, Any] = {"skip_instance_cache": True}
        if parts.scheme in ("sftp", "ssh"):
            pin = _pin(destination.host_key)
            options |= {
                "host": parts.hostname,
                "port": parts.port or 22,
                "username": destination.user or parts.username,
                **_login(destination.secret),
                "host_key_policy": pin,
                "look_for_keys": False,
                "allow_agent": False,
                "timeout": _PATIENCE,
            }
            with _told():
                self._remote: Any = _sftp(options)
            self._folder, self.host_key = parts.path, pin.shown
        else:
            if destination.user:
                options |= {"username": destination.user, "password": destination.secret}
            with _told():
                self._remote, self._folder = fsspec.core.url_to_fs(url, **options)
        with _told():
            self._remote.makedirs(self._folder, exist_ok=True)

    def names(self) -> dict[str, int]:
        """Finished bundles that lie there, with their sizes."""
        return {name: int(found["size"] or 0) for name, found in self._found().items()}

    def stamps(self) -> dict[str, str]:
        """Finished bundles that lie there, with what changes when another file takes the place of one."""
        return {name: " ".join(str(found.get(key, "")) for key in _CHANGES) for name, found in self._found().items()}

    def _found(self) -> dict[str, dict[str, Any]]:
        with _told():
            found = self._remote.ls(self._folder, detail=True)
        named = {str(f["name"]).rsplit("/", 1)[-1]: f for f in found if f["type"] == "file"}
        return {name: named[name] for name in sorted(named) if name.endswith(SUFFIX)}

    def send(self, fs: Fs, source: Path, carry: Carry) -> bool:
        """Bring one file there under its own name; False when it was there already.

        Raises:
            Situation: S-621. Cancelled: stopped; what was carried stays and is gone on with.
        """
        total, target = fs.size(source), f"{self._folder}/{source.name}"
        part = target + PART_SUFFIX
        if self.names().get(source.name) == total:
            return False
        with _told(), fs.open_read(source) as reading:
            done = self._same_beginning(reading, part, total)
            reading.seek(done)
            with self._remote.open(part, "ab" if done else "wb") as writing:
                while chunk := reading.read(_CHUNK):
                    writing.write(chunk)
                    done += len(chunk)
                    carry(done, total, source.name)
            if int(self._remote.info(part)["size"]) != total:
                raise OSError("another size lies there")
            self._remote.mv(part, target)
        return True

    def _same_beginning(self, local: BinaryIO, part: str, total: int) -> int:
        """How much of an earlier attempt lies there and is right; 0 to begin anew."""
        if not self._remote.exists(part):
            return 0
        size = int(self._remote.info(part)["size"])
        if size > total:
            return 0
        with self._remote.open(part, "rb") as there:
            return size if _digest(there, size) == _digest(local, size) else 0

    def fetch(self, fs: Fs, name: str, folder: Path, carry: Carry) -> Path:
        """Bring one file here; a broken attempt is gone on with.

        Raises:
            Situation: S-621. Cancelled: stopped.
        """
        fs.mkdir(folder)
        source, target = f"{self._folder}/{name}", folder / name
        part = target.with_name(name + PART_SUFFIX)
        with _told():
            total = int(self._remote.info(source)["size"])
            done = fs.size(part) if fs.exists(part) else 0
            if done > total:
                done = 0
            with self._remote.open(source, "rb") as reading, self._part(fs, part, done) as writing:
                reading.seek(done)
                while chunk := reading.read(_CHUNK):
                    writing.write(chunk)
                    done += len(chunk)
                    carry(done, total, name)
                fs.fsync(writing)
            fs.rename(part, target)
            fs.fsync_dir(folder)
        return target

    @staticmethod
    def _part(fs: Fs, part: Path, done: int) -> BinaryIO:
        return fs.open_append(part) if done else fs.open_write(part)

    def close(self) -> None:
        """Let the connection go."""
        client = getattr(self._remote, "client", None)
        if client is not None:
            _hang_up(client)


def _digest(file: BinaryIO, size: int) -> bytes:
    found = hashlib.sha256()
    while size > 0 and (chunk := file.read(min(size, _CHUNK))):
        found.update(chunk)
        size -= len(chunk)
    return found.digest()


def _sftp(options: dict[str, Any]) -> Any:
    """fsspec's SFTP, which leaves nothing running when it is not let in."""
    from fsspec.implementations.sftp import SFTPFileSystem

    class Sftp(SFTPFileSystem):  # type: ignore[misc]
        def _connect(self) -> None:
            try:
                super()._connect()
            except BaseException:
                _hang_up(self.client)
                raise

    return Sftp(**options)


def _hang_up(client: Any) -> None:
    """Close a connection and wait for its thread."""
    transport = client.get_transport()
    with suppress(OSError):
        client.close()
    if transport is not None:
        transport.join(_PATIENCE)


def _login(secret: str) -> dict[str, Any]:
    """A private key is known by its first line."""
    import paramiko

    if not secret.lstrip().startswith("-----BEGIN"):
        return {"password": secret}
    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        with suppress(paramiko.SSHException):
            return {"pkey": kind.from_private_key(io.StringIO(secret))}
    raise Situation(
        "S-622", "这把私钥读不懂。", safe="记录都在本机。", way_out="请换成 OpenSSH 的 ed25519 私钥，或改用密码。"
    )


def _pin(known: str) -> Any:
    """A policy that takes a server's key at first sight and refuses another one later."""
    import paramiko

    class Pin(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
        shown = known

        def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:
            digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
            if known and digest != known:
                raise Situation(
                    "S-623",
                    "对方服务器和以前的不是同一台，没有连接。",
                    safe="没有送出任何内容，也没有送出密码。",
                    way_out="请向县里核实；确实换了服务器的，请在设置里重新保存送达地址。",
                )
            self.shown = digest

    return Pin()


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong on the way, in the words of the user; the reason for people who mend it is the exception's."""
    import paramiko

    try:
        yield
    except (Situation, RuleViolation, Cancelled):
        raise
    except (paramiko.AuthenticationException, PermissionError) as error:
        raise Situation(
            "S-622", "对方没有让我们进去。", safe="记录都在本机。", way_out="请核对用户名、密码和文件夹的权限。"
        ) from error
    except (OSError, EOFError, paramiko.SSHException, ValueError, ImportError) as error:
        raise Situation(
            "S-621",
            "送达的地方现在连不上。",
            safe="记录都在本机，过一会儿会自动再试。",
            way_out="不着急的不用管；着急的请用U盘送。",
        ) from error
