"""What the case page asks to be done. No threads, no session, no dialog here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, TypeVar

from msgspec import structs

from desktop.domain.foreign import Drawn, Opened, Pixels, media_type_of
from desktop.ops import Core, Op, Progress
from desktop.usecases.attach_file import LARGEST, AttachFile, attach_file
from desktop.usecases.protocols import UnitOfWork
from ui.screens.case.loaded import Loaded, load

T = TypeVar("T")
_UNKNOWN: Final = "application/octet-stream"
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
    """Take a file into the case, encrypted as it is read."""
    kind, media = _TYPES.get(path.suffix.lower(), ("file", _UNKNOWN))
    kind = "scan" if document and kind == "photo" else kind
    files = core.files

    def work(uow: UnitOfWork) -> str:
        with files.open(path, LARGEST) as file:
            return _attach(AttachFile(case_id, path.name, kind, media, file, document=document), file.head, uow)

    return core.mutate(work)


def attach_bytes(core: Core, case_id: str, name: str, data: bytes) -> Op[str]:
    """Take a picture from the clipboard into the case."""
    return core.mutate(lambda uow: _attach(AttachFile(case_id, name, "photo", "image/png", data), data, uow))


def _attach(cmd: AttachFile, head: bytes, uow: UnitOfWork) -> str:
    """The first bytes say what a picture or PDF is; a name that says otherwise is not believed."""
    seen = media_type_of(head)
    if seen != _UNKNOWN:
        cmd = structs.replace(cmd, media_type=seen)
    elif cmd.media_type.startswith(("image/", "application/pdf")) and cmd.media_type != "image/heic":
        cmd = structs.replace(cmd, kind="file", media_type=_UNKNOWN)
    made = attach_file(cmd, uow)
    uow.commit()
    return made


def attachment(core: Core, case_id: str, content_hash: str) -> Op[Drawn]:
    """An attachment, to be read when it is needed."""
    return core.query(lambda queries, viewer: queries.attachment_file(viewer, case_id, content_hash))


def look(core: Core, data: Drawn) -> Op[Opened]:
    """What kind of file it is and how many pages it has."""
    foreign = core.foreign
    return core.work(lambda: foreign.look(data))


def page(core: Core, data: Drawn, number: int, longest: int) -> Op[Pixels]:
    """One page as pixels; can be cancelled."""
    foreign, progress = core.foreign, Progress()
    return core.work(lambda: foreign.page(data, number, longest, progress.check), progress=progress)
