"""The registry of keys: procedures, document types, roles, data classes, event types and methods of places.

Lists what exists by name, number and source and whether it is built; must not hold what a procedure or template says.
A fault in a file is told with its line.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeVar, overload

import msgspec
from msgspec import Meta, Struct

from desktop.domain.toml_lines import find_lines, line_of

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, Meta(min_length=1)]
State = Literal["planned", "built", "left_out"]
Kind = Literal["methods", "forms", "roles", "data_classes", "procedures", "event_types"]
Parameter = str | int | bool | list[str | int] | dict[str, str | int]
T = TypeVar("T", bound=Struct)


class Key(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One registered name. `title`: its Chinese term; `reason`: why it is left out, only then given."""

    key: str
    title: Words
    state: State
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.state == "left_out") != bool(self.reason):
            raise ValueError("`reason` is given when, and only when, state is left_out")


class LeftOut(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a method that is not built, and why."""

    part: Words
    reason: Words


class MethodKey(Key, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A working method of a place. `row`: report and number; `slots`: what the source leaves unsaid."""

    key: Name
    row: Annotated[str, Meta(pattern=r"^\d{3}-\d{2}$")]
    place: Words
    kind: Literal["procedure", "profile", "parameters", "record"]
    parameters: dict[Name, Parameter]
    slots: tuple[Words, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class FormKey(Key, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document type. `number` stands in the QR code and never changes; `copies`: a number or parties+1."""

    key: Name
    number: Annotated[int, Meta(ge=101, le=999)]
    group: Literal[
        "mediation", "petition", "handling", "review", "service", "supervision", "aftercare", "hearing", "local"
    ]
    layout: Literal["letter", "notice", "form", "record", "agreement", "cover", "roster", "report"]
    copies: Annotated[str, Meta(pattern=r"^(\d|parties\+1)$")]
    source: Words
    signers: tuple[Words, ...] = ()
    seal: str = ""


class RoleKey(Key, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A role of users. `may`: what it is for; `sealed`: sees accusation matters (检举控告)."""

    key: Name
    level: Literal["station", "county"]
    may: Words
    source: Words
    sealed: bool = False


class DataClassKey(Key, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of data: its fields and what may be done with them on screen, paper and in exports."""

    key: Literal["S", "P1", "P2", "P3"]
    fields: tuple[Words, ...]
    screen: Words
    paper: Words
    export: Words
    source: Words


class ProcedureKey(Key, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A national working method. `matter`: kind of case; `documents`: keys of forms it makes."""

    key: Name
    matter: Literal["dispute", "petition", "suggestion", "enquiry"]
    source: Words
    documents: tuple[Name, ...]


class EventTypeKey(Key, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event type with the record it belongs to and the class of its data."""

    key: Annotated[str, Meta(pattern=r"^[a-z_]+(\.[a-z_]+)?$")]
    aggregate: Name
    data_class: Literal["S", "P1", "P2", "P3"]


_KINDS: dict[Kind, type[Key]] = {
    "methods": MethodKey,
    "forms": FormKey,
    "roles": RoleKey,
    "data_classes": DataClassKey,
    "procedures": ProcedureKey,
    "event_types": EventTypeKey,
}


@overload
def load_keys(kind: Literal["methods"]) -> tuple[MethodKey, ...]: ...
@overload
def load_keys(kind: Literal["forms"]) -> tuple[FormKey, ...]: ...
@overload
def load_keys(kind: Literal["roles"]) -> tuple[RoleKey, ...]: ...
@overload
def load_keys(kind: Literal["data_classes"]) -> tuple[DataClassKey, ...]: ...
@overload
def load_keys(kind: Literal["procedures"]) -> tuple[ProcedureKey, ...]: ...
@overload
def load_keys(kind: Literal["event_types"]) -> tuple[EventTypeKey, ...]: ...
@overload
def load_keys(kind: Kind) -> tuple[Key, ...]: ...
def load_keys(kind: Kind) -> tuple[Key, ...]:
    """Every key of a kind, in the order of its file. Raises ValueError with file and line."""
    return _load(kind)


@cache
def _load(kind: Kind) -> tuple[Key, ...]:
    name = f"{kind}.toml"
    text = (files("desktop.reference") / "keys" / name).read_text("utf-8")
    return read_entries(text, name, _KINDS[kind])


def read_entries(text: str, name: str, entry: type[T]) -> tuple[T, ...]:
    """The `[[entry]]` tables of a TOML text as frozen structs; `name` is the file's name for faults.

    Raises ValueError "name:line: what" for the first entry that does not fit, or whose key stood before.
    """
    lines = find_lines(text)
    found: dict[str, T] = {}
    for index, raw in enumerate(_tables(text, name)):
        line = line_of(lines, ("entry", index))
        try:
            value = msgspec.convert(raw, entry)
        except msgspec.ValidationError as error:
            raise ValueError(f"{name}:{line}: {error}") from error
        own = str(raw.get("key", raw.get("code")))
        if own in found:
            raise ValueError(f"{name}:{line}: {own} stands twice")
        found[own] = value
    return tuple(found.values())


def _tables(text: str, name: str) -> list[dict[str, Any]]:
    try:
        tables = tomllib.loads(text).get("entry", [])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: {error}") from error
    if not isinstance(tables, list) or not tables:
        raise ValueError(f"{name}:1: no [[entry]]")
    return tables
