"""What use cases and screens need from storage and exports, without knowing SQL, files or Qt."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from desktop.domain.dossier import FilePlace
from desktop.services.seams import ByteReader

if TYPE_CHECKING:  # a process that only draws a paper waits for none of these
    from desktop.domain.activity import ActivityState
    from desktop.domain.calendar import Calendar
    from desktop.domain.case import CaseState
    from desktop.domain.case_view import CaseView, Committee
    from desktop.domain.clock_doubt import ClockBook, Doubt
    from desktop.domain.county_events import StationState
    from desktop.domain.engine import CaseStatus
    from desktop.domain.foreign import Drawn
    from desktop.domain.journal import JournalFilter, JournalLine, JournalRow
    from desktop.domain.list_view import ListView
    from desktop.domain.month_revision import Reported
    from desktop.domain.paper_code import KnownPaper, PaperCode
    from desktop.domain.person import OrganisationState, PersonState
    from desktop.domain.places import Place
    from desktop.domain.printing import PrintJob
    from desktop.domain.procedure import Procedure
    from desktop.domain.read_models import (
        ActivityRow,
        CaseFilter,
        CaseProgress,
        CaseRow,
        CountyWords,
        DocumentRow,
        DraftRow,
        DueCounts,
        DueItem,
        HistoryRow,
        PersonHit,
        SearchHit,
        SyncState,
        Workbench,
    )
    from desktop.domain.rounds import Call
    from desktop.domain.sealed import SealedAct, SealedState
    from desktop.domain.station_board import Board
    from desktop.domain.station_events import ReferenceState, UserState
    from desktop.domain.station_month import CaseActs
from desktop.domain.viewer import Viewer


class SealedWork(Protocol):
    """The route of sealed matters (检举控告) inside a unit of work; only for viewers with the right "sealed"."""

    def record(self, matter_id: str, act: SealedAct) -> None:
        """Encrypt an act and append it to the sealed chain."""
        ...

    def states(self) -> tuple[SealedState, ...]:
        """Every sealed matter, decrypted in memory, own writes included."""
        ...

    def greatest_serial(self, series: str) -> int:
        """The last number of a sealed series; 0 before the first."""
        ...

    def epoch_ordinal(self) -> int: ...
    def put_blob(self, data: bytes) -> tuple[str, str]:
        """Store a file for the sealed route; (hash of its encrypted form, hash of the plain one)."""
        ...

    def get_blob(self, blob: str) -> bytes: ...
    def journal(self, act: str, subject: str) -> None:
        """One line in the journal of sealed matters."""
        ...


class UnitOfWork(Protocol):
    """One operation: everything recorded becomes one transaction at `commit()`, or nothing does."""

    viewer: Viewer

    def now(self) -> datetime: ...
    def printed_at(self) -> datetime:
        """Now, for what is printed. Raises DayInDoubt S-541 while today's date is doubted and nobody confirmed it."""
        ...

    def clock_doubt(self) -> Doubt | None:
        """Why today's date is doubted; None when it is not, or somebody confirmed it."""
        ...

    def clock_book(self) -> ClockBook: ...
    def keep_clock_book(self, book: ClockBook) -> None: ...
    def new_id(self) -> str: ...
    def record(self, aggregate_id: str, *payloads: Struct) -> None:
        """Append events to an aggregate; its state is folded anew and its rows replaced at once."""
        ...

    def case(self, case_id: str) -> CaseState:
        """The case as this transaction sees it; RuleViolation R-301 when there is none."""
        ...

    def person(self, person_id: str) -> PersonState | None: ...
    def organisation(self, organisation_id: str) -> OrganisationState | None: ...
    def activity(self, activity_id: str) -> ActivityState | None: ...
    def users(self) -> tuple[UserState, ...]: ...
    def users_of(self, station: str) -> tuple[UserState, ...]:
        """Users of one station: those it added, and those the county named there."""
        ...

    def next_serial(self, series: str) -> int:
        """The next number of a series: 1 + the greatest in the log and in the anchor."""
        ...

    def stations(self) -> tuple[StationState, ...]:
        """All stations a county has invited, with their installations; none at a station."""
        ...

    def committee(self) -> Committee: ...
    def places(self) -> tuple[Place, ...]:
        """Villages and grids this station loaded."""
        ...

    def procedure(self, key: str, version: int | None = None) -> Procedure:
        """A working method in force today (or the version a case runs by)."""
        ...

    def published(self, kind: str, key: str) -> ReferenceState | None:
        """All versions of a piece of reference data, own writes included; None when nothing was published."""
        ...

    def calendar(self) -> Calendar: ...
    def installation(self) -> str: ...
    def letter(self) -> str:
        """This installation's letter, "A" for a station's first, which is not printed."""
        ...

    def epoch_ordinal(self) -> int:
        """1, or the epoch's ordinal while numbers may have been printed before without our knowing (sync-model §2)."""
        ...

    def case_view(self, case_id: str) -> CaseView:
        """The case joined with its parties' records, own writes included; for papers."""
        ...

    def list_view(self, since: str, until: str) -> ListView:
        """A period joined for registers and reports, own writes included."""
        ...

    def put_blob(self, data: bytes, *, travels: bool = True) -> str:
        """Store bytes encrypted, durable before the commit; returns the content hash (hex)."""
        ...

    def take_blob(self, source: ByteReader) -> tuple[str, int]:
        """The same for what is read piece by piece; returns content hash and size, in bytes."""
        ...

    def get_blob(self, content_hash: str) -> bytes: ...
    def may_be_undone(self, case_id: str, event_hash: str) -> bool:
        """Whether the last act on a case may be taken back: of a kind that can be, and not out of the house."""
        ...

    def left_the_house(self, case_id: str, event_hash: str) -> bool:
        """Whether an event was exported already, or a paper was issued or served on its case since."""
        ...

    def save_draft(self, form: str, case_id: str, title: str, content: str) -> None: ...
    def drop_draft(self, form: str, case_id: str) -> None: ...
    def journal(self, act: str, subject: str, note: str = "") -> None:
        """One line in the local hash-linked journal (looks, prints, exports, refusals); ids only, never names."""
        ...

    def uncover(self, case_id: str) -> None:
        """Once committed, questions of this viewer show this case whole until the station is closed."""
        ...

    def noted(self, act: str, subject: str) -> int:
        """How many lines of the journal tell of this act on this subject, own writes included."""
        ...

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a secret of this installation in the local tables; b"" takes it away."""
        ...

    def secret(self, name: str) -> bytes:
        """A secret of this installation; b"" when there is none."""
        ...

    def local(self, name: str) -> str:
        """A value of this computer that is never synchronised (the print queue); "" when there is none."""
        ...

    def keep_local(self, name: str, value: str) -> None:
        """Keep such a value; "" takes it away."""
        ...

    def sealed(self) -> SealedWork:
        """The route of sealed matters; RuleViolation R-203 for whoever may not see them."""
        ...

    def cases_of(self, installation: str) -> tuple[str, ...]:
        """All cases an installation owns, closed ones too."""
        ...

    def handled_cases(self, user: str) -> tuple[str, ...]:
        """Open cases of this installation that a user handles, oldest first."""
        ...

    def move_drafts(self, old: str, new: str) -> int:
        """Give the drafts of one user to another; returns how many. A draft the other has of the same thing stays."""
        ...

    def commit(self) -> None: ...


class UnitsOfWork(Protocol):
    """Opens units of work; leaving the block without `commit()` rolls everything back."""

    def __call__(self, viewer: Viewer) -> AbstractContextManager[UnitOfWork]: ...


class Queries(Protocol):
    """Everything a screen may ask. Each takes the viewer first and answers frozen values."""

    def workbench(self, viewer: Viewer) -> Workbench: ...
    def case_ids(self, viewer: Viewer, which: CaseFilter) -> Sequence[str]: ...
    def case_page(self, viewer: Viewer, which: CaseFilter) -> tuple[CaseRow, ...]:
        """The rows of a window of a list: `which.limit` of them after `which.offset`."""
        ...

    def case_count(self, viewer: Viewer, which: CaseFilter) -> int:
        """How many cases fit; counting ends at `which.limit`, 0 counts all."""
        ...

    def text_is_cut(self, viewer: Viewer, typed: str) -> bool:
        """Whether more people, numbers or texts fit a filter's text than `case_ids` looks at."""
        ...

    def case_rows(self, viewer: Viewer, ids: Sequence[str]) -> tuple[CaseRow, ...]: ...
    def case_view(self, viewer: Viewer, case_id: str) -> CaseView: ...
    def case_plan(self, viewer: Viewer, case_id: str) -> tuple[Procedure, CaseStatus]:
        """The working method of a case and how the case stands in it today; R-357 while the method is not here."""
        ...

    def case_history(self, viewer: Viewer, case_id: str) -> tuple[HistoryRow, ...]: ...
    def case_progress(self, viewer: Viewer, case_id: str) -> CaseProgress: ...
    def county_words(self, viewer: Viewer, case_id: str = "") -> CountyWords:
        """What others did with our cases that nobody here has answered; decisions that wait, for one case."""
        ...

    def case_by_number(self, viewer: Viewer, number: str) -> str: ...
    def due_items(self, viewer: Viewer, until: str, limit: int = 0) -> tuple[DueItem, ...]:
        """What is due up to a day in cases that are ours, the oldest first; `limit` 0 for all."""
        ...

    def due_counts(self, viewer: Viewer) -> DueCounts: ...
    def known_persons(self, viewer: Viewer, name: str, phone: str, id_number: str) -> tuple[PersonHit, ...]: ...
    def person(self, viewer: Viewer, person_id: str) -> PersonState | None: ...
    def attachment(self, viewer: Viewer, case_id: str, content_hash: str) -> bytes: ...
    def attachment_file(self, viewer: Viewer, case_id: str, content_hash: str) -> Drawn:
        """The same for reading it piece by piece, on any thread; nothing is read yet."""
        ...

    def documents(self, viewer: Viewer, case_id: str = "") -> tuple[DocumentRow, ...]: ...
    def papers_due(self, viewer: Viewer) -> tuple[DocumentRow, ...]:
        """Papers that open cases wait for and that are not there yet (stage "draft"), of the 200 touched last."""
        ...

    def papers_of_code(self, viewer: Viewer, code: PaperCode) -> tuple[KnownPaper, ...]:
        """Papers that a QR code may mean: with its facts, or only with its number; oldest first."""
        ...

    def print_queue(self, viewer: Viewer) -> tuple[PrintJob, ...]:
        """What waits for the printer, oldest first; nothing for who may not read cases."""
        ...

    def document_pdf(self, viewer: Viewer, case_id: str, document_id: str) -> bytes: ...
    def month_acts(self, viewer: Viewer, since: str, until: str, station: str = "") -> tuple[CaseActs, ...]:
        """What cases did in a period, for statistics; R-203 without the right to them. `station`: of one station only,
        for a county; those its computers own."""
        ...

    def reported(self, viewer: Viewer, period: str) -> tuple[Reported, ...]:
        """The reports that left the program for a period (`month_revision.period_key`), the oldest first; R-203."""
        ...

    def calls(self, viewer: Viewer, until: str) -> tuple[Call, ...]:
        """Whom to reach about promises and visits up to a day, the oldest first."""
        ...

    def committee(self, viewer: Viewer) -> Committee: ...
    def search(self, viewer: Viewer, text: str) -> tuple[SearchHit, ...]: ...
    def drafts(self, viewer: Viewer) -> tuple[DraftRow, ...]: ...
    def sync_state(self, viewer: Viewer) -> SyncState: ...
    def stations(self, viewer: Viewer) -> Board:
        """At the county: how far every station's records have come. Raises R-203."""
        ...

    def county_time(self, viewer: Viewer) -> str:
        """The county's clock as the newest receipt tells it; "" before the first."""
        ...

    def clock_doubt(self, viewer: Viewer) -> Doubt | None:
        """Why today's date is doubted; None when it is not, or somebody confirmed it."""
        ...

    def users(self, viewer: Viewer) -> tuple[UserState, ...]: ...
    def activities(self, viewer: Viewer, sort: str, state: str) -> tuple[ActivityRow, ...]:
        """Activities of a sort ("" for all), "open", "closed" or "" for both; those with the nearest day first."""
        ...

    def activity(self, viewer: Viewer, activity_id: str) -> ActivityState | None: ...
    def journal(self, viewer: Viewer, which: JournalFilter) -> tuple[JournalRow, ...]: ...
    def journal_lines(self, viewer: Viewer) -> tuple[JournalLine, ...]: ...
    def journal_broken(self, viewer: Viewer) -> int | None:
        """Number of the first line of the journal that was changed afterwards; None when the book fits."""
        ...


