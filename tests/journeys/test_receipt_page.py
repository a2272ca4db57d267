"""A receipt on paper: printed by the county, scanned crooked, read by the station that no stick comes back to."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf.pdfa
import pytest
from PIL import Image

from db.exchange import receipt_for
from db.queries.sync import receipt_of
from db.store import get_key
from desktop.bootstrap.county import enrol
from desktop.bootstrap.receipt_paper import page_texts, print_receipts, take_receipt
from desktop.domain.errors import Situation
from desktop.domain.receipts import EpochMark, Mark, Receipt
from exports.bundles.installation_keys import read_keys
from exports.bundles.receipt_qr import receipt_to_texts
from exports.documents.receipt_page import receipt_page
from tests.db.county_kit import mark_durable
from tests.journeys.sync_end import board_is_true
from tests.journeys.sync_world import World

CODE = "990101001001"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    made.found_county()
    made.found_station("甲", CODE)
    yield made
    made.close()


def deliver(world: World) -> None:
    """The station's newest records go up; nothing comes back but paper."""
    world.new_case("甲")
    for sent in world.send("甲"):
        assert world.take(sent).state == "STORED"


def printed(world: World, code: str = CODE) -> Path:
    papers = {one.station: one.path for one in print_receipts(world.county, world.folder)}
    path = papers[code]
    assert path is not None
    return path


def scanned(path: Path) -> list[bytes]:
    """The pages at 150 dpi, turned by two degrees, as JPEG."""
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", path, path.with_suffix("")], check=True)
    pages = []
    for found in sorted(path.parent.glob(f"{path.stem}-*.png")):
        with Image.open(found) as page:
            turned = page.rotate(2, Image.Resampling.BICUBIC, fillcolor=255)
        picture = io.BytesIO()
        turned.save(picture, "JPEG", quality=75)
        pages.append(picture.getvalue())
    return pages


def texts_of(world: World, pages: list[bytes]) -> list[str]:
    return [text for page in pages for text in page_texts(world.open("甲").foreign, page)]


def held(world: World) -> Receipt | None:
    desk = world.open("甲")
    with desk.store.transaction() as connection:
        return receipt_of(desk.viewer, connection, CODE)


def long_texts(world: World, epochs: int) -> tuple[Receipt, tuple[str, ...]]:
    """A receipt of a station that has had many computers, signed by the county."""
    with world.county.store.transaction() as connection:
        made = receipt_for(connection, world.county.store.identity, CODE, world.clock.now())
        keys = read_keys(get_key(connection, "installation.keys"))
    marks = tuple(
        EpochMark(world.county.store.random.bytes(16).hex(), Mark(n, world.county.store.random.bytes(32).hex()))
        for n in range(1, epochs + 1)
    )
    whole = Receipt(
        county=made.county, county_epoch=made.county_epoch, county_ordinal=made.county_ordinal, station=made.station,
        serial=made.serial, county_time=made.county_time, epochs=(*made.epochs, *marks),
    )  # fmt: skip
    return whole, receipt_to_texts(whole, keys)


def test_the_page_says_in_words_what_its_codes_say(world: World) -> None:
    deliver(world)
    path = printed(world)
    assert pikepdf.pdfa.validate_written(path, "2b").passed
    text = "".join(subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True).stdout.decode().split())
    held_there = len(list(world.cases("甲")))
    assert held_there == 1
    assert f"站点：站1001（{CODE}）" in text
    assert "县里时间：2026年11月2日9时01分" in text
    assert "附件：不缺" in text
    state = world.open("甲").queries.sync_state(world.open("甲").viewer)
    assert f"县里已收到：{state.written}条记录" in text
    assert "已稳妥保存：0条记录" in text


def test_a_crooked_scan_tells_the_station_how_far_it_is(world: World) -> None:
    deliver(world)
    mark_durable(world.county)
    desk = world.open("甲")
    before = desk.queries.sync_state(desk.viewer)
    assert before.received < before.written
    done = take_receipt(desk, texts_of(world, scanned(printed(world))))
    assert (done.receipts, done.known) == (1, False)
    after = desk.queries.sync_state(desk.viewer)
    assert after.received == after.durable == before.written
    board_is_true(world, "甲")


def test_the_pdf_itself_and_the_lines_of_a_scanner_are_read(world: World) -> None:
    deliver(world)
    path = printed(world)
    texts = texts_of(world, [path.read_bytes()])
    typed = "\r\n".join(texts).encode() + b"\r\n"
    assert take_receipt(world.open("甲"), texts_of(world, [typed])).receipts == 1
    again = take_receipt(world.open("甲"), texts)
    assert (again.receipts, again.known) == (0, True)


def test_an_older_page_is_told_and_takes_nothing_back(world: World) -> None:
    deliver(world)
    older = texts_of(world, [printed(world).read_bytes()])
    deliver(world)
    take_receipt(world.open("甲"), texts_of(world, [printed(world).read_bytes()]))
    known = held(world)
    with pytest.raises(Situation, match="S-685"):
        take_receipt(world.open("甲"), older)
    assert held(world) == known


def test_another_stations_page_is_refused(world: World) -> None:
    world.found_station("乙", "990101001002")
    known = held(world)
    with pytest.raises(Situation, match="S-684") as told:
        take_receipt(world.open("甲"), texts_of(world, [printed(world, "990101001002").read_bytes()]))
    assert "990101001002" in told.value.message
    assert held(world) == known


def test_several_pages_are_read_together_and_a_missing_code_is_named(world: World) -> None:
    whole, texts = long_texts(world, 40)
    assert 5 <= len(texts) <= 8, "two pages"
    path = world.folder / "lang.pdf"
    path.write_bytes(receipt_page(whole, ("县", "站"), texts, world.county.papers.fonts, world.clock.now()))
    pages = scanned(path)
    assert len(pages) == 2
    known = held(world)
    with pytest.raises(Situation, match="S-681") as told:
        take_receipt(world.open("甲"), texts_of(world, pages[:1]))
    assert f"共 {len(texts)} 个二维码，还缺第 5" in told.value.message
    assert held(world) == known
    assert take_receipt(world.open("甲"), texts_of(world, [pages[1], pages[0], pages[1]])).receipts == 1
    now = held(world)
    assert now is not None
    assert {mark.epoch for mark in whole.epochs} <= {mark.epoch for mark in now.epochs}


def test_a_page_without_a_receipt_is_told(world: World) -> None:
    blank = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(blank, "PNG")
    with pytest.raises(Situation, match="S-682"):
        take_receipt(world.open("甲"), texts_of(world, [blank.getvalue()]))


def test_what_is_too_long_for_paper_goes_by_stick_and_stops_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(world.county, "990101001009", "没有装好的站", world.folder)
    monkeypatch.setattr("exports.bundles.receipt_qr.MAX_PARTS", 0)
    papers = print_receipts(world.county, world.folder)
    assert [(one.station, one.path, one.codes) for one in papers] == [(CODE, None, 0)]
