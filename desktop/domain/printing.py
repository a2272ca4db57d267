"""What waits for the printer; pure. Ids and titles only, no texts of matters."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

PRINT_QUEUE: Final = "print.queue"
"""Name of the local value that holds the queue: it survives a restart and is never synchronised."""


class PrintJob(Struct, frozen=True):
    """One paper for the printer. `failed`: why the last attempt came to nothing, "" before the first."""

    id: str
    case_id: str
    document: str
    title: str
    copies: int
    added_at: str
    failed: str = ""


class Sheets(Struct, frozen=True):
    """A paper ready to be drawn: its bytes, marked already if they are a further print, and how often."""

    job: PrintJob
    pdf: bytes
    copies: int
