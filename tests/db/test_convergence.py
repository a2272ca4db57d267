"""The same set of events gives one digest on every database, in any order and grouping (I1-I4, I11, I12, I19).

The stories are real: two stations on disk write through units of work, one of them is set back to an old copy and goes
on, the county takes cases away while their owners still write. Here events travel as bytes without bundles; `Story` and
`Receiver` serve a test with bundles as well.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.digest import digest
from db.exchange import SLICE, store_events
from desktop.bootstrap.station import Desk
from desktop.domain import case_events as ce
from desktop.domain.case import fold_case
from desktop.domain.events import Event
from desktop.domain.person import PersonRecorded
from tests.builders import Author, agreement, case_opened, changed, paper, session
from tests.db.event_kit import Receiver, all_events, bare
from tests.db.station_kit import Station, Template

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
STORIES = 400 if SOAK else 16
LENGTH = 24 if SOAK else 9
RUNS, MANY = 100, 3000
ACTS = ("open", "open", "session", "change", "change", "agree", "paper", "undo", "dispose", "meet", "grant", "set_back")


class Story:
    """What two stations and a county wrote: `events` is everything that was ever committed, lost branches too."""

    def __init__(self, templates: tuple[Template, Template], where: Path, seed: int, length: int = LENGTH) -> None:
        self.draw = random.Random(seed)
        self.events: dict[bytes, Event] = {}
        self.stations = [Station(t, where / f"station{i}") for i, t in enumerate(templates)]
        self.desks = [self._open(station) for station in self.stations]
        self.county = Author(f"county {seed}", role="county_supervisor")
        self.copies = [s.snapshot(where / f"copy{i}") for i, s in enumerate(self.stations)]
        self.desks = [self._open(station) for station in self.stations]
        self.acts: list[str] = []
        for n in range(length):
            self._act(self.draw.choice(ACTS), n)
        for who in (0, 1):
            self._gather(who)
        self.events |= {e.hash: e for e in self.county.chain}

    def close(self) -> None:
        for station in self.stations:
            station.close()

    def _open(self, station: Station) -> Desk:
        desk = station.open()
        desk.store.assess = None  # no screen looks at these stations
        return desk

    def _gather(self, who: int) -> None:
        with self.desks[who].store.transaction() as connection:
            self.events |= {e.hash: e for e in all_events(connection)}

    def _act(self, what: str, n: int) -> None:
        who = self.draw.randrange(2)
        self.acts.append(f"{what}{who}")
        if what == "meet":
            self._meet(who)
        elif what == "grant":
            self._grant(who)
        elif what == "set_back":
            self._gather(who)
            self.stations[who].put_back(self.copies[who])
            self.desks[who] = self._open(self.stations[who])
        else:
            self._write(who, what, n)

    def _write(self, who: int, what: str, n: int) -> None:
        desk = self.desks[who]
        with desk.uow(desk.viewer) as uow:
            mine = [e.header.id for e in self._own(who) if e.header.type == "case.opened"]
            if what == "open" or not mine:
                case_id = uow.new_id()
                uow.record(uow.new_id(), PersonRecorded(f"第{n}人"))
                uow.record(case_id, case_opened(owner=uow.installation(), summary=f"第{n}件"))
            else:
                self._more(uow, self.draw.choice(mine), what, n)
            uow.commit()
        self._gather(who)

    def _more(self, uow: object, case_id: str, what: str, n: int) -> None:
        events = list(self._known(uow, case_id))
        state = fold_case(events)
        record = uow.record  # type: ignore[attr-defined]
        if what == "session":
            record(case_id, session(f"s{n}"))
        elif what == "change":
            record(case_id, changed(summary=("x", f"第{n}次"), heads=(0, n)))
        elif what == "agree":
            record(case_id, agreement(f"a{n}", (("2026-12-01", 100 + n),)))
        elif what == "paper":
            kind = self.draw.choice((ce.DocumentPrepared, ce.DocumentIssued))
            record(case_id, paper(f"w{n % 2}", kind, draft=n), ce.DocumentSigned(f"w{n % 2}", "p1", "signature", "x"))
        elif what == "undo" and state is not None:
            record(case_id, ce.Undone(self.draw.choice(events).hash.hex()))
        elif what == "dispose":
            gone = [e for e in events if e.header.type == "session.held"]
            record(case_id, ce.CaseDisposed(tuple(e.hash.hex() for e in gone), "u7", "u8", "期满"))
        else:
            record(case_id, ce.CaseClosed("2026-11-20", f"第{n}种"))

    def _known(self, uow: object, case_id: str) -> list[Event]:
        return list(uow._load(case_id))  # type: ignore[attr-defined]

    def _own(self, who: int) -> list[Event]:
        with self.desks[who].store.transaction() as connection:
            return all_events(connection)

    def _meet(self, who: int) -> None:
        """This station takes in some of what the other one and the county wrote."""
        others = [*self._own(1 - who), *self.county.chain]
        some = self.draw.sample(others, self.draw.randint(0, len(others)))
        desk = self.desks[who]
        with desk.store.transaction() as connection:
            store_events(connection, some)
            connection.commit()
        desk.store.forget_place()

    def _grant(self, who: int) -> None:
        """The county, knowing some of it, makes the other station the owner of a case."""
        events = list(self.events.values())
        self.county.learn(*self.draw.sample(events, self.draw.randint(0, len(events))))
        cases = [i for i, known in self.county.known.items() if fold_case(known.values()) is not None]
        if cases:
            case_id = self.draw.choice(sorted(cases))
            state = self.county.case(case_id)
            to = self.desks[who].store.identity.installation
            self.county.record(case_id, ce.CaseGranted(to, state.owner_version + 1, state.frontier))


@pytest.fixture(scope="module")
def told(template: Template, other_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Stories by seed, each written once."""
    written: list[Story] = []

    @cache
    def story(seed: int) -> Story:
        written.append(Story((template, other_template), tmp_path_factory.mktemp(f"story{seed}"), seed))
        return written[-1]

    yield story
    for one in written:
        one.close()