class PaperInfo(Struct, frozen=True):
    """What a document type says of itself. `number`: "case" uses the file number, else a word of its own series, or "".

    `group`: which work it belongs to (mediation, petition, handling, review ...), as in reference/keys/forms.toml.

    `type_number`: what stands for the type in the QR code.

    `signers`: "parties", "mediator", "recorder", "registrar", "seal" ...; a paper without signers is frozen at once.
    `place`: where it stands in the file (卷宗). `about`: whether it is made of a case or of a period.

    `offered`: may be made today; False for one whose template was withdrawn, of which papers are still there. `county`,
    `version`, `since`: of a template that the county published (group "county" when it replaces none that ships).
    """

    key: str
    title: str
    number: str
    signers: tuple[str, ...]
    group: str = ""
    place: FilePlace = FilePlace(0, "may")
    type_number: int = 0
    about: Literal["case", "list"] = "case"
    offered: bool = True
    county: bool = False
    version: int = 0
    since: str = ""


class Papers(Protocol):
    """Makes papers from a frozen case view (exports/documents)."""

    def types(self) -> tuple[PaperInfo, ...]:
        """All types that papers may be of, in the order of their numbers; `offered` tells which may be made today."""
        ...

    def info(self, type_key: str) -> PaperInfo:
        """RuleViolation R-409 for a type that is not there."""
        ...

    def missing(self, type_key: str, view: CaseView | ListView) -> tuple[tuple[str, str], ...]:
        """Missing facts before printing: (path, Chinese name)."""
        ...

    def compose(self, type_key: str, view: CaseView | ListView) -> ComposedPaper: ...
    def render(self, composed: ComposedPaper, issued_at: datetime) -> bytes: ...
    def draw(self, model: bytes, issued_at: datetime, mark: str = "") -> bytes:
        """A stored document model as a PDF; `mark`: words at the foot of every page (a further print)."""
        ...

    def blank(
        self, type_key: str, committee: Committee, view: CaseView | None, code: str, issued_at: datetime
    ) -> bytes:
        """A form to fill in by hand, with `code` in its QR; `view`: the case whose parties stand on it."""
        ...

    def word(self, composed: ComposedPaper, issued_at: datetime) -> bytes:
        """The same paper as an editable Word file, marked 非归档文本."""
        ...

    def copies(self, type_key: str, parties: int) -> int: ...


class ComposedPaper(Struct, frozen=True):
    """A paper before it is drawn: the canonical document model and its hashes."""

    type_key: str
    type_version: int
    template_hash: str
    model: bytes
    facts_hash: str


class PlainPicture(Struct, frozen=True):
    """A picture that may be printed as it is: baseline JPEG in RGB or grey, upright, at most a page of 200 dpi."""

    jpeg: bytes
    width: int
    height: int
    grey: bool = False


class PictureSource(Protocol):
    """Makes plain pictures of files from outside, in the helper process."""

    def pictures(self, data: bytes, *, photo: bool = False) -> tuple[PlainPicture, ...]:
        """One picture of a photograph or scan, one for every page of a PDF; `photo`: half a page will do.

        Raises Situation S-511 … S-515 when it cannot be read.
        """
        ...
