"""What use cases of tables ask and remember beside the events: known people, numbers, batches, marks of rows.

A mark is local to this desk: it says how far a case was reported to a platform, and what was copied by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from desktop.domain.case import CaseState
from desktop.domain.case_view import CaseView
from desktop.usecases.protocols import UnitOfWork

MarkState = Literal["unreported", "reported", "returned"]
MARK_WORDS: dict[str, str] = {"unreported": "未报", "reported": "已报", "returned": "退回"}


class KnownPerson(Struct, frozen=True):
    """A person record that may be the one of a row."""

    id: str
    name: str
    phone: str
    id_number: str


class KnownCase(Struct, frozen=True):
    """A case of a known applicant. `received` ISO day."""

    id: str
    record: str
    received: str
    summary: str


class Batch(Struct, frozen=True):
    """Cases that one table brought in. `at`: when, ISO."""

    id: str
    cases: int
    at: str


class RowMark(Struct, frozen=True):
    """How far one case is in one platform. `done`: titles of columns copied by hand; `reason`: why it came back."""

    case_id: str
    state: MarkState
    platform_number: str = ""
    reason: str = ""
    done: tuple[str, ...] = ()
    at: str = ""


class TableMemory(Protocol):
    """Questions for many rows at once; the viewer is that of the unit of work, sealed matters are never found."""

    def people(self, id_numbers: Iterable[str], names: Iterable[str]) -> tuple[KnownPerson, ...]: ...
    def organisations(self, names: Iterable[str]) -> dict[str, str]:
        """Name -> id of a record with exactly this name."""
        ...

    def cases_numbered(self, numbers: Iterable[str]) -> dict[str, str]:
        """Number (ours, or one in another system) -> case id."""
        ...

    def cases_of(self, records: Iterable[str]) -> tuple[KnownCase, ...]:
        """Cases in which these records are applicants."""
        ...

    def batches(self) -> tuple[Batch, ...]:
        """Imports that are still there, the newest first."""
        ...

    def cases_of_batch(self, batch: str) -> tuple[CaseState, ...]: ...
    def cases_between(self, day: str, first: str, last: str, kinds: Sequence[str]) -> tuple[str, ...]:
        """Ids of cases received (`day` "received") or closed ("closed") from day to day, in the order of the day."""
        ...

    def views(self, case_ids: Sequence[str]) -> tuple[CaseView, ...]: ...
    def marks(self, table_map: str) -> dict[str, RowMark]: ...
    def put_marks(self, table_map: str, marks: Sequence[RowMark]) -> None: ...
    def drop_marks(self, case_ids: Sequence[str]) -> None: ...


class TableUnitOfWork(UnitOfWork, Protocol):
    """A unit of work that also knows about tables."""

    @property
    def tables(self) -> TableMemory: ...
