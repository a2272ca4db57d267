"""A county and its stations as folders on disk, with a bag of files between them; what people do with them, act by act.

For generated histories and for written stories. Real bundles, real encrypted files (or PostgreSQL for the county); only
the clock and the cost of passphrases are ours. A desk stays open until its folder is copied or put back. Each machine
has a program of its own, known by the schema it brings, so that one may be older than the other.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec
from sqlalchemy import select

from db import schema
from db.store import get_setting, own_epochs
from db.tables import log_epoch, log_event
from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.county_acts import assign, read_acts
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.county_reissue import reissue
from desktop.bootstrap.database import name_server
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.exchange import Imported, export, import_file, join_county, rebuild
from desktop.bootstrap.inbox import InboxLine, take_file, take_inbox
from desktop.bootstrap.station import Desk, NewStation, create_station, open_station
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.case import CaseState
from desktop.domain.case_view import Committee
from desktop.domain.events import EVENT_TYPES, event_type
from desktop.domain.person import PersonRecorded
from desktop.domain.read_models import CaseFilter
from desktop.services.keystore import Cost
from desktop.services.seams import FixedClock, Fs, SystemFs
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.correct_case import ChangeCase, change_case
from desktop.usecases.decide_late import decide_late
from desktop.usecases.register_case import PartyInput, RegisterCase, register_case
from exports.bundles.enrolment import read_invitation
from tests.faults import FaultFs
from tests.postgres import PostgresServer

START = datetime.fromisoformat("2026-11-02T09:00:00+08:00")
PASSPHRASE = "practice"
LIGHT = Cost(1, 1024, 1)


class Sent(NamedTuple):
    """A file that a machine wrote, and what it held then: hashes of its own events, ids of cases known there."""

    path: Path
    sender: str
    hashes: frozenset[bytes]
    cases: frozenset[str]


class Switch:
    """The file system of all desks, for which another one can be put in while something is done."""

    def __init__(self) -> None:
        self.inner: Fs = SystemFs()

    @contextmanager
    def put_in(self, other: Fs) -> Iterator[None]:
        before, self.inner = self.inner, other
        try:
            yield
        finally:
            self.inner = before

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class World:
    """Folders and open desks. `bag`: files that may still arrive; `down`: on their way to each station; `brought`: own
    events of each machine that reached the county."""

    def __init__(self, folder: Path, server: PostgresServer | None = None) -> None:
        """`server`: where the county's tables are to lie, instead of in a file."""
        self.folder = folder
        self.server = server
        self.database = ""
        self.programs: dict[str, schema.Migrations] = {}
        self.oldest = schema.SHIPPED
        self.clock = FixedClock(START)
        self.desks: dict[str, Desk] = {}
        self.bag: list[Sent] = []
        self.down: dict[str, list[Path]] = {}
        self.delivered: set[str] = set()
        self.brought: dict[str, set[bytes]] = {}
        self.stations: list[str] = []
        self.switch = Switch()
        self.fs = cast("Fs", self.switch)
        self.cost = LIGHT
        self._rounds = 0
        self._written = 0

    # ---- opening ----
    def doors(self, name: str) -> Doors:
        return Doors(fs=self.fs, clock=self.clock, cost=self.cost, state=self.folder / f"{name}.state")

    def open(self, name: str) -> Desk:
        if name not in self.desks:
            with self._program(name):
                desk = self.desks[name] = open_station(self.folder / name, "u", PASSPHRASE, self.doors(name))
            desk.store.assess = None  # no screen looks at these desks
            desk.arrived()
        return self.desks[name]

    @contextmanager
    def _program(self, name: str) -> Iterator[None]:
        """Within, this machine's program runs: an older one refuses newer data, a newer one upgrades older."""
        now, schema.SHIPPED = schema.SHIPPED, self.programs.get(name, self.oldest)
        try:
            yield
        finally:
            schema.SHIPPED = now

    @property
    def county(self) -> Desk:
        return self.open("county")

    def close(self, *names: str) -> None:
        for name in names or tuple(self.desks):
            if name in self.desks:
                self.desks.pop(name).close()

    @contextmanager
    def faulty(self, name: str, fault: FaultFs) -> Iterator[None]:
        """Within, the disk of this machine fails; afterwards its program is gone without a word, as after a kill."""
        desk = self.open(name)
        try:
            with self.switch.put_in(cast("Fs", fault)):
                yield
        finally:
            self.desks.pop(name, None)
            desk.let_go()
            if desk._lock is not None:
                desk._lock.release()

    # ---- making ----
    def found_county(self, server: str = "") -> None:
        if self.server is not None:
            self.database = self.server.create()
            server = self.server.url(self.database)
            self.programs["county"] = schema.SHIPPED
        new = NewCounty("990101", "县", "甲", "u", PASSPHRASE, practice=True)
        self.desks["county"] = create_county(self.folder / "county", new, self.doors("county"), server=server)[0]

    def found_station(self, name: str, code: str) -> Desk:
        """Enrol a station, make it, carry its first bundle in and the county's answer back."""
        path, _ = enrol(self.county, code, f"站{code[-4:]}", self.folder)
        self._make(name, path)
        self.carry(name)
        return self.open(name)

    def _make(self, name: str, invitation_path: Path) -> Desk:
        invitation = read_invitation(invitation_path.read_bytes())
        committee = Committee(f"{invitation.station}调委会", f"云{name}", invitation.station, name)
        new = NewStation(
            invitation.station, name, "乙", "u", PASSPHRASE, committee, invitation=invitation, practice=True
        )
        with self._program(name):
            desk, _ = create_station(self.folder / name, new, self.doors(name))
        desk.store.assess = None
        join_county(desk, invitation)
        self.desks[name] = desk
        self.stations.append(name)
        return desk

    def replace(self, old: str, name: str) -> Desk:
        """The computer `old` is gone; a bare one takes its place from the county's copy."""
        installation = self.open(old).store.identity.installation
        stick = self.folder / f"stick.{name}"
        made = reissue(self.county, installation, stick)
        desk = self._make(name, made.invitation)
        rebuild(desk, read_invitation(made.invitation.read_bytes()), stick, made.code)
        return desk

    def take_server(self, template: str) -> None:
        """The county's tables lie in a database of its own, a copy of another one, from now on."""
        if self.server is not None:
            self.database = self.server.create()
            self.server.copy(template, self.database)
            name_server(self.folder / "county", self.server.url(self.database), SystemFs())
            self.programs["county"] = schema.SHIPPED

    def drop(self) -> None:
        """The county's database goes, where it is on a server."""
        if self.server is not None:
            for name in (self.database, f"{self.database}_copy"):
                self.server.drop(name)

    # ---- work ----
    def new_case(self, name: str) -> str:
        self.clock.at += timedelta(minutes=1)
        desk = self.open(name)
        with desk.uow(desk.viewer) as uow:
            case = register_case(quarrel(self.clock.at), uow).case_id
            uow.commit()
        return case

    def edit(self, name: str, case: str, place: str) -> None:
        self.clock.at += timedelta(minutes=1)
        desk = self.open(name)
        with desk.uow(desk.viewer) as uow:
            change_case(ChangeCase(case, {"place": place}), uow)
            uow.commit()

    def attach(self, name: str, case: str, content: bytes) -> None:
        desk = self.open(name)
        with desk.uow(desk.viewer) as uow:
            attach_file(AttachFile(case, "照片.jpg", "photo", "image/jpeg", content), uow)
            uow.commit()

    def accept_late(self, name: str) -> int:
        """The owner says yes to everything that waits, but for what is on its way to another one; how much that was."""
        desk = self.open(name)
        waiting = [(s.id, late.event) for s in self.own(name) if not s.in_transit for late in s.late]
        with desk.uow(desk.viewer) as uow:
            for case, event in waiting:
                decide_late(case, event, True, uow)
            uow.commit()
        return len(waiting)

    def decide(self, **lists: object) -> list[str]:
        """`county assign`."""
        return [done.result for done in assign(self.county, read_acts(msgspec.json.encode(lists)))]

    def working(self) -> set[str]:
        """Computers that the county has heard of: to the others it gives nothing."""
        with self.county.uow(self.county.viewer) as uow:
            return {i.id for s in uow.stations() for i in s.installations if i.sign_key and i.revoked_after < 0}

    # ---- carrying ----
    def send(self, name: str, *, full: bool = False) -> list[Sent]:
        desk = self.open(name)
        made = []
        for path in export(desk, self._box("bag"), full=full).paths:
            self._written += 1
            moved = path.with_name(f"{self._written:03d}-{path.name}")  # two files of one name on two sticks
            path.rename(moved)
            made.append(Sent(moved, name, frozenset(own_hashes(desk)), frozenset(self.cases(name))))
            self.bag.append(made[-1])
        return made

    def take(self, sent: Sent) -> InboxLine:
        line = take_file(self.county, sent.path)
        self._note(sent, line)
        return line

    def take_together(self, files: Iterable[Sent], workers: int = 0) -> list[InboxLine]:
        """Many files in one run of the inbox, which stores them together. `workers`: processes that open them."""
        self._rounds += 1
        box, given = self._box(f"inbox{self._rounds}"), {sent.path.name: sent for sent in files}
        for sent in given.values():
            shutil.copy(sent.path, box)
        lines = [line for line in take_inbox(self.county, box, workers=workers) if line.name in given]
        for line in lines:
            self._note(given[line.name], line)
        shutil.rmtree(box)
        return lines

    def _note(self, sent: Sent, line: InboxLine) -> None:
        """What a file brought that was stored: the model's side of it."""
        if line.state == "STORED":
            self.delivered |= sent.cases
            self.brought.setdefault(sent.sender, set()).update(sent.hashes)

    def receipts(self) -> None:
        """The county writes for everybody; the files wait for whoever carries them."""
        self._rounds += 1
        for path in send_down(self.county, self._box(f"down{self._rounds}")):
            comment = path.read_bytes().rpartition(b" to=installation:")[2]  # of the signature: whom it is for
            for name in self.stations:
                if comment.startswith(self.open(name).store.identity.installation.encode()):
                    self.down.setdefault(name, []).append(path)

    def bring(self, name: str, place: int = -1) -> Imported | None:
        """Import one of the files that wait for a station, the newest one; None when it was imported before."""
        files = self.down.get(name, [])
        try:
            return import_file(self.open(name), files[place % len(files)]) if files else None
        except BundleRefused as refused:
            if refused.code != "E17":
                raise
            return None

    def carry(self, *names: str) -> None:
        """Everything up, everything in, everything down."""
        self.carry_up(*names)
        self.carry_down(*names)

    def carry_up(self, *names: str) -> bool:
        """Everything up and in; whether there was anything."""
        made = [sent for name in names or tuple(self.stations) for sent in self.send(name)]
        for sent in made:
            line = self.take(sent)
            assert line.state in {"STORED", "DUPLICATE"}, line
        return bool(made)

    def carry_down(self, *names: str) -> None:
        """What the county writes now, to everybody."""
        self.receipts()
        for name in names or tuple(self.stations):
            self.bring(name)

    def _box(self, name: str) -> Path:
        (self.folder / name).mkdir(exist_ok=True)
        return self.folder / name

    def in_doubt(self, name: str) -> bool:
        """Whether the next write of this computer begins a new epoch."""
        with self.open(name).store.transaction() as connection:
            return bool(get_setting(connection, "epoch.demanded"))

    # ---- copying ----
    def keep_copy(self, name: str, copy: str) -> None:
        self.close(name)
        if name == "county" and self.server is not None:
            self.server.copy(self.database, f"{self.database}_copy")
        shutil.rmtree(self.folder / copy, ignore_errors=True)
        shutil.copytree(self.folder / name, self.folder / copy)

    def put_back(self, name: str, copy: str, *, anchor: bool = True) -> None:
        """An old copy takes the place of the data; `anchor`: the state folder stays as it is."""
        self.close(name)
        shutil.rmtree(self.folder / name)
        shutil.copytree(self.folder / copy, self.folder / name)
        if name == "county" and self.server is not None:
            self.server.copy(f"{self.database}_copy", self.database)
        if not anchor:
            shutil.rmtree(self.folder / f"{name}.state", ignore_errors=True)

    def clone(self, name: str, twin: str) -> None:
        """The whole disk image on a second machine, anchor and keys too."""
        self.close(name)
        shutil.copytree(self.folder / name, self.folder / twin)
        if (self.folder / f"{name}.state").exists():  # lost with the computer that was set back, and not opened since
            shutil.copytree(self.folder / f"{name}.state", self.folder / f"{twin}.state")
        self.stations.append(twin)
        self.programs |= {twin: self.programs[name]} if name in self.programs else {}
        self.down[twin] = list(self.down.get(name, []))

    # ---- programs ----
    def upgrade(self, name: str, program: schema.Migrations) -> None:
        """This machine gets a newer program, which brings its data up to date at the first start."""
        self.close(name)
        self.programs[name] = program
        self.open(name)

    def write_newer(self, name: str, case: str) -> None:
        """A program of tomorrow writes an event of a type that today's does not know (I15)."""
        desk = self.open(name)
        with _tomorrow(), desk.uow(desk.viewer) as uow:
            uow.record(case, Weighed("重"))
            uow.commit()

    # ---- looking ----
    def cases(self, name: str) -> set[str]:
        desk = self.open(name)
        return set(desk.queries.case_ids(desk.viewer, CaseFilter()))

    def state(self, name: str, case: str) -> CaseState:
        desk = self.open(name)
        with desk.uow(desk.viewer) as uow:
            return uow.case(case)

    def own(self, name: str) -> list[CaseState]:
        """The cases a station owns by its own knowledge."""
        desk = self.open(name)
        with desk.uow(desk.viewer) as uow:
            return [uow.case(case) for case in uow.cases_of(uow.installation())]


