"""The county's face of the program on the embedded file or on PostgreSQL: enrol, take bundles in, send receipts down.

The same log, fold and rows as a station; its own events are decisions (invitations, bindings, grants). A bundle is
one transaction; a poisoned one is set aside with its code and never stops the others.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from db import exchange, journal, log
from db.engine import Connection
from db.sealed import sealed_identity, sealed_recipient
from db.store import get_key, get_setting, own_epochs, put_setting
from desktop.bootstrap import answers, went_down
from desktop.bootstrap.lawful import lawful_events
from desktop.bootstrap.station import SYSTEM, Desk, Doors, NewStation, create_station
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.case_view import Committee
from desktop.domain.county_events import Installation, InstallationBound, StationInvited
from desktop.domain.errors import RuleViolation
from desktop.domain.manifest import SEALED_TO
from desktop.services.seams import write_whole
from desktop.usecases.assign_case import grant_released
from exports.bundles.enrolment import (
    INVITATION_SUFFIX,
    CountyCertificate,
    Introduction,
    Invitation,
    check_introduction,
    make_invitation,
    new_secret,
    secret_hash,
    spoken_digits,
)
from exports.bundles.frame_reader import SenderClaim
from exports.bundles.installation_keys import AgeIdentity, new_age_identity, read_keys
from exports.bundles.opened import OpenBundle, TrustAnswer
from exports.bundles.reader import INTRODUCED, KNOWN, UNKNOWN, Receiver, open_bundle
from exports.bundles.transport import list_bundles


class NewCounty(Struct, frozen=True):
    """What `county init` asks."""

    code: str
    name: str
    user: str
    login: str
    passphrase: str
    practice: bool = False


class InboxLine(Struct, frozen=True):
    """What became of one file. `state`: STORED, DUPLICATE, QUARANTINED with its code, OWN, or SEALED (for others)."""

    name: str
    state: str
    code: str = ""
    message: str = ""
    new: int = 0
    cases: int = 0


def create_county(
    folder: Path, new: NewCounty, doors: Doors | None = None, *, server: str = ""
) -> tuple[Desk, list[str], AgeIdentity]:
    """Make a county; returns it open, the recovery words, and the escrow key, shown once and stored nowhere.

    `server`: URL of an empty PostgreSQL database for the tables; without it they live in the encrypted file.
    Raises as `create_station`.
    """
    desk, words = create_station(
        folder,
        NewStation(
            code=new.code,
            name=new.name,
            user=new.user,
            login=new.login,
            passphrase=new.passphrase,
            committee=Committee(new.name, "", new.code, new.name),
            roles=("county_admin", "county_supervisor", "county_dispatcher", "reference_keeper"),
            practice=new.practice,
        ),
        doors,
        server=server,
    )
    escrow = new_age_identity()
    with desk.store.transaction() as connection:
        put_setting(connection, "county.code", new.code)
        put_setting(connection, "county.name", new.name)
        put_setting(connection, "escrow.recipient", escrow.recipient)
        sealed_identity(connection)
        connection.commit()
    return desk, words, escrow


def certificate(connection: Connection) -> CountyCertificate:
    """What stations must know of this county.

    Raises:
        RuleViolation: R-205 this data folder is no county.
    """
    code = get_setting(connection, "county.code")
    if not code:
        raise RuleViolation("R-205", "这不是县级数据。", field="data", way_out="请换用县里的数据文件夹。")
    keys = read_keys(get_key(connection, "installation.keys"))
    return CountyCertificate(
        code,
        get_setting(connection, "county.name"),
        keys.sign_key,
        keys.age.recipient,
        get_setting(connection, "escrow.recipient"),
        sealed_recipient(connection),
    )


def is_county(desk: Desk) -> bool:
    """Whether this data folder is a county's."""
    with desk.store.transaction() as connection:
        return bool(get_setting(connection, "county.code"))


