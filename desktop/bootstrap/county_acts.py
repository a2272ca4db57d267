"""`county assign`: a file of decisions that is carried out whole or not at all; each is one use case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from desktop.bootstrap.station import Desk
from desktop.domain.county_events import GapAccepted
from desktop.domain.errors import RuleViolation
from desktop.usecases.accept_gap import accept_gap
from desktop.usecases.assign_case import AssignCase, assign_case, take_back_ask
from desktop.usecases.comment_on_case import CommentOnCase, comment_on_case
from desktop.usecases.link_persons import link_persons
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.relabel_installation import relabel_installation


class Move(Struct, frozen=True, forbid_unknown_fields=True):
    """`case`: number or id. `to`: a station's code or an installation's id."""

    case: str
    to: str
    reason: str = ""


class TakeBack(Struct, frozen=True, forbid_unknown_fields=True):
    """The county does not want the case moved any more."""

    case: str
    reason: str = ""


class Remark(Struct, frozen=True, forbid_unknown_fields=True):
    """A comment on a case, on a field of it, on a version of it."""

    case: str
    text: str
    field: str = ""
    version: str = ""


class Pair(Struct, frozen=True, forbid_unknown_fields=True):
    """Two person records. `undo`: the link is taken back."""

    first: str
    second: str
    reason: str
    undo: bool = False


class Label(Struct, frozen=True, forbid_unknown_fields=True):
    """Another code and name for an installation."""

    installation: str
    code: str
    name: str


class ActsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The JSON file: lists by kind of act, each may be left out. `assignments` asks the owner where there is one;
    `forced` does not wait; `returns` are comments that send a case back for correction."""

    assignments: tuple[Move, ...] = ()
    asks: tuple[Move, ...] = ()
    forced: tuple[Move, ...] = ()
    rejects: tuple[TakeBack, ...] = ()
    comments: tuple[Remark, ...] = ()
    returns: tuple[Remark, ...] = ()
    links: tuple[Pair, ...] = ()
    gaps: tuple[GapAccepted, ...] = ()
    relabels: tuple[Label, ...] = ()


class ActDone(Struct, frozen=True):
    """What one entry did. `act`: the list it stood in; `subject`: what it was about, as the file named it."""

    act: str
    subject: str
    result: str


def read_acts(raw: bytes) -> ActsFile:
    """Decode the file. Raises RuleViolation R-613 naming the entry that cannot be read."""
    try:
        return msgspec.json.decode(raw, type=ActsFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RuleViolation(
            "R-613", "这个文件读不懂，没有执行任何一条。", field=str(error), way_out=f"请按说明改好再试：{error}"
        ) from error


def assign(desk: Desk, acts: ActsFile) -> tuple[ActDone, ...]:
    """Carry the acts out in one transaction, in the order of the lists above.

    Raises:
        RuleViolation: of any entry; then nothing at all was done.
    """
    with desk.uow(desk.viewer) as uow:
        done = tuple(
            ActDone(kind, subject, act(desk, uow, entry))
            for kind, act in _ACTS.items()
            for entry in getattr(acts, kind)
            for subject in (_subject(entry),)
        )
        uow.commit()
    return done


def _subject(entry: Struct) -> str:
    return str(getattr(entry, entry.__struct_fields__[0]))


def _case(desk: Desk, named: str) -> str:
    """Id of the case with this number; an id is taken as it is."""
    return desk.queries.case_by_number(desk.viewer, named) or named


def _assign(desk: Desk, uow: UnitOfWork, entry: Move) -> str:
    return assign_case(AssignCase(_case(desk, entry.case), entry.to, entry.reason), uow)


def _force(desk: Desk, uow: UnitOfWork, entry: Move) -> str:
    return assign_case(AssignCase(_case(desk, entry.case), entry.to, entry.reason, forced=True), uow)


def _take_back(desk: Desk, uow: UnitOfWork, entry: TakeBack) -> str:
    return "taken back" if take_back_ask(_case(desk, entry.case), entry.reason, uow) else "not asked"


def _comment(desk: Desk, uow: UnitOfWork, entry: Remark) -> str:
    return comment_on_case(CommentOnCase(_case(desk, entry.case), entry.text, entry.field, entry.version), uow)


def _return(desk: Desk, uow: UnitOfWork, entry: Remark) -> str:
    cmd = CommentOnCase(_case(desk, entry.case), entry.text, entry.field, entry.version, returned=True)
    return comment_on_case(cmd, uow)


def _link(_desk: Desk, uow: UnitOfWork, entry: Pair) -> str:
    return link_persons(entry.first, entry.second, entry.reason, uow, undo=entry.undo)


def _gap(_desk: Desk, uow: UnitOfWork, entry: GapAccepted) -> str:
    accept_gap(entry, uow)
    return "accepted"


def _relabel(_desk: Desk, uow: UnitOfWork, entry: Label) -> str:
    return relabel_installation(entry.installation, entry.code, entry.name, uow)


_ACTS: dict[str, Callable[[Desk, UnitOfWork, Any], str]] = {
    "assignments": _assign,
    "asks": _assign,
    "forced": _force,
    "rejects": _take_back,
    "comments": _comment,
    "returns": _return,
    "links": _link,
    "gaps": _gap,
    "relabels": _relabel,
}
