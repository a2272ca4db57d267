"""Rewrites the whole database under a new key, in one transaction; must not know who holds keys."""

from __future__ import annotations

from pathlib import Path

from db.engine import encrypted_engine, probe
from desktop.domain.errors import Situation


def rekey(path: Path, old: bytes, new: bytes) -> None:
    """Encrypt every page anew. Killed at any moment, the file opens with one of the two keys (WAL, one commit).

    Nobody else may have the file open. Raises what the engine raises for a wrong key or a full disk.
    """
    engine = encrypted_engine(path, old)
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("SELECT count(*) FROM sqlite_master")
        cursor.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        raw.close()
        engine.dispose()


def which_opens(path: Path, keys: tuple[bytes, ...]) -> int | None:
    """The place of the key that the file's first page opens with; None when none does."""
    for place, key in enumerate(keys):
        engine = encrypted_engine(path, key)
        try:
            probe(engine)
        except Situation as fault:
            if fault.code == "S-264":
                continue  # another key; anything else is told by whoever opens the file for good
        finally:
            engine.dispose()
        return place
    return None
