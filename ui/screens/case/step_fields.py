"""Makes inputs from the fields of any procedure's step; knows the kinds of fields, not a single step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.domain import procedure as p
from desktop.ops import Core
from ui.fields.base import Field
from ui.fields.choice import ChoiceField, Option, PickField, TickField, TicksField
from ui.fields.dates import DateField, MomentField
from ui.fields.money import MoneyField
from ui.fields.number import NumberField
from ui.fields.rows import RowsField
from ui.fields.text import LongTextField, TextField
from ui.i18n import tr
from ui.screens.case.loaded import Loaded

_PICKED = 4  # up to so many short choices stand side by side
_SHORT = 22  # characters of all of them together
_NARROW = 10  # so many fit into half the width


def wide(field: p.Field) -> bool:
    """Whether an input takes the whole width."""
    return field.kind in ("long", "table", "choices", "attachments", "people") or (
        field.kind == "choice" and (bool(field.taxonomy) or len("".join(field.choices)) > _NARROW)
    )


def input_for(field: p.Field, core: Core, case: Loaded | None) -> Field:
    """The input of a field; its value is what the facts of the step keep."""
    words, needed, hint = field.label, field.required, field.help
    plain: dict[str, Callable[[], Field]] = {
        "long": lambda: LongTextField(words, lines=3, required=needed, hint=hint),
        "datetime": lambda: MomentField(words, core.clock.now, required=needed, hint=hint),
        "date": lambda: DateField(words, lambda: core.clock.now().date(), required=needed, hint=hint),
        "money": lambda: MoneyField(words, required=needed, hint=hint, least=field.min, most=field.max),
        "number": lambda: NumberField(words, required=needed, hint=hint, least=field.min, most=field.max),
        "check": lambda: TickField(words, hint=hint),
        "choice": lambda: _choice(field, core),
        "choices": lambda: TicksField(words, _options(field, core), required=needed, hint=hint),
        "attachment": lambda: _attachment(field, case),
        "attachments": lambda: _attachments(field, case),
        "table": lambda: RowsField(words, [(c.key, _maker(c, core, case)) for c in field.columns], required=needed),
    }
    if field.kind in plain:
        return plain[field.kind]()
    placeholder = tr("几个人用顿号隔开") if field.kind == "people" else ""
    return TextField(words, required=needed, hint=hint, placeholder=placeholder)


def fact_of(field: p.Field, value: Any) -> Any:
    """A value as facts keep it: no tuples, people as a list of names, the rows of a table the same."""
    if field.kind == "table":
        columns = {column.key: column for column in field.columns}
        return [{key: fact_of(columns[key], cell) for key, cell in entry.items()} for entry in value or ()]
    if field.kind == "people":
        names = str(value or "").replace("，", "、").replace(",", "、").split("、")
        return [name.strip() for name in names if name.strip()]
    return list(value) if isinstance(value, tuple) else value


def _maker(field: p.Field, core: Core, case: Loaded | None) -> Callable[[], Field]:
    return lambda: input_for(field, core, case)


def _attachment(field: p.Field, case: Loaded | None) -> Field:
    found = case.view.state.attachments if case else ()
    hint = field.help if found else tr("先在“附件”里加入文件，再在这里选。")
    return ChoiceField(field.label, [(a.id, a.name) for a in found], required=field.required, hint=hint)


def _attachments(field: p.Field, case: Loaded | None) -> Field:
    found = case.view.state.attachments if case else ()
    hint = field.help if found else tr("先在“附件”里加入文件，再在这里勾选。")
    return TicksField(field.label, [(a.id, a.name) for a in found], required=field.required, hint=hint)


def _options(field: p.Field, core: Core) -> list[Option]:
    if field.taxonomy:
        return list(core.reference.choices(field.taxonomy))
    return [(word, word) for word in field.choices]


def _choice(field: p.Field, core: Core) -> Field:
    options = _options(field, core)
    if len(options) <= _PICKED and len("".join(words for _key, words in options)) <= _SHORT:
        return PickField(field.label, options, required=field.required, hint=field.help)
    return ChoiceField(field.label, options, required=field.required, hint=field.help)
