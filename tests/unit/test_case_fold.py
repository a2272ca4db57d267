"""The fold of a case: the same from any order, undo, corrections and their conflicts, papers, duties, disposal."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import case_events as ce
from desktop.domain.case import CaseState, Conflict, fold_case
from desktop.domain.events import Event, read_event, seal
from tests.builders import CASE, Author, agreement, case_opened, changed, paper, session


def _fold(*events: Event) -> CaseState:
    state = fold_case(events)
    assert state is not None
    return state


def _without_body(event: Event, state: Any = "disposed") -> Event:
    return read_event(event.raw, b"", None, state)


# ---- order ----------------------------------------------------------------------------------------------------------
ACTS: tuple[Any, ...] = (
    lambda n: session(f"s{n}"),
    lambda n: agreement(f"a{n}", (("2026-04-01", 100 * (n + 1)),)),
    lambda n: changed(summary=("x", f"y{n % 3}")),
    lambda n: changed(facts__witness=(None, f"z{n % 2}"), heads=(0, n)),
    lambda n: ce.DutyPerformed("d", f"a{n % 4}-q0", "2026-04-01", 100),
    lambda n: paper(f"w{n % 3}", ce.DocumentPrepared, draft=n),
    lambda n: paper(f"w{n % 3}", ce.DocumentIssued),
    lambda n: ce.DocumentSigned(f"w{n % 3}", f"p{n % 2}", "signature", "2026-03-03"),
    lambda n: ce.DocumentVoided(f"w{n % 3}", "写错"),
    lambda n: ce.PartyJoined(ce.Party(f"p{n % 4}", "third", "person", f"r{n}")),
    lambda n: ce.PartyLeft(f"p{n % 4}", "登记有误"),
    lambda n: ce.CaseClosed("2026-03-09", "success"),
    lambda n: ce.CaseReopened("2026-03-10", "有新情况"),
    lambda n: ce.CaseLinked(f"x{n % 2}", "repeat"),
    lambda n: ce.CaseUnlinked(f"x{n % 2}", "repeat"),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Events of one case by up to three hands, who see each other's work now and then, with undo and passing on."""
    hands = [Author("a"), Author("b"), Author("county", role="county_supervisor")]
    events = [hands[0].open_case()]
    for hand in hands[1:]:
        hand.learn(events[0])
    steps = st.tuples(st.sampled_from(["act"] * 6 + ["learn", "undo", "grant", "hand", "decide"]), st.integers(0, 2))
    for n, (what, who) in enumerate(draw(st.lists(steps, max_size=14))):
        hand = hands[who]
        if what == "act":
            events.append(hand.record(CASE, draw(st.sampled_from(ACTS))(n)))
        elif what == "learn":
            hand.learn(*events)
        elif what == "undo":
            events.append(hand.record(CASE, ce.Undone(draw(st.sampled_from(events)).hash.hex())))
        elif what == "grant":
            version = hand.case().owner_version + 1
            events.append(hand.record(CASE, ce.CaseGranted(hands[n % 2].id, version, hand.case().frontier)))
        elif what == "hand":
            events.append(hand.record(CASE, ce.CaseHanded(hands[n % 2].id, hand.case().frontier)))
        else:
            of = draw(st.sampled_from(events)).hash.hex()
            events.append(hand.record(CASE, ce.LateDecided(of, draw(st.booleans()))))
    return events


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_state(events: list[Event], random: Any) -> None:
    mixed = events[:]
    random.shuffle(mixed)
    assert fold_case(mixed) == fold_case(events)


@given(histories())
def test_every_history_has_one_owner_and_counts_every_fact(events: list[Event]) -> None:
    state = _fold(*events)
    assert state.owner
    assert state.owner_version >= 1
    undone = {e.header.id for e in events if e.header.type == "undone"}
    if not undone:
        held = sum(e.header.type == "session.held" for e in events)
        assert len(state.sessions) == held


def test_without_a_registration_there_is_no_case() -> None:
    author = Author("a")
    author.open_case()
    later = author.record(CASE, session())
    assert fold_case([]) is None
    assert fold_case([later]) is None
    assert fold_case([_without_body(author.chain[0]), later]) is None


def test_a_second_registration_changes_nothing() -> None:
    author = Author("a")
    author.open_case(summary="第一次")
    author.record(CASE, case_opened(summary="第二次", owner="f" * 32))
    assert author.case().reg.summary == "第一次"
    assert author.case().owner == author.id


def test_what_the_program_cannot_read_is_counted_and_not_folded() -> None:
    author = Author("a")
    author.open_case()
    plain = author.case()
    strange = author.record(CASE, session())
    header = msgspec.structs.replace(strange.header, payload_hash="", type="case.invented")
    unknown = seal(header, strange.payload or b"", strange.salt)
    state = _fold(author.chain[0], unknown)
    assert state.sessions == ()
    assert state.events == 2
    assert state.frontier == (unknown.hash.hex(),)
    assert msgspec.structs.replace(state, events=1, frontier=plain.frontier, last_at=plain.last_at) == plain


