"""What an unlocked station offers to the window besides units of work and questions. Interfaces only, no rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from desktop.domain.activity import ActivityForm
from desktop.domain.backups import Occasion
from desktop.domain.foreign import Code, Content, Opened, Pixels, TextLine
from desktop.domain.idle_lock import IdleLock
from desktop.domain.law import Article
from desktop.domain.progress import Report
from desktop.domain.read_models import Help
from desktop.domain.rounds import Call
from desktop.domain.station_month import MonthReport
from desktop.domain.table import Table
from desktop.domain.viewer import Viewer
from desktop.reference.phone_scripts import PhoneScript
from desktop.services.seams import ByteReader, Clock
from desktop.usecases.bind_dossier import Dossier, Gathered
from desktop.usecases.county_room import CountyRoom
from desktop.usecases.lock_station import Resumed
from desktop.usecases.manage_methods import MethodFault, MethodRow
from desktop.usecases.print_labels import FileLabel
from desktop.usecases.protocols import Papers, Queries, UnitsOfWork
from desktop.usecases.publish_reference import PublishedRow
from desktop.usecases.safekeeping import Safe, UserBook


class ManualPage(Struct, frozen=True):
    """One task of the manual, as Markdown."""

    title: str
    text: str


class Manual(Struct, frozen=True):
    """The manual; pictures lie below `folder`. No pages where it was not installed."""

    folder: Path
    pages: tuple[ManualPage, ...]


class Reference(Protocol):
    """Reference data that screens offer as choices; read from memory, never slow."""

    def choices(self, name: str) -> tuple[tuple[str, str], ...]:
        """(code, words) of a code list in its order, most particular ones only. Raises KeyError for an unknown list."""
        ...

    def manual(self) -> Manual:
        """Slow. The manual, page by page."""
        ...

    def manual_pdf(self) -> bytes:
        """Slow. The same as one PDF."""
        ...

    def roles(self) -> tuple[tuple[str, str], ...]:
        """(key, title) of the roles a user of this station may hold."""
        ...

    def phone_scripts(self) -> dict[str, PhoneScript]:
        """What to say on the telephone, by key."""
        ...

    def procedures(self, kind: str) -> tuple[tuple[str, str], ...]:
        """(key, title) of the working methods this station may use for a kind of case, the usual one first."""
        ...

    def articles(self) -> tuple[Article, ...]:
        """Law at hand at the table."""
        ...

    def phrases(self) -> tuple[tuple[str, str], ...]:
        """(moment of the talk, phrase) of the usual phrases; {申请人} and the like stand for names."""
        ...

    def activity_forms(self) -> tuple[ActivityForm, ...]:
        """The files of receptions, patrols, deliberations, registers and lessons; the station's own last."""
        ...

    def activity_form(self, key: str) -> ActivityForm | None:
        """One of them, also one that is withdrawn; None while its file is not here."""
        ...

    def places(self) -> tuple[tuple[str, str], ...]:
        """(code, name from the township down) of the county's townships and of loaded villages and grids."""
        ...

    def help(self, key: str) -> Help | None:
        """Help for the screen of this key, None where there is none."""
        ...

    def role(self, key: str) -> str:
        """The words of a role; the key itself for one this program does not know."""
        ...


class ChosenFile(ByteReader, Protocol):
    """A file the user chose while it is read. `head`: its first bytes, by which its kind is known."""

    head: bytes


class Files(Protocol):
    """Files the user chose. Slow: called on worker threads only. All raise Situation when the world refuses."""

    def read(self, path: Path, most: int) -> bytes:
        """The whole file; S-902 when it is larger than `most` bytes, S-903 when it cannot be read."""
        ...

    def open(self, path: Path, most: int) -> AbstractContextManager[ChosenFile]:
        """The same piece by piece; S-903 may come while it is read."""
        ...

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        """Write a file (or its pieces) whole or not at all; S-904 when it cannot be written."""
        ...


