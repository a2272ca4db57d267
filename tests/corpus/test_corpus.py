"""Every version that was ever frozen here opens, checks whole, reads, restores and delivers its bundle, for ever.

`v<schema>/` is written by scripts/make_corpus.py; tests work on copies. A folder of a released version never changes.
"""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from db import schema
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.restore import restore
from desktop.bootstrap.station import open_station, open_with_key
from desktop.bootstrap.verify import verify_desk
from desktop.services.keystore import Cost, KeyStore
from desktop.services.seams import BEIJING, FixedClock, SystemFs, SystemRandom
from desktop.usecases.restoring import Opener
from tests.db.backup_kit import files, kinds, photo

HERE = Path(__file__).parent
VERSIONS = sorted(path.name for path in HERE.glob("v*"))
LOGIN, PASSPHRASE = "zhou", "demo"


class Frozen(msgspec.Struct, frozen=True):
    """A copy of one frozen version, the doors it is opened with and what was said of it when it was made."""

    folder: Path
    doors: Doors
    said: dict[str, Any]


@pytest.fixture(params=VERSIONS)
def frozen(request: pytest.FixtureRequest, tmp_path: Path) -> Frozen:
    folder = tmp_path / "frozen"
    shutil.copytree(HERE / request.param, folder)
    clock = FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=BEIJING))
    doors = Doors(clock=clock, cost=Cost(1, 1024, 1), state=folder / "state")
    return Frozen(folder, doors, json.loads((folder / "said.json").read_text("utf-8")))


def test_the_present_version_is_frozen() -> None:
    assert f"v{schema.HEAD}" in VERSIONS


def test_it_opens_checks_whole_and_reads(frozen: Frozen) -> None:
    with open_station(frozen.folder / "station", LOGIN, PASSPHRASE, frozen.doors) as desk:
        assert verify_desk(desk).whole
        assert desk.digest() == frozen.said["digest"]
        recent = desk.queries.workbench(desk.viewer).recent
        assert len(recent) == frozen.said["cases"]
        for row in recent:
            view = desk.queries.case_view(desk.viewer, row.id)
            assert view.title == row.title
            assert desk.queries.case_history(desk.viewer, row.id)
        assert len(desk.queries.documents(desk.viewer)) == frozen.said["papers"]


def test_its_attachments_and_papers_come_out_as_they_went_in(frozen: Frozen) -> None:
    with open_station(frozen.folder / "station", LOGIN, PASSPHRASE, frozen.doors) as desk:
        found = []
        for row in desk.queries.workbench(desk.viewer).recent:
            for item in desk.queries.case_view(desk.viewer, row.id).state.attachments:
                found.append(desk.queries.attachment(desk.viewer, row.id, item.content_hash))
        number = frozen.said["photo"]
        assert found == [photo(number), photo(number + 1)]
        for paper in desk.queries.documents(desk.viewer):
            assert desk.queries.document_pdf(desk.viewer, paper.case_id, paper.id).startswith(b"%PDF-1.")


def test_its_recovery_sheet_opens_it(frozen: Frozen) -> None:
    station = frozen.folder / "station"
    keystore = KeyStore(station / "keys.json", SystemFs(), SystemRandom(), Cost(1, 1024, 1))
    key = keystore.unlock_with_sheet(" ".join(frozen.said["words"]))
    with open_with_key(station, LOGIN, key, frozen.doors) as desk:
        assert desk.digest() == frozen.said["digest"]


def test_its_backup_restores(frozen: Frozen, tmp_path: Path) -> None:
    before = files(frozen.folder / "backup")
    doors = msgspec.structs.replace(frozen.doors, state=tmp_path / "state")
    restored = restore(frozen.folder / "backup", tmp_path / "restored", Opener(LOGIN, PASSPHRASE), doors)
    assert restored.missing == ()
    assert files(frozen.folder / "backup") == before
    with open_station(tmp_path / "restored", LOGIN, PASSPHRASE, doors) as desk:
        assert desk.digest() == frozen.said["digest"]
        assert kinds(verify_desk(desk)) == {"set_back"}


def test_its_bundle_reaches_its_county(frozen: Frozen) -> None:
    with open_station(frozen.folder / "county", "admin", PASSPHRASE, frozen.doors) as county:
        assert verify_desk(county).whole
        [line] = take_inbox(county, frozen.folder / "bundles")
        assert (line.state, line.new) == ("STORED", frozen.said["events_sent"])
        assert verify_desk(county).whole
        assert take_inbox(county, frozen.folder / "bundles")[0].state == "DUPLICATE"
