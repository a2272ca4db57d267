"""The two small files that make a station known to its county; must not touch a database or decide a binding.

`county enrol` writes an invitation (it holds a one-time secret and travels by hand); the installation answers with an
introduction in the outer frame of its first bundles. Twelve digits of the secret's hash are shown on both screens and
read over the telephone (sync-model.md §2).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from desktop.domain.canonical import encode_checked, sha256
from desktop.domain.errors import Situation
from desktop.domain.manifest import Code
from desktop.domain.station_events import Published
from desktop.services.seams import Random
from exports.bundles.installation_keys import InstallationKeys, sign_compact, verify_compact

INVITATION_SUFFIX: Final = ".fqinvite"
SECRET_BYTES: Final = 32
_FORMAT: Final = 1


class CountyCertificate(Struct, frozen=True):
    """What a station must know of its county: signing key, and who can read what it sends (operation and escrow).

    `sealed_recipient`: who can read what goes by the sealed route; "" from a county of an older program.
    """

    code: Code
    name: str
    sign_key: str
    operation_recipient: str
    escrow_recipient: str
    sealed_recipient: str = ""


class ReferenceFile(Struct, frozen=True):
    """A published piece of reference data with its file."""

    key: str
    published: Published
    data: bytes


class Invitation(Struct, frozen=True, kw_only=True):
    """Everything a new installation needs; `secret` is used once. No private key of the county is in it.

    `rebuild`: for a computer that takes the place of a lost one, the age identity that opens the bundles beside the
    invitation, itself encrypted by a code that is told by telephone.
    """

    county: CountyCertificate
    station: Code
    station_name: str
    installation: Code
    letter: str
    secret: Annotated[bytes, Meta(min_length=SECRET_BYTES, max_length=SECRET_BYTES)]
    reference: tuple[ReferenceFile, ...] = ()
    rebuild: bytes = b""
    format: int = _FORMAT

    def __repr__(self) -> str:
        return f"Invitation({self.county.code}, {self.station}, {self.installation})"


class _Signed(Struct, frozen=True):
    invitation: msgspec.Raw
    signature: bytes


class Introduction(Struct, frozen=True, forbid_unknown_fields=True):
    """introduction.json: these keys speak for the installation, proved by the invitation's secret."""

    installation: Code
    sign_key: Annotated[str, Meta(min_length=56, max_length=56)]
    age_recipient: Annotated[str, Meta(max_length=100)]
    proof: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


_SIGNED = msgspec.json.Decoder(_Signed)
_INVITATION = msgspec.json.Decoder(Invitation)
_INTRODUCTION = msgspec.json.Decoder(Introduction)


def new_secret(random: Random) -> bytes:
    """A one-time secret of 256 bits."""
    return random.bytes(SECRET_BYTES)


def secret_hash(secret: bytes) -> str:
    """What the county's log keeps of the secret (`station.invited.secret_hash`)."""
    return sha256(secret).hex()


def spoken_digits(hash_of_secret: str) -> str:
    """The twelve digits shown on both screens, in groups of four. A hash of a random secret tells nothing of it."""
    digits = f"{int(hash_of_secret, 16) % 10**12:012d}"
    return f"{digits[:4]} {digits[4:8]} {digits[8:]}"


def make_invitation(invitation: Invitation, county_keys: InstallationKeys) -> bytes:
    """Bytes of an invitation file, signed by the county so that a damaged or altered one is noticed."""
    raw = encode_checked(invitation)
    return encode_checked(_Signed(msgspec.Raw(raw), sign_compact(county_keys, raw))) + b"\n"


def read_invitation(raw: bytes) -> Invitation:
    """Decode an invitation.

    The signature is by the key inside it: it proves that the file is whole, not whose it is. That is what the twelve
    digits are for.

    Raises:
        Situation: S-602 damaged or not an invitation; S-603 written by a newer program.
    """
    try:
        signed = _SIGNED.decode(raw)
        invitation = _INVITATION.decode(signed.invitation)
        intact = verify_compact(invitation.county.sign_key, bytes(signed.invitation), signed.signature)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        intact = False
    if not intact:
        raise Situation(
            "S-602", "接入文件已损坏，或者不是接入文件。", safe="本机没有改动。", way_out="请县级管理员重新写出一份。"
        )
    if invitation.format > _FORMAT:
        raise Situation("S-603", "接入文件由更新版本的程序写出。", safe="本机没有改动。", way_out="请先升级本程序。")
    return invitation


def make_introduction(secret: bytes, installation: str, keys: InstallationKeys) -> bytes:
    """introduction.json for the first bundles of an installation."""
    proof = _proof(secret, installation, keys.sign_key, keys.age.recipient)
    return encode_checked(Introduction(installation, keys.sign_key, keys.age.recipient, proof))


def read_introduction(raw: bytes) -> Introduction:
    """Decode introduction.json; ValueError when it is none or not canonical."""
    try:
        found = _INTRODUCTION.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"no introduction: {error}") from error
    if encode_checked(found) != raw:
        raise ValueError("introduction is not canonical")
    return found


def check_introduction(secret: bytes, introduction: Introduction) -> bool:
    """Whether it was made by somebody who holds the invitation's secret, for exactly these keys."""
    said = _proof(secret, introduction.installation, introduction.sign_key, introduction.age_recipient)
    return hmac.compare_digest(said, introduction.proof)


def _proof(secret: bytes, installation: str, sign_key: str, age_recipient: str) -> str:
    keys = {"age_recipient": age_recipient, "installation": installation, "sign_key": sign_key}
    return hmac.new(secret, encode_checked(keys), hashlib.sha256).hexdigest()
