"""What the users' screen has done. No threads, no widgets here."""

from __future__ import annotations

from desktop.ops import Core, Op
from desktop.usecases.manage_users import AddUser, Revoked, RevokeUser, change_user, hand_over
from desktop.usecases.protocols import UnitOfWork


def add_user(core: Core, cmd: AddUser) -> Op[str]:
    """A person with a key slot on this computer."""
    return core.write(lambda: core.users.add(cmd))


def change_roles(core: Core, user_id: str, name: str, roles: tuple[str, ...]) -> Op[bool]:
    """In force at the next login."""

    def work(uow: UnitOfWork) -> bool:
        changed = change_user(user_id, name, roles, uow)
        uow.commit()
        return changed

    return core.mutate(work)


def give_work(core: Core, old: str, new: str) -> Op[tuple[int, int]]:
    """Open cases and drafts of one user to another: (cases, drafts)."""

    def work(uow: UnitOfWork) -> tuple[int, int]:
        moved = hand_over(old, new, uow)
        uow.commit()
        return moved

    return core.mutate(work)


def revoke_user(core: Core, cmd: RevokeUser) -> Op[Revoked]:
    """Record and key slot of a user."""
    return core.write(lambda: core.users.revoke(cmd))


def reset_passphrase(core: Core, login: str, new: str) -> Op[None]:
    """For somebody who forgot it."""
    return core.write(lambda: core.users.reset_passphrase(login, new))


def change_passphrase(core: Core, old: str, new: str) -> Op[None]:
    """The user's own."""
    return core.write_quietly(lambda: core.users.change_passphrase(old, new))


def new_sheet(core: Core, passphrase: str) -> Op[tuple[str, ...]]:
    """A recovery sheet in place of the one before."""
    return core.write_quietly(lambda: core.users.new_sheet(passphrase))
