"""The state of a case: one pure fold of its events in canonical order. Must not know stores, clocks or screens.

Live write, import and rebuild use this same function, so they agree by construction. Ownership follows
sync-model.md §3 and §5: facts of a former owner always count, his late state changes wait for a decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from desktop.domain import case_events as ce
from desktop.domain.case_effect import Ancestry, effect
from desktop.domain.events import Event, order_key, payload_of

DocumentStage = Literal["prepared", "issued", "signed", "served", "void"]
Setter = tuple[str, bytes]  # the event that set a field last, and what it set


class Step(Struct, frozen=True):
    """A step of the procedure that was done; named events leave their step key here too."""

    step: str
    on: str
    at: str
    actor: str
    facts: ce.Facts


class DocumentState(Struct, frozen=True):
    """A paper and how far it is in its life (draft → 待签 → issued → signed → served, or void)."""

    id: str
    type: str
    type_version: int
    template_hash: str
    number: str
    series: str
    serial: int
    draft: int
    facts_hash: str
    pdf_hash: str
    on: str
    session: str
    replaces: str
    frozen: bool = False
    signed: tuple[ce.DocumentSigned, ...] = ()
    served: tuple[ce.DocumentServed, ...] = ()
    void_reason: str = ""

    @property
    def stage(self) -> DocumentStage:
        if self.void_reason:
            return "void"
        if self.served:
            return "served"
        if self.signed:
            return "signed"
        return "issued" if self.frozen else "prepared"


class Conflict(Struct, frozen=True):
    """Two edits of one field that did not know each other; both are shown until a person decides."""

    field: str
    shown: str
    other: str


class Late(Struct, frozen=True):
    """A state change of a former owner that arrived after the case had passed on; waits for yes or no."""

    event: str
    type: str
    owner_version: int


class CaseState(Struct, frozen=True, kw_only=True):
    """What the events of one case add up to. `reg` holds the registration with all corrections applied."""

    id: str
    reg: ce.CaseOpened
    opened_at: str
    opened_by: str
    steps: tuple[Step, ...] = ()
    sessions: tuple[ce.SessionHeld, ...] = ()
    agreements: tuple[ce.AgreementConcluded, ...] = ()
    performed: tuple[ce.DutyPerformed, ...] = ()
    visits: tuple[ce.VisitRecorded, ...] = ()
    documents: tuple[DocumentState, ...] = ()
    attachments: tuple[ce.AttachmentAdded, ...] = ()
    extensions: tuple[ce.LimitExtended, ...] = ()
    pauses: tuple[ce.LimitPaused, ...] = ()
    comments: tuple[ce.CommentMade, ...] = ()
    links: tuple[ce.CaseLinked, ...] = ()
    left: tuple[ce.PartyLeft, ...] = ()
    closed: ce.CaseClosed | None = None
    reopened: tuple[ce.CaseReopened, ...] = ()
    owner: str
    owner_version: int
    in_transit: bool = False
    asked_by_county: str = ""
    late: tuple[Late, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    frontier: tuple[str, ...] = ()
    last_at: str = ""
    events: int = 0

    @property
    def agreement(self) -> ce.AgreementConcluded | None:
        """The agreement in force: the last one concluded."""
        return self.agreements[-1] if self.agreements else None

    def document(self, document_id: str) -> DocumentState | None:
        return next((d for d in self.documents if d.id == document_id), None)

    def open_parts(self) -> tuple[tuple[ce.Duty, ce.Part], ...]:
        """Duties of the agreement in force whose parts are not yet performed, in order of their due day."""
        if self.agreement is None or self.agreement.performed_on_spot:
            return ()
        paid: dict[str, int] = {}
        done: set[str] = set()
        for act in self.performed:
            paid[act.part] = paid.get(act.part, 0) + act.amount
            done.add(act.part)
        rest = [
            (duty, part)
            for duty in self.agreement.duties
            for part in duty.parts
            if (duty.kind == "act" and part.id not in done)
            or (duty.kind == "pay" and paid.get(part.id, 0) < part.amount)
        ]
        return tuple(sorted(rest, key=lambda item: (item[1].due, item[1].id)))


def fold_case(events: Iterable[Event]) -> CaseState | None:
    """Fold the events of one case, in any order, to its state; None without a readable `case.opened`, or withdrawn."""
    ordered = sorted(events, key=order_key)
    ancestry = Ancestry(ordered)
    counting = effect(ordered, [payload_of(event) for event in ordered], ancestry)
    state: CaseState | None = None
    setters: dict[str, Setter] = {}
    listed: dict[str, list[Struct]] = {}
    for event, payload in zip(ordered, counting.payloads, strict=True):
        if isinstance(payload, ce.CaseOpened):
            state = state or _opened(event, payload)
        elif state is not None and payload is not None:
            if isinstance(payload, ce.CaseChanged):
                state = _note_conflicts(state, event, payload, setters, ancestry)
            field = _LISTED.get(type(payload))
            step = _STEPS.get(type(payload))
            if field is not None:
                listed.setdefault(field, []).append(payload)
            elif step is not None:
                state = step(state, payload, event)
    if state is None or any(isinstance(payload, ce.CaseWithdrawn) for payload in counting.payloads):
        return None
    return msgspec.structs.replace(
        state,
        **{field: tuple(payloads) for field, payloads in listed.items()},
        late=tuple(Late(e.hash.hex(), e.header.type, e.header.owner_version) for e in counting.waiting),
        frontier=ancestry.frontier(),
        last_at=max(e.header.at for e in ordered),
        events=len(ordered),
    )


def _note_conflicts(
    state: CaseState, event: Event, payload: ce.CaseChanged, setters: dict[str, Setter], ancestry: Ancestry
) -> CaseState:
    """Two edits of one field that did not know each other are shown until somebody who knows both decides."""
    name = event.hash.hex()
    conflicts = {c.field: c for c in state.conflicts}
    for field, (_old, new) in payload.set.items():
        before, open_still = setters.get(field), conflicts.pop(field, None)
        if before is not None and not ancestry.knew(name, before[0]) and before[1] != bytes(new):
            conflicts[field] = Conflict(field, name, before[0])
        elif open_still is not None and not ancestry.knew(name, open_still.other):
            conflicts[field] = Conflict(field, name, open_still.other)
        setters[field] = (name, bytes(new))
    return msgspec.structs.replace(state, conflicts=tuple(conflicts[f] for f in sorted(conflicts)))


def _opened(event: Event, payload: ce.CaseOpened) -> CaseState:
    return CaseState(
        id=event.header.id,
        reg=payload,
        opened_at=event.header.at,
        opened_by=event.header.actor,
        owner=payload.owner,
        owner_version=1,
    )


P = TypeVar("P", bound=Struct)
_STEPS: dict[type[Struct], Callable[[CaseState, Any, Event], CaseState]] = {}


def _on(
    payload: type[P],
) -> Callable[[Callable[[CaseState, P, Event], CaseState]], Callable[[CaseState, P, Event], CaseState]]:
    def register(function: Callable[[CaseState, P, Event], CaseState]) -> Callable[[CaseState, P, Event], CaseState]:
        _STEPS[payload] = function
        return function

    return register


_LISTED: dict[type[Struct], str] = {
    ce.SessionHeld: "sessions",
    ce.AgreementConcluded: "agreements",
    ce.DutyPerformed: "performed",
    ce.VisitRecorded: "visits",
    ce.AttachmentAdded: "attachments",
    ce.LimitExtended: "extensions",
    ce.LimitPaused: "pauses",
    ce.CommentMade: "comments",
}
"""Facts that are only kept in their order; no step looks at them, so the fold sets each list once."""


@_on(ce.CaseLinked)
def _linked(state: CaseState, payload: ce.CaseLinked, event: Event) -> CaseState:
    return msgspec.structs.replace(state, links=(*state.links, payload))


@_on(ce.CaseChanged)
def _changed(state: CaseState, payload: ce.CaseChanged, event: Event) -> CaseState:
    try:
        return msgspec.structs.replace(state, reg=_corrected(state.reg, payload))
    except (KeyError, TypeError, msgspec.DecodeError):
        return state  # nobody's honest correction; it stays in the history and must not stop an import


def _corrected(reg: ce.CaseOpened, payload: ce.CaseChanged) -> ce.CaseOpened:
    plain = msgspec.to_builtins(reg)
    for field, (_old, new) in payload.set.items():
        value = msgspec.json.decode(new)
        name, _, item = field.partition(".")
        if not item:
            plain[name] = value
        elif name == "facts":
            plain["facts"][item] = value
        else:
            plain[name] = [value if entry["id"] == item else entry for entry in plain[name]]
    return msgspec.convert(plain, ce.CaseOpened)


@_on(ce.PartyJoined)
def _joined(state: CaseState, payload: ce.PartyJoined, event: Event) -> CaseState:
    if any(p.id == payload.party.id for p in state.reg.parties):
        return state
    reg = msgspec.structs.replace(state.reg, parties=(*state.reg.parties, payload.party))
    return msgspec.structs.replace(state, reg=reg)


@_on(ce.PartyLeft)
def _left(state: CaseState, payload: ce.PartyLeft, event: Event) -> CaseState:
    parties = tuple(p for p in state.reg.parties if p.id != payload.party)
    reg = msgspec.structs.replace(state.reg, parties=parties)
    return msgspec.structs.replace(state, reg=reg, left=(*state.left, payload))


@_on(ce.StepDone)
def _step(state: CaseState, payload: ce.StepDone, event: Event) -> CaseState:
    step = Step(payload.step, payload.on, event.header.at, event.header.actor, payload.facts)
    return msgspec.structs.replace(state, steps=(*state.steps, step))


def _paper(state: CaseState, payload: ce.DocumentPrepared | ce.DocumentIssued, frozen: bool) -> CaseState:
    values = msgspec.structs.asdict(payload)
    old = state.document(payload.document)
    paper = DocumentState(id=values.pop("document"), frozen=frozen, **values)
    if old is None:
        return msgspec.structs.replace(state, documents=(*state.documents, paper))
    if old.frozen or old.signed or old.void_reason:
        return state  # a signed or issued paper is never replaced; a change is a new paper
    return _with_document(state, msgspec.structs.replace(paper, served=old.served))


def _with_document(state: CaseState, paper: DocumentState) -> CaseState:
    papers = tuple(paper if d.id == paper.id else d for d in state.documents)
    return msgspec.structs.replace(state, documents=papers)


@_on(ce.DocumentPrepared)
def _prepared(state: CaseState, payload: ce.DocumentPrepared, event: Event) -> CaseState:
    return _paper(state, payload, frozen=False)


@_on(ce.DocumentIssued)
def _issued(state: CaseState, payload: ce.DocumentIssued, event: Event) -> CaseState:
    return _paper(state, payload, frozen=True)


@_on(ce.DocumentSigned)
def _signed(state: CaseState, payload: ce.DocumentSigned, event: Event) -> CaseState:
    paper = state.document(payload.document)
    if paper is None:
        return state
    signed = (*(s for s in paper.signed if s.signer != payload.signer), payload)
    return _with_document(state, msgspec.structs.replace(paper, signed=signed, frozen=True))


@_on(ce.DocumentServed)
def _served(state: CaseState, payload: ce.DocumentServed, event: Event) -> CaseState:
    paper = state.document(payload.document)
    if paper is None:
        return state
    return _with_document(state, msgspec.structs.replace(paper, served=(*paper.served, payload), frozen=True))


@_on(ce.DocumentVoided)
def _voided(state: CaseState, payload: ce.DocumentVoided, event: Event) -> CaseState:
    paper = state.document(payload.document)
    if paper is None:
        return state
    return _with_document(state, msgspec.structs.replace(paper, void_reason=payload.reason))


@_on(ce.CaseClosed)
def _closed(state: CaseState, payload: ce.CaseClosed, event: Event) -> CaseState:
    return msgspec.structs.replace(state, closed=payload)


@_on(ce.CaseReopened)
def _reopened(state: CaseState, payload: ce.CaseReopened, event: Event) -> CaseState:
    if state.closed is None:
        return state
    return msgspec.structs.replace(state, closed=None, reopened=(*state.reopened, payload))


@_on(ce.CaseUnlinked)
def _unlinked(state: CaseState, payload: ce.CaseUnlinked, event: Event) -> CaseState:
    links = tuple(x for x in state.links if (x.other, x.relation) != (payload.other, payload.relation))
    return msgspec.structs.replace(state, links=links)


@_on(ce.CaseHanded)
def _handed(state: CaseState, payload: ce.CaseHanded, event: Event) -> CaseState:
    if state.owner_version != event.header.owner_version:
        return state
    return msgspec.structs.replace(
        state, owner=payload.to, owner_version=event.header.owner_version + 1, asked_by_county=""
    )


@_on(ce.TransferAsked)
def _asked(state: CaseState, payload: ce.TransferAsked, event: Event) -> CaseState:
    if state.owner_version != event.header.owner_version:
        return state
    return msgspec.structs.replace(state, asked_by_county=payload.to)


@_on(ce.CaseReleased)
def _released(state: CaseState, payload: ce.CaseReleased, event: Event) -> CaseState:
    return msgspec.structs.replace(state, in_transit=True)


@_on(ce.CaseGranted)
def _granted(state: CaseState, payload: ce.CaseGranted, event: Event) -> CaseState:
    return msgspec.structs.replace(
        state, owner=payload.to, owner_version=payload.owner_version, in_transit=False, asked_by_county=""
    )
