"""Guards the random data key: one slot per user, one for the recovery sheet, one for the county. No database here.

`keys.json` lies beside the database and inside every backup. Every slot has its own age key pair: the secret half is
wrapped with AES-GCM under an Argon2id key of the passphrase, the data key is encrypted by age to the public half. So a
passphrase is changed by rewrapping one slot, and the data key is renewed for everybody without anybody's passphrase
(docs/decisions/0002-keys-and-revocation.md).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
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
    """Argon2id cost: passes, memory in KiB, lanes. The default takes about 0.13 s on a cheap laptop.

    46 MiB and four passes: as slow to guess as 64 MiB and three, and the window stays under 200 MB while it unlocks.
    """

    passes: int = 4
    memory: int = 47104
    lanes: int = 1


_MOST = Cost(passes=100, memory=1 << 20, lanes=16)
"""A damaged or forged keys.json must not take all memory of the computer."""


class Slot(Struct, frozen=True):
    """The data key for one holder. `kind` user or sheet; `owner` the login name, "" for the sheet.

    `wrapped`: the slot's age secret key under the passphrase; `recipient`: its public key; `box`: the data key
    encrypted to it, base64; `proof`: HMAC of the recipient under the data key, so that a strange recipient put into
    the file is not given the next data key.
    """

    kind: str
    owner: str
    salt: str
    cost: Cost
    nonce: str
    wrapped: str
    recipient: str
    box: str
    proof: str


class NextBox(Struct, frozen=True):
    """The coming data key for one holder, while the database is being rewritten under it."""

    kind: str
    owner: str
    box: str
    proof: str


class KeyFile(Struct, frozen=True):
    """What stands in keys.json. `county`: the data key encrypted by age to `county_recipient`, base64.

    `coming`: boxes of the next data key; there only between the begin and the end of a renewal.
    """

    version: int
    slots: tuple[Slot, ...]
    county: str = ""
    county_recipient: str = ""
    county_proof: str = ""
    coming: tuple[NextBox, ...] = ()


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
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise _unreadable() from error

    def create(self, data_key: bytes) -> list[str]:
        """Start a key file with the recovery sheet alone; returns its 16 words, which are stored nowhere."""
        words = self._sheet_words()
        self._save(KeyFile(1, (self._slot("sheet", "", "".join(words), data_key),)))
        return words

    def put_sheet(self, data_key: bytes) -> list[str]:
        """Replace the recovery sheet: its 16 words, stored nowhere; the words before open nothing any more."""
        words, file = self._sheet_words(), self.load()
        slots = tuple(s for s in file.slots if s.kind != "sheet")
        self._save(msgspec.structs.replace(file, slots=(self._slot("sheet", "", "".join(words), data_key), *slots)))
        return words

    def put_user(self, login: str, passphrase: str, data_key: bytes) -> None:
        """Add or replace the slot of a user; the caller has asked `check_passphrase` (a practice station need not)."""
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
        proof = _proof(data_key, "county", "", recipient)
        box = _box(data_key, recipient)
        file = self.load()
        self._save(msgspec.structs.replace(file, county=box, county_recipient=recipient, county_proof=proof))

    def unlock(self, login: str, passphrase: str) -> bytes:
        """The data key for a user's passphrase; Situation S-201 when it does not fit."""
        return self.unlock_keys(login, passphrase)[0]

    def unlock_keys(self, login: str, passphrase: str) -> tuple[bytes, ...]:
        """As `unlock`; after an interrupted renewal the present data key and the coming one, one of which fits."""
        return self._unwrap("user", login, passphrase)

    def unlock_with_sheet(self, words: str) -> bytes:
        """The data key for the words of the recovery sheet; blanks and commas between them do not matter."""
        return self.unlock_keys_with_sheet(words)[0]

    def unlock_keys_with_sheet(self, words: str) -> tuple[bytes, ...]:
        """As `unlock_keys`, by the recovery sheet."""
        return self._unwrap("sheet", "", "".join(c for c in words if not c.isspace() and c not in ",，、"))

    def unlock_for_county(self, identity: str) -> bytes:
        """The data key by the county's recovery identity (age secret key)."""
        return _unbox(self.load().county, identity)

    def logins(self) -> tuple[str, ...]:
        """Login names that have a slot."""
        return tuple(s.owner for s in self.load().slots if s.kind == "user")

    def holders_of(self, data_key: bytes) -> frozenset[tuple[str, str]]:
        """(kind, owner) of the slots that lead to this data key, told without any passphrase; a strange slot is not."""
        file = self.load()
        owners = {(s.kind, s.owner): s.recipient for s in file.slots}
        boxes = [(s.kind, s.owner, s.proof) for s in file.slots] + [(b.kind, b.owner, b.proof) for b in file.coming]
        return frozenset(
            (kind, owner)
            for kind, owner, proof in boxes
            if (kind, owner) in owners
            and hmac.compare_digest(proof, _proof(data_key, kind, owner, owners[kind, owner]))
        )

    def begin_renewal(self, data_key: bytes, new_key: bytes) -> None:
        """Write the new data key beside the present one for every holder; the database follows, then `end_renewal`.

        Raises:
            Situation: S-241 somebody changed the holders in keys.json without knowing the data key.
        """
        file = self.load()
        holders = [(s.kind, s.owner, s.recipient, s.proof) for s in file.slots]
        if file.county_recipient:
            holders.append(("county", "", file.county_recipient, file.county_proof))
        if any(not hmac.compare_digest(proof, _proof(data_key, k, o, r)) for k, o, r, proof in holders):
            raise Situation(
                "S-241",
                "密钥文件 keys.json 被别的程序改动过。",
                safe="数据没有改动，密钥没有更换。",
                way_out="请从备份中恢复 keys.json，再更换密钥。",
            )
        coming = tuple(NextBox(k, o, _box(new_key, r), _proof(new_key, k, o, r)) for k, o, r, _ in holders)
        self._save(msgspec.structs.replace(file, coming=coming))

    def end_renewal(self, *, renewed: bool) -> None:
        """The database now opens with the coming key (`renewed`) or still with the present one: keep only that."""
        file = self.load()
        coming = {(box.kind, box.owner): box for box in file.coming}
        if renewed and coming:
            slots = tuple(
                msgspec.structs.replace(s, box=coming[s.kind, s.owner].box, proof=coming[s.kind, s.owner].proof)
                for s in file.slots
                if (s.kind, s.owner) in coming
            )
            file = msgspec.structs.replace(file, slots=slots)
            if ("county", "") in coming:
                county = coming["county", ""]
                file = msgspec.structs.replace(file, county=county.box, county_proof=county.proof)
        self._save(msgspec.structs.replace(file, coming=()))

    def _unwrap(self, kind: str, owner: str, secret: str) -> tuple[bytes, ...]:
        file = self.load()
        for slot in file.slots:
            if (slot.kind, slot.owner) == (kind, owner):
                try:
                    key = _derive(secret, bytes.fromhex(slot.salt), slot.cost)
                    identity = AESGCM(key).decrypt(
                        bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), f"{kind}/{owner}".encode()
                    )
                except InvalidTag:
                    break
                except ValueError as error:
                    raise _unreadable() from error
                boxes = [slot.box, *(b.box for b in file.coming if (b.kind, b.owner) == (kind, owner))]
                return tuple(_unbox(box, identity.decode()) for box in boxes)
        raise wrong_passphrase()

    def _sheet_words(self) -> list[str]:
        return [recovery_words()[b] for b in self._random.bytes(SHEET_WORDS)]

    def _slot(self, kind: str, owner: str, secret: str, data_key: bytes) -> Slot:
        import pyrage

        identity = pyrage.x25519.Identity.generate()
        recipient = str(identity.to_public())
        salt, nonce = self._random.bytes(16), self._random.bytes(12)
        key = _derive(secret, salt, self._cost)
        wrapped = AESGCM(key).encrypt(nonce, str(identity).encode(), f"{kind}/{owner}".encode())
        return Slot(
            kind=kind,
            owner=owner,
            salt=salt.hex(),
            cost=self._cost,
            nonce=nonce.hex(),
            wrapped=wrapped.hex(),
            recipient=recipient,
            box=_box(data_key, recipient),
            proof=_proof(data_key, kind, owner, recipient),
        )

    def _save(self, file: KeyFile) -> None:
        write_whole(self._fs, self.path, msgspec.json.format(msgspec.json.encode(file), indent=1))


def _box(data_key: bytes, recipient: str) -> str:
    import pyrage

    return base64.b64encode(pyrage.encrypt(data_key, [pyrage.x25519.Recipient.from_str(recipient)])).decode()


def _unbox(box: str, identity: str) -> bytes:
    import pyrage

    try:
        return bytes(pyrage.decrypt(base64.b64decode(box), [pyrage.x25519.Identity.from_str(identity)]))
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError) as error:
        raise wrong_passphrase() from error


def _proof(data_key: bytes, kind: str, owner: str, recipient: str) -> str:
    return hmac.new(data_key, f"{kind}\n{owner}\n{recipient}".encode(), hashlib.sha256).hexdigest()


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    if cost.memory > _MOST.memory or cost.passes > _MOST.passes or cost.lanes > _MOST.lanes:
        raise ValueError("no program writes such a cost")
    normal = unicodedata.normalize("NFC", secret).encode()
    return Argon2id(salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory).derive(
        normal
    )


def _unreadable() -> Situation:
    return Situation(
        "S-203",
        "密钥文件 keys.json 不在或读不出来。",
        safe="数据文件没有改动。",
        way_out="请从备份中恢复同一时间的 keys.json。",
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
