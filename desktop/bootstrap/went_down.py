"""What went down to an installation and is known to have come: attachments, and own events it had lost.

It is known by the receipt that the installation computed its next bundle on: that receipt came in the same file. Until
then every file for it carries the same again, so a lost stick heals with the next one.
"""

from __future__ import annotations

from collections.abc import Iterable

from db import downward
from db.engine import Connection
from db.exchange import RangeToSend
from db.store import get_setting, own_epochs, put_setting
from desktop.domain.manifest import Manifest
from desktop.domain.receipts import Receipt


def confirmed(connection: Connection, manifest: Manifest) -> None:
    """A bundle of an installation is in: remember the receipt it knew."""
    base = manifest.base_receipt
    if base.county_epoch:
        put_setting(connection, f"confirmed.{manifest.sender.installation}", f"{base.county_epoch} {base.serial}")


def lost_runs(connection: Connection, installation: str) -> list[RangeToSend]:
    """Own events that are to go down; none once their coming is known for the newest epoch."""
    epochs = own_epochs(connection, installation)
    newest, _, with_receipt = get_setting(connection, f"returned.{installation}").partition(" ")
    if not epochs or (newest == epochs[-1] and _is_known(connection, installation, with_receipt)):
        return []
    return downward.lost_runs(connection, installation)


def note_lost(connection: Connection, installation: str, receipt: Receipt) -> None:
    """Remember with which receipt they went first."""
    newest = own_epochs(connection, installation)[-1]
    known = get_setting(connection, f"returned.{installation}").split()
    if known[:2] != [newest, receipt.county_epoch]:
        put_setting(connection, f"returned.{installation}", f"{newest} {receipt.county_epoch} {receipt.serial}")


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
