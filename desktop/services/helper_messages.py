"""What goes through the pipes between the program and its helper: jobs there, answers back, each with its length first.

No file names and no keys: the helper is told bytes and what to do with them. Both sides import this module and nothing
else of each other.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec import Struct

from desktop.domain.foreign import Code, TextLine

HEAD: Final = 4
"""Bytes of the length before each message, big-endian."""
LARGEST_ORDER: Final = 256 << 20
LARGEST_ANSWER: Final = 512 << 20
UNNAMED: Final = "\ue000"
"""Stands for the file's name, which the helper does not know, in what it says."""


class Look(Struct, frozen=True, tag="look"):
    """What kind of file is it, how many pages, how large?"""

    data: bytes = b""


class PageJob(Struct, frozen=True, tag="page"):
    """One page (from 0) as pixels, its longer side at most `longest`."""

    number: int
    longest: int
    data: bytes = b""


class CodesJob(Struct, frozen=True, tag="codes"):
    """All QR codes of all pages."""

    data: bytes


class TableJob(Struct, frozen=True, tag="table"):
    """The rows of a sheet."""

    data: bytes
    sheet: str


class TextJob(Struct, frozen=True, tag="text"):
    """The printed lines of one page (from 0)."""

    data: bytes
    number: int


class PrintedJob(Struct, frozen=True, tag="printed"):
    """The text that a PDF itself holds, page by page."""

    data: bytes


class TemplateJob(Struct, frozen=True, tag="template"):
    """A document template (`data`, the text of its file) and what to do with it; views and bodies in MessagePack.

    `ask`: "check" for its faults (and whether it comes to an end with the view), "missing" facts of the view, "model"
    of the paper, "blank" for a form to fill in by hand of the body (`committee`), for a case when there is one.
    `period`: the view is of a period.
    """

    data: bytes
    view: bytes = b""
    ask: Literal["check", "missing", "model", "blank"] = "model"
    period: bool = False
    committee: bytes = b""


Job = Look | PageJob | CodesJob | TableJob | TextJob | PrintedJob | TemplateJob


class Order(Struct, frozen=True):
    """A job with what it may cost. `idle`: seconds after which an unasked helper ends.

    `size`: so many bytes follow, which are the job's `data`; on its way the job has none.
    """

    job: Job
    seconds: float
    megabytes: int
    idle: float
    size: int


class Refused(Struct, frozen=True):
    """A Situation, or a RuleViolation (`rule`), in its parts."""

    rule: bool
    code: str
    message: str
    safe: str = ""
    way_out: str = ""
    field: str = ""


class Answer(Struct, frozen=True):
    """The result (its kind follows from the job) or why there is none. `worn`: the helper is to be started anew."""

    result: bytes = b""
    refused: Refused | None = None
    worn: bool = False


class CodesFound(Struct, frozen=True):
    """Answer to `CodesJob`."""

    codes: tuple[Code, ...]


class TextFound(Struct, frozen=True):
    """Answer to `TextJob`."""

    lines: tuple[TextLine, ...]


class PrintedFound(Struct, frozen=True):
    """Answer to `PrintedJob`: lines of each page."""

    pages: tuple[tuple[str, ...], ...]


class Composed(Struct, frozen=True):
    """Answer to `TemplateJob`: the canonical document model; or (line, message) of faults; or (path, name) of facts."""

    model: bytes = b""
    faults: tuple[tuple[int, str], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()


def pack(message: Struct) -> bytes:
    """A message with its length before it."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(HEAD, "big") + body
