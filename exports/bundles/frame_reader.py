"""The outer frame of a bundle: which bytes are the age file, who signed them; must not decrypt or decide trust.

Content decides, the file's name never. Every bit of the frame is fixed by the format, so a change anywhere is found.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import BinaryIO, Final

from minisign import Error as MinisignError
from minisign import Signature
from msgspec import Struct

from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.manifest import FORMAT, OLDEST_FORMAT
from desktop.services.seams import Fs
from exports.bundles.byte_streams import HashedSpan
from exports.bundles.enrolment import Introduction, read_introduction
from exports.bundles.installation_keys import parse_signature, verify
from exports.bundles.limits import Limits
from exports.bundles.situations import refused_by_medium
from exports.bundles.tar_frame import (
    AGE_NAME,
    BLOCK,
    END,
    INTRODUCTION_NAME,
    SIGNATURE_NAME,
    padded,
    padding,
    read_header,
)

_SMALL: Final = 8192
_COMMENT: Final = re.compile(
    r"fqb(?P<format>\d{1,6}) from=(?P<station>[A-Za-z0-9._-]{1,40})/(?P<installation>[A-Za-z0-9._-]{1,40})"
    r" to=(?P<to>[a-z]+:[A-Za-z0-9._-]{1,40}) key=(?P<key>[A-Za-z0-9+/]{56})"
    r" introduction=(?P<introduction>[0-9a-f]{64}|-)"
)
_VERSION: Final = re.compile(r"fqb(\d{1,6}) ")
_KEY: Final = re.compile(r" key=([A-Za-z0-9+/]{56})(?: |$)")


class SenderClaim(Struct, frozen=True):
    """Who signed, as the signature itself says; true as far as the key goes. `to`: "county:<code>" and the like."""

    station: str
    installation: str
    key: str
    to: str


class Frame(Struct, frozen=True):
    """A whole frame with a right signature. `digest`: SHA-256 of the age file."""

    digest: str
    age_size: int
    claim: SenderClaim
    introduction: Introduction | None


def read_frame(fs: Fs, path: Path, limits: Limits) -> Frame:
    """Read and judge everything outside the encryption.

    Raises:
        BundleRefused: E01 cut, E03 introduction of other keys, E05 signature, E06 not a bundle or changed, E07, E08,
            E09, E10, E15.
    """
    try:
        size = fs.size(path)
        if size > limits.file:
            raise BundleRefused("E09", f"file of {size} bytes")
        with fs.open_read(path) as file:
            age_size, signature, introduction = _Layout(file, size).read()
            return _judge(file, age_size, signature, introduction)
    except OSError as error:
        raise refused_by_medium(error) from error


def looks_like_bundle(first_block: bytes) -> bool:
    """Whether a file begins as a bundle does, whatever it is called."""
    return first_block[: len(AGE_NAME) + 1] == AGE_NAME.encode() + b"\x00"


class _Layout:
    """Walks the outer tar without reading the age file."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._at = 0

    def read(self) -> tuple[int, bytes, bytes | None]:
        name, age_size = read_header(self._take(BLOCK))
        if name != AGE_NAME:
            raise BundleRefused("E06", f"begins with {name}")
        self._at = padded(age_size) - len(padding(age_size))
        if self._at > self._size:
            raise BundleRefused("E01", f"{self._size} of at least {self._at} bytes")
        self._zeros(len(padding(age_size)))
        block = self._take(BLOCK)
        if block == bytes(BLOCK):
            raise BundleRefused("E05", "not signed")
        signature = self._small(block, SIGNATURE_NAME)
        block = self._take(BLOCK)
        introduction = None
        if block != bytes(BLOCK):
            introduction = self._small(block, INTRODUCTION_NAME)
            self._zeros(BLOCK)
        self._zeros(len(END) - BLOCK)
        if self._at != self._size:
            raise BundleRefused("E06", f"{self._size - self._at} bytes follow the end")
        return age_size, signature, introduction

    def _small(self, block: bytes, expected: str) -> bytes:
        name, size = read_header(block)
        if name != expected:
            raise BundleRefused("E06", f"{name} stands where {expected} should")
        if size > _SMALL:
            raise BundleRefused("E09", f"{name} of {size} bytes")
        found = self._take(size)
        self._zeros(len(padding(size)))
        return found

    def _zeros(self, size: int) -> None:
        if self._take(size) != bytes(size):
            raise BundleRefused("E06", "padding is not zero")

    def _take(self, size: int) -> bytes:
        self._file.seek(self._at)
        found = self._file.read(size)
        if len(found) != size:
            raise BundleRefused("E01", f"ends at {self._size}")
        self._at += size
        return found


def _judge(file: BinaryIO, age_size: int, raw: bytes, introduction: bytes | None) -> Frame:
    """Signature first: with the key it names, so that damage (E05) and a stranger (E03) are told apart."""
    signature = _parse(raw)
    said = signature.trusted_comment
    key = _KEY.search(said)
    window = HashedSpan(file, BLOCK, age_size)
    if key is None or not verify(key[1], window, signature):
        raise BundleRefused("E05", "signature")
    fields = _fields(said)
    found = hashlib.sha256(introduction).hexdigest() if introduction is not None else "-"
    if fields["introduction"] != found:
        raise BundleRefused("E05", "introduction is not the signed one")
    claim = SenderClaim(fields["station"], fields["installation"], fields["key"], fields["to"])
    return Frame(window.hexdigest(), age_size, claim, _introduced(introduction, claim))


def _parse(raw: bytes) -> Signature:
    try:
        return parse_signature(raw)
    except (MinisignError, ValueError) as error:
        raise BundleRefused("E05", f"signature file: {error}") from error


def _fields(comment: str) -> dict[str, str]:
    version = _VERSION.match(comment)
    if version is not None and int(version[1]) > FORMAT:
        raise BundleRefused("E07", f"frame format {version[1]}")
    if version is not None and int(version[1]) < OLDEST_FORMAT:
        raise BundleRefused("E08", f"frame format {version[1]}")
    found = _COMMENT.fullmatch(comment)
    if found is None:
        raise BundleRefused("E06", "trusted comment")
    return found.groupdict()


def _introduced(raw: bytes | None, claim: SenderClaim) -> Introduction | None:
    if raw is None:
        return None
    try:
        found = read_introduction(raw)
    except ValueError as error:
        raise BundleRefused("E06", "introduction") from error
    if (found.installation, found.sign_key) != (claim.installation, claim.key):
        raise BundleRefused("E03", "introduction of other keys")
    return found
