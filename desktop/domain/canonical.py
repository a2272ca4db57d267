"""The one canonical byte form of every value that is hashed or signed; must never change once a bundle is out.

Canonical JSON: UTF-8, keys sorted, no spaces, text / integers / booleans / null / lists / maps only. Money is
integers of 分, dates are ISO text; there are no floats, so two programs cannot disagree about a digit.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted")
_PLAIN = frozenset({str, int, bool, type(None)})
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def encode(value: Any) -> bytes:
    """Canonical bytes of `value` (a struct or plain data; a `msgspec.Raw` in it must hold canonical JSON already).

    Raises:
        ValueError: a float, a lone surrogate or a type that has no canonical form stands in it.
    """
    try:
        _refuse_strangers(value)
        return _ENCODER.encode(value)
    except (TypeError, UnicodeEncodeError, msgspec.DecodeError) as error:
        raise ValueError(f"no canonical form: {error}") from error


def encode_checked(value: Any) -> bytes:
    """Canonical bytes of a value whose type cannot hold a float (typed structs); skips the walk."""
    return _ENCODER.encode(value)


def holds_nul(data: bytes) -> bool:
    """Whether a text in canonical JSON holds U+0000, which no server's text column takes and nobody can type."""
    return b"\\" in data and b"\\u0000" in data and _NUL.search(data) is not None


def sha256(data: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return hashlib.sha256(data).digest()


def content_hash(value: Any) -> str:
    """SHA-256 of the canonical bytes, 64 hex digits."""
    return sha256(encode(value)).hex()


def _refuse_strangers(value: Any) -> None:
    """Only text, integers, booleans, null, lists, maps and structs of them have one form everywhere.

    What is plain by its very type is not looked at again: most values are, and a table's import asks for a million.
    """
    if type(value) in _PLAIN or isinstance(value, str | int):
        return
    for item in _parts(value):
        if type(item) not in _PLAIN:
            _refuse_strangers(item)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, msgspec.Struct):  # an unset field came after the first day and is left out of the bytes
        return [item for item in msgspec.structs.astuple(value) if item is not msgspec.UNSET]
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"key of type {type(key).__name__}")
        return value.values()
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, msgspec.Raw):
        plain = msgspec.json.decode(value)
        if _ENCODER.encode(plain) != bytes(value):
            raise TypeError("a second spelling of the same value")
        return (plain,)
    raise TypeError(type(value).__name__)
