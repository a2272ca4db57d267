"""Users of a station: add, change, revoke, hand over their open work. Records are events; passphrases never are.

Administration, operation and audit are kept apart (三员分立): no person holds two of them (《网络安全法》 Art. 23).
Several users share one laptop and its installation; `actor` tells them apart in every event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

import msgspec
from msgspec import Struct

from desktop.domain.canonical import encode
from desktop.domain.case_events import CaseChanged
from desktop.domain.errors import RuleViolation
from desktop.domain.names import check_name
from desktop.domain.rights import clashing
from desktop.domain.station_events import UserAdded, UserChanged, UserRevoked, UserState
from desktop.reference.rights_data import rights_table
from desktop.reference.wording import role_title
from desktop.usecases.permission import demand_right, open_case
from desktop.usecases.protocols import UnitOfWork

_LOGIN = re.compile(r"[\w.-]{1,40}")


class Slots(Protocol):
    """The key slots of this laptop; local, never synchronised."""

    def check(self, passphrase: str) -> None:
        """RuleViolation R-202 for a passphrase that is too short or too long."""
        ...

    def put_user(self, login: str, passphrase: str) -> None: ...
    def remove_user(self, login: str) -> None:
        """RuleViolation R-201 for the last slot that opens the data; nothing for a login without one."""
        ...

    def logins(self) -> tuple[str, ...]: ...


class AddUser(Struct, frozen=True):
    """Command. `login` is what is typed, unique for ever; `roles`: keys of roles.toml."""

    login: str
    name: str
    roles: tuple[str, ...]
    passphrase: str

    def __repr__(self) -> str:
        return f"AddUser({self.login})"


def add_user(cmd: AddUser, uow: UnitOfWork, slots: Slots) -> str:
    """Give a person a record and a key slot; returns the user's id. The slot comes first: without the record it opens
    nothing (S-234), while a record without slot would be a person who cannot come in.

    Raises:
        RuleViolation: R-203, R-202 passphrase, R-221 roles, R-222 roles apart, R-223 login, R-131 … name.
    """
    demand_right(uow.viewer, "users")
    name = check_name(cmd.name)
    check_roles(cmd.roles)
    check_login(cmd.login, uow.users())
    slots.check(cmd.passphrase)
    slots.put_user(cmd.login, cmd.passphrase)
    user_id = uow.new_id()
    uow.record(user_id, UserAdded(cmd.login, name, cmd.roles))
    uow.journal("user.added", user_id)
    return user_id


def change_user(user_id: str, name: str, roles: tuple[str, ...], uow: UnitOfWork) -> bool:
    """Change name or roles, in force at the next login; returns whether anything changed.

    Raises:
        RuleViolation: R-203, R-221, R-222, R-225 unknown user, R-226 nobody would be left to administer.
    """
    demand_right(uow.viewer, "users")
    user = _user(user_id, uow)
    name = check_name(name)
    check_roles(roles)
    if (name, roles) == (user.name, user.roles):
        return False
    _somebody_administers(user, roles, uow.users_of(uow.committee().station))
    uow.record(user_id, UserChanged(name, roles))
    uow.journal("user.changed", user_id)
    return True


class RevokeUser(Struct, frozen=True):
    """Command. `successor`: id of the user who takes over the open work, "" when there is none to take over.

    `station`: whose user it is, when the county revokes; "" for one's own.
    """

    user_id: str
    reason: str
    successor: str = ""
    station: str = ""


class Revoked(Struct, frozen=True):
    """What was handed over, and the login whose slot goes once this is committed (`Slots.remove_user`)."""

    login: str
    cases: int
    drafts: int


def revoke_user(cmd: RevokeUser, uow: UnitOfWork) -> Revoked:
    """A user may not come in any more; open cases and drafts go to the successor.

    The caller commits, then takes the key slot away and offers a new data key (docs/decisions/0002).

    Raises:
        RuleViolation: R-203, R-225 unknown or revoked already, R-226 last administrator, R-227 no reason or own record,
            R-228 open work without successor.
    """
    demand_right(uow.viewer, "users")
    user = _user(cmd.user_id, uow)
    if user.id == uow.viewer.id or not cmd.reason.strip():
        raise RuleViolation(
            "R-227", "不能停用自己，停用别人要写明原因。", field="reason", way_out="请由另一位管理员办理，写一句原因。"
        )
    _somebody_administers(user, (), uow.users_of(cmd.station or uow.committee().station))
    cases, drafts = 0, 0
    if cmd.successor:
        cases, drafts = _hand_over(user, _user(cmd.successor, uow), uow)
    elif uow.handled_cases(user.id):
        raise RuleViolation(
            "R-228",
            f"这个用户还有{len(uow.handled_cases(user.id))}件没有办完的事。",
            field="successor",
            way_out="请选择接手的人。",
        )
    uow.record(user.id, UserRevoked(cmd.reason.strip()))
    uow.journal("user.revoked", user.id)
    return Revoked(user.login, cases, drafts)


def hand_over(old: str, new: str, uow: UnitOfWork) -> tuple[int, int]:
    """Give one user's open cases and drafts to another (leave, illness, revoked by the county); (cases, drafts).

    Raises:
        RuleViolation: R-203, R-225 unknown user, R-229 the new handler may not handle cases.
    """
    demand_right(uow.viewer, "users")
    return _hand_over(_user(old, uow, revoked=True), _user(new, uow), uow)


def assign_handler(case_id: str, user_id: str, uow: UnitOfWork) -> None:
    """Name the handler (承办人) of one case: heads and whoever handles it now may.

    Raises:
        RuleViolation: R-203, R-317 not ours, R-225 unknown user, R-229 the user may not handle cases.
    """
    state = open_case(case_id, uow)
    if case_id not in uow.handled_cases(uow.viewer.id):
        demand_right(uow.viewer, "case.close")
    _demand_handler(user := _user(user_id, uow))
    _set_handler(case_id, str(state.reg.facts.get("handler") or ""), user.id, uow)


def check_login(login: str, users: Iterable[UserState]) -> None:
    """A login that may be typed and that none of these users ever had. Raises R-223, R-224."""
    if not _LOGIN.fullmatch(login):
        raise RuleViolation(
            "R-223", "登录名只能用文字、数字、点和横线，1至40个字。", field="login", way_out="可以直接用姓名。"
        )
    if any(user.login == login for user in users):
        raise RuleViolation(
            "R-224", "这个登录名已经用过。", field="login", way_out="停用的登录名也不再给别人用，请换一个。"
        )


def check_roles(roles: tuple[str, ...]) -> None:
    """Roles that exist and that one person may hold together. Raises R-221, R-222."""
    table = rights_table()
    if not roles or len(set(roles)) != len(roles) or any(role not in table.roles for role in roles):
        raise RuleViolation("R-221", "岗位角色没有选或不认识。", field="roles", way_out="请从列表里选择角色。")
    clash = clashing(roles, table)
    if clash is not None:
        one, other = (role_title(role) for role in clash)
        raise RuleViolation(
            "R-222",
            f"“{one}”和“{other}”不能由一个人担任。",
            field="roles",
            basis="网络安全法第二十三条（管理、操作、审计分立）",
            way_out="请分给不同的人。",
        )


def _user(user_id: str, uow: UnitOfWork, *, revoked: bool = False) -> UserState:
    """`revoked`: be he revoked already."""
    user = next((u for u in uow.users() if u.id == user_id and (revoked or not u.revoked)), None)
    if user is None:
        raise RuleViolation("R-225", "找不到这个用户，或者已经停用。", field="user", way_out="请从用户列表里选择。")
    return user


def _somebody_administers(user: UserState, roles: tuple[str, ...], colleagues: Iterable[UserState]) -> None:
    table = rights_table()

    def administers(held: tuple[str, ...]) -> bool:
        return any("users" in table.roles.get(role, ()) for role in held)

    others = any(administers(u.roles) for u in colleagues if u.id != user.id and not u.revoked)
    if administers(user.roles) and not administers(roles) and not others:
        raise RuleViolation(
            "R-226", "这是最后一位系统管理员。", field="roles", way_out="请先给另一位用户加上系统管理员角色。"
        )


def may_handle(user: UserState) -> bool:
    """Whether cases may be given to this user; for choices."""
    table = rights_table()
    return not user.revoked and any("case.write" in table.roles.get(role, ()) for role in user.roles)


def _demand_handler(user: UserState) -> None:
    if not may_handle(user):
        raise RuleViolation("R-229", "接手的人没有办理事项的角色。", field="successor", way_out="请选择办事的人。")


def _hand_over(old: UserState, new: UserState, uow: UnitOfWork) -> tuple[int, int]:
    cases = uow.handled_cases(old.id)
    if cases or old.id == new.id:
        _demand_handler(new)
    for case_id in cases:
        before = str(uow.case(case_id).reg.facts.get("handler") or "")
        _set_handler(case_id, before, new.id, uow)
    return len(cases), uow.move_drafts(old.id, new.id)


def _set_handler(case_id: str, before: str, after: str, uow: UnitOfWork) -> None:
    if before != after:
        change = (msgspec.Raw(encode(before or None)), msgspec.Raw(encode(after)))
        uow.record(case_id, CaseChanged({"facts.handler": change}))
