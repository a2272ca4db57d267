"""Makes and opens a station's data folder: keys.json, fengqiao.db, blobs/. One writer at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from db import cache, schema
from db.digest import digest, rebuild
from db.engine import Connection, Engine
from db.queries import SqlQueries
from db.queries.people import users, users_of
from db.raw_pages import RawPages
from db.sealed import SealedChain
from db.store import Identity, Store, get_key, get_setting, put_key, put_setting
from db.unit_of_work import SqlUnitOfWork, units_of_work
from desktop.bootstrap import database
from desktop.bootstrap.code_lists import StationCodes
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.keys import DATABASE, key_of_user
from desktop.bootstrap.papers import PdfPapers
from desktop.bootstrap.pictures import HelperPictures
from desktop.bootstrap.references import StationReferences
from desktop.bootstrap.templates import StationTemplates
from desktop.bootstrap.upgrade import bring_up_to_date, confirm_first_start
from desktop.domain.case_view import Committee
from desktop.domain.engine import CaseStatus, status
from desktop.domain.errors import Situation
from desktop.domain.progress import Report, silent
from desktop.domain.station_events import UserAdded, UserState
from desktop.domain.viewer import Viewer
from desktop.services.anchor import Anchors, state_folder
from desktop.services.blobs import Blobs
from desktop.services.helper import Helper
from desktop.services.keystore import KeyStore, check_passphrase
from desktop.services.lock import FolderLock, owner_words
from desktop.services.login_guard import LoginGuard
from desktop.usecases.set_body import publish_committee
from exports.bundles.enrolment import Invitation
from exports.bundles.installation_keys import encode_keys, new_age_identity, new_keys

__all__ = ["Desk", "Doors", "NewStation", "create_station", "open_station", "open_with_key"]

SYSTEM = Viewer("system", "本程序", ("system",))


class NewStation(Struct, frozen=True):
    """What the first run asks. `invitation`: of the county, when there is one; without it the station works alone.

    `practice`: a station for trying out; its short passphrase is no secret and the window says so.
    """

    code: str
    name: str
    user: str
    login: str
    passphrase: str
    committee: Committee
    roles: tuple[str, ...] = ("committee_head", "mediator", "station_head", "system_admin")
    invitation: Invitation | None = None
    practice: bool = False


class Desk:
    """An open station: what the window and the command line work with. Close it, or use it as a context manager.

    Attributes:
        folder: the data folder.
        viewer: who logged in.
        queries: every question a screen may ask.
        templates: document templates that were published.
        codes: choices of code lists.
        papers: makes papers.
        foreign: has untrusted files opened in a process of its own.
        uow: opens units of work for a viewer.
        store: the open database with its epoch (for exchange, backup and tests).
        pages: the bytes of the database file, for backups.
        reader: read-only connections to the same file (who opened another one would not notice that it was replaced).
    """

    def __init__(self, folder: Path, viewer: Viewer, key: bytes, doors: Doors, lock: FolderLock | None) -> None:
        self.folder = folder
        self.viewer = viewer
        self.doors = doors
        self.key = key
        self._lock = lock
        self._closed = False
        self._looked_on: date | None = None
        writer = database.engine_of(folder, key, doors)
        self.reader = database.engine_of(folder, key, doors, read_only=True)
        self.store = open_store(folder, writer, doors)
        self.pages = RawPages(folder / DATABASE, doors.fs, writer)
        self.references = StationReferences(self.store.identity.station, doors.clock, self.store.blobs.get)
        self._bound = self.references.bound()
        self.templates = StationTemplates(self.store, self.reader)
        self.codes = StationCodes(self.store, self.reader)
        self.listeners: list[Callable[[], object]] = []
        self.papers = PdfPapers(self.templates)
        self.foreign = Helper()
        self.pictures = HelperPictures(self.foreign)
        self.queries = SqlQueries(self.reader, self.store, self._bound, self._titles)
        self.uow: Callable[[Viewer], AbstractContextManager[SqlUnitOfWork]] = units_of_work(self.store, self._bound)
        self.store.assess = self.references.assess

    def _titles(self) -> dict[str, str]:
        return {info.key: info.title for info in self.papers.types()}

    def uow_within(self, connection: Connection, viewer: Viewer) -> SqlUnitOfWork:
        """A unit of work in a transaction that is open already; its commit is the whole transaction's."""
        return SqlUnitOfWork(self.store, connection, viewer, self._bound)

    @property
    def keystore(self) -> KeyStore:
        return KeyStore(self.folder / "keys.json", self.doors.fs, self.doors.random, self.doors.cost)

    def standing(self, case_id: str) -> CaseStatus:
        """How a case stands in its procedure today, for the viewer."""
        state = self.queries.case_view(self.viewer, case_id).state
        with self.reader.connect() as connection:
            procedure = self.references.procedure(connection, state.reg.procedure.key, state.reg.procedure.version)
            calendar = self.references.calendar(connection)
        return status(procedure, state, calendar, self.doors.clock.now().date())

    def digest(self, *, rebuild_first: bool = False) -> str:
        """The canonical digest of the whole state; with `rebuild_first` after folding the log anew."""
        with self.store.transaction() as connection:
            if rebuild_first:
                rebuild(connection)
                connection.commit()
            return digest(connection, self.store.identity.installation)

    def own_users(self) -> tuple[UserState, ...]:
        """Users of this station, its own first; behind them those whose bundles a county has taken in.

        A login is only unique within a station.
        """
        with self.reader.connect() as connection:
            own = users_of(SYSTEM, connection, self.store.identity.station)
            ids = {user.id for user in own}
            return (*own, *(user for user in users(SYSTEM, connection) if user.id not in ids))

    def take_up(self) -> tuple[str, ...]:
        """Read anew what was published, when something was published, withdrawn or came in; what cannot be used, told.

        Whoever keeps some of it in memory is in `listeners`.
        """
        told = self.templates.refresh()
        self.codes.refresh()
        for listen in self.listeners:
            listen()
        return told

    def cache_pending(self) -> bool:
        """Whether `refresh_cache` has something to do; once a day it is asked whether other holidays count now."""
        today = self.doors.clock.now().date()
        if self._looked_on != today:
            with self.store.transaction() as connection:
                if cache.mark_if_moved(connection, self.references.calendar(connection).label):
                    connection.commit()
            self._looked_on = today
        with self.reader.connect() as connection:
            return cache.is_pending(connection)

    def refresh_cache(self, most: int = 200) -> bool:
        """Give some of the cases and people that an import, an upgrade or new reference data left pending their title,
        time limits and place in the search; returns whether more are waiting. Nobody sees these cases due before."""
        if not self.cache_pending():
            return False
        with self.store.transaction() as connection:
            left = cache.refresh_pending(connection, self.references.assess, most)
            connection.commit()
        return left

    def close(self) -> None:
        """Write the looks that still wait, remember the epoch outside, close the connections, let the folder go.

        Safe to call twice.
        """
        if self._closed:
            return
        self._closed = True
        try:
            with self.store.transaction() as connection:
                noted = self.store.notes.write(connection)
                connection.commit()
                self.store.notes.forget(noted)
                self.store.write_anchor(connection)
                SealedChain(self.store, connection).write_anchor(wrote=False)
        finally:
            self.let_go()
            if self._lock is not None:
                self._lock.release()

    def let_go(self) -> None:
        """Close the connections and write nothing."""
        self.foreign.close()
        self.templates.close()
        self.store.engine.dispose()
        self.reader.dispose()
        self.pages.close()

    def abandon(self) -> None:
        """Close without a word: opening has failed, and the folder must be free for the next try."""
        self._closed = True
        self.let_go()
        if self._lock is not None:
            self._lock.release()

    def arrived(self) -> None:
        """The first screen is there, or a command did its work: an upgrade before this start has succeeded."""
        confirm_first_start(self.folder, self.doors.fs)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_exc: object) -> None:
        if kind is None:
            self.arrived()
        self.close()


