"""The folds of users, reference data, installations and the county's decisions on stations."""

from __future__ import annotations

from typing import Any

import pytest

from db.projections.station import fold_listed
from desktop.domain import county_events as cty
from desktop.domain import station_events as st
from desktop.domain.county_events import fold_station
from desktop.domain.events import read_event
from desktop.domain.station_events import fold_installation, fold_reference, fold_user
from tests.builders import Author, hexed

USER, STATION, REF = hexed("user"), "990101001", "holidays/2026"


def test_a_user_is_added_changed_and_revoked() -> None:
    author = Author("a")
    author.record(USER, st.UserChanged("谁", ("mediator",)))
    assert fold_user(author.chain) is None
    author.record(USER, st.UserAdded("zhou", "周明", ("mediator",)))
    author.record(USER, st.UserAdded("li", "李云", ()))
    author.record(USER, st.UserChanged("周明明", ("mediator", "committee_head")))
    state = fold_user(author.chain)
    assert state is not None
    assert (state.login, state.name, state.roles, state.revoked) == (
        "zhou", "周明明", ("mediator", "committee_head"), False,
    )  # fmt: skip
    author.record(USER, st.UserRevoked("调走"))
    state = fold_user(reversed(author.chain))
    assert state is not None
    assert state.revoked
    assert state.frontier == (author.chain[-1].hash.hex(),)


def _published(version: int, day: str, content: str = "x") -> st.Published:
    return st.Published("holidays", "2026", version, day, hexed(content, 64), content)


def test_reference_data_in_force_is_the_greatest_version_in_effect() -> None:
    author = Author("a")
    author.record(REF, st.Withdrawn(3, "发错"))
    assert fold_reference(author.chain) is None
    for version, day in ((2, "2026-02-01"), (1, "2026-01-01"), (3, "2026-02-01"), (4, "2026-12-01")):
        author.record(REF, _published(version, day))
    author.record(REF, _published(1, "2026-01-01", "第二份第一版"))
    state = fold_reference(reversed(author.chain))
    assert state is not None
    assert [v.version for v in state.versions] == [1, 2, 3, 4]
    assert state.versions[0].content == "x"
    for day, version in (("2026-01-31", 1), ("2026-02-01", 2), ("2026-12-01", 4)):
        found = state.in_force(day)
        assert found is not None
        assert found.version == version
    assert state.in_force("2025-12-31") is None


def test_epochs_of_an_installation_are_listed_in_order() -> None:
    first = Author("a")
    first.record(first.id, st.EpochOpened(first.id, STATION, "", "new"))
    second = first.clone("restored")
    second.record(first.id, st.EpochOpened(first.id, STATION, "", "restored", first.epoch, 1, "", True))
    events = [*second.chain, *first.chain]
    state = fold_installation(events)
    assert state is not None
    assert (state.id, state.epochs, state.reasons) == (first.id, (first.epoch, second.epoch), ("new", "restored"))
    assert fold_installation([]) is None


def _invite(installation: str, letter: str = "") -> cty.StationInvited:
    return cty.StationInvited(STATION, "云桥站", installation, letter, hexed("secret", 64))


def test_the_first_binding_of_an_installation_stands() -> None:
    county = Author("county")
    county.record(STATION, cty.InstallationBound("i1", STATION, "K0", "age0"))
    assert fold_station(county.chain) is None
    county.record(STATION, _invite("i1"))
    county.record(STATION, _invite("i2", "B"))
    county.record(STATION, cty.InstallationBound("i1", STATION, "K1", "age1"))
    county.record(STATION, cty.InstallationBound("i1", STATION, "K2", "age2"))
    county.record(STATION, cty.InstallationRevoked("i2", "e" * 32, 17, "丢失"))
    state = fold_station(reversed(county.chain))
    assert state is not None
    assert [(i.id, i.sign_key, i.revoked_after) for i in state.installations] == [("i1", "K1", -1), ("i2", "", 17)]
    assert state.name == "云桥站"


@pytest.mark.parametrize("kind", ["sealed", "person_link", "epoch"])
def test_decisions_and_sealed_matters_are_listed_by_their_hashes(kind: str) -> None:
    payloads: dict[str, Any] = {
        "sealed": st.Sealed("YWdl"),
        "person_link": cty.PersonLinked("p1", "p2", "同一人"),
        "epoch": cty.GapAccepted("e" * 32, 3, 7, "硬盘已毁"),
    }
    author = Author("a")
    event = author.record(hexed(kind), payloads[kind])
    again = author.record(hexed(kind), payloads[kind])
    state = fold_listed([again, event])
    assert state is not None
    assert (state.kind, [name for _type, name in state.events]) == (kind, [event.hash.hex(), again.hash.hex()])
    assert fold_listed([read_event(e.raw, b"", None, "withheld") for e in author.chain]) == state
    assert fold_listed([]) is None
