"""Accusations (检举控告): what lies inside a sealed event, and its pure fold. Nothing of it may reach an open table.

《信访工作条例》 Art. 30, 46: never passed to the accused, seen by two roles only. An event of such a matter is a header
with a random identity and a body encrypted to the sealed route; the acts below are what is encrypted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec
from msgspec import Struct

from desktop.domain.canonical import encode
from desktop.domain.case_events import Text

SEALED_AGGREGATE: Final = "sealed"
SEALED_FORMS: Final = "sealed"
"""Form keys of drafts of sealed matters begin with this word."""

_PAGE: Final = 1024
"""Boxes are filled up to whole pages, so that their size tells little of the text."""


class SealedOpened(Struct, frozen=True, tag="opened"):
    """An accusation was received. `anonymous`: no accuser is known; `series`, `serial`: of the sealed numbers."""

    number: str
    series: str
    serial: int
    received_at: str
    form: Literal["oral", "written", "phone", "net"]
    accused: str
    content: Text
    registrar: str
    accused_unit: str = ""
    accuser: str = ""
    accuser_contact: str = ""
    anonymous: bool = False


class SealedNoted(Struct, frozen=True, tag="noted"):
    """Something was done or learned."""

    on: str
    text: Text


class SealedAttached(Struct, frozen=True, tag="attached"):
    """A file of the matter; `blob` is the content hash of its encrypted form, `content_hash` of the plain one."""

    name: str
    media_type: str
    size: int
    blob: str
    content_hash: str


class SealedReferred(Struct, frozen=True, tag="referred"):
    """Handed to the organ that may deal with it (纪检监察 or another): to whom, how, against what receipt."""

    on: str
    to: str
    way: str
    receipt: str = ""


class SealedClosed(Struct, frozen=True, tag="closed"):
    """Finished here, with what the accuser was told."""

    on: str
    outcome: str
    told: Text = ""


SealedAct = SealedOpened | SealedNoted | SealedAttached | SealedReferred | SealedClosed


class Enclosed(Struct, frozen=True):
    """What is encrypted: the act, who did it and when, and blanks up to a whole page."""

    act: SealedAct
    actor: str
    at: str
    pad: str = ""

    @property
    def key(self) -> bytes:
        """The same for an act that was closed once more for another reader; its file then has another box."""
        act = msgspec.structs.replace(self.act, blob="") if isinstance(self.act, SealedAttached) else self.act
        return encode(Enclosed(act, self.actor, self.at))


class SealedState(Struct, frozen=True):
    """A sealed matter as now known to those who may."""

    id: str
    opened: SealedOpened
    acts: tuple[Enclosed, ...]
    closed: bool
    last_at: str


def enclose(act: SealedAct, actor: str, at: str) -> bytes:
    """Canonical bytes of an act, filled up to a whole page."""
    bare = Enclosed(act, actor, at)
    short = -len(encode(bare)) % _PAGE
    return encode(msgspec.structs.replace(bare, pad=" " * short))


def disclose(raw: bytes) -> Enclosed | None:
    """The act in a decrypted box; None for an act of a newer program."""
    try:
        return msgspec.json.decode(raw, type=Enclosed)
    except msgspec.DecodeError:
        return None


def fold_sealed(matter_id: str, acts: Iterable[Enclosed]) -> SealedState | None:
    """The state of a matter from its acts in canonical order; None without a readable first one.

    An act that stands there twice, closed for one more reader, counts once.
    """
    known: Sequence[Enclosed] = tuple({act.key: act for act in acts}.values())
    opened = next((e.act for e in known if isinstance(e.act, SealedOpened)), None)
    if opened is None:
        return None
    closed = any(isinstance(e.act, SealedClosed) for e in known)
    return SealedState(matter_id, opened, tuple(known), closed, max(e.at for e in known))


def words_of(state: SealedState) -> str:
    """Everything of a matter that its own search looks through."""
    return "\n".join(
        value
        for entry in state.acts
        for value in msgspec.structs.asdict(entry.act).values()
        if isinstance(value, str) and value
    )
