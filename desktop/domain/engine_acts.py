"""Whether an act may be recorded now: is the step open, its form filled, do its guards hold. Must not record it.

The same rules serve the window, the command line and tables that are taken in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal

from msgspec import Struct

from desktop.domain import case_events as ce
from desktop.domain.calendar import Calendar
from desktop.domain.case import CaseState
from desktop.domain.engine import CaseStatus, status
from desktop.domain.engine_facts import Act, CaseFacts
from desktop.domain.engine_limits import checked_deadline
from desktop.domain.engine_plan import PlanStep, plan_of
from desktop.domain.errors import RuleViolation
from desktop.domain.procedure import Field, Procedure
from desktop.domain.time_limits import Deadline, Extension, Pause

Codes = Mapping[str, frozenset[str]]
_NO_CODES: Final[Codes] = {}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}$")


class Refusal(Struct, frozen=True):
    """What stands against an act. `block` stops it; `warn` is shown and the act may go on. `field` names the input."""

    code: str
    message: str
    field: str = ""
    basis: str = ""
    level: Literal["block", "warn"] = "block"


def refusals(
    procedure: Procedure,
    state: CaseState,
    calendar: Calendar,
    step: str,
    facts: ce.Facts,
    *,
    codes: Codes = _NO_CODES,
    now: CaseStatus | None = None,
) -> tuple[Refusal, ...]:
    """Everything that stands against doing `step` with these facts now; empty when nothing does.

    R-411 no such step, R-412 not open now, R-413 an input is missing, R-414 an input has a wrong value, R-415 a rule of
    the method. `codes`: code list -> its codes, for inputs that take them. `now`: the status, where it is at hand.
    """
    plan = plan_of(procedure)
    planned = plan.steps.get(step)
    if planned is None:
        return (Refusal("R-411", f"办理规程“{procedure.title}”里没有步骤“{step}”。", "step"),)
    found = list(_not_open(now or status(procedure, state, calendar), planned))
    known = CaseFacts(state, plan.sources, plan.steps)
    found += _form(planned.step.fields, facts, "", codes, lambda f: _asked(planned, f, known, facts))
    act = Act("", facts)
    for guard, needs, when in planned.guards:
        if (when is None or when(known, act)) and not needs(known, act):
            found.append(Refusal("R-415", guard.reason, "", guard.basis, guard.level))
    return tuple(found)


def demand_act(
    procedure: Procedure,
    state: CaseState,
    calendar: Calendar,
    step: str,
    facts: ce.Facts,
    *,
    codes: Codes = _NO_CODES,
) -> tuple[Refusal, ...]:
    """Let the act pass and return its warnings.

    Raises:
        RuleViolation: R-411 … R-415, the first thing that stands against it.
    """
    found = refusals(procedure, state, calendar, step, facts, codes=codes)
    for one in found:
        if one.level == "block":
            raise RuleViolation(one.code, one.message, field=one.field, basis=one.basis, way_out=_WAY_OUT[one.code])
    return found


def demand_filled(fields: tuple[Field, ...], facts: ce.Facts, *, codes: Codes = _NO_CODES) -> None:
    """Let a form pass that belongs to no step. Raises RuleViolation R-413 or R-414, the first fault of its fields."""
    for fault in _form(fields, facts, "", codes, lambda _field: True):
        raise RuleViolation(fault.code, fault.message, field=fault.field, way_out=_WAY_OUT[fault.code])


_WAY_OUT: Final = {
    "R-411": "请核对步骤的名称，或者换用有这一步的办理规程。",
    "R-412": "请先完成前面的步骤。",
    "R-413": "请补填后再保存。",
    "R-414": "请改正后再保存。",
    "R-415": "请按规定处理后再办这一步。",
}


def check_change(
    procedure: Procedure,
    state: CaseState,
    calendar: Calendar,
    limit: str,
    change: Extension | Pause,
) -> Deadline:
    """The last day after a limit is extended or paused.

    Raises:
        RuleViolation: R-416 the limit is not running; R-173 … R-179 the change is not allowed.
    """
    plan = plan_of(procedure)
    found = checked_deadline(plan, CaseFacts(state, plan.sources, plan.steps), calendar, limit, change)
    if found is None:
        raise RuleViolation(
            "R-416", f"期限“{limit}”现在没有在计算。", field="limit", way_out="请核对是哪一项期限，是否已经办结。"
        )
    return found


def _not_open(found: CaseStatus, planned: PlanStep) -> Iterator[Refusal]:
    step = planned.step
    if any(task.step == step.key for task in (*found.current, *found.offers)):
        return
    if found.closed:
        yield Refusal("R-412", f"事项已经结案，不能再办“{step.title}”。", "step", step.basis)
    elif not (step.end and step.end in found.ends):
        now = "、".join(f"“{task.title}”" for task in found.current) or "结案"
        yield Refusal("R-412", f"还不能办“{step.title}”，现在应办的是{now}。", "step", step.basis)


def _asked(planned: PlanStep, field: Field, known: CaseFacts, facts: ce.Facts) -> bool:
    test = planned.asked.get(field.key)
    return test is None or test(known, Act("", facts))


def _form(
    fields: tuple[Field, ...],
    facts: Mapping[str, Any],
    inside: str,
    codes: Codes,
    asked: Callable[[Field], bool],
) -> Iterator[Refusal]:
    for field in fields:
        value = facts.get(field.key)
        where = f"{inside}{field.key}"
        if value in (None, "", []):
            if field.required and asked(field):
                yield Refusal("R-413", f"“{field.label}”没有填写。", where)
        elif wrong := _wrong(field, value, codes):
            yield Refusal("R-414", f"“{field.label}”{wrong}。", where)
        elif field.kind == "table":
            for i, row in enumerate(value):
                yield from _form(field.columns, row, f"{where}.{i}.", codes, lambda _f: True)
    if not inside:
        for name in facts.keys() - {f.key for f in fields}:
            yield Refusal("R-414", f"表里没有“{name}”这一栏。", name)


def _wrong(field: Field, value: Any, codes: Codes) -> str:
    kind = field.kind
    if kind in ("text", "long", "unit", "person", "attachment"):
        return "" if isinstance(value, str) else "应当是文字"
    if kind in ("money", "number"):
        return _wrong_number(field, value)
    if kind in ("date", "datetime"):
        return _wrong_time(kind, value)
    if kind == "check":
        return "" if isinstance(value, bool) else "应当是“是”或者“否”"
    return _wrong_choice(field, value, codes)


def _wrong_choice(field: Field, value: Any, codes: Codes) -> str:
    kind = field.kind
    if kind == "choice":
        return "" if value in _allowed(field, codes, value) else f"不能是“{value}”"
    if not isinstance(value, list):
        return "应当是列表"
    if kind == "table":
        return "" if all(isinstance(row, dict) for row in value) else "应当是表格"
    allowed = _allowed(field, codes, *value) if kind == "choices" else value
    return "" if all(isinstance(v, str) and v in allowed for v in value) else "有不认识的选项"


def _allowed(field: Field, codes: Codes, *given: Any) -> frozenset[Any] | tuple[Any, ...]:
    """What may be chosen; a code list that is not at hand lets everything pass."""
    if field.choices:
        return field.choices
    return codes.get(field.taxonomy, given)


def _wrong_number(field: Field, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return "应当是整数（金额以分计）" if field.kind == "money" else "应当是整数"
    if field.kind == "money" and value < 0:
        return "不能小于零"
    if field.min is not None and value < field.min:
        return f"不能小于{field.min}"
    if field.max is not None and value > field.max:
        return f"不能大于{field.max}"
    return ""


def _wrong_time(kind: str, value: Any) -> str:
    try:
        if kind == "date" and isinstance(value, str) and _DAY.match(value):
            date.fromisoformat(value)
            return ""
        if kind == "datetime" and isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None:
            return ""
    except ValueError:
        pass
    return "不是一个日期" if kind == "date" else "不是一个时刻"