# ---- undo -----------------------------------------------------------------------------------------------------------
def test_undo_takes_an_act_back() -> None:
    author = Author("a")
    author.open_case()
    before = author.case()
    wrong = author.record(CASE, ce.CaseClosed("2026-03-09", "success"))
    assert author.case().closed is not None
    author.record(CASE, ce.Undone(wrong.hash.hex()))
    state = author.case()
    assert state.closed is None
    assert state.events == 3
    assert msgspec.structs.replace(state, events=1, frontier=before.frontier, last_at=before.last_at) == before


@pytest.mark.parametrize("kind", ["opened", "granted", "undone"])
def test_some_acts_cannot_be_undone(kind: str) -> None:
    author = Author("a")
    opened = author.open_case()
    held = author.record(CASE, session())
    granted = author.record(CASE, ce.CaseGranted("b" * 32, 2, author.case().frontier))
    undone = author.record(CASE, ce.Undone(held.hash.hex()))
    before = author.case()
    target = {"opened": opened, "granted": granted, "undone": undone}[kind]
    author.record(CASE, ce.Undone(target.hash.hex()))
    state = author.case()
    assert (state.owner, state.owner_version, state.sessions) == (before.owner, 2, ())


def test_a_late_undo_of_a_former_owner_waits() -> None:
    owner, county = Author("a"), Author("county")
    owner.open_case()
    held = owner.record(CASE, session())
    county.learn(*owner.chain)
    county.record(CASE, ce.CaseGranted("b" * 32, 2, county.case().frontier, forced=True))
    owner.record(CASE, ce.Undone(held.hash.hex()))
    state = county.learn(*owner.chain).case()
    assert len(state.sessions) == 1
    assert [late.type for late in state.late] == ["undone"]


# ---- corrections ----------------------------------------------------------------------------------------------------
def test_a_correction_sets_only_its_fields() -> None:
    author = Author("a")
    author.open_case(requests=(ce.Request("q1", "修好"), ce.Request("q2", "赔钱")), facts={"雨天": True})
    author.record(
        CASE,
        changed(
            summary=("x", "新"), heads=(0, 3), facts__witness=(None, ["甲"]),
            requests__q2=({"id": "q2", "text": "赔钱"}, {"id": "q2", "text": "赔三千元"}),
        ),
    )  # fmt: skip
    reg = author.case().reg
    assert (reg.summary, reg.heads, reg.category) == ("新", 3, "02")
    assert reg.facts == {"雨天": True, "witness": ["甲"]}
    assert reg.requests == (ce.Request("q1", "修好"), ce.Request("q2", "赔三千元"))


@pytest.mark.parametrize(
    "values",
    [
        {"heads": (0, "many")},
        {"parties": ([], None)},
        {"kind": ("dispute", "quarrel")},
        {"heads__x": (0, 1)},
        {"risk_flags__x": ("", "y")},
        {"nobody__x": (0, 1)},
        {"parties__p1": ({}, {"id": "p1"})},
    ],
)
def test_a_correction_that_makes_no_sense_is_not_folded(values: Any) -> None:
    author = Author("a")
    author.open_case(risk_flags=("fire",))
    before = author.case().reg
    author.record(CASE, changed(**values))
    assert author.case().reg == before


def test_fields_of_a_later_program_are_passed_over() -> None:
    author = Author("a")
    author.open_case()
    author.record(CASE, changed(colour=("", "red"), heads=(0, 2)))
    assert author.case().reg.heads == 2


def test_edits_that_knew_each_other_are_no_conflict() -> None:
    author = Author("a")
    author.open_case()
    author.record(CASE, changed(summary=("x", "一")))
    author.record(CASE, changed(summary=("一", "二")))
    assert author.case().conflicts == ()
    assert author.case().reg.summary == "二"


def _two_hands(one: Any, other: Any) -> tuple[Author, Event, Event]:
    first, second = Author("a"), Author("b")
    second.learn(first.open_case())
    mine, theirs = first.record(CASE, one), second.record(CASE, other, tick=9)
    return first.learn(theirs), mine, theirs


def test_edits_of_one_field_that_did_not_know_each_other_wait_for_a_person() -> None:
    author, mine, theirs = _two_hands(changed(summary=("x", "一")), changed(summary=("x", "二")))
    state = author.case()
    assert state.conflicts == (Conflict("summary", theirs.hash.hex(), mine.hash.hex()),)
    assert state.reg.summary == "二"  # the greater tick is shown
    author.record(CASE, changed(summary=("二", "一和二")))
    assert author.case().conflicts == ()
    assert author.case().reg.summary == "一和二"


