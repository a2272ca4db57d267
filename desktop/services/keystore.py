"""Guards the random data key: one slot per user, one for the recovery sheet, one for the county. No database here.

`keys.json` lies beside the database and inside every backup. A slot wraps the key with AES-GCM under an Argon2id key
of the passphrase; the county's copy is encrypted by age to its recovery recipient. Changing a passphrase rewraps one
slot and leaves the database as it is.
"""

from __future__ import annotations

import base64
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Struct

from desktop.domain.errors import RuleViolation, Situation
from desktop.services.seams import Fs, Random, read_whole, write_whole

SHEET_WORDS = 16
SHORTEST = 6


class Cost(Struct, frozen=True):
    """Argon2id cost: passes, memory in KiB, lanes. The default takes about 0.13 s on a cheap laptop."""

    passes: int = 3
    memory: int = 65536
    lanes: int = 1


class Slot(Struct, frozen=True):
    """The data key wrapped for one holder. `kind` user or sheet; `owner` the login name, "" for the sheet."""

    kind: str
    owner: str
    salt: str
    cost: Cost
    nonce: str
    wrapped: str


class KeyFile(Struct, frozen=True):
    """What stands in keys.json. `county`: the data key encrypted by age to the county's recovery recipient, base64."""

    version: int
    slots: tuple[Slot, ...]
    county: str = ""


class KeyStore:
    """Reads and rewrites keys.json; never keeps the data key."""

    def __init__(self, path: Path, fs: Fs, random: Random, cost: Cost | None = None) -> None:
        self.path = path
        self._fs = fs
        self._random = random
        self._cost = cost or Cost()

    def load(self) -> KeyFile:
        """Raises Situation S-203 when the file is missing or unreadable."""
        try:
            return msgspec.json.decode(read_whole(self._fs, self.path), type=KeyFile)
        except (OSError, msgspec.DecodeError) as error:
            raise Situation(
                "S-203",
                "密钥文件 keys.json 不在或读不出来。",
                safe="数据文件没有改动。",
                way_out="请从备份中恢复同一时间的 keys.json。",
            ) from error

    def create(self, data_key: bytes) -> list[str]:
        """Start a key file with the recovery sheet alone; returns its 16 words, which are stored nowhere."""
        words = [recovery_words()[b] for b in self._random.bytes(SHEET_WORDS)]
        self._save(KeyFile(1, (self._slot("sheet", "", "".join(words), data_key),)))
        return words

    def put_user(self, login: str, passphrase: str, data_key: bytes) -> None:
        """Add or replace the slot of a user."""
        check_passphrase(passphrase)
        file = self.load()
        slots = tuple(s for s in file.slots if (s.kind, s.owner) != ("user", login))
        self._save(msgspec.structs.replace(file, slots=(*slots, self._slot("user", login, passphrase, data_key))))

    def remove_user(self, login: str) -> None:
        """Take a user's slot away; the last one cannot go, or nobody could open the data any more."""
        file = self.load()
        slots = tuple(s for s in file.slots if (s.kind, s.owner) != ("user", login))
        if not any(s.kind == "user" for s in slots):
            raise RuleViolation("R-201", "这是最后一个能打开数据的用户，不能移除。", way_out="请先添加另一个用户。")
        self._save(msgspec.structs.replace(file, slots=slots))

    def set_county(self, data_key: bytes, recipient: str) -> None:
        """Wrap the data key for the county's recovery recipient (age)."""
        import pyrage

        wrapped = pyrage.encrypt(data_key, [pyrage.x25519.Recipient.from_str(recipient)])
        self._save(msgspec.structs.replace(self.load(), county=base64.b64encode(wrapped).decode()))

    def unlock(self, login: str, passphrase: str) -> bytes:
        """The data key for a user's passphrase; Situation S-201 when it does not fit."""
        return self._unwrap("user", login, passphrase)

    def unlock_with_sheet(self, words: str) -> bytes:
        """The data key for the words of the recovery sheet; blanks and commas between them do not matter."""
        return self._unwrap("sheet", "", "".join(c for c in words if not c.isspace() and c not in ",，、"))

    def unlock_for_county(self, identity: str) -> bytes:
        """The data key by the county's recovery identity (age secret key)."""
        import pyrage

        try:
            wrapped = base64.b64decode(self.load().county)
            return bytes(pyrage.decrypt(wrapped, [pyrage.x25519.Identity.from_str(identity)]))
        except (pyrage.DecryptError, ValueError) as error:
            raise wrong_passphrase() from error

    def logins(self) -> tuple[str, ...]:
        """Login names that have a slot."""
        return tuple(s.owner for s in self.load().slots if s.kind == "user")

    def _unwrap(self, kind: str, owner: str, secret: str) -> bytes:
        for slot in self.load().slots:
            if (slot.kind, slot.owner) == (kind, owner):
                key = _derive(secret, bytes.fromhex(slot.salt), slot.cost)
                try:
                    return AESGCM(key).decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), kind.encode())
                except InvalidTag:
                    break
        raise wrong_passphrase()

    def _slot(self, kind: str, owner: str, secret: str, data_key: bytes) -> Slot:
        salt, nonce = self._random.bytes(16), self._random.bytes(12)
        key = _derive(secret, salt, self._cost)
        wrapped = AESGCM(key).encrypt(nonce, data_key, kind.encode())
        return Slot(kind, owner, salt.hex(), self._cost, nonce.hex(), wrapped.hex())

    def _save(self, file: KeyFile) -> None:
        write_whole(self._fs, self.path, msgspec.json.format(msgspec.json.encode(file), indent=1))


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    normal = unicodedata.normalize("NFC", secret).encode()
    return Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory).derive(
        normal
    )


def wrong_passphrase() -> Situation:
    """The passphrase does not open this slot (told apart from a damaged file, S-202)."""
    return Situation(
        "S-201",
        "口令不对。",
        safe="数据没有改动。",
        way_out="请检查大小写和输入法后再试；忘记了可以用恢复单打开。",
    )


def check_passphrase(passphrase: str) -> None:
    """At least 6 characters, any script; no demands for signs that old people forget.

    Raises:
        RuleViolation: R-202 too short or longer than 500.
    """
    if not SHORTEST <= len(passphrase) <= 500:
        raise RuleViolation(
            "R-202",
            f"口令要{SHORTEST}到500个字。",
            field="passphrase",
            way_out="一句自己记得住的话最好，例如一句老话加一个年份。",
        )


@cache
def recovery_words() -> tuple[str, ...]:
    """The 256 words of recovery sheets; one word is one byte."""
    words = tuple((files("desktop.reference") / "recovery_words.txt").read_text("utf-8").split())
    if len(set(words)) != 256:
        raise ValueError("recovery_words.txt must hold 256 different words")
    return words
