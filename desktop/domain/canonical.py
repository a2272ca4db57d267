"""The one canonical byte form of every value that is hashed or signed; must never change once a bundle is out.

Canonical JSON: UTF-8, keys sorted, no spaces, text / integers / booleans / null / lists / maps only. Money is
integers of 分, dates are ISO text; there are no floats, so two programs cannot disagree about a digit.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted")


def encode(value: Any) -> bytes:
    """Canonical bytes of `value` (a struct or plain data).

    Raises:
        ValueError: a float, a lone surrogate or a type that has no canonical form stands in it.
    """
    try:
        _refuse_floats(msgspec.to_builtins(value, order="sorted"))
        return _ENCODER.encode(value)
    except (TypeError, UnicodeEncodeError) as error:
        raise ValueError(f"no canonical form: {error}") from error


def encode_checked(value: Any) -> bytes:
    """Canonical bytes of a value whose type cannot hold a float (typed structs); skips the walk."""
    return _ENCODER.encode(value)


def sha256(data: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return hashlib.sha256(data).digest()


def content_hash(value: Any) -> str:
    """SHA-256 of the canonical bytes, 64 hex digits."""
    return sha256(encode(value)).hex()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("float")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
