"""Official letters stand as GB/T 9704-2012 says, and go out only in the name of an organ with power."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest

from desktop.domain import case_events as ce
from desktop.domain.case_view import CaseView
from desktop.domain.errors import RuleViolation
from exports.documents.compose import compose, missing_facts
from exports.documents.document_type import LetterHeadRule, SealRule, built_types
from exports.documents.model import RedHead
from exports.documents.render import compose_pages
from exports.documents.style import BODY, BOTTOM, CELL, LEFT, MM, PAGE_HEIGHT, RIGHT, TOP, WIDTH
from exports.documents.typeset.items import Page, Path, Rule, Text
from exports.documents.typeset.lines import natural_width
from tests.contract import document_cases as cases

LETTERS = sorted(key for key, kind in built_types().items() if kind.layout == "letter")
SEALED = [
    key for key in LETTERS if any(isinstance(rule, SealRule) for rule in built_types()[key].block)
]  # 纪要 bear none
OPINIONS = ("acceptance_notice", "refusal_notice", "handling_opinion", "duty_reply", "review_opinion",
            "second_review_opinion", "extension_notice", "no_longer_accepted_notice")  # fmt: skip


def composed(key: str, case: CaseView | None = None) -> list[Page]:
    return compose_pages(compose(built_types()[key], case or cases.sample(key)), cases.fonts())


def width(item: Text) -> float:
    return natural_width(item.text, cases.fonts().widths[item.role], item.size)


def texts(page: Page) -> list[Text]:
    return [item for item in page.items if isinstance(item, Text) and item.text]


def committee(case: CaseView, **changes: object) -> CaseView:
    return msgspec.structs.replace(case, committee=msgspec.structs.replace(case.committee, **changes))


@pytest.mark.parametrize("key", SEALED)
def test_the_date_stands_four_characters_in_and_the_organ_in_the_middle_over_it(key: str) -> None:
    page = composed(key)[-1]
    dates = [item for item in texts(page) if item.text == "2026年4月9日" and item.size == BODY]
    date = dates[-1]
    assert date.x + width(date) == pytest.approx(RIGHT - 4 * BODY, abs=0.1)
    organ = max((i for i in texts(page) if i.y < date.y and i.size == BODY), key=lambda item: item.y)
    assert organ.x + width(organ) / 2 == pytest.approx(date.x + width(date) / 2, abs=0.1)
    above = [item for item in texts(page) if item.y < organ.y]
    assert above, "a seal stands on a page with text"


def test_page_numbers_stand_at_the_outer_side_one_character_in() -> None:
    pages = composed("handling_opinion")
    assert len(pages) >= 2
    for number, page in enumerate(pages, 1):
        mark = next(item for item in texts(page) if item.text == f"— {number} —")
        assert mark.size == CELL
        if number % 2:
            assert mark.x + width(mark) == pytest.approx(RIGHT - CELL, abs=0.1)
        else:
            assert mark.x == pytest.approx(LEFT + CELL)


def test_the_imprint_ends_with_the_type_area_of_the_last_page() -> None:
    pages = composed("handling_opinion")
    rules = [item for item in pages[-1].items if isinstance(item, Rule)]
    assert [rule.x2 - rule.x for rule in rules] == [pytest.approx(WIDTH)] * 3
    assert BOTTOM - 3 <= rules[-1].y <= BOTTOM
    assert rules[0].weight == rules[-1].weight > rules[1].weight
    assert any(item.text == "2026年4月9日印发" for item in texts(pages[-1]))
    assert not any(isinstance(item, Rule) for page in pages[:-1] for item in page.items)


def test_a_red_head_stands_over_number_line_and_title_where_it_is_asked_for() -> None:
    plain = cases.sample("handling_opinion")
    assert not any(getattr(item, "red", False) for page in composed("handling_opinion", plain) for item in page.items)
    first = composed("handling_opinion", committee(plain, red_head=True))[0]
    mark, line = [item for item in first.items if isinstance(item, Text | Rule) and item.red]
    assert isinstance(mark, Text)
    assert isinstance(line, Rule)
    assert mark.text == "柳溪市云桥镇人民政府"
    assert mark.y - 0.88 * mark.size == pytest.approx(TOP + 35 * MM, abs=1)
    number = next(item for item in texts(first) if item.text == "柳政访答〔2026〕7号")
    title = next(item for item in texts(first) if item.size == 22.0)
    assert mark.y < number.y < line.y < title.y
    assert line.y - number.y < 5 * MM
    assert any(item.size == BODY and item.y > title.y + BODY for item in texts(first)), "text on the first page"


IN_LETTER_FORM = sorted(k for k in LETTERS if any(isinstance(r, LetterHeadRule) for r in built_types()[k].block))


@pytest.mark.parametrize("key", IN_LETTER_FORM)
def test_a_letter_has_its_organ_thirty_millimetres_down_and_double_lines_above_and_below(key: str) -> None:
    """GB/T 9704-2012, 10.1; the code of the first page stands free between the text and the lower line."""
    pages = composed(key, committee(cases.sample(key), letter_form=True, red_head=True))
    name, *lines = [item for item in pages[0].items if isinstance(item, Text | Rule) and item.red]
    assert isinstance(name, Text)
    assert name.y - 0.88 * name.size == pytest.approx(30 * MM, abs=0.5)
    assert [line.x2 - line.x for line in lines if isinstance(line, Rule)] == [pytest.approx(170 * MM)] * 4
    upper, _, lower, last = lines
    assert upper.y == pytest.approx(name.y + 0.12 * name.size + 4 * MM, abs=0.5)
    assert lower.y == pytest.approx(PAGE_HEIGHT - 20 * MM)
    assert isinstance(upper, Rule)
    assert isinstance(last, Rule)
    assert upper.weight == last.weight
    number = next(item for item in texts(pages[0]) if item.text == "柳政访答〔2026〕7号")
    assert number.x + width(number) == pytest.approx(RIGHT)
    assert upper.y < number.y < upper.y + 2.5 * BODY
    code = next(item for item in pages[0].items if isinstance(item, Path))
    assert code.y + code.side < lower.y
    body = [item.y for item in texts(pages[0]) if item.size == BODY]
    assert max(body) < code.y
    assert not any(item.text == "— 1 —" for item in texts(pages[0]))
    assert all(any(i.text == f"— {n} —" for i in texts(page)) for n, page in enumerate(pages[1:], 2))


def test_decisions_keep_the_general_form() -> None:
    assert not {"handling_opinion", "review_opinion", "second_review_opinion"} & set(IN_LETTER_FORM)
    case = committee(cases.sample("handling_opinion"), letter_form=True)
    assert not any(getattr(item, "red", False) for page in composed("handling_opinion", case) for item in page.items)


def test_the_colour_of_the_head_reaches_the_file() -> None:
    case = committee(cases.sample("handling_opinion"), red_head=True)
    blocks = compose(built_types()["handling_opinion"], case).blocks
    assert isinstance(blocks[0], RedHead)
    assert cases.drawn("handling_opinion", case) != cases.drawn("handling_opinion", cases.sample("handling_opinion"))


@pytest.mark.parametrize("key", OPINIONS)
def test_nothing_is_decided_in_the_name_of_a_body_without_power(key: str) -> None:
    case = committee(cases.sample(key), organ="")
    with pytest.raises(RuleViolation) as fault:
        compose(built_types()[key], case)
    assert fault.value.code == "R-505"
    assert "有权机关" in fault.value.message


def test_an_opinion_answers_every_request_and_names_the_body_of_review() -> None:
    case = cases.sample("handling_opinion")
    steps = {name: dict(told) for name, told in case.step_facts.items()}
    outcomes = steps["decide"]["outcomes"]
    assert isinstance(outcomes, list)
    steps["decide"] = {**steps["decide"], "outcomes": outcomes[:2], "review_organ": ""}
    short = committee(msgspec.structs.replace(case, step_facts=steps), review_organ="")
    names = [item.name for item in missing_facts(built_types()["handling_opinion"], short)]
    assert names == ["每一项诉求的意见（意见的项数少于诉求）", "复查机关（全称、地址、电话）"]


@pytest.mark.parametrize("length", range(200, 900, 70))
def test_a_seal_never_stands_alone_however_long_the_text(length: int) -> None:
    case = cases.sample("handling_opinion")
    steps: dict[str, ce.Facts] = {**case.step_facts, "investigate": {"found": (cases.DISPUTE * 9)[:length]}}
    pages = composed("handling_opinion", msgspec.structs.replace(case, step_facts=steps))
    ys = [sorted({item.y for item in texts(page) if item.y < BOTTOM and item.size == BODY}) for page in pages]
    assert len(ys[-1]) >= 4, "two lines of text, organ and date"
    assert all(below - above > BODY * 0.9 for page in ys for above, below in pairwise(page))
