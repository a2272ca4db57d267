"""Users, roles, key slots: added, changed, revoked, handed over; the data key renewed without anybody's passphrase."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from db.rekey import rekey, which_opens
from desktop.bootstrap.keys import DATABASE
from desktop.bootstrap.station import Desk
from desktop.bootstrap.users import add_user, change_passphrase, renew_data_key, reset_passphrase, revoke_user
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.read_models import CaseFilter
from desktop.domain.station_events import UserAdded, UserRevoked
from desktop.domain.viewer import Viewer
from desktop.usecases.manage_users import (
    AddUser,
    RevokeUser,
    assign_handler,
    change_user,
    check_roles,
    hand_over,
)
from tests.db.station_kit import LOGIN, PASSPHRASE, Station, register

LI = AddUser("李云", "李云", ("mediator",), "老话说得好1998")
WU = AddUser("wu", "吴敏", ("system_admin",), "八字没一撇2026")


def test_a_user_is_added_and_logs_in_with_own_roles(station: Station) -> None:
    desk = station.open()
    add_user(desk, LI)
    station.close()
    other = station.open("李云", LI.passphrase)
    assert (other.viewer.name, other.viewer.roles) == ("李云", ("mediator",))
    with pytest.raises(RuleViolation, match="R-203"):
        add_user(other, WU)


@pytest.mark.parametrize(
    ("cmd", "code"),
    [
        (AddUser("a b", "甲", ("mediator",), "123456"), "R-223"),
        (AddUser("", "甲", ("mediator",), "123456"), "R-223"),
        (AddUser("a", "甲", (), "123456"), "R-221"),
        (AddUser("a", "甲", ("king",), "123456"), "R-221"),
        (AddUser("a", "甲", ("mediator", "mediator"), "123456"), "R-221"),
        (AddUser("a", "甲", ("system_admin", "system_auditor"), "123456"), "R-222"),
        (AddUser("a", "甲", ("system_auditor", "mediator"), "123456"), "R-222"),
        (AddUser("a", "甲", ("system_operator", "system_admin"), "123456"), "R-222"),
        (AddUser("a", "甲", ("mediator",), "12345"), "R-202"),
        (AddUser("a", "甲", ("mediator",), "1"), "R-202"),
        (AddUser("a", "甲", ("mediator",), "x" * 501), "R-202"),
        (AddUser("a", "", ("mediator",), "123456"), "R-131"),
        (AddUser(LOGIN, "甲", ("mediator",), "123456"), "R-224"),
    ],
)
def test_what_is_no_user_is_refused_and_leaves_no_slot(desk: Desk, cmd: AddUser, code: str) -> None:
    before = desk.keystore.logins()
    with pytest.raises(RuleViolation) as refused:
        add_user(desk, cmd)
    assert refused.value.code == code
    assert desk.keystore.logins() == before


@pytest.mark.parametrize("passphrase", ["𠮷𬭚㼆䶮𪚥字", "x" * 500, "  两头 空格  ", "é\u0301ｅABC"])
def test_rare_and_long_passphrases_open(station: Station, passphrase: str) -> None:
    add_user(station.open(), AddUser("a", "甲", ("mediator",), passphrase))
    station.close()
    assert station.open("a", passphrase).viewer.name == "甲"
    station.close()
    with pytest.raises(Situation, match="S-201"):
        station.open("a", passphrase[:-1])


def test_one_spelling_of_a_character_is_as_good_as_the_other(station: Station) -> None:
    """Input methods write é as one code point or as two."""
    add_user(station.open(), AddUser("a", "甲", ("mediator",), "cafe\u0301 2026"))
    station.close()
    assert station.open("a", "caf\u00e9 2026")


def test_changed_roles_are_in_force_at_the_next_login(station: Station) -> None:
    desk = station.open()
    user_id = add_user(desk, LI)
    with desk.uow(desk.viewer) as uow:
        assert change_user(user_id, "李云", ("archivist",), uow)
        assert not change_user(user_id, "李云", ("archivist",), uow)
        uow.commit()
    station.close()
    assert station.open("李云", LI.passphrase).viewer.roles == ("archivist",)


def test_the_last_administrator_stays(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation, match="R-226"):
        change_user(desk.viewer.id, "周明", ("mediator",), uow)
    wu = add_user(desk, WU)
    with desk.uow(desk.viewer) as uow:
        assert change_user(desk.viewer.id, "周明", ("mediator",), uow)
        uow.commit()
        with pytest.raises(RuleViolation, match="R-226"):
            change_user(wu, "吴敏", ("mediator",), uow)


def test_a_revoked_user_is_kept_out_and_the_work_goes_on(station: Station) -> None:
    desk = station.open()
    li = add_user(desk, LI)
    station.close()
    other = station.open("李云", LI.passphrase)
    case = register(other)
    with other.uow(other.viewer) as uow:
        uow.save_draft("session", case.case_id, "记录", "{}")
        uow.commit()
    station.close()
    desk = station.open()
    assert desk.queries.case_view(desk.viewer, case.case_id).masked
    with pytest.raises(RuleViolation, match="R-228"):
        revoke_user(desk, RevokeUser(li, "离职"))
    done = revoke_user(desk, RevokeUser(li, "离职", desk.viewer.id))
    assert (done.login, done.cases, done.drafts) == ("李云", 1, 1)
    assert not desk.queries.case_view(desk.viewer, case.case_id).masked
    assert [d.title for d in desk.queries.drafts(desk.viewer)] == ["记录"]
    assert desk.keystore.logins() == (LOGIN,)
    station.close()
    with pytest.raises(Situation, match="S-201"):
        station.open("李云", LI.passphrase)


def test_a_slot_that_outlived_its_user_opens_nothing(station: Station) -> None:
    desk = station.open()
    li = add_user(desk, LI)
    before = (station.folder / "keys.json").read_bytes()
    revoke_user(desk, RevokeUser(li, "离职"))
    station.close()
    (station.folder / "keys.json").write_bytes(before)
    with pytest.raises(Situation, match="S-234"):
        station.open("李云", LI.passphrase)


def test_nobody_revokes_himself_or_without_reason(desk: Desk) -> None:
    li = add_user(desk, LI)
    for cmd in (RevokeUser(desk.viewer.id, "离职", li), RevokeUser(li, " ")):
        with pytest.raises(RuleViolation, match="R-227"):
            revoke_user(desk, cmd)
    with pytest.raises(RuleViolation, match="R-225"):
        revoke_user(desk, RevokeUser("nobody", "离职"))
    revoke_user(desk, RevokeUser(li, "离职"))
    with pytest.raises(RuleViolation, match="R-225"):
        revoke_user(desk, RevokeUser(li, "离职"))
    with pytest.raises(RuleViolation, match="R-224"):
        add_user(desk, LI)


def test_work_goes_only_to_somebody_who_may_do_it(desk: Desk) -> None:
    case = register(desk)
    wu, li = add_user(desk, WU), add_user(desk, LI)
    with desk.uow(desk.viewer) as uow:
        for give in (lambda: hand_over(desk.viewer.id, wu, uow), lambda: assign_handler(case.case_id, wu, uow)):
            with pytest.raises(RuleViolation, match="R-229"):
                give()
        assign_handler(case.case_id, li, uow)
        uow.commit()
    with desk.uow(desk.viewer) as uow:
        assert uow.handled_cases(li) == (case.case_id,)
        assert uow.handled_cases(desk.viewer.id) == ()
        assert hand_over(li, desk.viewer.id, uow) == (1, 0)
        uow.commit()
    with desk.uow(desk.viewer) as uow:
        assert uow.handled_cases(desk.viewer.id) == (case.case_id,)


def test_the_data_key_is_renewed_for_all_holders(station: Station) -> None:
    desk = station.open()
    add_user(desk, LI)
    case = register(desk)
    old = desk.key
    desk = renew_data_key(desk, LOGIN)
    assert desk.key != old
    assert desk.queries.case_ids(desk.viewer, CaseFilter()) == [case.case_id]
    desk.close()
    assert which_opens(station.database, (old, desk.key)) == 1
    for login, passphrase in ((LOGIN, PASSPHRASE), ("李云", LI.passphrase)):
        assert station.open(login, passphrase).key == desk.key
        station.close()


def test_the_sheet_and_the_county_follow_a_renewal(station: Station, template: object) -> None:
    import pyrage

    words = template.words  # type: ignore[attr-defined]
    county = pyrage.x25519.Identity.generate()
    desk = station.open()
    desk.keystore.set_county(desk.key, str(county.to_public()))
    desk = renew_data_key(desk, LOGIN)
    desk.close()
    assert desk.keystore.unlock_with_sheet("，".join(words)) == desk.key
    assert desk.keystore.unlock_for_county(str(county)) == desk.key


def test_a_revoked_user_with_a_copy_of_the_keys_cannot_follow(station: Station) -> None:
    desk = station.open()
    li = add_user(desk, LI)
    kept = (station.folder / "keys.json").read_bytes()
    revoke_user(desk, RevokeUser(li, "离职"))
    renew_data_key(desk, LOGIN).close()
    (station.folder / "keys.json").write_bytes(kept)
    with pytest.raises(Situation, match=r"S-2(01|64)"):
        station.open("李云", LI.passphrase)


@pytest.mark.parametrize("moment", ["keys", "database"])
def test_a_renewal_killed_in_the_middle_ends_at_the_next_login(station: Station, moment: str) -> None:
    desk = station.open()
    case = register(desk)
    old, new = desk.key, b"\x07" * 32
    keystore = desk.keystore
    desk.close()
    keystore.begin_renewal(old, new)
    if moment == "database":
        rekey(station.database, old, new)
    again = station.open()
    assert again.key == (new if moment == "database" else old)
    assert again.queries.case_ids(again.viewer, CaseFilter()) == [case.case_id]
    assert keystore.load().coming == ()
    station.close()
    assert station.open().key == again.key


def test_a_database_killed_between_commit_and_checkpoint_opens_with_the_new_key(
    station: Station, tmp_path: Path
) -> None:
    """The write-ahead log holds every page under the new key, the file still those under the old one."""
    import sqlcipher3.dbapi2

    desk = station.open()
    old, new = desk.key, b"\x09" * 32
    desk.close()
    raw = sqlcipher3.dbapi2.connect(str(station.database), isolation_level=None)
    for pragma in (f"key=\"x'{old.hex()}'\"", "journal_mode=WAL", f"rekey=\"x'{new.hex()}'\""):
        raw.execute(f"PRAGMA {pragma}")
    for file in station.folder.glob(f"{DATABASE}*"):
        shutil.copy(file, tmp_path / file.name)
    raw.close()
    assert which_opens(tmp_path / DATABASE, (old, new)) == 1


def test_a_strange_recipient_in_the_key_file_is_not_given_the_next_key(station: Station) -> None:
    """Somebody with the stick, without a passphrase, puts his own public key into a colleague's slot."""
    import pyrage

    desk = station.open()
    add_user(desk, LI)
    path = station.folder / "keys.json"
    file = json.loads(path.read_text())
    file["slots"][-1]["recipient"] = str(pyrage.x25519.Identity.generate().to_public())
    path.write_text(json.dumps(file))
    with pytest.raises(Situation, match="S-241"):
        renew_data_key(desk, LOGIN)
    assert json.loads(path.read_text())["coming"] == []
    assert which_opens(station.database, (desk.key,)) == 0


