"""A document type -> an empty form to fill in by hand: only committee, case and parties are printed, when known.

What the program would have filled in becomes a place to write, so that a form from a room without power says the same
as a printed paper. Must not draw, look anything up or print a fact that was to be written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from jinja2 import meta, nodes

from desktop.domain.case_view import CaseView, Committee, PartyView
from exports.documents import document_type as t
from exports.documents import model as m
from exports.documents.sandbox import evaluate, parse, render

Facts = dict[str, Any]
GAP: Final = "________"  # drawn as an unbroken line
DAY: Final = "______年____月____日"
_DAYS: Final = frozenset({"day", "moment"})
_PLAIN: Final = re.compile(r"[A-Za-z_.]+")  # a condition that only asks whether something is there
_WORDS: Final = re.compile(r"[^\W_]")
_LINES: Final = 12  # to write minutes or clauses on
_ROWS: Final = 8
_EMPTY: Final = (
    PartyView("", "申请人", "applicant", "person", ""),
    PartyView("", "被申请人", "respondent", "person", ""),
)


def blank_model(kind: t.DocumentType, committee: Committee, view: CaseView | None) -> m.DocumentModel:
    """The form of this type. `view`: the case whose name and parties stand on it, None for one not yet registered."""
    parties = [msgspec.to_builtins(party) for party in (view.parties if view else _EMPTY)]
    facts: Facts = {"committee": msgspec.to_builtins(committee), "parties": parties}
    if view is not None:
        facts["title"] = view.title
    return m.DocumentModel(
        type_key=kind.key,
        type_number=kind.number,
        version=kind.version,
        template_hash=kind.hash,
        title=kind.title,
        layout=kind.layout,
        organ=_words(kind.organ, facts),
        signers=kind.signers,
        page_foot=kind.page_foot,
        blocks=tuple(_blocks(kind.block, facts)),
    )


def _blocks(rules: tuple[t.BlockRule, ...], facts: Facts) -> Iterator[m.Block]:
    lined = False
    for rule in rules:
        written = isinstance(rule, t.TurnsRule | t.ClausesRule) or (bool(rule.each) and isinstance(rule, t.TextRule))
        if written and rule.each != "parties":
            if not lined:  # ways of writing the same thing are one place to write
                yield m.Space(_LINES, ruled=True)
            lined = True
        elif not rule.when or _PLAIN.fullmatch(rule.when):
            lined = False
            yield from _shown(rule, facts)


def _shown(rule: t.BlockRule, facts: Facts) -> Iterator[m.Block]:
    if isinstance(rule, t.PartiesRule):
        yield m.Parties(tuple(_party(party) for party in facts["parties"]))
        return
    for scope in _scopes(rule.each, facts):
        if isinstance(rule, t.GroupRule):
            yield from _blocks(rule.block, scope)
        else:
            yield from _one(rule, scope)


def _scopes(each: str, facts: Facts) -> list[Facts]:
    """Once for every party; of anything else one, to be written by hand."""
    if each != "parties":
        return [facts]
    return [{**facts, "item": party, "n": n} for n, party in enumerate(facts["parties"], 1)]


def _one(rule: t.BlockRule, facts: Facts) -> Iterator[m.Block]:
    made = _head(rule, facts) or _text(rule, facts) or _grid(rule, facts) or _frame(rule, facts) or _letter(rule, facts)
    if made is not None:
        yield made


def _head(rule: t.BlockRule, facts: Facts) -> m.Block | None:
    match rule:
        case t.TitleRule():
            return m.Title(_words(rule.text, facts))
        case t.NumberRule():
            return m.NumberLine(_words(rule.text, facts))
        case t.NoteRule():
            return m.Note(_words(rule.text, facts))
        case t.HeadingRule():
            return m.Heading(_words(rule.text, facts), rule.level)
    return None


def _text(rule: t.BlockRule, facts: Facts) -> m.Block | None:
    match rule:
        case t.ParagraphRule():
            words = _words(rule.text, facts)
            said = ("□" if "." in rule.when else "") + words  # what holds only in some cases is a box to tick
            return m.Paragraph(said, rule.indent) if _WORDS.search(words) else m.Space(5, ruled=True)
        case t.MetaRule():
            words = _words(rule.text, facts)
            return m.Meta(rule.label, words if _WORDS.search(words) else GAP * 4)
        case t.AnnexesRule():
            return m.Annexes((GAP * 2,))
    return None


def _grid(rule: t.BlockRule, facts: Facts) -> m.Block | None:
    match rule:
        case t.ChoiceRule():
            return m.Choice(rule.label, tuple(m.Option(_words(option.text, facts)) for option in rule.options))
        case t.RowRule():
            options = tuple(m.Option(_words(option.text, facts)) for option in rule.options)
            foot = tuple(_words(text, facts) for text in rule.foot)
            return m.Row(_words(rule.label, facts), _cell(rule.text, facts), max(rule.lines, 2), options, foot)
        case t.PairsRule():
            pairs = (m.Pair(_words(pair.label, facts), _cell(pair.text, facts)) for pair in rule.items)
            return m.PairRow(tuple(pairs), rule.lines)
        case t.TableRule():
            columns = tuple(m.Column(column.title, column.share) for column in rule.columns)
            return m.Table(columns, (("",) * len(columns),) * max(rule.least, _ROWS))
    return None


def _frame(rule: t.BlockRule, facts: Facts) -> m.Block | None:
    match rule:
        case t.SpaceRule():
            return m.Space(rule.lines, rule.ruled)
        case t.SignaturesRule():
            places = [(place, scope) for place in rule.places for scope in _scopes(place.each, facts)]
            return m.Signatures(
                tuple(m.SignatureLine(_label(p.label, s), p.half, p.copied, p.dated) for p, s in places)
            )
        case t.SealRule():
            return m.SealPlace(_words(rule.organ, facts), _words(rule.date, facts))
        case t.PageBreakRule():
            return m.PageBreak()
    return None  # （以下空白） is for a text that is finished


def _letter(rule: t.BlockRule, facts: Facts) -> m.Block | None:
    match rule:
        case t.RedHeadRule():
            return m.RedHead(_words(rule.organ, facts), _words(rule.number, facts))
        case t.LetterHeadRule():
            return m.LetterHead(_words(rule.organ, facts), _words(rule.number, facts))
        case t.ImprintRule():
            return m.Imprint(
                _words(rule.copies_to, facts) if rule.copies_to else "",
                _words(rule.organ, facts),
                _words(rule.date, facts),
            )
    return None


def _party(party: Facts) -> m.PartyLine:
    return m.PartyLine(
        role=party["label"], name=party["name"], sex=party["sex"], organisation=party["kind"] == "organisation"
    )


def _cell(text: str, facts: Facts) -> str:
    """What stands in a cell: its fixed words, nothing where all of it is to be written."""
    words = _words(text, facts)
    return words if _WORDS.search(words.replace(DAY, "")) else ""


def _label(text: str, facts: Facts) -> str:
    return _words(text, facts).replace(GAP, "")


def _words(text: str, facts: Facts) -> str:
    """A text with the known facts put in and places to write for all others."""
    if "{" not in text:
        return text
    tree = parse(text)
    if not meta.find_undeclared_variables(tree) - facts.keys():
        return render(text, facts)
    return "".join(_part(node, facts) for node in tree.body).strip()


def _part(node: nodes.Node, facts: Facts) -> str:
    if isinstance(node, nodes.TemplateData):
        return node.data
    if isinstance(node, nodes.Output):
        return "".join(_part(inner, facts) for inner in node.nodes)
    if isinstance(node, nodes.If):
        return _choice(node, facts)
    if isinstance(node, nodes.For):
        return GAP
    return _value(node, facts)


def _choice(node: nodes.If, facts: Facts) -> str:
    """Ways to say it as boxes to tick; what is said only in some cases is left out."""
    ways = ["".join(_part(inner, facts) for inner in branch) for branch in
            (node.body, *(other.body for other in node.elif_), node.else_)]  # fmt: skip
    if not node.else_:
        return ""
    said = [way.strip("；，。") for way in ways if _WORDS.search(way)]
    if len(said) < 2:
        return said[0] if said else GAP
    end = ways[0].strip()[-1:]
    return "".join(f"□{way} " for way in said).rstrip() + (end if end in "；，。" else "")


def _value(node: nodes.Node, facts: Facts) -> str:
    names: list[str] = []
    inner = node
    while isinstance(inner, nodes.Getattr):
        names.insert(0, inner.attr)
        inner = inner.node
    if isinstance(inner, nodes.Name) and inner.name in facts:
        return str(evaluate(".".join((inner.name, *names)), facts) or GAP)
    dated = any(made.name in _DAYS for made in node.find_all(nodes.Filter)) or (
        isinstance(node, nodes.Filter) and node.name in _DAYS
    )
    return DAY if dated else GAP
