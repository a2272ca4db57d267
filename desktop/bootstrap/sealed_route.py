"""The sealed route between a station and its county: a bundle of its own kind, for the county's sealed key alone.

Written and taken in by those with the right "sealed" only, and noted nowhere that others read: no outbox, no inbox,
no journal but the sealed one, no receipt. So every bundle carries the whole chain; importing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from db import exchange, log
from db.engine import Connection
from db.sealed import COUNTY, SealedChain, sealed_events, sealed_ranges, travelling_blobs
from db.store import get_key, get_setting, put_setting
from desktop.bootstrap.county import bind, certificate, trust_of
from desktop.bootstrap.exchange import Exported, Imported, blob_source, county_certificate, own_sender, sending_held
from desktop.bootstrap.station import Desk
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.errors import Situation
from desktop.domain.events import Event
from desktop.domain.manifest import SEALED_TO, Manifest
from desktop.domain.sealed import SEALED_AGGREGATE
from desktop.usecases.permission import demand_right
from exports.bundles.installation_keys import read_keys
from exports.bundles.opened import OpenBundle
from exports.bundles.reader import INTRODUCED, Receiver, open_bundle
from exports.bundles.writer import Outgoing, write_bundle

SUFFIX: Final = ".fqs"
_OWNER: Final = "sealed.owner."


def export_sealed(desk: Desk, folder: Path) -> Exported:
    """Write the station's whole sealed chain for the county's sealed key; nothing when there is none.

    What was recorded before the county's key was known is closed once more for it first.

    Raises:
        RuleViolation: R-203. Situation: S-606 not enrolled, S-607 held after a restore, S-608 the county has no sealed
            route. BundleRefused: E14, E15, E16, E18.
    """
    demand_right(desk.viewer, "sealed")
    store = desk.store
    with store.transaction() as connection:
        county = county_certificate(get_key(connection, "county.certificate"))
        if get_setting(connection, "sending.held"):
            raise sending_held()
        recipient = get_setting(connection, COUNTY)
        if not recipient:
            raise _no_route()
        chain = SealedChain(store, connection)
        if chain.close_again(desk.viewer):
            connection.commit()
            chain.write_anchor(wrote=True)
        ranges = sealed_ranges(connection)
        if not ranges:
            return Exported((), 0, 0)
        outgoing = _outgoing(desk, connection, county.code, recipient)
        blobs = travelling_blobs(connection, chain)
        files = write_bundle(
            store.fs,
            folder,
            store.random,
            outgoing,
            events=sealed_events(connection),
            blobs=[blob_source(desk, name, size) for name, size in blobs],
        )
        chain.note(desk.viewer, "sealed.exported", "")
        connection.commit()
    paths = tuple(_renamed(desk, file.path) for file in files)
    return Exported(paths, sum(part.last - part.first + 1 for part in ranges), len(blobs))


def _outgoing(desk: Desk, connection: Connection, county: str, recipient: str) -> Outgoing:
    """No counts, no head of the journal, no frontier: nothing in it speaks of the open records."""
    keys = read_keys(get_key(connection, "installation.keys"))
    return Outgoing(
        keys=keys,
        recipients=(recipient,),
        manifest=Manifest(
            kind="sealed_up",
            sender=own_sender(desk, keys),
            to=f"{SEALED_TO}{county}",
            created_wall=desk.store.clock.now().isoformat(timespec="seconds"),
        ),
        introduction=get_key(connection, "introduction") or None,
    )


def take_sealed(desk: Desk, path: Path) -> Imported:
    """Take a station's sealed bundle in at the county.

    Raises:
        RuleViolation: R-203, R-205 no county. BundleRefused: one of the fixed codes; nothing was changed.
    """
    demand_right(desk.viewer, "sealed")
    store = desk.store
    with store.transaction() as connection:
        county = certificate(connection)
        chain = SealedChain(store, connection)
        receiver = Receiver(
            identities=(chain.box().identity,),
            trust=trust_of(connection),
            addressees=(f"{SEALED_TO}{county.code}",),
        )
        with open_bundle(store.fs, path, receiver, staging=desk.folder / "staging") as opened:
            for _content in store.blobs.put_all(opened.contents()):
                pass
            exchange.note_blobs(connection, ((b.hash, b.size) for b in opened.manifest.blobs), travels=False)
            stored = exchange.store_events(connection, _lawful(connection, opened))
        chain.note(desk.viewer, "sealed.imported", opened.claim.station)
        connection.commit()
    if opened.trust == INTRODUCED and opened.introduction is not None:
        bind(desk, opened.claim, opened.introduction)
    return Imported(stored.new, 0, 0)


def _lawful(connection: Connection, opened: OpenBundle) -> Iterator[Event]:
    """Sealed events alone, of epochs that nobody else brought: no opening names them, so the signature binds them.

    Raises:
        BundleRefused: E06 naming what may not be in it.
    """
    for part in opened.manifest.ranges:
        owner = get_setting(connection, f"{_OWNER}{part.epoch}")
        if owner not in ("", opened.claim.installation) or log.writers_of(connection, {part.epoch}):
            raise BundleRefused("E06", f"epoch {part.epoch}", said="里面有不该由这台电脑写的记录。")
        put_setting(connection, f"{_OWNER}{part.epoch}", opened.claim.installation)
    for event in opened.events():
        if (event.header.aggregate, event.header.type) != (SEALED_AGGREGATE, SEALED_AGGREGATE):
            raise BundleRefused("E06", event.header.type, said="密封的数据包里有别的记录。")
        yield event


def _renamed(desk: Desk, path: Path) -> Path:
    """Its own ending, so that nobody hands it in with the ordinary ones by mistake."""
    target = path.with_suffix(SUFFIX)
    desk.store.fs.rename(path, target)
    desk.store.fs.fsync_dir(target.parent)
    return target


def _no_route() -> Situation:
    return Situation(
        "S-608",
        "县里的接入文件里没有密封通道的密钥，密封登记不能送出。",
        safe="密封登记都在本机。",
        way_out="请县里用现在的版本重新写一份接入文件；在此之前请由专人送达。",
    )