class Invited(Struct, frozen=True):
    """An invitation that was written. `digits`: of the secret's hash, to be read over the telephone."""

    path: Path
    installation: str
    digits: str


def enrol(desk: Desk, station: str, name: str, out: Path) -> tuple[Path, str]:
    """Invite an installation of a station; returns the invitation file and the twelve digits to be read out."""
    made = invite(desk, station, name, out)
    return made.path, made.digits


def invite(desk: Desk, station: str, name: str, out: Path, *, rebuild: bytes = b"") -> Invited:
    """As `enrol`; `rebuild`: the locked identity for the bundles beside the invitation."""
    with desk.store.transaction() as connection:
        sealed_identity(connection)  # a county of an older program has none yet
        county = certificate(connection)
        connection.commit()
        known = exchange.station_of(connection, station)
    secret = new_secret(desk.store.random)
    installation = desk.store.random.bytes(16).hex()
    letter = chr(ord("A") + (len(known.installations) if known else 0))
    with desk.uow(desk.viewer) as uow:
        uow.record(station, StationInvited(station, name, installation, letter, secret_hash(secret)))
        uow.keep_secret(f"secret.{installation}", secret)
        uow.commit()
    invitation = Invitation(
        county=county, station=station, station_name=name, installation=installation, letter=letter, secret=secret,
        rebuild=rebuild,
    )  # fmt: skip
    path = out if out.suffix == INVITATION_SUFFIX else out / f"{station}-{letter}{INVITATION_SUFFIX}"
    desk.store.fs.mkdir(path.parent)
    with desk.store.transaction() as connection:
        keys = read_keys(get_key(connection, "installation.keys"))
    write_whole(desk.store.fs, path, make_invitation(invitation, keys))
    return Invited(path, installation, spoken_digits(secret_hash(secret)))


def take_inbox(desk: Desk, folder: Path) -> list[InboxLine]:
    """Take every bundle of a folder in; each is one transaction, and what is refused is set aside with its code."""
    return [take_file(desk, found.path) for found in list_bundles(desk.store.fs, folder)]


def take_file(desk: Desk, path: Path) -> InboxLine:
    """Take one bundle in."""
    store = desk.store
    trust: Trust | None = None
    try:
        with store.transaction() as connection:
            county = certificate(connection)
            keys = read_keys(get_key(connection, "installation.keys"))
            trust = Trust(connection, keys.sign_key)
            receiver = Receiver(
                identities=(keys.age.identity,),
                trust=trust,
                addressees=(f"county:{county.code}",),
                seen=exchange.SeenBundles(connection),
            )
            with open_bundle(store.fs, path, receiver, staging=desk.folder / "staging") as opened:
                line = _store(desk, connection, opened, path.name)
            connection.commit()
    except BundleRefused as refused:
        if trust is not None and trust.own:
            return InboxLine(path.name, "OWN")
        if trust is not None and trust.sealed:
            return InboxLine(path.name, "SEALED")
        return _refused(desk, path, refused)
    store.forget_place()
    if opened.trust == INTRODUCED and opened.introduction is not None:
        bind(desk, opened.claim, opened.introduction)
    answers.answer(desk, grant_released)
    return line


class Trust:
    """Judges a sender by the county's log: known key, introduced by its invitation's secret, or unknown.

    Attributes:
        own: the file was written by this county itself and lies on the same stick.
        sealed: it is for the sealed route, and is left to those who may open it, without a line anywhere.
    """

    def __init__(self, connection: Connection, own_key: str) -> None:
        self._connection = connection
        self._own_key = own_key
        self.own = self.sealed = False

    def __call__(self, claim: SenderClaim, introduction: Introduction | None) -> TrustAnswer:
        self.own = claim.key == self._own_key
        self.sealed = claim.to.startswith(SEALED_TO)
        known = self._installation(claim)
        if known is None:
            return UNKNOWN
        if known.revoked_after >= 0:
            held = {e: log.head(self._connection, e).seq for e in own_epochs(self._connection, known.id)}
            return TrustAnswer("revoked", held | {known.revoked_epoch: known.revoked_after})
        if known.sign_key:
            return KNOWN if known.sign_key == claim.key else UNKNOWN
        secret = get_key(self._connection, f"secret.{known.id}")
        honest = (
            introduction is not None
            and introduction.installation == known.id
            and introduction.sign_key == claim.key
            and bool(secret)
            and check_introduction(secret, introduction)
        )
        return INTRODUCED if honest else UNKNOWN

    def _installation(self, claim: SenderClaim) -> Installation | None:
        station = exchange.station_of(self._connection, claim.station)
        return next((i for i in station.installations if i.id == claim.installation), None) if station else None


