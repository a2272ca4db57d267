"""Ten written stories of two stations and their county on PostgreSQL; each ends in equal digests and a true board.

After every step the board of a station may not say more than the county holds (I21), and in the end everything that
was ever written is received, nothing is doubled and every case has one owner (I2, I3, I10, I22).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.exchange import receipt_for
from desktop.usecases.decide_late import decide_late
from tests.journeys.sync_end import board_is_true, end_well
from tests.journeys.sync_world import World

A, B = "990101001001", "990101002001"


@pytest.fixture
def world(tmp_path: Path, postgres_url: str) -> Iterator[World]:
    """A county on a server and two enrolled stations, `a` and `b`."""
    made = World(tmp_path)
    made.found_county(postgres_url)
    made.found_station("a", A)
    made.found_station("b", B)
    yield made
    made.close()


def test_1_a_lost_stick(world: World) -> None:
    """Scenario 9: three sticks are lost; the fourth carries everything, and the board never said otherwise."""
    for _ in range(3):
        world.new_case("a")
        world.send("a")
        board_is_true(world, "a")
        state = world.open("a").queries.sync_state(world.open("a").viewer)
        assert state.received < state.exported <= state.written
    world.new_case("a")
    end_well(world, "a", "b")
    assert len(world.cases("county")) == 4


def test_2_a_clone(world: World) -> None:
    """Scenario 19: the disk image runs on two machines for a month; both branches are kept, both end well."""
    shared = world.new_case("a")
    world.carry()
    world.clone("a", "twin")
    first = [world.new_case("a") for _ in range(3)]
    second = [world.new_case("twin") for _ in range(2)]
    world.edit("a", shared, "甲处")
    world.edit("twin", shared, "乙处")
    for name in ("a", "twin"):
        for sent in world.send(name):
            assert world.take(sent).state == "STORED"
    with world.county.store.transaction() as connection:
        assert receipt_for(connection, world.county.store.identity, A, world.clock.now()).forks
    world.receipts()
    for name in ("a", "twin"):
        world.bring(name)
        world.new_case(name)
    assert {c.field for c in world.state("county", shared).conflicts} == {"place"}
    end_well(world, "a", "twin", "b")
    assert world.cases("county") >= {shared, *first, *second}


def test_3_a_restore_from_an_old_backup(world: World) -> None:
    """Scenario 18: set back to day 1 after work until day 5; the lost days flow back, no number is given twice."""
    world.new_case("a")
    world.keep_copy("a", "day1")
    lost = [world.new_case("a") for _ in range(3)]
    world.carry()
    world.put_back("a", "day1")
    new = world.new_case("a")
    end_well(world, "a", "b")
    assert world.cases("a") >= {*lost, new}
    numbers = [world.state("county", case).reg.number for case in world.cases("county")]
    assert len(set(numbers)) == len(numbers) == 5


def test_4_a_disk_image_comes_back_with_its_anchor(world: World) -> None:
    """Net 3: nothing on the machine tells of the rewind; the county's receipt does."""
    world.new_case("a")
    world.close("a")
    world.keep_copy("a", "image")
    world.keep_copy("a.state", "image.state")
    lost = world.new_case("a")
    world.carry()
    world.put_back("a", "image")
    world.put_back("a.state", "image.state")
    world.receipts()
    world.bring("a")
    new = world.new_case("a")
    end_well(world, "a", "b")
    assert world.cases("a") >= {lost, new}


def test_5_a_transfer_while_the_owner_is_offline(world: World) -> None:
    """Scenario 38: asked for in spring, the station comes back in summer, released, granted, worked on."""
    case = world.new_case("a")
    world.carry()
    assert world.decide(assignments=[{"case": case, "to": B}]) == ["asked"]
    world.receipts()
    world.edit("a", case, "放行之前写的")
    world.clock.at += timedelta(days=90)
    board_is_true(world, "a", "b")
    world.carry("b")
    assert world.state("county", case).owner == world.open("a").store.identity.installation
    world.bring("a")
    world.carry("a")
    world.carry("b")
    assert world.state("b", case).reg.place == "放行之前写的"
    world.edit("b", case, "接办之后写的")
    end_well(world, "a", "b")
    assert world.state("a", case).owner == world.open("b").store.identity.installation


