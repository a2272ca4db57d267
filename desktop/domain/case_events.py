"""What can happen to a case (petition, dispute, suggestion, enquiry): payloads only, no rules.

If a paper, a clock, a role or a statistic hangs on it, it has a type here; all else is `case.changed`.
Amounts are 分, days ISO dates, moments ISO times with zone. Items of lists carry ids made at creation.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from desktop.domain.events import event_type

Text = Annotated[str, Meta(max_length=200_000)]
Scalar = str | int | bool | None
Facts = dict[str, Scalar | list[str | dict[str, Scalar]]]
Side = Literal["applicant", "respondent", "third"]
RecordKind = Literal["person", "organisation"]


class ProcedureRef(Struct, frozen=True):
    """Which working method (办理规程) a case runs by: key, version and content hash."""

    key: str
    version: int
    hash: str


class Claim(Struct, frozen=True):
    """What one member of a group asks for himself; `amount` 分, 0 where no money is asked."""

    text: Text = ""
    amount: int = 0


class Party(Struct, frozen=True):
    """A party (当事人) of a case. `record` is the id of its person or organisation record.

    `representative`: who speaks for an organisation; `agent`: 委托代理人 with `agent_power` 一般/特别. `claim`: what a
    member of a group asks for himself. A field that came after the first day is left out of the bytes while it is unset
    (docs/decisions/0001).
    """

    id: str
    side: Side
    kind: RecordKind
    record: str
    representative: str = ""
    representative_post: str = ""
    agent: str = ""
    agent_power: Literal["", "general", "special"] = ""
    note: str = ""
    claim: Claim | UnsetType = UNSET

    @property
    def asks(self) -> Claim:
        """What the party asks for himself; an empty claim when nothing was said."""
        return Claim() if isinstance(self.claim, UnsetType) else self.claim


class Request(Struct, frozen=True):
    """One numbered request (诉求)."""

    id: str
    text: Text


class OutsideNumber(Struct, frozen=True):
    """Number of the same matter in another system (12345, court, police)."""

    system: str
    number: str


class Staff(Struct, frozen=True):
    """Somebody who acts for the station or committee; `user` is empty for people without a login."""

    name: str
    user: str = ""
    kind: str = ""


class Attendee(Struct, frozen=True):
    """Somebody invited to a session (参加人), neither party nor mediator."""

    name: str
    relation: str = ""


class Turn(Struct, frozen=True):
    """One turn of the minutes. `speaker`: a party id, or "mediator", "recorder", "attendee"."""

    id: str
    speaker: str
    name: str
    text: Text
    at: str = ""


class Narrative(Struct, frozen=True):
    """The five headings of a narrative record (叙述式笔录, practice.md §3.3)."""

    applicant: Text = ""
    respondent: Text = ""
    found: Text = ""
    issues: Text = ""
    outcome: Text = ""


class Part(Struct, frozen=True):
    """One instalment or the single date of a duty. `due` ISO date; `amount` 分, 0 where no money is owed."""

    id: str
    due: str
    amount: int = 0


class Duty(Struct, frozen=True):
    """A promised performance (履行义务): who, what, how much, until when, how. Sum of parts = amount."""

    id: str
    debtor: str
    creditor: str
    kind: Literal["pay", "act"]
    text: Text
    parts: tuple[Part, ...]
    amount: int = 0
    way: str = ""
    account: str = ""


@event_type("case.opened", "case", effect="state")
class CaseOpened(Struct, frozen=True):
    """Registered (登记). `received_at` is when the person asked: mediation interrupts limitation on that day.

    `owner`: the installation that registers owns the case at owner_version 1. `series`, `serial`: what `number` is
    made of, so that the next one can be counted. `heads` 涉及人数, `visitors` 人次, `batches` 批次 (practice.md L7).
    """

    owner: str
    kind: Literal["dispute", "petition", "suggestion", "enquiry"]
    procedure: ProcedureRef
    received_at: str
    registrar: str
    source: str
    category: str
    summary: Text
    parties: tuple[Party, ...]
    number: str = ""
    series: str = ""
    serial: int = 0
    form: Literal["oral", "written", "none"] = "oral"
    subtype: str = ""
    place: str = ""
    region: str = ""
    grid: str = ""
    requests: tuple[Request, ...] = ()
    secrecy: Literal["normal", "sealed"] = "normal"
    risk: str = ""
    risk_flags: tuple[str, ...] = ()
    outside_numbers: tuple[OutsideNumber, ...] = ()
    heads: int = 0
    visitors: int = 0
    batches: int = 0
    quick: bool = False
    facts: Facts = msgspec.field(default_factory=dict)


@event_type("case.changed", "case", effect="state")
class CaseChanged(Struct, frozen=True):
    """Fields of the case corrected: name -> [old, new], only those that differ (values are canonical JSON)."""

    set: dict[str, tuple[msgspec.Raw, msgspec.Raw]]


@event_type("party.joined", "case", effect="state")
class PartyJoined(Struct, frozen=True):
    """A party was added (加入调解)."""

    party: Party


@event_type("party.left", "case", effect="state")
class PartyLeft(Struct, frozen=True):
    """A party left or was registered by mistake; stays in the history."""

    party: str
    reason: str


@event_type("step.done", "case", effect="state")
class StepDone(Struct, frozen=True):
    """A step of the procedure is done; `facts` are what its form asked. `on` = legal date of the act."""

    procedure: str
    version: int
    hash: str
    step: str
    on: str
    facts: Facts = msgspec.field(default_factory=dict)


@event_type("session.held", "case")
class SessionHeld(Struct, frozen=True):
    """A mediation session with all its turns (人民调解法 Art. 27: the mediator shall record)."""

    id: str
    place: str
    started: str
    ended: str
    mediators: tuple[Staff, ...]
    recorder: Staff
    result: Literal["success", "failed", "continue"]
    mode: Literal["dialogue", "narrative"] = "dialogue"
    present: tuple[str, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    turns: tuple[Turn, ...] = ()
    narrative: Narrative = Narrative()
    rights_told: bool = True
    consented: bool = True
    closed_door: bool = False
    failure_reason: Text = ""
    routes_told: Text = ""


@event_type("agreement.concluded", "case", effect="state")
class AgreementConcluded(Struct, frozen=True):
    """The parties agreed (人民调解法 Art. 28–29), orally or in writing. A later one replaces an earlier one."""

    id: str
    form: Literal["oral", "written"]
    on: str
    dispute: Text
    clauses: tuple[Text, ...]
    duties: tuple[Duty, ...]
    place: str = ""
    breach: Text = ""
    performed_on_spot: bool = False
    mediators: tuple[Staff, ...] = ()
    recorder: Staff = Staff("")
    confirmation_wanted: bool = False


@event_type("duty.performed", "case")
class DutyPerformed(Struct, frozen=True):
    """A part of a duty was performed on a day; `evidence` = attachment ids (收条)."""

    duty: str
    part: str
    on: str
    amount: int = 0
    way: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()


@event_type("limit.extended", "case", effect="state")
class LimitExtended(Struct, frozen=True):
    """A time limit was extended: until when, why, who approved or agreed."""

    limit: str
    until: str
    reason: Text
    approver: str


@event_type("limit.paused", "case", effect="state")
class LimitPaused(Struct, frozen=True):
    """A time limit stands still from a day to a day ("" while it still does)."""

    limit: str
    start: str
    end: str
    reason: Text
    approver: str


@event_type("visit.recorded", "case")
class VisitRecorded(Struct, frozen=True):
    """A follow-up visit (回访): who was asked, how it stands."""

    id: str
    on: str
    way: Literal["home", "phone", "station", "other"]
    visitor: str
    visited: tuple[str, ...]
    situation: Text
    kept: Literal["yes", "partly", "no", "unknown"] = "unknown"
    satisfied: Literal["", "yes", "mostly", "no"] = ""
    new_requests: Text = ""


@event_type("document.prepared", "case")
class DocumentPrepared(Struct, frozen=True):
    """A paper was printed for signing (待签): number reserved, replaceable under it until the first signature.

    `facts_hash` is also the content hash of the blob that holds the canonical document model; it travels in bundles.
    `pdf_hash` names the drawn bytes, which stay at the station.
    """

    document: str
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
    session: str = ""
    replaces: str = ""


@event_type("document.issued", "case", effect="state")
class DocumentIssued(Struct, frozen=True):
    """A paper is frozen: its bytes are kept, a change is a new paper that names this one."""

    document: str
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
    session: str = ""
    replaces: str = ""


@event_type("document.signed", "case")
class DocumentSigned(Struct, frozen=True):
    """One signer signed: 签名, 盖章, 按指印 or drawn on a screen (an image), which day; `scan` = attachment id."""

    document: str
    signer: str
    way: Literal["signature", "seal", "fingerprint", "signature_fingerprint", "drawn"]
    on: str
    scan: str = ""


@event_type("document.served", "case")
class DocumentServed(Struct, frozen=True):
    """Served on an addressee (送达): the receipt date starts clocks."""

    document: str
    addressee: str
    way: str
    on: str
    receiver: str = ""
    refused: bool = False
    witnesses: tuple[str, ...] = ()
    server: str = ""


@event_type("document.voided", "case", effect="state")
class DocumentVoided(Struct, frozen=True):
    """A paper is void; its number stays taken with the reason."""

    document: str
    reason: Text


@event_type("attachment.added", "case")
class AttachmentAdded(Struct, frozen=True):
    """A photo, scan, sound or file joined; `content_hash`: SHA-256 of it, `pages`: first, last of `document` in it."""

    id: str
    name: str
    kind: Literal["photo", "scan", "audio", "file"]
    media_type: str
    size: int
    content_hash: str
    note: str = ""
    taken_at: str = ""
    document: str = ""
    pages: tuple[int, int] | UnsetType = UNSET


@event_type("case.closed", "case", effect="state")
class CaseClosed(Struct, frozen=True):
    """Closed (结案) with its outcome code."""

    on: str
    outcome: str
    note: Text = ""


@event_type("case.reopened", "case", effect="state")
class CaseReopened(Struct, frozen=True):
    """Opened again, with the reason."""

    on: str
    reason: Text


@event_type("case.linked", "case")
class CaseLinked(Struct, frozen=True):
    """Linked with another case: merged, repeat, transferred, return."""

    other: str
    relation: str
    reason: str = ""


@event_type("case.unlinked", "case")
class CaseUnlinked(Struct, frozen=True):
    """A link was taken back."""

    other: str
    relation: str
    reason: str = ""


@event_type("comment.made", "case")
class CommentMade(Struct, frozen=True):
    """A comment anchored to a field and version of the case; `returned` asks for correction."""

    id: str
    text: Text
    field: str = ""
    anchor: str = ""
    returned: bool = False


@event_type("case.handed", "case", effect="state")
class CaseHanded(Struct, frozen=True):
    """Handed to another desk of the same station: owner_version + 1, needs no confirmation."""

    to: str
    frontier: tuple[str, ...]


@event_type("case.asked", "case")
class TransferAsked(Struct, frozen=True):
    """The county asks the owner to release the case for `to`."""

    to: str
    reason: str = ""


@event_type("case.released", "case", effect="state")
class CaseReleased(Struct, frozen=True):
    """The owner let go; until the grant the case is 在途 at the county. `reason`: why he gives it back unasked."""

    frontier: tuple[str, ...]
    reason: str | UnsetType = UNSET


@event_type("case.granted", "case", effect="state")
class CaseGranted(Struct, frozen=True):
    """The county made `to` the owner (owner_version in the payload); `basis` = frontier known at the grant."""

    to: str
    owner_version: int
    basis: tuple[str, ...]
    forced: bool = False
    reason: str = ""


@event_type("late.decided", "case", effect="state")
class LateDecided(Struct, frozen=True):
    """The present owner decided on a late state change of a former owner."""

    event: str
    accepted: bool


@event_type("case.disposed", "case", effect="state", data_class="P3")
class CaseDisposed(Struct, frozen=True):
    """Two persons decided to destroy the bodies of the events named by hash; headers stay."""

    events: tuple[str, ...]
    first: str
    second: str
    basis: str


@event_type("case.withdrawn", "case", effect="state")
class CaseWithdrawn(Struct, frozen=True):
    """The registration itself was a mistake, such as a table taken in wrongly: the case is in no list any more.

    Its number stays taken. `batch`: the import that is taken back. Undoing this event brings the case back.
    """

    reason: Text
    batch: str = ""


@event_type("undone", "case", effect="state")
class Undone(Struct, frozen=True):
    """The last event of this case by the same installation is taken back."""

    of: str
