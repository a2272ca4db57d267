"""The county on the embedded file or on PostgreSQL: make one, enrol stations, see how far they are.

The same log, fold and rows as a station; its own events are decisions (invitations, bindings, grants). What comes in
is `inbox.py`, what goes down `county_down.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from db import exchange, log
from db.engine import Connection
from db.sealed import sealed_identity, sealed_recipient
from db.store import get_key, get_keys, get_setting, own_epochs, put_setting
from desktop.bootstrap.sender_trust import SenderTrust
from desktop.bootstrap.station import SYSTEM, Desk, Doors, NewStation, create_station
from desktop.domain.case_view import Committee
from desktop.domain.county_events import InstallationBound, StationInvited
from desktop.domain.errors import RuleViolation
from desktop.services.seams import write_whole
from desktop.usecases.protocols import UnitOfWork
from exports.bundles.enrolment import (
    INVITATION_SUFFIX,
    CountyCertificate,
    Introduction,
    Invitation,
    make_invitation,
    new_secret,
    secret_hash,
    spoken_digits,
)
from exports.bundles.frame_reader import SenderClaim
from exports.bundles.installation_keys import AgeIdentity, new_age_identity, read_keys


class NewCounty(Struct, frozen=True):
    """What `county init` asks."""

    code: str
    name: str
    user: str
    login: str
    passphrase: str
    practice: bool = False


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


def trust_of(connection: Connection, own_key: str = "") -> SenderTrust:
    """Judges senders by the county's log as it stands. `own_key`: the county's, where it was read before.

    Raises:
        RuleViolation: R-205 this data folder is no county.
    """
    return SenderTrust(
        own_key or certificate(connection).sign_key,
        lambda code: exchange.station_of(connection, code),
        lambda installation: get_key(connection, f"secret.{installation}"),
        lambda installation: held_of(connection, installation),
    )


def trust_among(connection: Connection, own_key: str, claims: Collection[SenderClaim]) -> SenderTrust:
    """The same for these senders only, asked of the log at once."""
    stations = exchange.stations_of(connection, {claim.station for claim in claims})
    secrets = get_keys(connection, [f"secret.{claim.installation}" for claim in claims])
    return SenderTrust(
        own_key,
        stations.get,
        lambda installation: secrets.get(f"secret.{installation}", b""),
        lambda installation: held_of(connection, installation),
    )


def held_of(connection: Connection, installation: str) -> dict[str, int]:
    """Epoch of an installation -> how far it is held."""
    heads = log.heads(connection, own_epochs(connection, installation))
    return {epoch: head.seq for epoch, head in heads.items()}


def bind(desk: Desk, claim: SenderClaim, introduction: Introduction) -> None:
    """At first sight the county binds the introduced keys by an event of its own; the secret is used up."""
    with desk.store.transaction() as connection:
        if trust_of(connection)(claim, None).standing == "known":
            return  # another bundle of the same computer came in before
    with desk.uow(SYSTEM) as uow:
        record_binding(uow, claim, introduction)
        uow.commit()


def record_binding(uow: UnitOfWork, claim: SenderClaim, introduction: Introduction) -> None:
    """The same as part of a transaction."""
    bound = InstallationBound(
        introduction.installation, claim.station, introduction.sign_key, introduction.age_recipient
    )
    uow.record(claim.station, bound)
    uow.keep_secret(f"secret.{introduction.installation}", b"")