def test_passphrases_change(station: Station) -> None:
    desk = station.open()
    add_user(desk, LI)
    with pytest.raises(Situation, match="S-201"):
        change_passphrase(desk, LOGIN, "不对的口令", "新口令2026")
    change_passphrase(desk, LOGIN, PASSPHRASE, "新口令2026")
    reset_passphrase(desk, "李云", "忘了再来2026")
    with pytest.raises(Situation, match="S-234"):
        reset_passphrase(desk, "nobody", "忘了再来2026")
    station.close()
    assert station.open(LOGIN, "新口令2026")
    station.close()
    other = station.open("李云", "忘了再来2026")
    with pytest.raises(RuleViolation, match="R-203"):
        reset_passphrase(other, LOGIN, "忘了再来2026")


def test_roles_that_go_together() -> None:
    check_roles(("committee_head", "mediator", "station_head", "system_admin"))
    check_roles(("justice_office", "system_auditor"))


def test_of_several_records_of_one_login_the_newest_signs_in(station: Station) -> None:
    """After a reissue a login has the record of the lost computer and of the new one; who comes in is no chance."""
    with station.open() as desk:
        made: list[str] = []
        for number in range(5):
            with desk.uow(desk.viewer) as uow:
                made.append(uow.new_id())
                uow.record(made[-1], UserAdded(LOGIN, f"周明{number}", ("mediator",)))
                uow.commit()
        first = desk.viewer.id
        assert [user.id for user in desk.own_users() if user.login == LOGIN] == [*reversed(made), first]
    with station.open() as desk:
        assert desk.viewer.id == made[-1]
        with desk.uow(Viewer("admin", "管理员", ("system_admin",))) as uow:
            uow.record(made[-1], UserRevoked("换人"))
            uow.commit()
    with station.open() as desk:
        assert desk.viewer.id == made[-2]
