"""What the case page asks to be done. No threads, no session, no dialog here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, TypeVar

from desktop.ops import Core, Op
from desktop.usecases.attach_file import LARGEST, AttachFile, attach_file
from desktop.usecases.protocols import UnitOfWork
from ui.screens.case.loaded import Loaded, load

T = TypeVar("T")
Kind = Literal["photo", "scan", "audio", "file"]
_TYPES: Final[dict[str, tuple[Kind, str]]] = {
    ".jpg": ("photo", "image/jpeg"),
    ".jpeg": ("photo", "image/jpeg"),
    ".png": ("photo", "image/png"),
    ".heic": ("photo", "image/heic"),
    ".pdf": ("scan", "application/pdf"),
    ".tif": ("scan", "image/tiff"),
    ".wav": ("audio", "audio/wav"),
    ".mp3": ("audio", "audio/mpeg"),
    ".m4a": ("audio", "audio/mp4"),
    ".amr": ("audio", "audio/amr"),
}


def open_case(core: Core, case_id: str) -> Op[Loaded]:
    """Everything the page shows."""
    papers = core.papers
    return core.query(lambda queries, viewer: load(queries, viewer, papers, case_id))


def act(core: Core, call: Callable[[UnitOfWork], T]) -> Op[T]:
    """One act of one use case in one transaction."""

    def work(uow: UnitOfWork) -> T:
        answer = call(uow)
        uow.commit()
        return answer

    return core.mutate(work)


def attach(core: Core, case_id: str, path: Path, document: str = "") -> Op[str]:
    """Take a file into the case: read in the pool, stored by the writer."""
    kind, media = _TYPES.get(path.suffix.lower(), ("file", "application/octet-stream"))
    kind = "scan" if document and kind == "photo" else kind
    files = core.files

    def work(uow: UnitOfWork) -> str:
        data = files.read(path, LARGEST)
        made = attach_file(
            AttachFile(case_id=case_id, name=path.name, kind=kind, media_type=media, data=data, document=document), uow
        )
        uow.commit()
        return made

    return core.mutate(work)
