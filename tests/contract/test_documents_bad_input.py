"""What people type can be long, strange or missing: a paper says it whole on many pages, or is refused in words."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from desktop.domain import case_events as ce
from desktop.domain.errors import RuleViolation
from exports.documents.compose import compose, missing_facts
from exports.documents.document_type import built_types
from exports.documents.render import compose_pages
from exports.documents.style import LEFT, STYLES
from exports.documents.typeset.items import Page, Text
from exports.documents.typeset.lines import natural_width
from tests.contract import document_cases as cases

LONG = (cases.DISPUTE * 700)[:100_000]
ONE_OF_EACH_LAYOUT = [
    "mediation_agreement",
    "mediation_record",
    "oral_agreement_register",
    "acceptance_notice",
    "mediation_entrustment",
    "investigation_report",
    "mediation_register",
]


def pages_of(key: str, **changes: Any) -> list[Page]:
    """The composed pages of a whole case with other words."""
    return compose_pages(compose(built_types()[key], cases.filled(cases.view(**changes), key)), cases.fonts())


def long_case() -> dict[str, Any]:
    turns = (ce.Turn("t", "p1", "周桂兰", LONG),)
    return {"summary": LONG, "agreed": cases.agreement(dispute=LONG), "held": cases.session(turns=turns)}


@pytest.mark.parametrize("key", ONE_OF_EACH_LAYOUT)
def test_a_statement_of_a_hundred_thousand_characters_is_said_whole(key: str) -> None:
    pages = pages_of(key, **long_case())
    sheet = STYLES[built_types()[key].layout].sheet
    items = [(page, item) for page in pages for item in page.items if isinstance(item, Text) and item.text]
    said = "".join(item.text for _, item in items if item.role == "fang")
    assert said.count("渗水至楼下周桂兰家") >= LONG.count("渗水至楼下周桂兰家") * 0.9  # words at line ends are parted
    assert len(said) >= len(LONG)
    for _, item in items:
        right = item.x + natural_width(item.text, cases.fonts().widths[item.role], item.size, item.spread)
        assert right <= LEFT + sheet.shift + sheet.width + 1.0


@pytest.mark.parametrize(
    ("typed", "code"),
    [("😀", "R-501"), ("甲\u202e乙", "R-502"), ("甲\u2066乙", "R-502"), ("\x07", "R-502"), ("甲\u200b乙", "R-502")],
)
@pytest.mark.parametrize("key", ["mediation_agreement", "petition_registration", "mediation_register"])
def test_what_cannot_be_printed_is_refused_with_its_surroundings(key: str, typed: str, code: str) -> None:
    named = msgspec.structs.replace(cases.PERSONS[0], name=f"周{typed}兰")
    with pytest.raises(RuleViolation) as fault:
        pages_of(key, parties=(named, cases.PERSONS[1]))
    assert fault.value.code == code
    assert "周" in fault.value.message


@pytest.mark.parametrize("key", sorted(built_types()))
def test_marks_of_other_languages_are_printed_as_they_were_typed(key: str) -> None:
    typed = "<b>粗</b>&amp;{{7*7}}{%x%}${y}"
    party = msgspec.structs.replace(cases.PERSONS[0], name=typed)
    paper = compose(built_types()[key], cases.filled(cases.view(parties=(party, cases.PERSONS[1])), key))
    said = "".join(cases.words(msgspec.to_builtins(paper.blocks)))
    assert said.count("粗") == said.count(typed)


def test_an_empty_list_of_turns_is_named_before_printing() -> None:
    empty = cases.view(held=cases.session(turns=()))
    assert [item.name for item in missing_facts(built_types()["mediation_record"], empty)] == ["调解记录内容"]