@pytest.fixture(scope="module")
def receivers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Receiver, Receiver]]:
    pair = Receiver(tmp_path_factory.mktemp("first")), Receiver(tmp_path_factory.mktemp("second"))
    yield pair
    for receiver in pair:
        receiver.close()


def _take_in_pieces(receiver: Receiver, events: list[Event], draw: random.Random) -> None:
    """In random pieces and slices, some twice, some first without their bodies."""
    while events:
        at_once = draw.choice((1, 4, 25, SLICE))
        size = draw.randint(1, len(events))
        piece, events = events[:size], events[size:]
        if draw.random() < 0.3:
            receiver.take([bare(e) if e.payload is not None and draw.random() < 0.5 else e for e in piece], at_once)
        receiver.take(piece, at_once)
        if draw.random() < 0.3:
            receiver.take(draw.sample(piece, draw.randint(1, size)))


def _converges(story: Story, receivers: tuple[Receiver, Receiver], draw: random.Random) -> None:
    events = list(story.events.values())
    first, second = receivers
    for receiver in receivers:
        receiver.forget()
    draw.shuffle(events)
    _take_in_pieces(first, list(events), draw)
    half = draw.randint(0, len(events))  # a subset, then the rest in another order
    rest = events[half:]
    draw.shuffle(rest)
    _take_in_pieces(second, events[:half], draw)
    _take_in_pieces(second, rest, draw)
    one = first.digest()
    assert one == second.digest(), story.acts
    assert one == first.rebuilt_digest(), story.acts
    assert second.take(events)[:3] == (0, len(events), 0)
    assert second.digest() == one


@settings(max_examples=RUNS)
@given(seed=st.integers(0, STORIES - 1), order=st.integers(0, 2**32))
def test_one_digest_whatever_the_order(
    told: object, receivers: tuple[Receiver, Receiver], seed: int, order: int
) -> None:
    story: Story = told(seed)  # type: ignore[operator]
    _converges(story, receivers, random.Random(order))


@pytest.mark.soak
@settings(max_examples=MANY)
@given(seed=st.integers(0, STORIES - 1), order=st.integers(0, 2**32))
def test_one_digest_in_many_long_stories(
    told: object, receivers: tuple[Receiver, Receiver], seed: int, order: int
) -> None:
    story: Story = told(seed)  # type: ignore[operator]
    _converges(story, receivers, random.Random(order))


@pytest.mark.parametrize("seed", range(6))
def test_the_stations_agree_with_who_receives_when_they_know_all(
    told: object, receivers: tuple[Receiver, Receiver], seed: int
) -> None:
    story: Story = told(seed)  # type: ignore[operator]
    receiver = receivers[0]
    receiver.forget()
    receiver.take(story.events.values())
    for desk in story.desks:
        own = desk.store.identity.installation
        with desk.store.transaction() as connection, receiver.reading() as reading:
            store_events(connection, list(story.events.values()))
            assert digest(connection, own) == digest(reading, own)


def test_the_stories_hold_what_they_are_told_for(told: object) -> None:
    """Rewinds, late events, disposals and events in forked or later epochs do occur."""
    stories: list[Story] = [told(seed) for seed in range(STORIES)]  # type: ignore[operator]
    events = [e for story in stories for e in story.events.values()]
    kinds = {e.header.type for e in events}
    assert kinds >= {"epoch.opened", "case.opened", "case.changed", "case.granted", "case.disposed", "undone"}
    epochs = [{e.header.epoch for e in story.events.values()} for story in stories]
    assert max(map(len, epochs)) > 3
    late = 0
    for story in stories:
        by_case: dict[str, list[Event]] = {}
        for event in story.events.values():
            if event.header.aggregate == "case":
                by_case.setdefault(event.header.id, []).append(event)
        late += sum(len(state.late) for state in map(fold_case, by_case.values()) if state is not None)
    assert late > 0
