"""What a working method (办理规程) is: the frozen structs of a procedure file. Must not read files or run anything.

A procedure is data. The engine walks its steps and knows nothing of any single method; whatever distinguishes one
place's way of working from another's stands in the file. Texts shown to users are Chinese and come from the file.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from desktop.domain.canonical import content_hash

CaseKind = Literal["dispute", "petition", "suggestion", "enquiry"]
Need = Literal["must", "due", "may"]
FieldKind = Literal[
    "text", "long", "date", "datetime", "money", "number", "choice", "choices", "check", "person", "people",
    "unit", "attachment", "attachments", "table",
]  # fmt: skip
Unit = Literal["days", "workdays", "months", "hours", "minutes"]


class Cond(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A condition over facts. Exactly one test of one fact, or one of all / any / none over further conditions.

    `fact`: a name as in docs/procedures.md ("result", "case.kind", "done.accept", "issued.<type>" ...). `filled`:
    whether the fact holds anything. `min`, `max`: bounds of a number, both included.
    """

    fact: str = ""
    is_: str | int | bool | UnsetType = msgspec.field(default=UNSET, name="is")
    not_: str | int | bool | UnsetType = msgspec.field(default=UNSET, name="not")
    in_: tuple[str | int, ...] | UnsetType = msgspec.field(default=UNSET, name="in")
    has: str | UnsetType = UNSET
    min: int | UnsetType = UNSET
    max: int | UnsetType = UNSET
    filled: bool | UnsetType = UNSET
    all: tuple[Cond, ...] = ()
    any: tuple[Cond, ...] = ()
    none: tuple[Cond, ...] = ()


