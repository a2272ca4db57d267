"""Users whom the county names: they come with its file, take a passphrase at the station, and go when it says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap import users as book
from desktop.bootstrap.emergency import resume
from desktop.bootstrap.station import Desk, open_station
from desktop.cli import main
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.idle_lock import IdleLock, LockPolicy
from desktop.domain.station_events import UserState
from desktop.usecases.manage_users import AddUser, hand_over
from desktop.usecases.register_case import register_case
from desktop.usecases.send_user import SendUser
from tests.db.county_kit import PASSPHRASE, STATIONS
from tests.db.station_kit import registration
from tests.db.test_county_acts import Ring

FIRST = "第一次的口令"


@pytest.fixture(params=["embedded", "postgres"])
def ring(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ring]:
    found = Ring(tmp_path, request.getfixturevalue("postgres_url") if request.param == "postgres" else "")
    yield found
    found.close()


def refused(code: str) -> Any:
    return pytest.raises((RuleViolation, Situation), match=f"^{code} ")


def named(desk: Desk, login: str) -> UserState | None:
    return next((user for user in desk.own_users() if user.login == login), None)


def again(ring: Ring, login: str, passphrase: str) -> None:
    """Close the first station and sign in anew."""
    folder, doors = ring.a.folder, ring.a.doors
    ring.a.close()
    ring.a = open_station(folder, login, passphrase, doors)


def test_a_user_comes_takes_a_passphrase_and_is_revoked(ring: Ring) -> None:
    user = book.send_user(ring.county, SendUser(STATIONS[0], "李云", ("mediator",)))
    ring.down()
    assert named(ring.b, "李云") is None, "another station is told nothing of him"
    found = named(ring.a, "李云")
    assert found is not None
    assert (found.id, found.roles, found.station) == (user, ("mediator",), STATIONS[0])
    assert ring.a.keystore.logins() == ("u",)
    book.reset_passphrase(ring.a, "李云", FIRST)
    again(ring, "李云", FIRST)
    assert (ring.a.viewer.id, ring.a.viewer.name) == (user, "李云")
    with ring.a.uow(ring.a.viewer) as uow:
        case = register_case(registration(), uow).case_id
        uow.commit()
    ring.carry()
    book.revoke_of(ring.county, STATIONS[0], "李云", "调走了")
    told = ring.down()[0].remarks
    assert told == ("县里停用了李云：口令已从这台电脑删除，请更换数据密钥。",)
    assert ring.a.keystore.logins() == ("u",)
    lock = IdleLock(LockPolicy(), ring.a.doors.clock.now())
    lock.lock()
    assert not resume(ring.a, "李云", lock, FIRST, whole=True).opened, "not even after the lock of this session"
    folder, doors = ring.a.folder, ring.a.doors
    ring.a.close()
    with refused("S-201"):
        open_station(folder, "李云", FIRST, doors)
    ring.a = open_station(folder, "u", PASSPHRASE, doors)
    with ring.a.uow(ring.a.viewer) as uow:
        assert uow.handled_cases(user) == (case,)
        assert hand_over(user, ring.a.viewer.id, uow) == (1, 0)
        assert uow.handled_cases(user) == ()
    assert book.renewal_advised(ring.a) == ("李云",)
    ring.a = book.renew_data_key(ring.a, "u")
    assert book.renewal_advised(ring.a) == ()


def test_a_user_whom_the_station_added_is_revoked_too_and_his_work_is_handed_over(ring: Ring) -> None:
    user = book.add_user(ring.a, AddUser("王", "王强", ("mediator",), FIRST))
    ring.carry()
    assert named(ring.county, "王") is not None
    book.revoke_of(ring.county, STATIONS[0], "王", "退休")
    ring.down()
    assert ring.a.keystore.logins() == ("u",)
    found = named(ring.a, "王")
    assert found is not None
    assert found.revoked
    with ring.a.uow(ring.a.viewer) as uow:
        assert hand_over(user, ring.a.viewer.id, uow) == (0, 0)
    ring.carry()
    assert ring.county.digest() == ring.county.digest(rebuild_first=True)


def test_logins_are_unique_within_a_station_only(ring: Ring) -> None:
    book.add_user(ring.a, AddUser("admin", "站里的管理员", ("grid_worker",), FIRST))
    ring.carry()
    folder, doors = ring.county.folder, ring.county.doors
    ring.county.close()
    ring.county = open_station(folder, "admin", PASSPHRASE, doors)
    assert "county_admin" in ring.county.viewer.roles, "nobody's user takes the place of the county's own"
    with refused("R-224"):
        book.send_user(ring.county, SendUser(STATIONS[0], "赵新", ("mediator",), "admin"))
    book.send_user(ring.county, SendUser(STATIONS[1], "赵新", ("mediator",), "admin"))


def test_what_the_county_may_not_give(ring: Ring) -> None:
    for station, roles, code in (
        ("990101009009", ("mediator",), "R-641"),
        (STATIONS[0], ("county_head",), "R-642"),
        (STATIONS[0], ("petition_clerk",), "R-642"),
        (STATIONS[0], (), "R-221"),
    ):
        with refused(code):
            book.send_user(ring.county, SendUser(station, "李云", roles))
    with refused("R-203"):
        book.send_user(ring.a, SendUser(STATIONS[0], "李云", ("mediator",)))
    with refused("R-226"):
        book.revoke_of(ring.county, STATIONS[0], "u", "没有人再能管理那里的用户")
    with refused("R-213"):
        book.revoke_of(ring.county, STATIONS[0], "谁", "没有这个人")


def test_the_command_line_names_and_revokes(
    ring: Ring, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSPHRASE)
    folder = str(ring.county.folder)
    ring.county.close()
    named_so = ["county", "user", "--data", folder, "--station", STATIONS[0], "--login", "李云"]
    assert main([*named_so, "--role", "mediator"]) == 0
    assert "已派出：李云" in capsys.readouterr().out
    assert main([*named_so, "--revoke"]) == 1
    assert main([*named_so, "--revoke", "--reason", "派错了"]) == 0
