"""读回执页: a printed receipt is chosen on the sync page, and its figures and words are there at once."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from db.store import put_key, put_setting
from desktop.bootstrap.station import open_station
from desktop.bootstrap.window import WindowDesk
from desktop.domain.receipts import EpochMark, Mark, Receipt
from exports.bundles.enrolment import CountyCertificate
from exports.bundles.installation_keys import new_keys
from exports.bundles.receipt_qr import receipt_to_texts
from exports.documents.receipt_page import receipt_page
from tests.gui.conftest import settle
from tests.gui.finding import says
from tests.gui.sample_station import NOW, PASSPHRASE, USER
from ui.screens.sync.sync_page import SyncPage
from ui.shell.main_page import MainPage


@pytest.fixture
def printed(desk: WindowDesk, tmp_path: Path) -> Path:
    """The sample station belongs to a county, which has printed that all its records are kept."""
    keys = new_keys()
    county = CountyCertificate("990101", "示范县", keys.sign_key, keys.age.recipient, keys.age.recipient)
    path = tmp_path / "回执.pdf"
    with open_station(desk.folder, USER, PASSPHRASE, desk.doors) as opened:
        with opened.store.transaction() as connection:
            put_key(connection, "county.certificate", msgspec.json.encode(county))
            put_setting(connection, "county.name", county.name)
            place = opened.store.place(connection)
            connection.commit()
        mark = Mark(place.seq, place.head)
        receipt = Receipt(
            county="990101", county_epoch="0a" * 16, county_ordinal=1, station="YQ01", serial=1,
            county_time=NOW.isoformat(), epochs=(EpochMark(place.epoch, mark, mark),),
        )  # fmt: skip
        texts = receipt_to_texts(receipt, keys)
        path.write_bytes(receipt_page(receipt, ("示范县", "云桥村调解站"), texts, opened.papers.fonts, NOW))
    return path


def sync_page(page: MainPage) -> SyncPage:
    shown = page.go("sync")
    assert isinstance(shown, SyncPage)
    settle()
    return shown


def test_a_page_is_read_and_its_figures_stand_there(printed: Path, page: MainPage) -> None:
    shown = sync_page(page)
    assert shown.figures["durable"].text() == "0"
    shown.read_pages([printed])
    settle()
    assert says(shown, "回执已读入")
    assert shown.figures["durable"].text() == shown.figures["received"].text() != "0"
    shown.read_pages([printed])
    settle()
    assert says(shown, "这张回执以前读过，没有重复。")


def test_what_is_no_receipt_is_told(printed: Path, page: MainPage, tmp_path: Path) -> None:
    other = tmp_path / "别的.txt"
    other.write_text("FQR1:00000000:1/1:AB:\r\n")
    shown = sync_page(page)
    shown.read_pages([other])
    settle()
    assert says(shown, "扫到的内容不是完好的回执")
    assert shown.read.isEnabled()
