"""A station's half of every exchange: write a bundle, import the county's, enrol later. Joins db/ and exports/."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from db import clock_book, exchange, held, inbox, journal, log, lost
from db.engine import Connection
from db.inbox import InboxRow, SeenBundles
from db.queries.sync import receipt_of
from db.sealed import COUNTY
from db.store import current_epoch, get_key, get_setting, own_epochs, put_key, put_setting
from desktop.bootstrap import answers
from desktop.bootstrap.doors import APP_VERSION
from desktop.bootstrap.lawful import lawful_events
from desktop.bootstrap.station import Desk
from desktop.bootstrap.users import take_revocations
from desktop.bootstrap.what_fits import room, what_fits
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.errors import Situation
from desktop.domain.manifest import BaseReceipt, KnownCounty, Manifest, OmittedBlob, Sender, Versions
from desktop.domain.receipts import EpochMark, Receipt
from desktop.services.collector import collector_at_rest
from desktop.usecases.permission import demand_right
from desktop.usecases.release_case import release_asked
from exports.bundles.enrolment import CountyCertificate, Introduction, Invitation, make_introduction
from exports.bundles.frame_reader import SenderClaim
from exports.bundles.installation_keys import InstallationKeys, read_keys, unlock_identity
from exports.bundles.opened import OpenBundle, TrustAnswer
from exports.bundles.reader import KNOWN, UNKNOWN, Receiver, open_bundle
from exports.bundles.transport import StickMark, is_behind, list_bundles, read_memory, remember
from exports.bundles.writer import BlobSource, BundleFile, Outgoing, Progress, write_bundle

REBUILD_IDENTITY = "rebuild.identity"


class Exported(Struct, frozen=True):
    """What an export wrote: the files, how many events and blobs; nothing when there was nothing new.

    `later`: blobs that the medium had no room for; the next export carries them. `behind`: the medium has seen records
    of this computer that are not here: it was set back, or a copy of it is at work (net 5 of sync-model.md §4).
    """

    paths: tuple[Path, ...]
    events: int
    blobs: int
    later: int = 0
    behind: bool = False


class Imported(Struct, frozen=True):
    """What an import brought. `known`: the file had been imported before (E17, no error). `released`: cases that the
    county asked for and that are on their way to it now; the next export carries that. `remarks`: what somebody
    should know, in words: what came and cannot be used, who was revoked; everything was taken."""

    new: int
    cases: int
    receipts: int
    known: bool = False
    released: int = 0
    remarks: tuple[str, ...] = ()


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


def rebuild(desk: Desk, invitation: Invitation, folder: Path, code: str) -> Imported:
    """Take what the county wrote beside the invitation for a computer that takes the place of a lost one.

    `code`: told by telephone. Importing again after an interruption goes on where it stopped.

    Raises:
        Situation: S-609 another code, S-610 too busy.
        BundleRefused: as `import_file`; files that were taken before stay.
    """
    identity = unlock_identity(invitation.rebuild, code)
    with desk.store.transaction() as connection:
        put_key(connection, REBUILD_IDENTITY, identity.encode())
        connection.commit()
    total = Imported(0, 0, 0)
    for found in list_bundles(desk.store.fs, folder):
        try:
            made = import_file(desk, found.path)
        except BundleRefused as refused:
            if refused.code not in ("E02", "E17"):
                raise
            continue  # another computer's file on the same stick, or taken before
        total = Imported(
            total.new + made.new,
            total.cases + made.cases,
            total.receipts + made.receipts,
            remarks=total.remarks + made.remarks,
        )
    return total


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
            raise sending_held()
        receipt = receipt_of(desk.viewer, connection, store.identity.station)
        own = own_epochs(connection, store.identity.installation)
        ranges = exchange.ranges_to_send(connection, own, None if full else receipt)
        blobs = exchange.blobs_to_send(connection, receipt, store.clock.now(), full=full)
        behind = _stick_knows_more(desk, connection, folder)
        if not ranges and not blobs:
            return Exported((), 0, 0, behind=behind)
        blobs, later = what_fits(blobs, room(desk.store.fs, folder, ranges), alone=not ranges)
        outgoing = _outgoing(desk, connection, certificate, None if full else receipt, note=note, later=later)
        outgoing = msgspec.structs.replace(outgoing, on_progress=on_progress, cancelled=cancelled)
        files = write_bundle(
            store.fs,
            folder,
            store.random,
            outgoing,
            events=exchange.lines(connection, ranges),
            blobs=[blob_source(desk, content, size, wanted=wanted) for content, size, wanted in blobs],
        )
        _note(desk, connection, files, ranges, [content for content, _size, _wanted in blobs])
        connection.commit()
        store.write_anchor(connection)
        mark = _mark(desk, connection)
    remember(store.fs, folder, store.identity.installation, mark)
    events = sum(r.last - r.first + 1 for r in ranges)
    return Exported(tuple(f.path for f in files), events, len(blobs), len(later), behind)


def _mark(desk: Desk, connection: Connection) -> StickMark:
    current = current_epoch(connection, desk.store.identity.installation)
    head = log.head(connection, current)
    return StickMark(current, head.seq, head.hash)


def _stick_knows_more(desk: Desk, connection: Connection, folder: Path) -> bool:
    """Net 5: the medium has seen a head of this computer that is not here."""
    mark = read_memory(desk.store.fs, folder).get(desk.store.identity.installation)
    return mark is not None and is_behind(mark, lambda head: log.holds(connection, mark.epoch, mark.seq, head))


def _outgoing(
    desk: Desk,
    connection: Connection,
    certificate: CountyCertificate,
    base: Receipt | None,
    *,
    note: str,
    later: tuple[OmittedBlob, ...],
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
        own=held.own_held(connection, desk.store.identity.installation),
        lost=lost.held_beyond(connection, certificate.code),
        note=note,
        omitted_blobs=later,
    )
    return Outgoing(
        keys=keys,
        recipients=(certificate.operation_recipient, certificate.escrow_recipient),
        manifest=manifest,
        introduction=get_key(connection, "introduction") or None,
    )


def county_certificate(raw: bytes) -> CountyCertificate:
    """The county this station has joined, as it was kept; Situation S-606 before it has."""
    if not raw:
        raise Situation(
            "S-606",
            "本站还没有接入县里，暂不能导出数据包。",
            safe="记录都在本机。",
            way_out="请先导入县里给的接入文件；在此之前请按时备份。",
        )
    return msgspec.json.decode(raw, type=CountyCertificate)


def sending_held() -> Situation:
    """After a restore nobody has looked yet at what it brought back."""
    return Situation(
        "S-607", "恢复之后还没有确认，暂不发送。", safe="记录都在本机。", way_out="请在“备份和恢复”里核对后确认发送。"
    )


def own_sender(desk: Desk, keys: InstallationKeys) -> Sender:
    """How this installation names itself in a manifest."""
    identity = desk.store.identity
    return Sender(identity.station, identity.installation, keys.sign_key, identity.letter)


def _known_county(connection: Connection, certificate: CountyCertificate) -> KnownCounty | None:
    epochs = exchange.station_epochs(connection, certificate.code)
    if not epochs:
        return None
    head = log.head(connection, epochs[-1])
    return KnownCounty(epochs[-1], head.seq, head.hash)


def blob_source(desk: Desk, content: str, size: int, *, wanted: bool = False) -> BlobSource:
    """A stored blob, read only when its turn comes."""
    return BlobSource(content, size, partial(desk.store.blobs.open, content), wanted)


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
    """Import one file from the county, or a case that another desk of this station hands over. Twice changes nothing.

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
            known = claim.key == certificate.sign_key or _is_desk(connection, claim, store.identity.station)
            return KNOWN if known else UNKNOWN

        seen = SeenBundles(connection)
        rebuilding = get_key(connection, REBUILD_IDENTITY).decode()
        receiver = Receiver(
            identities=(keys.age.identity, rebuilding) if rebuilding else (keys.age.identity,),
            trust=trust,
            addressees=(f"station:{store.identity.station}", f"installation:{store.identity.installation}"),
            seen=seen,
        )
        opened = open_bundle(store.fs, path, receiver, staging=desk.folder / "staging")
        with opened:
            from_desk = opened.claim.key != certificate.sign_key
            if from_desk and opened.manifest.kind != "handover":
                raise BundleRefused("E03", f"{opened.manifest.kind} from a desk")
            result = _take(desk, connection, opened, path.name)
        connection.commit()
    store.forget_place()
    remarks = (
        *desk.take_up(),
        *(f"县里停用了{name}：口令已从这台电脑删除，请更换数据密钥。" for name in take_revocations(desk)),
    )
    return msgspec.structs.replace(result, released=answers.answer(desk, release_asked), remarks=remarks)


