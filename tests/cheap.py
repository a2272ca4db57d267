"""Plays many installations in one process without paying for what a test need not wait for.

Saved are: the disk's promise that something lies there for good (nobody pulls this computer's plug), the effort against
guessing a code, and SQL that each new engine would put together again word for word. Files, keys, bundles, statements
and transactions are the product's own, and what is locked here the product unlocks. Product code must not import it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, Engine, event

from db import engine
from desktop.bootstrap import county_reissue
from desktop.services.seams import SystemFs

_EFFORT: Final = 10
"""Binary logarithm of scrypt's work; age would choose 18 to 20, a second or more for each code."""


class UnsyncedFs(SystemFs):
    """The real files, without waiting for the disk."""

    def fsync(self, file: BinaryIO) -> None:
        file.flush()

    def fsync_dir(self, path: Path) -> None:
        pass


@contextmanager
def light_settings() -> Iterator[None]:
    """Within, databases do not wait for the disk, and codes for replaced computers are locked with little effort."""
    with pytest.MonkeyPatch.context() as patch:
        pragmas = [p.replace("synchronous=FULL", "synchronous=OFF") for p in engine._PRAGMAS]
        patch.setattr(engine, "_PRAGMAS", tuple(pragmas))
        patch.setattr(county_reissue, "lock_identity", lock_lightly)
        yield


def lock_lightly(identity: str, code: str) -> bytes:
    """What `installation_keys.lock_identity` makes (age's scrypt recipient, age-encryption.org/v1), with less work."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapping = hashlib.scrypt(
        code.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << _EFFORT, r=8, p=1, dklen=32
    )
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    head = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (_plain64(salt), _EFFORT, _plain64(wrapped))
    mac = hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")
    last = bytes(11) + b"\x01"  # the first and only piece of the content
    content = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(last, identity.encode(), None)
    return head + b" " + _plain64(mac) + b"\n" + nonce + content


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(key)


def _plain64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


class _Statements(dict[tuple[Any, ...], Any]):
    """Compiled SQL of all engines of one kind: the engine's own dialect, with which a key begins, is left out."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        super().__setitem__(key[1:], compiled)


_STATEMENTS: Final[dict[str, _Statements]] = {}


@contextmanager
def shared_statements() -> Iterator[None]:
    """Within, all engines of one kind of database share what they have compiled."""
    event.listen(Engine, "engine_connect", _share)
    try:
        yield
    finally:
        event.remove(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    kept = _STATEMENTS.setdefault(connection.dialect.name, _Statements())
    connection.execution_options(compiled_cache=kept)
