"""The log: append-only, bodies go by two persons only, events come in any order, twice, with gaps and forks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from db import append, log
from db.tables import log_disposal, log_event, state_case, state_person
from desktop.bootstrap.station import Desk
from desktop.domain import case_events as ce
from desktop.domain.case import CaseState
from desktop.domain.events import Event, encode_payload, seal
from desktop.domain.person import PersonRecorded
from tests.builders import CASE, Author, changed, hexed, session
from tests.db.event_kit import Receiver, bare, connected, heads
from tests.db.station_kit import register


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    receiver = Receiver(tmp_path_factory.mktemp("receiver"))
    yield receiver
    receiver.close()


@pytest.fixture
def receiver(shared: Receiver) -> Receiver:
    shared.forget()
    return shared


def _chain(length: int = 6) -> Author:
    author = Author("a")
    author.open_case()
    for n in range(length - 1):
        author.record(CASE, session(f"s{n}"))
    return author


def _case(connection: Connection) -> CaseState:
    doc = connection.execute(select(state_case.c.doc).where(state_case.c.id == CASE)).scalar()
    return msgspec.json.decode(str(doc), type=CaseState)


# ---- append-only ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_event SET header = x'00'",
        "UPDATE log_event SET hash = x'00'",
        "UPDATE log_event SET seq = seq + 100",
        "UPDATE log_event SET tick = 0",
        "UPDATE log_event SET id = 'x'",
        "UPDATE log_event SET type = 'x'",
        "UPDATE log_event SET aggregate = 'x'",
        "UPDATE log_event SET epoch_no = 9",
        "DELETE FROM log_event",
        "UPDATE log_event SET payload = x'00'",
        "UPDATE log_event SET salt = x'00'",
        "UPDATE log_event SET state = 'withheld'",
        "UPDATE log_event SET state = 'disposed', salt = x'', payload = NULL",
        "UPDATE log_event SET state = 'disposed', salt = NULL, payload = NULL",
        "UPDATE log_event SET salt = NULL",
        "UPDATE local_journal SET note = 'x'",
        "DELETE FROM local_journal",
        "INSERT OR REPLACE INTO log_event SELECT epoch_no, seq, hash, aggregate, id, type, 0, 1, state, x'00', salt, "
        "payload FROM log_event",
        "INSERT OR REPLACE INTO log_event SELECT epoch_no, seq, hash, aggregate, id, type, tick, 1, state, header, "
        "salt, x'00' FROM log_event",
    ],
)
def test_the_log_and_the_journal_refuse_every_change(desk: Desk, statement: str) -> None:
    register(desk)
    with desk.uow(desk.viewer) as uow:
        uow.journal("case.looked", "x")
        uow.commit()
    with desk.store.transaction() as connection, pytest.raises(IntegrityError, match="append-only"):
        connection.exec_driver_sql(statement)


def test_a_body_goes_only_by_two_persons(desk: Desk) -> None:
    case = register(desk)
    with desk.store.transaction() as connection:
        (opened,) = log.events_of(connection, [case.case_id])[case.case_id]
    name = opened.hash.hex()

    def body() -> int:
        with desk.store.transaction() as connection:
            query = select(func.count(log_event.c.payload)).where(log_event.c.hash == opened.hash)
            return int(connection.execute(query).scalar() or 0)

    for first, second in (("u1", "u1"), ("u1", ""), ("", "")):
        with desk.uow(desk.viewer) as uow:
            uow.record(case.case_id, ce.CommentMade("m", "x"), ce.CaseDisposed((name,), first, second, "期满"))
            uow.commit()
        assert body() == 1
    with desk.uow(desk.viewer) as uow:
        uow.record(case.case_id, ce.CaseDisposed((name,), "u1", "u2", "期满"))
        uow.commit()
    assert body() == 0
    with desk.store.transaction() as connection:
        (kept,) = (e for e in log.events_of(connection, [case.case_id])[case.case_id] if e.hash == opened.hash)
        assert (kept.raw, kept.payload, kept.body_state) == (opened.raw, None, "disposed")
        assert connection.execute(select(func.count()).select_from(log_disposal)).scalar() == 1


def test_a_disposal_reaches_no_other_case(desk: Desk) -> None:
    mine, other = register(desk), register(desk)
    with desk.store.transaction() as connection:
        (opened,) = log.events_of(connection, [other.case_id])[other.case_id]
    with desk.uow(desk.viewer) as uow:
        uow.record(mine.case_id, ce.CaseDisposed((opened.hash.hex(),), "u1", "u2", "期满"))
        uow.commit()
    with desk.store.transaction() as connection:
        assert log.events_of(connection, [other.case_id])[other.case_id][0].payload == opened.payload


# ---- any order ------------------------------------------------------------------------------------------------------
@given(st.permutations(range(6)), st.integers(1, 6))
def test_any_order_and_grouping_connects_everything(shared: Receiver, order: list[int], size: int) -> None:
    shared.forget()
    chain = _chain().chain
    mixed = [chain[i] for i in order]
    for start in range(0, len(mixed), size):
        shared.take(mixed[start : start + size])
    with shared.reading() as connection:
        assert connected(connection) == {e.hash for e in chain}
        assert _case(connection).events == len(chain)
    assert shared.digest() == shared.rebuilt_digest()


def test_the_same_event_twice_is_one(receiver: Receiver) -> None:
    chain = _chain().chain
    assert receiver.take([*chain, *chain])[:2] == (6, 6)
    before = receiver.digest()
    assert receiver.take(chain)[:2] == (0, 6)
    assert receiver.digest() == before


def test_events_after_a_gap_wait_and_are_not_shown(receiver: Receiver) -> None:
    chain = _chain().chain
    receiver.take([*chain[:2], *chain[3:]])
    with receiver.reading() as connection:
        assert connected(connection) == {e.hash for e in chain[:2]}
        assert [s.id for s in _case(connection).sessions] == ["s0"]
        assert heads(connection)[chain[0].header.epoch] == (2, chain[1].hash.hex())
        assert log.greatest_tick(connection) == 6
    done = receiver.take([chain[2]])
    assert (done.new, done.cases) == (1, 1)
    with receiver.reading() as connection:
        assert len(_case(connection).sessions) == 5


def test_a_chain_without_its_first_event_waits(receiver: Receiver) -> None:
    chain = _chain().chain
    receiver.take(chain[1:])
    with receiver.reading() as connection:
        assert connected(connection) == set()
        assert connection.execute(select(func.count()).select_from(state_case)).scalar() == 0


def test_both_branches_of_a_fork_are_kept_and_told(receiver: Receiver) -> None:
    author = _chain(3)
    clone = author.clone()
    mine = [author.record(CASE, session("mine")), author.record(CASE, session("mine2"))]
    theirs = [clone.record(CASE, session("theirs")), clone.record(CASE, session("theirs2"))]
    receiver.take(author.chain)
    with receiver.reading() as connection:
        done = append.append_foreign(connection, clone.chain)
        assert done.forks == [(author.epoch, 4), (author.epoch, 5)]
        assert (len(done.fresh), done.known) == (2, 3)
    assert receiver.take(clone.chain).forks == 2
    with receiver.reading() as connection:
        assert connected(connection) == {e.hash for e in [*author.chain[:3], *mine, *theirs]}
        assert {s.id for s in _case(connection).sessions} == {"s0", "s1", "mine", "mine2", "theirs", "theirs2"}
    before = receiver.digest()
    receiver.forget()
    receiver.take([*reversed(clone.chain)])
    receiver.take([*reversed(author.chain)])
    assert receiver.digest() == before


def test_a_fork_inside_one_import_is_told(receiver: Receiver) -> None:
    author = _chain(2)
    clone = author.clone()
    author.record(CASE, session("mine"))
    clone.record(CASE, session("theirs"))
    assert receiver.take([*author.chain, clone.chain[-1]]).forks == 1


def test_ticks_must_grow(receiver: Receiver) -> None:
    author = _chain(2)
    author.record(CASE, session("x"), tick=2)
    with pytest.raises(ValueError, match="tick"):
        receiver.take(author.chain)
    with receiver.reading() as connection:
        assert connected(connection) == set()


def test_an_event_whose_tick_does_not_grow_never_connects(receiver: Receiver) -> None:
    author = _chain(2)
    author.record(CASE, session("x"), tick=2)
    receiver.take(author.chain[2:])
    receiver.take(author.chain[:2])
    with receiver.reading() as connection:
        assert connected(connection) == {e.hash for e in author.chain[:2]}


def _resealed(event: Event, **header: object) -> Event:
    values = msgspec.structs.asdict(event.header) | {"payload_hash": ""} | header
    return seal(type(event.header)(**values), event.payload or b"", event.salt)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_parent_that_is_not_the_one_before_does_not_connect(receiver: Receiver, backwards: bool) -> None:
    chain = _chain(3).chain
    jump = _resealed(chain[2], seq=5, prev=chain[1].hash.hex(), tick=9)
    second_root = _resealed(chain[2], seq=7, prev="", tick=9)
    events = [*chain, jump, second_root]
    receiver.take(reversed(events) if backwards else events)
    with receiver.reading() as connection:
        assert connected(connection) == {e.hash for e in chain}


def test_one_import_at_a_time_or_all_at_once_report_the_same_cases(receiver: Receiver) -> None:
    author = Author("a")
    author.open_case()
    author.open_case("d" * 32)
    author.record("p" * 32, PersonRecorded("周桂兰"))
    assert receiver.take(author.chain)[:4] == (3, 0, 0, 2)
    with receiver.reading() as connection:
        assert connection.execute(select(func.count()).select_from(state_person)).scalar() == 1
        assert dict(log.aggregates(connection)) == {CASE: "case", "d" * 32: "case", "p" * 32: "person"}


@pytest.mark.parametrize("at_once", [1, 2, 3, 5, 50])
def test_cases_told_by_turns_fold_alike_in_slices_of_any_size(receiver: Receiver, at_once: int) -> None:
    """Some leave the memory and come back, others never do."""
    author = Author("a")
    cases = [f"{n:032x}" for n in range(1, 5)]
    for case in cases:
        author.open_case(case)
    for turn in range(6):
        author.record(cases[turn % 2], ce.CommentMade(f"m{turn}", f"第{turn}次"))
    author.record(cases[3], ce.CommentMade("last", "最后"))
    receiver.take(author.chain, at_once)
    with receiver.reading() as connection:
        docs = connection.execute(select(state_case.c.id, state_case.c.doc)).all()
    found = {case: len(msgspec.json.decode(doc, type=CaseState).comments) for case, doc in docs}
    assert found == {cases[0]: 3, cases[1]: 3, cases[2]: 0, cases[3]: 1}
    assert receiver.digest() == receiver.rebuilt_digest()


def test_the_lines_of_an_epoch_are_the_stored_bytes(receiver: Receiver) -> None:
    author = _chain(5)
    receiver.take([*author.chain[:2], bare(author.chain[2]), *author.chain[3:]])
    with receiver.reading() as connection:
        found = list(log.lines(connection, author.epoch, 2, 4))
    assert [header for _hash, header, *_body in found] == [e.raw for e in author.chain[1:4]]
    assert [line[4] for line in found] == ["present", "withheld", "present"]
    assert [line[3] for line in found] == [author.chain[1].payload, None, author.chain[3].payload]
    assert [line[2] for line in found] == [author.chain[1].salt, b"", author.chain[3].salt]


# ---- bodies ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("bare_first", [True, False])
def test_a_withheld_body_may_come_later(receiver: Receiver, bare_first: bool) -> None:
    chain = _chain(3).chain
    whole, without = list(chain), [chain[0], bare(chain[1]), chain[2]]
    receiver.take(without if bare_first else whole)
    receiver.take(whole if bare_first else without)
    with receiver.reading() as connection:
        assert [s.id for s in _case(connection).sessions] == ["s0", "s1"]
    assert receiver.digest() == receiver.rebuilt_digest()


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (0, 2, 3, 1), (3, 0, 1, 2), (2, 0, 3, 1)])
def test_a_disposal_takes_the_body_whatever_comes_first(receiver: Receiver, order: tuple[int, ...]) -> None:
    author = _chain(3)
    gone = author.chain[1]
    author.record(CASE, ce.CaseDisposed((gone.hash.hex(),), "u7", "u8", "期满"))
    for i in order:
        receiver.take([author.chain[i]])
    receiver.take(author.chain)
    with receiver.reading() as connection:
        bodies = set(connection.execute(select(log_event.c.hash).where(log_event.c.payload.is_not(None))).scalars())
        assert bodies == {e.hash for e in author.chain} - {gone.hash}
        assert [s.id for s in _case(connection).sessions] == ["s1"]
    assert receiver.digest() == receiver.rebuilt_digest()


def test_a_second_kind_under_the_id_of_a_case_does_not_hide_it(receiver: Receiver) -> None:
    mine, stranger = _chain(2), Author("b")
    stranger.record(CASE, PersonRecorded("冒名"))
    receiver.take(mine.chain)
    alone = receiver.digest()
    receiver.take(stranger.chain)
    with receiver.reading() as connection:
        assert _case(connection).events == 2
        assert connection.execute(select(func.count()).select_from(state_person)).scalar() == 1
    assert receiver.digest() == receiver.rebuilt_digest() != alone


def test_an_unknown_kind_is_stored_and_passed_on(receiver: Receiver) -> None:
    author = _chain(2)
    event = author.record(hexed("thing"), changed(summary=("a", "b")))
    strange = _resealed(event, aggregate="drone", type="drone.flown")
    receiver.take([*author.chain[:2], strange])
    with receiver.reading() as connection:
        assert strange.hash in connected(connection)
        assert [header for _hash, header, *_body in log.lines(connection, author.epoch, 3, 3)] == [strange.raw]
        assert [line[3] for line in log.lines(connection, author.epoch, 3, 3)] == [encode_payload_of(event)]
    assert receiver.digest() == receiver.rebuilt_digest()


def encode_payload_of(event: Event) -> bytes:
    assert event.payload is not None
    return event.payload


def test_what_cannot_be_encoded_is_not_recorded(desk: Desk) -> None:
    case = register(desk)
    with desk.uow(desk.viewer) as uow, pytest.raises(ValueError, match="float"):
        uow.record(case.case_id, ce.StepDone("p", 0, "h", "s", "2026-11-20", {"面积": 1.5}))  # type: ignore[dict-item]
    assert encode_payload(ce.Undone("x")) == b'{"of":"x"}'


def test_the_receiver_stand_in_keeps_its_triggers(receiver: Receiver, tmp_path: Path) -> None:
    receiver.take(_chain(2).chain)
    with receiver.reading() as connection, pytest.raises(IntegrityError, match="append-only"):
        connection.execute(log_event.delete())
