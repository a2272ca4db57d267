"""What went down to an installation and is known to have come: attachments, and own events it had lost.

Own events go down as long as a machine's own bundles say that it lacks them. That attachments came is known by the
receipt that the installation computed its next bundle on: it came in the same file. Until then every file for it
carries the same again, so a lost stick heals with the next one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from db import held
from db.engine import Connection
from db.exchange import RangeToSend
from db.store import get_setting, get_settings, put_setting, put_settings
from desktop.domain.manifest import Manifest, OwnEpoch
from desktop.domain.receipts import Receipt


def confirmed(connection: Connection, manifests: Sequence[Manifest]) -> None:
    """Bundles of different installations are in: remember the receipt each knew, and what each has of its own.

    A machine is known by the epoch it writes. One that begins a new epoch was in doubt of its own data: attachments
    that had come may be gone with it, so they go again.
    """
    known = _machines(connection, [m.sender.installation for m in manifests if m.own])
    values: dict[str, str] = {}
    for manifest in manifests:
        base, who = manifest.base_receipt, manifest.sender.installation
        if base.county_epoch:
            values[f"confirmed.{who}"] = f"{base.county_epoch} {base.serial}"
        if not manifest.own:
            continue
        machines, writing = known[who], manifest.own[-1].epoch
        if writing not in machines:
            values[f"blobs.sent.{who}"] = ""
        there = {own.epoch for own in manifest.own}
        machines = {epoch: own for epoch, own in machines.items() if epoch not in there} | {writing: manifest.own}
        values[f"own.{who}"] = msgspec.json.encode(machines).decode()
    put_settings(connection, values)


def _machines(connection: Connection, installations: Collection[str]) -> dict[str, dict[str, tuple[OwnEpoch, ...]]]:
    """Of each installation: the epoch that each of its machines writes -> what that has of its own epochs.

    One whose epoch another machine holds was set back and goes on as that one, or will speak again.
    """
    said = get_settings(connection, [f"own.{who}" for who in installations])
    return {
        who: msgspec.json.decode(said.get(f"own.{who}", "{}"), type=dict[str, tuple[OwnEpoch, ...]])
        for who in installations
    }


def lost_runs(connection: Connection, installation: str) -> list[RangeToSend]:
    """Own events that are to go down."""
    return held.lost_runs(connection, installation, _machines(connection, [installation])[installation].values())


def blobs_there(connection: Connection, installation: str) -> set[str]:
    """Contents that have come."""
    return {
        x for x, receipt in _blobs(connection, installation).items() if _is_known(connection, installation, receipt)
    }


def note_blobs(connection: Connection, installation: str, receipt: Receipt, contents: Iterable[str]) -> None:
    """Remember with which receipt these went first, in this epoch of the county."""
    sent = _blobs(connection, installation)
    for content in contents:
        if sent.get(content, "").partition(" ")[0] != receipt.county_epoch:
            sent[content] = f"{receipt.county_epoch} {receipt.serial}"
    put_setting(connection, f"blobs.sent.{installation}", "\n".join(f"{x} {sent[x]}" for x in sorted(sent)))


def _blobs(connection: Connection, installation: str) -> dict[str, str]:
    lines = get_setting(connection, f"blobs.sent.{installation}").splitlines()
    return {content: receipt for content, _, receipt in (line.partition(" ") for line in lines)}


def _is_known(connection: Connection, installation: str, receipt: str) -> bool:
    """Whether the installation has said that it knows this receipt ("epoch serial") or a later one."""
    epoch, _, serial = get_setting(connection, f"confirmed.{installation}").partition(" ")
    wanted, _, least = receipt.partition(" ")
    return bool(epoch) and epoch == wanted and int(serial) >= int(least)
