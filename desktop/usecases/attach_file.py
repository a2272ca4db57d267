"""Take a photo, scan, sound or file into a case, stored encrypted with its hash at capture; content is never run."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct

from desktop.domain.case_events import AttachmentAdded
from desktop.domain.errors import RuleViolation
from desktop.services.seams import ByteReader
from desktop.usecases.permission import owned_case
from desktop.usecases.protocols import UnitOfWork

LARGEST = 200 * 1024 * 1024


class AttachFile(Struct, frozen=True):
    """Command. `data`: the bytes as they came, or what reads them; `document`: the paper a scan belongs to.

    `pages`: first and last page (from 1) where only these of the file belong to it.
    """

    case_id: str
    name: str
    kind: Literal["photo", "scan", "audio", "file"]
    media_type: str
    data: bytes | ByteReader
    note: str = ""
    taken_at: str = ""
    document: str = ""
    pages: tuple[int, int] | None = None


def attach_file(cmd: AttachFile, uow: UnitOfWork) -> str:
    """Store the bytes, then the event that names them; returns the attachment's id. Raises R-371 empty or too large."""
    owned_case(cmd.case_id, uow)
    content_hash, size = _stored(cmd.data, uow)
    attachment = uow.new_id()
    uow.record(
        cmd.case_id,
        AttachmentAdded(
            id=attachment,
            name=cmd.name.strip()[:120] or "未命名",
            kind=cmd.kind,
            media_type=cmd.media_type,
            size=size,
            content_hash=content_hash,
            note=cmd.note,
            taken_at=cmd.taken_at,
            document=cmd.document,
            pages=UNSET if cmd.pages is None else cmd.pages,
        ),
    )
    return attachment


def _stored(data: bytes | ByteReader, uow: UnitOfWork) -> tuple[str, int]:
    """Content hash and size. Of a file that is refused while it is read nothing stays."""
    if not isinstance(data, bytes):
        return uow.take_blob(_Bounded(data))
    _demand_size(len(data))
    return uow.put_blob(data), len(data)


class _Bounded:
    """Refuses at the first byte too many, and an end that comes before any."""

    def __init__(self, source: ByteReader) -> None:
        self._source = source
        self._size = 0

    def read(self, size: int = -1, /) -> bytes:
        piece = self._source.read(size)
        self._size += len(piece)
        _demand_size(self._size)
        return piece


def _demand_size(size: int) -> None:
    if not 0 < size <= LARGEST:
        raise RuleViolation(
            "R-371", "这个文件是空的，或者超过200兆。", field="data", way_out="请检查文件；录像可以先压缩再加入。"
        )
