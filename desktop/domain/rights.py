"""Which role may do what, and how data of each class are shown; asked in queries and use cases, never in widgets alone.

The table stands in reference/rights.toml; this module only knows how to ask it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.viewer import Viewer

Rights = dict[str, frozenset[str]]
Look = Literal["full", "masked", "none", "names", "pseudonym"]


class Showing(Struct, frozen=True):
    """How the fields of one data class appear (privacy-time-ids.md §2): see the heads of reference/rights.toml."""

    fields: tuple[str, ...]
    own: Look
    other: Look
    list: Look
    export: Look


class RightsTable(Struct, frozen=True):
    """The whole table. `rights`: right -> Chinese words; `apart`: role -> roles one person cannot hold beside it."""

    rights: dict[str, str]
    roles: dict[str, tuple[str, ...]]
    apart: dict[str, tuple[str, ...]]
    classes: dict[str, Showing]


def may(viewer: Viewer, right: str, table: Rights) -> bool:
    """Whether one of the viewer's roles holds `right` ("case.read", "case.write", "users", ...)."""
    return any(right in table.get(role, ()) for role in viewer.roles)


def demand(viewer: Viewer, right: str, table: Rights) -> None:
    """Raises RuleViolation R-203 when the viewer may not."""
    if not may(viewer, right, table):
        raise RuleViolation(
            "R-203", "您的角色不能做这一步。", field="role", way_out="请由有权限的人登录后办理，或请管理员调整角色。"
        )


def clashing(roles: Iterable[str], table: RightsTable) -> tuple[str, str] | None:
    """The first two of these roles that one person cannot hold together (三员分立); None when all go together."""
    held = list(roles)
    for role in held:
        for other in table.apart.get(role, ()):
            if other in held:
                return (role, other)
    return None
