"""What was done in a step, who does it and where, in plain words; knows kinds of fields, not a single step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.domain.case_events import Facts
from desktop.domain.engine import Task
from desktop.domain.money import written
from desktop.domain.procedure import Field, Procedure
from desktop.ops import Core
from ui.i18n import tr
from ui.screens.case.loaded import Loaded
from ui.style.words import long_day


def facts_words(procedure: Procedure, step_key: str, facts: Facts, core: Core, case: Loaded) -> tuple[str, ...]:
    """What the form of a step was filled with: 类别：申诉求决类."""
    step = procedure.step(step_key)
    asked = {f.key: f for f in step.fields} if step is not None else {}
    given = {key: value for key, value in facts.items() if key in asked and value not in (None, "", [])}
    said = [(asked[key].label, _value_words(asked[key], given[key], core, case)) for key in asked if key in given]
    return tuple(f"{label}：{words}" for label, words in said if words)


def _value_words(field: Field, value: Any, core: Core, case: Loaded) -> str:
    plain: dict[str, Callable[[], str]] = {
        "check": lambda: tr("是") if value else "",
        "money": lambda: written(value),
        "date": lambda: long_day(value),
        "datetime": lambda: f"{long_day(value)} {value[11:16]}",
        "table": lambda: "；".join(_row_words(field, row, core, case) for row in value),
    }
    if field.kind in plain:
        return plain[field.kind]()
    named = dict(core.reference.choices(field.taxonomy)) if field.taxonomy else {}
    named |= {a.id: a.name for a in case.view.state.attachments}
    return "、".join(named.get(one, one) for one in _several(value))


def _row_words(field: Field, row: dict[str, Any], core: Core, case: Loaded) -> str:
    cells = (_value_words(c, row[c.key], core, case) for c in field.columns if row.get(c.key) not in (None, "", []))
    return "，".join(cell for cell in cells if cell)


def _several(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def who_words(task: Task, core: Core) -> str:
    """Whose step it is: 由信访专干、站长办理; "" when the method does not say."""
    if not task.roles:
        return ""
    names = "、".join(core.reference.role(role) for role in task.roles)
    ours = core.viewer.has(*task.roles)
    return (tr("由{}办理") if ours else tr("由{}办理，您可以代办或者交给他们")).format(names)


def where_words(task: Task, case: Loaded) -> str:
    """By what the step is done, where that is not its own form."""
    event, _, kind = task.act.partition(":")
    info = case.types.get(kind)
    title = info.title if info is not None else kind
    words = {
        "session.held": tr("写好调解笔录就算办好"),
        "agreement.concluded": tr("写好协议就算办好"),
        "duty.performed": tr("全部履行登记好就算办好"),
        "visit.recorded": tr("记好回访就算办好"),
        "document.issued": tr("《{}》定稿就算办好").format(title),
        "document.signed": tr("《{}》签好就算办好").format(title),
        "document.served": tr("《{}》送达就算办好").format(title),
    }
    return words.get(event, "")
