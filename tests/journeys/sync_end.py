"""How a history of a county and its stations ends: all that was written is received, once, and each one knows it."""

from __future__ import annotations

import random
from pathlib import Path

from db.digest import digest
from desktop.bootstrap.station import Desk
from tests.db.event_kit import Receiver, all_events
from tests.journeys.counted import same_figures
from tests.journeys.county_board import county_board_is_true
from tests.journeys.sync_world import World, case_hashes, hashes, own_hashes


def board_is_true(world: World, *names: str) -> None:
    """What a station's board calls received is at the county; what it calls written is written. So at the county."""
    county_board_is_true(world.county)
    held = hashes(world.county)
    for name in names:
        desk = world.open(name)
        state = desk.queries.sync_state(desk.viewer)
        assert state.received <= state.written, name
        assert state.durable <= state.received, name
        with desk.store.transaction() as connection:
            query = (
                "SELECT e.hash FROM log_event e JOIN log_epoch p ON p.no = e.epoch_no JOIN local_setting s "
                "ON s.key = 'epoch.current' AND s.value = p.id WHERE e.seq <= ?"
            )
            said = {row[0] for row in connection.exec_driver_sql(query, (state.received,))}
        assert said <= held, f"the board of {name} says more than the county holds"


def end_well(world: World, *names: str) -> str:
    """Carry until nothing is left to carry; then all is received, once, under one digest, whatever the order.

    What lies in the bag arrives first, sticks of machines that were given up too.
    """
    world.take_together(world.bag)
    for turn in range(4):
        if not world.carry_up(*names) and turn:
            break  # the county has nothing to say that it did not say in the last round
        world.carry_down(*names)
        for name in names:
            world.accept_late(name)
            if world.in_doubt(name):
                world.new_case(name)  # the next act of a person opens the new epoch that a rewind asks for
    county = world.county
    for name in names:
        desk = world.open(name)
        assert own_hashes(desk) <= hashes(county), f"something of {name} is not at the county"
        state = desk.queries.sync_state(desk.viewer)
        assert state.received == state.written, f"{name} is not all received"
        assert world.send(name) == [], f"{name} still has something to send"
        assert desk.digest() == desk.digest(rebuild_first=True)
        assert world.brought.get(name, set()) <= hashes(desk), f"something that {name} lost has not come back"
        for case in world.own(name):
            there = world.state("county", case.id)
            assert there.owner == case.owner
            if case_hashes(county, case.id) <= case_hashes(desk, case.id):  # a twin's acts may be known there alone
                assert there == case, "county and owner see a case differently"
            assert case.late == ()
        same_figures(county, desk)
    board_is_true(world, *names)
    one = county.digest()
    assert one == shuffled_digest(county, world.folder / "again")
    assert one == county.digest(rebuild_first=True)
    assert {line.state for line in world.take_together(world.bag)} <= {"DUPLICATE"}
    assert county.digest() == one
    return one


def shuffled_digest(desk: Desk, folder: Path) -> str:
    """The digest of an empty database that takes the same events in another order."""
    with desk.store.transaction() as connection:
        events = all_events(connection)
    random.Random(7).shuffle(events)
    folder.mkdir()
    receiver = Receiver(folder)
    receiver.take(events, at_once=37)
    with receiver.reading() as connection:
        found = digest(connection, desk.store.identity.installation)
    receiver.engine.dispose()
    return found
