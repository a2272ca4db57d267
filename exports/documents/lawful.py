"""What nobody's template may leave out of a paper that ships with the program; must not judge how it is worded.

A county may word a paper anew, add to it and order it otherwise. What the law wants in it stays: the facts without
which it is not printed, and that they are said; who signs it, its seal; the words of `lawful_words.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

import msgspec
from jinja2 import nodes
from msgspec import Struct

from exports.documents import document_type as t
from exports.documents.sandbox import Unsafe, parse, parse_expression

_KINDS: Final[dict[type[t.Rule], str]] = {
    t.SealRule: '落款和盖章处（kind = "seal"）',
    t.PartiesRule: '当事人基本情况（kind = "parties"）',
    t.TurnsRule: '笔录内容（kind = "turns"）',
}


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that a paper of this type must tell in one of these `words`; `name`: what it is, for the user."""

    type: str
    words: tuple[str, ...]
    name: str
    basis: str


@cache
def told_by_law() -> tuple[Told, ...]:
    """All of them, from `lawful_words.toml`."""
    text = resources.files("exports.documents").joinpath("lawful_words.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["told"], tuple[Told, ...])


def left_out(new: t.DocumentType, shipped: t.DocumentType) -> Iterator[str]:
    """What a template leaves out of the paper it replaces, each in plain words."""
    if (new.number, new.about) != (shipped.number, shipped.about):
        yield f"《{shipped.title}》的种类号是{shipped.number}（二维码用），不能改"
    yield from _facts(new, shipped)
    yield from _signing(new, shipped)
    text = "".join(_texts(new.block))
    for told in told_by_law():
        if told.type == shipped.key and not any(word in text for word in told.words):
            yield f"缺少“{told.name}”（{told.basis}），要写明：{told.words[0]}"


def _facts(new: t.DocumentType, shipped: t.DocumentType) -> Iterator[str]:
    kept = {(rule.each, rule.path) for rule in new.missing}
    said, before = _names(new.block), _names(shipped.block)
    for rule in shipped.missing:
        name = (rule.name.partition("}}")[2] or rule.name).lstrip("的")
        if (rule.each, rule.path) not in kept:
            yield f'必备内容“{name}”不能取消（[[missing]] path = "{rule.path}"，{shipped.basis}）'
        elif lost := sorted(_demanded(rule) & before - said):
            yield f"正文里缺少“{name}”（{'、'.join(lost)}，{shipped.basis}）"


def _signing(new: t.DocumentType, shipped: t.DocumentType) -> Iterator[str]:
    if lost := [signer for signer in shipped.signers if signer not in new.signers]:
        yield f"签名的人不能减少：{'、'.join(lost)}"
    places = [(place.each, _role(place)) for place in _places(new.block)]
    for place in _places(shipped.block):
        if not any(each == place.each and (each or role == _role(place)) for each, role in places):
            yield f"缺少签名处：{_role(place) if '{' not in place.label else place.each}"
    if shipped.seal and not new.seal:
        yield f"缺少{shipped.seal}（seal）"
    for kind, name in _KINDS.items():
        if _has(shipped.block, kind) and not _has(new.block, kind):
            yield f"缺少{name}"
    if shipped.page_foot and not new.page_foot:
        yield "缺少逐页签名处（page_foot）"
    if shipped.seam and not new.seam:
        yield "缺少骑缝章（seam）"


def _role(place: t.SignerRule) -> str:
    """Who signs there: the label as far as the first bracket."""
    return place.label.partition("（")[0].strip("：: ")


def _rules(rules: tuple[t.BlockRule, ...]) -> Iterator[t.BlockRule]:
    for rule in rules:
        yield rule
        if isinstance(rule, t.GroupRule):
            yield from _rules(rule.block)


def _has(rules: tuple[t.BlockRule, ...], kind: type[t.Rule]) -> bool:
    return any(isinstance(rule, kind) for rule in _rules(rules))


def _places(rules: tuple[t.BlockRule, ...]) -> list[t.SignerRule]:
    return [place for rule in _rules(rules) if isinstance(rule, t.SignaturesRule) for place in rule.places]


def _texts(rules: tuple[t.BlockRule, ...]) -> Iterator[str]:
    """Every text and expression of these blocks."""
    yield from _strings(msgspec.to_builtins(rules))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _demanded(rule: t.MissingRule) -> frozenset[str]:
    """The facts that a rule asks for: those of the list it goes through, or of its path."""
    return _chains(parse_expression(rule.each or rule.path))


def _names(rules: tuple[t.BlockRule, ...]) -> frozenset[str]:
    """Every fact that is named in these blocks, with the facts it is part of (`agreement` of `agreement.dispute`)."""
    found: set[str] = set()
    for text in _texts(rules):
        try:
            tree = parse(text) if "{" in text else parse_expression(text)
        except Unsafe:
            continue  # plain words, which are no expression; faults are found elsewhere
        for chain in _chains(tree):
            steps = chain.split(".")
            found.update(".".join(steps[: n + 1]) for n in range(len(steps)))
    return frozenset(found)


def _chains(tree: nodes.Node) -> frozenset[str]:
    """The longest a.b.c of an expression, without the names of its own loops."""
    own = {target.name for loop in tree.find_all(nodes.For) for target in _targets(loop)}
    found: set[str] = set()

    def walk(node: nodes.Node) -> None:
        steps: list[str] = []
        inner = node
        while isinstance(inner, nodes.Getattr):
            steps.insert(0, inner.attr)
            inner = inner.node
        if isinstance(inner, nodes.Name):
            if inner.name not in own:
                found.add(".".join((inner.name, *steps)))
            return
        for child in node.iter_child_nodes():
            walk(child)

    walk(tree)
    return frozenset(found)


def _targets(loop: nodes.For) -> list[nodes.Name]:
    return [loop.target] if isinstance(loop.target, nodes.Name) else []
