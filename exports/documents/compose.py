"""View of a case or a period + document type -> document model; must not draw, look anything up or read a clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import singledispatch
from typing import Any, NamedTuple

import msgspec

from desktop.domain.case_view import CaseView
from desktop.domain.errors import RuleViolation
from desktop.domain.list_view import ListView, list_of_case
from exports.documents import document_type as t
from exports.documents import model as m
from exports.documents.sandbox import evaluate, render

Facts = dict[str, Any]


class _Answers(dict[str, Any]):
    """What a form asked; what was not told is an empty text, left to be written by hand."""

    def __missing__(self, key: str) -> str:
        return ""


class _Steps(dict[str, _Answers]):
    """The facts of the steps; a step that was not done has told nothing."""

    def __missing__(self, key: str) -> _Answers:
        return _Answers()


class Missing(NamedTuple):
    """A fact that must be filled in before printing: its expression and its name for the user."""

    path: str
    name: str


View = CaseView | ListView


def facts_of(kind: t.DocumentType, view: View) -> Facts:
    """The names a template can use: those of the case, or the fields of the list view and `copies`."""
    if kind.about == "case":
        if not isinstance(view, CaseView):
            raise TypeError(f"{kind.key} is made of a case")
        return _case_facts(kind, view)
    told = list_of_case(view) if isinstance(view, CaseView) else view
    return {**msgspec.to_builtins(told), "copies": int(kind.copies)}


def _case_facts(kind: t.DocumentType, view: CaseView) -> Facts:
    """The names a template can use: the fields of the case view and a few short ones.

    `reg` = state.reg, `agreement` = the one in force (none: not there), `labels`: party id or part of a speaker → 称谓,
    `copies`: how many originals. `names`: party id → name, `visit`: the last one, `performance`: the last performance
    with its duty, `agreement_number`: of the agreement's paper, `open_parts`: how many promised
    parts are not yet performed. `made`: facts of the last step done that names this paper, `made_on` its day. A step
    not done or a fact not told is an empty text.
    """
    facts: Facts = msgspec.to_builtins(view)
    facts["reg"] = {**facts["state"]["reg"], "facts": _Answers(facts["state"]["reg"]["facts"])}
    facts["step_facts"] = _Steps({step: _Answers(told) for step, told in facts["step_facts"].items()})
    facts["names"] = {party["id"]: party["name"] for party in facts["parties"]}
    facts["visit"] = facts["state"]["visits"][-1] if view.state.visits else None
    facts["performance"] = _performance(facts)
    facts["open_parts"] = len(view.state.open_parts())
    facts["agreement_number"] = _agreement_number(view)
    agreements = facts["state"]["agreements"]
    facts["agreement"] = agreements[-1] if agreements else None
    facts["labels"] = {"mediator": "调解员", "recorder": "记录人", "attendee": "参加人"}
    facts["labels"].update({party["id"]: party["label"] for party in facts["parties"]})
    facts["copies"] = copies_of(kind, view)
    step = _making_step(kind, view)
    facts["made"] = _Answers(facts["step_facts"][step])
    facts["made_on"] = next((done.on for done in reversed(view.state.steps) if done.step == step), "")
    return facts


def _making_step(kind: t.DocumentType, view: CaseView) -> str:
    """The step whose paper this is; where several name it, the one that was done last; "" while none was done."""
    naming = view.paper_steps.get(kind.key, ())
    done = [step.step for step in view.state.steps if step.step in naming]
    return done[-1] if done else next((step for step in naming if step in view.step_facts), "")


def copies_of(kind: t.DocumentType, view: CaseView) -> int:
    """How many originals: every party and the committee one, the court one more when confirmation is wanted."""
    if view.paper.copies:
        return view.paper.copies
    if kind.copies != "parties+1":
        return int(kind.copies)
    agreement = view.state.agreement
    return len(view.parties) + 1 + (1 if agreement is not None and agreement.confirmation_wanted else 0)


def _performance(facts: Facts) -> Facts | None:
    """The last performance with the words of its duty; before any, the first duty that is to be paid or done."""
    acts, duties = facts["state"]["performed"], facts["duties"]
    act = acts[-1] if acts else None
    for view in duties:
        duty = view["duty"]
        if act is None or act["duty"] == duty["id"]:
            parts = [part["id"] for part in duty["parts"]]
            part = parts.index(act["part"]) if act and act["part"] in parts else 0
            amount = act["amount"] if act else duty["parts"][part]["amount"] if parts else duty["amount"]
            told = {"on": act["on"] if act else "", "note": act["note"] if act else "", "amount": amount}
            way = (act["way"] if act else "") or duty["way"]
            return {**view, **told, "way": way, "kind": duty["kind"], "part": part + 1, "parts": len(parts)}
    return None


def _agreement_number(view: CaseView) -> str:
    """The number on the agreement, which is the file's number where the agreement has not been printed yet."""
    numbers = [
        paper.number
        for paper in view.state.documents
        if paper.type in {"mediation_agreement", "oral_agreement_register"} and not paper.void_reason
    ]
    return numbers[-1] if numbers else view.state.reg.number


