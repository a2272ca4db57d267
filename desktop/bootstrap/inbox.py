"""The county's inbox: every file of a folder goes into the log, or is set aside with its code and stops no other.

Opening, decrypting and checking may run in processes of their own (`opener.py`), bundles of different stations beside
each other; storing is one writer, one transaction a bundle. Killed at any moment, the next run goes on: files that
were copied already are taken from the staging folder under the name they had, whatever became of the stick.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from db import append, exchange, inbox, journal, lost
from db.engine import Connection
from db.inbox import InboxRow, SeenBundles
from db.store import get_key
from desktop.bootstrap import answers, opener, went_down
from desktop.bootstrap.county import bind, certificate, held_of, trust_of
from desktop.bootstrap.lawful import Signed, lawful_events
from desktop.bootstrap.sender_trust import SenderTrust
from desktop.bootstrap.station import Desk
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.events import Event
from desktop.services.collector import collector_at_rest
from desktop.services.seams import Fs
from desktop.usecases.assign_case import grant_released
from exports.bundles.installation_keys import read_keys
from exports.bundles.opened import OpenBundle, TrustAnswer
from exports.bundles.reader import INTRODUCED, Receiver, Step, open_bundle
from exports.bundles.situations import refused_by_medium, tidy
from exports.bundles.transport import SUFFIX, copy_in, list_bundles, source_tag, tag_of

_WORTH_A_PROCESS = 4 << 20
_MEDIUM = ("E14", "E15", "E16")
"""The stick or disk is at fault, not the bundle: there is nothing to keep, the file is to be brought again."""


class InboxLine(Struct, frozen=True):
    """What became of one file.

    `state`: STORED, DUPLICATE, QUARANTINED with its code, OWN (written by this county), SEALED (for others),
    or SEEN: the process that opened it died, the next run tries again. The journal has the steps between.
    """

    name: str
    state: str
    code: str = ""
    message: str = ""
    new: int = 0
    cases: int = 0


class Verified(Signed, Protocol):
    """What storing needs of a bundle."""

    @property
    def digest(self) -> str: ...
    def contents(self) -> Iterator[tuple[str, int]]: ...


def take_inbox(desk: Desk, folder: Path, *, workers: int | None = None) -> list[InboxLine]:
    """Take every bundle of a folder in, and what an earlier run had copied and not finished.

    `workers`: processes that open bundles; with 0 they are opened here; None: as it is quicker for their size.

    Raises:
        BundleRefused: E15 the folder cannot be read.
    """
    fs, staging = desk.store.fs, desk.folder / "staging"
    found = fs.listdir(staging) if fs.exists(staging) else []
    tidy(fs, *(path for path in found if path.suffix != SUFFIX))
    left = [path for path in found if path.suffix == SUFFIX]
    files = [*left, *(found.path for found in list_bundles(fs, folder))]
    with desk.store.transaction() as connection:
        names = _names(connection, left) | {path: path.name for path in files[len(left) :]}
        inbox.note_seen(connection, (names[path] for path in files), desk.store.clock.now())
        for path in left:
            inbox.note_step(connection, names[path], "STAGED")
        connection.commit()
    many = min(_processes(fs, files) if workers is None else workers, len(files))
    run = _Run(desk)
    if many:
        lines = run.apart(files, names, many)
    else:
        lines = [run.take(path, staged=path in left, name=names[path]) for path in files]
    run.finish(lines)
    tidy(fs, *(path for path, line in zip(left, lines, strict=False) if line.state != "SEEN"))
    return lines


def _names(connection: Connection, copies: list[Path]) -> dict[Path, str]:
    """What the files were called of which an earlier run made these copies."""
    known = {source_tag(row.name): row.name for row in inbox.rows(connection, inbox.UNDER_WAY)} if copies else {}
    return {path: known.get(tag_of(path), path.name) for path in copies}


def _processes(fs: Fs, files: Iterable[Path]) -> int:
    """How many processes open these files: none for what is stored before one has started."""
    try:
        size = sum(fs.size(path) for path in files)
    except OSError as error:
        raise refused_by_medium(error) from error
    return min(2, (os.cpu_count() or 1) - 1) if size > _WORTH_A_PROCESS else 0


def take_file(desk: Desk, path: Path, *, name: str = "") -> InboxLine:
    """Take one bundle in. `name`: what people know it by, where its file is called otherwise."""
    run = _Run(desk)
    line = run.take(path, name=name)
    run.finish([line])
    return line


class _Run:
    """One pass over files, with what it writes at its end for all of them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._copies: list[str] = []
        self._own_key = ""

    def take(self, path: Path, *, staged: bool = False, name: str = "") -> InboxLine:
        """Open, check and store in this process; a file that is `staged` lies on our own disk already."""
        desk = self._desk
        staging = None if staged else desk.folder / "staging"
        trust: SenderTrust | None = None
        try:
            with desk.store.transaction() as connection:
                trust = trust_of(connection)
                receiver = _receiver(connection, trust, name or path.name)
                with open_bundle(desk.store.fs, path, receiver, staging=staging) as opened:
                    line, tick = _store(desk, connection, _OpenedHere(desk, opened), name or path.name)
                connection.commit()
        except BundleRefused as refused:
            return self._refused(path, name or path.name, refused, left=opener.whose(trust) if trust else "")
        _settled(desk, opened, tick)
        return line

    def apart(self, files: list[Path], names: dict[Path, str], workers: int) -> list[InboxLine]:
        """Open in processes of their own, store here in the order of the files.

        The journal tells of a bundle when this process hears that it is verified.
        """
        with self._desk.store.transaction() as connection:
            order = order_for(self._desk, connection)
        self._own_key = order.own_key
        with opener.openers(order, workers) as pool:
            return [self._take_opened(path, names[path], result) for path, result in pool.open_all(files)]

    def _take_opened(self, path: Path, name: str, result: Callable[[], opener.OpenedApart]) -> InboxLine:
        desk = self._desk
        try:
            with desk.store.transaction() as connection:
                opened = result()
                inbox.note_step(connection, name, "VERIFIED")
                connection.commit()
                _judge_again(connection, opened, trust_of(connection, self._own_key)(opened.claim, opened.introduction))
                line, tick = _store(desk, connection, opened, name)
                connection.commit()
        except opener.OpenerGone:
            return InboxLine(name, "SEEN", "", "这一包还没有处理完，下次会再处理。")
        except BundleRefused as refused:
            return self._refused(path, name, refused, left=opener.whose_refusal(refused))
        _settled(desk, opened, tick)
        return line

    def _refused(self, path: Path, name: str, refused: BundleRefused, *, left: str) -> InboxLine:
        if left:
            return InboxLine(name, left)
        if refused.code == "E17":
            self._copies.append(refused.digest)
            return InboxLine(name, "DUPLICATE", "E17", refused.message)
        set_aside(self._desk, path, name, refused)
        return InboxLine(name, "QUARANTINED", refused.code, refused.message)

    def finish(self, lines: Iterable[InboxLine]) -> None:
        """Count the copies, and forget that files were seen which left no row."""
        gone = [line.name for line in lines if line.state in ("DUPLICATE", "OWN", "SEALED")]
        if gone:
            with self._desk.store.transaction() as connection:
                inbox.forget_seen(connection, gone)
                inbox.count_copies(connection, self._copies)
                connection.commit()


