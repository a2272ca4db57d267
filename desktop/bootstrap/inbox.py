"""The county's inbox: every file of a folder goes into the log, or is set aside with its code and stops no other.

Opening, decrypting and checking may run in processes of their own (`opener.py`), bundles of different stations beside
each other; storing is one writer, many bundles in a transaction (`storing.py`). If something is wrong with one of them,
nothing of that transaction stays and they are stored one by one, so only that one is set aside. Killed at any moment,
the next run goes on: files that were copied already are taken from the staging folder under the name they had, whatever
became of the stick.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from db import exchange, inbox, journal
from db.engine import Connection
from db.inbox import InboxRow, SeenBundles
from db.store import get_key, get_keys
from desktop.bootstrap import opener
from desktop.bootstrap.county import certificate, held_of, trust_of
from desktop.bootstrap.sender_trust import SenderTrust
from desktop.bootstrap.station import Desk
from desktop.bootstrap.storing import InboxLine, Waiting, rounds, store_together
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.events import Event
from desktop.domain.manifest import Manifest
from desktop.services.seams import Fs
from exports.bundles.frame_reader import read_frame
from exports.bundles.installation_keys import read_keys
from exports.bundles.limits import Limits
from exports.bundles.opened import OpenBundle
from exports.bundles.reader import INTRODUCED, Receiver, Step, open_bundle
from exports.bundles.situations import refused_by_medium, tidy
from exports.bundles.transport import SUFFIX, FoundFile, copy_in, list_bundles, source_tag, tag_of

__all__ = ["InboxLine", "order_for", "quarantined", "set_aside", "take_file", "take_inbox"]

_WORTH_A_PROCESS = 4 << 20
_SMALL: Final = 4 << 20
_TOGETHER: Final = 10_000
"""Events that are stored in one transaction; a bundle with more of them is stored alone, while it is opened."""
_TOGETHER_BYTES: Final = 24 << 20
_MEDIUM = ("E14", "E15", "E16")
"""The stick or disk is at fault, not the bundle: there is nothing to keep, the file is to be brought again."""


def take_inbox(desk: Desk, folder: Path, *, workers: int | None = None) -> list[InboxLine]:
    """Take every bundle of a folder in, and what an earlier run had copied and not finished.

    `workers`: processes that open bundles; with 0 they are opened here; None: as it is quicker for their size.

    Raises:
        BundleRefused: E15 the folder cannot be read.
    """
    fs, staging = desk.store.fs, desk.folder / "staging"
    copies = fs.listdir(staging) if fs.exists(staging) else []
    tidy(fs, *(path for path in copies if path.suffix != SUFFIX))
    left = [path for path in copies if path.suffix == SUFFIX]
    found = list_bundles(fs, folder)
    run = _Run(desk)
    run.tell_known(found)
    files = [*left, *(file.path for file in found if file.path not in run.lines)]
    with desk.store.transaction() as connection:
        names = _names(connection, left) | {path: path.name for path in files[len(left) :]}
        inbox.note_seen(connection, (names[path] for path in files), desk.store.clock.now())
        for path in left:
            inbox.note_step(connection, names[path], "STAGED")
        connection.commit()
    many = min(_processes(fs, files) if workers is None else workers, len(files))
    if many:
        run.apart(files, names, many)
    for path in () if many else files:
        run.take(path, name=names[path])
    run.finish()
    tidy(fs, *(path for path in left if run.lines[path].state != "SEEN"))
    return [run.lines[path] for path in (*left, *(file.path for file in found))]


def _names(connection: Connection, copies: list[Path]) -> dict[Path, str]:
    """What the files were called of which an earlier run made these copies."""
    settled = inbox.rows(connection, inbox.KEPT) if copies else []  # killed after the commit, before they were removed
    known = {source_tag(row.name): row.name for row in (*settled, *inbox.rows(connection, inbox.UNDER_WAY))}
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
    run.take(path, name=name)
    run.finish()
    return run.lines[path]


class _Run:
    """One pass over files, with what waits to be stored together and what is written at the end for all of them.

    Attributes:
        lines: what became of each file; of those that wait once they are stored.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._staging = desk.folder / "staging"
        self._copies: list[str] = []
        self._waiting: list[Waiting] = []
        self._introduced = False
        self.lines: dict[Path, InboxLine] = {}
        with desk.store.transaction() as connection:
            self._own_key = certificate(connection).sign_key

    def tell_known(self, found: Sequence[FoundFile]) -> None:
        """Give those a line that are stored already, by one reading where they lie: nothing is copied.

        Only what is small, or called as a stored one is: a large file that is new would be read twice. A file that
        cannot be read so, or has any fault, is no known one; what becomes of it shows when it is opened.
        """
        desk = self._desk
        with desk.store.transaction() as connection:
            names = inbox.kept_names(connection, [file.path.name for file in found if file.size > _SMALL])
        digests: dict[Path, str] = {}
        for path, size in found:
            if size <= _SMALL or path.name in names:
                with suppress(BundleRefused):
                    digests[path] = read_frame(desk.store.fs, path, Limits()).digest
        with desk.store.transaction() as connection:
            kept = {row.digest for row in inbox.kept(connection, set(digests.values()), ())}
        for path, digest in digests.items():
            if digest in kept:
                self._known(path, path.name, digest)

    def take(self, path: Path, *, name: str = "") -> None:
        """Open and check a file in this process."""
        desk, name = self._desk, name or path.name
        staging = None if path.parent == self._staging else self._staging
        with desk.store.transaction() as connection:
            trust = trust_of(connection, self._own_key)
            try:
                opened = open_bundle(desk.store.fs, path, _receiver(connection, trust, name), staging=staging)
            except BundleRefused as error:
                opened, refused = None, error
        if opened is not None:
            self._wait(Waiting(path, name, _OpenedHere(desk, opened)))
        elif refused.code == "E03" and any(bundle.opened.trust == INTRODUCED for bundle in self._waiting):
            self._store_waiting()  # then its sender may be known
            self.take(path, name=name)
        else:
            self._refused(path, name, refused, left=opener.whose(trust))

    def apart(self, files: list[Path], names: dict[Path, str], workers: int) -> None:
        """Open in processes of their own, store here in the order of the files.

        Of a file that is opened apart the journal tells SEEN and then what became of it: there is nothing in between
        that a restart could go on from better than from the file.
        """
        with self._desk.store.transaction() as connection:
            order = order_for(self._desk, connection)
        with opener.openers(order, workers) as pool:
            for path, result in pool.open_all(files):
                self._take_opened(path, names[path], result)

    def _take_opened(self, path: Path, name: str, result: Callable[[], opener.OpenedApart]) -> None:
        try:
            opened = result()
            alone = _is_large(opened.manifest)
            if not alone:
                opened.hold()
        except opener.OpenerGone:
            self.lines[path] = _not_done(name)
        except BundleRefused as refused:
            if refused.code == "E03" and self._introduced:
                self.take(path, name=name)  # the process that opened it was told at the start whom we know
            else:
                self._refused(path, name, refused, left=opener.whose_refusal(refused))
        else:
            self._wait(Waiting(path, name, opened))
            if alone:
                self._store_waiting()

    def _wait(self, bundle: Waiting) -> None:
        together = [*(one.opened.manifest for one in self._waiting), bundle.opened.manifest]
        if self._waiting and _is_much(together):
            self._store_waiting()
        self._waiting.append(bundle)
        self._introduced = self._introduced or bundle.opened.trust == INTRODUCED

    def _store_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for together in rounds(waiting):
            if len(together) == 1 or not self._stored(together):
                for bundle in together:
                    self._store_alone(bundle)

    def _stored(self, together: list[Waiting]) -> bool:
        """Whether they are stored; otherwise nothing is, and which of them it came from shows one by one."""
        try:
            lines = store_together(self._desk, self._own_key, together)
        except Exception:
            return False
        for bundle, line in zip(together, lines, strict=True):
            self.lines[bundle.path] = line
            bundle.opened.close()
        return True

    def _store_alone(self, bundle: Waiting) -> None:
        try:
            (self.lines[bundle.path],) = store_together(self._desk, self._own_key, [bundle])
        except opener.OpenerGone:
            self.lines[bundle.path] = _not_done(bundle.name)
        except BundleRefused as refused:
            self._refused(bundle.path, bundle.name, refused, left=opener.whose_refusal(refused))
        bundle.opened.close()

    def _refused(self, path: Path, name: str, refused: BundleRefused, *, left: str) -> None:
        if left:
            self.lines[path] = InboxLine(name, left)
        elif refused.code == "E17":
            self._known(path, name, refused.digest)
        else:
            set_aside(self._desk, path, name, refused)
            self.lines[path] = InboxLine(name, "QUARANTINED", refused.code, refused.message)

    def _known(self, path: Path, name: str, digest: str) -> None:
        if path.parent != self._staging:
            self._copies.append(digest)
        self.lines[path] = InboxLine(name, "DUPLICATE", "E17", BundleRefused("E17").message)

    def finish(self) -> None:
        """Store what waits, count the copies, and forget that files were seen which left no row."""
        self._store_waiting()
        gone = [line.name for line in self.lines.values() if line.state in ("DUPLICATE", "OWN", "SEALED")]
        if gone:
            with self._desk.store.transaction() as connection:
                inbox.forget_seen(connection, gone)
                inbox.count_copies(connection, self._copies)
                connection.commit()


def _is_large(manifest: Manifest) -> bool:
    return _is_much([manifest])


def _is_much(manifests: Sequence[Manifest]) -> bool:
    """More than is stored in one transaction, unless it is one bundle."""
    events = [manifest.events for manifest in manifests]
    return sum(e.count for e in events) > _TOGETHER or sum(e.bytes for e in events) > _TOGETHER_BYTES


def _not_done(name: str) -> InboxLine:
    return InboxLine(name, "SEEN", "", "这一包还没有处理完，下次会再处理。")


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
    secrets = get_keys(connection, [f"secret.{i}" for i in unbound])
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
        secrets={i: secrets.get(f"secret.{i}", b"") for i in unbound},
        held={i: held_of(connection, i) for i in revoked},
        seen=SeenBundles(connection).digests(),
    )


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

    def close(self) -> None:
        self._opened.close()


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
