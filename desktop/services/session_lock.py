"""Hashes the PIN that resumes a locked session; must not know where it is kept or how often it was wrong.

A PIN of four digits protects against a passer-by only. It opens no data: the data key is in memory while the session
is locked, and is gone when the program ends.
"""

from __future__ import annotations

import hmac
import re

import msgspec
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Struct

from desktop.services.keystore import Cost
from desktop.services.seams import Random

_PIN = re.compile(r"[0-9]{4,6}")


class _Hashed(Struct, frozen=True):
    salt: bytes
    cost: Cost
    digest: bytes


class PinHasher:
    """Makes and checks PIN hashes (Argon2id)."""

    def __init__(self, random: Random, cost: Cost) -> None:
        self._random = random
        self._cost = cost

    def is_pin(self, text: str) -> bool:
        """Whether this can be a PIN at all: 4 to 6 digits."""
        return _PIN.fullmatch(text) is not None

    def hash(self, pin: str) -> bytes:
        salt = self._random.bytes(16)
        return msgspec.json.encode(_Hashed(salt, self._cost, _derive(pin, salt, self._cost)))

    def fits(self, stored: bytes, pin: str) -> bool:
        """Whether `pin` is the one that was hashed; an unreadable hash fits nothing."""
        try:
            known = msgspec.json.decode(stored, type=_Hashed)
        except msgspec.DecodeError:
            return False
        return hmac.compare_digest(known.digest, _derive(pin, known.salt, known.cost))


def _derive(pin: str, salt: bytes, cost: Cost) -> bytes:
    return Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory).derive(
        pin.encode()
    )
