"""What queries answer: frozen rows for lists and pages. Nothing mapped leaves db/; widgets hold ids and these.

Days are ISO dates, amounts 分. Names in lists may be masked for viewers who are not in the case.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from msgspec import Struct

MOST_COUNTED: Final = 1000
"""Counting goes no further: a list of more is worked off from its beginning, whatever the figure."""

LimitShape = Literal["overdue", "today", "soon", "later", "none"]


class CaseRow(Struct, frozen=True):
    """A case in a list. `title` = 卷名; `next_step`: key, with `next_title` its Chinese title; `due` work_by day.

    `petition_class`, `petition_way`: words of how a petition was sorted (三类, 六种途径), "" while it is not.
    """

    id: str
    number: str
    title: str
    kind: str
    category: str
    category_label: str
    received: str
    state: Literal["open", "agreed", "closed", "waiting"]
    next_step: str
    next_title: str
    due: str
    due_title: str
    last_at: str
    petition_class: str = ""
    petition_way: str = ""


class CaseFilter(Struct, frozen=True):
    """Which cases a list shows; empty fields do not filter. `order`: newest first or by due day.

    `kinds`: any of these kinds. `next_step`: key of the step that is next. `procedure`: key of the working method.
    `closed_in`: a month (2026-10) or year.
    `limit`: so many at most, 0 for all, after leaving out the first `offset`; a list asks for what is seen.
    """

    state: str = ""
    kinds: tuple[str, ...] = ()
    next_step: str = ""
    procedure: str = ""
    category: str = ""
    text: str = ""
    received_from: str = ""
    received_to: str = ""
    due_until: str = ""
    order: Literal["received", "due"] = "received"
    limit: int = 0
    offset: int = 0
    closed_in: str = ""


class DueItem(Struct, frozen=True):
    """Something with a date: a time limit, a promised duty part, a visit. `shape` is what colour-blind eyes read."""

    case_id: str
    case_title: str
    what: str
    due: str
    days_left: int
    shape: LimitShape
    kind: Literal["limit", "duty", "visit", "step"]
    basis: str = ""


class DueCounts(Struct, frozen=True):
    """How many things are late, due today and due in the next days; `MOST_COUNTED` stands for that many or more."""

    overdue: int
    today: int
    soon: int


class Workbench(Struct, frozen=True):
    """The first screen: what is due, where one stopped, how safe the work is.

    `backup_failed`: when the last backup or trial restore failed, and its code; "" when it did not.
    """

    today: str
    due: DueCounts
    open_cases: int
    month_opened: int
    month_closed: int
    recent: tuple[CaseRow, ...]
    drafts: tuple[DraftRow, ...]
    last_export: str
    last_receipt: str
    last_backup: str
    calendar_provisional: bool
    backup_failed: str = ""


class Notice(Struct, frozen=True):
    """Something others did with one of our cases that nobody here has answered by an act of his own yet.

    `kind`: the county assigned it, asks for it, sent it back for correction, commented; late changes or doubled
    values wait for a decision. `field`: of the registration, where a comment is anchored to one.
    """

    case_id: str
    title: str
    kind: Literal["assigned", "asked", "returned", "comment", "late", "conflict"]
    text: str
    at: str
    field: str = ""


class LateRow(Struct, frozen=True):
    """A change of a former owner that waits for yes or no, in plain words."""

    event: str
    text: str
    at: str


class DoubledField(Struct, frozen=True):
    """Two values of one field, written without knowledge of each other; plain data. `shown` is in force meanwhile."""

    field: str
    shown: Any
    other: Any


class CountyWords(Struct, frozen=True):
    """What waits for a person: notices of all our cases or of one, and the decisions of that one.

    `granted`: that one was granted to this installation, so that it may be given back."""

    notices: tuple[Notice, ...] = ()
    late: tuple[LateRow, ...] = ()
    doubled: tuple[DoubledField, ...] = ()
    granted: bool = False


class ActivityRow(Struct, frozen=True):
    """An activity of the public life in a list. `form`: key of its file; `due`: nearest day of an open entry."""

    id: str
    form: str
    sort: str
    state: Literal["open", "closed"]
    on: str
    due: str
    title: str


class DraftRow(Struct, frozen=True):
    """A local draft: form key, case or "" for a new one, when it was saved, the title shown."""

    form: str
    case_id: str
    saved_at: str
    title: str
    content: str


class PersonHit(Struct, frozen=True):
    """A person already known, offered while typing. `cases`: how many cases she is a party of."""

    id: str
    name: str
    phone: str
    id_number: str
    address: str
    cases: int
    reason: str


class SearchHit(Struct, frozen=True):
    """A hit of the search box. `kind`: what `id` is; `detail` the line under the title."""

    kind: Literal["case", "person", "document"]
    id: str
    case_id: str
    title: str
    detail: str


class DocumentRow(Struct, frozen=True):
    """A paper in a list. `stage`: draft, prepared, issued, signed, served, void; `missing`: names of open signers."""

    id: str
    case_id: str
    case_title: str
    type: str
    type_title: str
    number: str
    on: str
    draft: int
    stage: str
    missing: tuple[str, ...] = ()


class HistoryRow(Struct, frozen=True):
    """One line of a case's history in plain words."""

    hash: str
    at: str
    actor: str
    type: str
    text: str
    undoable: bool = False


class BundleRow(Struct, frozen=True):
    """A bundle this station wrote, read against the receipts. `state`: see sync-model.md §7."""

    name: str
    created_at: str
    first_seq: int
    last_seq: int
    events: int
    state: Literal["sealed", "on_medium", "handed_over", "received", "durable", "overdue", "refused"]


class Amount(Struct, frozen=True):
    """How many attachments, and their bytes together."""

    count: int = 0
    size: int = 0


class AttachmentState(Struct, frozen=True):
    """How far the attachments are: on no stick yet (or asked for again), on the way, at the county."""

    waiting: Amount = Amount()
    on_the_way: Amount = Amount()
    at_county: Amount = Amount()


class SyncState(Struct, frozen=True):
    """The sync page: how far every record is (已写入 / 已导出 / 已收到 / 已稳妥保存)."""

    written: int
    exported: int
    received: int
    durable: int
    drafts: int
    enrolled: bool
    station: str
    station_name: str
    installation: str
    bundles: tuple[BundleRow, ...]
    last_receipt_at: str
    county_name: str
    refused: tuple[str, ...] = ()
    attachments: AttachmentState = AttachmentState()


class Help(Struct, frozen=True):
    """Help for one screen: what it is for, the law behind it in one plain sentence, its keys."""

    title: str
    what: str
    law: str
    keys: tuple[str, ...]


class CaseProgress(Struct, frozen=True):
    """How many of a case's events are written, exported and received: the four states of one record."""

    written: int
    exported: int
    received: int
    durable: int
