"""How a place's method joins the method it is based on. Must not let a place fall below the law it stands on.

A local file only adds: steps in the named slots of its base, ways that may be begun beside it, more inputs, guards,
papers and warnings, further or shorter limits. Nothing of the base can be taken away, so what national law demands
stays; a longer limit or a laxer need is refused (practice.md L9).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import msgspec

from desktop.domain.limit_rules import LimitRule
from desktop.domain.procedure import Amend, Edge, Limit, Procedure, Step
from desktop.domain.procedure_text import Fault
from desktop.domain.toml_lines import Path, line_of

OUT: Final = "out"
_STRICT: Final = {"may": 0, "due": 1, "must": 2}


def join(own: Procedure, base: Procedure, lines: dict[Path, int]) -> tuple[Procedure, tuple[Fault, ...]]:
    """The whole method: `base` with everything `own` adds, and what is wrong with the joint."""
    faults: list[Fault] = []
    steps = _filled(own, base, lines, faults)
    steps = _amended(own.amends, steps, lines, faults)
    limits = _tightened(own, base.limits, lines, faults)
    _same_keys(own, base, lines, faults)
    if extra := [k for k in own.kinds if k not in base.kinds]:
        faults.append(Fault(line_of(lines, ("kinds",)), f"所依据的“{base.title}”不适用于：{'、'.join(extra)}"))
    whole = msgspec.structs.replace(
        own,
        kinds=own.kinds or base.kinds,
        categories=own.categories or base.categories,
        reopen=own.reopen or base.reopen,
        steps=steps,
        limits=(*limits, *own.limits),
        gates=(*base.gates, *own.gates),
        closings=(*base.closings, *own.closings),
        notices=(*base.notices, *own.notices),
        escalations=(*base.escalations, *own.escalations),
        figures=(*base.figures, *own.figures),
        parameters=(*base.parameters, *own.parameters),
        amends=(),
        tightens=(),
    )
    return whole, tuple(sorted(faults))


def default_edges(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps of the main way that say nothing go on to the next one of the main way, in file order."""
    main = [s.key for s in steps if not s.any_time and not s.in_]
    after = dict(pairwise(main))
    return tuple(
        msgspec.structs.replace(s, next=(Edge(after[s.key]),))
        if not s.next and not s.end and not s.any_time and s.key in after
        else s
        for s in steps
    )


def _filled(own: Procedure, base: Procedure, lines: dict[Path, int], faults: list[Fault]) -> tuple[Step, ...]:
    """Base steps with the own ones chained into their slots; ways beside stand at the end."""
    slots = {s.key: s for s in base.steps if s.slot}
    filling: dict[str, list[Step]] = {}
    loose: list[Step] = []
    for i, step in enumerate(own.steps):
        if step.in_ and step.in_ not in slots:
            known = "、".join(slots) or "（无）"
            faults.append(Fault(line_of(lines, ("step", i, "in")), f"没有可放步骤的位置“{step.in_}”，可用：{known}"))
        elif step.in_:
            filling.setdefault(step.in_, []).append(step)
        elif not step.any_time and not step.next and not step.end:
            faults.append(
                Fault(line_of(lines, ("step", i)), f"步骤“{step.key}”要写明放在哪里（in）或者接着做什么（next）")
            )
        else:
            loose.append(step)
    out: list[Step] = []
    for step in base.steps:
        chain = filling.get(step.key)
        if chain is None:
            out.append(step)
        else:
            out += [msgspec.structs.replace(step, next=(Edge(chain[0].key),)), *_chained(chain, step.next)]
    return (*out, *loose)


def _chained(chain: list[Step], leave: tuple[Edge, ...]) -> list[Step]:
    following = [*[(Edge(s.key),) for s in chain[1:]], leave]
    out = []
    for step, default in zip(chain, following, strict=True):
        edges = step.next or (() if step.end else default)
        out.append(msgspec.structs.replace(step, next=_leaving(edges, leave), also=_leaving(step.also, leave)))
    return out


def _leaving(edges: tuple[Edge, ...], leave: tuple[Edge, ...]) -> tuple[Edge, ...]:
    return tuple(Edge(leave[0].to, e.when) if e.to == OUT and leave else e for e in edges)


def _amended(
    amends: tuple[Amend, ...], steps: tuple[Step, ...], lines: dict[Path, int], faults: list[Fault]
) -> tuple[Step, ...]:
    by_key = {s.key: s for s in steps}
    for i, amend in enumerate(amends):
        step = by_key.get(amend.step)
        if step is None:
            faults.append(Fault(line_of(lines, ("amend", i, "step")), f"没有步骤“{amend.step}”可以补充"))
            continue
        need = amend.need or step.need
        if _STRICT[need] < _STRICT[step.need]:
            faults.append(Fault(line_of(lines, ("amend", i, "need")), f"步骤“{amend.step}”不能放宽为可做可不做"))
        if twice := {f.key for f in step.fields} & {f.key for f in amend.fields}:
            faults.append(
                Fault(line_of(lines, ("amend", i)), f"步骤“{amend.step}”已有栏目：{'、'.join(sorted(twice))}")
            )
        by_key[amend.step] = msgspec.structs.replace(
            step,
            title=amend.title or step.title,
            why=amend.why or step.why,
            need=need,
            roles=(*step.roles, *(r for r in amend.roles if r not in step.roles)),
            fields=(*step.fields, *amend.fields),
            guards=(*step.guards, *amend.guards),
            papers=(*step.papers, *amend.papers),
        )
    return tuple(by_key[s.key] for s in steps)


