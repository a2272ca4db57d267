"""Joins key slots, database key and login guard: who opens a data folder, and how its data key is renewed."""

from __future__ import annotations

from pathlib import Path

from db.rekey import rekey, which_opens
from desktop.domain.errors import Situation
from desktop.services.keystore import KeyStore
from desktop.services.login_guard import LoginGuard

DATABASE = "fengqiao.db"
"""The file of the database in a data folder."""


def key_of_user(database: Path, login: str, passphrase: str, keystore: KeyStore, guard: LoginGuard) -> bytes:
    """The data key for a passphrase; wrong ones are counted and slow down the next try.

    Raises:
        Situation: S-201 wrong passphrase, S-243 a wait is running, S-203 no keys.json.
    """
    guard.check(login)
    try:
        keys = keystore.unlock_keys(login, passphrase)
    except Situation as fault:
        if fault.code == "S-201":
            guard.failed(login)
        raise
    return settled_key(database, keys, keystore)


def settled_key(database: Path, keys: tuple[bytes, ...], keystore: KeyStore) -> bytes:
    """The key that opens the database; ends a renewal that was interrupted, whichever way it went."""
    if len(keys) == 1:
        return keys[0]
    place = which_opens(database, keys)
    if place is None:
        return keys[0]
    keystore.end_renewal(renewed=place > 0)
    return keys[place]


def renew(database: Path, old: bytes, new: bytes, keystore: KeyStore) -> None:
    """Put the closed database under a new data key that `begin_renewal` has wrapped for every holder.

    Killed at any moment, the next login finds which key opens (`settled_key`) and ends it.
    """
    rekey(database, old, new)
    keystore.end_renewal(renewed=True)
