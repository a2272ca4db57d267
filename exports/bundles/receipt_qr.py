"""A receipt as text for QR codes, for stations without a way back; must not draw anything or touch the log.

The receipt is compressed, signed by the county (a paper could be forged, and a durable mark lets a station free
attachments), written in base45 (RFC 9285), the alphabet that QR codes hold most densely, and cut so that a printed
page can be read by any camera: `FQR1:<id>:<part>/<parts>:<text>:`. The last colon guards a space at the end.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from typing import Final

from desktop.domain.canonical import sha256
from desktop.domain.errors import Situation
from desktop.domain.receipts import Receipt, encode_receipt, read_receipt
from exports.bundles.installation_keys import COMPACT_BYTES, InstallationKeys, sign_compact, verify_compact

CHARACTERS_PER_CODE: Final = 900
MAX_PARTS: Final = 99
_MAX_BYTES: Final = 1 << 20
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE: Final = {c: n for n, c in enumerate(_ALPHABET)}
_TEXT: Final = re.compile(r"FQR1:([0-9A-F]{8}):(\d{1,2})/(\d{1,2}):(.*):", re.DOTALL)


def receipt_to_texts(receipt: Receipt, county: InstallationKeys) -> tuple[str, ...]:
    """One text for each QR code, in order.

    Raises:
        ValueError: more than fits on paper; such a receipt goes by stick.
    """
    packed = zlib.compress(encode_receipt(receipt), 9)
    body = sign_compact(county, packed) + packed
    text = base45(body)
    pieces = [text[i : i + CHARACTERS_PER_CODE] for i in range(0, len(text), CHARACTERS_PER_CODE)]
    if len(pieces) > MAX_PARTS:
        raise ValueError(f"{len(pieces)} codes")
    name = _name(body)
    return tuple(f"FQR1:{name}:{n}/{len(pieces)}:{piece}:" for n, piece in enumerate(pieces, 1))


def is_receipt_text(text: str) -> bool:
    """Whether a scanned text is part of a receipt."""
    return _TEXT.fullmatch(text.strip("\r\n\t")) is not None


def receipt_from_texts(texts: Iterable[str], county_key: str) -> Receipt:
    """The receipt from its scanned texts, in any order, with repetitions.

    Raises:
        Situation: S-681 parts are missing (which ones), S-682 not a receipt or damaged, S-683 not by our county.
    """
    body = unbase45(_joined(texts))
    signature, packed = body[:COMPACT_BYTES], body[COMPACT_BYTES:]
    if not verify_compact(county_key, packed, signature):
        raise Situation(
            "S-683", "这张回执不是本县签发的。", safe="本机没有改动。", way_out="请核对回执上的县名，或向县里重新索取。"
        )
    unpack = zlib.decompressobj()
    try:
        return read_receipt(unpack.decompress(packed, _MAX_BYTES))
    except (zlib.error, ValueError) as error:
        raise _unreadable() from error


def _joined(texts: Iterable[str]) -> str:
    found: dict[int, str] = {}
    names: set[tuple[str, str]] = set()
    for text in texts:
        part = _TEXT.fullmatch(text.strip("\r\n\t"))
        if part is None:
            raise _unreadable()
        names.add((part[1], part[3]))
        if found.setdefault(int(part[2]), part[4]) != part[4]:
            raise _unreadable()
    if len(names) != 1:
        raise _unreadable()
    name, parts = names.pop()
    missing = [n for n in range(1, int(parts) + 1) if n not in found]
    if missing:
        raise Situation(
            "S-681",
            f"回执共 {parts} 个二维码，还缺第 {'、'.join(map(str, missing))} 个。",
            safe="本机没有改动。",
            way_out="请把缺少的二维码也扫一遍。",
        )
    joined = "".join(found[n] for n in sorted(found))
    if _name(unbase45(joined)) != name:
        raise _unreadable()
    return joined


def _name(body: bytes) -> str:
    return sha256(body).hex()[:8].upper()


def _unreadable() -> Situation:
    return Situation(
        "S-682", "扫到的内容不是完好的回执。", safe="本机没有改动。", way_out="请把纸放平、擦净后重新扫描。"
    )


def base45(data: bytes) -> str:
    """RFC 9285: two bytes to three characters, a single last byte to two."""
    found = []
    for i in range(0, len(data), 2):
        pair = data[i : i + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            found.append(_ALPHABET[digit])
    return "".join(found)


def unbase45(text: str) -> bytes:
    """The bytes of a base45 text.

    Raises:
        Situation: S-682 not base45.
    """
    found = bytearray()
    for i in range(0, len(text), 3):
        digits = [_VALUE.get(c, -1) for c in text[i : i + 3]]
        value = sum(digit * 45**place for place, digit in enumerate(digits))
        if -1 in digits or len(digits) == 1 or value >= 256 ** (len(digits) - 1):
            raise _unreadable()
        found += value.to_bytes(len(digits) - 1, "big")
    return bytes(found)
