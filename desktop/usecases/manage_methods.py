"""Working methods of a station: load a file, withdraw it, choose which shipped ones the screens offer.

A file describes how cases are handled (办理规程) or an activity of the public life (公共事务). Loaded, it becomes a
published version under the station's own key; running cases keep the version they began with.
"""

from __future__ import annotations

from typing import Protocol

import msgspec
from msgspec import Struct

from desktop.domain.activity import ActivityForm
from desktop.domain.canonical import encode, sha256
from desktop.domain.errors import RuleViolation
from desktop.domain.procedure import Procedure
from desktop.domain.station_events import Published, ReferenceState, Withdrawn
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork

PROCEDURE, ACTIVITY, SETTINGS, CHOSEN = "procedure", "activity", "settings", "methods"
IN_EVENT = 4000
"""Up to so many bytes a file stands in the event itself."""


class MethodRow(Struct, frozen=True):
    """A working method in the list. `own`: loaded by this station; `usual`: offered without being chosen.

    `offered`: the screens offer it. `cases`: how many cases run by it.
    """

    key: str
    title: str
    place: str
    source: str
    version: int
    own: bool
    usual: bool
    offered: bool
    cases: int


class MethodFault(Struct, frozen=True):
    """A fault of a file with its line."""

    line: int
    message: str


class ReadMethod(Protocol):
    """Reads the text of a method file. Raises R-401 with every fault."""

    def __call__(self, text: str, source: str) -> Procedure: ...


class ReadForm(Protocol):
    """Reads the text of an activity file. Raises R-421 with every fault."""

    def __call__(self, text: str, source: str) -> ActivityForm: ...


class LoadMethod(Struct, frozen=True):
    """Command. `name`: of the file, for messages."""

    name: str
    text: str


def own_key(station: str, key: str) -> str:
    """The key of a station's own method: nobody else's file of the same name is meant."""
    return key if key.startswith(f"{station}.") else f"{station}.{key}"


def load_method(cmd: LoadMethod, read: ReadMethod, uow: UnitOfWork) -> Procedure:
    """Publish a file as this station's own method, in force from today; the caller commits.

    Raises:
        RuleViolation: R-203 no right, R-401 faults with their lines, R-417 a version that is not newer.
    """
    demand_right(uow.viewer, "settings")
    found = read(cmd.text, cmd.name)
    return msgspec.structs.replace(found, key=_publish(PROCEDURE, found, cmd.text, uow))


def load_form(cmd: LoadMethod, read: ReadForm, uow: UnitOfWork) -> ActivityForm:
    """Publish a file as this station's own activity, in force from today; the caller commits.

    Raises:
        RuleViolation: R-203 no right, R-421 faults with their lines, R-417 a version that is not newer.
    """
    demand_right(uow.viewer, "settings")
    found = read(cmd.text, cmd.name)
    return msgspec.structs.replace(found, key=_publish(ACTIVITY, found, cmd.text, uow))


def _publish(kind: str, found: Procedure | ActivityForm, text: str, uow: UnitOfWork) -> str:
    """The key under which the file is published as the station's own."""
    key = own_key(uow.committee().station, found.key)
    known = uow.published(kind, key)
    newest = max((v.version for v in known.versions), default=0) if known else 0
    if found.version <= newest:
        raise RuleViolation(
            "R-417",
            f"“{found.title}”的第{newest}版已经载入过。" if known else f"“{found.title}”的版本应从1开始。",
            field="version",
            way_out=f"请把文件里的 version 改成 {newest + 1} 再载入。",
        )
    raw = text.encode()
    small = len(raw) <= IN_EVENT
    uow.record(
        f"{kind}/{key}",
        Published(
            kind=kind,
            key=key,
            version=found.version,
            effective_from=uow.now().date().isoformat(),
            content_hash=sha256(raw).hex() if small else uow.put_blob(raw),
            content=text if small else "",
        ),
    )
    uow.journal("method.loaded", key, str(found.version))
    return key


def withdraw_method(key: str, reason: str, uow: UnitOfWork) -> None:
    """Take a station's own method out of use; what runs by it goes on with it; the caller commits.

    Raises:
        RuleViolation: R-203 no right, R-418 not loaded here or withdrawn already, R-419 without a reason.
    """
    demand_right(uow.viewer, "settings")
    mine = own_key(uow.committee().station, key)
    found = (uow.published(kind, mine) for kind in (PROCEDURE, ACTIVITY))
    known = next((state for state in found if state is not None and _running(state)), None)
    if known is None:
        raise RuleViolation(
            "R-418", "本站没有载入过这个办理规程，或者已经停用。", field="method", way_out="请从列表里选择本站载入的。"
        )
    if not reason.strip():
        raise RuleViolation("R-419", "停用要写明原因。", field="reason", way_out="写一句即可，例如“改用县里的”。")
    uow.record(known.id, *(Withdrawn(version, reason.strip()) for version in _running(known)))
    uow.journal("method.withdrawn", known.versions[-1].key)


def _running(state: ReferenceState) -> list[int]:
    return [v.version for v in state.versions if v.version not in state.withdrawn]


def choose_methods(keys: tuple[str, ...], uow: UnitOfWork) -> None:
    """Which shipped methods of other places this station uses besides the national ones; the caller commits.

    Raises:
        RuleViolation: R-203 no right, R-357 a method that is not here.
    """
    demand_right(uow.viewer, "settings")
    for key in keys:
        uow.procedure(key)
    content = encode(sorted(set(keys)))
    key = f"{uow.committee().station}.{CHOSEN}"
    known = uow.published(SETTINGS, key)
    uow.record(
        f"{SETTINGS}/{key}",
        Published(
            kind=SETTINGS,
            key=key,
            version=1 + max((v.version for v in known.versions), default=0) if known else 1,
            effective_from=uow.now().date().isoformat(),
            content_hash=sha256(content).hex(),
            content=content.decode(),
        ),
    )
