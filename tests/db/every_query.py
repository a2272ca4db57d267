"""Asks every question of SqlQueries with the same arguments, for tests of rights and of sealed matters.

A query without arguments here fails the tests that use this: a new question must say what it shows to whom.
"""

from __future__ import annotations

import inspect
from typing import Any, NamedTuple

import msgspec

from db.queries import SqlQueries
from desktop.bootstrap.station import Desk
from desktop.domain.case_view import CaseView
from desktop.domain.errors import AppError
from desktop.domain.foreign import Drawn
from desktop.domain.journal import JournalFilter
from desktop.domain.paper_code import PaperCode
from desktop.domain.person import PersonState
from desktop.domain.read_models import CaseFilter, CaseProgress, DueCounts, SyncState, Workbench
from desktop.domain.viewer import Viewer
from desktop.reference.activity_forms import activity_forms
from desktop.usecases.activities import OpenActivity, open_activity
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.hold_session import hold_session
from desktop.usecases.make_paper import PreparePaper, prepare_paper
from desktop.usecases.print_papers import QueuePaper, queue_papers
from desktop.usecases.settle_quickly import settle_quickly
from tests.db.station_kit import TODAY, agreement, quick, register, session

_BARE = (
    "clock_doubt",
    "committee",
    "county_time",
    "drafts",
    "due_counts",
    "journal_broken",
    "journal_head",
    "journal_lines",
    "papers_due",
    "print_queue",
    "stations",
    "sync_state",
    "users",
    "workbench",
)
"""Questions that are asked with the viewer alone."""


class Places(NamedTuple):
    """Ids of what the station of these tests holds."""

    case: str
    closed: str
    number: str
    person: str
    document: str
    file: str
    activity: str


def furnish(desk: Desk) -> Places:
    """A case with session, agreement, paper and photo, a closed one, a draft, a patrol."""
    case = register(desk)
    with desk.uow(desk.viewer) as uow:
        hold_session(session(case), uow)
        conclude_agreement(agreement(case), uow)
        paper = prepare_paper(PreparePaper(case.case_id, "mediation_agreement"), uow, desk.papers)
        attach_file(AttachFile(case.case_id, "照片", "photo", "image/jpeg", b"jpeg bytes"), uow)
        queue_papers([QueuePaper(case.case_id, paper.document)], uow, desk.papers)
        uow.save_draft("session", case.case_id, "记录", "{}")
        uow.commit()
    with desk.uow(desk.viewer) as uow:
        closed = settle_quickly(quick(), uow, desk.papers)
        uow.commit()
    patrol = activity_forms()["patrol"]
    with desk.uow(desk.viewer) as uow:
        walked = open_activity(OpenActivity(patrol, TODAY, {"place": "石湾村", "who": ["周明"]}), uow)
        uow.commit()
    view = desk.queries.case_view(desk.viewer, case.case_id)
    return Places(
        case.case_id,
        closed.case_id,
        case.number,
        view.state.reg.parties[0].record,
        paper.document,
        view.state.attachments[0].content_hash,
        walked,
    )


def questions(places: Places) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """Question -> the arguments it is asked with (the viewer comes first)."""
    return dict.fromkeys(_BARE, ((),)) | {
        "case_ids": ((CaseFilter(),), (CaseFilter(text="漏水"),), (CaseFilter(due_until="2030-01-01", order="due"),)),
        "case_rows": (([places.case, places.closed],),),
        "case_view": ((places.case,), (places.closed,), ("nothing",)),
        "case_plan": ((places.case,), ("nothing",)),
        "case_history": ((places.case,), ("nothing",)),
        "case_progress": ((places.case,), ("nothing",)),
        "county_words": ((), (places.case,)),
        "case_by_number": ((places.number,), ("nothing",)),
        "case_page": ((CaseFilter(limit=2),), (CaseFilter(limit=1, offset=1, order="due"),)),
        "text_is_cut": (("周桂兰",), ("",)),
        "case_count": ((CaseFilter(),), (CaseFilter(text="漏水", limit=1),), (CaseFilter(due_until="2030-01-01"),)),
        "due_items": (("2030-01-01",), ("2030-01-01", 1)),
        "known_persons": (("周桂兰", "", ""), ("", "13800001234", "")),
        "person": ((places.person,), ("nothing",)),
        "documents": ((), (places.case,)),
        "papers_of_code": ((PaperCode(108, places.number, "0" * 16),), (PaperCode(108, "没有的号", "0" * 16),)),
        "document_pdf": ((places.case, places.document), ("nothing", "nothing")),
        "attachment": ((places.case, places.file), (places.closed, places.file)),
        "attachment_file": ((places.case, places.file), (places.closed, places.file)),
        "search": (("周桂兰",), ("漏水",), ("zgl",), (places.number,)),
        "journal": ((JournalFilter(),), (JournalFilter(act="look"),)),
        "month_acts": (("2026-11-01", "2026-11-30"), ("2020-01-01", "2020-01-31")),
        "reported": (("reported.2026-11-01.2026-11-30",),),
        "activities": (("", ""), ("patrol", "open"), ("lesson", "")),
        "activity": ((places.activity,), ("nothing",)),
        "calls": (("2030-01-01",), ("2020-01-01",)),
    }


def all_questions() -> list[str]:
    """Every public question of SqlQueries."""
    return sorted(name for name, _ in inspect.getmembers(SqlQueries, inspect.isfunction) if not name.startswith("_"))


def answer(desk: Desk, viewer: Viewer, name: str, arguments: tuple[Any, ...]) -> Any:
    """The answer, or what the user is told instead of one."""
    try:
        found = getattr(desk.queries, name)(viewer, *arguments)
        return b"".join(found.pieces()) if isinstance(found, Drawn) else found
    except AppError as refused:
        return f"{type(refused).__name__} {refused.told()}"


def every_answer(desk: Desk, viewer: Viewer, places: Places) -> dict[str, bytes]:
    """Everything a viewer can see, in bytes."""
    return {
        f"{name}{arguments}": _bytes(answer(desk, viewer, name, arguments))
        for name, asked in questions(places).items()
        for arguments in asked
    }


def _bytes(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    try:
        return msgspec.json.encode(value, enc_hook=repr)
    except (TypeError, ValueError):
        return repr(value).encode()


def outcome(value: Any) -> str:  # noqa: PLR0911 - one line a kind of answer
    """A word for the table: how many, masked or full, or which refusal."""
    if isinstance(value, str) and value.startswith(("RuleViolation", "Situation")):
        return value[value.rindex("（") + 1 : -1]
    if isinstance(value, CaseView):
        return "masked" if value.masked else "full"
    if isinstance(value, Workbench):
        return f"{value.open_cases} open {len(value.recent)} recent"
    if isinstance(value, CaseProgress):
        return str(value.written)
    if isinstance(value, DueCounts):
        return f"{value.overdue} late {value.today} today {value.soon} soon"
    if isinstance(value, SyncState):
        return "seen"
    if isinstance(value, PersonState):
        return "masked" if "*" in value.data.phone else "full"
    return _size(value)


def _size(value: Any) -> str:
    if value is None or value == "":
        return "-"
    return (
        str(value)
        if isinstance(value, int)
        else "seen"
        if isinstance(value, str | bytes | msgspec.Struct)
        else str(len(value))
    )