def test_edits_of_different_fields_both_count() -> None:
    author, _mine, _theirs = _two_hands(changed(summary=("x", "一")), changed(place=("", "村口")))
    assert author.case().conflicts == ()
    assert (author.case().reg.summary, author.case().reg.place) == ("一", "村口")


def test_the_same_edit_twice_is_no_conflict() -> None:
    author, _mine, _theirs = _two_hands(changed(summary=("x", "一")), changed(summary=("x", "一")))
    assert author.case().conflicts == ()


def test_who_knows_only_one_side_does_not_settle_a_conflict() -> None:
    first, second = Author("a"), Author("b")
    second.learn(first.open_case())
    mine = first.record(CASE, changed(summary=("x", "一")))
    second.record(CASE, changed(summary=("x", "二")), tick=9)
    again = second.record(CASE, changed(summary=("二", "三")), tick=10)
    state = first.learn(*second.chain).case()
    assert state.conflicts == (Conflict("summary", again.hash.hex(), mine.hash.hex()),)


# ---- parties, links -------------------------------------------------------------------------------------------------
def test_parties_join_once_and_leave() -> None:
    author = Author("a")
    author.open_case()
    third = ce.Party("p3", "third", "person", "r3")
    author.record(CASE, ce.PartyJoined(third))
    author.record(CASE, ce.PartyJoined(third))
    assert [p.id for p in author.case().reg.parties] == ["p1", "p2", "p3"]
    author.record(CASE, ce.PartyLeft("p2", "登记有误"))
    assert [p.id for p in author.case().reg.parties] == ["p1", "p3"]
    assert author.case().left == (ce.PartyLeft("p2", "登记有误"),)


def test_links_are_made_and_taken_back() -> None:
    author = Author("a")
    author.open_case()
    author.record(CASE, ce.CaseLinked("x", "repeat"))
    author.record(CASE, ce.CaseLinked("x", "merged"))
    author.record(CASE, ce.CaseUnlinked("x", "repeat"))
    assert [(link.other, link.relation) for link in author.case().links] == [("x", "merged")]


def test_a_case_is_closed_and_opened_again() -> None:
    author = Author("a")
    author.open_case()
    author.record(CASE, ce.CaseReopened("2026-03-08", "没有结过"))
    assert author.case().reopened == ()
    author.record(CASE, ce.CaseClosed("2026-03-09", "success"))
    assert author.case().closed == ce.CaseClosed("2026-03-09", "success")
    author.record(CASE, ce.CaseReopened("2026-03-10", "反悔"))
    assert author.case().closed is None
    assert len(author.case().reopened) == 1


# ---- papers ---------------------------------------------------------------------------------------------------------
def _stage(author: Author, document: str = "w1") -> str:
    found = author.case().document(document)
    assert found is not None
    return found.stage


def test_the_life_of_a_paper() -> None:
    author = Author("a")
    author.open_case()
    author.record(CASE, paper(draft=1, facts_hash="1" * 64))
    assert _stage(author) == "prepared"
    author.record(CASE, paper(draft=2, facts_hash="2" * 64))
    assert [(d.draft, d.facts_hash[0], d.stage) for d in author.case().documents] == [(2, "2", "prepared")]
    author.record(CASE, paper(kind=ce.DocumentIssued, facts_hash="2" * 64))
    assert _stage(author) == "issued"
    author.record(CASE, ce.DocumentSigned("w1", "p1", "signature", "2026-03-03"))
    author.record(CASE, ce.DocumentSigned("w1", "p2", "fingerprint", "2026-03-03"))
    author.record(CASE, ce.DocumentSigned("w1", "p1", "seal", "2026-03-04"))
    assert _stage(author) == "signed"
    found = author.case().document("w1")
    assert found is not None
    assert [(s.signer, s.way) for s in found.signed] == [("p2", "fingerprint"), ("p1", "seal")]
    author.record(CASE, ce.DocumentServed("w1", "p1", "direct", "2026-03-05"))
    assert _stage(author) == "served"
    author.record(CASE, ce.DocumentVoided("w1", "当事人反悔"))
    assert _stage(author) == "void"
    found = author.case().document("w1")
    assert found is not None
    assert (found.number, found.void_reason) == ("（2026）云桥人调字第7号", "当事人反悔")


@pytest.mark.parametrize(
    "freeze",
    [
        paper(kind=ce.DocumentIssued, facts_hash="1" * 64),
        ce.DocumentSigned("w1", "p1", "signature", "2026-03-03"),
        ce.DocumentServed("w1", "p1", "direct", "2026-03-05"),
        ce.DocumentVoided("w1", "写错"),
    ],
    ids=lambda payload: type(payload).__name__,
)
@pytest.mark.parametrize("kind", [ce.DocumentPrepared, ce.DocumentIssued])
def test_nothing_replaces_a_frozen_paper(freeze: Any, kind: Any) -> None:
    author = Author("a")
    author.open_case()
    author.record(CASE, paper(facts_hash="1" * 64))
    author.record(CASE, freeze)
    before = author.case().documents
    author.record(CASE, paper(kind=kind, facts_hash="9" * 64, number="别的号"))
    assert author.case().documents == before


