"""What the county decides reaches the stations once and has its effect once (I13, I22), through real bundles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.bootstrap.county_acts import assign, read_acts
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.exchange import Imported, import_file
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import Desk
from desktop.domain.case import CaseState
from desktop.domain.errors import RuleViolation
from desktop.domain.read_models import CaseFilter
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.correct_case import ChangeCase, change_case, settle_field
from desktop.usecases.decide_late import decide_late
from desktop.usecases.release_case import give_back
from tests.db.county_kit import STATIONS, bundles, fill, make_county, make_station


class Ring:
    """A county and two stations, and the carrying of sticks between them."""

    def __init__(self, where: Path, url: str = "") -> None:
        self.where = where
        self.county = make_county(where, url)
        self.a, self.b = (make_station(self.county, where, code) for code in STATIONS)
        self.carry()

    def up(self, *desks: Desk) -> None:
        for desk in desks or (self.a, self.b):
            bundles(desk, self.where / "up")
        assert {x.state for x in take_inbox(self.county, self.where / "up")} <= {"STORED", "DUPLICATE"}

    def down(self) -> list[Imported]:
        folder = self.where / "down"
        folder.mkdir(exist_ok=True)
        return [
            import_file(desk, path) for desk, path in zip((self.a, self.b), send_down(self.county, folder), strict=True)
        ]

    def carry(self) -> None:
        self.up()
        self.down()

    def act(self, **lists: Any) -> list[str]:
        return [d.result for d in assign(self.county, read_acts(msgspec.json.encode(lists)))]

    def close(self) -> None:
        for desk in (self.county, self.a, self.b):
            desk.close()


@pytest.fixture
def ring(tmp_path: Path) -> Iterator[Ring]:
    found = Ring(tmp_path)
    yield found
    found.close()


def state(desk: Desk, case: str) -> CaseState:
    with desk.uow(desk.viewer) as uow:
        return uow.case(case)


def number(desk: Desk, case: str) -> str:
    return state(desk, case).reg.number


def change(desk: Desk, case: str, **values: Any) -> None:
    with desk.uow(desk.viewer) as uow:
        change_case(ChangeCase(case, values), uow)
        uow.commit()


def owners(ring: Ring, case: str) -> set[str]:
    return {state(desk, case).owner for desk in (ring.county, ring.a, ring.b)}


def test_a_case_moves_by_asking_releasing_granting(ring: Ring) -> None:
    """Scenario 38, the quiet form; the new owner gets the whole case with its people and files."""
    case, other = fill(ring.a, 2)
    with ring.a.uow(ring.a.viewer) as uow:
        attach_file(AttachFile(case, "欠条.jpg", "photo", "image/jpeg", b"jpeg bytes" * 1000), uow)
        uow.commit()
    ring.carry()
    assert ring.act(assignments=[{"case": number(ring.a, case), "to": STATIONS[1], "reason": "就近办理"}]) == ["asked"]
    assert ring.act(asks=[{"case": case, "to": STATIONS[1]}]) == ["already"]
    ring.down()
    assert state(ring.a, case).in_transit
    with pytest.raises(RuleViolation, match="R-317"):
        change(ring.a, case, place="太晚了")
    ring.up()
    assert state(ring.county, case).owner == ring.b.store.identity.installation
    ring.down()
    assert owners(ring, case) == {ring.b.store.identity.installation}
    view = ring.b.queries.case_view(ring.b.viewer, case)
    assert view.parties[0].name == "曾小一"
    file = view.state.attachments[0]
    assert ring.b.queries.attachment(ring.b.viewer, case, file.content_hash) == b"jpeg bytes" * 1000
    assert list(ring.b.queries.case_ids(ring.b.viewer, CaseFilter())) == [case], "nothing else of the other station"
    change(ring.b, case, place="新的承办站写的")
    ring.carry()
    assert state(ring.county, case).reg.place == "新的承办站写的"
    assert state(ring.county, case).late == ()
    assert state(ring.county, other).owner == ring.a.store.identity.installation
    assert ring.county.digest() == ring.county.digest(rebuild_first=True)


def test_copies_of_the_county_s_file_change_nothing(ring: Ring) -> None:
    """I13: one release, one comment, whatever the number of copies."""
    (case,) = fill(ring.a, 1)
    ring.up()
    ring.act(assignments=[{"case": case, "to": STATIONS[1]}], comments=[{"case": case, "text": "请补身份证号"}])
    for _ in range(3):
        ring.down()
    assert len(state(ring.a, case).comments) == 1
    history = ring.a.queries.case_history(ring.a.viewer, case)
    assert [row.type for row in history].count("case.released") == 1
    for _ in range(2):
        ring.carry()
    granted = [row.type for row in ring.county.queries.case_history(ring.county.viewer, case)]
    assert granted.count("case.granted") == 1


def test_force_does_not_wait_and_what_comes_late_waits_for_the_new_owner(ring: Ring) -> None:
    """Scenario 38: forced transfer while the old owner works on; facts count, state changes wait for a yes or no."""
    (case,) = fill(ring.a, 1)
    ring.carry()
    with pytest.raises(RuleViolation, match="R-603"):
        ring.act(forced=[{"case": case, "to": STATIONS[1]}])
    assert ring.act(forced=[{"case": case, "to": STATIONS[1], "reason": "电脑丢失"}]) == ["granted"]
    change(ring.a, case, place="旧承办站后来写的")
    with ring.a.uow(ring.a.viewer) as uow:
        attach_file(AttachFile(case, "照片.jpg", "photo", "image/jpeg", b"photo"), uow)
        uow.commit()
    ring.carry()
    ring.carry()
    seen = state(ring.b, case)
    assert seen.owner == ring.b.store.identity.installation
    assert (seen.reg.place, len(seen.attachments)) == ("第0处", 1)
    assert [late.type for late in seen.late] == ["case.changed"]
    with ring.a.uow(ring.a.viewer) as uow, pytest.raises(RuleViolation, match="R-317"):
        decide_late(case, seen.late[0].event, True, uow)
    with ring.b.uow(ring.b.viewer) as uow:
        with pytest.raises(RuleViolation, match="R-607"):
            decide_late(case, "0" * 64, True, uow)
        decide_late(case, seen.late[0].event, True, uow)
        uow.commit()
    ring.carry()
    assert state(ring.county, case).reg.place == "旧承办站后来写的"
    assert state(ring.county, case).late == ()


def test_what_cannot_be_taken_goes_back_to_the_county(ring: Ring) -> None:
    case, own = fill(ring.a, 2)
    ring.carry()
    ring.act(forced=[{"case": case, "to": STATIONS[1], "reason": "就近"}])
    ring.down()
    with ring.a.uow(ring.a.viewer) as uow, pytest.raises(RuleViolation, match="R-606"):
        give_back(own, "不归我们", uow)
    with ring.b.uow(ring.b.viewer) as uow:
        with pytest.raises(RuleViolation, match="R-603"):
            give_back(case, "", uow)
        give_back(case, "当事人已搬走", uow)
        uow.commit()
    ring.up()
    seen = state(ring.county, case)
    assert (seen.in_transit, seen.asked_by_county) == (True, "")
    assert ring.act(assignments=[{"case": case, "to": STATIONS[0]}]) == ["granted"]
    ring.carry()
    assert owners(ring, case) == {ring.a.store.identity.installation}
    assert state(ring.a, case).owner_version == 3


def test_an_ask_can_be_taken_back(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    ring.carry()
    ring.act(assignments=[{"case": case, "to": STATIONS[1]}])
    assert ring.act(rejects=[{"case": case, "reason": "不移了"}]) == ["taken back"]
    assert ring.act(rejects=[{"case": case}]) == ["not asked"]
    ring.carry()
    assert not state(ring.a, case).in_transit
    change(ring.a, case, place="照常办")


def test_a_return_for_correction_is_anchored_to_field_and_version(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    ring.carry()
    version = state(ring.county, case).frontier[0]
    ring.act(returns=[{"case": case, "text": "写明楼栋门牌", "field": "place"}])
    ring.down()
    (comment,) = state(ring.a, case).comments
    assert (comment.field, comment.anchor, comment.returned) == ("place", version, True)
    for wrong, code in ({"field": "nothing"}, "R-605"), ({"text": " "}, "R-604"):
        with pytest.raises(RuleViolation, match=code):
            ring.act(returns=[{"case": case, "text": "x", **wrong}])


def test_a_file_of_acts_is_carried_out_whole_or_not_at_all(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    ring.up()
    before = ring.county.digest()
    comments = [{"case": case, "text": "好"}]
    for lists, code in (
        ({"comments": comments, "assignments": [{"case": "没有这件", "to": STATIONS[1]}]}, "R-301"),
        ({"comments": comments, "assignments": [{"case": case, "to": "999999"}]}, "R-602"),
        ({"comments": comments, "assigments": []}, "R-613"),
        ({"comments": comments, "relabels": [{"installation": "x", "code": "1", "name": "y"}]}, "R-614"),
        ({"comments": comments, "links": [{"first": "x", "second": "y", "reason": "同一人"}]}, "R-609"),
        ({"comments": comments, "gaps": [{"epoch": "e" * 32, "first": 3, "last": 2, "reason": "丢了"}]}, "R-608"),
    ):
        with pytest.raises(RuleViolation, match=code):
            ring.act(**lists)
    assert ring.county.digest() == before


def test_persons_are_linked_never_merged(ring: Ring) -> None:
    one, two = fill(ring.a, 2)
    ring.up()
    first, second = (state(ring.county, c).reg.parties[0].record for c in (one, two))
    (pair,) = ring.act(links=[{"first": second, "second": first, "reason": "证件号相同"}])
    assert pair == "".join(sorted((first, second)))
    assert ring.act(links=[{"first": first, "second": second, "reason": "看错了", "undo": True}]) == [pair]
    with ring.county.uow(ring.county.viewer) as uow:
        assert uow.person(first) is not None
        assert uow.person(second) is not None


def test_a_doubled_station_code_is_told_apart_by_one_event(ring: Ring) -> None:
    """Scenario 20: a second station was enrolled under the code of the first."""
    where = ring.where / "second"
    where.mkdir()
    third = make_station(ring.county, where, STATIONS[0])
    with third:
        fill(third, 1)
        (case,) = fill(ring.a, 1)
        bundles(third, ring.where / "up")
        ring.up()
        mine = third.store.identity.installation
        with pytest.raises(RuleViolation, match="R-602"):
            ring.act(forced=[{"case": case, "to": STATIONS[0], "reason": "两台电脑"}])
        for code in (STATIONS[0], STATIONS[1], "云桥"):
            with pytest.raises(RuleViolation, match="R-611"):
                ring.act(relabels=[{"installation": mine, "code": code, "name": "站"}])
        ring.act(relabels=[{"installation": mine, "code": "990101009001", "name": "新桥站"}])
        with ring.county.uow(ring.county.viewer) as uow:
            labels = {i.id: i.label for s in uow.stations() for i in s.installations}
        assert labels[mine] == "990101009001"
        numbers = [row.number for row in ring.county.queries.case_rows(
            ring.county.viewer, ring.county.queries.case_ids(ring.county.viewer, CaseFilter()))]  # fmt: skip
        assert len(numbers) == len(set(numbers)) == 2
        bundles(third, ring.where / "up")
        ring.up()


def test_two_values_of_one_field_are_shown_until_somebody_decides(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    ring.carry()
    ring.act(forced=[{"case": case, "to": STATIONS[1], "reason": "就近"}])
    change(ring.a, case, place="甲处")
    ring.down()
    change(ring.b, case, place="乙处")
    ring.carry()
    ring.carry()
    late = state(ring.b, case).late[0].event
    with ring.b.uow(ring.b.viewer) as uow:
        decide_late(case, late, True, uow)
        uow.commit()
    seen = state(ring.b, case)
    assert [c.field for c in seen.conflicts] == ["place"]
    assert {seen.conflicts[0].shown, seen.conflicts[0].other} >= {late}
    with ring.b.uow(ring.b.viewer) as uow:
        with pytest.raises(RuleViolation, match="R-612"):
            settle_field(case, "summary", "x", uow)
        settle_field(case, "place", seen.reg.place, uow)
        uow.commit()
    assert state(ring.b, case).conflicts == ()
    ring.carry()
    assert state(ring.county, case).conflicts == ()
    assert state(ring.county, case).reg.place == seen.reg.place


def test_only_those_who_may_assign(ring: Ring) -> None:
    (case,) = fill(ring.a, 1)
    ring.up()
    ring.county.viewer = msgspec.structs.replace(ring.county.viewer, roles=("county_statistician",))
    with pytest.raises(RuleViolation, match="R-203"):
        ring.act(forced=[{"case": case, "to": STATIONS[1], "reason": "试试"}])


def due(desk: Desk, case: str) -> list[str]:
    while desk.refresh_cache():
        pass
    return [item.what for item in desk.queries.due_items(desk.viewer, "2099-01-01") if item.case_id == case]


def test_what_went_to_another_station_is_no_longer_our_duty(ring: Ring) -> None:
    """From the moment it is on its way; the new owner and the county see it among what is due."""
    case, kept = fill(ring.a, 2)
    ring.carry()
    assert due(ring.a, case)
    assert ring.a.queries.workbench(ring.a.viewer).open_cases == 2
    ring.act(assignments=[{"case": number(ring.a, case), "to": STATIONS[1], "reason": "就近办理"}])
    ring.down()
    assert state(ring.a, case).in_transit
    for _ in range(2):
        assert not due(ring.a, case)
        assert due(ring.a, kept)
        assert due(ring.county, case)
        assert ring.a.queries.workbench(ring.a.viewer).open_cases == 1
        assert not [call for call in ring.a.queries.calls(ring.a.viewer, "2099-01-01") if call.case_id == case]
        ring.up()
        ring.down()
    assert state(ring.a, case).owner == ring.b.store.identity.installation
    assert due(ring.b, case)
    assert ring.b.queries.workbench(ring.b.viewer).open_cases == 1
    assert ring.county.queries.workbench(ring.county.viewer).open_cases == 2
