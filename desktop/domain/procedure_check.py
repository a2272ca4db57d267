"""Judges whether a procedure file makes sense: every fault with its line, so that its author can mend it alone.

What a file may name (document types, roles, limits, code lists, outcomes) is given from outside as `Known`; this module
must not read the registry itself. A file without faults cannot hang the engine and leaves no case without a way out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import msgspec
from msgspec import Struct

from desktop.domain.engine_facts import EVENT_FACTS, all_conditions, compile_cond, facts_of, facts_of_step
from desktop.domain.errors import RuleViolation
from desktop.domain.limit_rules import LONGEST, LimitRule
from desktop.domain.procedure import Field, Procedure, Step, sealed_with_hash
from desktop.domain.procedure_base import default_edges, join, with_rules
from desktop.domain.procedure_graph import graph_faults
from desktop.domain.procedure_text import Fault, read_procedure
from desktop.domain.toml_lines import Path, line_of

_SECTION: Final = {
    "steps": "step", "limits": "limit", "gates": "gate", "closings": "closing", "notices": "notice",
    "figures": "figure", "escalations": "escalation", "parameters": "parameter",
}  # fmt: skip
_MOST: Final = 200  # steps, limits or fields of a file; more is a slip


class Known(Struct, frozen=True):
    """What a file may name. Empty sets are not checked: a file can be read where the registry is not at hand."""

    documents: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    taxonomies: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    rules: Mapping[str, LimitRule] = {}


Bases = Callable[[str], Procedure | None]


class ProcedureFaults(RuleViolation):
    """R-401: a procedure file has faults; `faults` names each with its line."""

    def __init__(self, origin: str, faults: tuple[Fault, ...]) -> None:
        told = "；".join(f"第{f.line}行：{f.message}" for f in faults[:5])
        more = f"……共 {len(faults)} 处" if len(faults) > 5 else ""
        super().__init__(
            "R-401", f"办理规程“{origin}”有错误。{told}{more}。", field="procedure", way_out="请按行号改正后再载入。"
        )
        self.faults = faults


def _no_base(_key: str) -> Procedure | None:
    return None


def check_procedure(text: str, known: Known | None = None, bases: Bases = _no_base) -> list[Fault]:
    """Every fault of a procedure file, by line; an empty list means that it can be used."""
    return list(_judge(text, known or Known(), bases)[1])


def parse_procedure(text: str, source: str, known: Known | None = None, bases: Bases = _no_base) -> Procedure:
    """The procedure of a file. `source` says where the text was read; `bases` finds "key@version" it is based on.

    Raises:
        ProcedureFaults: R-401, with every fault and its line.
    """
    procedure, faults = _judge(text, known or Known(), bases)
    if procedure is None or faults:
        raise ProcedureFaults(source, faults or (Fault(1, "没有内容"),))
    return sealed_with_hash(procedure, source)


def _judge(text: str, known: Known, bases: Bases) -> tuple[Procedure | None, tuple[Fault, ...]]:
    draft = read_procedure(text)
    own, faults = draft.procedure, list(draft.faults)
    if own is None:
        return None, tuple(faults)
    own, more = with_rules(own, draft.lines, known.rules)
    faults += more
    whole, more = _joined(own, draft.lines, bases)
    faults += more
    if whole is None:
        return None, tuple(sorted(faults))
    spot = _Lines(own, draft.lines)
    faults += [*_head_faults(own, whole, known, spot), *_name_faults(own, whole, known, spot)]
    faults += [*_limit_faults(own, whole, spot), *_condition_faults(own, whole, known, spot)]
    if not faults:
        faults += [Fault(spot.step(key), message) for key, message in graph_faults(whole)]
    return whole, tuple(sorted(set(faults)))


def _joined(own: Procedure, lines: dict[Path, int], bases: Bases) -> tuple[Procedure | None, tuple[Fault, ...]]:
    if not own.based_on:
        return msgspec.structs.replace(own, steps=default_edges(own.steps)), _needs_base(own, lines)
    base = bases(own.based_on)
    if base is None:
        return None, (Fault(line_of(lines, ("based_on",)), f"找不到所依据的办理规程“{own.based_on}”"),)
    return join(own, base, lines)


def _needs_base(own: Procedure, lines: dict[Path, int]) -> tuple[Fault, ...]:
    found = []
    if own.amends or own.tightens or any(s.in_ for s in own.steps):
        found.append(Fault(1, "没有写 based_on，不能补充步骤（amend）、缩短期限（tighten）或放入位置（in）"))
    bound = [k for k in own.kinds if k in ("petition", "dispute")]
    if bound and not own.national:
        text = "信访事项和矛盾纠纷的本地办法要以国家办理规程为基础（based_on），否则法定期限会落空"
        found.append(Fault(line_of(lines, ("kinds",)), text))
    return tuple(found)


class _Lines:
    """Lines of what a file itself says; what comes from its base is shown at `based_on`."""

    def __init__(self, own: Procedure, lines: dict[Path, int]) -> None:
        self.lines = lines
        self._steps = {s.key: i for i, s in enumerate(own.steps)}
        self._base = line_of(lines, ("based_on",))

    def at(self, *path: str | int) -> int:
        return line_of(self.lines, path)

    def step(self, key: str) -> int:
        return self.at("step", self._steps[key]) if key in self._steps else self._base


def _head_faults(own: Procedure, whole: Procedure, known: Known, spot: _Lines) -> Iterator[Fault]:
    if not own.key.replace("_", "").replace("-", "").isalnum() or not own.key.isascii():
        yield Fault(spot.at("key"), "key 只能用英文字母、数字和下划线")
    if own.version < 0:
        yield Fault(spot.at("version"), "version 不能小于 0")
    for name in ("title", "source"):
        if not getattr(own, name).strip():
            yield Fault(spot.at(name), f"{name} 不能空着")
    if not whole.kinds:
        yield Fault(1, "没有写明适用于哪类事项（kinds）")
    if not whole.steps:
        yield Fault(1, "没有步骤")
    if whole.reopen and whole.step(whole.reopen) is None:
        yield Fault(spot.at("reopen"), f"重新办理的步骤“{whole.reopen}”不存在")
    for row in own.rows:
        if known.rows and row not in known.rows:
            yield Fault(spot.at("rows"), f"来源表里没有“{row}”这一行")
    for name, kept in (("steps", whole.steps), ("limits", whole.limits)):
        if len(kept) > _MOST:
            yield Fault(1, f"{name} 超过 {_MOST} 项")


def _name_faults(own: Procedure, whole: Procedure, known: Known, spot: _Lines) -> Iterator[Fault]:
    yield from _twice(own, spot)
    keys = {s.key for s in whole.steps}
    for i, step in enumerate(own.steps):
        yield from _step_faults(step, keys, known, lambda *path, i=i: spot.at("step", i, *path))
    for i, amend in enumerate(own.amends):
        where = Step(amend.step, "", roles=amend.roles, fields=amend.fields, guards=amend.guards, papers=amend.papers)
        yield from _step_faults(where, keys, known, lambda *path, i=i: spot.at("amend", i, *path))
    for i, gate in enumerate(own.gates):
        if known.documents and gate.document not in known.documents:
            yield Fault(spot.at("gate", i, "document"), f"没有文书类型“{gate.document}”")
    yield from _escalation_faults(own, {x.key for x in whole.limits}, keys, known, spot)
    yield from _result_faults(own, whole, keys, spot)


def _escalation_faults(own: Procedure, limits: set[str], keys: set[str], known: Known, spot: _Lines) -> Iterator[Fault]:
    for i, raised in enumerate(own.escalations):
        if raised.limit not in limits:
            yield Fault(spot.at("escalation", i, "limit"), f"没有期限“{raised.limit}”")
        if raised.step and raised.step not in keys:
            yield Fault(spot.at("escalation", i, "step"), f"没有步骤“{raised.step}”")
        if raised.role and known.roles and raised.role not in known.roles:
            yield Fault(spot.at("escalation", i, "role"), f"没有角色“{raised.role}”")


def _result_faults(own: Procedure, whole: Procedure, keys: set[str], spot: _Lines) -> Iterator[Fault]:
    outcomes = set(whole.outcomes)
    for i, closing in enumerate(own.closings):
        for code in closing.outcomes:
            if code not in outcomes:
                yield Fault(spot.at("closing", i, "outcomes"), f"没有结果“{code}”")
    for i, figure in enumerate(own.figures):
        if (figure.count is None) == (not figure.since or not figure.to):
            yield Fault(spot.at("figure", i), f"指标“{figure.key}”要么写 count，要么写 since 和 to")
        for name in (figure.since, figure.to):
            if name and name not in keys:
                yield Fault(spot.at("figure", i), f"指标“{figure.key}”里的步骤“{name}”不存在")


def _twice(own: Procedure, spot: _Lines) -> Iterator[Fault]:
    for section, word in _SECTION.items():
        seen: set[str] = set()
        for i, item in enumerate(getattr(own, section)):
            key = getattr(item, "key", "")
            if key and key in seen:
                yield Fault(spot.at(word, i, "key"), f"“{key}”写了两次")
            seen.add(key)


def _step_faults(step: Step, keys: set[str], known: Known, at: Callable[..., int]) -> Iterator[Fault]:
    for name, targets in (
        ("next", [e.to for e in step.next]),
        ("also", [e.to for e in step.also]),
        ("either", list(step.either)),
        ("waits", list(step.waits)),
    ):
        for target in targets:
            if target not in keys and target not in ("stop", "out"):
                yield Fault(at(name), f"步骤“{step.key}”的去向“{target}”不存在")
    for role in step.roles:
        if known.roles and role not in known.roles:
            yield Fault(at("roles"), f"没有角色“{role}”")
    for done_by in step.done_by:
        event, _, kind = done_by.partition(":")
        wants_kind = event.startswith("document.")
        if event != "step" and (event not in EVENT_FACTS or wants_kind != bool(kind)):
            yield Fault(at("done_by"), f"不能由“{done_by}”完成步骤")
        elif kind and known.documents and kind not in known.documents:
            yield Fault(at("done_by"), f"没有文书类型“{kind}”")
    if step.end and (step.next or step.fields or step.done_by != ("case.closed",)):
        yield Fault(at(), f"结案步骤“{step.key}”不能再有去向、栏目或别的完成方式")
    if not step.end and "case.closed" in step.done_by:
        yield Fault(at("done_by"), f"由结案完成的步骤“{step.key}”要写结果（end）")
    for j, paper in enumerate(step.papers):
        if known.documents and paper.type not in known.documents:
            yield Fault(at("paper", j, "type"), f"没有文书类型“{paper.type}”")
    yield from field_faults(step.fields, known, lambda *path: at("field", *path))


def field_faults(fields: tuple[Field, ...], known: Known, at: Callable[..., int]) -> Iterator[Fault]:
    """Faults of the inputs of a form; `at` knows the line of a path below them."""
    seen: set[str] = set()
    for j, field in enumerate(fields):
        if field.key in seen:
            yield Fault(at(j, "key"), f"栏目“{field.key}”写了两次")
        seen.add(field.key)
        if not field.label.strip():
            yield Fault(at(j), f"栏目“{field.key}”没有名称（label）")
        listed = field.kind in ("choice", "choices")
        if listed and bool(field.choices) == bool(field.taxonomy):
            yield Fault(at(j), f"栏目“{field.label}”要么写 choices，要么写 taxonomy")
        if not listed and (field.choices or field.taxonomy):
            yield Fault(at(j), f"栏目“{field.label}”不是选择项，不能有 choices")
        if field.taxonomy and known.taxonomies and field.taxonomy not in known.taxonomies:
            yield Fault(at(j, "taxonomy"), f"没有代码表“{field.taxonomy}”")
        if (field.kind == "table") != bool(field.columns):
            yield Fault(at(j), f"栏目“{field.label}”：表格要写列（column），其他种类不能写")
        if field.min is not None and field.max is not None and field.min > field.max:
            yield Fault(at(j, "min"), f"栏目“{field.label}”的下限大于上限")
        yield from field_faults(field.columns, known, lambda *path, j=j: at(j, "column", *path))


def _limit_faults(own: Procedure, whole: Procedure, spot: _Lines) -> Iterator[Fault]:
    keys = {s.key for s in whole.steps}
    for i, limit in enumerate(own.limits):
        if limit.length < 0 or limit.length > LONGEST:
            yield Fault(
                spot.at("limit", i, "length"), f"“{limit.title}”的时长 {limit.length} 不对，应在 1 到 {LONGEST} 之间"
            )
        elif (limit.length == 0) == (not limit.day):
            yield Fault(
                spot.at("limit", i), f"“{limit.title}”要么有时长（length 或 rule），要么写明日期出自哪一栏（day）"
            )
        if any(days < 0 for days in limit.warn or ()):
            yield Fault(spot.at("limit", i, "warn"), f"“{limit.title}”的提醒天数不能小于 0")
        if isinstance(limit.extend, int) and limit.extend < 0:
            yield Fault(spot.at("limit", i, "extend"), f"“{limit.title}”的延长不能小于 0")
        for name, moment in [("start", limit.start), *(("until", u) for u in limit.until)]:
            head, _, kind = moment.partition(":")
            plain = kind and (head in ("served", "effective", "issued") or (head == "first" and kind in keys))
            if (
                moment not in keys
                and moment not in ("received", "promised", "closed")
                and not plain
                and not moment.startswith("last.")
            ):
                yield Fault(spot.at("limit", i, name), f"“{limit.title}”的“{moment}”既不是步骤，也不是已知的时刻")


def _condition_faults(own: Procedure, whole: Procedure, known: Known, spot: _Lines) -> Iterator[Fault]:
    for section, i, cond in all_conditions(own):
        line = spot.at(_SECTION[section], i)
        try:
            compile_cond(cond)
        except ValueError as error:
            yield Fault(line, f"条件看不懂：{error}")
            continue
        for fact in facts_of(cond):
            if fault := _fact_fault(fact, whole, known):
                yield Fault(line, fault)
            elif "." not in fact and section != "steps":
                yield Fault(line, f"这里的条件要写全名，不能只写“{fact}”")
    for i, limit in enumerate(own.limits):
        for fact in (limit.day, limit.start):
            if fact.startswith("last.") and (fault := _fact_fault(fact, whole, known)):
                yield Fault(spot.at("limit", i), fault)


def _fact_fault(fact: str, whole: Procedure, known: Known) -> str:
    head, dot, rest = fact.partition(".")
    if not dot:
        return ""
    if head in ("done", "count") and whole.step(rest) is None:
        return f"条件里的步骤“{rest}”不存在"
    if head in ("issued", "signed", "served") and known.documents and rest not in known.documents:
        return f"条件里的文书类型“{rest}”不存在"
    if head == "last":
        key, _, name = rest.partition(".")
        step = whole.step(key)
        if step is None:
            return f"条件里的步骤“{key}”不存在"
        if name not in facts_of_step(step):
            return f"步骤“{key}”没有栏目“{name}”"
    return ""