def missing_facts(kind: t.DocumentType, view: View) -> list[Missing]:
    """What is to be filled in before this paper can be printed, in the order of the template."""
    facts = facts_of(kind, view)
    found: list[Missing] = []
    for rule in kind.missing:
        for scope in _scopes(rule.when, rule.each, facts):
            if not _value(rule.path, scope):
                found.append(Missing(rule.path, render(rule.name, scope)))
    return found


def compose(kind: t.DocumentType, view: View) -> m.DocumentModel:
    """The document model of this type for this case or period.

    Raises:
        RuleViolation: R-505, facts are missing (all of them named); R-503, the template does not fit.
    """
    missing = missing_facts(kind, view)
    if missing:
        names = "、".join(item.name for item in missing)
        raise RuleViolation(
            "R-505", f"《{kind.title}》还缺少：{names}。", field=missing[0].path, way_out="请补填后再打印。"
        )
    facts = facts_of(kind, view)
    blocks: list[m.Block] = []
    for rule in kind.block:
        blocks += _blocks(rule, facts)
    return m.DocumentModel(
        type_key=kind.key,
        type_number=kind.number,
        version=kind.version,
        template_hash=kind.hash,
        title=kind.title,
        layout=kind.layout,
        organ=render(kind.organ, facts),
        number=view.paper.number,
        draft=view.paper.draft,
        copies=facts["copies"],
        on=view.paper.on,
        signers=kind.signers,
        page_foot=kind.page_foot,
        blocks=tuple(blocks),
    )


def _value(path: str, scope: Mapping[str, Any]) -> Any:
    """A fact, or nothing when some part of the way to it is not there."""
    try:
        return evaluate(path, scope)
    except RuleViolation:
        return None


def _scopes(when: str, each: str, facts: Facts) -> Iterator[Facts]:
    """The facts once, or once for every item, where the condition holds."""
    if not each:
        if not when or evaluate(when, facts):
            yield facts
        return
    for n, item in enumerate(evaluate(each, facts) or (), 1):
        scope = {**facts, "item": item, "n": n}
        if not when or evaluate(when, scope):
            yield scope


def _blocks(rule: t.BlockRule, facts: Facts) -> list[m.Block]:
    if isinstance(rule, t.GroupRule):
        return [made for scope in _scopes(rule.when, rule.each, facts) for inner in rule.block
                for made in _blocks(inner, scope)]  # fmt: skip
    if isinstance(rule, t.TableRule):
        return [_table(rule, facts)] if not rule.when or evaluate(rule.when, facts) else []
    if isinstance(rule, t.ClausesRule | t.TurnsRule | t.PartiesRule | t.AnnexesRule):
        scopes = list(_scopes(rule.when, rule.each, facts))
        return [_listed(rule, scopes)] if scopes else []
    return [_single(rule, scope) for scope in _scopes(rule.when, rule.each, facts)]


def _listed(rule: t.ClausesRule | t.TurnsRule | t.PartiesRule | t.AnnexesRule, scopes: Sequence[Facts]) -> m.Block:
    """Blocks that hold all their items themselves."""
    if isinstance(rule, t.AnnexesRule):
        return m.Annexes(tuple(render(rule.text, scope) for scope in scopes))
    if isinstance(rule, t.ClausesRule):
        return m.Clauses(tuple(render(rule.text, scope) for scope in scopes), rule.style)
    if isinstance(rule, t.TurnsRule):
        turns = (m.TurnLine(render(rule.speaker, scope), render(rule.text, scope)) for scope in scopes)
        return m.Turns(tuple(turns))
    return m.Parties(tuple(_party(scope["item"]) for scope in scopes))


