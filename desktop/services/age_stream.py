"""Writes and reads age files piece by piece; must not be used for reading anything that is not signed or ours.

The age v1 format (age-encryption.org/v1, X25519 recipients, STREAM of 64 KiB chunks) is small and fixed. A library
that does the whole at once could decrypt only by pushing everything into a writer: an import that pulls events out of
a bundle would then need a thread, plain text on the disk, or the whole bundle in memory. This module does it with the
primitives of `cryptography`, three times as fast besides, every chunk authenticated before a byte of it is handed out.
Tests hold it against pyrage and the `age` command in both directions and against damaged files.

Keys and nonces are drawn by the library from the operating system, as all key material (`installation_keys.py`).
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.services.seams import ByteReader

CHUNK: Final = 65536
_TAG: Final = 16
_VERSION: Final = b"age-encryption.org/v1"
_MAX_HEADER: Final = 1 << 20
_WRAP: Final = b"age-encryption.org/v1/X25519"
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class NotForUs(Exception):
    """None of the identities opens this file."""


class Damaged(Exception):
    """Not an age file, or a part of it is not what was encrypted."""


class AgeKey(NamedTuple):
    """One's own key: opens what is closed to its `public` half."""

    secret: X25519PrivateKey
    public: bytes

    @classmethod
    def read(cls, identity: str) -> AgeKey:
        """The key of `AGE-SECRET-KEY-1...`; ValueError when it is none."""
        secret = X25519PrivateKey.from_private_bytes(_bech32(identity.strip().lower(), "age-secret-key-"))
        return cls(secret, secret.public_key().public_bytes_raw())

    def __repr__(self) -> str:
        return f"AgeKey({self.public.hex()})"


def public_of(recipient: str) -> bytes:
    """The public key of `age1...`; ValueError when it is none."""
    return _bech32(recipient, "age")


def age_file(pieces: Iterable[bytes], recipients: Iterable[bytes]) -> Iterator[bytes]:
    """An age file of these pieces, closed to the given public keys, piece by piece.

    The pieces must not change afterwards; what they raise is raised here.
    """
    drawn = ChaCha20Poly1305.generate_key()
    file_key, nonce = drawn[:16], drawn[16:]
    text = b"\n".join((_VERSION, *(_stanza(file_key, public) for public in recipients), b"---"))
    mac = hmac.digest(_hkdf(file_key, b"", b"header"), text, "sha256")
    yield text + b" " + _unpadded(mac) + b"\n" + nonce
    payload = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))
    for counter, (plain, last) in enumerate(_chunks(pieces)):
        yield payload.encrypt(counter.to_bytes(11, "big") + bytes((last,)), plain, None)


def _chunks(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """(plain chunk, whether it is the last one); only the last may be shorter, and only alone may it be empty."""
    kept: list[memoryview] = []
    size = 0
    for piece in pieces:
        view = memoryview(piece)
        while size + len(view) > CHUNK:
            kept.append(view[: CHUNK - size])
            yield b"".join(kept), False
            view = view[CHUNK - size :]
            kept, size = [], 0
        kept.append(view)
        size += len(view)
    yield b"".join(kept), True


def _stanza(file_key: bytes, public: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    wrap = _hkdf(once.exchange(X25519PublicKey.from_public_bytes(public)), share + public, _WRAP)
    body = ChaCha20Poly1305(wrap).encrypt(bytes(12), file_key, None)
    return b"-> X25519 " + _unpadded(share) + b"\n" + _unpadded(body)


class AgeReader:
    """Plaintext of an age file, at most one chunk in memory.

    `read` answers up to `size` bytes, b"" at the end. Truncation, trailing bytes and any change raise Damaged; what
    was read before is authentic, but may be only a beginning: use nothing for good before the end was reached.
    """

    def __init__(self, source: ByteReader, keys: Iterable[AgeKey]) -> None:
        """Raises NotForUs or Damaged."""
        self._source = source
        self._buffer = b""
        file_key = self._open_header(list(keys))
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

    def _open_header(self, keys: list[AgeKey]) -> bytes:
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
                file_key = _unwrap(line.split(b" ")[1:], body, keys)
        if file_key is None:
            raise NotForUs
        text = b"\n".join(lines) + b"\n---"
        mac = hmac.digest(_hkdf(file_key, b"", b"header"), text, "sha256")
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


def _unwrap(arguments: list[bytes], body: bytes, keys: list[AgeKey]) -> bytes | None:
    """The file key of an X25519 stanza that is ours; None for other stanzas, which age demands to be ignored."""
    if arguments[0] != b"X25519":
        return None
    if len(arguments) != 2 or len(body) != 32 or len(share := _base64(arguments[1])) != 32:
        raise Damaged("X25519 stanza")
    for key in keys:
        try:
            shared = key.secret.exchange(X25519PublicKey.from_public_bytes(share))
            return ChaCha20Poly1305(_hkdf(shared, share + key.public, _WRAP)).decrypt(bytes(12), body, None)
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
    if _unpadded(found) != text:
        raise Damaged("base64 spelling")
    return found


def _unpadded(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bech32(text: str, kind: str) -> bytes:
    """The 32 bytes of a key text (BIP 173) that begins with `kind`; ValueError when it is none."""
    prefix, _, data = text.rpartition("1")
    if prefix != kind or len(data) != 58 or not set(data) <= set(_BECH32):
        raise ValueError(f"no {kind} key")
    values = [_BECH32.index(c) for c in data]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    if _bech32_checksum(expanded + values) != 1:
        raise ValueError(f"no {kind} key: checksum")
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
