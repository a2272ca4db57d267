"""Receipts on paper, for stations to which no stick comes back: the county prints, the station reads. Joins db/ and
exports/; the codes on pictures are found by the helper process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from db import exchange, journal
from db.engine import Connection
from db.queries.sync import receipt_of
from db.store import get_key
from desktop.bootstrap.county import certificate
from desktop.bootstrap.exchange import Imported, check_rewind, county_certificate, keep_receipt
from desktop.bootstrap.station import SYSTEM, Desk
from desktop.domain.county_events import StationState
from desktop.domain.errors import Situation
from desktop.domain.receipts import Receipt, join, normal
from desktop.services.seams import write_whole
from desktop.usecases.permission import demand_right
from desktop.usecases.workplace import Foreign
from exports.bundles.installation_keys import read_keys
from exports.bundles.receipt_qr import is_receipt_text, receipt_from_texts, receipt_to_texts
from exports.documents.receipt_page import receipt_page

PAGE_BYTES: Final = 60 << 20
"""Larger pictures of a page are not opened."""
_SCANNED: Final = b"FQR1:"


class ReceiptPaper(Struct, frozen=True):
    """The printed receipt of a station. `path`: None where it is too long for paper and goes by stick only."""

    station: str
    name: str
    path: Path | None
    codes: int


def print_receipts(desk: Desk, folder: Path) -> list[ReceiptPaper]:
    """Write a PDF for every station with a working computer into `folder`.

    Raises:
        RuleViolation: R-205 no county; R-501, R-502 a name cannot be printed.
        Situation: S-541 the date is in doubt.
    """
    with desk.uow(SYSTEM) as uow:
        uow.printed_at()
        uow.settle_epoch()
        uow.commit()
    with desk.store.transaction() as connection:
        working = [
            station
            for station in exchange.stations(connection)
            if any(one.age_recipient and one.revoked_after < 0 for one in station.installations)
        ]
        made = [_print(desk, connection, station, folder) for station in working]
        connection.commit()
        desk.store.note_receipts(connection)
    return made


def _print(desk: Desk, connection: Connection, station: StationState, folder: Path) -> ReceiptPaper:
    now = desk.store.clock.now()
    county = certificate(connection)
    receipt = exchange.receipt_for(connection, desk.store.identity, station.id, now)
    try:
        texts = receipt_to_texts(receipt, read_keys(get_key(connection, "installation.keys")))
    except ValueError:
        return ReceiptPaper(station.id, station.name, None, 0)
    path = folder / f"{station.id}-回执.pdf"
    pdf = receipt_page(receipt, (county.name, station.name), texts, desk.papers.fonts, now)
    write_whole(desk.store.fs, path, pdf)
    return ReceiptPaper(station.id, station.name, path, len(texts))


def page_texts(foreign: Foreign, data: bytes) -> list[str]:
    """Texts of the codes on a picture or PDF, or the lines a scanner typed. Raises Situation S-511 to S-515."""
    if data.lstrip().startswith(_SCANNED):
        return data.decode("ascii", "replace").split("\n")
    return [code.text for code in foreign.codes(data)]


def take_receipt(desk: Desk, texts: Sequence[str]) -> Imported:
    """Join the receipt of these codes to what is known; other codes on the page are passed over, order is free.

    Raises:
        Situation: S-606 not enrolled yet, S-681 a code is missing, S-682 damaged or none, S-683 of another county,
            S-684 for another station, S-685 older than what is known. Nothing was changed.
    """
    demand_right(desk.viewer, "sync")
    store = desk.store
    with store.transaction() as connection:
        county = county_certificate(get_key(connection, "county.certificate"))
        receipt = receipt_from_texts(filter(is_receipt_text, texts), county.sign_key)
        if receipt.station != store.identity.station:
            raise _other_station(receipt)
        held = receipt_of(desk.viewer, connection, store.identity.station)
        if held is not None and join(held, receipt) == normal(held):
            if (held.county_epoch, held.serial) != (receipt.county_epoch, receipt.serial):
                raise _older(receipt)
            return Imported(0, 0, 0, known=True)
        check_rewind(desk, connection, receipt.epochs)
        keep_receipt(desk, connection, receipt)
        journal.write(
            connection, at=store.clock.now(), user=desk.viewer.id, act="import", subject=f"receipt.{receipt.serial}"
        )
        connection.commit()
    store.forget_place()
    return Imported(0, 0, 1)


def _other_station(receipt: Receipt) -> Situation:
    return Situation(
        "S-684",
        f"这张回执是给另一个站（{receipt.station}）的。",
        safe="本机没有改动。",
        way_out="请交给回执上写的那个站，并向县里要本站的回执页。",
    )


def _older(receipt: Receipt) -> Situation:
    return Situation(
        "S-685",
        f"这张回执是{receipt.county_time[:10]}的第{receipt.serial}号，比本机已知道的旧。",
        safe="本机没有改动，知道的也没有变少。",
        way_out="不用再读这一张；县里有新的回执页时请读新的。",
    )