def _table(rule: t.TableRule, facts: Facts) -> m.Table:
    """A table with its rows and the empty ones that are left to write in."""
    scopes = list(_scopes("", rule.each, facts)) if rule.each else []
    rows = [tuple(render(column.text, scope) for column in rule.columns) for scope in scopes]
    rows += [("",) * len(rule.columns)] * (rule.least - len(rows))
    return m.Table(tuple(m.Column(column.title, column.share) for column in rule.columns), tuple(rows))


def _party(party: Mapping[str, Any]) -> m.PartyLine:
    """A party of the view in the words of the national party block."""
    return m.PartyLine(
        role=party["label"],
        name=party["name"],
        sex=party["sex"],
        nation=party["nation"],
        age=f"{party['age']}岁" if party["age"] else "",
        work=party["work"],
        contact=party["phone"],
        address=party["address"],
        organisation=party["kind"] == "organisation",
        representative=party["representative"],
        post=party["representative_post"],
        agent=party["agent"],
    )


@singledispatch
def _single(rule: t.BlockRule, facts: Facts) -> m.Block:
    raise TypeError(rule)


@_single.register
def _(rule: t.TitleRule, facts: Facts) -> m.Block:
    return m.Title(render(rule.text, facts))


@_single.register
def _(rule: t.NumberRule, facts: Facts) -> m.Block:
    return m.NumberLine(render(rule.text, facts))


@_single.register
def _(rule: t.NoteRule, facts: Facts) -> m.Block:
    return m.Note(render(rule.text, facts))


@_single.register
def _(rule: t.HeadingRule, facts: Facts) -> m.Block:
    return m.Heading(render(rule.text, facts), rule.level)


@_single.register
def _(rule: t.ParagraphRule, facts: Facts) -> m.Block:
    return m.Paragraph(render(rule.text, facts), rule.indent)


@_single.register
def _(rule: t.MetaRule, facts: Facts) -> m.Block:
    return m.Meta(rule.label, render(rule.text, facts))


@_single.register
def _(rule: t.ChoiceRule, facts: Facts) -> m.Block:
    return m.Choice(rule.label, _options(rule.options, facts))


@_single.register
def _(rule: t.RowRule, facts: Facts) -> m.Block:
    foot = tuple(render(text, facts) for text in rule.foot)
    return m.Row(render(rule.label, facts), render(rule.text, facts), rule.lines, _options(rule.options, facts), foot)


@_single.register
def _(rule: t.PairsRule, facts: Facts) -> m.Block:
    pairs = (m.Pair(render(pair.label, facts), render(pair.text, facts)) for pair in rule.items)
    return m.PairRow(tuple(pairs), rule.lines)


@_single.register
def _(rule: t.SpaceRule, facts: Facts) -> m.Block:
    return m.Space(rule.lines, rule.ruled)


@_single.register
def _(rule: t.SignaturesRule, facts: Facts) -> m.Block:
    places = tuple(
        m.SignatureLine(render(place.label, scope), place.half, place.copied, place.dated)
        for place in rule.places
        for scope in _scopes(place.when, place.each, facts)
    )
    return m.Signatures(places)


@_single.register
def _(rule: t.SealRule, facts: Facts) -> m.Block:
    return m.SealPlace(render(rule.organ, facts), render(rule.date, facts))


@_single.register
def _(rule: t.RedHeadRule, facts: Facts) -> m.Block:
    return m.RedHead(render(rule.organ, facts), render(rule.number, facts))


@_single.register
def _(rule: t.LetterHeadRule, facts: Facts) -> m.Block:
    return m.LetterHead(render(rule.organ, facts), render(rule.number, facts))


@_single.register
def _(rule: t.ImprintRule, facts: Facts) -> m.Block:
    return m.Imprint(render(rule.copies_to, facts), render(rule.organ, facts), render(rule.date, facts))


@_single.register
def _(rule: t.BlankBelowRule, facts: Facts) -> m.Block:
    return m.BlankBelow()


@_single.register
def _(rule: t.PageBreakRule, facts: Facts) -> m.Block:
    return m.PageBreak()


def _options(rules: Sequence[t.OptionRule], facts: Facts) -> tuple[m.Option, ...]:
    return tuple(m.Option(render(rule.text, facts), bool(evaluate(rule.when, facts))) for rule in rules)