def open_store(folder: Path, engine: Engine, doors: Doors) -> Store:
    """The store of a data folder whose database opens; identity and keys come from its local tables."""
    with engine.connect() as connection:
        identity = Identity(
            get_setting(connection, "installation.id"),
            get_setting(connection, "station.code"),
            get_setting(connection, "installation.letter"),
        )
        blob_identity = get_key(connection, "blobs.identity").decode()
        name_key = get_key(connection, "blobs.names")
        portable = get_setting(connection, "portable") == "1"
    anchors = folder / "anchor" if portable else (doors.state or state_folder()) / "anchors"
    return Store(
        engine,
        identity=identity,
        blobs=Blobs(folder / "blobs", doors.fs, blob_identity, name_key),
        anchors=Anchors(anchors, doors.fs),
        seams=(doors.fs, doors.clock, doors.random),
    )


def create_station(
    folder: Path, new: NewStation, doors: Doors | None = None, *, server: str = ""
) -> tuple[Desk, list[str]]:
    """Make a new, empty station; returns it open, and the words of its recovery sheet (stored nowhere).

    `server`: URL of an empty PostgreSQL database that is to hold the tables (for a county).

    Raises:
        Situation: S-232 the folder already holds a station, S-273 the server is away, S-275 it holds data.
        RuleViolation: R-202 passphrase, R-214 no URL of a PostgreSQL.
    """
    doors = doors or Doors()
    if not new.practice:
        check_passphrase(new.passphrase)
    if server:
        database.demand_empty_server(server, doors)
    doors.fs.mkdir(folder)
    if database.is_here(folder, doors.fs) or doors.fs.exists(folder / "keys.json"):
        raise Situation(
            "S-232", "这个文件夹里已经有一份数据。", safe="没有改动。", way_out="请直接打开它，或换一个空文件夹。"
        )
    lock = FolderLock(folder, doors.fs)
    lock.acquire(owner_words(new.login))
    key = doors.random.bytes(32)
    keystore = KeyStore(folder / "keys.json", doors.fs, doors.random, doors.cost)
    words = keystore.create(key)
    keystore.put_user(new.login, new.passphrase, key)
    if server:
        database.name_server(folder, server, doors.fs)
    engine = database.engine_of(folder, key, doors)
    schema.upgrade(engine)
    _put_identity(engine, new, doors)
    engine.dispose()
    desk = Desk(folder, SYSTEM, key, doors, lock)
    with desk.uow(SYSTEM) as uow:
        user_id = uow.new_id()
        uow.record(user_id, UserAdded(new.login, new.user, new.roles))
        publish_committee(uow, msgspec.structs.replace(new.committee, station=new.code, station_name=new.name))
        uow.commit()
    desk.viewer = Viewer(user_id, new.user, new.roles)
    return desk, words


