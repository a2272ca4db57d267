"""Papers wait for sign-offs where a method says so: every gate of every shipped method closes and opens."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.engine import status
from desktop.domain.procedure import Procedure
from desktop.procedures import shipped
from desktop.reference import load_calendar
from tests.case_builder import CaseBuilder

CALENDAR = load_calendar()
GATED = [(made, gate.document) for made in shipped().values() for gate in made.gates]
NAMES = [f"{made.key}-{document}" for made, document in GATED]


def told(case: CaseBuilder, document: str) -> list[str]:
    found = status(case.procedure, case.state, CALENDAR, date(2026, 3, 20)).blocks_document(document)
    return [reason.text for reason in found]


@pytest.mark.parametrize(("made", "document"), GATED, ids=NAMES)
def test_a_gated_paper_waits_and_says_why(made: Procedure, document: str) -> None:
    gates = [gate for gate in made.gates if gate.document == document]
    reasons = told(CaseBuilder(made).agree(parts=(("2026-04-01", 10_000),)), document)
    assert any(gate.reason in text for gate in gates for text in reasons)
    assert all(gate.basis for gate in gates)


def test_the_opinion_of_jiangshan_waits_for_the_legal_review() -> None:
    made = shipped()["jiangshan_full_chain"]
    case = CaseBuilder(made, source="direct").step("review", conclusion="退回重新调查")
    assert any("合法性审查没有通过" in text for text in told(case, "handling_opinion"))
    case.step("review", conclusion="修改后通过")
    assert not any("合法性审查没有通过" in text for text in told(case, "handling_opinion"))


def test_the_opinion_of_the_national_procedure_waits_for_its_signing() -> None:
    case = CaseBuilder(shipped()["petition_handling"], source="direct")
    assert any("还没有形成并签批" in text for text in told(case, "handling_opinion"))
    case.step("decide", outcomes=[{"request": "1", "outcome": "supported", "reason": "x"}])
    assert told(case, "handling_opinion") == []