def test_6_the_county_is_restored_from_a_backup(tmp_path: Path) -> None:
    """Scenario 33, on the embedded file: receipts go down visibly, stations send again by themselves."""
    world = World(tmp_path)
    try:
        world.found_county()
        world.found_station("a", A)
        world.found_station("b", B)
        world.new_case("a")
        world.carry()
        world.keep_copy("county", "backup")
        cases = [world.new_case(name) for name in ("a", "b", "a")]
        world.carry()
        before = world.open("a").queries.sync_state(world.open("a").viewer)
        world.put_back("county", "backup")
        world.receipts()
        for name in ("a", "b"):
            world.bring(name)
        after = world.open("a").queries.sync_state(world.open("a").viewer)
        assert after.received < before.received == after.written
        board_is_true(world, "a", "b")
        for name in ("a", "b"):
            for sent in world.send(name):
                assert world.take(sent).state == "STORED"
        assert world.cases("county") >= set(cases)
        end_well(world, "a", "b")
    finally:
        world.close()


def test_7_a_laptop_found_after_eighteen_months(world: World) -> None:
    """Scenario 40 and 21: replaced, found again with unsent work; facts count, changes wait for the new owner."""
    known = world.new_case("a")
    world.carry()
    unsent = world.new_case("a")
    world.edit("a", known, "抽屉里的改动")
    world.attach("a", known, b"photo of the wall")
    world.replace("a", "new")
    world.stations.remove("a")
    world.edit("new", known, "新电脑的改动")
    world.carry("new", "b")
    world.clock.at += timedelta(days=550)
    for sent in world.send("a"):
        assert world.take(sent).state == "STORED"
    seen = world.state("county", known)
    assert [late.type for late in seen.late] == ["case.changed"]
    assert len(seen.attachments) == 1
    assert world.state("county", unsent).owner == world.open("a").store.identity.installation
    world.carry("new")
    (late,) = world.state("new", known).late
    with world.open("new").uow(world.open("new").viewer) as uow:
        decide_late(known, late.event, False, uow)
        uow.commit()
    end_well(world, "new", "b")
    assert world.state("county", known).reg.place == "新电脑的改动"


def test_8_a_forced_transfer_with_late_work(world: World) -> None:
    """Scenario 38: taken by force while the old owner writes on, given back, taken again."""
    case = world.new_case("a")
    world.carry()
    for turn, to in enumerate((B, A, B)):
        owner = "a" if to == B else "b"
        world.decide(forced=[{"case": case, "to": to, "reason": "站里没人"}])
        world.edit(owner, case, f"第{turn}次迟到")
        world.attach(owner, case, f"photo {turn}".encode())
        world.carry()
        world.carry()
        board_is_true(world, "a", "b")
    end_well(world, "a", "b")
    seen = world.state("county", case)
    assert (seen.owner_version, len(seen.attachments)) == (4, 3)
    assert seen.owner == world.open("b").store.identity.installation


def test_9_a_dead_laptop_is_rebuilt(world: World) -> None:
    """Scenario 21, I6: a bare computer goes on from one stick, with files and numbers."""
    cases = [world.new_case("a") for _ in range(3)]
    world.attach("a", cases[0], b"photo" * 1000)
    world.carry()
    numbers = {world.state("a", case).reg.number for case in cases}
    world.replace("a", "new")
    world.close("a")
    world.stations.remove("a")
    assert world.cases("new") == set(cases)
    world.edit("new", cases[0], "新电脑")
    numbers.add(world.state("new", world.new_case("new")).reg.number)
    assert len(numbers) == 4
    end_well(world, "new", "b")
    assert world.open("new").queries.attachment(
        world.open("new").viewer, cases[0], world.state("new", cases[0]).attachments[0].content_hash
    ) == b"photo" * 1000  # fmt: skip


def test_10_doubled_sticks_in_any_order(world: World) -> None:
    """Scenario 6, 7, 8: every file twice and backwards; old ones again after everything was closed and moved."""
    sent = []
    for turn in range(4):
        for name in ("a", "b"):
            world.new_case(name)
            sent += world.send(name, full=turn % 2 == 0)
    for one in (*reversed(sent), *sent):
        assert world.take(one).state in {"STORED", "DUPLICATE"}
        board_is_true(world, "a", "b")
    case = min(world.cases("a"))
    world.decide(forced=[{"case": case, "to": B, "reason": "就近"}])
    world.carry()
    before = world.county.digest()
    for one in world.bag:
        assert world.take(one).state == "DUPLICATE"
    for name in ("a", "b"):
        for place in range(len(world.down[name])):
            world.bring(name, place)
    assert world.county.digest() == before
    end_well(world, "a", "b")
    assert len(world.cases("county")) == 8