class Edge(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where the way goes on; `when` is asked of the act that has just been done."""

    to: str
    when: Cond | None = None


class Field(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One input of a step's form. `choices` are the words themselves, or `taxonomy` names the list they come from.

    `when`: asked (and required) only under this condition. `columns`: of a table. Money is 分, days are ISO dates.
    """

    key: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    taxonomy: str = ""
    help: str = ""
    when: Cond | None = None
    min: int | None = None
    max: int | None = None
    columns: tuple[Field, ...] = msgspec.field(default=(), name="column")


class Guard(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What must hold before a step may be done; `warn` says it and lets the act pass."""

    needs: Cond
    reason: str
    basis: str = ""
    level: Literal["block", "warn"] = "block"
    when: Cond | None = None


class Paper(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A paper that belongs to a step. `must` blocks closing while it is not issued, `due` only stays listed.

    `per`: one for the case, or one for each time the step was done. `served`: has to be served too.
    """

    type: str
    need: Need = "due"
    per: Literal["case", "act"] = "case"
    served: bool = False
    when: Cond | None = None


class Step(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One step.

    `done_by`: what satisfies it: "step", a named event ("session.held"), or one with a document type
    ("document.issued:<type>"). `need`: `must` holds the way up until it is done, `due` lets it pass but blocks closing,
    `may` is only offered. `when`: skipped where this does not hold. `satisfied_when`: counts as done where this holds.
    `either`: steps that may be done instead at this point. `any_time`: `beside` may be begun at any moment next to the
    main way, `cuts` ends the main way and goes on from here, `follows` is a later step of such a way. `also`: further
    ways begun when the step is done. `waits`: steps that must be passed before this one opens. `end`: outcome code
    with which the case is closed here. `slot`: a named gap that local methods fill; `in_`: where a local step goes.
    """

    key: str
    title: str
    done_by: tuple[str, ...] = ("step",)
    need: Need = "must"
    any_time: Literal["", "beside", "cuts", "follows"] = ""
    roles: tuple[str, ...] = ()
    why: str = ""
    basis: str = ""
    when: Cond | None = None
    satisfied_when: Cond | None = None
    either: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    next: tuple[Edge, ...] = ()
    also: tuple[Edge, ...] = ()
    end: str = ""
    slot: bool = False
    in_: str = msgspec.field(default="", name="in")
    fields: tuple[Field, ...] = msgspec.field(default=(), name="field")
    guards: tuple[Guard, ...] = msgspec.field(default=(), name="guard")
    papers: tuple[Paper, ...] = msgspec.field(default=(), name="paper")


class Limit(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A time limit. `rule` (code in reference/limits.toml) gives what is not said here; else `length` and `unit` stand.

    `start`: "received", "promised" (the last day promised), "effective:<type>", "served:<type>", a step key (the day of
    its last act), "first:<step>" or a day in a form ("last.<step>.<field>"). `until`: step keys, "issued:<type>",
    "served:<type>" or "closed". `day`: the last day itself stands in a form; it is never moved. `who`: `duty` of an
    office (reminders look at `work_by`) or `right` of a citizen (the rolled day counts). `warn`: days ahead to remind
    on. `extend`: by how much at most it may be extended (0 = not at all, "agreed" = as the parties agree).
    `pause`: may stand still. `doubtful`: not verified (未核实), never printed as law. `each`: "" the last start counts,
    "addressee" one clock for each who was served.
    """

    key: str
    title: str
    start: str
    until: tuple[str, ...] = ()
    rule: str = ""
    length: int = 0
    unit: Unit = "days"
    day: str = ""
    who: Literal["", "duty", "right"] = ""
    when: Cond | None = None
    warn: tuple[int, ...] | None = None
    extend: int | Literal["agreed"] | None = None
    pause: bool | None = None
    doubtful: bool = False
    each: Literal["", "addressee"] = ""
    basis: str = ""


class Gate(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A sign-off: a paper of this type is not printed before `needs` holds (法制审核 before 处理意见书)."""

    document: str
    needs: Cond
    reason: str
    basis: str = ""
    when: Cond | None = None


class Closing(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A condition of closing. `outcomes`: only for these outcome codes, all when empty."""

    needs: Cond
    reason: str
    basis: str = ""
    when: Cond | None = None
    outcomes: tuple[str, ...] = ()


class Notice(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A warning that is shown while `when` holds and stops nobody."""

    when: Cond
    text: str
    basis: str = ""


class Escalation(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is raised to whom when a limit is `after` days past its last day (negative: before it)."""

    limit: str
    text: str
    after: int = 0
    step: str = ""
    role: str = ""


class Figure(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A number the method reports of each case: 1 or 0 by `count`, or days from one moment to another."""

    key: str
    title: str
    count: Cond | None = None
    since: str = ""
    to: str = ""


class Parameter(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value a place may set; `${key}` anywhere in the file stands for it.

    `said`: `source` = the source says so, `unsaid` = the source is silent (未说明，可自定), `doubtful` = not verified
    (未核实), `design` = this program's default.
    """

    key: str
    label: str
    value: str | int | tuple[str, ...]
    said: Literal["source", "unsaid", "doubtful", "design"] = "source"
    note: str = ""


class Amend(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a local method adds to a step of its base: more inputs, guards, papers, roles, or a stricter need."""

    step: str
    title: str = ""
    why: str = ""
    need: Need | None = None
    roles: tuple[str, ...] = ()
    fields: tuple[Field, ...] = msgspec.field(default=(), name="field")
    guards: tuple[Guard, ...] = msgspec.field(default=(), name="guard")
    papers: tuple[Paper, ...] = msgspec.field(default=(), name="paper")


class Tighten(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A limit of the base made shorter by a place, in the unit of the base; longer ones are refused.

    `until`: further steps that meet it; only a national file may say so.
    """

    limit: str
    length: int = 0
    until: tuple[str, ...] = ()
    extend: int | None = None
    basis: str = ""


class Procedure(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A working method, whole: what it is based on is already joined in.

    `rows`: rows of the seed table it carries. `kinds`, `categories`: matters it applies to (no categories = all).
    `open_parts`, `left_out`: what of those rows this file does not carry, and why. `national`: a file of national law.
    `usual`: offered without having been chosen. `based_on`: "key@version" of the method it adds to. `reopen`: the step
    at which a reopened case goes on. `hash`: SHA-256 of the canonical content, 64 hex digits; `origin`: where the text
    was read, no part of the hash.
    """

    key: str
    version: int
    title: str
    source: str
    kinds: tuple[CaseKind, ...] = ()
    categories: tuple[str, ...] = ()
    about: str = ""
    place: str = ""
    rows: tuple[str, ...] = ()
    open_parts: str = ""
    left_out: str = ""
    national: bool = False
    usual: bool = False
    based_on: str = ""
    reopen: str = ""
    steps: tuple[Step, ...] = msgspec.field(default=(), name="step")
    limits: tuple[Limit, ...] = msgspec.field(default=(), name="limit")
    gates: tuple[Gate, ...] = msgspec.field(default=(), name="gate")
    closings: tuple[Closing, ...] = msgspec.field(default=(), name="closing")
    notices: tuple[Notice, ...] = msgspec.field(default=(), name="notice")
    escalations: tuple[Escalation, ...] = msgspec.field(default=(), name="escalation")
    figures: tuple[Figure, ...] = msgspec.field(default=(), name="figure")
    parameters: tuple[Parameter, ...] = msgspec.field(default=(), name="parameter")
    amends: tuple[Amend, ...] = msgspec.field(default=(), name="amend")
    tightens: tuple[Tighten, ...] = msgspec.field(default=(), name="tighten")
    hash: str = ""
    origin: str = ""

    def step(self, key: str) -> Step | None:
        """The step of this key, None when the method has none."""
        return next((s for s in self.steps if s.key == key), None)

    def limit(self, key: str) -> Limit | None:
        """The time limit of this key, None when the method has none."""
        return next((x for x in self.limits if x.key == key), None)

    def paper_steps(self) -> dict[str, tuple[str, ...]]:
        """Which steps name a paper, by document type, in file order: their facts are what the paper says."""
        found: dict[str, tuple[str, ...]] = {}
        for step in self.steps:
            for paper in step.papers:
                found[paper.type] = (*found.get(paper.type, ()), step.key)
        return found

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Outcome codes with which a case of this method can be closed, in file order."""
        return tuple(dict.fromkeys(s.end for s in self.steps if s.end))

    @property
    def slots(self) -> tuple[Parameter, ...]:
        """What the source leaves unsaid and a place sets for itself (未说明，可自定)."""
        return tuple(p for p in self.parameters if p.said == "unsaid")


def sealed_with_hash(procedure: Procedure, origin: str) -> Procedure:
    """The same procedure with the hash of its content; equal content has an equal hash wherever it was read."""
    bare = msgspec.structs.replace(procedure, hash="", origin="")
    return msgspec.structs.replace(bare, hash=content_hash(msgspec.to_builtins(bare)), origin=origin)
