"""Checks a whole station: database, attachments, keys, and whether it was set back or copied. Mends nothing.

Only reads, in steps that do not hold up whoever works meanwhile; may be stopped at any time. A damaged database can
still be looked at: `open_rescue` shows what reads, without changing a byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.engine import Engine, probe
from db.log import head
from db.store import Store, current_epoch, get_key
from db.verify import Checked, blobs, check_database
from desktop.bootstrap.database import engine_of
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.station import Desk, open_store
from desktop.domain.errors import Situation
from desktop.domain.progress import Report, silent
from desktop.domain.verification import Finding, VerifyResult, finding
from desktop.services.keystore import KeyStore


def verify(
    folder: Path, key: bytes, doors: Doors, report: Report = silent, *, attachments: bool = True
) -> VerifyResult:
    """Check everything in a data folder that nobody has open.

    `attachments`: also decrypt every attachment and compare its hash (1 GB takes some seconds).

    Raises:
        Situation: S-264, S-202 the database does not open at all. Cancelled.
    """
    engine = engine_of(folder, key, doors, read_only=True)
    try:
        probe(engine)
        return _verify(engine, folder, key, doors, report, attachments=attachments)
    finally:
        engine.dispose()


def verify_desk(desk: Desk, report: Report = silent, *, attachments: bool = True) -> VerifyResult:
    """Check the open station. Raises as `verify`; S-265 when its file was replaced."""
    return _verify(desk.reader, desk.folder, desk.key, desk.doors, report, attachments=attachments)


def _verify(
    engine: Engine, folder: Path, key: bytes, doors: Doors, report: Report, *, attachments: bool
) -> VerifyResult:
    steps = check_database(engine, report)
    with _steady(steps, "keys"):
        store = open_store(folder, engine, doors)
        steps["keys"] = Checked(1, _keys(folder, key, doors, store))
        steps["set_back"] = Checked(1, _set_back(store))
        if attachments:
            steps["attachments"] = _attachments(engine, store, report)
    return VerifyResult(
        checked_at=doors.clock.now().isoformat(timespec="seconds"),
        events=steps["events"].looked_at,
        records=steps["records"].looked_at,
        attachments=steps["attachments"].looked_at if "attachments" in steps else 0,
        findings=_joined(steps),
    )


@contextmanager
def _steady(steps: dict[str, Checked], name: str) -> Iterator[None]:
    """A damaged page ends this part and is named, like every other part's."""
    try:
        yield
    except Situation as error:
        if error.code != "S-202":
            raise
        steps[name] = Checked(0, finding("page", [name]))


def _joined(steps: dict[str, Checked]) -> tuple[Finding, ...]:
    """All findings; those of damaged pages as one."""
    found = [f for checked in steps.values() for f in checked.findings]
    pages = [f for f in found if f.kind == "page"]
    rest = tuple(f for f in found if f.kind != "page")
    if not pages:
        return rest
    names = tuple(name for f in pages for name in f.names)
    return (Finding("page", sum(f.count for f in pages), names[:20]), *rest)


def _keys(folder: Path, key: bytes, doors: Doors, store: Store) -> tuple[Finding, ...]:
    """keys.json reads and every holder in it leads to this key; the keys inside the database are there."""
    wrong = []
    keystore = KeyStore(folder / "keys.json", doors.fs, doors.random, doors.cost)
    try:
        holders = keystore.holders_of(key)
        slots = {(s.kind, s.owner) for s in keystore.load().slots}
        wrong += sorted(f"{kind} {owner}".strip() for kind, owner in slots - holders)
        if not any(kind == "user" for kind, _ in holders):
            wrong.append("user")
        if ("sheet", "") not in holders:
            wrong.append("sheet")
    except Situation:
        wrong.append("keys.json")
    with store.transaction() as connection:
        wrong += [
            name for name in ("installation.keys", "blobs.identity", "blobs.names") if not get_key(connection, name)
        ]
    return finding("keys", list(dict.fromkeys(wrong)))


def _set_back(store: Store) -> tuple[Finding, ...]:
    """The anchor outside the database is missing or ahead (net 1). Looking opens no epoch."""
    with store.transaction() as connection:
        epoch = current_epoch(connection, store.identity.installation)
        end = head(connection, epoch)
    if not epoch:
        return ()
    anchor = store.anchors.load(epoch)
    behind = anchor is None or anchor.seq > end.seq or (anchor.seq == end.seq and anchor.head != end.hash)
    return finding("set_back", [epoch[:8]] if behind else [])


def _attachments(engine: Engine, store: Store, report: Report) -> Checked:
    missing: list[str] = []
    damaged: list[str] = []
    hashes = blobs(engine)
    for number, content_hash in enumerate(hashes):
        report(number, len(hashes), "attachments")
        try:
            store.blobs.check(content_hash)
        except Situation as error:
            (missing if error.code == "S-211" else damaged).append(store.blobs.path(content_hash).name)
        except OSError:
            damaged.append(store.blobs.path(content_hash).name)
    return Checked(len(hashes), (*finding("attachment_missing", missing), *finding("attachment_damaged", damaged)))