def _receiver(connection: Connection, trust: SenderTrust, name: str) -> Receiver:
    def step(reached: Step) -> None:
        inbox.note_step(connection, name, reached)
        connection.commit()

    return Receiver(
        identities=(read_keys(get_key(connection, "installation.keys")).age.identity,),
        trust=trust,
        addressees=(f"county:{certificate(connection).code}",),
        seen=SeenBundles(connection),
        step=step,
    )


def order_for(desk: Desk, connection: Connection) -> opener.Order:
    """What a process that opens bundles must know; it goes through a pipe."""
    keys = read_keys(get_key(connection, "installation.keys"))
    stations = exchange.stations(connection)
    installations = [i for station in stations for i in station.installations]
    unbound = [i.id for i in installations if not i.sign_key]
    revoked = [i.id for i in installations if i.revoked_after >= 0]
    return opener.Order(
        identity=keys.age.identity,
        own_key=keys.sign_key,
        addressee=f"county:{certificate(connection).code}",
        staging=str(desk.folder / "staging"),
        blobs=str(desk.folder / "blobs"),
        blob_identity=get_key(connection, "blobs.identity").decode(),
        blob_names=get_key(connection, "blobs.names"),
        stations=stations,
        secrets={i: get_key(connection, f"secret.{i}") for i in unbound},
        held={i: held_of(connection, i) for i in revoked},
        seen=SeenBundles(connection).digests(),
    )


