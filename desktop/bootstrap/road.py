"""The road over a line: the same bundles as on a stick, to and from a place that a URL names, when it can be reached.

Writing and importing are the writer's work, carrying is not: `prepare`, `carry` and `take` are separate, so that a
slow line never keeps the window or the writer waiting. What was not carried lies in the outbox and goes next time.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from db import log
from db.engine import Connection
from db.queries.sync import receipt_of
from db.store import current_epoch, get_key, get_setting, put_key, put_setting
from desktop.bootstrap.county_files import Taken, take_files
from desktop.bootstrap.doors import APP_VERSION
from desktop.bootstrap.exchange import county_certificate, export
from desktop.bootstrap.station import Desk
from desktop.usecases.permission import demand_right
from exports.bundles.places import Carry, Destination, Place, check_url
from exports.bundles.situations import tidy
from exports.bundles.transport import SUFFIX

_URL, _USER, _SECRET, _HOST = "place.url", "place.user", "place.secret", "place.host"
_FETCHED, _MARK, _REFUSED = "place.fetched", "place.mark", "place.refused"
CARRIED = "place.carried"
"""Local setting: when the last journey ended well."""


class Load(Struct, frozen=True):
    """What is to be carried: bundles that wait here, and the names that need not be fetched again.

    `refused`: name -> how the file looked that was refused; it is fetched again once it looks otherwise.
    """

    destination: Destination
    county: str
    outbox: tuple[Path, ...]
    inbox: Path
    fetched: frozenset[str]
    refused: dict[str, str] = {}


class Carried(Struct, frozen=True):
    """What a journey did. `host_key`: the server's, to be remembered for `url`; `stamps`: how the fetched look."""

    sent: tuple[Path, ...]
    fetched: tuple[Path, ...]
    host_key: str = ""
    url: str = ""
    stamps: dict[str, str] = {}


class Journey(Struct, frozen=True):
    """The whole of it: files sent, files fetched, records that are new here, and what was refused, in plain words."""

    sent: int
    fetched: int
    new: int
    refused: tuple[str, ...] = ()


def set_place(desk: Desk, url: str, user: str = "", secret: str = "") -> None:
    """Remember where bundles may go over a line; "" forgets it. The secret stays in the encrypted database.

    Raises:
        RuleViolation: R-203 no right; R-621 no such place.
    """
    demand_right(desk.viewer, "sync")
    checked = check_url(url) if url.strip() else ""
    with desk.store.transaction() as connection:
        if checked != get_setting(connection, _URL):  # what went to another place is not known to be here
            put_setting(connection, _MARK, "")
            put_setting(connection, _REFUSED, "")
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
        refused = _refused(connection)
        county = county_certificate(get_key(connection, "county.certificate")).code
    waiting = tuple(path for path in fs.listdir(outbox) if path.suffix == SUFFIX)
    return Load(destination, county, waiting, desk.folder / "incoming", frozenset(fetched), refused)


def _refused(connection: Connection) -> dict[str, str]:
    return msgspec.json.decode(get_setting(connection, _REFUSED, "{}"), type=dict[str, str])


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
        stamps = {n: f"{x} {APP_VERSION}" for n, x in place.stamps().items() if n.startswith(f"{load.county}-")}
        wanted = [n for n, x in stamps.items() if n not in load.fetched and load.refused.get(n) != x]
        fetched = tuple(place.fetch(fs, name, load.inbox, report) for name in wanted)
    finally:
        place.close()
    return Carried(load.outbox, fetched, place.host_key, load.destination.url, stamps)


def take(desk: Desk, carried: Carried) -> Journey:
    """Import what came, and note what went. A file that is not for this computer is left where it lies; one that is
    refused is told of once, written into the journal, and not fetched again until it changes or this program does.

    Raises:
        BundleRefused: E14 to E16, this computer's disk; what was imported before stays noted.
    """
    came = take_files(desk, carried.fetched)
    _note(desk, carried, came)
    tidy(desk.store.fs, *carried.sent, *carried.fetched)
    if came.fault is not None:
        raise came.fault
    return Journey(len(carried.sent), len(came.done), sum(one.new for one in came.done), came.told())


def _note(desk: Desk, carried: Carried, came: Taken) -> None:
    """Remember where and when, what came and what was refused."""
    now = desk.doors.clock.now()
    with desk.store.transaction() as connection:
        if get_setting(connection, _URL) == carried.url:  # another place may have been set meanwhile
            put_setting(connection, _HOST, carried.host_key)
            put_setting(connection, CARRIED, now.isoformat(timespec="seconds"))
        known = get_setting(connection, _FETCHED).split()
        put_setting(connection, _FETCHED, " ".join((*known, *came.judged)[-2000:]))
        kept = {name: stamp for name, stamp in _refused(connection).items() if name not in came.judged}
        kept |= {name: carried.stamps.get(name, "") for name in came.refused}
        put_setting(connection, _REFUSED, msgspec.json.encode(kept).decode() if kept else "")
        connection.commit()


def travel(desk: Desk, destination: Destination, report: Carry) -> Journey:
    """All three one after another, where nobody waits for the writer (command line)."""
    return take(desk, carry(desk, prepare(desk, destination), report))
