"""What the backup screen has done. No threads, no widgets here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.domain.verification import VerifyResult
from desktop.ops import Core, Op, Progress
from desktop.usecases.safekeeping import MadeBackup, TriedRestore
from ui.i18n import tr

AnyOp = Op[Any]
Taking = Callable[[Path], object]


def back_up(core: Core, place: Path, progress: Progress) -> Op[MadeBackup]:
    """To one place now; may be stopped at any time."""
    return core.write(lambda: core.safe.back_up_to(place, progress.report), progress=progress)


def rehearse(core: Core, progress: Progress) -> Op[TriedRestore]:
    """Restore the newest backup into a temporary place; in the pool, since it takes long and writes nothing here."""
    return core.work(lambda: core.safe.rehearse(None, progress.report), progress=progress)


def check(core: Core, progress: Progress) -> Op[VerifyResult]:
    """Check everything, in a process of its own."""
    return core.work(lambda: core.safe.check(progress.report), progress=progress)


def salvage(core: Core, damaged: Path, progress: Progress) -> Op[str]:
    """Carry over what reads; answers what came of it in words."""

    def work() -> str:
        found = core.safe.salvage(damaged, progress.report)
        told = tr("带回{}条记录、{}个附件、{}份草稿；至少{}条记录和{}个附件读不出来。")
        return told.format(found.events, found.attachments, found.drafts, found.lost, found.attachments_lost)

    return core.write(work, progress=progress)
