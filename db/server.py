"""Opens the county's PostgreSQL so that nobody gets a connection that could write beside another; no queries here.

Writers come one after the other by an advisory lock, as BEGIN IMMEDIATE makes them on the embedded file; readers see
one moment and cannot write. The server's administrator reads every table, so secrets of `local_key` are sealed under
the data key of keys.json, which never goes to the server.
"""

from __future__ import annotations

from typing import Any, Final

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.types.string import BytesBinaryDumper
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from db.engine import guards
from db.store import SEAL
from desktop.domain import storage_situations as told
from desktop.domain.errors import RuleViolation, Situation
from desktop.services.seams import Random

_NONCE: Final = 12
_WRITERS: Final = 0x46515A5F  # any number will do, as long as nothing else in this database locks it
_UNREACHABLE: Final = ("08", "53", "55", "57")  # SQLSTATE: connection, resources, lock in use, operator's hand

_QUICK_COMPRESSION: Final = """
    SELECT set_config(name, 'lz4', false) FROM pg_settings
    WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)
"""
"""Long texts are compressed by lz4 where the server was built with it: pglz takes 30 µs for the state of one case, a
third of what the server does for it. What is stored reads either way."""


class KeySeal:
    """Seals secrets under the data key; the name is bound in, so that one cannot be put in another's place."""

    def __init__(self, key: bytes, random: Random) -> None:
        self._cipher = AESGCM(key)
        self._random = random

    def seal(self, name: str, value: bytes) -> bytes:
        """Nonce and ciphertext."""
        nonce = self._random.bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, value, name.encode())

    def unseal(self, name: str, sealed: bytes) -> bytes:
        """Raises Situation S-271: sealed by another data key, for another name, or altered."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise told.keys_do_not_fit() from error


def postgres_engine(url: str, seal: KeySeal, *, read_only: bool = False) -> Engine:
    """An engine on the PostgreSQL (15 or newer) database at `url`.

    Raises:
        RuleViolation: R-214 this is no URL of a PostgreSQL database.
    """
    options: dict[str, Any] = {SEAL: seal}
    if read_only:
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    engine = create_engine(
        checked_url(url), pool_size=2, pool_pre_ping=True, hide_parameters=True, execution_options=options
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        for guard in guards:
            guard()
        connection.adapters.register_dumper(bytes, BytesBinaryDumper)  # COPY would take the slow one, which wraps it
        connection.execute("SET lock_timeout = '10s'")
        connection.execute(_QUICK_COMPRESSION)
        connection.commit()

    if not read_only:

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")

    @event.listens_for(engine, "handle_error")
    def _translate(context: Any) -> None:
        situation = situation_of(context.original_exception)
        if situation is not None:
            raise situation from context.original_exception

    return engine


def checked_url(url: str) -> Any:
    """The URL with our driver. Raises RuleViolation R-214."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() not in ("postgresql", "postgres") or not parsed.database:
        raise RuleViolation(
            "R-214",
            "这不是 PostgreSQL 数据库的地址。",
            field="db",
            way_out="请写成 postgresql://用户@主机/数据库?sslmode=verify-full 的样子。",
        )
    return parsed.set(drivername="postgresql+psycopg")


def is_open_on_the_way(url: str) -> bool:
    """Whether the records would travel to another computer without encryption being demanded."""
    parsed = checked_url(url)
    host = str(parsed.host or parsed.query.get("host") or "")
    here = host in ("", "localhost", "127.0.0.1", "::1") or host.startswith("/")
    return not here and parsed.query.get("sslmode") not in ("require", "verify-ca", "verify-full")


def situation_of(error: BaseException | None) -> Situation | None:
    """What an error of the server means for the user; None for our own mistakes."""
    if not isinstance(error, psycopg.OperationalError):
        return None
    return told.server_away() if (error.sqlstate or "08")[:2] in _UNREACHABLE else None
