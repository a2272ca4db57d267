"""Reads an age file piece by piece, for readers that pull; must not be used for anything that is not signed or ours.

pyrage writes our age files, and could decrypt them only by pushing everything into a writer: an import that pulls
events out of a bundle would then need a thread, plain text on the disk, or the whole bundle in memory. The age v1
format (age-encryption.org/v1, X25519 recipients, STREAM of 64 KiB chunks) is small and fixed; this module reads it
with the primitives of `cryptography`, every chunk authenticated before a byte of it is handed out. Tests hold it
against pyrage and the `age` command in both directions and against damaged files.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from exports.bundles.installation_keys import ByteReader

CHUNK: Final = 65536
_TAG: Final = 16
_VERSION: Final = b"age-encryption.org/v1"
_MAX_HEADER: Final = 1 << 20
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class NotForUs(Exception):
    """None of the identities opens this file."""


class Damaged(Exception):
    """Not an age file, or a part of it is not what was encrypted."""


class AgeReader:
    """Plaintext of an age file, at most one chunk in memory.

    `read` answers up to `size` bytes, b"" at the end. Truncation, trailing bytes and any change raise Damaged; what
    was read before is authentic, but may be only a beginning: use nothing for good before the end was reached.
    """

    def __init__(self, source: ByteReader, identities: Iterable[str]) -> None:
        """Raises NotForUs or Damaged."""
        self._source = source
        self._buffer = b""
        file_key = self._open_header([_secret_of(identity) for identity in identities])
        self._payload = ChaCha20Poly1305(_hkdf(file_key, self._exactly(16), b"payload"))
        self._counter = 0
        self._ahead = self._some(CHUNK + _TAG)
        self._plain = b""
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        if self._at == len(self._plain):
            self._plain, self._at = self._chunk(), 0
        if size < 0:
            pieces = [self._plain[self._at :]]
            while piece := self._chunk():
                pieces.append(piece)
            self._plain, self._at = b"", 0
            return b"".join(pieces)
        found = self._plain[self._at : self._at + size]
        self._at += len(found)
        return found

    def _chunk(self) -> bytes:
        """The next chunk; looks one ahead, since only the last one may be short and it says so in its nonce."""
        if not self._ahead:
            if self._counter == 0:
                raise Damaged("no payload")
            return b""
        sealed = self._ahead
        self._ahead = self._some(CHUNK + _TAG) if len(sealed) == CHUNK + _TAG else b""
        nonce = self._counter.to_bytes(11, "big") + (b"\x00" if self._ahead else b"\x01")
        try:
            plain = self._payload.decrypt(nonce, sealed, None)
        except InvalidTag as error:
            raise Damaged(f"chunk {self._counter}") from error
        if not plain and self._counter > 0:
            raise Damaged("empty last chunk")
        self._counter += 1
        return plain

    def _open_header(self, secrets: list[bytes]) -> bytes:
        lines: list[bytes] = []
        file_key: bytes | None = None
        line = self._line()
        if line != _VERSION:
            raise Damaged("not an age v1 file")
        lines.append(line)
        while not (line := self._line()).startswith(b"---"):
            if not line.startswith(b"-> "):
                raise Damaged("stanza expected")
            lines.append(line)
            body = self._stanza_body(lines)
            if file_key is None:
                file_key = _unwrap(line.split(b" ")[1:], body, secrets)
        if file_key is None:
            raise NotForUs
        text = b"\n".join(lines) + b"\n---"
        mac = hmac.new(_hkdf(file_key, b"", b"header"), text, hashlib.sha256).digest()
        if not line.startswith(b"--- ") or not hmac.compare_digest(_base64(line[4:]), mac):
            raise Damaged("header MAC")
        return file_key

    def _stanza_body(self, lines: list[bytes]) -> bytes:
        """Base64 lines of 64 characters; the first shorter one ends the body."""
        text = b""
        while True:
            line = self._line()
            lines.append(line)
            text += line
            if len(line) < 64:
                return _base64(text)
            if len(line) > 64:
                raise Damaged("stanza line too long")

    def _line(self) -> bytes:
        while (end := self._buffer.find(b"\n")) < 0:
            more = self._source.read(4096)
            if not more or len(self._buffer) > _MAX_HEADER:
                raise Damaged("header does not end")
            self._buffer += more
        line, self._buffer = self._buffer[:end], self._buffer[end + 1 :]
        return line

    def _some(self, size: int) -> bytes:
        """Exactly `size` bytes unless the source ends before."""
        found = self._buffer[:size]
        self._buffer = self._buffer[size:]
        if len(found) == size:
            return found
        pieces = [found]
        missing = size - len(found)
        while missing and (piece := self._source.read(missing)):
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def _exactly(self, size: int) -> bytes:
        found = self._some(size)
        if len(found) != size:
            raise Damaged("truncated")
        return found


def _unwrap(arguments: list[bytes], body: bytes, secrets: list[bytes]) -> bytes | None:
    """The file key of an X25519 stanza that is ours; None for other stanzas, which age demands to be ignored."""
    if arguments[0] != b"X25519":
        return None
    if len(arguments) != 2 or len(body) != 32 or len(share := _base64(arguments[1])) != 32:
        raise Damaged("X25519 stanza")
    for secret in secrets:
        key = X25519PrivateKey.from_private_bytes(secret)
        ours = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        try:
            shared = key.exchange(X25519PublicKey.from_public_bytes(share))
            wrap = _hkdf(shared, share + ours, b"age-encryption.org/v1/X25519")
            return ChaCha20Poly1305(wrap).decrypt(bytes(12), body, None)
        except (InvalidTag, ValueError):
            continue
    return None


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(secret)


def _base64(text: bytes) -> bytes:
    """Unpadded base64 in its one spelling."""
    try:
        found = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError as error:
        raise Damaged("base64") from error
    if base64.b64encode(found).rstrip(b"=") != text:
        raise Damaged("base64 spelling")
    return found


def _secret_of(identity: str) -> bytes:
    """The 32 bytes of `AGE-SECRET-KEY-1...` (Bech32, BIP 173); ValueError when it is none."""
    prefix, _, data = identity.strip().lower().rpartition("1")
    if prefix != "age-secret-key-" or not set(data) <= set(_BECH32):
        raise ValueError("no age identity")
    values = [_BECH32.index(c) for c in data]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    if _bech32_checksum(expanded + values) != 1:
        raise ValueError("no age identity: checksum")
    bits = 0
    for value in values[:-6]:
        bits = bits << 5 | value
    return (bits >> 4).to_bytes(32, "big")


def _bech32_checksum(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> bit & 1:
                check ^= generator
    return check
