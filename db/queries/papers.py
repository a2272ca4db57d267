"""Papers as lists see them, with the signers who are still missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import Connection, func, or_, select

from db import log
from db.queries.cases import case_state, sees_cases, shown_titles
from db.store import get_setting
from db.tables import cache_case, log_blob, state_case, state_document
from desktop.domain.case import CaseState, DocumentState
from desktop.domain.case_events import DocumentPrepared
from desktop.domain.errors import RuleViolation
from desktop.domain.events import order_key, payload_of
from desktop.domain.paper_code import KnownPaper, PaperCode
from desktop.domain.printing import PRINT_QUEUE, PrintJob
from desktop.domain.read_models import DocumentRow
from desktop.domain.viewer import Viewer

MOST_CASES = 200  # of open cases whose missing papers are listed


def documents(
    viewer: Viewer, connection: Connection, titles: dict[str, str], case_id: str = ""
) -> tuple[DocumentRow, ...]:
    """Papers of one case, or of all cases (newest 500). `titles`: document type key -> Chinese title."""
    query = (
        select(state_document, cache_case.c.title)
        .join(state_case, state_case.c.id == state_document.c.case_id)
        .join(cache_case, cache_case.c.case_id == state_document.c.case_id, isouter=True)
        .where(sees_cases(viewer))
        .order_by(state_document.c.on_day.desc(), state_document.c.id)
        .limit(500)
    )
    if case_id:
        query = query.where(state_document.c.case_id == case_id)
    rows = connection.execute(query).mappings().all()
    missing = _missing_signers(connection, [r["case_id"] for r in rows])
    shown = shown_titles(viewer, connection, {r["case_id"]: r["title"] or "" for r in rows})
    return tuple(
        DocumentRow(
            id=row["id"],
            case_id=row["case_id"],
            case_title=shown[row["case_id"]],
            type=row["type"],
            type_title=titles.get(row["type"], row["type"]),
            number=row["number"],
            on=row["on_day"],
            draft=row["draft"],
            stage=row["stage"],
            missing=missing.get((row["case_id"], row["id"]), ()),
        )
        for row in rows
    )


def papers_due(
    viewer: Viewer,
    connection: Connection,
    titles: dict[str, str],
    due: Callable[[CaseState], Sequence[str]],
) -> tuple[DocumentRow, ...]:
    """Papers that the working methods of the open cases touched last wait for and that are not there (stage "draft").

    `due`: the types that a case waits for.
    """
    found = connection.execute(
        select(state_case.c.id, state_case.c.doc, cache_case.c.title)
        .join(cache_case, cache_case.c.case_id == state_case.c.id, isouter=True)
        .where(sees_cases(viewer), state_case.c.closed_on == "")
        .order_by(state_case.c.last_at.desc(), state_case.c.id)
        .limit(MOST_CASES)
    ).all()
    shown = shown_titles(viewer, connection, {row.id: row.title or "" for row in found})
    rows = []
    for row in found:
        state = msgspec.json.decode(row.doc, type=CaseState)
        for type_key in dict.fromkeys(due(state)):
            title = titles.get(type_key, type_key)
            rows.append(
                DocumentRow(
                    f"{row.id}:{type_key}", row.id, shown[row.id], type_key, title, "", state.last_at[:10], 0, "draft"
                )
            )
    return tuple(rows)


def _missing_signers(connection: Connection, case_ids: list[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Party ids who have not signed a paper that is out for signing."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for chunk in log.chunks(sorted(set(case_ids)), 400):
        for doc in connection.execute(select(state_case.c.doc).where(state_case.c.id.in_(chunk))).scalars():
            state = msgspec.json.decode(doc, type=CaseState)
            for paper in state.documents:
                if paper.stage in ("prepared", "signed"):
                    have = {s.signer for s in paper.signed}
                    found[state.id, paper.id] = tuple(p.id for p in state.reg.parties if p.id not in have)
    return found


def attachment_of(viewer: Viewer, connection: Connection, case_id: str, content_hash: str) -> tuple[str, int]:
    """(id, size as it was counted) of the attachment of this case with this content; R-372 when the case has none such
    for this viewer."""
    state = case_state(viewer, connection, case_id)
    found = next((a.id for a in state.attachments if a.content_hash == content_hash), None)
    scans = [d.id for d in state.documents for s in d.signed if s.scan == content_hash]
    if found is None and not scans:
        raise RuleViolation("R-372", "这件事里没有这个附件。", field="attachment", way_out="请从附件列表里打开。")
    size = connection.execute(select(log_blob.c.size).where(log_blob.c.hash == content_hash)).scalar()
    return found or scans[0], int(size or 0)


def papers_of_code(
    viewer: Viewer, connection: Connection, titles: dict[str, str], code: PaperCode
) -> tuple[KnownPaper, ...]:
    """Papers with the code's facts, or with its number; the replaced drafts of the latter are read from the log."""
    rows = connection.execute(
        select(state_document.c.case_id, state_document.c.id, cache_case.c.title)
        .join(state_case, state_case.c.id == state_document.c.case_id)
        .join(cache_case, cache_case.c.case_id == state_document.c.case_id, isouter=True)
        .where(
            sees_cases(viewer),
            or_(
                state_document.c.facts_hash.between(code.mark, code.mark + "g"),
                func.upper(state_document.c.number) == code.number,
            ),
        )
        .order_by(state_document.c.on_day, state_document.c.id)
    ).all()
    shown = shown_titles(viewer, connection, {r.case_id: r.title or "" for r in rows})
    cases = sorted({r.case_id for r in rows})
    earlier = _replaced_drafts(connection, cases)
    states = {case_id: case_state(viewer, connection, case_id) for case_id in cases}
    found = []
    for row in rows:
        paper = states[row.case_id].document(row.id)
        if paper is not None:
            found.append(_known(row.case_id, shown[row.case_id], paper, titles, earlier.get(row.id, ())))
    return tuple(found)


