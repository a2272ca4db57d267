"""Take a photo, scan, sound or file into a case, stored encrypted with its hash at capture; content is never run."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct

from desktop.domain.case_events import AttachmentAdded
from desktop.domain.errors import RuleViolation
from desktop.usecases.permission import owned_case
from desktop.usecases.protocols import UnitOfWork

LARGEST = 200 * 1024 * 1024


class AttachFile(Struct, frozen=True):
    """Command. `data`: the bytes as they came; `document`: the paper a scan belongs to.

    `pages`: first and last page (from 1) where only these of the file belong to it.
    """

    case_id: str
    name: str
    kind: Literal["photo", "scan", "audio", "file"]
    media_type: str
    data: bytes
    note: str = ""
    taken_at: str = ""
    document: str = ""
    pages: tuple[int, int] | None = None


def attach_file(cmd: AttachFile, uow: UnitOfWork) -> str:
    """Store the bytes, then the event that names them; returns the attachment's id. Raises R-371 empty or too large."""
    owned_case(cmd.case_id, uow)
    if not 0 < len(cmd.data) <= LARGEST:
        raise RuleViolation(
            "R-371", "这个文件是空的，或者超过200兆。", field="data", way_out="请检查文件；录像可以先压缩再加入。"
        )
    attachment = uow.new_id()
    uow.record(
        cmd.case_id,
        AttachmentAdded(
            id=attachment,
            name=cmd.name.strip()[:120] or "未命名",
            kind=cmd.kind,
            media_type=cmd.media_type,
            size=len(cmd.data),
            content_hash=uow.put_blob(cmd.data),
            note=cmd.note,
            taken_at=cmd.taken_at,
            document=cmd.document,
            pages=UNSET if cmd.pages is None else cmd.pages,
        ),
    )
    return attachment