def _is_desk(connection: Connection, claim: SenderClaim, station: str) -> bool:
    """Whether the county has bound this key to a working computer of our own station."""
    desks = [i for s in exchange.stations(connection) if s.id == station for i in s.installations]
    return any(i.id == claim.installation and i.sign_key == claim.key and i.revoked_after < 0 for i in desks)


def _take(desk: Desk, connection: Connection, opened: OpenBundle, name: str) -> Imported:
    now = desk.store.clock.now()
    for _content in desk.store.blobs.put_all(opened.contents()):
        pass
    exchange.note_blobs(connection, ((b.hash, b.size) for b in opened.manifest.blobs), travels=False)
    for receipt in opened.receipts:
        check_rewind(desk, connection, receipt.epochs)
    asked: set[str] = set()
    handed = opened.manifest.kind == "handover"
    events = lawful_events(connection, [opened]) if handed else opened.events()
    with collector_at_rest():
        stored = exchange.store_events(connection, answers.watched(events, "case.asked", asked))
    answers.keep(connection, asked)
    if opened.manifest.kind == "rebuild":  # what was lost is back: no number can have been printed unknown to us
        put_setting(connection, "numbers.trusted", current_epoch(connection, desk.store.identity.installation))
    for receipt in opened.receipts:
        if receipt.station == desk.store.identity.station:
            keep_receipt(desk, connection, receipt)
    row = InboxRow(
        opened.digest,
        name,
        "STORED",
        now.isoformat(timespec="seconds"),
        bundle_id=opened.manifest.bundle_id,
        sender=opened.manifest.sender.station,
        doc=opened.manifest.content_digest,
    )
    inbox.note(connection, row)
    journal.write(connection, at=now, user=desk.viewer.id, act="import", subject=opened.manifest.bundle_id)
    return Imported(stored.new, stored.cases, len(opened.receipts))


def keep_receipt(desk: Desk, connection: Connection, receipt: Receipt) -> None:
    """Join a receipt for this station to the one held; it is the county's, that was checked before."""
    now = desk.store.clock.now()
    joined = exchange.join_receipt(connection, receipt, now)
    clock_book.county_spoke(connection, joined.county_time, now)
    if {m.epoch for m in joined.epochs} & set(own_epochs(connection, desk.store.identity.installation)):
        put_key(connection, "introduction", b"")  # the county has taken this computer's bundles in


def check_rewind(desk: Desk, connection: Connection, marks: tuple[EpochMark, ...]) -> None:
    """Net 3: the county holds more of the epoch I write than I do, or another branch of it, so this computer was set
    back or copied; the next write says so. Asked before the events of the same file are stored: they may bring back
    what was lost."""
    current = current_epoch(connection, desk.store.identity.installation)
    for mark in marks:
        at = mark.connected
        if mark.epoch == current and at.seq and not log.holds(connection, current, at.seq, at.hash):
            put_setting(connection, "epoch.demanded", "receipt_ahead")
