"""A station's half of every exchange: write a bundle, import the county's, enrol later. Joins db/ and exports/."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from db import exchange, journal, log
from db.engine import Connection
from db.queries.sync import receipt_of
from db.sealed import COUNTY
from db.store import current_epoch, get_key, get_setting, own_epochs, put_key, put_setting
from desktop.bootstrap import answers
from desktop.bootstrap.station import Desk
from desktop.domain.errors import Situation
from desktop.domain.manifest import BaseReceipt, KnownCounty, Manifest, Sender, Versions
from desktop.domain.receipts import EpochMark, Receipt
from desktop.usecases.permission import demand_right
from desktop.usecases.release_case import release_asked
from exports.bundles.enrolment import CountyCertificate, Introduction, Invitation, make_introduction
from exports.bundles.event_lines import EventLine
from exports.bundles.frame_reader import SenderClaim
from exports.bundles.installation_keys import InstallationKeys, read_keys
from exports.bundles.opened import OpenBundle, TrustAnswer
from exports.bundles.reader import KNOWN, UNKNOWN, Receiver, open_bundle
from exports.bundles.transport import StickMark, remember
from exports.bundles.writer import BlobSource, BundleFile, Outgoing, Progress, write_bundle

APP_VERSION = "0.1.0"


class Exported(Struct, frozen=True):
    """What an export wrote: the files, how many events and blobs; nothing when there was nothing new."""

    paths: tuple[Path, ...]
    events: int
    blobs: int


class Imported(Struct, frozen=True):
    """What an import brought. `known`: the file had been imported before (E17, no error). `released`: cases that the
    county asked for and that are on their way to it now; the next export carries that."""

    new: int
    cases: int
    receipts: int
    known: bool = False
    released: int = 0


def join_county(desk: Desk, invitation: Invitation) -> None:
    """Take a county's invitation: who may read our bundles, and the introduction that goes with the first ones.

    Raises:
        Situation: S-605 the invitation is for another station or installation.
    """
    identity = desk.store.identity
    if invitation.station != identity.station or invitation.installation != identity.installation:
        raise Situation(
            "S-605", "这份接入文件不是给这台电脑的。", safe="本机没有改动。", way_out="请向县里要本站本机的接入文件。"
        )
    with desk.store.transaction() as connection:
        keys = read_keys(get_key(connection, "installation.keys"))
        put_setting(connection, "county.name", invitation.county.name)
        put_setting(connection, COUNTY, invitation.county.sealed_recipient)
        put_key(connection, "county.certificate", msgspec.json.encode(invitation.county))
        put_key(connection, "introduction", make_introduction(invitation.secret, invitation.installation, keys))
        connection.commit()


def export(
    desk: Desk,
    folder: Path,
    *,
    full: bool = False,
    note: str = "",
    on_progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write everything since the last receipt into a bundle in `folder`; a lost stick heals with the next one.

    Raises:
        Situation: S-606 not enrolled yet, S-607 sending is held after a restore.
        BundleRefused: E14, E15, E16, E18. Cancelled.
    """
    demand_right(desk.viewer, "sync")
    store = desk.store
    with store.transaction() as connection:
        certificate = county_certificate(get_key(connection, "county.certificate"))
        if get_setting(connection, "sending.held"):
            raise Situation(
                "S-607", "恢复之后还没有确认，暂不发送。", safe="记录都在本机。", way_out="请在“同步”里核对后确认发送。"
            )
        receipt = receipt_of(desk.viewer, connection, store.identity.station)
        epochs = own_epochs(connection, store.identity.installation)
        ranges = exchange.ranges_to_send(connection, epochs, None if full else receipt)
        blobs = exchange.blobs_to_send(connection, receipt, full=full)
        if not ranges and not blobs:
            return Exported((), 0, 0)
        outgoing = _outgoing(desk, connection, certificate, None if full else receipt, note)
        outgoing = msgspec.structs.replace(outgoing, on_progress=on_progress, cancelled=cancelled)
        files = write_bundle(
            store.fs,
            folder,
            store.random,
            outgoing,
            events=map(EventLine._make, exchange.lines(connection, ranges)),
            blobs=[_source(desk, content, size, wanted=wanted) for content, size, wanted in blobs],
        )
        _note(desk, connection, files, ranges, [content for content, _size, _wanted in blobs])
        connection.commit()
        store.write_anchor(connection)
        current = current_epoch(connection, store.identity.installation)
        head = log.head(connection, current)
    remember(store.fs, folder, store.identity.installation, StickMark(current, head.seq, head.hash))
    return Exported(tuple(f.path for f in files), sum(r.last - r.first + 1 for r in ranges), len(blobs))


def _outgoing(
    desk: Desk, connection: Connection, certificate: CountyCertificate, base: Receipt | None, note: str
) -> Outgoing:
    keys = read_keys(get_key(connection, "installation.keys"))
    manifest = Manifest(
        kind="station_up",
        sender=own_sender(desk, keys),
        to=f"county:{certificate.code}",
        created_wall=desk.store.clock.now().isoformat(timespec="seconds"),
        journal_head=journal.head(connection),
        base_receipt=BaseReceipt(base.county_epoch, base.serial) if base else BaseReceipt(),
        totals=exchange.counts(connection),
        versions=Versions(app=APP_VERSION, schema="0001"),
        known_county=_known_county(connection, certificate),
        note=note,
    )
    return Outgoing(
        keys=keys,
        recipients=(certificate.operation_recipient, certificate.escrow_recipient),
        manifest=manifest,
        introduction=get_key(connection, "introduction") or None,
    )