class Foreign(Protocol):
    """Files whose content nobody vouches for, opened in a process apart. Slow: called on worker threads only.

    `check` is asked ten times a second and may raise Cancelled. All raise Situation S-511 … S-515.
    """

    def look(self, data: Content) -> Opened:
        """What a file is and how many pages it has."""
        ...

    def page(self, data: Content, number: int, longest: int, check: Callable[[], None] = ...) -> Pixels:
        """One page (from 0), its longer side at most `longest` pixels."""
        ...

    def codes(self, data: bytes, check: Callable[[], None] = ...) -> tuple[Code, ...]:
        """All QR codes of a picture or PDF."""
        ...

    def text(self, data: bytes, number: int, check: Callable[[], None] = ...) -> tuple[TextLine, ...]:
        """The printed lines of one page (from 0); raises S-516 too."""
        ...

    def printed(self, data: bytes, check: Callable[[], None] = ...) -> tuple[tuple[str, ...], ...]:
        """The lines that a PDF itself holds as text, page by page."""
        ...

    def reads_text(self) -> bool:
        """Whether `text` can be asked on this computer."""
        ...

    def table(self, data: bytes, name: str, sheet: str = "", check: Callable[[], None] = ...) -> Table:
        """The rows of a table; raises S-701 … S-704 and R-702 too."""
        ...


class Sent(Struct, frozen=True):
    """What an export wrote; nothing when there was nothing new. `later`: attachments that found no room there.
    `behind`: the stick knows records of this computer that are not here any more."""

    paths: tuple[Path, ...]
    events: int
    blobs: int
    later: int = 0
    behind: bool = False


class Received(Struct, frozen=True):
    """What imported files brought. `known`: files that had been imported before; `joined`: a county was joined.

    `remarks`: what somebody should know, in words: published things that cannot be used here, users revoked, files of
    many that were refused. `files`: how many were taken."""

    new: int = 0
    cases: int = 0
    receipts: int = 0
    known: int = 0
    joined: str = ""
    remarks: tuple[str, ...] = ()
    files: int = 0


class Exchange(Protocol):
    """Carrying records to the county and back. Slow: on the writer thread; each call is its own transaction."""

    def export(self, folder: Path, report: Report) -> Sent:
        """Write everything the county has not confirmed into `folder`. Cancelled until the file is finished."""
        ...

    def take(self, path: Path) -> Received:
        """Take one file of the county: an invitation, a bundle, a receipt. Situations carry their code."""
        ...

    def take_all(self, folder: Path, report: Report) -> Received:
        """Take every bundle of a stick that is for this computer; what is for others stays where it lies, what is
        refused stops no other. Raises S-606; E14 to E16 where nothing could be read. Cancelled between two files."""
        ...

    def read_pages(self, paths: Sequence[Path]) -> tuple[str, ...]:
        """Texts of the codes on pictures and PDFs of a receipt page; writes nothing. S-511 to S-515, S-902, S-903."""
        ...

    def take_receipt(self, texts: Sequence[str]) -> Received:
        """Take a printed receipt by the texts of its codes. Raises S-606, S-681 to S-685."""
        ...

    def export_sealed(self, folder: Path) -> Sent:
        """Write the sealed matters for the county's sealed route. Raises R-203, S-606 to S-608, E14 to E16."""
        ...

    def take_sealed(self, path: Path) -> Received:
        """Take a station's sealed bundle in at the county. Raises R-203, R-205; BundleRefused."""
        ...


class RoadState(Struct, frozen=True):
    """Where bundles go over a line ("" nowhere), and when a journey there last ended well. Never the secret."""

    url: str = ""
    user: str = ""
    carried_at: str = ""


class Travelled(Struct, frozen=True):
    """What a journey did: files sent, files fetched, records that are new here; refused files in plain words, once."""

    sent: int
    fetched: int
    new: int
    refused: tuple[str, ...] = ()


class Trip(Protocol):
    """One journey to the place and back."""

    def carry(self, report: Report) -> None:
        """Slow, in the pool: it touches no database. Raises S-621 to S-623; Cancelled, and goes on there next time."""
        ...

    def take(self) -> Travelled:
        """On the writer thread, after `carry`: import what came, note what went. Raises BundleRefused."""
        ...


