"""Joins user records (events) with key slots (keys.json): add, revoke, change a passphrase, renew the data key."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import msgspec

from db.queries.people import users_of
from db.store import get_setting, put_setting
from desktop.bootstrap import keys
from desktop.bootstrap.database import demand_file
from desktop.bootstrap.station import Desk, open_with_key
from desktop.domain.errors import RuleViolation, Situation
from desktop.services.keystore import check_passphrase
from desktop.usecases import manage_users as use
from desktop.usecases.permission import demand_right
from desktop.usecases.send_user import SendUser
from desktop.usecases.send_user import send_user as use_send
from desktop.usecases.set_body import publish_committee

_ADVISED: Final = "renewal.advised"


class DeskSlots:
    """The key slots of an open station, as the use cases ask for them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def check(self, passphrase: str) -> None:
        check_passphrase(passphrase)

    def put_user(self, login: str, passphrase: str) -> None:
        self._desk.keystore.put_user(login, passphrase, self._desk.key)

    def remove_user(self, login: str) -> None:
        if login in self._desk.keystore.logins():
            self._desk.keystore.remove_user(login)

    def logins(self) -> tuple[str, ...]:
        return self._desk.keystore.logins()


def add_user(desk: Desk, cmd: use.AddUser) -> str:
    """Add a user with a key slot on this laptop; returns the user's id. Raises what the use case raises."""
    with desk.uow(desk.viewer) as uow:
        user_id = use.add_user(cmd, uow, DeskSlots(desk))
        uow.commit()
    return user_id


def revoke_user(desk: Desk, cmd: use.RevokeUser) -> use.Revoked:
    """Revoke a user: record first, then the slot. A crash between them leaves a slot that opens nothing (S-234).

    Offer `renew_data_key` afterwards: the revoked one may have kept a copy of keys.json.
    """
    with desk.uow(desk.viewer) as uow:
        names = {user.id: user.name for user in uow.users()}
        done = use.revoke_user(cmd, uow)
        committee = uow.committee()
        left = tuple(name for name in committee.mediators if name != names.get(cmd.user_id))
        new = names.get(cmd.successor, "")
        if left != committee.mediators:
            mediators = left if not new or new in left else (*left, new)
            publish_committee(uow, msgspec.structs.replace(committee, mediators=mediators))
        uow.commit()
    DeskSlots(desk).remove_user(done.login)
    return done


def send_user(desk: Desk, cmd: SendUser) -> str:
    """At a county: name a user of a station; his id. Raises what the use case raises."""
    with desk.uow(desk.viewer) as uow:
        user_id = use_send(cmd, uow)
        uow.commit()
    return user_id


def revoke_of(desk: Desk, station: str, login: str, reason: str) -> use.Revoked:
    """At a county: revoke a user of a station, by whomever he was added. Raises R-213, and as the use case."""
    with desk.uow(desk.viewer) as uow:
        found = next((user for user in uow.users_of(station) if user.login == login and not user.revoked), None)
        if found is None:
            raise RuleViolation("R-213", f"没有用户“{login}”。", field="login", way_out="请用 user list 查看。")
        done = use.revoke_user(use.RevokeUser(found.id, reason, station=station), uow)
        uow.commit()
    return done


def take_revocations(desk: Desk) -> tuple[str, ...]:
    """After an import: take away the slots of users whom the county revoked; their names.

    A new data key is advised from now on (`renewal_advised`). The last slot of the computer stays, and opens nothing.
    """
    with desk.reader.connect() as connection:
        users = users_of(desk.viewer, connection, desk.store.identity.station)
    living = {user.login for user in users if not user.revoked}
    slots = DeskSlots(desk)
    gone = [u for u in users if u.revoked and u.login not in living and u.login in slots.logins()]
    if not gone:
        return ()
    for user in gone:
        with suppress(RuleViolation):
            slots.remove_user(user.login)
    with desk.store.transaction() as connection:
        put_setting(connection, _ADVISED, " ".join({*get_setting(connection, _ADVISED).split(), *(u.id for u in gone)}))
        connection.commit()
    return tuple(user.name for user in gone)


def renewal_advised(desk: Desk) -> tuple[str, ...]:
    """Names of the users whom the county revoked since the data key was made."""
    with desk.reader.connect() as connection:
        ids = get_setting(connection, _ADVISED).split()
        return tuple(user.name for user in users_of(desk.viewer, connection, desk.store.identity.station)
                     if user.id in ids)  # fmt: skip


def change_passphrase(desk: Desk, login: str, old: str, new: str) -> None:
    """The logged-in user takes a new passphrase. Raises R-202, and S-201 when the old one is wrong."""
    check_passphrase(new)
    desk.keystore.unlock(login, old)
    desk.keystore.put_user(login, new, desk.key)
    with desk.uow(desk.viewer) as uow:
        uow.journal("passphrase.changed", desk.viewer.id)
        uow.commit()


def new_sheet(desk: Desk, login: str, passphrase: str) -> tuple[str, ...]:
    """Words of a new recovery sheet, shown once; the one before opens nothing from now on (backups keep theirs).

    Raises R-203, and S-201 when the passphrase of the logged-in user is wrong.
    """
    demand_right(desk.viewer, "backup")
    desk.keystore.unlock(login, passphrase)
    words = desk.keystore.put_sheet(desk.key)
    with desk.uow(desk.viewer) as uow:
        uow.journal("sheet.renewed", desk.viewer.id)
        uow.commit()
    return tuple(words)


def reset_passphrase(desk: Desk, login: str, new: str) -> None:
    """A user who forgot it, or whom the county named, takes a passphrase beside an administrator.

    Raises R-203, R-202, S-234 for an unknown user.
    """
    demand_right(desk.viewer, "users")
    check_passphrase(new)
    user = next((u for u in desk.own_users() if u.login == login and not u.revoked), None)
    if user is None:
        raise Situation(
            "S-234", "这个用户已停用或不在登记里。", safe="数据没有改动。", way_out="请换一个用户，或找管理员。"
        )
    desk.keystore.put_user(login, new, desk.key)
    with desk.uow(desk.viewer) as uow:
        uow.journal("passphrase.changed", user.id)
        uow.commit()


def renew_data_key(desk: Desk, login: str) -> Desk:
    """Put the database under a new data key and wrap it for all remaining holders; needs nobody's passphrase.

    Closes the given desk and returns a new one, open for the same user. Backups made before still open with the keys
    they carry. Raises R-203, S-241 when keys.json was changed by a stranger, S-272 the tables are on a server.
    """
    demand_right(desk.viewer, "users")
    demand_file(desk.folder, desk.doors.fs)
    new = desk.doors.random.bytes(32)
    keystore, folder, doors = desk.keystore, desk.folder, desk.doors
    keystore.begin_renewal(desk.key, new)
    desk.close()
    keys.renew(folder / keys.DATABASE, desk.key, new, keystore)
    again = open_with_key(folder, login, new, doors)
    with again.uow(again.viewer) as uow:
        uow.journal("key.renewed", again.viewer.id)
        uow.keep_local(_ADVISED, "")
        uow.commit()
    return again
