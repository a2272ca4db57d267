"""Which role may do what; asked wherever queries and use cases take a viewer, never in widgets alone.

The table stands in reference/rights.toml; this module only knows how to ask it.
"""

from __future__ import annotations

from desktop.domain.errors import RuleViolation
from desktop.domain.viewer import Viewer

Rights = dict[str, frozenset[str]]


def may(viewer: Viewer, right: str, table: Rights) -> bool:
    """Whether one of the viewer's roles holds `right` ("case.read", "case.write", "users", ...)."""
    return any(right in table.get(role, ()) for role in viewer.roles)


def demand(viewer: Viewer, right: str, table: Rights) -> None:
    """Raises RuleViolation R-203 when the viewer may not."""
    if not may(viewer, right, table):
        raise RuleViolation(
            "R-203", "您的角色不能做这一步。", field="role", way_out="请由有权限的人登录后办理，或请管理员调整角色。"
        )