def _tightened(
    own: Procedure, limits: tuple[Limit, ...], lines: dict[Path, int], faults: list[Fault]
) -> tuple[Limit, ...]:
    by_key = {x.key: x for x in limits}
    for i, tighten in enumerate(own.tightens):
        limit = by_key.get(tighten.limit)
        if limit is None:
            faults.append(Fault(line_of(lines, ("tighten", i, "limit")), f"没有期限“{tighten.limit}”可以缩短"))
            continue
        if longer := _longer(limit, tighten.length, tighten.extend):
            faults.append(Fault(line_of(lines, ("tighten", i, longer[0])), longer[1]))
            continue
        if tighten.until and not own.national:
            text = "只有国家办理规程可以写明哪些步骤满足所依据的期限"
            faults.append(Fault(line_of(lines, ("tighten", i, "until")), text))
            continue
        length = tighten.length or limit.length
        by_key[limit.key] = msgspec.structs.replace(
            limit,
            length=length,
            until=(*limit.until, *tighten.until),
            extend=limit.extend if tighten.extend is None else tighten.extend,
            warn=tuple(w for w in limit.warn or () if w < length),
            basis=f"{limit.basis}；{tighten.basis}" if tighten.basis else limit.basis,
        )
    return tuple(by_key[x.key] for x in limits)


def _longer(limit: Limit, length: int, extend: int | str | None) -> tuple[str, str] | None:
    """Which value is laxer than the limit that binds, and the sentence that says so."""
    if length < 0:
        return "length", f"“{limit.title}”的时长不能小于零"
    if limit.length and length > limit.length:
        return "length", f"“{limit.title}”不得长于规定的 {limit.length}（{limit.basis}）"
    most = limit.extend or 0
    if most != "agreed" and extend is not None and (extend == "agreed" or int(extend) > int(most)):
        return "extend", f"“{limit.title}”的延长不得超过规定的 {most}（{limit.basis}）"
    return None


def with_rules(
    own: Procedure, lines: dict[Path, int], rules: Mapping[str, LimitRule]
) -> tuple[Procedure, tuple[Fault, ...]]:
    """The file's limits with what their rules say put in; a limit laxer than its rule is a fault."""
    faults: list[Fault] = []
    limits = []
    for i, limit in enumerate(own.limits):
        rule = rules.get(limit.rule)
        if limit.rule and rule is None:
            faults.append(Fault(line_of(lines, ("limit", i, "rule")), f"期限表里没有“{limit.rule}”"))
        bound = limit if rule is None else _from_rule(limit, rule)
        if rule is not None and (
            longer := _longer(_from_rule(Limit(limit.key, limit.title, ""), rule), limit.length, limit.extend)
        ):
            faults.append(Fault(line_of(lines, ("limit", i, longer[0])), longer[1]))
        limits.append(
            msgspec.structs.replace(
                bound, who=bound.who or "duty", warn=bound.warn or (), extend=bound.extend or 0, pause=bool(bound.pause)
            )
        )
    return msgspec.structs.replace(own, limits=tuple(limits)), tuple(faults)


def _from_rule(limit: Limit, rule: LimitRule) -> Limit:
    return msgspec.structs.replace(
        limit,
        length=limit.length or rule.length,
        unit=limit.unit if limit.length else rule.unit,
        who=limit.who or rule.kind,
        warn=rule.warn if limit.warn is None else limit.warn,
        extend=rule.max_extension if limit.extend is None else limit.extend,
        pause=rule.pausable if limit.pause is None else limit.pause,
        doubtful=limit.doubtful or not rule.verified,
        basis=limit.basis or rule.basis,
    )


def _same_keys(own: Procedure, base: Procedure, lines: dict[Path, int], faults: list[Fault]) -> None:
    for name, mine, theirs in (
        ("step", [s.key for s in own.steps], {s.key for s in base.steps}),
        ("limit", [x.key for x in own.limits], {x.key for x in base.limits}),
        ("parameter", [p.key for p in own.parameters], {p.key for p in base.parameters}),
        ("figure", [f.key for f in own.figures], {f.key for f in base.figures}),
    ):
        for i, key in enumerate(mine):
            if key in theirs:
                faults.append(Fault(line_of(lines, (name, i)), f"“{key}”在所依据的“{base.title}”里已经有了"))
