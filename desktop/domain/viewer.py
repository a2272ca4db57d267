"""Who is looking or acting: the first argument of every query and the actor of every event."""

from __future__ import annotations

from msgspec import Struct


class Viewer(Struct, frozen=True):
    """A logged-in user. `id` of the user record, `name` as shown, `roles` keys of reference/keys/roles.toml."""

    id: str
    name: str
    roles: tuple[str, ...]

    def has(self, *roles: str) -> bool:
        """Whether the viewer holds one of these roles."""
        return any(role in self.roles for role in roles)

    @property
    def role(self) -> str:
        """The role written into events: the first one held."""
        return self.roles[0] if self.roles else ""
