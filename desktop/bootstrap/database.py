"""Where the tables of a data folder live: in the encrypted file beside keys.json, or on a PostgreSQL named beside it.

keys.json and blobs/ stay in the folder either way. What only a file can do is refused here for a server.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from db import schema
from db.engine import Engine, encrypted_engine
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.keys import DATABASE
from desktop.domain import storage_situations as told
from desktop.services.seams import Fs, read_whole, write_whole

NOTE: Final = "database.json"


class ServerAddress(Struct, frozen=True):
    """What stands in database.json. Passwords belong into the account's own ~/.pgpass, not into `url`."""

    url: str


def server_of(folder: Path, fs: Fs) -> str:
    """The URL of the PostgreSQL that holds this folder's tables; "" for the embedded file.

    Raises:
        Situation: S-274 database.json does not read.
    """
    if not fs.exists(folder / NOTE):
        return ""
    try:
        return msgspec.json.decode(read_whole(fs, folder / NOTE), type=ServerAddress).url
    except (OSError, msgspec.DecodeError) as error:
        raise told.server_unknown() from error


def is_here(folder: Path, fs: Fs) -> bool:
    """Whether the folder holds data, in a file or on a server."""
    return fs.exists(folder / DATABASE) or fs.exists(folder / NOTE)


def engine_of(folder: Path, key: bytes, doors: Doors, *, read_only: bool = False) -> Engine:
    """The engine of a data folder. Raises Situation S-274; R-214."""
    url = server_of(folder, doors.fs)
    if url:
        return server_engine(url, key, doors, read_only=read_only)
    return encrypted_engine(folder / DATABASE, key, read_only=read_only)


def server_engine(url: str, key: bytes, doors: Doors, *, read_only: bool = False) -> Engine:
    """An engine on PostgreSQL; its driver is loaded here, since no station ever needs it. Raises R-214."""
    from db.server import KeySeal, postgres_engine

    return postgres_engine(url, KeySeal(key, doors.random), read_only=read_only)


def demand_empty_server(url: str, doors: Doors) -> None:
    """Raises Situation S-275 when the database already holds tables of this program, S-273; R-214."""
    engine = server_engine(url, bytes(32), doors, read_only=True)
    try:
        if schema.version(engine):
            raise told.server_taken()
    finally:
        engine.dispose()


def name_server(folder: Path, url: str, fs: Fs) -> None:
    """Write database.json."""
    write_whole(fs, folder / NOTE, msgspec.json.encode(ServerAddress(url)))


def bring_server_up_to_date(folder: Path, key: bytes, doors: Doors) -> None:
    """Migrate in place: PostgreSQL undoes a migration that fails, so no copy is made.

    Raises:
        Situation: S-204 newer than this program, S-273.
    """
    engine = engine_of(folder, key, doors)
    try:
        if not schema.check(engine):
            schema.upgrade(engine)
    finally:
        engine.dispose()


def demand_file(folder: Path, fs: Fs) -> None:
    """Raises Situation S-272 when the tables are on a server: its own tools copy, check and re-encrypt them."""
    if server_of(folder, fs):
        raise told.only_for_files()