def test_acts_on_papers_that_are_not_there_change_nothing() -> None:
    author = Author("a")
    author.open_case()
    for act in (
        ce.DocumentSigned("w9", "p1", "signature", "2026-03-03"),
        ce.DocumentServed("w9", "p1", "direct", "2026-03-05"),
        ce.DocumentVoided("w9", "写错"),
    ):
        author.record(CASE, act)
    assert author.case().documents == ()


def test_a_new_paper_names_the_one_it_corrects() -> None:
    author = Author("a")
    author.open_case()
    author.record(CASE, paper("w1", ce.DocumentIssued))
    author.record(CASE, paper("w2", ce.DocumentIssued, replaces="w1"))
    assert [(d.id, d.replaces) for d in author.case().documents] == [("w1", ""), ("w2", "w1")]


# ---- duties ---------------------------------------------------------------------------------------------------------
def test_instalments_stay_open_until_they_are_paid_in_full() -> None:
    author = Author("a")
    author.open_case()
    assert author.case().open_parts() == ()
    author.record(CASE, agreement(parts=(("2026-05-01", 200), ("2026-04-01", 100))))

    def rest() -> list[str]:
        return [part.due for _duty, part in author.case().open_parts()]

    assert rest() == ["2026-04-01", "2026-05-01"]
    author.record(CASE, ce.DutyPerformed("a1-d", "a1-q0", "2026-03-20", 150))
    assert rest() == ["2026-04-01", "2026-05-01"]
    author.record(CASE, ce.DutyPerformed("a1-d", "a1-q0", "2026-03-21", 50))
    assert rest() == ["2026-04-01"]
    wrong = author.record(CASE, ce.DutyPerformed("a1-d", "a1-q1", "2026-03-22", 100))
    assert rest() == []
    author.record(CASE, ce.Undone(wrong.hash.hex()))
    assert rest() == ["2026-04-01"]


def test_acts_are_done_at_once_and_on_the_spot_nothing_is_left() -> None:
    author = Author("a")
    author.open_case()
    act = ce.Duty("d", "p2", "p1", "act", "修好", (ce.Part("q", "2026-04-01"),))
    author.record(CASE, agreement(duties=(act,)))
    assert author.case().open_parts() == ((act, act.parts[0]),)
    author.record(CASE, ce.DutyPerformed("d", "q", "2026-03-20"))
    assert author.case().open_parts() == ()
    author.record(CASE, agreement("a2", duties=(act,), performed_on_spot=True))
    assert author.case().open_parts() == ()


def test_the_last_agreement_is_in_force() -> None:
    author = Author("a")
    author.open_case()
    author.record(CASE, agreement("a1", (("2026-04-01", 100),)))
    author.record(CASE, agreement("a2", (("2026-06-01", 300),)))
    assert [part.due for _duty, part in author.case().open_parts()] == ["2026-06-01"]
    assert len(author.case().agreements) == 2


# ---- disposal -------------------------------------------------------------------------------------------------------
def test_a_disposal_by_two_counts_whether_the_bodies_are_gone_or_not() -> None:
    author = Author("a")
    opened = author.open_case()
    held = author.record(CASE, session())
    kept = author.record(CASE, session("s2"))
    disposed = author.record(CASE, ce.CaseDisposed((held.hash.hex(),), "u7", "u8", "保管期满"))
    state = _fold(opened, held, kept, disposed)
    assert [s.id for s in state.sessions] == ["s2"]
    assert _fold(opened, _without_body(held), kept, disposed) == state


def test_a_disposal_by_one_person_does_not_count() -> None:
    author = Author("a")
    author.open_case()
    held = author.record(CASE, session())
    author.record(CASE, ce.CaseDisposed((held.hash.hex(),), "u7", "u7", "保管期满"))
    assert len(author.case().sessions) == 1


def test_a_disposal_is_the_same_before_and_after_the_case_passed_on() -> None:
    owner, county = Author("a"), Author("county")
    owner.open_case()
    held = owner.record(CASE, session())
    county.learn(*owner.chain)
    county.record(CASE, ce.CaseGranted("b" * 32, 2, county.case().frontier))
    owner.record(CASE, ce.CaseDisposed((held.hash.hex(),), "u7", "u8", "保管期满"))
    state = county.learn(*owner.chain).case()
    assert (state.sessions, state.late, state.owner) == ((), (), "b" * 32)
