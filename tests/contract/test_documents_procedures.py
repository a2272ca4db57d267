"""A paper that a working method asks for can be made by that method: its forms ask all that the paper must know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from desktop.domain import case_events as ce
from desktop.domain.case import Step
from desktop.domain.case_view import CaseView
from desktop.domain.procedure import Field, Procedure
from desktop.procedures import shipped
from desktop.reference import taxonomy
from exports.documents.compose import compose, missing_facts
from exports.documents.document_type import built_types
from tests.contract import document_cases as cases

AT = "2026-05-12T10:00:00+08:00"
_PLAIN: dict[str, Any] = {
    "check": True, "date": "2026-05-12", "datetime": "2026-05-12T09:30:00+08:00", "people": ["沈明", "王建国"],
    "attachments": ["x1"], "attachment": "x1", "money": 300000,
}  # fmt: skip


def choices(field: Field) -> tuple[str, ...]:
    return field.choices or (tuple(e.code for e in taxonomy(field.taxonomy).entries) if field.taxonomy else ())


def answer(field: Field) -> Any:
    """What somebody would fill in."""
    if field.kind in _PLAIN:
        return _PLAIN[field.kind]
    if field.kind == "number":
        return max(field.min or 0, 3)
    if field.kind in ("choice", "choices"):
        first = choices(field)[0]
        return first if field.kind == "choice" else [first]
    if field.kind == "table":
        return [{column.key: answer(column) for column in field.columns} for _ in range(3)]
    return f"{field.label}。" if field.kind == "long" else f"{field.label}甲"


def answers(procedure: Procedure) -> Iterator[dict[str, ce.Facts]]:
    """Every form filled in; and then with each choice that can be made differently."""
    first = {step.key: {field.key: answer(field) for field in step.fields} for step in procedure.steps}
    yield first
    for step in procedure.steps:
        for field in step.fields:
            for choice in choices(field) if field.kind == "choice" else ():
                yield {**first, step.key: {**first[step.key], field.key: choice}}


def walked(case: CaseView, procedure: Procedure, facts: dict[str, ce.Facts], last: str) -> CaseView:
    """The case with every step of the method done, `last` the last of all."""
    order = [*(step.key for step in procedure.steps if step.key != last), last]
    steps = tuple(Step(key, AT[:10], AT, "u1", facts[key]) for key in order)
    state = msgspec.structs.replace(case.state, steps=steps)
    return msgspec.structs.replace(case, state=state, step_facts=facts, paper_steps=procedure.paper_steps())


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_paper_of_a_method_can_be_made_from_what_its_forms_ask(name: str) -> None:
    procedure = shipped()[name]
    for step in procedure.steps:
        for paper in step.papers:
            kind, case = built_types()[paper.type], cases.sample(paper.type)
            ways = (walked(case, procedure, facts, step.key) for facts in answers(procedure))
            made = next((way for way in ways if not missing_facts(kind, way)), None)
            assert made is not None, f"{paper.type} of {step.key} always lacks something"
            compose(kind, made)