class Road(Protocol):
    """Bundles over a line. On the writer thread, except what the answers are for."""

    def kept(self) -> RoadState: ...
    def choose(self, url: str, user: str, secret: str) -> Callable[[], None] | None:
        """Keep a place, "" forgets it; an empty `secret` leaves that of the same place as it is.

        The answer tries to reach the place (slow, in the pool; S-621 to S-623). Raises R-203, R-621.
        """
        ...

    def prepare(self) -> Trip | None:
        """Write what is new into the outbox; None where no place is kept. Raises as an export does."""
        ...


class BackedUp(Struct, frozen=True):
    """What came of one place: how many cases the proven copy holds, or why there is none (`failed`)."""

    place: Path
    cases: int
    failed: str


class CaughtUp(Struct, frozen=True):
    """Whether `some` cases were pending, and whether `more` are."""

    some: bool = False
    more: bool = False


class Keeper(Protocol):
    """Lock, PIN and backups of the open station. Slow: on the writer thread."""

    def lock(self, state: IdleLock) -> None: ...
    def resume(self, state: IdleLock, typed: str, *, whole: bool = False) -> Resumed:
        """Try what was typed as PIN, or as passphrase (`whole`: as passphrase only)."""
        ...

    def choose_pin(self, pin: str) -> None:
        """Set or, with "", take away the user's PIN. Raises R-216."""
        ...

    def catch_up(self) -> CaughtUp:
        """Give some cases that an import left pending their title, their limits and their place in the search."""
        ...

    def back_up(self, occasion: Occasion, report: Report) -> tuple[BackedUp, ...]:
        """Back up to every place that is there; nothing when the occasion asks for none. Cancelled at any time."""
        ...


class Methods(Protocol):
    """The station's working methods. Slow: on the writer thread; each call that writes is its own transaction."""

    def all(self) -> tuple[MethodRow, ...]: ...
    def check(self, text: str) -> tuple[MethodFault, ...]:
        """Every fault of a file with its line; empty when it can be loaded."""
        ...

    def load(self, name: str, text: str) -> str:
        """Publish a file as the station's own; its key. Raises R-203, R-401, R-417."""
        ...

    def withdraw(self, key: str, reason: str) -> None:
        """Take an own method out of use. Raises R-203, R-418, R-419."""
        ...

    def choose(self, keys: tuple[str, ...]) -> None:
        """Use these shipped methods besides the usual ones."""

    def published(self) -> tuple[PublishedRow, ...]:
        """What the county and this station published: methods, templates, code lists, numbers, holidays."""
        ...


class Sealed(Struct, frozen=True):
    """A PDF with its seal, and whose seal it is."""

    pdf: bytes
    by: str


class Bindery(Protocol):
    """What is made of many papers at once. Slow: on worker threads; given frozen input only."""

    def bind(self, gathered: Gathered, report: Report) -> Dossier:
        """Bind a gathered volume of a file (卷宗) into one PDF; stopped between its items."""
        ...

    def labels(self, labels: Sequence[FileLabel], box: str = "") -> bytes:
        """A sheet of labels for files; `box`: the kind of files that stands on the label of their box."""
        ...

    def seal(self, pdf: bytes, certificate: Path, password: str, reason: str) -> Sealed:
        """The same PDF with an electronic seal from a certificate file. Raises R-529, S-522, S-523, S-902, S-903."""
        ...

    def visits(self, calls: Sequence[Call]) -> bytes:
        """The list for a round of visits, in the order of doors."""
        ...

    def month(self, report: MonthReport, form: Literal["pdf", "xlsx"]) -> bytes:
        """The station's month as a paper or as a workbook."""
        ...


class Workplace(Struct, frozen=True):
    """An unlocked station: what the window works on. `title`: the body whose name stands over every screen. `county`:
    what only a county does."""

    units: UnitsOfWork
    queries: Queries
    papers: Papers
    reference: Reference
    files: Files
    foreign: Foreign
    exchange: Exchange
    road: Road
    keeper: Keeper
    users: UserBook
    safe: Safe
    methods: Methods
    bindery: Bindery
    viewer: Viewer
    clock: Clock
    title: str
    county: CountyRoom | None = None
