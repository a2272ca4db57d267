"""What a station may not write is refused as a whole or has no effect at the county, on both engines.

The bundles are real and rightly signed: only their content goes beyond what the sender may do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from desktop.bootstrap.inbox import take_file
from desktop.bootstrap.station import Desk
from desktop.domain import case_events as ce
from desktop.domain.case import CaseState
from desktop.domain.county_events import InstallationBound
from desktop.domain.errors import RuleViolation
from desktop.domain.events import type_of
from desktop.domain.person import PersonRecorded
from desktop.domain.station_events import EpochOpened, Published, UserAdded, UserChanged, UserRevoked
from tests.db.county_kit import STATIONS, bundles, fill, make_county, make_station


class Pair(NamedTuple):
    """A county and two stations whose first bundles are in; `case` is the first station's and known to the county."""

    county: Desk
    honest: Desk
    other: Desk
    case: str
    stick: Path

    def deliver(self, desk: Desk) -> list[str]:
        return [line.state + line.code for line in (take_file(self.county, p) for p in bundles(desk, self.stick))]

    def write(self, aggregate: str, *payloads: Any) -> None:
        """The other station writes what no use case would let it write."""
        with self.other.uow(self.other.viewer) as uow:
            uow.record(aggregate, *payloads)
            uow.commit()

    def seen(self) -> CaseState:
        with self.county.uow(self.county.viewer) as uow:
            return uow.case(self.case)


@pytest.fixture(params=["embedded", "postgres"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    county = make_county(tmp_path, url)
    honest, other = (make_station(county, tmp_path, code) for code in STATIONS)
    case = fill(honest, 1)[0]
    fill(other, 6)  # so that its events come after the case in the order of ticks, as those of one who knows it
    found = Pair(county, honest, other, case, tmp_path / "stick")
    for desk in (honest, other):
        assert found.deliver(desk) == ["STORED"]
    yield found
    for desk in (county, honest, other):
        desk.close()


CLOSED = ce.CaseClosed("2026-11-20", "success")


@pytest.mark.parametrize(
    "payload",
    [
        CLOSED,
        ce.CaseChanged({"place": (msgspec.Raw(b'""'), msgspec.Raw('"别站写的"'.encode()))}),
        ce.CaseHanded("f" * 32, ()),
        ce.CaseReleased(()),
        ce.CaseWithdrawn("错登"),
        ce.DutyPerformed("d", "p", "2026-11-20"),
    ],
)
def test_what_another_station_writes_on_a_case_waits_for_its_owner(pair: Pair, payload: Any) -> None:
    """Rule 5, I10: no effective change by an installation that does not own the case."""
    before = pair.seen()
    pair.write(pair.case, payload)
    assert pair.deliver(pair.other) == ["STORED"]
    after = pair.seen()
    assert (after.closed, after.reg, after.owner, after.in_transit, after.performed) == (
        before.closed, before.reg, before.owner, before.in_transit, before.performed,
    )  # fmt: skip
    assert [late.type for late in after.late] == [type_of(payload).name]


def test_everybody_may_comment(pair: Pair) -> None:
    pair.write(pair.case, ce.CommentMade("c1", "请注意安全"))
    pair.deliver(pair.other)
    assert [c.text for c in pair.seen().comments] == ["请注意安全"]
    assert pair.seen().late == ()


def test_a_case_registered_in_anothers_name_does_not_begin(pair: Pair) -> None:
    with pair.honest.uow(pair.honest.viewer) as uow:
        reg = uow.case(pair.case).reg
    pair.write("e" * 32, reg)
    assert pair.deliver(pair.other) == ["STORED"]
    with pair.county.uow(pair.county.viewer) as uow, pytest.raises(RuleViolation, match="R-301"):
        uow.case("e" * 32)


@pytest.mark.parametrize(
    ("aggregate", "payload"),
    [
        ("case", ce.CaseGranted("f" * 32, 2, ())),
        ("case", ce.TransferAsked("f" * 32)),
        (STATIONS[0], InstallationBound("f" * 32, STATIONS[0], "k" * 56, "age1x")),
        ("settings/990101001001.committee", Published("settings", "x", 1, "2026-01-01", "0" * 64, "{}")),
        ("f" * 32, EpochOpened("f" * 32, STATIONS[0], "A", "new")),
    ],
)
def test_what_only_others_may_decide_sets_the_bundle_aside(pair: Pair, aggregate: str, payload: Any) -> None:
    before = pair.county.digest()
    pair.write(pair.case if aggregate == "case" else aggregate, payload)
    assert pair.deliver(pair.other) == ["QUARANTINEDE06"]
    assert pair.county.digest() == before
    fill(pair.honest, 1)
    assert pair.deliver(pair.honest) == ["STORED"]


@pytest.mark.parametrize("whose", ["county", "honest", "named"])
def test_users_of_others_are_out_of_reach(pair: Pair, whose: str) -> None:
    """Else a station could shut the county's own people out, or give itself users elsewhere."""
    county, honest = pair.county.viewer.id, pair.honest.viewer.id
    own = UserAdded("x", "甲", ("mediator",))
    if whose == "named":
        pair.write("e" * 32, msgspec.structs.replace(own, station=STATIONS[0]))
    else:
        pair.write(county if whose == "county" else honest, own, UserRevoked("闹着玩"))
    assert pair.deliver(pair.other) == ["QUARANTINEDE06"]
    with pair.county.uow(pair.county.viewer) as uow:
        known = {u.id: u.revoked for u in uow.users()}
    assert (known[county], known[honest], "e" * 32 in known) == (False, False, False)


def test_a_station_changes_its_own_users(pair: Pair) -> None:
    pair.write("e" * 32, UserAdded("x", "甲", ("mediator",)))
    assert pair.deliver(pair.other) == ["STORED"]
    pair.write("e" * 32, UserChanged("乙", ("mediator",)), UserRevoked("退休"))
    assert pair.deliver(pair.other) == ["STORED"]


@pytest.mark.parametrize("key", ["places/{}", "settings/{}.methods"])
def test_a_station_s_own_reference_data_are_taken(pair: Pair, key: str) -> None:
    own = key.format(STATIONS[1])
    pair.write(own, Published(own.partition("/")[0], own.partition("/")[2], 7, "2026-01-01", "0" * 64, "[]"))
    assert pair.deliver(pair.other) == ["STORED"]


def test_a_text_with_nul_is_refused_where_it_is_typed(pair: Pair) -> None:
    with pair.honest.uow(pair.honest.viewer) as uow:
        with pytest.raises(RuleViolation, match="R-601"):
            uow.record(uow.new_id(), PersonRecorded("周\0桂兰"))
        uow.record(uow.new_id(), PersonRecorded("写着\\u0000的纸"))
        uow.commit()
    assert pair.deliver(pair.honest) == ["STORED"]


def test_a_signed_bundle_with_nul_is_set_aside(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server's text column takes no U+0000: the bundle is refused before it can break the transaction."""
    monkeypatch.setattr("db.unit_of_work.holds_nul", lambda _data: False)
    pair.write("e" * 32, PersonRecorded("周\0桂兰"))
    before = pair.county.digest()
    assert pair.deliver(pair.other) == ["QUARANTINEDE06"]
    assert pair.county.digest() == before
    assert pair.deliver(pair.honest) == ["STORED"]
