"""What the screen of sealed matters has done. No threads, no widgets here; use cases ask for the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.domain.sealed import SealedState
from desktop.ops import Core, Op
from desktop.usecases import sealed_matters as use
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.workplace import Received, Sent


def load(core: Core, text: str) -> Op[tuple[SealedState, ...]]:
    """All matters, or those in whose words `text` stands; the look is a line of their journal."""

    def work(uow: UnitOfWork) -> tuple[SealedState, ...]:
        found = use.search_sealed(text, uow) if text else use.sealed_matters(uow)
        uow.commit()
        return found

    return core.mutate(work, quiet=True)


def act(core: Core, call: Callable[[UnitOfWork], object]) -> Op[None]:
    """One act on a matter."""

    def work(uow: UnitOfWork) -> None:
        call(uow)
        uow.commit()

    return core.mutate(work, quiet=True)


def register(core: Core, cmd: use.RegisterSealed) -> Op[use.SealedRegistered]:
    """Register an accusation."""

    def work(uow: UnitOfWork) -> use.SealedRegistered:
        done = use.register_sealed(cmd, uow)
        uow.commit()
        return done

    return core.mutate(work, quiet=True)


def attach(core: Core, matter_id: str, path: Path) -> Op[None]:
    """Take a file into a matter."""

    def work(uow: UnitOfWork) -> None:
        data = core.files.read(path, use.LARGEST)
        use.attach_sealed(matter_id, path.name, "application/octet-stream", data, uow)
        uow.commit()

    return core.mutate(work, quiet=True)


def save_file(core: Core, matter_id: str, content_hash: str, path: Path) -> Op[None]:
    """Write a file of a matter where the user wants it, in the clear."""

    def work(uow: UnitOfWork) -> None:
        core.files.write(path, use.read_sealed_file(matter_id, content_hash, uow))
        uow.commit()

    return core.mutate(work, quiet=True)


def export(core: Core, folder: Path) -> Op[Sent]:
    """The station's sealed bundle for the county."""
    return core.write_quietly(lambda: core.exchange.export_sealed(folder))


def take(core: Core, path: Path) -> Op[Received]:
    """A station's sealed bundle, at the county."""
    return core.write_quietly(lambda: core.exchange.take_sealed(path))