def _put_identity(engine: Engine, new: NewStation, doors: Doors) -> None:
    keys = new_keys()
    with engine.connect() as connection:
        invitation = new.invitation
        put_setting(
            connection, "installation.id", invitation.installation if invitation else doors.random.bytes(16).hex()
        )
        put_setting(connection, "installation.letter", invitation.letter if invitation else "A")
        put_setting(connection, "epoch.demanded", "rebuilt" if invitation and invitation.rebuild else "")
        put_setting(connection, "station.code", new.code)
        put_setting(connection, "station.name", new.name)
        put_setting(connection, "practice", "1" if new.practice else "")
        put_key(connection, "installation.keys", encode_keys(keys))
        put_key(connection, "blobs.identity", new_age_identity().identity.encode())
        put_key(connection, "blobs.names", doors.random.bytes(32))
        connection.commit()


def open_station(folder: Path, login: str, passphrase: str, doors: Doors | None = None) -> Desk:
    """Open a station for a user.

    Raises:
        Situation: S-201 wrong passphrase, S-202 damaged file, S-203 keys.json missing, S-204 newer program,
            S-231 open elsewhere, S-233 no station here, S-243 wait after several wrong passphrases.
    """
    doors = doors or Doors()
    if not database.is_here(folder, doors.fs):
        raise Situation("S-233", "这个文件夹里没有数据。", safe="没有改动。", way_out="请选择数据所在的文件夹。")
    keystore = KeyStore(folder / "keys.json", doors.fs, doors.random, doors.cost)
    guard = login_guard(folder, doors)
    key = key_of_user(folder / DATABASE, login, passphrase, keystore, guard)
    desk = open_with_key(folder, login, key, doors)
    try:
        with desk.uow(desk.viewer) as uow:
            uow.look_at_clock()
            for at in guard.succeeded(login):
                uow.journal("login.failed", desk.viewer.id, at)
            uow.journal("login", desk.viewer.id)
            uow.commit()
    except BaseException:
        desk.abandon()
        raise
    return desk


def login_guard(folder: Path, doors: Doors) -> LoginGuard:
    """What slows down guessing of passphrases of this folder."""
    return LoginGuard(doors.state or state_folder(), folder, doors.fs, doors.clock)


def open_with_key(folder: Path, login: str, key: bytes, doors: Doors, report: Report = silent) -> Desk:
    """Open a station with its data key; the user record of `login` says who is looking.

    Data of an older program are upgraded first (`desktop.bootstrap.upgrade`, which names what it raises).
    """
    lock = FolderLock(folder, doors.fs)
    lock.acquire(owner_words(login))
    try:
        if database.server_of(folder, doors.fs):
            database.bring_server_up_to_date(folder, key, doors)
        else:
            bring_up_to_date(folder, key, doors, report)
        desk = Desk(folder, SYSTEM, key, doors, lock)
        try:
            desk.viewer = viewer_of(desk.own_users(), login)
        except BaseException:
            desk.let_go()
            raise
    except BaseException:
        lock.release()
        raise
    return desk


def viewer_of(users: tuple[UserState, ...], login: str) -> Viewer:
    """Who a login is now. Raises Situation S-234 for a revoked or unknown one."""
    user = next((u for u in users if u.login == login and not u.revoked), None)
    if user is None:
        raise Situation(
            "S-234", "这个用户已停用或不在登记里。", safe="数据没有改动。", way_out="请换一个用户，或找管理员。"
        )
    return Viewer(user.id, user.name, user.roles)
