"""Losses that come twice, and promises that hold for one branch only: the board tells the truth, all comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.queries.sync import marks
from db.store import current_epoch
from desktop.bootstrap.lost_decisions import lost_decisions, settle_lost
from desktop.cli import main
from tests.db.county_kit import mark_durable
from tests.journeys.sync_end import board_is_true, end_well
from tests.journeys.sync_world import PASSPHRASE, World, hashes

A, B = "990101001001", "990101002001"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A county and two enrolled stations, `a` and `b`."""
    made = World(tmp_path)
    made.found_county()
    made.found_station("a", A)
    made.found_station("b", B)
    yield made
    made.close()


def _epoch(world: World, name: str) -> str:
    desk = world.open(name)
    with desk.store.transaction() as connection:
        return current_epoch(connection, desk.store.identity.installation)


def _chain(world: World, name: str, epoch: str, upto: int) -> set[bytes]:
    query = "SELECT e.hash FROM log_event e JOIN log_epoch p ON p.no = e.epoch_no WHERE p.id = ? AND e.seq <= ?"
    with world.open(name).store.transaction() as connection:
        return {row[0] for row in connection.exec_driver_sql(query, (epoch, upto))}


def _durable(world: World, name: str, epoch: str) -> set[bytes]:
    """What the board of a station calls durable of one epoch."""
    desk = world.open(name)
    with desk.store.transaction() as connection:
        upto = marks(desk.viewer, connection, desk.store.identity.station, epoch)[1]
    return _chain(world, name, epoch, upto)


def test_the_backup_of_a_longer_twin_makes_no_branch_durable(world: World) -> None:
    """The county backs up the twin's branch; the other's, which comes later, is not in that backup."""
    world.new_case("a")
    world.carry()
    epoch = _epoch(world, "a")
    world.clone("a", "twin")
    world.new_case("a")
    for _ in range(4):
        world.new_case("twin")
    for sent in world.send("twin"):
        assert world.take(sent).state == "STORED"
    backed_up = hashes(world.county)
    mark_durable(world.county)
    for sent in world.send("a"):
        assert world.take(sent).state == "STORED"
    world.receipts()
    world.bring("a")
    assert _durable(world, "a", epoch) <= backed_up
    mark_durable(world.county)
    world.receipts()
    world.bring("a")
    assert _durable(world, "a", epoch) >= _chain(world, "a", epoch, 10_000), "both branches lie in the second backup"
    board_is_true(world, "a", "b")


def test_a_machine_that_is_set_back_again_and_again_gets_all_back(world: World) -> None:
    """The epochs it opens come after one backup each, so that their order says nothing of which is the newest."""
    case = world.new_case("a")
    world.keep_copy("a", "day1")
    every = {case}
    for turn in range(4):
        every.add(world.new_case("a"))
        world.attach("a", case, f"photo {turn}".encode())
        world.carry()
        world.put_back("a", "day1")
        every.add(world.new_case("a"))
        world.carry()
        world.carry()
        assert world.cases("a") == every, turn
        desk, state = world.open("a"), world.state("a", case)
        for file in state.attachments:
            assert desk.queries.attachment(desk.viewer, case, file.content_hash), turn
        assert len(state.attachments) == turn + 1
    end_well(world, "a", "b")


def test_a_disk_image_that_comes_back_unseen_gets_its_lost_work_again(world: World) -> None:
    """Set back, given back, confirmed, and set back to before that with its anchor: no net on the machine sees it."""
    world.new_case("a")
    world.keep_copy("a", "day1")
    lost = world.new_case("a")
    world.carry()
    world.put_back("a", "day1")
    world.new_case("a")
    for sent in world.send("a"):
        world.take(sent)
    world.close("a")
    for name in ("a", "a.state"):
        world.keep_copy(name, f"{name}.image")
    world.receipts()
    world.bring("a")
    assert lost in world.cases("a")
    for sent in world.send("a", full=True):
        world.take(sent)
    world.close("a")
    for name in ("a", "a.state"):
        world.put_back(name, f"{name}.image")
    assert lost not in world.cases("a")
    world.receipts()
    world.bring("a")
    world.new_case("a")
    world.carry()
    assert lost in world.cases("a")
    end_well(world, "a", "b")


def test_decisions_of_a_county_that_was_set_back_are_listed_until_somebody_settles_them(world: World) -> None:
    """Scenario 33: only the county's own word makes an owner, so a person decides again, from what stations hold."""
    case = world.new_case("a")
    world.carry()
    world.keep_copy("county", "backup")
    world.decide(forced=[{"case": case, "to": B, "reason": "就近办理"}])
    world.carry()
    world.put_back("county", "backup")
    assert lost_decisions(world.county) == []
    world.receipts()
    world.bring("a")
    world.new_case("a")
    for sent in world.send("a"):
        assert world.take(sent).state == "STORED"
    (found,) = lost_decisions(world.county)
    assert (found.type, found.words, found.station) == ("case.granted", "县里移交：就近办理", A)
    assert found.number == world.state("county", case).reg.number
    assert world.open("b").store.identity.installation in found.payload
    assert world.state("county", case).owner == world.open("a").store.identity.installation, "nothing took effect"
    assert settle_lost(world.county) == 1
    world.new_case("a")
    for sent in world.send("a"):
        world.take(sent)
    assert lost_decisions(world.county) == [], "what was settled does not come back"
    world.decide(forced=[{"case": case, "to": B, "reason": "就近办理"}])
    world.carry()
    world.carry()
    assert world.state("county", case).owner == world.open("b").store.identity.installation


def test_the_command_line_lists_lost_decisions(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = world.county.folder
    world.close("county")
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    monkeypatch.setenv("FENGQIAO_STATE", str(world.folder / "county.state"))
    assert main(["county", "lost", "--data", str(folder), "--user", "u", "--settle"]) == 0
    assert capsys.readouterr().out.strip() == "已处理：0条"
