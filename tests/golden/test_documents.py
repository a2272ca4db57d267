"""The shipped papers say what they said, break where they broke. See `tests.golden.documents` to write them anew."""

from __future__ import annotations

import pytest

from tests.golden.documents import FOLDER, drawn, papers

PAPERS = papers()


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_paper_is_as_it_was(name: str) -> None:
    assert drawn(PAPERS[name]) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(PAPERS)