def _store(desk: Desk, connection: Connection, opened: OpenBundle, name: str) -> InboxLine:
    manifest = opened.manifest
    have: list[str] = []
    for entry, stream in opened.blobs():
        data = stream.read()
        desk.store.blobs.put(data)
        exchange.note_blob(connection, entry.hash, entry.size)
        have.append(entry.hash)
    try:
        released: set[str] = set()
        lawful = lawful_events(connection, opened)
        stored = exchange.store_events(connection, answers.watched(lawful, "case.released", released))
    except log.TickNotGrowing as error:
        raise BundleRefused("E06", str(error)) from error
    answers.keep(connection, released)
    went_down.confirmed(connection, manifest)
    exchange.note_missing_blobs(connection, manifest.sender.station, stored.naming, desk.store.blobs.has)
    now = desk.store.clock.now()
    exchange.note_inbox(
        connection,
        digest=opened.digest,
        values={
            "bundle_id": manifest.bundle_id,
            "name": name,
            "sender": manifest.sender.station,
            "state": "STORED",
            "code": "",
            "seen_at": now.isoformat(timespec="seconds"),
            "copies": 1,
            "doc": manifest.content_digest,
        },
    )
    journal.write(connection, at=now, user=desk.viewer.id, act="import", subject=manifest.bundle_id)
    return InboxLine(name, "STORED", "", "", stored.new, stored.cases)


def _refused(desk: Desk, path: Path, refused: BundleRefused) -> InboxLine:
    if refused.code == "E17":
        return InboxLine(path.name, "DUPLICATE", "E17", refused.message)
    with desk.store.transaction() as connection:
        now = desk.store.clock.now()
        exchange.note_inbox(
            connection,
            digest=f"refused {path.name}"[:64],
            values={
                "bundle_id": "",
                "name": path.name,
                "sender": "",
                "state": "QUARANTINED",
                "code": refused.code,
                "seen_at": now.isoformat(timespec="seconds"),
                "copies": 1,
                "doc": "",
            },
        )
        journal.write(connection, at=now, user=desk.viewer.id, act="import.refused", subject=refused.code)
        connection.commit()
    return InboxLine(path.name, "QUARANTINED", refused.code, refused.message)


def bind(desk: Desk, claim: SenderClaim, introduction: Introduction) -> None:
    """At first sight the county binds the introduced keys by an event of its own; the secret is used up."""
    with desk.uow(SYSTEM) as uow:
        uow.record(
            claim.station,
            InstallationBound(
                introduction.installation, claim.station, introduction.sign_key, introduction.age_recipient
            ),
        )
        uow.keep_secret(f"secret.{introduction.installation}", b"")
        uow.commit()


def mark_durable(desk: Desk) -> None:
    """Everything held now is in a verified off-site backup: receipts may say so from now on."""
    with desk.store.transaction() as connection:
        for epoch in log.epochs(connection):
            head = log.head(connection, epoch)
            put_setting(connection, f"durable.{epoch}", f"{head.seq} {head.hash}")
        connection.commit()


def station_board(desk: Desk) -> list[dict[str, object]]:
    """Every station with how far its records have come: for the county's first page and `county receipts`."""
    with desk.store.transaction() as connection:
        return [msgspec.to_builtins(state) for state in exchange.stations(connection)]