def county_certificate(raw: bytes) -> CountyCertificate:
    if not raw:
        raise Situation(
            "S-606",
            "本站还没有接入县里，暂不能导出数据包。",
            safe="记录都在本机。",
            way_out="请先导入县里给的接入文件；在此之前请按时备份。",
        )
    return msgspec.json.decode(raw, type=CountyCertificate)


def own_sender(desk: Desk, keys: InstallationKeys) -> Sender:
    identity = desk.store.identity
    return Sender(identity.station, identity.installation, keys.sign_key, identity.letter)


def _known_county(connection: Connection, certificate: CountyCertificate) -> KnownCounty | None:
    epochs = exchange.station_epochs(connection, certificate.code)
    if not epochs:
        return None
    head = log.head(connection, epochs[-1])
    return KnownCounty(epochs[-1], head.seq, head.hash)


def _source(desk: Desk, content: str, size: int, *, wanted: bool) -> BlobSource:
    return BlobSource(content, size, lambda: io.BytesIO(desk.store.blobs.get(content)), wanted)


def _note(
    desk: Desk,
    connection: Connection,
    files: tuple[BundleFile, ...],
    ranges: list[exchange.RangeToSend],
    blobs: list[str],
) -> None:
    for place, file in enumerate(files):
        exchange.note_bundle(
            connection,
            bundle_id=f"{file.manifest.bundle_id}.{file.manifest.part}",
            name=file.path.name,
            digest=file.digest,
            at=desk.store.clock.now(),
            ranges=ranges if place == 0 else (),
            blobs=blobs if place == 0 else (),
            state="on_medium",
        )
    journal.write(
        connection, at=desk.store.clock.now(), user=desk.viewer.id, act="export", subject=files[0].manifest.bundle_id
    )


def import_file(desk: Desk, path: Path) -> Imported:
    """Import one file from the county: its events, its receipts. Importing twice changes nothing.

    Raises:
        BundleRefused: one of the fixed codes; nothing was changed.
        Situation: S-606 not enrolled yet.
    """
    demand_right(desk.viewer, "sync")
    store = desk.store
    with store.transaction() as connection:
        certificate = county_certificate(get_key(connection, "county.certificate"))
        keys = read_keys(get_key(connection, "installation.keys"))

        def trust(claim: SenderClaim, _introduction: Introduction | None) -> TrustAnswer:
            return KNOWN if claim.key == certificate.sign_key else UNKNOWN

        seen = exchange.SeenBundles(connection)
        receiver = Receiver(
            identities=(keys.age.identity,),
            trust=trust,
            addressees=(f"station:{store.identity.station}", f"installation:{store.identity.installation}"),
            seen=seen,
        )
        opened = open_bundle(store.fs, path, receiver, staging=desk.folder / "staging")
        with opened:
            result = _take(desk, connection, opened, path.name)
        connection.commit()
    store.forget_place()
    return msgspec.structs.replace(result, released=answers.answer(desk, release_asked))


def _take(desk: Desk, connection: Connection, opened: OpenBundle, name: str) -> Imported:
    now = desk.store.clock.now()
    for entry, stream in opened.blobs():
        desk.store.blobs.put(stream.read())
        exchange.note_blob(connection, entry.hash, entry.size, travels=False)
    asked: set[str] = set()
    stored = exchange.store_events(connection, answers.watched(opened.events(), "case.asked", asked))
    answers.keep(connection, asked)
    for receipt in opened.receipts:
        if receipt.station == desk.store.identity.station:
            joined = exchange.join_receipt(connection, receipt, now)
            _check_rewind(desk, connection, joined.epochs)
            put_key(connection, "introduction", b"")
    exchange.note_inbox(
        connection,
        digest=opened.digest,
        values={
            "bundle_id": opened.manifest.bundle_id,
            "name": name,
            "sender": opened.manifest.sender.station,
            "state": "STORED",
            "code": "",
            "seen_at": now.isoformat(timespec="seconds"),
            "copies": 1,
            "doc": opened.manifest.content_digest,
        },
    )
    journal.write(connection, at=now, user=desk.viewer.id, act="import", subject=opened.manifest.bundle_id)
    return Imported(stored.new, stored.cases, len(opened.receipts))


def _check_rewind(desk: Desk, connection: Connection, marks: tuple[EpochMark, ...]) -> None:
    """Net 3: the county holds more of my epoch than I do, so this computer was set back; the next write says so."""
    current = set(own_epochs(connection, desk.store.identity.installation))
    for mark in marks:
        if mark.epoch in current and mark.connected.seq > log.head(connection, mark.epoch).seq:
            put_setting(connection, "epoch.demanded", "receipt_ahead")
