"""Publish a version of reference data, or withdraw one: the county for everybody, a station for itself.

Versions are superseded or withdrawn, never changed. What a station publishes carries its code in the key, so that it
means nobody else's file of the same name.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from desktop.domain.canonical import sha256
from desktop.domain.errors import RuleViolation
from desktop.domain.station_events import Published, ReferenceState, Withdrawn
from desktop.reference.local_codes import CODES
from desktop.usecases.assign_case import check_reason
from desktop.usecases.manage_methods import IN_EVENT, own_key
from desktop.usecases.permission import demand_right, may_do
from desktop.usecases.protocols import UnitOfWork

TEMPLATE = "template"


PublishedState = Literal["in_force", "later", "before", "withdrawn", "refused", "waiting"]


class PublishedRow(Struct, frozen=True):
    """A published version in the list. `since`: ISO day it is used from; `county`: not this station's own.

    `state`: "before" a newer one took its place, "refused" faults, "waiting" for its file. `detail`: faults with their
    lines, or what a short content says.
    """

    kind: str
    kind_title: str
    key: str
    title: str
    version: int
    since: str
    state: PublishedState
    county: bool
    detail: str = ""


class PublishReference(Struct, frozen=True):
    """Command. `kind`: procedure, holidays, template, codes or numbers. `version`: 0 for the next one.

    `effective_from`: ISO day, "" for today. `text`: the checked file.
    """

    kind: str
    key: str
    text: str
    version: int = 0
    effective_from: str = ""


def publish_reference(cmd: PublishReference, uow: UnitOfWork) -> Published:
    """Record a version; it is used from its day on, here and wherever the county's log arrives.

    Raises:
        RuleViolation: R-203, R-631 not newer than what is published, R-632 no day.
    """
    key = _key(cmd.key, uow)
    known = uow.published(cmd.kind, key)
    newest = max((v.version for v in known.versions), default=0) if known else 0
    version = cmd.version or newest + 1
    if version <= newest:
        raise RuleViolation(
            "R-631", f"第{newest}版已经发布过。", field="version", way_out=f"请把文件里的版本改成{newest + 1}再发布。"
        )
    raw = cmd.text.encode()
    inside = cmd.kind == CODES or len(raw) <= IN_EVENT  # words of codes are needed before attachments come
    published = Published(
        kind=cmd.kind,
        key=key,
        version=version,
        effective_from=iso_day(cmd.effective_from or uow.now().date().isoformat()),
        content_hash=sha256(raw).hex() if inside else uow.put_blob(raw),
        content=cmd.text if inside else "",
    )
    uow.record(f"{cmd.kind}/{key}", published)
    uow.journal("reference.published", f"{cmd.kind}/{key}", str(version))
    return published


def withdraw_reference(kind: str, key: str, version: int, reason: str, uow: UnitOfWork) -> ReferenceState:
    """Take a version out of use: the one before it is in force again; cases that run by it keep it.

    Raises:
        RuleViolation: R-203, R-603 no reason, R-633 no such version in use.
    """
    known = uow.published(kind, _key(key, uow))
    check_reason(reason)
    if known is None or version not in {v.version for v in known.versions} - set(known.withdrawn):
        raise RuleViolation("R-633", "没有这一版，或者已经撤回。", field="version", way_out="请核对种类、名称和版本。")
    uow.record(known.id, Withdrawn(version, reason.strip()))
    uow.journal("reference.withdrawn", known.id, str(version))
    return known


def _key(key: str, uow: UnitOfWork) -> str:
    if may_do(uow.viewer, "publish"):
        return key
    demand_right(uow.viewer, "settings")
    return own_key(uow.committee().station, key)


def iso_day(text: str) -> str:
    """A day as typed. Raises R-632."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise RuleViolation("R-632", "生效日期不对。", field="from", way_out="请写成2027-01-01这样的日期。") from error
