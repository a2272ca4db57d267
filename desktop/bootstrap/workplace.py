"""What an unlocked station offers the window, joined from its parts. Imported only when somebody has unlocked it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

from desktop.bootstrap import backup, emergency
from desktop.bootstrap.county_files import take_stick
from desktop.bootstrap.county_room import room_of
from desktop.bootstrap.exchange import export, import_file, join_county
from desktop.bootstrap.methods import StationMethods
from desktop.bootstrap.receipt_paper import PAGE_BYTES, page_texts, take_receipt
from desktop.bootstrap.safekeeping import StationSafe, StationUsers
from desktop.bootstrap.station import Desk
from desktop.bootstrap.station_road import StationRoad
from desktop.domain.activity import ActivityForm
from desktop.domain.backups import Occasion
from desktop.domain.clock_doubt import DayInDoubt
from desktop.domain.idle_lock import IdleLock
from desktop.domain.law import Article
from desktop.domain.places import Place, path_of
from desktop.domain.progress import Report
from desktop.domain.read_models import Help
from desktop.domain.rounds import Call
from desktop.domain.station_month import MonthReport
from desktop.domain.viewer import Viewer
from desktop.reference.phone_scripts import PhoneScript, phone_scripts
from desktop.reference.regions import townships_of
from desktop.reference.registry import load_keys
from desktop.reference.table_talk import articles, helps, phrases
from desktop.reference.wording import role_title
from desktop.services.seams import Fs, SystemFs, read_whole
from desktop.usecases.bind_dossier import Dossier, Gathered, bind_volume
from desktop.usecases.lock_station import Resumed
from desktop.usecases.print_labels import FileLabel, box_label
from desktop.usecases.protocols import UnitOfWork, UnitsOfWork
from desktop.usecases.workplace import BackedUp, CaughtUp, Files, Manual, ManualPage, Received, Sealed, Sent, Workplace
from exports.bundles.enrolment import read_invitation

BUNDLE_SUFFIX = ".fqb"
INVITATION_BYTES = 4 * 1024 * 1024
_AT_A_TIME = 50
"""So many cases are caught up with at once: nobody waits longer for the writer than for a page turn."""
CERTIFICATE_BYTES = 1024 * 1024
_REAL = SystemFs()
MANUAL = Path(__file__).parents[2] / "docs" / "manual"


class StationReference:
    """Code lists and methods as choices of a screen."""

    def __init__(
        self,
        methods: StationMethods,
        places: Callable[[], tuple[Place, ...]],
        county: str,
        codes: Callable[[str], tuple[tuple[str, str], ...]],
        fs: Fs = _REAL,
    ) -> None:
        self._methods = methods
        self._fs = fs
        self._places = places
        self._county = county
        self._codes = codes

    def choices(self, name: str) -> tuple[tuple[str, str], ...]:
        return self._codes(name)

    def manual(self) -> Manual:
        found = [p for p in self._fs.listdir(MANUAL) if p.suffix == ".md"] if self._fs.exists(MANUAL) else []
        texts = [read_whole(self._fs, path).decode() for path in found]
        return Manual(MANUAL, tuple(ManualPage(text.partition("\n")[0].lstrip("# "), text) for text in texts))

    def manual_pdf(self) -> bytes:
        return read_whole(self._fs, MANUAL / "manual.pdf")

    def roles(self) -> tuple[tuple[str, str], ...]:
        return tuple((entry.key, entry.title) for entry in load_keys("roles") if entry.level == "station")

    def phone_scripts(self) -> dict[str, PhoneScript]:
        return phone_scripts()

    def procedures(self, kind: str) -> tuple[tuple[str, str], ...]:
        """Methods this station offers; the one that most others are based on comes first."""
        return tuple((p.key, p.title) for p in self._methods.offered if kind in p.kinds)

    def articles(self) -> tuple[Article, ...]:
        return articles()

    def phrases(self) -> tuple[tuple[str, str], ...]:
        return phrases()

    def activity_forms(self) -> tuple[ActivityForm, ...]:
        return self._methods.forms

    def activity_form(self, key: str) -> ActivityForm | None:
        return self._methods.form(key)

    def places(self) -> tuple[tuple[str, str], ...]:
        """Known after the first asking; villages come first, since addresses begin in one."""
        loaded = {place.code: place for place in self._places()}
        towns = townships_of(self._county)
        villages = [(code, path_of(place, loaded, towns)) for code, place in loaded.items()]
        return (*villages, *((code, name) for code, name in towns.items() if code not in loaded))

    def help(self, key: str) -> Help | None:
        return helps().get(key)

    def role(self, key: str) -> str:
        return role_title(key)


class StationExchange:
    """Bundles out and county files in, as the sync page asks for them."""

    def __init__(self, desk: Desk, files: Files) -> None:
        self._desk = desk
        self._files = files

    def export(self, folder: Path, report: Report) -> Sent:
        done = export(self._desk, folder, on_progress=report)
        return Sent(done.paths, done.events, done.blobs, done.later, done.behind)

    def take(self, path: Path) -> Received:
        """Invitation files are told from bundles by their name. What is here is backed up before a bundle comes in."""
        if path.suffix != BUNDLE_SUFFIX:
            invitation = read_invitation(self._files.read(path, INVITATION_BYTES))
            join_county(self._desk, invitation)
            return Received(joined=invitation.county.name)
        backup.back_up_if_due(self._desk, "import")
        done = import_file(self._desk, path)
        return Received(done.new, done.cases, done.receipts, int(done.known), remarks=done.remarks, files=1)

    def take_all(self, folder: Path, report: Report) -> Received:
        backup.back_up_if_due(self._desk, "import")
        taken = take_stick(self._desk, folder, report)
        told = taken.told() if taken.fault is None else (*taken.told(), taken.fault.told())
        return Received(
            new=sum(one.new for one in taken.done),
            cases=sum(one.cases for one in taken.done),
            receipts=sum(one.receipts for one in taken.done),
            known=taken.known,
            remarks=(*told, *(words for one in taken.done for words in one.remarks)),
            files=len(taken.done),
        )

    def read_pages(self, paths: Sequence[Path]) -> tuple[str, ...]:
        return tuple(t for path in paths for t in page_texts(self._desk.foreign, self._files.read(path, PAGE_BYTES)))

    def take_receipt(self, texts: Sequence[str]) -> Received:
        done = take_receipt(self._desk, texts)
        return Received(receipts=done.receipts, known=int(done.known))

    def export_sealed(self, folder: Path) -> Sent:
        from desktop.bootstrap.sealed_route import export_sealed  # rare, and it brings the county's half along

        done = export_sealed(self._desk, folder)
        return Sent(done.paths, done.events, done.blobs)

    def take_sealed(self, path: Path) -> Received:
        from desktop.bootstrap.sealed_route import take_sealed

        return Received(take_sealed(self._desk, path).new)


class StationKeeper:
    """Lock, PIN and backups of the open station."""

    def __init__(self, desk: Desk, login: str) -> None:
        self._desk = desk
        self._login = login

    def lock(self, state: IdleLock) -> None:
        emergency.lock(self._desk, state)

    def resume(self, state: IdleLock, typed: str, *, whole: bool = False) -> Resumed:
        return emergency.resume(self._desk, self._login, state, typed, whole=whole)

    def choose_pin(self, pin: str) -> None:
        emergency.choose_pin(self._desk, pin)

    def catch_up(self) -> CaughtUp:
        if not self._desk.cache_pending():
            return CaughtUp()
        return CaughtUp(some=True, more=self._desk.refresh_cache(_AT_A_TIME))

    def back_up(self, occasion: Occasion, report: Report) -> tuple[BackedUp, ...]:
        found = backup.back_up_if_due(self._desk, occasion, report)
        return tuple(
            BackedUp(outcome.place, outcome.done.cases, "")
            if outcome.done is not None
            else BackedUp(outcome.place, 0, outcome.failed.told() if outcome.failed is not None else "")
            for outcome in found
        )


class StationBindery:
    """Binds with the fonts of the papers; files from outside are opened in the helper."""

    def __init__(self, desk: Desk, files: Files) -> None:
        self._desk = desk
        self._files = files

    def bind(self, gathered: Gathered, report: Report) -> Dossier:
        return bind_volume(gathered, self._desk.papers, self._desk.papers.binder(), self._desk.pictures, report)

    def labels(self, labels: Sequence[FileLabel], box: str = "") -> bytes:
        from exports.documents.labels import file_sheet

        of_box = box_label(labels, box) if box else None
        return file_sheet(labels, of_box, self._desk.papers.fonts, self._desk.doors.clock.now())

    def seal(self, pdf: bytes, certificate: Path, password: str, reason: str) -> Sealed:
        from exports.documents.seal import CertificateSigner, seal_pdf

        doubt = self._desk.queries.clock_doubt(self._desk.viewer)
        if doubt is not None:
            raise DayInDoubt(doubt)
        signer = CertificateSigner(self._files.read(certificate, CERTIFICATE_BYTES), password)
        return Sealed(seal_pdf(pdf, signer, self._desk.doors.clock.now(), reason=reason), signer.subject)

    def visits(self, calls: Sequence[Call]) -> bytes:
        from exports.reports.rounds import round_pdf

        organ = self._desk.queries.committee(self._desk.viewer).name
        now, fonts = self._desk.doors.clock.now(), self._desk.papers.fonts
        return round_pdf(calls, organ, self._desk.viewer.name, fonts, now)

    def month(self, report: MonthReport, form: Literal["pdf", "xlsx"]) -> bytes:
        from exports.reports.month import month_pdf, month_xlsx

        now = self._desk.doors.clock.now()
        return month_xlsx(report, now) if form == "xlsx" else month_pdf(report, self._desk.papers.fonts, now)


def _units(desk: Desk) -> UnitsOfWork:
    def open_unit(viewer: Viewer) -> AbstractContextManager[UnitOfWork]:
        return desk.uow(viewer)

    return open_unit


def workplace_of(desk: Desk, login: str, files: Files) -> Workplace:
    """Everything the window works on; `login` is who unlocked."""
    with desk.uow(desk.viewer) as uow:
        committee = uow.committee()
    methods = StationMethods(desk)
    return Workplace(
        units=_units(desk),
        queries=desk.queries,
        papers=desk.papers,
        reference=StationReference(methods, methods.places, committee.station[:6], desk.codes.choices, desk.doors.fs),
        files=files,
        foreign=desk.foreign,
        exchange=StationExchange(desk, files),
        road=StationRoad(desk),
        keeper=StationKeeper(desk, login),
        users=StationUsers(desk, login),
        safe=StationSafe(desk),
        methods=methods,
        bindery=StationBindery(desk, files),
        viewer=desk.viewer,
        clock=desk.doors.clock,
        title=committee.name,
        county=room_of(desk),
    )
