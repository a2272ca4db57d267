"""The road over a line: the same bundles as on a stick, to and from a place that a URL names, when it can be reached.

Writing and importing are the writer's work, carrying is not: `prepare`, `carry` and `take` are separate, so that a
slow line never keeps the window or the writer waiting. What was not carried lies in the outbox and goes next time.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from db import log
from db.engine import Connection
from db.queries.sync import receipt_of
from db.store import current_epoch, get_key, get_setting, put_key, put_setting
from desktop.bootstrap.exchange import Imported, county_certificate, export, import_file
from desktop.bootstrap.station import Desk
from desktop.domain.bundle_codes import BundleRefused
from desktop.usecases.permission import demand_right
from exports.bundles.places import Carry, Destination, Place, check_url
from exports.bundles.situations import tidy
from exports.bundles.transport import SUFFIX

_URL, _USER, _SECRET, _HOST = "place.url", "place.user", "place.secret", "place.host"
_FETCHED, _MARK = "place.fetched", "place.mark"
CARRIED = "place.carried"
"""Local setting: when the last journey ended well."""


class Load(Struct, frozen=True):
    """What is to be carried: bundles that wait here, and the names that need not be fetched again."""

    destination: Destination
    county: str
    outbox: tuple[Path, ...]
    inbox: Path
    fetched: frozenset[str]


class Carried(Struct, frozen=True):
    """What a journey did. `host_key`: the server's, to be remembered for `url`."""

    sent: tuple[Path, ...]
    fetched: tuple[Path, ...]
    host_key: str = ""
    url: str = ""


class Journey(Struct, frozen=True):
    """The whole of it: files sent, files fetched, records that are new here."""

    sent: int
    fetched: int
    new: int


def set_place(desk: Desk, url: str, user: str = "", secret: str = "") -> None:
    """Remember where bundles may go over a line; "" forgets it. The secret stays in the encrypted database.

    Raises:
        RuleViolation: R-203 no right; R-621 no such place.
    """
    demand_right(desk.viewer, "sync")
    checked = check_url(url) if url.strip() else ""
    with desk.store.transaction() as connection:
        put_setting(connection, _URL, checked)
        put_setting(connection, _USER, user.strip() if checked else "")
        put_setting(connection, _HOST, "")
        put_setting(connection, CARRIED, "")
        put_key(connection, _SECRET, secret.encode() if checked else b"")
        connection.commit()


def place_of(desk: Desk) -> Destination | None:
    """Where bundles go; None where nothing was set."""
    with desk.store.transaction() as connection:
        url = get_setting(connection, _URL)
        if not url:
            return None
        secret = get_key(connection, _SECRET).decode()
        return Destination(url, get_setting(connection, _USER), secret, get_setting(connection, _HOST))


def prepare(desk: Desk, destination: Destination) -> Load:
    """Write what is new into the outbox: once for each head of our records and each receipt of the county.

    Files of earlier attempts stay beside it: attachments travel only once.

    Raises:
        As `exchange.export`.
    """
    fs, outbox = desk.store.fs, desk.folder / "outbox"
    fs.mkdir(outbox)
    with desk.store.transaction() as connection:
        mark, written = _mark(desk, connection), get_setting(connection, _MARK)
    if mark != written:
        export(desk, outbox)
    with desk.store.transaction() as connection:
        put_setting(connection, _MARK, mark)
        connection.commit()
        fetched = get_setting(connection, _FETCHED).split()
        county = county_certificate(get_key(connection, "county.certificate")).code
    waiting = tuple(path for path in fs.listdir(outbox) if path.suffix == SUFFIX)
    return Load(destination, county, waiting, desk.folder / "incoming", frozenset(fetched))


def _mark(desk: Desk, connection: Connection) -> str:
    identity = desk.store.identity
    receipt = receipt_of(desk.viewer, connection, identity.station)
    head = log.head(connection, current_epoch(connection, identity.installation)).hash
    return f"{head} {receipt.serial if receipt else 0}"


def carry(desk: Desk, load: Load, report: Carry) -> Carried:
    """Bring everything there, then everything here that the county has put down. Touches no database.

    Raises:
        Situation: S-621 to S-623. Cancelled.
    """
    fs = desk.store.fs
    place = Place(load.destination)
    try:
        for path in load.outbox:
            place.send(fs, path, report)
        wanted = [n for n in place.names() if n.startswith(f"{load.county}-") and n not in load.fetched]
        fetched = tuple(place.fetch(fs, name, load.inbox, report) for name in wanted)
    finally:
        place.close()
    return Carried(load.outbox, fetched, place.host_key, load.destination.url)


def take(desk: Desk, carried: Carried) -> Journey:
    """Import what came, and note what went. A file that is not for this computer is left where it lies."""
    done: list[Imported] = []
    names: list[str] = []
    for path in carried.fetched:
        try:
            done.append(import_file(desk, path))
        except BundleRefused as refused:
            if refused.code not in ("E02", "E03"):
                raise
        names.append(path.name)
    with desk.store.transaction() as connection:
        if get_setting(connection, _URL) == carried.url:  # another place may have been set meanwhile
            put_setting(connection, _HOST, carried.host_key)
            put_setting(connection, CARRIED, desk.doors.clock.now().isoformat(timespec="seconds"))
        known = get_setting(connection, _FETCHED).split()
        put_setting(connection, _FETCHED, " ".join((*known, *names)[-2000:]))
        connection.commit()
    tidy(desk.store.fs, *carried.sent, *carried.fetched)
    return Journey(len(carried.sent), len(done), sum(one.new for one in done))


def travel(desk: Desk, destination: Destination, report: Carry) -> Journey:
    """All three one after another, where nobody waits for the writer (command line)."""
    return take(desk, carry(desk, prepare(desk, destination), report))
