"""An installation's keys: minisign key pair to sign, age identity to read; must not decide whom to trust.

Both libraries take their randomness from the operating system themselves. That is on purpose: key material must not
come through a seam that a test can steer. Secrets are kept in the local table of the encrypted database, never in
files, logs or `repr`.
"""

from __future__ import annotations

import base64
from typing import Final

import msgspec
import pyrage
from minisign import Error as MinisignError
from minisign import KeyPair, PublicKey, SecretKey, Signature
from msgspec import Struct

from desktop.domain.errors import Situation
from desktop.services.seams import ByteReader

SIGNATURE_COMMENT: Final = "fengqiao bundle signature"
COMPACT_BYTES: Final = 138
_COMPACT_COMMENT: Final = "fqr1"


class AgeIdentity(Struct, frozen=True, repr_omit_defaults=True):
    """An age key pair: `AGE-SECRET-KEY-1...` and `age1...`."""

    identity: str
    recipient: str

    def __repr__(self) -> str:
        return f"AgeIdentity({self.recipient})"


_TOO_MUCH: Final = "Excessive work"
"""So age refuses what it expects to take sixteen times as long as its own locking would here: it measures that anew at
each try, so a moment's load of another program can make a right code fail."""
_TRIES: Final = 4


class InstallationKeys(Struct, frozen=True):
    """All keys of one installation (or of the county), in the text forms that the tools themselves use."""

    sign_secret: str
    sign_key: str
    age: AgeIdentity

    def __repr__(self) -> str:
        return f"InstallationKeys({self.sign_key}, {self.age!r})"


def new_age_identity() -> AgeIdentity:
    """A fresh age key pair: an installation's, the county's escrow key, a sealed-route recipient."""
    identity = pyrage.x25519.Identity.generate()
    return AgeIdentity(str(identity), str(identity.to_public()))


def lock_identity(identity: str, code: str) -> bytes:
    """An age identity encrypted by a code that is told another way (age's scrypt recipient)."""
    return bytes(pyrage.passphrase.encrypt(identity.encode(), code))


def unlock_identity(locked: bytes, code: str) -> str:
    """The age identity of `lock_identity`.

    Raises:
        Situation: S-609 another code, or damaged; S-610 this computer is too busy or too slow for the work.
    """
    for left in reversed(range(_TRIES)):
        try:
            return bytes(pyrage.passphrase.decrypt(locked, code)).decode()
        except pyrage.DecryptError as error:
            if _TOO_MUCH not in str(error):
                raise Situation(
                    "S-609", "重建码不对。", safe="没有改动任何内容。", way_out="请与县里电话核对重建码，再试一次。"
                ) from error
            if not left:
                raise _too_busy() from error
    raise AssertionError("every try returns or raises")


def _too_busy() -> Situation:
    return Situation(
        "S-610",
        "这台电脑现在太忙，重建码没有核对成。",
        safe="没有改动任何内容，重建码也许是对的。",
        way_out="请关掉别的程序，过一会儿用同一个重建码再试；总是这样的，请换一台快一些的电脑。",
    )


def new_keys() -> InstallationKeys:
    """Fresh keys for an installation."""
    pair = KeyPair.generate()
    return InstallationKeys(
        pair.secret_key.to_base64().decode(), pair.public_key.to_base64().decode(), new_age_identity()
    )


def encode_keys(keys: InstallationKeys) -> bytes:
    """Bytes for the local table; secret."""
    return msgspec.json.encode(keys)


def read_keys(raw: bytes) -> InstallationKeys:
    """Decode stored keys.

    Raises:
        Situation: S-601, the stored keys are damaged.
    """
    try:
        keys = msgspec.json.decode(raw, type=InstallationKeys)
        SecretKey.from_base64(keys.sign_secret)
        pyrage.x25519.Identity.from_str(keys.age.identity)
    except (msgspec.DecodeError, MinisignError, pyrage.IdentityError) as error:
        raise Situation(
            "S-601",
            "这台电脑的密钥记录已损坏。",
            safe="案件数据不受影响。",
            way_out="请从最近的备份恢复，或联系县级管理员重新办理接入。",
        ) from error
    return keys


def public_key_file(sign_key: str) -> bytes:
    """The key as a `minisign -p` file."""
    key = PublicKey.from_base64(sign_key)
    return bytes(key) + b"\n"


def sign(keys: InstallationKeys, data: ByteReader, trusted_comment: str) -> bytes:
    """Detached minisign signature file over all that `data` reads; prehashed, so it streams. ASCII comment."""
    with SecretKey.from_base64(keys.sign_secret) as secret:
        made = secret.sign(data, prehash=True, untrusted_comment=SIGNATURE_COMMENT, trusted_comment=trusted_comment)
    return bytes(made) + b"\n"


def parse_signature(raw: bytes) -> Signature:
    """A signature file in exactly the form that `sign` writes.

    Only one spelling is taken: bits that the signature does not cover (comment, unused base64 bits) must not give a
    second file with the same meaning.

    Raises:
        ValueError: another form.
    """
    found = Signature.from_bytes(raw)
    if bytes(found) + b"\n" != raw or found.untrusted_comment != SIGNATURE_COMMENT or not found.is_prehashed():
        raise ValueError("not the one spelling of a signature")
    return found


def verify(sign_key: str, data: ByteReader, signature: Signature) -> bool:
    """Whether `sign_key` made this signature over all that `data` reads."""
    try:
        PublicKey.from_base64(sign_key).verify(data, signature)
    except MinisignError:
        return False
    return True


def sign_compact(keys: InstallationKeys, data: bytes) -> bytes:
    """The same signature without its texts, 138 bytes, for places where room is dear (QR, invitation)."""
    with SecretKey.from_base64(keys.sign_secret) as secret:
        made = secret.sign(data, prehash=True, trusted_comment=_COMPACT_COMMENT)
    lines = bytes(made).split(b"\n")
    return base64.b64decode(lines[1]) + base64.b64decode(lines[3])


def verify_compact(sign_key: str, data: bytes, signature: bytes) -> bool:
    """Whether `sign_key` made this compact signature over `data`."""
    if len(signature) != COMPACT_BYTES:
        return False
    first, second = (base64.b64encode(part).decode() for part in (signature[:74], signature[74:]))
    text = f"untrusted comment: -\n{first}\ntrusted comment: {_COMPACT_COMMENT}\n{second}\n"
    try:
        PublicKey.from_base64(sign_key).verify(data, Signature.from_bytes(text.encode()))
    except MinisignError:
        return False
    return True
