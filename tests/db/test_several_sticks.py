"""Attachments over several sticks: records first, as many files as fit, and their own progress (sync-model.md §6)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bootstrap.exchange import export
from desktop.bootstrap.station import Desk
from desktop.cli import main
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.read_models import Amount, AttachmentState
from desktop.services.seams import SystemFs
from desktop.usecases.attach_file import AttachFile, attach_file
from tests.db.county_kit import PASSPHRASE, STATIONS, fill
from tests.db.test_county_acts import Ring

MB = 1 << 20


class SmallStick(SystemFs):
    """A medium with so much room."""

    def __init__(self, room: int) -> None:
        self.room = room

    def free_space(self, path: Path) -> int:
        return self.room if "stick" in path.parts else super().free_space(path)


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Ring]:
    found = Ring(tmp_path)
    yield found
    found.close()


def attach(desk: Desk, case: str, number: int, size: int) -> None:
    with desk.uow(desk.viewer) as uow:
        content = bytes([number]) * size
        attach_file(AttachFile(case, f"照片{number}.jpg", "photo", "image/jpeg", content), uow)
        uow.commit()


def progress(desk: Desk) -> tuple[int, int, int]:
    found: AttachmentState = desk.queries.sync_state(desk.viewer).attachments
    return found.waiting.count, found.on_the_way.count, found.at_county.count


def to_stick(ring: Ring, room: int) -> tuple[int, int, int]:
    """(events, attachments carried, left for the next stick)."""
    ring.a.store.fs = SmallStick(room)
    (ring.where / "stick").mkdir(exist_ok=True)
    made = export(ring.a, ring.where / "stick")
    for path in made.paths:
        path.rename(ring.where / "up" / path.name)
    return made.events, made.blobs, made.later


def test_what_a_stick_cannot_hold_goes_on_the_next_one(ring: Ring) -> None:
    case = fill(ring.a, 1)[0]
    for number in range(1, 6):
        attach(ring.a, case, number, 2 * MB)
    assert progress(ring.a) == (5, 0, 0)
    events, carried, later = to_stick(ring, 9 * MB)
    assert (events > 5, carried, later) == (True, 2, 3)
    assert progress(ring.a) == (3, 2, 0)
    ring.up(ring.b)
    ring.down()
    assert progress(ring.a) == (3, 0, 2)
    assert to_stick(ring, 9 * MB)[1:] == (2, 1)
    assert to_stick(ring, 9 * MB)[1:] == (2, 1), "asked for until a receipt has them"
    ring.up(ring.b)
    ring.down()
    assert progress(ring.a) == (1, 0, 4)
    assert to_stick(ring, 900 * MB)[1:] == (1, 0)
    ring.up(ring.b)
    ring.down()
    assert progress(ring.a) == (0, 0, 5)
    assert ring.a.queries.sync_state(ring.a.viewer).attachments.at_county == Amount(5, 10 * MB)
    assert to_stick(ring, 900 * MB) == (0, 0, 0)
    states = {bundle.state for bundle in ring.a.queries.sync_state(ring.a.viewer).bundles}
    assert states == {"received"}


def test_records_go_even_where_no_attachment_fits(ring: Ring) -> None:
    case = fill(ring.a, 1)[0]
    attach(ring.a, case, 1, 2 * MB)
    assert to_stick(ring, 5 * MB)[1:] == (0, 1)
    ring.up(ring.b)
    ring.down()
    with pytest.raises(BundleRefused, match="E14") as told:
        to_stick(ring, 5 * MB)
    assert "MB" in told.value.told()


def test_the_command_line_tells_how_far_all_is(
    ring: Ring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = fill(ring.a, 1)[0]
    attach(ring.a, case, 1, 2_500_000)
    folder = ring.a.folder
    ring.a.close()
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(ring.where / f"{STATIONS[0]}.state"))
    assert main(["sync", "--data", str(folder), "--user", "u"]) == 0
    assert "附件：还要带去1个（2.5 MB），在路上0个（0.0 MB），县里已有0个（0.0 MB）" in capsys.readouterr().out
    assert main(["sync", "--data", str(folder), "--user", "u", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["attachments"]["waiting"] == {"count": 1, "size": 2_500_000}
