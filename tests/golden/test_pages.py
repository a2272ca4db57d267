"""Every page of every shipped paper looks as it did when somebody last looked at it."""

from __future__ import annotations

import msgspec
import pytest

from exports.documents.compose import compose
from exports.documents.document_type import built_types
from tests.contract import document_cases as cases
from tests.golden.documents import papers
from tests.golden.pages import FOLDER, differs, kept, picture

PAPERS = papers()


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_paper_looks_as_it_did(name: str) -> None:
    assert not differs(picture(PAPERS[name]), kept(name)), "look at it: python -m tests.golden.pages"


def test_every_picture_is_of_a_paper() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(PAPERS)


@pytest.mark.parametrize("key", ["mediation_agreement", "service_receipt", "handling_opinion"])
def test_a_word_more_or_a_line_that_is_gone_is_seen(key: str) -> None:
    case = cases.sample(key)
    party = msgspec.structs.replace(case.parties[0], name="周桂兰周桂兰")
    other = msgspec.structs.replace(case, parties=(party, *case.parties[1:]))
    assert differs(picture(compose(built_types()[key], other)), kept(key))
