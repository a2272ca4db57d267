"""Which files (卷宗) were closed in a month and what each still lacks, for binding and labelling them in one go."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from desktop.domain.dossier import Volume
from desktop.domain.progress import Report, silent
from desktop.domain.read_models import CaseFilter
from desktop.domain.viewer import Viewer
from desktop.usecases.bind_dossier import check_dossier
from desktop.usecases.protocols import Papers, Queries, UnitOfWork


class MonthFile(Struct, frozen=True):
    """A file of the month. `lacks`: names of what it must hold and does not; `volumes`: what can be bound now."""

    case_id: str
    number: str
    title: str
    kind: str
    closed_on: str
    lacks: tuple[str, ...]
    volumes: tuple[Volume, ...]


def closed_in_month(month: str, queries: Queries, viewer: Viewer) -> tuple[str, ...]:
    """Ids of the cases closed in a month (2026-10), in the order of registration."""
    return tuple(reversed(queries.case_ids(viewer, CaseFilter(state="closed", closed_in=month))))


def files_of(
    case_ids: Sequence[str], uow: UnitOfWork, papers: Papers, report: Report = silent
) -> tuple[MonthFile, ...]:
    """What each file would hold and lacks. Raises as `check_dossier`."""
    found = []
    for done, case_id in enumerate(case_ids):
        report(done, len(case_ids), "check")
        check, state = check_dossier(case_id, uow, papers), uow.case(case_id)
        lacks = tuple(gap.name for gap in check.gaps if gap.need == "must")
        on = state.closed.on if state.closed else ""
        found.append(MonthFile(case_id, check.number, check.title, state.reg.kind, on, lacks, check.plan.volumes()))
    return tuple(found)


def file_name(number: str, case_id: str, volume: str) -> str:
    """What a bound volume is called in a folder; other volumes than the main one carry their name."""
    return f"{number or case_id[:8]}{'' if volume == '正卷' else '-' + volume}.pdf"