def _judge_again(connection: Connection, opened: opener.OpenedApart, answer: TrustAnswer) -> None:
    """What another bundle of this run may have changed since the opener was told: who is known, and what is stored.

    Raises:
        BundleRefused: E03, E04, E17, E19.
    """
    seen = SeenBundles(connection)
    known = seen.content_of(opened.manifest.bundle_id)
    refused: BundleRefused | None = None
    if answer.standing != opened.trust.standing and answer.standing not in ("known", "introduced"):
        refused = BundleRefused("E04" if answer.standing == "revoked" else "E03", opened.claim.installation)
    elif seen.has_digest(opened.digest) or known == opened.manifest.content_digest:
        refused = BundleRefused("E17", opened.digest)
    elif known is not None:
        refused = BundleRefused("E19", known)
    if refused is not None:
        refused.station, refused.digest = opened.claim.station, opened.digest
        refused.bundle_id = opened.manifest.bundle_id
        raise refused


class _OpenedHere:
    """A bundle opened in this process: its attachments are put beside the database before the transaction ends."""

    def __init__(self, desk: Desk, opened: OpenBundle) -> None:
        self._put_all = desk.store.blobs.put_all
        self._opened = opened
        self.digest, self.claim, self.trust = opened.digest, opened.claim, opened.trust
        self.introduction, self.manifest = opened.introduction, opened.manifest

    def events(self) -> Iterator[Event]:
        return self._opened.events()

    def contents(self) -> Iterator[tuple[str, int]]:
        contents = self._put_all(self._opened.contents())
        for entry, _content in zip(self.manifest.blobs, contents, strict=True):
            yield entry.hash, entry.size


def _store(desk: Desk, connection: Connection, opened: Verified, name: str) -> tuple[InboxLine, int]:
    """Store what was opened; also answers the greatest tick that came."""
    manifest, sender = opened.manifest, opened.manifest.sender.station
    try:
        released: set[str] = set()
        lawful = lawful_events(connection, opened)
        with collector_at_rest():
            stored = exchange.store_events(connection, answers.watched(lawful, "case.released", released))
    except append.TickNotGrowing as error:
        raise BundleRefused("E06", str(error)) from error
    exchange.note_blobs(connection, opened.contents())
    answers.keep(connection, released)
    went_down.confirmed(connection, manifest)
    lost.note(connection, sender, manifest.lost)
    exchange.note_epochs(connection, sender, manifest.ranges)
    exchange.note_ends(connection, manifest.ranges)
    exchange.note_missing_blobs(connection, sender, stored.naming, desk.store.blobs.has)
    now = desk.store.clock.now()
    row = InboxRow(
        opened.digest,
        name,
        inbox.state_of(connection, manifest),
        now.isoformat(timespec="seconds"),
        bundle_id=manifest.bundle_id,
        sender=sender,
        doc=manifest.content_digest,
    )
    inbox.note(connection, row)
    inbox.settle_waiting(connection, sender, partial(exchange.expected_epochs, connection, sender))
    journal.write(connection, at=now, user=desk.viewer.id, act="import", subject=manifest.bundle_id)
    return InboxLine(name, "STORED", "", "", stored.new, stored.cases), stored.tick


def _settled(desk: Desk, opened: OpenBundle | opener.OpenedApart, tick: int) -> None:
    """After the commit: bind introduced keys, answer what came free."""
    desk.store.forget_place(tick)
    if opened.trust == INTRODUCED and opened.introduction is not None:
        bind(desk, opened.claim, opened.introduction)
    answers.answer(desk, grant_released)


def set_aside(desk: Desk, path: Path, name: str, refused: BundleRefused) -> None:
    """Keep a refused file with its code until the operator retries or discards it; a bad stick leaves nothing."""
    fs, key = desk.store.fs, refused.digest or f"refused {name}"[:64]
    if refused.code not in _MEDIUM:
        copy = copy_in(fs, path, desk.folder / "quarantine")
        key = copy.sha256
        fs.rename(copy.path, quarantined(desk, key))
    with desk.store.transaction() as connection:
        now = desk.store.clock.now()
        row = InboxRow(
            key,
            name,
            "QUARANTINED",
            now.isoformat(timespec="seconds"),
            bundle_id=refused.bundle_id,
            sender=refused.station,
            code=refused.code,
        )
        inbox.note(connection, row)
        journal.write(connection, at=now, user=desk.viewer.id, act="import.refused", subject=refused.code)
        connection.commit()


def quarantined(desk: Desk, key: str) -> Path:
    """Where the file of a row lies that was set aside."""
    return desk.folder / "quarantine" / f"{key}{SUFFIX}"