def test_12_a_clock_a_year_behind(world: World) -> None:
    """Scenario 23, I14; found by the histories: settings made "tomorrow" are still the station's settings."""
    before = world.new_case("a")
    world.clock.at -= timedelta(days=400)
    after = world.new_case("a")
    world.edit("a", before, "时钟拨回之后")
    end_well(world, "a", "b")
    assert world.state("county", before).reg.place == "时钟拨回之后"
    assert after in world.cases("county")


@pytest.mark.parametrize(
    "at",
    [
        "1970-01-01T08:00:30+08:00",
        "2025-11-20T09:00:00+08:00",
        "2027-11-20T09:00:00+08:00",
        "2027-02-06T09:00:00+08:00",  # Spring Festival
        "2099-12-31T23:59:30+08:00",
        "2026-11-19T20:00:00-05:00",  # a wrong time zone
    ],
)
def test_23_a_wrong_clock_changes_nothing_that_counts(world: World, at: str) -> None:
    """Scenario 23, I14: what is taken in, in which order, whose it is. Wrong at the station, then at the county too."""
    right = world.clock.now()
    case = world.new_case("a")
    world.edit("a", case, "第一处")
    world.clock.at = datetime.fromisoformat(at)
    world.edit("a", case, "第二处")
    other = world.new_case("a")
    sent = [*world.send("a"), *world.send("b")]
    for one in sent:
        assert world.take(one).state == "STORED"
    world.clock.at = right
    world.edit("a", case, "第三处")
    end_well(world, "a", "b")
    assert world.state("county", case).reg.place == "第三处"
    mine = world.open("a").store.identity.installation
    assert {world.state("county", one).owner for one in (case, other)} == {mine}
    assert world.state("county", case).conflicts == ()
    assert world.cases("county") == {case, other}


def test_11_a_clone_that_wrote_nothing(world: World) -> None:
    """Found by the histories: the twin went on alone; the other's board may not call the twin's branch its own."""
    world.new_case("a")
    world.carry()
    world.new_case("a")
    world.clone("a", "twin")
    world.new_case("twin")
    for sent in world.send("twin"):
        assert world.take(sent).state == "STORED"
    world.receipts()
    world.bring("a")
    board_is_true(world, "a", "b")
    end_well(world, "a", "twin", "b")


def test_13_three_machines_from_one_image(world: World) -> None:
    """Found by the histories: three branches of one epoch, of very different lengths, are all known to be received."""
    world.clone("a", "second")
    world.clone("a", "third")
    for name, count in (("a", 1), ("second", 9), ("third", 18)):
        for _ in range(count):
            world.new_case(name)
    end_well(world, "a", "second", "third", "b")
    assert len(world.cases("county")) >= 28


def test_14_two_machines_from_an_image_that_is_behind_them(world: World) -> None:
    """Found by the histories: the first machine wrote nothing more before its twins forked; it comes to rest too."""
    world.clone("a", "second")
    world.new_case("second")
    world.clone("second", "third")
    for name in ("second", "third"):
        world.new_case(name)
    end_well(world, "a", "second", "third", "b")


def test_15_a_twin_s_work_comes_back_beside_unsent_work(world: World) -> None:
    """What the county returns of a twin's branch does not let a machine's own unsent branch pass for received."""
    world.new_case("a")
    world.carry()
    world.clone("a", "twin")
    world.keep_copy("twin", "image")
    unsent = [world.new_case("a") for _ in range(2)]
    lost = [world.new_case("twin") for _ in range(4)]
    world.carry("twin")
    world.put_back("twin", "image")
    world.new_case("twin")
    for sent in world.send("twin"):
        assert world.take(sent).state == "STORED"
    world.receipts()
    world.bring("a")
    assert world.cases("a") >= {*unsent, *lost}
    board_is_true(world, "a", "twin", "b")
    end_well(world, "a", "twin", "b")
    assert world.cases("county") >= {*unsent, *lost}


def test_16_a_case_that_went_on_before_it_was_worked_on(world: World) -> None:
    """Scenario 38: given to a station that wrote nothing in it, then to another one; the first must hear of it.

    The county's word reached only whoever owns a case or wrote in it, and two stations held this one to be theirs.
    """
    case = world.new_case("a")
    world.carry()
    for to in (B, A):
        world.decide(forced=[{"case": case, "to": to, "reason": "就近办理"}])
        world.carry()
    assert world.own("b") == []
    assert [own.id for own in world.own("a")] == [case]
    end_well(world, "a", "b")