class Weighed(msgspec.Struct, frozen=True):
    """What programs of tomorrow write."""

    weight: str


@contextmanager
def _tomorrow() -> Iterator[None]:
    event_type("case.weighed", "case")(Weighed)
    try:
        yield
    finally:
        del EVENT_TYPES["case.weighed"]


def hashes(desk: Desk) -> set[bytes]:
    """Hashes of all connected events."""
    with desk.store.transaction() as connection:
        return {row[0] for row in connection.exec_driver_sql("SELECT hash FROM log_event WHERE connected = 1")}


def own_hashes(desk: Desk) -> set[bytes]:
    """Hashes of the connected events that this installation wrote."""
    with desk.store.transaction() as connection:
        own = own_epochs(connection, desk.store.identity.installation)
        numbers = select(log_epoch.c.no).where(log_epoch.c.id.in_(own))
        query = select(log_event.c.hash).where(log_event.c.connected == 1, log_event.c.epoch_no.in_(numbers))
        return set(connection.execute(query).scalars())


def case_hashes(desk: Desk, case: str) -> set[bytes]:
    """Hashes of the connected events of one case."""
    with desk.store.transaction() as connection:
        query = select(log_event.c.hash).where(log_event.c.connected == 1, log_event.c.id == case)
        return set(connection.execute(query).scalars())


def traces(folder: Path, markers: Iterable[str]) -> list[str]:
    """Files below a folder in which a marker stands in the clear."""
    spelled = [marker.encode(code) for marker in markers for code in ("utf-8", "utf-16-le")]
    files = (path for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in files if any(marker in path.read_bytes() for marker in spelled)]


def quarrel(at: datetime) -> RegisterCase:
    """A neighbours' quarrel of two invented people."""
    number = random.Random(at.timestamp()).randrange(10_000)
    return RegisterCase(
        procedure="people_mediation",
        received_at=at.isoformat(timespec="seconds"),
        source="application",
        category="02",
        summary=f"第{number}件，楼上漏水。",
        parties=(
            PartyInput("applicant", person=PersonRecorded("周桂兰", phone=f"1380000{number:04d}")),
            PartyInput("respondent", person=PersonRecorded("许志𬭎")),
        ),
    )
