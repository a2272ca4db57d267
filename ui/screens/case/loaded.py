"""Everything the case page shows of one case, asked for in one go on the reader thread and frozen."""

from __future__ import annotations

from msgspec import Struct, structs

from desktop.domain.case_view import CaseView, PaperView, PartyView
from desktop.domain.engine import CaseStatus
from desktop.domain.procedure import Procedure
from desktop.domain.read_models import CaseProgress, CaseRow, CountyWords, DocumentRow, DraftRow, HistoryRow
from desktop.domain.viewer import Viewer
from desktop.usecases.manage_users import may_handle
from desktop.usecases.protocols import PaperInfo, Papers, Queries


class Loaded(Struct, frozen=True):
    """`missing`: document type -> (path, name) of facts it still lacks. `drafts`: of this viewer and case, by form.

    `users`: names of the station's users by id; `handlers`: of those whom the case may be given to.
    `linked`: the cases that this one is linked with."""

    view: CaseView
    procedure: Procedure
    status: CaseStatus
    documents: tuple[DocumentRow, ...]
    history: tuple[HistoryRow, ...]
    users: dict[str, str]
    progress: CaseProgress
    drafts: dict[str, DraftRow]
    types: dict[str, PaperInfo]
    missing: dict[str, tuple[tuple[str, str], ...]]
    linked: tuple[CaseRow, ...] = ()
    county: CountyWords = CountyWords()
    handlers: dict[str, str] = {}

    @property
    def id(self) -> str:
        return self.view.state.id

    @property
    def writable(self) -> bool:
        """Whether acts of the running procedure may be recorded."""
        return self.view.state.closed is None and not self.view.state.in_transit

    def party(self, party_id: str) -> PartyView | None:
        return next((p for p in self.view.parties if p.id == party_id), None)

    def names(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of all parties."""
        return tuple((p.id, p.name) for p in self.view.parties)


def numbered(view: CaseView) -> CaseView:
    """The case as a paper of it would see it: what a paper gets when it is made is not missing before."""
    session = view.session.id if view.session else ""
    paper = PaperView(view.state.reg.number or "-", view.state.last_at[:10], 1, len(view.parties) + 1, session)
    return structs.replace(view, paper=paper)


def _is_for(info: PaperInfo, *, mediation: bool) -> bool:
    """Whether a case may have a paper that its method does not name; local papers only come from methods.

    What the county adds to the shipped types is for every case.
    """
    fits = info.group == "county" or (info.group != "local" and (info.group == "mediation") == mediation)
    return info.about == "case" and info.offered and fits


def load(queries: Queries, viewer: Viewer, papers: Papers, case_id: str) -> Loaded:
    """Ask for everything. Raises RuleViolation when there is no such case for this viewer."""
    view = queries.case_view(viewer, case_id)
    procedure, status = queries.case_plan(viewer, case_id)
    users = queries.users(viewer)
    named = {paper.type for step in procedure.steps for paper in step.papers}
    mediation = view.state.reg.kind == "dispute"
    named.update(document.type for document in view.state.documents)
    types = {info.key: info for info in papers.types() if info.key in named or _is_for(info, mediation=mediation)}
    about = numbered(view)
    return Loaded(
        view=view,
        procedure=procedure,
        status=status,
        documents=queries.documents(viewer, case_id),
        history=queries.case_history(viewer, case_id),
        users={user.id: user.name for user in users},
        progress=queries.case_progress(viewer, case_id),
        drafts={draft.form: draft for draft in queries.drafts(viewer) if draft.case_id == case_id},
        county=queries.county_words(viewer, case_id),
        types=types,
        missing={key: papers.missing(key, about) for key in types},
        handlers={user.id: user.name for user in users if may_handle(user)},
        linked=queries.case_rows(viewer, [link.other for link in view.state.links]),
    )
