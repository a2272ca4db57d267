"""The county names a user of a station: a record that goes down with its log. Passphrases and key slots stay there.

The person sets a passphrase on the station's computer before the first sign-in. The right to sealed matters is given by
the station alone, never from outside.
"""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.names import check_name
from desktop.domain.station_events import UserAdded
from desktop.reference.registry import load_keys
from desktop.reference.rights_data import rights_table
from desktop.reference.wording import role_title
from desktop.usecases.manage_users import check_login, check_roles
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork


class SendUser(Struct, frozen=True):
    """Command. `station`: its code; `login`: what is typed there, "" for the name."""

    station: str
    name: str
    roles: tuple[str, ...]
    login: str = ""


def send_user(cmd: SendUser, uow: UnitOfWork) -> str:
    """Record the user; returns his id. The caller commits; the next file down carries it.

    Raises:
        RuleViolation: R-203, R-641 no such station, R-642 roles of a county or with the right to sealed matters,
            R-221 … R-224 as for a user of one's own, R-131 … name.
    """
    demand_right(uow.viewer, "users")
    demand_right(uow.viewer, "county")
    if not any(station.id == cmd.station for station in uow.stations()):
        raise RuleViolation("R-641", f"没有站点“{cmd.station}”。", field="station", way_out="请核对站点代码。")
    name = check_name(cmd.name)
    check_roles(cmd.roles)
    _of_a_station(cmd.roles)
    login = cmd.login or name
    check_login(login, uow.users_of(cmd.station))
    user_id = uow.new_id()
    uow.record(user_id, UserAdded(login, name, cmd.roles, station=cmd.station))
    uow.journal("user.added", user_id)
    return user_id


def _of_a_station(roles: tuple[str, ...]) -> None:
    levels = {key.key: key.level for key in load_keys("roles")}
    table = rights_table()
    for role in roles:
        sealed = "sealed" in table.roles[role]
        if sealed or levels[role] != "station":
            why = "能看检举控告，只能由站里自己授予" if sealed else "是县里的角色"
            raise RuleViolation(
                "R-642",
                f"“{role_title(role)}”{why}。",
                field="roles",
                way_out="请先给别的角色，到站后由站里的系统管理员加上。" if sealed else "请选择站点的角色。",
            )
