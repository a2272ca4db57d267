"""Who owns a case, and what a former owner's events still do (sync-model.md §3 and §5)."""

from __future__ import annotations

import pytest

from desktop.domain import case_events as ce
from tests.builders import CASE, Author, agreement, changed, session

CLOSED = ce.CaseClosed("2026-03-09", "success")


def _owner_and_county() -> tuple[Author, Author]:
    owner, county = Author("a"), Author("county", role="county_supervisor")
    county.learn(owner.open_case())
    return owner, county


def _grant(county: Author, to: str, *, forced: bool = False) -> None:
    state = county.case()
    county.record(CASE, ce.CaseGranted(to, state.owner_version + 1, state.frontier, forced=forced))


def test_who_registers_owns() -> None:
    owner, _county = _owner_and_county()
    assert (owner.case().owner, owner.case().owner_version) == (owner.id, 1)


def test_handing_over_inside_a_station_needs_no_confirmation() -> None:
    owner, other = Author("a"), Author("b")
    owner.open_case()
    owner.record(CASE, ce.CaseHanded(other.id, owner.case().frontier))
    other.learn(*owner.chain)
    assert (other.case().owner, other.case().owner_version) == (other.id, 2)
    other.record(CASE, CLOSED)
    state = owner.learn(*other.chain).case()
    assert state.closed == CLOSED
    assert state.late == ()


def test_the_normal_transfer() -> None:
    owner, county = _owner_and_county()
    new = Author("b")
    asked = county.record(CASE, ce.TransferAsked(new.id, "就近办理"))
    assert owner.learn(asked).case().asked_by_county == new.id
    owner.record(CASE, ce.CaseReleased(owner.case().frontier))
    assert owner.case().in_transit
    assert owner.case().owner == owner.id
    county.learn(*owner.chain)
    _grant(county, new.id)
    state = county.case()
    assert (state.owner, state.owner_version, state.in_transit, state.asked_by_county) == (new.id, 2, False, "")
    assert state.late == ()
    new.learn(*county.known[CASE].values())
    new.record(CASE, CLOSED)
    assert owner.learn(*county.chain, *new.chain).case() == new.case()
    assert new.case().closed == CLOSED


def test_facts_of_a_former_owner_always_count_and_his_state_changes_wait() -> None:
    owner, county = _owner_and_county()
    _grant(county, "b" * 32, forced=True)
    held = owner.record(CASE, session())
    agreed = owner.record(CASE, agreement())
    closed = owner.record(CASE, CLOSED)
    state = county.learn(*owner.chain).case()
    assert (state.owner, state.owner_version) == ("b" * 32, 2)
    assert [s.id for s in state.sessions] == ["s1"]
    assert state.agreement is None
    assert state.closed is None
    assert [(late.event, late.type) for late in state.late] == [
        (agreed.hash.hex(), "agreement.concluded"), (closed.hash.hex(), "case.closed"),
    ]  # fmt: skip
    assert held.hash.hex() not in {late.event for late in state.late}


def test_what_the_grant_knew_is_not_late() -> None:
    owner, county = _owner_and_county()
    owner.record(CASE, agreement())
    county.learn(*owner.chain)
    _grant(county, "b" * 32)
    owner.record(CASE, CLOSED)
    state = county.learn(*owner.chain).case()
    assert state.agreement is not None
    assert [late.type for late in state.late] == ["case.closed"]


@pytest.mark.parametrize("accepted", [True, False])
def test_the_present_owner_decides_on_what_came_late(accepted: bool) -> None:
    owner, county = _owner_and_county()
    new = Author("b")
    _grant(county, new.id, forced=True)
    closed = owner.record(CASE, CLOSED)
    new.learn(*county.known[CASE].values(), *owner.chain)
    assert len(new.case().late) == 1
    new.record(CASE, ce.LateDecided(closed.hash.hex(), accepted))
    state = new.case()
    assert state.late == ()
    assert state.closed == (CLOSED if accepted else None)
    new.record(CASE, ce.LateDecided(closed.hash.hex(), not accepted))
    assert new.case().closed == (None if accepted else CLOSED)


def test_a_former_owner_cannot_accept_his_own_late_act() -> None:
    owner, county = _owner_and_county()
    _grant(county, "b" * 32, forced=True)
    closed = owner.record(CASE, CLOSED)
    owner.record(CASE, ce.LateDecided(closed.hash.hex(), True))
    state = county.learn(*owner.chain).case()
    assert state.closed is None
    assert [late.type for late in state.late] == ["case.closed", "late.decided"]


def test_the_county_wins_over_a_handing_over_it_did_not_know() -> None:
    owner, county = _owner_and_county()
    second, third = Author("b"), Author("c")
    owner.record(CASE, ce.CaseHanded(second.id, owner.case().frontier))
    second.learn(*owner.chain)
    second.record(CASE, changed(summary=("x", "第二台电脑写的")))
    second.record(CASE, session("s2"))
    _grant(county, third.id, forced=True)
    third.learn(*county.known[CASE].values())
    third.record(CASE, changed(place=("", "第三站")))
    for author in (owner, second, third, county):
        state = author.learn(*owner.chain, *second.chain, *third.chain, *county.chain).case()
        assert (state.owner, state.owner_version) == (third.id, 2)
        assert [late.type for late in state.late] == ["case.handed", "case.changed"]
        assert (state.reg.summary, state.reg.place) == ("楼上漏水，天花板受损", "第三站")
        assert [s.id for s in state.sessions] == ["s2"]
        assert state.conflicts == ()


def test_a_grant_after_a_known_handing_over_is_the_next_version() -> None:
    owner, county = _owner_and_county()
    owner.record(CASE, ce.CaseHanded("b" * 32, owner.case().frontier))
    county.learn(*owner.chain)
    _grant(county, "c" * 32)
    assert (county.case().owner, county.case().owner_version, county.case().late) == ("c" * 32, 3, ())


def test_a_release_that_came_late_does_not_put_the_case_on_its_way_again() -> None:
    owner, county = _owner_and_county()
    _grant(county, "b" * 32, forced=True)
    owner.record(CASE, ce.CaseReleased(owner.case().frontier))
    state = county.learn(*owner.chain).case()
    assert (state.owner, state.in_transit) == ("b" * 32, False)


def test_the_registration_is_never_late() -> None:
    owner, county = _owner_and_county()
    county.record(CASE, ce.CaseGranted("b" * 32, 2, ("f" * 64,), forced=True))  # the basis has not come here
    owner.record(CASE, CLOSED)
    state = county.learn(*owner.chain).case()
    assert (state.owner, state.reg.category) == ("b" * 32, "02")
    assert [late.type for late in state.late] == ["case.closed"]


def test_a_grant_sent_back_gives_the_case_a_third_owner() -> None:
    owner, county = _owner_and_county()
    _grant(county, "b" * 32)
    _grant(county, owner.id)
    state = owner.learn(*county.chain).case()
    assert (state.owner, state.owner_version) == (owner.id, 3)
    owner.record(CASE, CLOSED)
    assert owner.case().closed == CLOSED
    assert owner.case().late == ()
