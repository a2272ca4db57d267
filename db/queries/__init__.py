"""Everything a screen may ask, on one read-only connection; see `desktop.usecases.protocols.Queries`.

Every question takes the viewer first (an arch test refuses one that does not) and answers frozen values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from sqlalchemy import Connection, Engine

from db import clock_book
from db.journal import Note
from db.queries import (
    activities,
    board,
    cases,
    desk,
    history,
    journal,
    months,
    notices,
    papers,
    people,
    rounds,
    sync,
    view,
)
from db.reference import References
from db.store import Store, get_setting
from desktop.domain.activity import ActivityState
from desktop.domain.case import CaseState
from desktop.domain.case_view import CaseView, Committee
from desktop.domain.clock_doubt import Doubt
from desktop.domain.engine import CaseStatus, status
from desktop.domain.errors import RuleViolation
from desktop.domain.foreign import Drawn
from desktop.domain.journal import JournalFilter, JournalLine, JournalRow
from desktop.domain.masking import handles, hidden_in_others, mask_view
from desktop.domain.month_revision import Reported
from desktop.domain.paper_code import KnownPaper, PaperCode
from desktop.domain.person import PersonState
from desktop.domain.printing import PrintJob
from desktop.domain.procedure import Procedure
from desktop.domain.read_models import (
    ActivityRow,
    CaseFilter,
    CaseProgress,
    CaseRow,
    CountyWords,
    DocumentRow,
    DraftRow,
    DueCounts,
    DueItem,
    HistoryRow,
    PersonHit,
    SearchHit,
    SyncState,
    Workbench,
)
from desktop.domain.rounds import Call, Days
from desktop.domain.station_board import Board
from desktop.domain.station_events import UserState
from desktop.domain.station_month import CaseActs
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights_table


class SqlQueries:
    """Answers questions from its own read-only engine, never from the writer's."""

    def __init__(
        self, engine: Engine, store: Store, references: References, titles: Callable[[], dict[str, str]]
    ) -> None:
        self._engine = engine
        self._store = store
        self._references = references
        self._titles = titles

    def _note(self, viewer: Viewer, act: str, subject: str) -> None:
        """A look at sensitive data, for the journal; the next write carries it there."""
        self._store.notes.add(Note(self._store.clock.now(), viewer.id, act, subject))

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection

    def workbench(self, viewer: Viewer) -> Workbench:
        with self._open() as connection:
            today = self._store.clock.now().date()
            provisional = not self._references.calendar(connection).knows_all(today, today)
            return desk.workbench(viewer, connection, self._asked(connection), provisional)

    def _asked(self, connection: Connection) -> desk.Asked:
        """Whose duties count here: those of this installation, at a county everybody's."""
        owner = "" if get_setting(connection, "county.code") else self._store.identity.installation
        return desk.Asked(owner, self._store.clock.now().date())

    def case_ids(self, viewer: Viewer, which: CaseFilter) -> Sequence[str]:
        with self._open() as connection:
            return cases.case_ids(viewer, connection, which)

    def case_page(self, viewer: Viewer, which: CaseFilter) -> tuple[CaseRow, ...]:
        with self._open() as connection:
            return cases.case_rows(viewer, connection, cases.case_ids(viewer, connection, which))

    def case_count(self, viewer: Viewer, which: CaseFilter) -> int:
        with self._open() as connection:
            return cases.case_count(viewer, connection, which)

    def text_is_cut(self, viewer: Viewer, typed: str) -> bool:
        with self._open() as connection:
            return cases.text_is_cut(viewer, connection, typed)

    def case_rows(self, viewer: Viewer, ids: Sequence[str]) -> tuple[CaseRow, ...]:
        with self._open() as connection:
            return cases.case_rows(viewer, connection, ids)

    def case_view(self, viewer: Viewer, case_id: str) -> CaseView:
        with self._open() as connection:
            state = cases.case_state(viewer, connection, case_id)
            procedure = self._references.procedure(connection, state.reg.procedure.key, state.reg.procedure.version)
            committee = self._references.committee(connection)
            found = view.view_of(viewer, connection, state, committee, procedure)
        if state.closed is None and handles(viewer.id, state):
            self._note(viewer, "look.own", case_id)
        elif (viewer.id, case_id) not in self._store.uncovered:
            return mask_view(found, hidden_in_others(rights_table()))
        return found

    def case_plan(self, viewer: Viewer, case_id: str) -> tuple[Procedure, CaseStatus]:
        with self._open() as connection:
            state = cases.case_state(viewer, connection, case_id)
            procedure = self._references.procedure(connection, state.reg.procedure.key, state.reg.procedure.version)
            calendar = self._references.calendar(connection)
            return procedure, status(procedure, state, calendar, self._store.clock.now().date())

    def case_history(self, viewer: Viewer, case_id: str) -> tuple[HistoryRow, ...]:
        with self._open() as connection:
            ran_by = cases.case_state(viewer, connection, case_id).reg.procedure
            try:
                procedure = self._references.procedure(connection, ran_by.key, ran_by.version)
            except RuleViolation:
                procedure = None  # it comes with another bundle; until then its keys are shown
            return history.case_history(viewer, connection, case_id, procedure)

    def case_progress(self, viewer: Viewer, case_id: str) -> CaseProgress:
        with self._open() as connection:
            return sync.case_progress(viewer, connection, case_id, self._store.identity)

    def county_words(self, viewer: Viewer, case_id: str = "") -> CountyWords:
        with self._open() as connection:
            return notices.county_words(viewer, connection, self._store.identity.installation, case_id)

    def case_by_number(self, viewer: Viewer, number: str) -> str:
        with self._open() as connection:
            return cases.case_by_number(viewer, connection, number)

    def due_items(self, viewer: Viewer, until: str, limit: int = 0) -> tuple[DueItem, ...]:
        with self._open() as connection:
            return desk.due_items(viewer, connection, self._asked(connection), until, limit)

    def due_counts(self, viewer: Viewer) -> DueCounts:
        with self._open() as connection:
            return desk.due_counts(viewer, connection, self._asked(connection))

    def known_persons(self, viewer: Viewer, name: str, phone: str, id_number: str) -> tuple[PersonHit, ...]:
        with self._open() as connection:
            return people.known_persons(viewer, connection, name, phone, id_number)

    def person(self, viewer: Viewer, person_id: str) -> PersonState | None:
        with self._open() as connection:
            found = people.person(viewer, connection, person_id)
        if found is not None:
            self._note(viewer, "look.person", person_id)
        return found

    def documents(self, viewer: Viewer, case_id: str = "") -> tuple[DocumentRow, ...]:
        with self._open() as connection:
            return papers.documents(viewer, connection, self._titles(), case_id)

    def papers_of_code(self, viewer: Viewer, code: PaperCode) -> tuple[KnownPaper, ...]:
        with self._open() as connection:
            return papers.papers_of_code(viewer, connection, self._titles(), code)

    def papers_due(self, viewer: Viewer) -> tuple[DocumentRow, ...]:
        with self._open() as connection:
            calendar = self._references.calendar(connection)
            today = self._store.clock.now().date()

            def due(state: CaseState) -> tuple[str, ...]:
                try:
                    ref = state.reg.procedure
                    procedure = self._references.procedure(connection, ref.key, ref.version)
                except RuleViolation:
                    return ()  # the method is not here yet: the case page says so
                there = {d.type for d in state.documents if not d.void_reason}
                known = status(procedure, state, calendar, today).documents_due
                return tuple(paper.type for paper in known if paper.type not in there)

            return papers.papers_due(viewer, connection, self._titles(), due)

    def print_queue(self, viewer: Viewer) -> tuple[PrintJob, ...]:
        with self._open() as connection:
            return papers.print_queue(viewer, connection)

    def document_pdf(self, viewer: Viewer, case_id: str, document_id: str) -> bytes:
        with self._open() as connection:
            content_hash = papers.document_pdf_hash(viewer, connection, case_id, document_id)
        self._note(viewer, "look.paper", document_id)
        return self._store.blobs.get(content_hash)

    def attachment(self, viewer: Viewer, case_id: str, content_hash: str) -> bytes:
        self._look_at(viewer, case_id, content_hash)
        return self._store.blobs.get(content_hash)

    def attachment_file(self, viewer: Viewer, case_id: str, content_hash: str) -> Drawn:
        size = self._look_at(viewer, case_id, content_hash)
        return Drawn(size, partial(self._store.blobs.pieces, content_hash))

    def _look_at(self, viewer: Viewer, case_id: str, content_hash: str) -> int:
        """Whether the viewer may, and the line that tells of it; answers the size."""
        with self._open() as connection:
            found, size = papers.attachment_of(viewer, connection, case_id, content_hash)
        self._note(viewer, "look.attachment", found)
        return size

    def month_acts(self, viewer: Viewer, since: str, until: str, station: str = "") -> tuple[CaseActs, ...]:
        with self._open() as connection:
            known: dict[tuple[str, int], Procedure] = {}

            def procedure(state: CaseState) -> Procedure:
                key = (state.reg.procedure.key, state.reg.procedure.version)
                if key not in known:
                    known[key] = self._references.procedure(connection, *key)
                return known[key]

            asked = months.Asked(since, until, station)
            return months.month_acts(viewer, connection, asked, procedure, self._references.calendars(connection))

    def reported(self, viewer: Viewer, period: str) -> tuple[Reported, ...]:
        with self._open() as connection:
            return months.reported(viewer, connection, period)

    def calls(self, viewer: Viewer, until: str) -> tuple[Call, ...]:
        with self._open() as connection:
            asked = self._asked(connection)
            days = Days(asked.today.isoformat(), until)
            return rounds.calls(viewer, connection, days, self._references.committee(connection), asked.owner)

    def committee(self, viewer: Viewer) -> Committee:
        """The body in whose name papers and reports go out."""
        with self._open() as connection:
            return self._references.committee(connection)

    def search(self, viewer: Viewer, text: str) -> tuple[SearchHit, ...]:
        with self._open() as connection:
            return people.find(viewer, connection, text)

    def drafts(self, viewer: Viewer) -> tuple[DraftRow, ...]:
        with self._open() as connection:
            return desk.drafts(viewer, connection)

    def sync_state(self, viewer: Viewer) -> SyncState:
        with self._open() as connection:
            return sync.sync_state(viewer, connection, self._store.identity, self._store.clock.now())

    def stations(self, viewer: Viewer) -> Board:
        with self._open() as connection:
            return board.board(viewer, connection)

    def county_time(self, viewer: Viewer) -> str:
        with self._open() as connection:
            return sync.county_time(viewer, connection, self._store.identity.station)

    def clock_doubt(self, viewer: Viewer) -> Doubt | None:
        with self._open() as connection:
            return clock_book.doubt(viewer, connection, self._store.identity.station, self._store.clock.now())

    def journal(self, viewer: Viewer, which: JournalFilter) -> tuple[JournalRow, ...]:
        with self._open() as connection:
            return journal.journal(viewer, connection, which)

    def journal_lines(self, viewer: Viewer) -> tuple[JournalLine, ...]:
        with self._open() as connection:
            return journal.journal_lines(viewer, connection)

    def journal_head(self, viewer: Viewer) -> str:
        with self._open() as connection:
            return journal.journal_head(viewer, connection)

    def journal_broken(self, viewer: Viewer) -> int | None:
        with self._open() as connection:
            return journal.journal_broken(viewer, connection)

    def activities(self, viewer: Viewer, sort: str, state: str) -> tuple[ActivityRow, ...]:
        with self._open() as connection:
            return activities.activities(viewer, connection, sort, state)

    def activity(self, viewer: Viewer, activity_id: str) -> ActivityState | None:
        with self._open() as connection:
            return activities.activity(viewer, connection, activity_id)

    def users(self, viewer: Viewer) -> tuple[UserState, ...]:
        with self._open() as connection:
            return people.users(viewer, connection)