def _known(
    case_id: str, title: str, paper: DocumentState, titles: dict[str, str], earlier: tuple[str, ...]
) -> KnownPaper:
    return KnownPaper(
        case_id=case_id,
        case_title=title,
        document=paper.id,
        type=paper.type,
        type_title=titles.get(paper.type, paper.type),
        number=paper.number,
        draft=paper.draft,
        stage=paper.stage,
        on=paper.on,
        facts_hash=paper.facts_hash,
        pdf_hash=paper.pdf_hash,
        void_reason=paper.void_reason,
        earlier=tuple(h for h in earlier if h != paper.facts_hash),
    )


def _replaced_drafts(connection: Connection, case_ids: list[str]) -> dict[str, tuple[str, ...]]:
    """Facts hashes of all prints for signing, by document, in the order they were made."""
    found: dict[str, tuple[str, ...]] = {}
    for events in log.events_of(connection, case_ids).values():
        for event in sorted(events, key=order_key):
            made = payload_of(event)
            if isinstance(made, DocumentPrepared):
                found[made.document] = (*found.get(made.document, ()), made.facts_hash)
    return found


def print_queue(viewer: Viewer, connection: Connection) -> tuple[PrintJob, ...]:
    """Papers that wait for the printer on this computer, of cases the viewer may see."""
    kept = get_setting(connection, PRINT_QUEUE)
    if not kept:
        return ()
    jobs = msgspec.json.decode(kept, type=tuple[PrintJob, ...])
    seen = select(state_case.c.id).where(state_case.c.id.in_({j.case_id for j in jobs}), sees_cases(viewer))
    there = set(connection.execute(seen).scalars())
    return tuple(job for job in jobs if job.case_id in there)


def document_pdf_hash(viewer: Viewer, connection: Connection, case_id: str, document_id: str) -> str:
    """Content hash of a paper's drawn bytes; R-302 when there is no such paper for this viewer."""
    found = connection.execute(
        select(state_document.c.pdf_hash)
        .join(state_case, state_case.c.id == state_document.c.case_id)
        .where(state_document.c.case_id == case_id, state_document.c.id == document_id, sees_cases(viewer))
    ).scalar()
    if found is None:
        raise RuleViolation("R-302", "找不到这份文书。", field="document", way_out="请从文书列表里重新打开。")
    return str(found)
